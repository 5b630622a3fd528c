"""The books: one ledger at one version, sealed; every question is one SELECT, declared, exact, and asked for a reader."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from governance.access import ALL, COMMITTEE, DELEGATION, Reader
from governance.books import Books
from governance.books.loading import ON_A_DATE, RELATIONS
from governance.ledger import Ledger
from governance.problems import Refused
from governance.questions import CATALOGUE, PARAMETERS, Question
from governance.questions.catalogue import Catalogue
from governance.questions.declare import Asking
from governance.questions.lineage import fact_sql
from governance.questions.parameters import resolve
from governance.settings import ROOT
from governance.tables import Kind
from governance.words import Spoken
from tests.ledgers import books_of, hand_in, new_ledger
from tests.shipped import TODAY, shipped_books

MADE_WHEN_ASKED_FOR = (
    "bank_apart",
    "bank_months",
    "held_apart",
    "pairs_in_order",
    "pairs_of_months",
    "receipts_in_order",
    "received_by_day",
    "paid_from",
    "said_of_unknown",
    "perhaps_taken_back",
    "came_in",
)
DAY = date(2024, 6, 30)
PAGE = """
    membership: state | kind | status | from
    XAA | state | member | 2000-01-01
    XAN | state | member | 2001-01-01
    Red Cross | organization | observer | 2001-01-01

    scale: year | state | rate_pct
    2024 | XAA | 0.2534
    2024 | XAN | 99.7466

    un_scale: state | first_year | last_year | rate_pct
    XAA | 2022 | 2024 | 0.5
    XAN | 2022 | 2024 | 1.5

    budgets: year | part | stage | amount
    2024 | administrative | approved | 400

    assessments: year | state | amount
    2022 | XAA | 100.00
    2023 | XAA | 100.00
    2024 | XAA | 100.00
    2024 | XAN | 300.00

    coverage: covers | from
    receipts | 2000-01-01

    receipts: received | state | amount | reference
    2023-05-01 | XAA | 150.00 | BK1
    2024-02-01 | XAN | 20.00 | BK2
    2024-03-01 | | 7.50 | BK3

    adjustments: dated | state | amount | reason
    2024-01-15 | XAA | 10.00 | waiver
"""

every_question = pytest.mark.parametrize("question", CATALOGUE.values(), ids=CATALOGUE)
every_sql_question = pytest.mark.parametrize(
    "question", [question for question in CATALOGUE.values() if question.sql], ids=lambda question: question.name
)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Books:
    return books_of(tmp_path_factory.mktemp("books"), PAGE)


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('{file}')",
        "attach '{file}' as other",
        "copy receipts to '{file}'",
        "install httpfs",
        "set enable_external_access = true",
        "set threads = 1",
    ],
)
def test_nothing_outside_can_be_reached_from_the_books(page: Books, tmp_path: Path, statement: str) -> None:
    file = tmp_path / "outside.csv"
    file.write_text("a\n1\n")
    with pytest.raises(duckdb.Error, match=r"disabled|locked"):
        page._connection.cursor().execute(statement.format(file=file))


@every_sql_question
def test_a_question_is_exactly_one_select(question: Question) -> None:
    (statement,) = duckdb.extract_statements(question.sql)
    assert statement.type == duckdb.StatementType.SELECT
    assert statement.named_parameters <= {*question.parameters, "as_of"}
    assert set(question.parameters) <= statement.named_parameters, "a parameter that it takes but does not use"


@pytest.mark.parametrize("sql", ["select 1 as members; drop table receipts", "delete from receipts"])
def test_what_is_not_one_select_is_never_run(page: Books, sql: str) -> None:
    question = Question("bad", "Bad", "One row.", ("members",), sql=sql)
    with pytest.raises(ValueError, match="exactly one SELECT"):
        page._select(question, DAY, {})


@every_sql_question
def test_a_question_answers_in_the_declared_columns_and_never_in_floats(page: Books, question: Question) -> None:
    values = dict.fromkeys((*question.parameters, "as_of"))
    wanted = duckdb.extract_statements(question.sql)[0].named_parameters
    given = {name: DAY if name == "as_of" else value for name, value in values.items() if name in wanted}
    page._facts.define_for(question.sql)
    described = page._connection.cursor().execute(f"describe {question.sql}", given).fetchall()
    assert tuple(row[0] for row in described) == question.columns
    assert not {row[1] for row in described} & {"DOUBLE", "FLOAT"}
    for row, term in zip(described, question.terms, strict=True):
        if term.kind is Kind.MONEY:
            assert row[1].startswith("DECIMAL") and row[1].endswith(",2)"), row  # noqa: PT018


PYTHON_TYPES = {
    Kind.MONEY: Decimal,
    Kind.RATE: Decimal,
    Kind.NUMBER: Decimal,
    Kind.COUNT: int,
    Kind.YEAR: int,
    Kind.DATE: date,
}


@every_question
def test_an_answer_holds_what_its_terms_say(page: Books, question: Question) -> None:
    answer = page.ask(question.name, DAY)
    assert answer.columns == question.columns
    for row in answer.rows:
        for value, term in zip(row, question.terms, strict=True):
            wanted = PYTHON_TYPES.get(term.kind, str)
            assert value is None or type(value) is (Spoken if isinstance(value, Spoken) else wanted), term.name
            assert not isinstance(value, Spoken) or wanted is str, term.name
    assert question.title
    assert question.grain.startswith("One row")
    of_the_ledger = ("batches", "register", "closings")
    assert answer.tables or question.name in of_the_ledger, "nothing to follow its figures to"


@pytest.mark.parametrize("name", sorted(path.stem for path in (ROOT / "governance" / "sql" / "facts").rglob("*.sql")))
def test_a_shared_fact_begins_with_its_grain_and_is_defined(name: str) -> None:
    assert fact_sql(name).startswith("-- One row per ")
    assert name in (*RELATIONS, *ON_A_DATE, *MADE_WHEN_ASKED_FOR)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Ledger:
    """The page's ledger, and after it a version in which two tables have more than one batch in force."""
    ledger = new_ledger(tmp_path_factory.mktemp("corrected"), PAGE)
    hand_in(ledger, "assessments: year | state | amount\n2024 | XAA | 120\n2025 | XAA | 130")
    hand_in(ledger, "receipts: received | state | amount | reference\n2024-03-01 | XAN | 7.50 | BK3")
    return ledger


@pytest.fixture(scope="module")
def wholes(corrected: Ledger) -> list[Books]:
    """The whole books of its last version, and of the page's."""
    last = len(corrected.history()) - 1
    return [Books.at(corrected, version) for version in (last, last - 2)]


@every_sql_question
@pytest.mark.parametrize("place", [0, 1])
def test_books_for_one_question_answer_it_as_the_whole_books_do(
    corrected: Ledger, wholes: list[Books], question: Question, place: int
) -> None:
    """What the shell opens for one question has less in it, and says the same, its evidence included."""
    whole = wholes[place]
    for_one = Books.for_one(corrected, question, whole.version)
    for day in (DAY, None):
        assert for_one.ask(question.name, day) == whole.ask(question.name, day)


def test_evidence_names_the_batches_on_which_an_answer_rests(tmp_path: Path) -> None:
    ledger = new_ledger(tmp_path)
    hand_in(ledger, "membership: state | status | from\nXAA | member | 2024-01-01", evidence="published")
    hand_in(ledger, "receipts: received | state | amount\n2024-02-01 | XAA | 1", evidence="reported")
    books = Books.at(ledger)
    assert books.ask("members", DAY).evidence == ("published",)
    assert books.ask("received", DAY).evidence == ("reported",)
    assert books.ask("balances", DAY).evidence == ("published", "reported")
    assert (books.ask("balances", DAY).version, books.ask("balances", DAY).head) == (2, ledger.history()[-1].hash)


def test_a_later_batch_takes_the_place_of_a_row_and_a_revoked_one_gives_it_back(tmp_path: Path) -> None:
    """Version 1: 100 assessed. Version 2: corrected to 120, with 2023 as it was. Version 3: the correction is revoked."""
    ledger = new_ledger(tmp_path, "assessments: year | state | amount\n2023 | XAA | 90\n2024 | XAA | 100")
    hand_in(ledger, "assessments: year | state | amount\n2024 | XAA | 120")
    ledger.revoke(2, why="the wrong scale", who="test")
    seen = {version: Books.at(ledger, version).ask("assessed", DAY).column("assessed") for version in range(4)}
    assert seen == {0: [], 1: [90, 100], 2: [90, 120], 3: [90, 100]}, "an old version answers as it did"


def test_a_cumulative_file_adds_only_what_is_new(tmp_path: Path) -> None:
    """February's file again, with March: receipts with a reference by it, receipts without one by all their cells.

    Two receipts of XAN look alike in both files: they are two, and they are the same two.
    """
    february = """receipts: received | state | amount | reference | note
        2024-02-01 | XAA | 100 | BK1 |
        2024-02-02 | XAN | 50 | |
        2024-02-02 | XAN | 50 | | """
    ledger = new_ledger(tmp_path, february)
    assert Books.at(ledger).ask("received", DAY).column("amount") == [100, 50, 50]
    hand_in(
        ledger,
        february.replace("100", "101") + "looked into\n2024-02-02 | XAN | 50 | | \n2024-03-01 | XAA | 25 | BK4 |",
    )
    received = Books.at(ledger).ask("received", DAY)
    assert sorted(zip(received.column("state"), received.column("amount"), strict=True)) == [
        ("XAA", 25), ("XAA", 101), ("XAN", 50), ("XAN", 50), ("XAN", 50)]  # fmt: skip


@pytest.mark.parametrize(
    ("ask", "rule", "listed"),
    [
        (lambda books: books.ask("arears"), "question-unknown", "The questions are: adjustments, ageing, "),
        (lambda books: books.ask("ageings"), "question-unknown", "Did you mean ageing?"),
        (
            lambda books: books.ask("ageing", DAY, yaer=2024),
            "parameter-unknown",
            "Its parameters are: state, currency.",
        ),
        (lambda books: books.ask("batches", DAY, state="XAA"), "parameter-unknown", "Its parameters are: none."),
        (lambda books: books.ask("ageing", DAY, state="Nigerr"), "parameter-value", "Did you mean Niger / Nigeria?"),
        (
            lambda books: books.ask("ageing", DAY, state="Korea"),
            "parameter-value",
            "Democratic People’s Republic of Korea",
        ),
        (lambda books: books.ask("ageing", DAY, currency="francs"), "parameter-value", "ISO 4217"),
        (lambda books: books.ask("outstanding", DAY, year="²⁰²⁴"), "parameter-value", "Write four digits"),
        (lambda books: books.ask("members", date(1, 1, 1)), "date-out-of-range", "from 1900-01-01 to 2199-12-31"),
        (lambda books: books.ask("members", DAY, status="membre"), "parameter-value", "Use one of: member, observer."),
    ],
)
def test_what_does_not_exist_is_refused_with_what_does(
    page: Books, ask: Callable[[Books], object], rule: str, listed: str
) -> None:
    with pytest.raises(Refused, match=listed) as refused:
        ask(page)
    assert [problem.rule for problem in refused.value.problems] == [rule]


@pytest.mark.parametrize("day", [date(1900, 1, 1), date(2199, 12, 31)])
def test_what_looks_back_or_ahead_can_be_asked_on_the_first_and_the_last_day(page: Books, day: date) -> None:
    assert page.ask("over_time", day).as_of == page.ask("staffing_changes", day).as_of == day


def test_whoever_asks_one_question_reads_the_file_that_holds_it_and_no_other() -> None:
    catalogue = Catalogue()
    assert catalogue["instalments"].title == "Instalments of payment plans"
    assert set(catalogue._found) == {"plans", "instalments"}
    assert "nothing" not in catalogue
    assert len(catalogue) == len(CATALOGUE)


def test_every_wrong_parameter_is_named_at_once(page: Books) -> None:
    with pytest.raises(Refused) as refused:
        page.ask("outstanding", DAY, yaer=2024, state="Nigerr", currency="francs", year="24")
    assert len(refused.value.problems) == 4


@pytest.mark.parametrize(
    ("name", "most"),
    [(name, 100) for name, one in PARAMETERS.items() if one.kind is Kind.RATE]
    + [(name, 10**15) for name, one in PARAMETERS.items() if one.kind is Kind.MONEY],
)
def test_every_figure_that_is_given_has_its_bounds(name: str, most: int) -> None:
    question = next(question for question in CATALOGUE.values() if name in question.parameters)
    assert resolve(question, {name: f"{most}"})[name] == most
    for beyond in ("0", "-1", f"{most}.01", "Infinity"):
        with pytest.raises(Refused, match=f"is no value for {name}"):
            resolve(question, {name: beyond})


@pytest.mark.parametrize("version", [-1, 7])
def test_a_version_that_is_not_there_is_refused(tmp_path: Path, version: int) -> None:
    ledger = new_ledger(tmp_path, "scale: year | state | rate_pct\n2024 | XAA | 100")
    with pytest.raises(Refused, match=r"The ledger has versions 0 to 1\.") as refused:
        Books.at(ledger, version)
    assert refused.value.problems[0].rule == "no-such-version"


def test_a_state_is_taken_by_any_usual_name(page: Books) -> None:
    assert page.ask("balances", DAY, state="Addavine").rows == page.ask("balances", DAY, state="xaa").rows


DELEGATE = Reader("A delegate of XAA", frozenset({DELEGATION}), frozenset({"XAA"}))


def test_a_limited_reader_keeps_shares_and_places_of_the_whole(page: Books) -> None:
    row = next(row for row in page.ask("largest_contributors", DAY, DELEGATE).dicts() if row["state"] == "XAA")
    assert (row["place"], row["share_pct"]) == (2, Decimal("25.00"))


def test_a_role_that_may_not_ask_is_refused(page: Books) -> None:
    with pytest.raises(Refused, match=r"The question unidentified is open to: finance\.") as refused:
        page.ask("unidentified", DAY, DELEGATE)
    assert refused.value.problems[0].rule == "not-allowed"
    with pytest.raises(Refused):
        page.ask("received", DAY, Reader("A chair", frozenset({COMMITTEE})))
    assert page.ask("received", DAY, DELEGATE).column("state") == ["XAA"]


def test_answers_are_kept_by_scope_and_not_by_name(page: Books) -> None:
    again = Reader("Another delegate of XAA", DELEGATE.roles, DELEGATE.states)
    assert page.ask("balances", DAY, DELEGATE) is page.ask("balances", DAY, again)
    assert page.ask("balances", DAY, DELEGATE) is not page.ask("balances", DAY)


def test_many_threads_asking_at_once_get_their_own_answers(tmp_path: Path) -> None:
    """One connection shared by threads would hand out other threads' rows; every question has its own cursor."""
    rows = "\n".join(f"{year} | {state} | {year}.00" for year in range(1990, 2025) for state in ("XAA", "XAN"))
    books = books_of(tmp_path, f"assessments: year | state | amount\n{rows}")
    wrong: list[object] = []

    def ask(first: int) -> None:
        for year in range(1990 + first, 2025, 2):
            for state in ("XAA", "XAN"):
                answer = books.ask("assessed", DAY, year=year, state=state)
                if answer.rows != ((year, state, "CHF", Decimal(year), date(year, 1, 1), 1, None),):
                    wrong.append((year, state, answer.rows))

    for _ in range(2):
        books._answers = type(books._answers)(books._answers.most)
        threads = [threading.Thread(target=ask, args=(number % 4,)) for number in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert wrong == []


def test_the_answers_kept_are_bounded_in_bytes_and_the_last_ones_stay(books: Books) -> None:
    """
    assessments: year | state | amount
    2024 | XAA | 100.00
    """
    first = books.ask("assessed", date(2024, 1, 1))
    assert books.ask("assessed", date(2024, 1, 1)) is first
    kept = books._answers
    kept.most = 20 * kept.held
    for day in range(1, 29):
        for month in range(1, 13):
            last = books.ask("assessed", date(2023, month, day))
            assert kept.held <= kept.most
    assert books.ask("assessed", date(2023, 12, 28)) is last
    assert books.ask("assessed", date(2024, 1, 1)) is not first
    kept.most = 10
    assert books.ask("totals", date(2024, 1, 1)) is not books.ask("totals", date(2024, 1, 1))


def test_what_a_question_read_is_traced_also_through_what_was_kept_and_asked_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody lists it: a new `table(...)` in a question is in its evidence and in the line under its figures."""

    def answer(asking: Asking, values: Mapping[str, object]) -> list[tuple[object, ...]]:
        asking.table("receipts")
        asking.rows("members")
        asking.kept("scale", lambda of: of.table("scale"))
        return [("XAA",)]

    first = Question("first", "First", "One row.", ("state",), function=answer, delegations=ALL)
    second = replace(
        first, name="second", function=lambda asking, values: [(row["state"],) for row in asking.rows("first")]
    )
    kept = replace(first, name="kept", function=lambda asking, values: [(asking.kept("scale", lambda of: None) or "",)])
    for question in (first, second, kept):
        monkeypatch.setitem(CATALOGUE, question.name, question)
    ledger = new_ledger(tmp_path)
    hand_in(ledger, "membership: state | status | from\nXAA | member | 2024-01-01", evidence="published")
    hand_in(ledger, "scale: year | state | rate_pct\n2024 | XAA | 100", evidence="derived")
    books = Books.at(ledger)
    for _ in range(2):
        for name in ("first", "second"):
            assert books.ask(name, DAY).tables == {"receipts", "membership", "scale"}
            assert books.ask(name, DAY).evidence == ("derived", "published")
        assert books.ask("kept", DAY).tables == {"scale"}


def test_a_scenario_that_was_played_before_rests_on_the_same_tables(shipped: Path) -> None:
    books = shipped_books("demonstration")
    projected = books.ask("scenario_years", TODAY).tables
    assert {"membership", "un_scale", "budgets"} <= projected
    assert books.ask("scenario", TODAY).tables >= projected
