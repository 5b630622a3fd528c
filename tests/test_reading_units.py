"""In which units and currency a sheet's amounts are, wherever it says so: asked once, answered, and shown."""

from __future__ import annotations

from decimal import Decimal

import pytest

from governance.intake.understanding.asked import answered, asked
from governance.intake.understanding.layout import headers
from governance.intake.understanding.sheet_decisions import Answers, Decisions
from governance.intake.understanding.understand_file import understand_file
from governance.intake.understanding.understood import Understanding
from governance.intake.understanding.values.currencies import code_in, named_in
from governance.intake.understanding.values.multipliers import multipliers_in
from governance.tables import TABLES
from tests.awkward import Rows, Shown, csv_of, ods_of, xls_of, xlsx_of

HEAD = ("state", "received", "amount")
ROW = ("XAA", "2024-02-05", 400)
WRITTEN = ("XAA", "2024-02-05", "400")


def of_csv(rows: Rows, name: str = "march.csv", **options: object) -> Understanding:
    content = csv_of([["" if cell is None else cell for cell in row] for row in rows], ";")
    (found,) = understand_file(name, content, table="receipts", currency="CHF", **options)  # type: ignore[arg-type]
    return found


def of_xlsx(rows: Rows, sheet: str = "March", decisions: Decisions | None = None) -> Understanding:
    (found,) = understand_file(
        "march.xlsx",
        xlsx_of({sheet: rows}),
        table="receipts",
        currency="CHF",
        decisions={("march.xlsx", sheet): decisions or Decisions()},
    )
    return found


def cells(found: Understanding, column: str) -> list[str | None]:
    assert found.sheet is not None, found.questions
    return found.sheet.arrow().column(column).to_pylist()


def after(found: Understanding, rows: Rows, choice: str) -> Understanding:
    """The same sheet once its one question has been answered."""
    (question,) = found.questions
    return of_csv(rows, decisions={("march.csv", None): answered(Decisions(), question, choice)})


@pytest.mark.parametrize(
    ("text", "factors"),
    [
        ("(Thousands of Swiss francs)", [1000]), ("in kCHF", [1000]), ("CHF '000", [1000]), ("CHF 000s", [1000]),
        ("en milliers de francs suisses", [1000]), ("en miles de dólares", [1000]), ("Receipts, in millions", [10**6]),
        ("USD million", [10**6]), ("CHF m", [10**6]), ("k€", [1000]), ("(US$ thousands)", [1000]), ("in 1'000 CHF", [1000]),
        ("in CHF 1 000", [1000]), ("(thousands)", [1000]), ("All figures in thousands", [1000]), ("Mio. CHF", [10**6]),
        ("Millones de francos suizos", [10**6]), ("milliards de francs", [10**9]), ("(x 1000)", [1000]), ("T€", [1000]),
        ("in hundreds of francs", [100]), ("CHF lakh", [10**5]), ("in crores of rupees", [10**7]), ("CHF x 10^6", [10**6]),
        ("(10³ CHF)", [1000]), ("(in cents)", [Decimal("0.01")]), ("en centimes", [Decimal("0.01")]),
        ("in Rappen", [Decimal("0.01")]), ("20 per cent in 103 offices", []), ("Ten cents were waived", []),
        ("10^3 reasons", []),
        ("(en millones de dólares de los Estados Unidos)", [10**6]), ("Tsd. CHF", [1000]),
        ("one million inhabitants", []), ("Decision 1000 of the Council", []), ("CHF 2 million were waived", []),
        ("Contributions in CHF", []), ("Un million de mercis", []), ("Room M", []), ("Mil gracias", []),
    ],
)  # fmt: skip
def test_what_multiplies_the_figures_of_a_sheet_is_heard_in_its_words(text: str, factors: list[int]) -> None:
    assert list(dict.fromkeys(multipliers_in(text).values())) == factors


@pytest.mark.parametrize(
    ("name", "factors"),
    [("receipts_thousands", [1000]), ("Recettes (milliers)", [1000]), ("CHF 000", [1000]), ("Programme 1000", [])],
)
def test_the_name_of_a_file_or_a_sheet_may_say_that_its_figures_are_multiplied(name: str, factors: list[int]) -> None:
    assert list(multipliers_in(name, name=True).values()) == factors


@pytest.mark.parametrize(
    "rows",
    [
        [("(Thousands of Swiss francs)", "", ""), HEAD, WRITTEN],
        [HEAD, WRITTEN, ("Figures are in thousands", "", "")],
        [("state", "received", "amount (CHF '000)"), WRITTEN],
        [("state", "received", "Montant (en milliers de CHF)"), WRITTEN],
        [(*HEAD, "unit"), (*WRITTEN, "kCHF")],
        [(*HEAD, "unit"), (*WRITTEN, "CHF thousands")],
    ],
    ids=["title", "note below", "header", "French header", "unit beside", "words beside"],
)
def test_figures_in_thousands_are_asked_about_and_multiplied_as_answered(rows: Rows) -> None:
    found = of_csv(rows)
    (question,) = (one for one in found.questions if one.kind == "multiplier")
    assert (question.choices, question.readings) == (("1000", "1"), ("400 is 400,000", "400 is 400"))
    assert question.message.endswith("Does 400 stand for 400,000?")
    assert not any("as was decided" in how for column in found.columns for how in column.how), "nothing is decided yet"
    decided = Decisions(columns={"D": None})
    for choice, plain in (("1000", "400000"), ("1", "400")):
        one = of_csv(
            rows,
            decisions={("march.csv", None): answered(decided if len(rows[-1]) > 3 else Decisions(), question, choice)},
        )
        assert cells(one, "amount")[0] == plain
        (how,) = (" ".join(column.how) for column in one.columns if column.column == "amount")
        assert ("Multiplied by 1,000, as was decided." in how) == (choice == "1000")


def test_the_names_of_the_file_and_of_the_sheet_are_heard() -> None:
    (question,) = of_csv([HEAD, WRITTEN], name="receipts_in_thousands.csv").questions
    assert question.message.startswith("The file is called “receipts_in_thousands.csv”.")
    (question,) = of_xlsx([HEAD, ROW], sheet="Receipts kCHF").questions
    assert question.message.startswith("The sheet is called “Receipts kCHF”.")


def test_decimals_are_multiplied_exactly_and_totals_still_tie() -> None:
    rows = [
        ("CHF million", "", ""),
        HEAD,
        ("XAA", "2024-02-05", "0.1"),
        ("XAN", "2024-02-05", "0.2"),
        ("Total", "", "0.3"),
    ]
    one = after(of_csv(rows), rows, "1000000")
    assert cells(one, "amount") == ["100000", "200000"]
    assert not one.problems


def test_three_decimals_are_multiplied_as_any_others() -> None:
    """1.234 is in doubt only until it is read: in a sheet in millions it was left as it is, and refused for its decimals."""
    figures = (0.25, 1.234, 12.345, -1.234, 1234.567)
    rows = [("CHF million", "", ""), HEAD, *(("XAA", "2024-02-05", figure) for figure in figures)]
    meant = ["250000", "1234000", "12345000", "-1234000", "1234567000"]
    (question,) = of_xlsx(rows).questions
    assert cells(of_xlsx(rows, decisions=answered(Decisions(), question, "1000000")), "amount") == meant
    written = [("CHF million", "", ""), HEAD, *(("XAA", "2024-02-05", str(figure)) for figure in figures)]
    assert cells(after(of_csv(written), written, "1000000"), "amount") == meant


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_number_format_that_writes_zeros_behind_a_number_is_asked_about(kind: str) -> None:
    rows = [HEAD, ("XAA", "2024-02-05", Shown(400, '#,##0",000"')), ("XAN", "2024-02-05", 300)]
    content = (xlsx_of if kind == "xlsx" else xls_of)({"March": rows})
    (found,) = understand_file(f"march.{kind}", content, table="receipts", currency="CHF")
    (question,) = found.questions
    assert (question.kind, question.choices) == ("multiplier", ("1000", "1"))
    decided: Answers = {(f"march.{kind}", "March"): answered(Decisions(), question, "1000")}
    (found,) = understand_file(f"march.{kind}", content, table="receipts", currency="CHF", decisions=decided)
    assert cells(found, "amount") == ["400000", "300"], "only the cells that are shown so"


def test_a_number_format_that_hides_thousands_leaves_the_whole_number_and_says_so() -> None:
    found = of_xlsx([HEAD, ("XAA", "2024-02-05", Shown(400000, "#,##0,"))])
    assert cells(found, "amount") == ["400000"]
    (how,) = (" ".join(column.how) for column in found.columns if column.column == "amount")
    assert how == "The cells show thousands or millions; the whole numbers that the file holds are read."
    titled = of_xlsx([("in thousands of CHF",), HEAD, ("XAA", "2024-02-05", Shown(400000, "#,##0,"))])
    assert titled.questions[0].choices == ("1", "1000"), "it is whole already, which is offered first"


def test_what_was_answered_for_the_same_words_is_remembered_and_other_words_are_asked_anew() -> None:
    rows = [("in thousands", "", ""), HEAD, WRITTEN]
    before = after(of_csv(rows), rows, "1000")
    remembered = {("receipts", before.header_key): Decisions.from_json(before.decisions.as_json())}
    assert cells(of_csv(rows, remembered=remembered), "amount") == ["400000"]
    assert cells(of_csv([HEAD, WRITTEN], remembered=remembered), "amount") == ["400"]
    (question,) = of_csv([("in millions", "", ""), HEAD, WRITTEN], remembered=remembered).questions
    assert question.choices == ("1000000", "1")


def test_two_multipliers_in_one_sheet_are_one_question() -> None:
    (question,) = of_csv([("in thousands", "", ""), ("in millions", "", ""), HEAD, WRITTEN]).questions
    assert question.choices == ("1000", "1000000", "1")


def test_rates_and_counts_in_thousands_are_refused() -> None:
    (found,) = understand_file("staffing.csv", b"dated,office,category,Headcount (thousands)\n2024-01-31,A,B,5\n",
                               table="staffing", currency="CHF")  # fmt: skip
    assert [problem.rule for problem in found.problems] == ["figures-multiplied"]


# --- currencies ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Amount (€)", "EUR"), ("(US dollars)", "USD"), ("Montant (en euros)", "EUR"), ("(in EUR)", "EUR"), ("US$", "USD"),
        ("$US", "USD"), ("francs suisses", "CHF"), ("Swiss francs (CHF)", "CHF"), ("dólares de los EE.UU.", "USD"),
        ("dollars des États-Unis", "USD"), ("Pounds sterling", "GBP"), ("kCHF", "CHF"), ("Can$", "CAD"), ("SFr.", "CHF"),
        ("United States dollars", "USD"), ("French francs", "FRF"), ("Mio EUR", "EUR"), ("US$ (dollars)", "USD"),
        ("Montant (en dollars)", None), ("Amount ($)", None), ("CHF/USD", None), ("STATUS OF ALL MEMBERS", None),
        ("31 MARS 2024", None), ("Gold", None), ("Assessments of CHE and MKD", None),
    ],
)  # fmt: skip
def test_a_currency_is_known_by_its_code_name_or_sign(text: str, code: str | None) -> None:
    assert code_in(text) == code


def test_a_word_for_several_currencies_names_them_all_and_a_word_that_is_no_currency_none() -> None:
    (dollars,) = named_in("Montant (en dollars)")
    assert {"USD", "CAD", "AUD"} < dollars.codes
    assert "CHF" not in dollars.codes
    assert not named_in("STATUS OF ALL MEMBERS, 31 MARS")
    assert [one.words for one in named_in("bank_eur_2024", any_case=True)] == ["eur"]


@pytest.mark.parametrize(
    ("header", "code"), [("Amount (euros)", "EUR"), ("Montant en dollars des États-Unis", "USD"), ("Amount (€)", "EUR")]
)
def test_a_header_that_names_one_currency_is_taken_at_its_word(header: str, code: str) -> None:
    assert headers.column_of(TABLES["receipts"], header) == "amount"
    assert cells(of_csv([("state", "received", header), WRITTEN]), "currency") == [code]


@pytest.mark.parametrize("header", ["Amount ($)", "Montant (en dollars)", "Amount (CHF/EUR)"])
def test_a_header_that_may_mean_several_currencies_is_asked_about(header: str) -> None:
    rows = [("state", "received", header), WRITTEN]
    found = of_csv(rows)
    (question,) = found.questions
    assert (question.kind, question.letter, question.header) == ("currency", "C", header)
    assert question.choices[0] in ("USD", "CHF")
    assert cells(after(found, rows, "usd"), "currency") == ["USD"]


@pytest.mark.parametrize(
    "rows",
    [
        [("Receipts (in EUR)", "", ""), HEAD, WRITTEN],
        [("Recettes, en euros", "", ""), HEAD, WRITTEN],
        [HEAD, WRITTEN, ("Note: all amounts are in EUR", "", "")],
    ],
)
def test_a_title_or_a_note_that_names_another_currency_than_the_one_assumed_is_asked_about(rows: Rows) -> None:
    found = of_csv(rows)
    (question,) = found.questions
    assert (question.kind, question.choices) == ("currency", ("EUR", "CHF"))
    (problem,) = asked(found)
    assert problem.suggestion == "Add a column currency with it in each row, or answer with --currency EUR."
    assert cells(after(found, rows, "EUR"), "currency")[0] == "EUR"
    one = after(found, rows, "CHF")
    assert cells(one, "currency")[0] == "CHF"
    (how,) = (" ".join(column.how) for column in one.columns if column.column == "amount")
    assert how == "Amounts that name no currency are in CHF, as was decided."


def test_names_of_files_and_sheets_that_name_another_currency_are_asked_about() -> None:
    assert [question.kind for question in of_csv([HEAD, WRITTEN], name="receipts_eur.csv").questions] == ["currency"]
    assert [question.kind for question in of_xlsx([HEAD, ROW], sheet="Receipts EUR").questions] == ["currency"]
    assert not of_csv([HEAD, WRITTEN], name="receipts_chf.csv").questions


def test_nothing_is_asked_where_every_row_names_its_currency_or_all_speak_of_the_one_assumed() -> None:
    assert not of_csv([("in EUR", "", "", ""), (*HEAD, "currency"), (*WRITTEN, "CHF")]).questions
    assert not of_csv([("in Swiss francs", "", ""), HEAD, WRITTEN]).questions
    assert not of_csv([("in francs", "", ""), HEAD, WRITTEN]).questions
    found = of_csv([("in EUR", "", "", ""), (*HEAD, "currency"), (*WRITTEN, "CHF"), (*WRITTEN, "")])
    assert [question.kind for question in found.questions] == ["currency"], "the row without one is assumed"


@pytest.mark.parametrize("format", ['#,##0.00 "EUR"', "[$€-407] #,##0", '#,##0 "euros"'])
def test_a_currency_that_only_the_number_format_shows_is_its_rows(format: str) -> None:
    assert cells(of_xlsx([HEAD, ("XAA", "2024-02-05", Shown(400, format))]), "currency") == ["EUR"]


def test_a_sign_in_the_number_format_that_may_mean_several_currencies_is_asked_about() -> None:
    rows = [HEAD, ("XAA", "2024-02-05", Shown(400, '"$"#,##0.00'))]
    (question,) = of_xlsx(rows).questions
    assert (question.kind, question.choices[0], question.choices[-1]) == ("currency", "USD", "CHF")
    decided = answered(Decisions(), question, "AUD")
    assert cells(of_xlsx(rows, decisions=decided), "currency") == ["AUD"]


def test_a_sign_beside_an_amount_that_may_mean_several_currencies_is_asked_about() -> None:
    rows = [HEAD, ("XAA", "2024-02-05", "$400")]
    found = of_csv(rows)
    assert not found.problems
    assert cells(after(found, rows, "USD"), "currency") == ["USD"]


def test_a_currency_of_an_open_document_is_heard_in_its_cells() -> None:
    content = ods_of({"Receipts EUR": [HEAD, ROW]})
    (found,) = understand_file("march.ods", content, table="receipts", currency="CHF")
    assert [question.kind for question in found.questions] == ["currency"]


def test_a_header_and_a_title_that_name_different_currencies_are_warned_of() -> None:
    found = of_csv([("Receipts (in EUR)", "", ""), ("state", "received", "Amount (USD)"), WRITTEN])
    (warning,) = found.problems
    assert (warning.rule, warning.warning) == ("currency-elsewhere", True)
    assert warning.message == (
        "The header “Amount (USD)” says that the amounts are in USD. Row 1 says “Receipts (in EUR)”."
    )


@pytest.mark.parametrize(
    ("amount", "equivalent"),
    [("Amount (EUR)", "CHF equivalent"), ("Montant (EUR)", "Contre-valeur (CHF)"),
     ("Importe (EUR)", "Contravalor CHF")],
)  # fmt: skip
def test_an_equivalent_beside_an_amount_is_asked_about(amount: str, equivalent: str) -> None:
    rows = [("state", "received", amount, equivalent), (*WRITTEN, "380")]
    found = of_csv(rows)
    assert [(question.kind, question.letter) for question in found.questions] == [("column", "C"), ("column", "D")]
    assert found.questions[0].choices[:3] == ("amount", "paid_amount", "")
    decided = Decisions()
    for question, choice in zip(found.questions, ("paid_amount", "amount"), strict=True):
        decided = answered(decided, question, choice)
    found = of_csv(rows, decisions={("march.csv", None): decided})
    assert (cells(found, "amount"), cells(found, "paid_amount"), cells(found, "currency")) == (
        ["380"],
        ["400"],
        ["CHF"],
    )


def test_an_equivalent_beside_the_tables_own_amount_is_asked_about() -> None:
    rows = [("state", "received", "amount", "Equivalent in USD"), (*WRITTEN, "380")]
    currency, column = of_csv(rows).questions
    assert (column.kind, column.letter) == ("column", "D")
    assert (currency.kind, currency.choices) == ("currency", ("USD", "CHF"))
    assert currency.message.startswith("Column D is headed “Equivalent in USD”.")


@pytest.mark.parametrize(
    ("header", "whole"),
    [("Amount (hundreds of CHF)", "40000"), ("Amount (lakh)", "40000000"), ("Amount (10³ CHF)", "400000"),
     ("Amount (in cents)", "4"), ("Montant (centimes)", "4")],
)  # fmt: skip
def test_other_units_than_thousands_are_asked_about_and_applied_exactly_as_well(header: str, whole: str) -> None:
    rows = [["state", "received", header], list(WRITTEN)]
    found = of_csv(rows)
    assert [question.kind for question in found.questions] == ["multiplier"]
    assert cells(after(found, rows, found.questions[0].choices[0]), "amount") == [whole]
