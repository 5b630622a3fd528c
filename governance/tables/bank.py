"""The table of what the bank said: every booked entry of its statements, whether or not a receipt came of it."""

from dataclasses import replace

from governance.tables.declare import STATED_CURRENCY, Check, Column, Kind, amount, day, not_zero, table
from governance.words import mark

KINDS = ("credit", "debit", "charge", "interest", "reversed_credit", "reversed_debit", "batch")
"""What an entry is: a batch is an entry that stands for several, which follow it and name it in `part_of`."""

_SIGNED_AS_ITS_KIND = Check(
    "entry_signed_as_its_kind",
    "amount",
    """case when "kind" in ('credit', 'reversed_debit') then "amount" >= 0
            when "kind" in ('debit', 'reversed_credit') then "amount" <= 0 end""",
    mark("The sign of the {column} is not that of such an entry."),
    mark("Write what came in without a sign, and what left the account with a minus."),
)

# Payments of one batch may go both ways, and come to nothing together.
_SOMETHING_MOVED = replace(not_zero("amount"), condition='"amount" <> 0 or "kind" = \'batch\'')

BANK = (
    table(
        "bank_entries",
        mark("Entries of bank statements"),
        mark("One row per entry of an account's statement, and per payment of an entry that is made of several."),
        Column(
            "account",
            Kind.TEXT,
            mark("The account's number, as the statement has it"),
            required=True,
            example="XX00 0000 0000 0000",
        ),
        Column(
            "reference",
            Kind.TEXT,
            mark("The bank's own reference; where it gives none, the statement's number and the entry's place in it"),
            required=True,
            example="ZV20240131/000017",
        ),
        day("booked_on", mark("The day on which the bank booked it"), required=True),
        day("value_date", mark("The day from which the money counts")),
        amount(mark("The amount; negative: it left the account")),
        STATED_CURRENCY,
        Column(
            "kind",
            Kind.CHOICE,
            mark("What it is; a batch stands for the entries that name it as the one of which they are a part"),
            required=True,
            choices=KINDS,
            example="credit",
        ),
        Column("counterparty", Kind.TEXT, mark("Who paid, or was paid, as the bank names them")),
        Column("counterparty_iban", Kind.TEXT, mark("The number of their account")),
        Column("remittance", Kind.TEXT, mark("What they wrote to it")),
        Column("payer_reference", Kind.TEXT, mark("The reference that they gave, such as that of a bill")),
        amount(mark("Bank charges taken from the payment, in the currency of the amount"), "charges", required=False),
        amount(mark("The amount in the currency paid"), "paid_amount", required=False),
        Column("paid_currency", Kind.CURRENCY, mark("The currency paid"), example="USD"),
        Column(
            "rate",
            Kind.RATE,
            mark("Units of the account's currency for one unit of the currency paid"),
            unit=mark("rate"),
        ),
        Column("statement", Kind.TEXT, mark("The number of the statement"), example="31"),
        Column("part_of", Kind.TEXT, mark("The reference of the batch of which it is a part")),
        key=("account", "reference"),
        checks=(_SOMETHING_MOVED, _SIGNED_AS_ITS_KIND),
        first_schema=10,
        happened="booked_on",
        delegations=None,
    ),
)
