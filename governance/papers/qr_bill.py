"""The Swiss QR bill to an account: what its code says, and its picture.

As the Swiss Implementation Guidelines for the QR-bill, version 2.3, have it: 31 lines, an address in its parts, a
reference of digits (QRR) to an account of a QR institution and of digits and letters (SCOR, ISO 11649) to any other.
The payer is left open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import segno
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from governance.questions.rows import Row
from governance.rules.accounts.references import bill_references

_COUNTRIES = ("CH", "LI")
_CURRENCIES = ("CHF", "EUR")
_QR_INSTITUTIONS = range(30000, 32000)
_MOST = Decimal("999999999.99")
_SIDE = 46  # millimetres of the code's side
_MESSAGE = 140  # signs that a message may have
_MASK = 3
"""The mask that the scoring of ISO/IEC 18004, 7.8.3 chooses for most bills; a reader takes any of the eight.
Scoring each bill anew takes four fifths of a code's time, and a third of that of all States' statements."""


@dataclass(frozen=True)
class Bill:
    """A bill: to which account, for whom, how much (None: the payer writes it), and by which reference it is known."""

    iban: str
    creditor: tuple[str, str, str, str, str, str]
    currency: str
    amount: Decimal | None
    reference: str
    message: str

    @property
    def kind(self) -> str:
        """The kind of its reference."""
        return "SCOR" if self.reference.startswith("RF") else "QRR"

    @property
    def address(self) -> list[str]:
        """The creditor and its address, as they are printed."""
        name, street, house, postcode, town, country = self.creditor
        return [line for line in (name, f"{street} {house}".strip(), f"{country}-{postcode} {town}") if line]

    def text(self) -> str:
        """The 31 lines that the code holds."""
        nobody = [""] * 7
        amount = "" if self.amount is None else f"{self.amount:.2f}"
        head = ["SPC", "0200", "1", self.iban, "S", *self.creditor]
        return "\r\n".join(
            [*head, *nobody, amount, self.currency, *nobody, self.kind, self.reference, self.message, "EPD"]
        )

    def picture(self) -> str:
        """The code as SVG, with the Swiss cross in its middle; the same bytes for the same text."""
        code = segno.make(self.text(), error="m", encoding="utf-8", micro=False, boost_error=False, mask=_MASK)
        size, _ = code.symbol_size(border=0)
        middle = size / 2
        parts = (("#fff", 7, 7), ("#000", 6, 6), ("#fff", 3.75, 1.125), ("#fff", 1.125, 3.75))  # millimetres
        sized = [(colour, wide * size / _SIDE, high * size / _SIDE) for colour, wide, high in parts]
        cross = "".join(
            f'<rect x="{middle - wide / 2:.3f}" y="{middle - high / 2:.3f}" width="{wide:.3f}" height="{high:.3f}" '
            f'fill="{colour}"/>'
            for colour, wide, high in sized
        )
        dark = "".join(
            f"M{across} {down}h1v1h-1z"  # areas, and not segno's lines: a viewer that fits lines to pixels bends them
            for down, row in enumerate(code.matrix)
            for across, module in enumerate(row)
            if module
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
            f'<path fill="#000" d="{dark}"/>{cross}</svg>'
        )


def bill(account: Row, owed: Decimal | None, state: str, as_of: date, version: int, message: str) -> Bill | None:
    """The bill of a State to an account of `payment_instructions`; None where such an account takes none: outside of
    Switzerland and Liechtenstein, in another currency, without an address, or with a number that is none.

    Its reference tells the State (to a QR institution its letters as two digits each), the day and the version of the
    ledger. `owed` is to be paid; the amount is left open where it is None, or more than a bill can ask for.
    """
    try:
        iban = IBAN(account.text("iban"))
    except SchwiftyException:
        return None
    creditor = tuple(
        account.text_or_none(name) or ""
        for name in ("creditor", "street", "house_number", "postcode", "town", "country_code")
    )
    if iban.country_code not in _COUNTRIES or account["currency"] not in _CURRENCIES or not creditor[0]:
        return None
    of_digits, of_letters = bill_references(state, as_of, version)
    return Bill(
        str(iban),
        creditor,  # type: ignore[arg-type]  # of six, as listed above
        account.text("currency"),
        owed if owed is not None and owed <= _MOST else None,
        of_digits if int(iban[4:9]) in _QR_INSTITUTIONS else of_letters,
        message[:_MESSAGE],
    )


def in_groups(text: str) -> str:
    """An account number or a reference as it is printed: in groups, of five from its end for digits, else of four."""
    if not text.isdigit():
        return " ".join(text[place : place + 4] for place in range(0, len(text), 4))
    first = len(text) % 5
    return " ".join(filter(None, (text[:first], *(text[at : at + 5] for at in range(first, len(text), 5)))))
