"""Numbers and dates as offices write them: read by columns, asked where a column does not say, never guessed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from babel import Locale, localedata

from governance.intake.checking.check import check
from governance.intake.reading.folding import fold
from governance.intake.reading.grid import Grid
from governance.intake.understanding.sheet_decisions import COMMA, DAY_FIRST, MONTH_FIRST, POINT, SERIAL, Decisions
from governance.intake.understanding.understand import understand
from governance.intake.understanding.understand_file import understand_file
from governance.intake.understanding.understood import Understanding
from governance.intake.understanding.values import choice_words
from governance.intake.understanding.values.dates import _order_told
from governance.problems import Refused
from governance.tables import TABLES, Column, Kind
from tests.awkward import Failed, Formula, Rows, Shown, ods_of, xls_of, xlsx_of
from tests.ledgers import batches_of

MORE = {"state": "XAA", "year": "2024", "received": "2024-01-31", "amount": "1.00", "dated": "2024-01-31"}


def column(
    table: str, name: str, *cells: object, decisions: Decisions | None = None, csv: bool = False
) -> Understanding:
    """What is understood of a sheet of `table` with these cells in one column and good ones in all others needed."""
    others = [
        one.name for one in TABLES[table].columns if one.name != name and (one.required or one.name == "received")
    ]
    rows = [(*others, name), *((*(MORE.get(other, "x") for other in others), cell) for cell in cells)]
    (found,) = understand(Grid("file", None if csv else "sheet", tuple(rows)), table, decisions, currency="CHF")
    assert found.table == table
    return found


def read(found: Understanding, name: str) -> list[str | None]:
    assert found.sheet is not None, found.questions
    place = found.sheet.header.index(name)
    return [cells[place] for _, cells in found.sheet.rows]


def amounts(*cells: object, decisions: Decisions | None = None) -> list[str | None]:
    found = column("receipts", "amount", *cells, decisions=decisions)
    assert not found.problems
    return read(found, "amount")


def dates(*cells: object, decisions: Decisions | None = None) -> list[str | None]:
    found = column("receipts", "received", *cells, decisions=decisions)
    assert not found.problems
    return read(found, "received")


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("1,234.50", "1234.50"), ("1 234,50", "1234.50"), ("1\xa0234,50", "1234.50"), ("1\u202f234,50", "1234.50"),
        ("1'234.50", "1234.50"), ("1’234.50", "1234.50"), ("1.234.567,00", "1234567.00"), ("1 234 567", "1234567"),
        ("(1,234.50)", "-1234.50"), ("1234.50-", "-1234.50"), ("−1234.50", "-1234.50"), ("–5", "-5"), ("+5", "+5"),
        ("CHF 1 234.50", "1234.50"), ("1 234.50 CHF", "1234.50"), ("CHF -5", "-5"), ("-CHF 5", "-5"), ("Fr. 12.50", "12.50"),
        ("100.-", "100.0"), ("CHF 100.—", "100.0"), ("-", "0"), (" –  ", "0"), ("CHF -", "0"), ("0,5", "0.5"), (".5", "0.5"),
        ("1234,5", "1234.5"), ("12345.678", "12345.678"), ("\u200e5", "5"),
        (1234.5, "1234.5"), (0.1 + 0.2, "0.3"), (1e6, "1000000"), (1e17, "100000000000000000"), (7, "7"),
    ],
)  # fmt: skip
def test_a_written_number_is_read(written: object, plain: str) -> None:
    assert amounts(written) == [plain]


@pytest.mark.parametrize(
    "written",
    [
        "about 100",
        "1e6",
        "1,23,456.00",
        "1.2.3",
        "(5",
        "(-5)",
        "5 CR",
        "1 23",
        "12 %",
        "--5",
        "5 6,",
        "XYZ 5",
        "٣",
        "5 CHF CHF",
    ],
)
def test_what_is_no_number_stays_as_it_was_written(written: str) -> None:
    """And is then a problem of the cell, with the user's own words."""
    assert amounts(written) == [written]


def test_one_number_of_a_column_tells_how_all_are_written() -> None:
    assert amounts("1,234", "1,5") == ["1.234", "1.5"]
    assert amounts("1,234", "1,234.5") == ["1234", "1234.5"]
    assert amounts("1.234", "1 000,00") == ["1234", "1000.00"]
    assert amounts("1,234", 5.5, "0.50") == ["1234", "5.5", "0.50"]


@pytest.mark.parametrize(("written", "by_point", "by_comma"), [("1,234", "1234", "1.234"), ("1.234", "1.234", "1234")])
def test_three_digits_all_the_way_down_are_asked_about(written: str, by_point: str, by_comma: str) -> None:
    found = column("receipts", "amount", written, "999", 5.5)
    assert found.sheet is None
    (question,) = found.questions
    assert (question.kind, question.letter, question.header) == ("numbers", "B", "amount")
    assert (question.choices, question.readings) == ((POINT, COMMA), (by_point, by_comma))
    for choice, plain in ((POINT, by_point), (COMMA, by_comma)):
        for place in ("B", "=amount"):
            assert amounts(written, decisions=Decisions(numbers={place: choice})) == [plain]


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("718962.2000000002", "718962.2"), ("718962.1999999998", "718962.2"), ("-0.30000000000000004", "-0.3"),
        ("718962,2000000002", "718962.2"), (718962.2000000002, "718962.2"),
        ("133333.33333333334", "133333.33333333334"), ("12345678901234567.25", "12345678901234567.25"),
    ],
)  # fmt: skip
def test_the_rounding_error_of_a_spreadsheets_sum_is_left_out_and_a_computed_share_is_not(
    written: object, plain: str
) -> None:
    assert amounts(written) == [plain]
    if written == "718962.2000000002":
        (said,) = column("receipts", "amount", written).columns[-1].how[-1:]
        assert said == ("Rounding errors of a spreadsheet are left out: “718962.2000000002” is read as 718962.2.")


def test_a_year_that_is_kept_as_its_first_day_is_that_year() -> None:
    """Typed as a date, or as the text that a program made of one; any other day is no year."""
    found = column("assessments", "year", date(2024, 1, 1), "2025-01-01", "2026")
    assert read(found, "year") == ["2024", "2025", "2026"]
    assert found.columns[-1].how[-1] == "2 dates on 1 January are read as their year."
    assert read(column("assessments", "year", date(2024, 6, 30)), "year") == ["2024-06-30"]


@pytest.mark.parametrize("written", ["12.500", "12,500", "1.250"])
def test_a_count_with_three_digits_after_its_sign_is_asked_about_like_an_amount(written: str) -> None:
    """12.500 may be full-time equivalents with three decimals; only a year can be nothing but whole."""
    (question,) = column("staffing", "headcount", written).questions
    assert (question.kind, question.header) == ("numbers", "headcount")
    whole = POINT if "," in written else COMMA
    decided = Decisions(numbers={"=headcount": whole})
    found = column("staffing", "headcount", written, decisions=decided)
    assert read(found, "headcount") == [written.replace(",", "").replace(".", "")]
    assert read(column("assessments", "year", "2,024"), "year") == ["2024"]


def test_numbers_that_contradict_each_other_are_problems() -> None:
    found = column("receipts", "amount", "1,50", "2,50", "3.50", "1,234")
    (problem,) = found.problems
    assert (problem.rule, problem.cell, problem.value) == ("numbers-contradict", "B4", "3.50")
    assert problem.message == "“3.50” is no number with a comma before its decimals, as this column has them."
    (problem,) = column("receipts", "amount", "1,50", "2.50", "3.50").problems
    assert problem.message == "“1,50” is no number with a point before its decimals, as this column has them."


def test_a_decision_that_a_cell_does_not_fit_makes_it_a_problem() -> None:
    found = column("receipts", "amount", "1,234", "3.50", decisions=Decisions(numbers={"B": COMMA}))
    assert [(problem.rule, problem.row) for problem in found.problems] == [("numbers-contradict", 3)]


def test_our_own_exports_keep_three_decimals_of_a_rate() -> None:
    """In our own form (comma-separated UTF-8 under our names) 1.234 is what exports write; a sum of money never has it."""
    (found,) = understand_file("exchange_rates.csv", b"year,series,value\n2024,CHF per USD,1.234\n", currency="CHF")
    assert read(found, "value") == ["1.234"]
    (found,) = understand_file("exchange_rates.csv", b"year;series;value\n2024;CHF per USD;1.234\n", currency="CHF")
    assert [question.kind for question in found.questions] == ["numbers"]
    (found,) = understand_file("assessments.csv", b"year,state,amount\n2024,XAA,1.234\n", currency="CHF")
    assert [question.kind for question in found.questions] == ["numbers"]


def test_percentages_are_taken_as_shown() -> None:
    assert read(column("scale", "rate_pct", "0,2534 %", "25%"), "rate_pct") == ["0.2534", "25"]
    for name, make in (("s.xlsx", xlsx_of), ("s.xls", xls_of), ("s.ods", ods_of)):
        rows: Rows = [["year", "state", "rate_pct"], [2024, "XAA", Shown(0.002534, "0.00%")], [2024, "XAN", 0.002534]]
        (found,) = understand_file(name, make({"scale": rows}), currency="CHF")
        assert read(found, "rate_pct") == ["0.2534", "0.002534"]
        assert "Percentages are taken as shown: 25 % is 25." in found.columns[2].how
    assert read(column("receipts", "rate", "25 %"), "rate") == ["25 %"], "an exchange rate is no percentage"


def test_a_dash_is_zero_only_among_amounts() -> None:
    """Excel's accounting format writes zero so, and leaves a blank cell blank."""
    assert read(column("receipts", "amount", "-", None), "amount") == ["0", None]
    assert read(column("scale", "rate_pct", "-"), "rate_pct") == ["-"]
    assert read(column("receipts", "reference", "-"), "reference") == ["-"]


def test_what_was_done_with_a_column_is_said() -> None:
    found = column("receipts", "amount", "1 234,50", "-", 5.5)
    reading = next(one for one in found.columns if one.column == "amount")
    assert reading.how == (
        "Decimals follow a comma.", "A lone dash is zero.", "2 numbers stored as text are read as numbers.")  # fmt: skip
    assert (reading.raw, reading.read, reading.numbers) == ("1 234,50", "1234.50", COMMA)


# --- words of a column's own ---------------------------------------------------------------------------------------

CHOICES = [column for table in TABLES.values() for column in table.columns if column.kind is Kind.CHOICE]


@pytest.mark.parametrize("column", CHOICES, ids=lambda column: column.name)
def test_every_choice_has_words_in_three_languages_and_no_two_claim_the_same(column: Column) -> None:
    found = choice_words.words_of(column)  # raises where two choices claim one word
    for choice in column.choices:
        languages = {language for name, one, language, _ in choice_words.rows() if (name, one) == (column.name, choice)}
        assert languages == {"en", "fr", "es"}, f"{column.name}: {choice}"
        assert found[fold(choice)] == choice


def test_the_register_of_choices_is_about_choices_that_there_are() -> None:
    there = {(column.name, choice) for column in CHOICES for choice in column.choices}
    assert {(name, choice) for name, choice, _, _ in choice_words.rows()} == there


def test_a_choice_may_be_written_as_offices_write_it() -> None:
    written = [
        "Member State",
        "Membre",
        "Miembro",
        "MEMBER",
        "Observer",
        "Observateur",
        " observador ",
        "visitor",
        None,
    ]
    found = column("membership", "status", *written)
    assert read(found, "status") == [
        "member", "member", "member", "MEMBER", "Observer", "observer", "observer", "visitor", None]  # fmt: skip
    reading = next(one for one in found.columns if one.column == "status")
    assert "“Membre” is read as member." in reading.how
    assert read(column("staffing", "location", "Siège", "Terreno", "HQ"), "location") == [
        "headquarters", "field", "headquarters"]  # fmt: skip
    assert read(column("membership_events", "event", "Notification de retrait"), "event") == ["withdrawal_notice"]


# --- currencies ---------------------------------------------------------------------------------------------------


def currencies(header: str, *rows: str) -> Understanding:
    (found,) = understand_file("receipts.csv", "\n".join((header, *rows)).encode(), currency="CHF")
    return found


def test_a_currency_in_the_header_is_that_of_rows_that_name_none() -> None:
    found = currencies("received;state;Amount in USD", "2024-01-31;XAA;5", "2024-01-31;XAN;")
    assert read(found, "currency") == ["USD", None]
    assert found.columns[2].currency == "USD"
    assert "Amounts are in USD, says the header." in found.columns[2].how
    found = currencies("received;state;Montant (USD);Devise", "2024-01-31;XAA;5;", "2024-01-31;XAN;6;USD")
    assert read(found, "currency") == ["USD", "USD"]
    found = currencies("received;state;amount;Original amount (EUR)", "2024-01-31;XAA;5;4", "2024-01-31;XAN;6;")
    assert read(found, "paid_currency") == ["EUR", None]
    assert "currency" not in (found.sheet.header if found.sheet else ())


def test_a_currency_beside_an_amount_is_its_rows_where_no_column_names_one() -> None:
    assert read(currencies("received,state,amount", "2024-01-31,XAA,USD 5", "2024-01-31,XAN,6"), "currency") == [
        "USD",
        None,
    ]
    assert read(currencies("received,state,amount", "2024-01-31,XAA,€5"), "currency") == ["EUR"]


@pytest.mark.parametrize(
    ("header", "row", "column_", "message"),
    [
        ("received,state,amount,currency", "2024-01-31,XAA,USD 5,CHF", "amount", "The amount is written in USD, but its row is in CHF."),
        ("received,state,amount,currency", "2024-01-31,XAA,€5,", "amount", "The amount is written in €, but its row is in CHF."),
        ("received,state,amount,currency", "2024-01-31,XAA,$5,CHF", "amount", "The amount is written in $, but its row is in CHF."),
        ("received,state,Amount (USD)", "2024-01-31,XAA,CHF 5", "amount", "The amount is written in CHF, but its row is in USD."),
        ("received,state,Amount (USD),currency", "2024-01-31,XAA,5,CHF", "currency",
         "The row is in CHF, but the header “Amount (USD)” says that the amount is in USD."),
    ],
)  # fmt: skip
def test_an_amount_in_another_currency_than_its_row_is_a_problem(
    header: str, row: str, column_: str, message: str
) -> None:
    (problem,) = currencies(header, row).problems
    assert (problem.rule, problem.row, problem.column, problem.message) == ("currency-differs", 2, column_, message)


def test_a_sign_that_several_currencies_share_fits_each_of_them() -> None:
    found = currencies("received,state,amount,currency", "2024-01-31,XAA,$5,USD", "2024-01-31,XAN,$5,CAD")
    assert not found.problems


def test_two_currencies_in_the_headers_are_a_problem() -> None:
    (problem,) = currencies("received;state;Amount (USD);Charges (CHF)", "2024-01-31;XAA;5;1").problems
    assert (problem.rule, problem.row) == ("headers-differ", 1)
    assert problem.message == "The headers state several currencies for one row: USD, CHF."


def test_a_currency_in_the_format_of_a_cell_counts_like_one_that_is_written() -> None:
    rows: Rows = [["received", "state", "amount", "currency"], ["2024-01-31", "XAA", Shown(5, '#,##0 "USD"'), "CHF"]]
    (found,) = understand_file("r.xlsx", xlsx_of({"receipts": rows}), currency="CHF")
    assert [(problem.rule, problem.cell) for problem in found.problems] == [("currency-differs", "C2")]


# --- dates --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["2024-12-31", "2024/12/31", "2024.12.31", "31.12.2024", "31/12/2024", "12/31/2024", "31-12-2024", "31. 12. 2024",
     "31 December 2024", "31 Dec 2024", "31-Dec-2024", "Dec 31, 2024", "December 31st, 2024", "Tuesday, 31 December 2024",
     "31 décembre 2024", "31 déc. 2024", "le 31 decembre 2024", "31 de diciembre de 2024", "31 DIC 2024", "20241231",
     "2024-12-31T14:05:00Z", "31/12/2024 14:05", "2024-12-31 14:05:11.250", date(2024, 12, 31), datetime(2024, 12, 31, 14, 5)],
)  # fmt: skip
def test_a_written_date_is_read(written: object) -> None:
    assert dates(written) == ["2024-12-31"]


@pytest.mark.parametrize(
    "written", ["31.12.24", "31/02/2024", "32/01/2024", "2024", "31 Dec", "Decembre", "99999999", "12345678"]
)
def test_what_is_no_date_stays_as_it_was_written(written: str) -> None:
    assert dates(written) == [written]


def test_the_first_of_a_month_in_french() -> None:
    assert dates("1er janvier 2024", "mardi 5 mars 2024") == ["2024-01-01", "2024-03-05"]


def test_no_language_writes_the_month_first_between_points_and_the_year_last() -> None:
    """Why 03.04.2024 is 3 April without asking. Northern Sami in Finland ("MMM d. y") has its month in letters."""
    for name in localedata.locale_identifiers():
        for width in ("short", "medium"):
            pattern = Locale.parse(name).date_formats[width].pattern
            if pattern.startswith(("M.", "MM.")):
                raise AssertionError(f"{name}: {pattern}")
    assert dates("03.04.2024") == ["2024-04-03"]


def test_one_date_of_a_column_tells_how_all_are_written() -> None:
    assert dates("03/04/2024", "31/12/2024") == ["2024-04-03", "2024-12-31"]
    assert dates("03/04/2024", "12/31/2024") == ["2024-03-04", "2024-12-31"]


@pytest.mark.parametrize(
    ("impossible", "other", "plain"),
    [("31/02/2024", "03/04/2024", "2024-04-03"), ("02/31/2024", "03/04/2024", "2024-03-04"),
     ("31-04-2024", "03-04-2024", "2024-04-03"), ("29/02/2023", "03/04/2024", "2024-04-03"),
     ("31/01/2999 12:00", "03/04/2024", "2024-04-03")],
)  # fmt: skip
def test_a_day_in_no_calendar_tells_how_the_others_are_written_and_is_refused_by_its_cell(
    impossible: str, other: str, plain: str
) -> None:
    found = column("receipts", "received", other, impossible)
    assert not found.questions
    assert read(found, "received") == [plain, impossible]
    assert found.sheet is not None
    (problem,) = [one for one in check(found.sheet, TABLES["receipts"], {}).problems if one.column == "received"]
    assert (problem.row, problem.rule, problem.value) == (3, "not-a-date", impossible)


@pytest.mark.parametrize("nothing", ["45/02/2024", "31/31/2024", "00/13/2024", "31.02.2024", "13/13/2024"])
def test_what_can_be_a_day_by_neither_order_tells_nothing(nothing: str) -> None:
    assert column("receipts", "received", "03/04/2024", nothing).questions


def test_every_date_tells_what_its_two_orders_allow() -> None:
    """Against all pairs of numbers: the order that is told is the one by which some year has such a day."""
    for first in range(32):
        for second in range(32):
            told = _order_told(f"{first:02}/{second:02}/2024")
            by_day, by_month = written(second, first), written(first, second)
            if by_day != by_month:
                assert told == (DAY_FIRST if by_day else MONTH_FIRST), (first, second)


def written(month: int, day: int) -> bool:
    try:
        return bool(date(2024, month, day))
    except ValueError:
        return False


def test_a_column_that_may_be_either_is_asked_about() -> None:
    found = column("receipts", "received", "03/04/2024", "05/05/2024", date(2024, 1, 31))
    assert found.sheet is None
    (question,) = found.questions
    assert (question.kind, question.choices) == ("dates", (DAY_FIRST, MONTH_FIRST))
    assert question.readings == ("2024-04-03", "2024-03-04")
    assert "03/04/2024" in question.message
    for choice, plain in zip(question.choices, question.readings, strict=True):
        assert dates("03/04/2024", decisions=Decisions(dates={"B": choice})) == [plain]


def test_dates_that_contradict_each_other_are_problems() -> None:
    found = column("receipts", "received", "31/12/2024", "30/12/2024", "12/29/2024", "03/04/2024")
    (problem,) = found.problems
    assert (problem.rule, problem.cell) == ("dates-contradict", "B4")
    assert problem.message == "“12/29/2024” is no date with the day first, as this column has them."
    (problem,) = column("receipts", "received", "12/31/2024", "12/30/2024", "29/12/2024").problems
    assert problem.message == "“29/12/2024” is no date with the month first, as this column has them."


def test_a_date_kept_as_a_number_is_read_among_dates_and_asked_about_alone() -> None:
    assert dates(date(2024, 1, 31), 45657.0, "45658") == ["2024-01-31", "2024-12-31", "2025-01-01"]
    assert "2 numbers are read as the dates" in " ".join(
        column("receipts", "received", "2024-01-31", 45657, 45658).columns[1].how
    )
    (question,) = column("receipts", "received", 45657).questions
    assert (question.choices, question.readings) == ((SERIAL,), ("2024-12-31",))
    assert dates(45657, decisions=Decisions(dates={"B": SERIAL})) == ["2024-12-31"]
    assert dates(date(1995, 1, 31), 45657) == ["1995-01-31", "45657"], "far from the others: no date"


def test_a_number_is_counted_from_its_own_workbooks_first_day() -> None:
    rows: Rows = [["received", "state", "amount"], [date(2024, 12, 31), "XAA", 5], [44195, "XAN", 5]]
    (found,) = understand_file("r.xlsx", xlsx_of({"receipts": rows}, date_1904=True), currency="CHF")
    assert read(found, "received") == ["2024-12-31", "2024-12-31"]


@pytest.mark.parametrize(("name", "made"), [("r.xls", xls_of), ("r.xlsx", xlsx_of), ("r.ods", ods_of)])
def test_a_number_among_dates_is_the_same_day_in_every_format(name: str, made: Callable[..., bytes]) -> None:
    rows = [["received", "state", "amount"], [date(2024, 12, 30), "XAA", 5], [45657, "XAN", 5]]
    (found,) = understand_file(name, made({"receipts": rows}), currency="CHF")
    assert read(found, "received") == ["2024-12-30", "2024-12-31"]


def test_dates_that_a_spreadsheet_half_converted_are_told() -> None:
    """Opened in another country: 3 April became 4 March, and 31 December stayed a text."""
    found = column(
        "receipts", "received", date(2024, 3, 4), date(2024, 5, 1), date(2024, 6, 12), "31/12/2024", "13/01/2024"
    )
    (problem,) = found.problems
    assert (problem.rule, problem.warning) == ("dates-half-converted", True)
    assert not column(
        "receipts", "received", date(2024, 3, 14), date(2024, 5, 1), date(2024, 6, 12), "31/12/2024"
    ).problems


def test_the_time_of_day_is_left_out_and_that_is_said() -> None:
    assert "The time of day is left out." in column("receipts", "received", datetime(2024, 1, 31, 9, 30)).columns[1].how


@pytest.mark.parametrize(
    ("written", "plain"),
    [("2014", "2014"), (2014, "2014"), ("2014-07", "2014-07"), ("July 2014", "2014-07"), ("juillet 2014", "2014-07"),
     ("07/2014", "2014-07"), ("31.12.2014", "2014-12-31"), (date(2014, 7, 1), "2014-07-01"), ("mid-2014", "mid-2014")],
)  # fmt: skip
def test_a_period_may_be_a_day_a_month_or_a_year(written: object, plain: str) -> None:
    assert read(column("headline_figures", "dated", written), "dated") == [plain]


# --- cells that failed --------------------------------------------------------------------------------------------


def test_a_failed_formula_is_told_once_and_as_what_it_is() -> None:
    rows: Rows = [
        ["received", "state", "amount"],
        ["2024-01-31", "XAA", Failed("#REF!")],
        ["2024-01-31", "XAA", Formula("=A1")],
    ]
    with pytest.raises(Refused) as refused:
        batches_of([("receipts.xlsx", xlsx_of({"receipts": rows}))])
    failed, uncalculated = refused.value.problems
    assert (failed.rule, failed.cell, failed.value) == ("cell-error", "C2", "#REF!")
    assert failed.message == "The formula in this cell failed: #REF!."
    assert (uncalculated.rule, uncalculated.cell) == ("cell-not-calculated", "C3")
    assert uncalculated.message.startswith("The formula in this cell has not been calculated")


def test_an_error_in_a_text_file_is_one_too() -> None:
    found = currencies("received,state,amount,reference", "2024-01-31,XAA,#DIV/0!,#N/A")
    assert [(problem.rule, problem.column) for problem in found.problems] == [
        ("cell-error", "amount"),
        ("cell-error", "reference"),
    ]


def test_an_error_in_a_column_that_is_left_out_does_not_matter() -> None:
    found = currencies("received,state,amount,mood", "2024-01-31,XAA,5,#N/A")
    assert (found.problems, found.left_out) == ((), ("mood",))


# --- names with footnote marks ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "name", "mark"),
    [
        ("France 1/", "France", "1/"), ("Bolivia*", "Bolivia", "*"), ("Türkiye a/", "Türkiye", "a/"),
        ("China¹", "China", "¹"), ("Kenya (a)", "Kenya", "(a)"), ("Kenya [12]", "Kenya", "[12]"),
        ("Bolivia (Plurinational State of) b", "Bolivia (Plurinational State of)", "b"), ("Chad 2", "Chad", "2"),
        ("Addavine ** †", "Addavine", "** †"),
    ],
)  # fmt: skip
def test_a_footnote_mark_beside_a_name_is_left_out_and_named(written: str, name: str, mark: str) -> None:
    found = column("scale", "state", "XAN", written)
    assert read(found, "state") == ["XAN", name]
    (problem,) = found.problems
    assert (problem.rule, problem.warning, problem.row, problem.value) == ("footnote-marks", True, 3, written)
    assert problem.message == f"Names have footnote marks, which are left out: “{mark}” in “{written}”."


@pytest.mark.parametrize("written", ["Nigerr 1/", "Congo (K)", "Atlantis*", "MLT", "Côte d'Ivoire", "Red Cross 1"])
def test_what_is_no_mark_beside_a_states_name_stays(written: str) -> None:
    found = column("scale", "state", written)
    assert (read(found, "state"), found.problems) == ([written], ())
