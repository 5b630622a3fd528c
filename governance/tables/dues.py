"""Tables about what Members are assessed, what they pay, and what changes a debt."""

from governance.tables.declare import (
    CURRENCY,
    STATE,
    YEAR,
    Check,
    Column,
    Kind,
    amount,
    day,
    in_order,
    not_negative,
    not_zero,
    positive,
    table,
)
from governance.words import mark

_PERCENT = Check(
    "rate_pct_is_a_percentage",
    "rate_pct",
    "rate_pct between 0 and 100",
    mark("A rate lies between 0 and 100 per cent."),
    mark("Write 0.2534 for 0.2534 per cent."),
)
_VALUE_DAYS = 92  # three months: banks value within days, and a longer gap is nearly always a wrong year or month


def _near_year(day: str) -> Check:
    """The check that money does not name a year that is further ahead than the next: nobody is assessed for it yet."""
    return Check(
        "for_year_near",
        "for_year",
        f"for_year <= year({day}) + 1",
        mark("The year named is more than one year ahead."),
        mark("Make sure of the year; nobody has been assessed for it yet."),
        warning=True,
    )


# The check digits of an international account number: moved to its end and with letters as two digits, the number
# leaves 1 when divided by 97 (ISO 13616). Countries XA to XZ, but for XK, are nobody's: a made-up account.
_IBAN = """
    regexp_matches(upper(iban), '^\\s*X[A-JL-Z]') or list_reduce(
        list_transform(
            string_split(array_to_string(list_transform(
                string_split(regexp_replace(upper(iban), '^(.{4})(.*)$', '\\2\\1'), ''),
                lambda sign: case when sign between 'A' and 'Z' then (ascii(sign) - 55)::varchar else sign end
            ), ''), ''),
            lambda digit: coalesce(try_cast(digit as integer), 100)
        ),
        lambda rest, digit: (rest * 10 + digit) % 97
    ) = 1
""".replace("upper(iban)", "replace(upper(iban), ' ', '')")

_RATE = Column("rate_pct", Kind.RATE, mark("The rate"), required=True, unit="per cent", example="0.2534")

DUES = (
    table(
        "scale",
        mark("Scale of assessment"),
        mark("One row per year and State."),
        YEAR,
        STATE,
        _RATE,
        key=("year", "state"),
        checks=(_PERCENT,),
    ),
    table(
        "un_scale",
        mark("United Nations scale of assessments"),
        mark("One row per scale period and State."),
        STATE,
        Column("first_year", Kind.YEAR, mark("First year of the period"), required=True, unit="year", example="2022"),
        Column("last_year", Kind.YEAR, mark("Last year of the period"), required=True, unit="year", example="2024"),
        _RATE,
        key=("state", "first_year"),
        checks=(_PERCENT, in_order("first_year", "last_year")),
    ),
    table(
        "budgets",
        mark("Budgets"),
        mark("One row per year, part of the budget and stage."),
        YEAR,
        Column(
            "part",
            Kind.CHOICE,
            mark("The administrative or the operational part of the budget"),
            required=True,
            choices=("administrative", "operational"),
        ),
        Column(
            "stage",
            Kind.CHOICE,
            mark("How far the figure had come: stated means that the document does not say"),
            required=True,
            choices=("proposed", "approved", "revised", "stated"),
        ),
        amount(mark("The budget")),
        CURRENCY,
        Column(
            "growth_policy",
            Kind.TEXT,
            mark("The growth policy as the document states it"),
            example="zero nominal growth",
        ),
        amount(mark("Cost increases, as the document states them"), "cost_increase", required=False),
        amount(
            mark("Contributions of new Members, as the document states them"),
            "new_member_contributions",
            required=False,
        ),
        key=("year", "part", "stage", "currency"),
        checks=(not_negative("amount"), not_negative("new_member_contributions")),
    ),
    table(
        "assessments",
        mark("Assessed contributions"),
        mark("One row per year, State and currency."),
        YEAR,
        STATE,
        amount(mark("What the State must pay for the year to the administrative part of the budget")),
        CURRENCY,
        day("due", mark("The due date; blank: the later of 1 January and the day on which the State became a Member")),
        key=("year", "state", "currency"),
        checks=(
            not_negative("amount"),
            Check(
                "due_near_its_year",
                "due",
                "abs(year(due) - year) <= 1",
                mark("The due date lies more than a year from the year of the contribution."),
                mark("Make sure of both, or leave the due date blank."),
                warning=True,
            ),
        ),
        counts_in="year",
    ),
    table(
        "coverage",
        mark("Coverage"),
        mark("One row per table and period for which its rows are declared complete."),
        Column("covers", Kind.TABLE, mark("The table that is complete"), required=True, example="receipts"),
        day("from", mark("First day of the period (that day included)"), required=True),
        day("to", mark("Last day of the period (that day included); blank: kept complete since")),
        key=("covers", "from"),
        checks=(in_order("from", "to"),),
    ),
    table(
        "opening_balances",
        mark("Opening balances"),
        mark("One row per date, State, year of debt and currency."),
        day("dated", mark("The day on which the uploaded history starts"), required=True),
        STATE,
        YEAR,
        amount(mark("What was outstanding for the year on that day; negative: a credit")),
        CURRENCY,
        key=("dated", "state", "year", "currency"),
        checks=(
            Check(
                "debt_of_a_begun_year",
                "year",
                "year <= year(dated) or amount <= 0",
                mark("A debt of a year that had not begun on the opening day."),
                mark("Make sure of the year; what had been paid for it in advance is negative."),
                warning=True,
            ),
        ),
        happened="dated",
        counts_in="year(dated)",
    ),
    table(
        "receipts",
        mark("Receipts"),
        mark("One row per receipt."),
        day("received", mark("The day on which the money came in")),
        Column("state", Kind.STATE, mark("The State that paid; blank: not yet identified"), example="XAA"),
        amount(mark("The amount credited; negative: a refund")),
        CURRENCY,
        Column("reference", Kind.TEXT, mark("The bank's reference, which names the receipt"), example="BK-2024-00017"),
        day("value_date", mark("The day from which the money counts; blank: the day on which it came in")),
        amount(mark("The amount in the currency paid"), "paid_amount", required=False, example="14204.55"),
        Column("paid_currency", Kind.CURRENCY, mark("The currency paid"), example="USD"),
        Column(
            "rate",
            Kind.RATE,
            mark("Units of the ledger's currency for one unit of the currency paid"),
            unit="rate",
            example="0.8803",
        ),
        amount(
            mark("Bank charges taken from the payment, in the currency of the amount"),
            "charges",
            required=False,
            example="4.27",
        ),
        Column("for_year", Kind.YEAR, mark("The year that the payer named"), unit="year"),
        key=("reference",),
        identical_rows=True,
        checks=(
            Check(
                "receipt_has_a_date",
                "received",
                "coalesce(value_date, received) is not null",
                mark("A receipt needs the day on which it was received or its value date."),
                mark("Fill in one of the two, as the bank states it."),
            ),
            Check(
                "foreign_receipt_has_a_rate",
                "rate",
                "coalesce(paid_currency, currency) = currency or rate is not null",
                mark("A receipt in another currency needs its rate."),
                mark("Enter how many units of the receipt's own currency the bank gave for one unit of what was paid."),
            ),
            positive("rate"),
            not_zero("amount"),
            not_negative("charges"),
            Check(
                "paid_like_credited",
                "paid_amount",
                "sign(paid_amount) = sign(amount)",
                mark("The amount paid and the amount credited have different signs."),
                mark("A payment has two amounts above zero, a refund two below."),
            ),
            Check(
                "rate_of_a_currency",
                "paid_currency",
                "rate is null or rate = 1 or paid_currency is not null",
                mark("There is a rate, but the currency paid is blank."),
                mark("Enter the currency that was paid, or take the rate away."),
                warning=True,
            ),
            Check(
                "value_date_near_receipt",
                "value_date",
                f"abs(value_date - received) <= {_VALUE_DAYS}",
                mark("The value date and the day of receipt lie more than three months apart."),
                mark("Make sure that both are of this receipt."),
                warning=True,
            ),
            _near_year("coalesce(value_date, received)"),
        ),
        happened="coalesce(value_date, received)",
        counts_in="year(coalesce(value_date, received))",
    ),
    table(
        "adjustments",
        mark("Adjustments"),
        mark("One row per adjustment."),
        day("dated", mark("The day from which the adjustment counts"), required=True),
        STATE,
        amount(mark("The amount: positive reduces the debt, negative adds to it")),
        CURRENCY,
        Column("for_year", Kind.YEAR, mark("The year whose debt it changes; blank: the oldest debt"), unit="year"),
        Column(
            "reason",
            Kind.TEXT,
            mark("Why: waiver, surplus credited, correction, succession or exchange difference"),
            example="waiver",
        ),
        identical_rows=True,
        checks=(not_zero("amount"), _near_year("dated")),
        happened="dated",
        counts_in="year(dated)",
    ),
    table(
        "payment_instructions",
        mark("Payment instructions"),
        mark("One row per account and the day from which it is used."),
        Column("account", Kind.TEXT, mark("The name of the account"), required=True, example="Assessed contributions"),
        Column("bank", Kind.TEXT, mark("The bank"), required=True, example="A bank"),
        Column(
            "iban", Kind.TEXT, mark("The account's international number"), required=True, example="XX00 0000 0000 0000"
        ),
        CURRENCY,
        Column("reference_rule", Kind.TEXT, mark("What the payer should write as the reference")),
        day("valid_from", mark("First day of use")),
        key=("account", "valid_from"),
        checks=(
            Check(
                "iban_adds_up",
                "iban",
                _IBAN,
                mark("The check digits of this account number do not fit: a digit may be wrong."),
                mark("Compare it with the bank's letter: Members pay to what stands here."),
                warning=True,
            ),
        ),
    ),
    table(
        "payment_plans",
        mark("Payment plans"),
        mark("One row per instalment."),
        STATE,
        Column("plan", Kind.TEXT, mark("The plan's name or number"), required=True, example="2024/1"),
        day("agreed", mark("The day on which the plan was agreed")),
        day("due", mark("The day on which the instalment is due"), required=True),
        amount(mark("The instalment")),
        CURRENCY,
        key=("state", "plan", "due"),
        checks=(positive("amount"), in_order("agreed", "due")),
    ),
)
