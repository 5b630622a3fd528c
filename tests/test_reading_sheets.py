"""Which table a sheet is, under which row, by which columns; which rows are none of it; what is asked and remembered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import pytest

from governance.help_sheets import NOT_READ
from governance.intake.understanding.asked import answered
from governance.intake.understanding.layout import headers
from governance.intake.understanding.sheet_decisions import Answers, Decisions, header_key, named
from governance.intake.understanding.understand_file import understand_file
from governance.intake.understanding.understood import Understanding
from governance.problems import Refused
from governance.tables import TABLES, Kind, Table
from tests.awkward import WORKBOOKS, Rows, csv_of, xlsx_of
from tests.ledgers import batches_of

every_table = pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)

ROWS: Rows = [["received", "state", "amount"], ["2024-01-31", "XAA", "5.00"], ["2024-02-01", "XAN", "7.00"]]


def understood(rows: Rows, name: str = "march.csv", **options: object) -> Understanding:
    """What is made of one sheet of text cells; blank cells are None or ''."""
    content = csv_of([["" if cell is None else cell for cell in row] for row in rows], ";")
    (found,) = understand_file(name, content, currency="CHF", **options)  # type: ignore[arg-type]
    return found


def plain(found: Understanding) -> list[tuple[int, tuple[str | None, ...]]]:
    assert found.sheet is not None, found.questions
    return list(found.sheet.rows)


# --- headers ------------------------------------------------------------------------------------------------------


@every_table
def test_every_column_has_headers_in_three_languages_and_no_two_claim_the_same(table: Table) -> None:
    assert headers.names(table)  # raises where two columns claim one header
    for column in ("", *table.names):
        for language in headers.LANGUAGES:
            assert headers.written(table.name, column, (language,)), f"{column or 'the table'} has none in {language}"


def test_the_register_of_headers_is_about_tables_and_columns_that_there_are() -> None:
    for table, column, language, written in headers.rows():
        assert language in headers.READ
        assert all(written)
        names = {name for one in TABLES.values() for name in one.names} if table == "*" else {"", *TABLES[table].names}
        assert column in names, f"{table}: {column}"


@every_table
def test_a_sheet_under_headers_of_each_language_is_read(table: Table) -> None:
    """The first header that the register has for each column, in each language, gives the table's columns back."""
    for language in headers.LANGUAGES:
        header = [headers.written(table.name, column, (language,))[0] for column in table.names]
        found = understood([header, ["x"] * len(header)], table=table.name)
        assert [reading.column for reading in found.columns] == list(table.names)


@pytest.mark.parametrize(
    "header",
    ["Amount", "AMOUNT", "amount ", "Amount:", "Montant", "MONTANT (CHF)", "Montant\nen CHF", "montant_reçu", "Montant recu",
     "Importe", "Amount in CHF", "Amount [CHF]", "Amount CHF", "Amount*", "Amount (in thousands of hope)", "Ｍontant",
     "Montant reÃ§u"],
)  # fmt: skip
def test_a_header_is_known_by_its_words(header: str) -> None:
    assert headers.column_of(TABLES["receipts"], header) == "amount"


@pytest.mark.parametrize(
    ("table", "header", "column"),
    [
        ("assessments", "Assessment 2026", "amount"), ("assessments", "Contribution 2025/26 (CHF)", "amount"),
        ("assessments", "Cuota 2026", "amount"), ("scale", "Scale %", "rate_pct"), ("scale", "Taux 2026 (%)", "rate_pct"),
        ("receipts", "Nº de referencia", "reference"), ("receipts", "N° de référence", "reference"),
        ("receipts", "N.º de referencia", "reference"), ("receipts", "Reference Nº", "reference"),
        ("receipts", "Reference #", "reference"), ("receipts", "Invoice 20261", None),
    ],
)  # fmt: skip
def test_a_year_or_a_sign_beside_a_known_header_changes_nothing(table: str, header: str, column: str | None) -> None:
    assert headers.column_of(TABLES[table], header) == column


ONE_YEAR: Rows = [["Member State", "Scale %", "Assessment 2026"], ["XAA", "0.5", "100.00"], ["XAN", "0.6", "200.00"]]


def test_an_ordinary_sheet_of_one_year_is_asked_which_year_and_nothing_else() -> None:
    found = understood(ONE_YEAR, "Assessments 2026.csv")
    assert (found.table, found.problems, found.left_out) == ("assessments", (), ("Scale %",))
    (question,) = found.questions
    assert (question.kind, question.column, question.choices) == ("everywhere", "year", ("2026",))
    with pytest.raises(Refused) as refused:
        batches_of([("Assessments 2026.csv", csv_of(ONE_YEAR))])
    (problem,) = refused.value.problems
    assert (problem.rule, problem.column) == ("unclear-everywhere", "year")
    assert problem.suggestion == "Say which with --year, or add a column year with it in each row."


def test_the_year_that_all_rows_are_of_is_said_once_and_not_remembered() -> None:
    decided = {("march.csv", None): Decisions(everywhere={"year": "2025"})}
    found = understood(ONE_YEAR, table="assessments", decisions=decided)
    assert plain(found) == [(2, ("XAA", "100.00", "2025")), (3, ("XAN", "200.00", "2025"))]
    assert (found.columns[-1].column, found.columns[-1].read) == ("year", "2025")
    assert found.columns[-1].how == ("In no column: the same in all rows, as was decided.",)
    assert not found.decisions.everywhere, "next month's file may be of another year"


@pytest.mark.parametrize(
    ("table", "header", "name", "asked"),
    [
        ("membership", ["State", "From"], "Observers.csv", {"status": ("observer", "member")}),
        ("budgets", ["Year", "Amount"], "Approved budget.csv",
         {"part": ("administrative", "operational"), "stage": ("approved", "proposed", "revised", "stated")}),
        ("voluntary_contributions", ["Year", "Contributor", "Type", "Amount"], "Gifts EUR.csv", {"currency": ("EUR",)}),
        ("coverage", ["From"], "coverage.csv", {"covers": None}),
        ("opening_balances", ["State", "Year", "Amount"], "balances.csv", {"dated": ()}),
    ],
)  # fmt: skip
def test_whatever_no_column_has_is_asked_once_for_all_rows(
    table: str, header: list[str], name: str, asked: dict[str, tuple[str, ...] | None]
) -> None:
    found = understood([header, ["x"] * len(header)], name, table=table)
    questions = {str(question.column): question for question in found.questions if question.kind == "everywhere"}
    assert questions.keys() == asked.keys()
    for column, choices in asked.items():
        assert choices is None or questions[column].choices == choices
        assert f"Say which with --all-rows {column}=…" in questions[column].suggestion


def test_an_answer_for_all_rows_may_be_in_the_words_of_an_office() -> None:
    rows: Rows = [["State", "From"], ["XAA", "2000-01-01"]]
    decided = {("march.csv", None): Decisions(everywhere={"status": "Membre"})}
    assert plain(understood(rows, table="membership", decisions=decided))[0][1][-1] == "member"


def test_no_year_is_proposed_where_the_sheet_speaks_of_none() -> None:
    (question,) = understood([["Member State", "Assessment"], ["XAA", "100.00"]], table="assessments").questions
    assert question.choices == ()


@pytest.mark.parametrize(
    ("everywhere", "says"),
    [
        ({"year": "20x6"}, "is not a year"),
        ({"amount": "5"}, "The sheet has a column amount: its cells say what it is in each row."),
        ({"colour": "red"}, "assessments has no column colour."),
    ],
)
def test_what_all_rows_are_said_to_have_is_checked_like_any_cell(everywhere: dict[str, str], says: str) -> None:
    decisions = {("march.csv", None): Decisions(everywhere={"year": "2026"} | everywhere)}
    with pytest.raises(Refused) as refused:
        batches_of([("march.csv", csv_of(ONE_YEAR))], table="assessments", decisions=decisions)
    assert any(says in problem.message for problem in refused.value.problems)


def test_a_sheet_under_german_headers_is_asked_about_with_the_likeliest_table_first() -> None:
    rows: Rows = [
        ["Datum", "Mitgliedstaat", "Betrag", "Währung", "Referenz"],
        ["31.01.2024", "XAA", "5.00", "CHF", "B1"],
    ]
    found = understood(rows)
    assert found.proposals[0].table == "receipts"
    assert plain(understood(rows, table="receipts")) == [(2, ("2024-01-31", "XAA", "5.00", "CHF", "B1"))]


def test_the_currency_of_a_header_is_known() -> None:
    written = ["Montant (CHF)", "Amount in USD", "Amount", "Rate CHF/USD", "CHF", "The amount"]
    assert [headers.currency_of(one) for one in written] == ["CHF", "USD", None, None, "CHF", None]


@pytest.mark.parametrize(
    "header",
    ["Amount (CHF thousands)", "Montant (en milliers de CHF)", "Amount (kCHF)", "Amount (CHF 000)", "Amount (CHF '000)",
     "Amount (in Mio CHF)", "Importe (millones)", "Importe (miles de CHF)", "Amount (k€)", "Amount (CHF m)"],
)  # fmt: skip
def test_figures_in_thousands_are_asked_about_and_never_taken_for_whole_units(header: str) -> None:
    found = understood([["year", "state", header], ["2024", "XAA", "52240"]], table="assessments")
    assert [question.kind for question in found.questions] == ["multiplier"]
    assert found.sheet is None
    for plainly in ("Amount (CHF)", "Montant", "Amount in KMF", "Amount (CHF, whole units)"):
        assert not understood([["year", "state", plainly], ["2024", "XAA", "52240"]], table="assessments").questions


@pytest.mark.parametrize(("title", "tells"), [("Contributions (in thousands)", True), ("Barèmes, milliers de CHF", True),
                                              ("Un million de mercis", False)])  # fmt: skip
def test_a_title_that_says_thousands_counts_for_all_amounts(title: str, tells: bool) -> None:
    found = understood([[title], ["year", "state", "amount"], ["2024", "XAA", "5"]], table="assessments")
    assert [question.kind for question in found.questions] == ["multiplier"] * tells


def test_a_wrong_letter_is_asked_about_and_never_guessed() -> None:
    found = understood([["received", "state", "amount", "refrence"], ["2024-01-31", "XAA", "5.00", "BK1"]])
    (question,) = found.questions
    assert (question.kind, question.letter, question.header) == ("column", "D", "refrence")
    assert question.choices[:2] == ("reference", "")
    assert question.readings[1] == "leave the column out"
    for choice, left in (("reference", ()), (None, ("refrence",))):
        found = understood(ROWS_WITH_REFRENCE, decisions={("march.csv", None): Decisions(columns={"D": choice})})
        assert found.left_out == left
        assert ("reference" in (found.sheet.header if found.sheet else ())) == (choice is not None)


@pytest.mark.parametrize(
    ("table", "header"),
    [("assessments", "entity"), ("assessments", "contributor"), ("receipts", "unpaid"), ("receipts", "status"),
     ("receipts", "entidad"), ("assessments", "no")],
)  # fmt: skip
def test_another_word_is_no_misspelling_of_a_header(table: str, header: str) -> None:
    """Nothing is proposed as if it were meant: "contributor" is not "contribution", "unpaid" is not "paid"."""
    assert headers.near(TABLES[table], header) == ()


def test_what_is_proposed_for_an_unknown_header_is_only_what_it_is_like() -> None:
    found = understood([["entity", "year", "amount"], ["XAA", "2024", "5"]], table="assessments")
    (question,) = found.questions
    assert (question.header, question.choices[0]) == ("entity", "state")
    assert question.suggestion == "The table needs state: if the column is that, give it that header; else delete it."
    found = understood([["received", "state", "amount", "refrence"], ["2024-01-31", "XAA", "5.00", "BK1"]])
    assert found.questions[0].suggestion.startswith("Did you mean reference?")


@pytest.mark.parametrize(
    ("table", "header", "column"),
    [
        ("assessments", "Contribuciones prorrateadas", "amount"), ("assessments", "Contribution mise en recouvrement", "amount"),
        ("assessments", "Contribuciones señaladas", "amount"), ("assessments", "Contributions fixées (CHF)", "amount"),
        ("opening_balances", "Contributions restant dues", "amount"), ("opening_balances", "Non acquittées", "amount"),
        ("opening_balances", "Contributions assignées restant dues", "amount"), ("opening_balances", "Arriérés", "amount"),
        ("opening_balances", "Contribuciones pendientes de pago", "amount"), ("opening_balances", "Arrears", "amount"),
        ("scale", "Barème des quotes-parts", "rate_pct"), ("scale", "Tasa de prorrateo", "rate_pct"),
        ("receipts", "Versements reçus", "amount"), ("receipts", "Pagos recibidos", "amount"),
        ("receipts", "Contributions acquittées", "amount"), ("receipts", "Date du versement", "received"),
    ],
)  # fmt: skip
def test_the_headings_of_published_tables_are_known(table: str, header: str, column: str) -> None:
    """As the tables of IOM, the United Nations, WHO and FAO print them in French and Spanish."""
    assert headers.column_of(TABLES[table], header) == column


ROWS_WITH_REFRENCE = [["received", "state", "amount", "refrence"], ["2024-01-31", "XAA", "5.00", "BK1"]]


def test_a_column_too_many_is_named_and_left_out() -> None:
    found = understood([[*ROWS[0], "colour"], [*ROWS[1], "red"]])
    assert found.left_out == ("colour",)
    assert found.columns[3].column is None
    assert (found.columns[3].raw, found.questions, found.problems) == ("red", (), ())
    assert batches_of([("march.csv", csv_of([[*ROWS[0], "colour"], [*ROWS[1], "red"]]))])


def test_a_moved_column_changes_nothing() -> None:
    moved = [[row[2], "", row[0], row[1]] for row in ROWS]
    first, second = understood(ROWS), understood(moved)
    assert first.sheet
    assert second.sheet
    assert first.sheet.arrow().equals(second.sheet.arrow().select(first.sheet.arrow().column_names))
    assert first.header_key == second.header_key


def test_two_columns_that_may_be_the_same_are_asked_about() -> None:
    found = understood([["received", "state", "Montant", "Amount"], ["2024-01-31", "XAA", "5.00", "6.00"]])
    assert [(question.letter, question.choices[:2]) for question in found.questions] == [
        ("C", ("amount", "paid_amount")), ("D", ("amount", "paid_amount"))]  # fmt: skip
    assert "“Montant” in column C and column D may both be amount" in found.questions[0].message
    decided = Decisions(columns={"D": "amount"})
    found = understood(
        [["received", "state", "Montant", "Amount"], ["2024-01-31", "XAA", "5.00", "6.00"]],
        decisions={("march.csv", None): decided},
    )
    assert plain(found)[0][1][-1] == "6.00"
    assert found.left_out == ("Montant",)


def test_of_two_columns_the_tables_own_name_or_the_filled_one_is_meant() -> None:
    rows = [["received", "state", "Montant", "amount"], ["2024-01-31", "XAA", "5.00", "6.00"]]
    (question,) = understood(rows).questions
    assert question.message == "“Montant” in column C holds amounts too, and is not read: 1 row, 5.00. What is it?"
    found = understood(rows, decisions={("march.csv", None): Decisions(columns={"C": None})})
    assert (plain(found)[0][1][-1], found.left_out) == ("6.00", ("Montant",))
    found = understood([["received", "state", "Montant", "Sum"], ["2024-01-31", "XAA", "5.00", ""]])
    assert (plain(found)[0][1][-1], found.left_out) == ("5.00", ("Sum",))


def test_while_a_column_is_missing_every_unknown_one_is_asked_about() -> None:
    found = understood([["Year", "State", "Quantum"], ["2024", "XAA", "5.00"]], table="assessments")
    (question,) = found.questions
    assert question.choices[:2] == ("amount", "")
    decided = {("march.csv", None): Decisions(columns={named("quantum"): "amount"})}
    rows = [["Year", "State", "Quantum"], ["2024", "XAA", "5.00"]]
    assert plain(understood(rows, table="assessments", decisions=decided)) == [(2, ("2024", "XAA", "5.00"))]


def test_a_header_that_is_only_a_currency_is_asked_about() -> None:
    (question,) = understood([["received", "state", "CHF"], ["2024-01-31", "XAA", "5.00"]], table="receipts").questions
    assert question.choices[0] == "amount"


def test_cells_under_no_header_are_problems_and_many_are_one() -> None:
    found = understood([[*ROWS[0]], [*ROWS[1], "left over"], [*ROWS[2], ""]])
    assert [(problem.rule, problem.row, problem.value) for problem in found.problems] == [
        ("cell-outside", 2, "left over")
    ]
    (problem,) = understood([ROWS[0], *[[*ROWS[1], "x"]] * 40]).problems
    assert problem.message == "40 cells of column D stand under no column's name."
    decided = {("march.csv", None): Decisions(columns={"D": None})}
    assert not understood([ROWS[0], *[[*ROWS[1], "x"]] * 40], decisions=decided).problems


HEAD = ["year", "state", "amount", "note"]


def _split(*rows: str, head: list[str] = HEAD, **options: object) -> list[tuple[str, int | None, str | None]]:
    content = "\n".join([",".join(head), *rows]).encode()
    (found,) = understand_file("dues.csv", content, table="assessments", currency="CHF", **options)  # type: ignore[arg-type]
    return [(one.rule, one.row, one.value) for one in found.problems if not one.warning]


@pytest.mark.parametrize(
    "rows",
    [
        ["2024,France,400,000"],
        ["2024,France,400,125", "2024,Norway,12,500.50", "2024,Kenya,7.00,"],
        ["2024,France,-400,000", "2024,Norway,1250.00,paid 000"],
        ["2024,France,1234,50", "2024,Norway,99,05"],
        ["2024,France,400,000,first half", "2024,Norway,12500,a note"],
        ["2024,France,1,234,567"],
    ],
)
def test_a_number_that_its_comma_split_is_never_taken_for_its_beginning(rows: list[str]) -> None:
    assert ("number-split", 2, rows[0].split(",")[2]) in _split(*rows)
    assert ("number-split", 2, rows[0].split(",")[2]) not in _split(*(row.replace(",", ";") for row in rows))


def test_a_column_of_ends_that_is_left_out_leaves_no_beginnings() -> None:
    rows = [f"2024,France,{number},{number + 100}" for number in range(400, 440)]
    decided = {("dues.csv", None): Decisions(columns={"D": None})}
    assert _split(*rows, head=HEAD[:3], decisions=decided) == [("number-split", 2, "400")]


@pytest.mark.parametrize(
    "rows",
    [
        ["2024,France,400,", "2024,Norway,900,see 000"],
        ["2024,France,400.00,101", "2024,Norway,25.00,102"],
        ["2024,France,400,101", "2024,Norway,12500,102"],
        ['2024,France,"400,000",', '2024,Norway,"1,250.00",paid'],
        ["2024,France,1234,2024", "2024,Norway,99,12"],
    ],
)
def test_a_note_beside_an_amount_is_no_part_of_it(rows: list[str]) -> None:
    assert _split(*rows) == []


def test_small_figures_beside_each_other_are_no_halves() -> None:
    assert _split("France,400,500", "Norway,7,120", head=["state", "2023", "2024"]) == []
    assert _split("2024,France,400,120", head=["year", "state", "amount", "of which paid"]) == []


# --- which table ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "table"),
    [
        (["Year", "Member State", "Assessed contribution"], "assessments"),
        (["Année", "État membre", "Taux (%)"], "scale"),
        (["Fecha de cobro", "País", "Importe", "Referencia"], "receipts"),
        (["Dated", "Office", "Category", "Headcount"], "staffing"),
        (["État", "Statut", "Date d'adhésion"], "membership"),
        (["Año", "Fondo", "Apertura", "Ingresos", "Gastos", "Moneda"], "fund_movements"),
    ],
)
def test_a_table_is_known_by_its_headers(header: list[str], table: str) -> None:
    found = understood([header, ["x"] * len(header)])
    assert found.table == table
    assert found.proposals[0].table == table
    assert found.proposals[0].missing == ()


def test_headers_that_fit_several_tables_are_asked_about_unless_a_name_tells() -> None:
    rows: Rows = [["Fecha", "País", "Importe", "Moneda"], ["2024-01-31", "XAA", "5.00", "CHF"]]
    found = understood(rows)
    (question,) = found.questions
    assert question.kind == "table"
    assert question.choices[:2] == ("receipts", "adjustments")
    assert question.choices[-1] == ""
    assert set(TABLES) < set(question.choices)
    assert [reading.raw for reading in found.columns] == ["2024-01-31", "XAA", "5.00", "CHF"]
    assert understood(rows, "ingresos_marzo.csv").table == "receipts"
    assert understood([["Ajustes de 2024"], [], *rows]).table == "adjustments"
    assert understood(rows, table="adjustments").table == "adjustments"
    assert understood(rows, decisions={("march.csv", None): Decisions(table="receipts")}).table == "receipts"
    left: Answers = {("two.csv", None): Decisions(table="")}
    with pytest.raises(Refused):
        understand_file("two.csv", csv_of(rows), currency="CHF", decisions=left)


def test_a_file_named_for_one_table_with_the_headers_of_another_is_asked_about_or_taken_for_what_it_is() -> None:
    assert (
        understood([["state", "plan", "due", "amount"], ["XAA", "1", "2024-01-31", "5.00"]], "scale.csv").table
        == "payment_plans"
    )


@pytest.mark.parametrize(
    "header",
    [
        [["Reçu le", "État", "Montant"], [None, None, "(CHF)"]],
        [["Received", "State", "Amount"], ["(date)", "[code]", "CHF"]],
        [["Receipts 2024"], [None, None, "Amount"], ["Received", "State", "CHF"]],
    ],
)
def test_units_in_a_row_of_their_own_belong_to_the_header(header: Rows) -> None:
    found = understood([*header, ["2024-01-31", "XAA", "5.00"]])
    assert (found.header_row, [reading.column for reading in found.columns]) == (
        len(header), ["received", "state", "amount"])  # fmt: skip
    assert found.columns[2].currency == "CHF"
    assert plain(found) == [(len(header) + 1, ("2024-01-31", "XAA", "5.00", "CHF"))]


def test_one_name_over_two_currencies_is_two_columns_and_a_question() -> None:
    found = understood(
        [["Received", "State", "Amount", ""], ["", "", "CHF", "USD"], ["2024-01-31", "XAA", "5.00", "6.00"]]
    )
    assert [reading.header for reading in found.columns] == ["Received", "State", "Amount CHF", "Amount USD"]
    assert [(question.kind, question.header) for question in found.questions] == [
        ("column", "Amount CHF"), ("column", "Amount USD")]  # fmt: skip


def test_a_row_of_codes_under_a_column_of_currencies_is_data() -> None:
    rows: Rows = [["received", "state", "amount", "currency"], ["", "", "", "CHF"], ["2024-01-31", "XAA", "5", "CHF"]]
    assert understood(rows).header_row == 1


def test_several_sheets_are_each_their_own_table_and_others_are_left_out_with_why() -> None:
    book = xlsx_of(
        {
            "Barème": [["Année", "État", "Taux"], [2024, "XAA", 60], [2024, "XAN", 40]],
            "Reçus": [["Reçu le", "Pays", "Montant (CHF)"], [date(2024, 1, 31), "XAA", 5]],
            "Notes": [["Written by the treasury"], ["in March"]],
            "Contacts": [["Name", "Phone"], ["A", "1"]],
            "Blank": [],
            "Helper": [["state"], ["XAA"]],
            "Dictionary": [["Column", NOT_READ], ["state"]],
        },
        hidden=["Helper"],
    )
    found = understand_file("march.xlsx", book, currency="CHF")
    assert [(one.grid.name, one.table, one.skipped) for one in found] == [
        ("Barème", "scale", None),
        ("Reçus", "receipts", None),
        ("Notes", None, "Nothing here is set out as a table: no row names its columns."),
        ("Contacts", None, "Its columns fit no table."),
        ("Blank", None, "There are no rows here."),
        ("Helper", None, "The sheet is hidden, and so left out."),
        ("Dictionary", None, "Its first row says so."),
    ]
    assert [ready.table for ready in batches_of([("march.xlsx", book)])] == ["scale", "receipts"]


@pytest.mark.parametrize(
    ("content", "rule"), [(b"hello\nthere\n", "file-no-table"), (b"", "sheet-empty"), (b"\n\n", "sheet-empty")]
)
def test_a_file_without_a_table_is_refused(content: bytes, rule: str) -> None:
    with pytest.raises(Refused) as refused:
        understand_file("march.csv", content, currency="CHF")
    (problem,) = refused.value.problems
    assert problem.rule == rule
    assert problem.message in ("Nothing in the file is set out as a table.", "There are no rows here.")


# --- the header's row and what is no row ---------------------------------------------------------------------------


@pytest.mark.parametrize("ending", WORKBOOKS)
def test_the_header_is_found_under_titles_in_every_format(ending: str) -> None:
    rows: Rows = [["Contributions received", None, None], ["as at 31 March 2024"], [], ["Date received", "State", "Amount"],
            [date(2024, 1, 31), "XAA", 5.5]]  # fmt: skip
    (found,) = understand_file(f"march{ending}", WORKBOOKS[ending]({"March": rows}), currency="CHF")
    assert (found.table, found.header_row) == ("receipts", 4)
    assert plain(found) == [(5, ("2024-01-31", "XAA", "5.5"))]
    assert found.sheet
    assert found.sheet.letters == {"received": "A", "state": "B", "amount": "C"}


def test_a_merged_title_is_no_header() -> None:
    book = xlsx_of(
        {"March": [["Receipts: state, amount and date"], ["Received", "State", "Amount"], ["2024-01-31", "XAA", 5]]},
        merge="A1:C1",
    )
    (found,) = understand_file("march.xlsx", book, currency="CHF")
    assert found.header_row == 2


def test_two_rows_that_may_be_the_header_are_asked_about() -> None:
    rows = [
        ["Received", "State", "Amount"],
        ["Date", "Country", "Montant"],
        ["2024-01-31", "XAA", "5.00"],
    ]
    found = understood(rows, table="receipts")
    assert [question.kind for question in found.questions] == ["header"]
    (question,) = found.questions
    assert (question.choices, question.readings[1]) == (("1", "2"), "Date, Country, Montant")


def test_which_row_is_the_header_can_be_decided() -> None:
    rows = [["Old", "names", "here"], *ROWS]
    decided = {("march.csv", None): Decisions(header_row=2)}
    assert understood(rows, decisions=decided).header_row == 2
    with pytest.raises(Refused) as refused:
        understood(rows, decisions={("march.csv", None): Decisions(header_row=9)})
    assert refused.value.problems[0].message == "The sheet has no row 9 to be its header."


TOTALS = [["Year", "State", "Amount"], ["2024", "XAA", "5.00"], ["2024", "XAN", "7.50"]]


@pytest.mark.parametrize(
    "total",
    [
        "Total",
        "TOTAL:",
        "Grand total",
        "Sum",
        "Totaux",
        "Total général",
        "Somme",
        "Suma",
        "Gesamt",
        "Sub-total",
        "Sous-total 2024",
    ],
)
@pytest.mark.parametrize("place", [0, 1])
def test_a_total_row_is_no_row_of_the_table(total: str, place: int) -> None:
    row = ["", "", "12.50"]
    row[place] = total
    found = understood([*TOTALS, row])
    assert [(ignored.row, ignored.why, ignored.total) for ignored in found.ignored] == [
        (4, f"A total: “{total}”.", True)
    ]
    assert [row for row, _ in plain(found)] == [2, 3]
    assert not found.problems


def test_a_total_that_does_not_tie_is_a_problem() -> None:
    found = understood([*TOTALS, ["", "Total", "13.50"]])
    (problem,) = found.problems
    assert (problem.rule, problem.row, problem.column, problem.value) == ("total-mismatch", 4, "amount", "13.50")
    assert problem.message == "The total says 13.50, but its rows add up to 12.50: a difference of 1.00."
    with pytest.raises(Refused) as refused:
        batches_of([("march.csv", csv_of([*TOTALS, ["", "Total", "13.50"]]))])
    assert [problem.rule for problem in refused.value.problems] == ["total-mismatch"]


def test_the_cell_of_a_total_in_a_workbook_is_named() -> None:
    (found,) = understand_file(
        "a.xlsx",
        xlsx_of({"assessments": [["Year", "State", "Amount"], [2024, "XAA", 5], [None, "Total", 6]]}),
        currency="CHF",
    )
    assert [problem.cell for problem in found.problems] == ["C3"]


@pytest.mark.parametrize(
    "rows",
    [
        [["2024", "XAA", "5.00"], ["", "Subtotal", "5.00"], ["2024", "XAN", "7.50"], ["", "Subtotal", "7.50"], ["", "Total", "12.50"]],
        [["", "Total", "12.50"], ["2024", "XAA", "5.00"], ["2024", "XAN", "7.50"]],
        [["2023", "XAA", "5.00"], ["2024", "XAN", "7.50"], ["2023", "Total", "5.00"], ["2024", "Total", "7.50"], ["", "Total", "12.50"]],
        [["2024", "XAA", "5.00"], ["", "", ""], ["2024", "XAN", "7.50"], ["", "", ""], ["", "Total", "12.50"]],
        [["2024", "XAA", "5.00"], ["2024", "XAN", "7.50"], ["", "Total", "12.504"]],
        [["2024", "XAA", "5.00"], ["2024", "XAN", "7.50"], ["", "Total", ""]],
        [["2024", "XAA", "(5.00)"], ["2024", "XAN", "7.50"], ["", "Total", "2.50"]],
    ],
    ids=["subtotals", "on top", "by year", "blank rows", "within half a cent", "blank", "a credit"],
)  # fmt: skip
def test_totals_tie_to_whatever_they_total(rows: list[list[str]]) -> None:
    found = understood([TOTALS[0], *rows])
    assert not found.problems
    assert len(plain(found)) == 2


def test_the_figures_of_a_total_that_is_off_are_written_alike() -> None:
    found = understood([TOTALS[0], ["2024", "XAA", "7000"], ["2024", "XAN", "734.5"], ["", "Total", "10,734.5"]])
    assert [problem.message for problem in found.problems] == [
        "The total says 10,734.50, but its rows add up to 7,734.50: a difference of 3,000.00."
    ]


def test_totals_of_a_scale_and_of_counts_are_checked_too() -> None:
    found = understood(
        [["Year", "State", "Rate"], ["2024", "XAA", "60.5"], ["2024", "XAN", "39.4"], ["", "Total", "100"]]
    )
    assert [problem.message for problem in found.problems] == [
        "The total says 100, but its rows add up to 99.9: a difference of 0.1."
    ]
    found = understood(
        [["dated", "office", "category", "headcount"], ["2024-01-31", "North", "P", "5"], ["Total", "", "", "6"]]
    )
    assert [problem.rule for problem in found.problems] == ["total-mismatch"]


def test_a_total_over_a_cell_that_is_no_number_waits_for_that_cell() -> None:
    assert not understood([TOTALS[0], ["2024", "XAA", "five"], ["", "Total", "12.50"]]).problems


def test_a_row_that_only_mentions_a_total_is_a_row() -> None:
    found = understood([[*ROWS[0], "note"], [*ROWS[1], "Total of two transfers"], [*ROWS[2], ""]])
    assert (found.ignored, len(plain(found))) == ((), 2)


def test_a_total_that_is_all_a_document_states_is_a_row() -> None:
    """Some years are only known as a total; beside its parts, a total is none of them."""
    header = ["year", "type", "amount", "currency"]
    alone = [header, ["2023", "Total expenses", "5.00", "USD"], ["2024", "Total expenses", "7.00", "USD"]]
    assert len(plain(understood(alone, "expenses.csv"))) == 2
    parts = [
        header,
        ["2024", "Staff", "5.00", "USD"],
        ["2024", "Travel", "2.00", "USD"],
        ["2024", "Total expenses", "7.00", "USD"],
    ]
    assert [row for row, _ in plain(understood(parts, "expenses.csv"))] == [2, 3]
    parts[-1][2] = "8.00"
    found = understood(parts, "expenses.csv")
    (problem,) = found.problems
    assert (problem.rule, problem.row, problem.warning) == ("may-be-a-total", 4, True)
    assert len(plain(found)) == 3


def test_a_header_again_and_remarks_under_the_table_are_no_rows() -> None:
    found = understood([*ROWS, ROWS[0], ROWS[1], [], ["Source: the treasury"], ["* provisional"]])
    assert [(ignored.row, ignored.why) for ignored in found.ignored] == [
        (4, "The header again."),
        (7, "A remark under the table: “Source: the treasury”."),
        (8, "A remark under the table: “* provisional”."),
    ]
    assert [row for row, _ in plain(found)] == [2, 3, 5]


BY_REGION: Rows = [
    TOTALS[0],
    ["", "Africa", ""],
    *TOTALS[1:2],
    ["", "Subtotal Africa", "5.00"],
    ["", "Latin America and the Caribbean", ""],
    *TOTALS[2:],
    ["1/ Including arrears of earlier years.", "", ""],
    ["", "a) Not a Member on 1 January", ""],
]


def test_headings_of_groups_and_footnotes_are_no_rows_and_no_cell_of_them_is_called_blank() -> None:
    found = understood(BY_REGION)
    assert [(ignored.row, ignored.why) for ignored in found.ignored] == [
        (2, "A heading: “Africa”."),
        (4, "A total: “Subtotal Africa”."),
        (5, "A heading: “Latin America and the Caribbean”."),
        (7, "A remark under the table: “1/ Including arrears of earlier years.”."),
        (8, "A remark under the table: “a) Not a Member on 1 January”."),
    ]
    assert [row for row, _ in plain(found)] == [3, 6]
    assert not found.problems


def test_names_below_the_table_are_told_of_and_asked_for_no_figures() -> None:
    notes: Rows = [["", "Note:", ""], ["", "XAN", ""]]
    found = understood(
        [*TOTALS[:2], ["", "", ""], ["", "XAA", ""], ["", "joined on 1 January and pays 12/12.", ""], *notes]
    )
    assert [row for row, _ in plain(found)] == [2]
    (problem,) = found.problems
    assert not problem.warning, "it may be a row whose figures are missing"
    assert problem.rule == "names-below"
    assert problem.message == "“XAA”, “XAN” stand below the table without figures and are not read."
    assert [ignored.row for ignored in found.ignored] == [4, 5, 6, 7]
    unfinished = understood([*TOTALS[:2], ["", "XAA", ""]])
    assert [row for row, _ in plain(unfinished)] == [2, 3], "directly beneath the rows it is one of them"


def test_a_region_with_figures_is_a_total_of_the_rows_beneath_or_above_it() -> None:
    on_top = [TOTALS[0], ["", "Africa", "5.00"], TOTALS[1], ["", "Asia", "7.50"], TOTALS[2], ["", "World", "12.50"]]
    found = understood(on_top)
    assert [ignored.why for ignored in found.ignored if ignored.total] == [
        "A total: “Africa”.",
        "A total: “Asia”.",
        "A total: “World”.",
    ]
    assert not found.problems
    on_top[3] = ["", "Asia", "8.00"]
    assert [(problem.rule, problem.row) for problem in understood(on_top).problems] == [("total-mismatch", 4)]


@pytest.mark.parametrize(("heading", "column"), [("2023", "year"), ("Assessments 2023", "year"), ("USD", "currency")])
def test_a_heading_that_says_what_its_rows_have_in_common_is_not_lost(heading: str, column: str) -> None:
    found = understood([["State", "Amount"], [heading, ""], ["XAA", "5.00"], ["XAN", "7.00"]], table="assessments")
    assert [(problem.rule, problem.row, problem.value) for problem in found.problems] == [("heading-tells", 2, heading)]
    assert f"Add a column {column} with it in each row" in str(found.problems[0].suggestion)


@pytest.mark.parametrize("row", [["", "Nigerr", ""], ["", "XAR", ""], ["", "", "5.00"], ["2024", "", ""]])
def test_a_row_of_one_cell_that_may_be_data_is_an_unfinished_row(row: list[str]) -> None:
    found = understood([*TOTALS, row, *TOTALS[1:2]])
    assert (found.ignored, len(plain(found))) == ((), 4)


def test_a_formula_that_was_dragged_too_far_makes_no_rows() -> None:
    found = understood([*ROWS, ["", "", "0.00"], ["", "", "0"]])
    assert [(ignored.row, ignored.why) for ignored in found.ignored] == [
        (4, "Nothing but zeros, as of a formula that was dragged too far."),
        (5, "Nothing but zeros, as of a formula that was dragged too far."),
    ]
    assert [row for row, _ in plain(found)] == [2, 3]
    assert [row for row, _ in plain(understood([*ROWS, ["", "XAA", "0"]]))] == [2, 3, 4], "a State is named"


def test_the_last_row_of_a_table_is_no_remark() -> None:
    """A State without its amount is an unfinished row, and is said to be one."""
    found = understood([*TOTALS, [], ["", "XAR", ""]])
    (problem,) = found.problems
    assert (problem.row, problem.warning) == (5, False)
    assert problem.message == "“XAR” stands below the table without figures and is not read."


# --- decisions ----------------------------------------------------------------------------------------------------

DECIDED = Decisions("receipts", 3, {"A": "received", "=montant chf": None}, {"C": "comma"}, {"A": "day first"})


def test_decisions_go_into_json_and_come_back() -> None:
    assert Decisions.from_json(DECIDED.as_json()) == DECIDED
    assert Decisions.from_json(Decisions().as_json()) == Decisions()
    assert Decisions.from_json('{"table": "receipts"}') == Decisions("receipts")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "The decisions are not JSON."),
        (
            "[]",
            "Decisions hold these and no other: table, header_row, columns, numbers, dates, everywhere, "
            "multipliers, currencies, values, above, unseen.",
        ),
        (
            '{"colour": 1}',
            "Decisions hold these and no other: table, header_row, columns, numbers, dates, everywhere, "
            "multipliers, currencies, values, above, unseen.",
        ),
        ('{"table": "reciepts"}', "There is no table reciepts."),
        ('{"header_row": 0}', "The row of the header is a number from 1, not 0."),
        ('{"columns": ["amount"]}', "Decisions about columns go by the column's letter or header."),
        ('{"columns": {"A": 1}}', "1 is not the name of a column."),
        ('{"numbers": {"C": "dot"}}', "dot is none of the choices for C: point, comma."),
        (
            '{"dates": {"A": "year first"}}',
            "year first is none of the choices for A: day first, month first, serial numbers.",
        ),
    ],
)
def test_a_decision_that_no_sheet_can_mean_is_refused(text: str, message: str) -> None:
    with pytest.raises(Refused) as refused:
        Decisions.from_json(text)
    (problem,) = refused.value.problems
    assert (problem.rule, problem.message) == ("decision-impossible", message)


@pytest.mark.parametrize(
    ("decisions", "message"),
    [
        (Decisions(columns={"Z": "amount"}), "The sheet has no column Z."),
        (Decisions(numbers={"=sum": "comma"}), "The sheet has no column sum."),
        (Decisions(columns={"A": "colour"}), "The table receipts has no column colour."),
        (Decisions(columns={"A": "amount", "B": "amount"}), "Two columns cannot both be amount."),
        (Decisions(table="scala"), "There is no table scala."),
    ],
)
def test_a_decision_that_this_sheet_cannot_mean_is_refused(decisions: Decisions, message: str) -> None:
    with pytest.raises(Refused) as refused:
        understood(ROWS, decisions={("march.csv", None): decisions})
    assert [problem.message for problem in refused.value.problems] == [message]


HEADER = ["Fecha", "Quién", "País", "Importe"]
MARCH: Rows = [HEADER, ["03/04/2024", "Ana", "XAA", "1.234"]]
ANSWERED = Decisions("receipts", None, {"B": None}, {"D": "comma"}, {"A": "day first"})


def test_what_was_decided_is_remembered_for_the_same_headers_wherever_they_stand() -> None:
    answered = understood(MARCH, decisions={("march.csv", None): ANSWERED})
    assert plain(answered) == [(2, ("2024-04-03", "XAA", "1234"))]
    kept = Decisions.from_json(answered.decisions.as_json())
    remembered = {("receipts", answered.header_key): kept}
    april: Rows = [[], ["País", "IMPORTE:", "Fecha", "quien"], ["XAA", "5.678", "05/06/2024", "Ana"]]
    assert understood(april).questions, "the questions are there without a memory"
    found = understood(april, "april.csv", remembered=remembered)
    assert (found.table, found.questions) == ("receipts", ())
    assert plain(found) == [(3, ("XAA", "5678", "2024-06-05"))]
    assert {reading.decided for reading in found.columns} == {"remembered"}


def test_what_is_remembered_gives_way_to_what_the_sheet_says() -> None:
    remembered = {
        ("receipts", header_key(HEADER)): Decisions(
            "receipts", None, {}, {"=importe": "comma"}, {"=fecha": "day first"}
        )
    }
    rows: Rows = [MARCH[0], ["12/31/2024", "Ana", "XAA", "1,234.50"], ["03/04/2024", "Ana", "XAA", "1,234"]]
    found = understood(rows, remembered=remembered)
    assert [cells for _, cells in plain(found)] == [("2024-12-31", "XAA", "1234.50"), ("2024-03-04", "XAA", "1234")]
    stale = {("receipts", header_key(HEADER)): Decisions("receipts", None, {"=importe": "column of long ago"})}
    assert "amount" in [reading.column for reading in understood(rows, remembered=stale).columns]


def test_a_memory_breaks_a_tie_and_never_overrules_what_a_file_says_of_itself() -> None:
    """Receipts and waivers may stand under the same headers: the name of the file tells, and what was decided asks."""
    header = ["Date", "State", "Amount", "Currency"]
    rows: Rows = [header, ["20.03.2024", "XAN", "70.00", "CHF"]]
    remembered = {("receipts", header_key(header)): Decisions("receipts")}
    assert understood(rows, "march.csv", remembered=remembered).table == "receipts"
    assert understood(rows, "receipts 2024.csv", remembered=remembered).table == "receipts"
    for name in ("waivers 2024.csv", "adjustments.csv", "Ajustes marzo.csv"):
        found = understood(rows, name, remembered=remembered)
        if name == "adjustments.csv":  # the very name of a table, which its headers allow
            assert found.table == "adjustments"
            continue
        (question,) = found.questions
        assert (question.kind, question.choices[:2]) == ("table", ("adjustments", "receipts"))
        assert question.message == (
            "Its columns were handed in as receipts before, but the name or title speaks of adjustments."
        )
    found = understood([["Remises de dette accordées"], [], *rows], "march.csv", remembered=remembered)
    assert found.questions[0].choices[:2] == ("adjustments", "receipts")
    decided = {("waivers.csv", None): Decisions("receipts")}
    assert understood(rows, "waivers.csv", remembered=remembered, decisions=decided).table == "receipts"


def test_the_key_of_headers_is_of_their_set() -> None:
    assert header_key(["Montant (CHF)", "État"]) == header_key(["ETAT", "montant_chf", ""])
    assert header_key(["Montant", "État"]) != header_key(["Montant"])


def test_a_question_says_how_to_answer_it() -> None:
    with pytest.raises(Refused) as refused:
        batches_of([("march.csv", csv_of(MARCH))], table="receipts")
    assert [(problem.rule, problem.row, problem.column) for problem in refused.value.problems] == [
        ("unclear-dates", 1, "Fecha"), ("unclear-numbers", 1, "Importe")]  # fmt: skip
    assert all(problem.suggestion for problem in refused.value.problems)
    ready = batches_of([("march.csv", csv_of(MARCH))], decisions={("march.csv", None): ANSWERED})
    assert ready[0].table == "receipts"


def test_every_kind_of_cell_has_a_plain_form_for_its_checks() -> None:
    """All kinds of columns pass through understanding and checks from text alone."""
    assert {column.kind for table in TABLES.values() for column in table.columns} == set(Kind)


# --- a column for each year -----------------------------------------------------------------------------------------

WIDE: Mapping[str, Rows] = {
    "Dues": [["State", 2022, 2023, 2024], ["XAA", 10, 20, 30], ["XAN", None, 5, 6], ["Total", 10, 25, 36]]
}


def by_year(content: bytes, name: str = "dues.xlsx", **options: object) -> list[Understanding]:
    return understand_file(name, content, currency="CHF", **options)  # type: ignore[arg-type]


def test_a_column_for_each_year_is_asked_about_and_becomes_the_rows_of_its_year() -> None:
    (found,) = by_year(xlsx_of(WIDE), table="assessments")
    (question,) = found.questions
    assert (question.kind, question.words, question.choices) == ("years", "B C D", ("amount", ""))
    assert ([column.letter for column in found.columns], found.left_out) == (["A"], ()), "nothing is said of them yet"
    assert question.message.startswith("Columns B, C, D are named for a year each: 2022, 2023, 2024.")
    decided = {("dues.xlsx", "Dues"): answered(Decisions(), question, "amount")}
    each = by_year(xlsx_of(WIDE), table="assessments", decisions=decided)
    assert [one.of for one in each] == ["2022", "2023", "2024"]
    assert [plain(one) for one in each] == [
        [(2, ("XAA", "10", "2022"))],
        [(2, ("XAA", "20", "2023")), (3, ("XAN", "5", "2023"))],
        [(2, ("XAA", "30", "2024")), (3, ("XAN", "6", "2024"))],
    ]
    assert [one.left_out for one in each] == [(), (), ()]
    assert not any(one.problems for one in each), "the total of each year ties"
    assert each[1].sheet is not None
    assert each[1].sheet.letters["amount"] == "C"
    ready = batches_of([("dues.xlsx", xlsx_of(WIDE))], table="assessments", decisions=decided)
    assert [batch.rows.num_rows for batch in ready] == [1, 2, 2]


def test_columns_whose_headers_differ_in_their_year_alone_are_years() -> None:
    content = csv_of([["State", "Assessed 2023", "Assessed 2024"], ["XAA", "1.00", "2.00"]])
    (found,) = by_year(content, "dues.csv")
    assert (found.table, [question.kind for question in found.questions]) == ("assessments", ["years"])
    left = {("dues.csv", None): answered(Decisions(), found.questions[0], "")}
    (found,) = by_year(content, "dues.csv", table="assessments", decisions=left)
    assert found.left_out == ("Assessed 2023", "Assessed 2024")
    one = {("dues.csv", None): Decisions(columns={"B": None, "C": "amount"}, everywhere={"year": "2024"})}
    (found,) = by_year(content, "dues.csv", table="assessments", decisions=one)
    assert plain(found) == [(2, ("XAA", "2.00", "2024"))]


def test_a_year_of_all_rows_cannot_be_said_of_columns_that_have_their_own() -> None:
    decided = {("dues.xlsx", "Dues"): Decisions(everywhere={"year": "2024"})}
    with pytest.raises(Refused, match="Its columns are named for their years"):
        by_year(xlsx_of(WIDE), table="assessments", decisions=decided)


# --- blank cells beneath a name -----------------------------------------------------------------------------------

ONCE: Rows = [
    ["State", "Date received", "Amount", "Reference"],
    ["XAA", "2024-02-05", "15.00", "R1"],
    ["", "2024-05-06", "15.00", "R2"],
    ["XAN", "2024-03-07", "20.00", "R3"],
    ["", "2024-09-09", "10.00", "R4"],
    ["", "", "60.00", ""],
]


def test_blank_cells_beneath_a_name_are_asked_about_filled_and_remembered() -> None:
    found = understood(ONCE, table="receipts")
    (question,) = found.questions
    assert question.message.startswith("In column A, “State”, 2 cells are blank beneath others.")
    assert (question.kind, question.choices) == ("above", ("as above", "blank"))
    decided = answered(Decisions(), question, "as above")
    filled = understood(ONCE, table="receipts", decisions={("march.csv", None): decided})
    assert [cells[0] for _, cells in plain(filled)] == ["XAA", "XAA", "XAN", "XAN", None], "a bare sum has no State"
    assert "2 blank cells are as the one above them." in filled.columns[0].how
    memory = {("receipts", filled.header_key): filled.decisions}
    assert not understood(ONCE, table="receipts", remembered=memory).questions
    kept = {("march.csv", None): answered(Decisions(), question, "blank")}
    assert plain(understood(ONCE, table="receipts", decisions=kept))[1][1][0] is None


def test_a_blank_state_in_our_own_form_is_an_unknown_payer_and_nothing_is_filled_across_other_rows() -> None:
    own = [["state", "received", "amount", "reference"], *ONCE[1:5]]
    assert not understood(own, table="receipts").questions
    years: Rows = [["Year", "State", "Amount"], ["2024", "XAA", "5.00"], ["", "Total", "5.00"], ["", "XAN", "7.50"]]
    assert not understood(years, table="assessments").questions
