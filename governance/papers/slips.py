"""The Swiss QR bill of a statement, as it is printed: the receipt and the payment part.

The guidelines prescribe its words, and know no Spanish: a Spanish paper has it in English.
"""

from __future__ import annotations

from governance.papers.paper import Slip
from governance.papers.qr_bill import Bill, in_groups
from governance.words import language, say

_PLACES = (
    "receipt",
    "payment",
    "account_word",
    "reference_word",
    "message_word",
    "payer_word",
    "currency_word",
    "amount_word",
    "acceptance",
    "cut",
)
_WORDS = {
    "en": (
        "Receipt",
        "Payment part",
        "Account / Payable to",
        "Reference",
        "Additional information",
        "Payable by (name/address)",
        "Currency",
        "Amount",
        "Acceptance point",
        "Separate before paying in",
    ),
    "fr": (
        "Récépissé",
        "Section paiement",
        "Compte / Payable à",
        "Référence",
        "Informations supplémentaires",
        "Payable par (nom/adresse)",
        "Monnaie",
        "Montant",
        "Point de dépôt",
        "A détacher avant le versement",
    ),
}
"""The words that the guidelines prescribe: a bank takes no others, and none are translated here."""


def slip(bill: Bill) -> Slip:
    """The bill in the language in force."""
    title = say("Swiss QR bill")
    about = say("Any Swiss bank's application reads the code. Where no amount is printed, write the one that you pay.")
    alt = say(
        "Swiss QR code: to {iban}, {amount}, reference {reference}.",
        iban=in_groups(bill.iban),
        amount=f"{bill.currency} {_amount(bill)}".strip(),
        reference=in_groups(bill.reference),
    )
    return Slip(
        {
            "title": title,
            "about": about,
            **dict(zip(_PLACES, _WORDS.get(language.get(), _WORDS["en"]), strict=True)),
            "iban": in_groups(bill.iban),
            "creditor": bill.address,
            "reference": in_groups(bill.reference),
            "message": bill.message,
            "currency": bill.currency,
            "amount": _amount(bill),
        },
        bill.picture(),
        alt,
    )


def _amount(bill: Bill) -> str:
    """With a blank between the thousands, as the guidelines have it; empty where it is left open."""
    return "" if bill.amount is None else f"{bill.amount:,.2f}".replace(",", " ")
