"""What every row about dues must keep, and what is unusual in one."""

from __future__ import annotations

from dataclasses import replace

from governance.tables.declare import Check, not_negative, not_zero, positive
from governance.words import mark

PERCENT = Check(
    "rate_pct_is_a_percentage",
    "rate_pct",
    "rate_pct between 0 and 100",
    mark("A rate lies between 0 and 100 per cent."),
    mark("Write 0.2534 for 0.2534 per cent."),
)
_VALUE_DAYS = 92  # three months: banks value within days, and a longer gap is nearly always a wrong year or month


def near_year(day: str) -> Check:
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
_PLAIN_IBAN = "replace(upper(iban), ' ', '')"
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
""".replace("upper(iban)", _PLAIN_IBAN)
_WHOLE_ADDRESS = "coalesce(creditor, postcode, town, country_code, street, house_number) is null or " + " and ".join(
    f"{name} is not null" for name in ("creditor", "postcode", "town", "country_code")
)
# The Swiss Implementation Guidelines for the QR-bill, version 2.3: how long each part may be, and of what signs.
_LONGEST = {"creditor": 70, "street": 70, "house_number": 16, "postcode": 16, "town": 35}
_FITS_A_BILL = (
    f"left({_PLAIN_IBAN}, 2) not in ('CH', 'LI') or ("
    + " and ".join(
        f"coalesce(length({name}) <= {most} and regexp_full_match({name}, '[ -~\u00a0-\u017fȘșȚț€]+'), true)"
        for name, most in _LONGEST.items()
    )
    + ")"
)

ASSESSMENT = (
    not_negative("amount"),
    Check(
        "due_near_its_year",
        "due",
        "abs(year(due) - year) <= 1",
        mark("The due date lies more than a year from the year of the contribution."),
        mark("Make sure of both, or leave the due date blank."),
        warning=True,
    ),
)

OPENING = (
    Check(
        "debt_of_a_begun_year",
        "year",
        "year <= year(dated) or amount <= 0",
        mark("A debt of a year that had not begun on the opening day."),
        mark("Make sure of the year; what had been paid for it in advance is negative."),
        warning=True,
    ),
)

RECEIPT = (
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
    # What takes a receipt back gives back what the bank had taken of it.
    replace(not_negative("charges"), condition='"charges" >= 0 or "amount" < 0'),
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
    near_year("coalesce(value_date, received)"),
)

ACCOUNT = (
    Check(
        "iban_adds_up",
        "iban",
        _IBAN,
        mark("The check digits of this account number do not fit: a digit may be wrong."),
        mark("Compare it with the bank's letter: Members pay to what stands here."),
        warning=True,
    ),
    Check(
        "address_is_whole",
        "creditor",
        _WHOLE_ADDRESS,
        mark("Only a part of the account holder's address is given."),
        mark("Fill in the creditor, postal code, town and country code together, or none of them."),
    ),
    Check(
        "country_code_is_two_letters",
        "country_code",
        "regexp_full_match(country_code, '[A-Z]{2}')",
        mark("The country of an address is two capital letters."),
        mark("Write CH for Switzerland."),
    ),
    Check(
        "address_fits_a_bill",
        "creditor",
        _FITS_A_BILL,
        mark("This address does not fit a Swiss QR bill: a part of it is too long, or has signs that the bill lacks."),
        mark(
            "Write it in Latin letters, with at most 70 signs for the name and the street, 35 for the town and 16 for "
            "the rest."
        ),
    ),
)
