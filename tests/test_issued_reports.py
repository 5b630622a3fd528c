"""Status reports that were issued: recorded, made again to the byte, and followed by what came in since."""

from __future__ import annotations

import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Barrier

import pytest
from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.testclient import TestClient

from governance.access import COMMITTEE, DELEGATION, LOCAL, PUBLIC, Reader
from governance.books import Books
from governance.ledger import Issued, Ledger, audit, issued_as, record_issued, reports, verify
from governance.names import printed
from governance.papers import status_report as issuing
from governance.papers.addendum import addendum
from governance.papers.paper import Table
from governance.papers.pdf import to_pdf
from governance.papers.status_report import again, status_report, to_issue
from governance.problems import Refused
from governance.ui.shell.routes import wanted
from governance.ui.shell.routes.listed import routes
from governance.words import reading_in
from tests.ledgers import hand_in
from tests.shell import Shell
from tests.shipped import open_page, words_on

PAGE = """
    membership: state | status | from
    XAA | member | 2000-01-01
    XAN | member | 2000-01-01
    assessments: year | state | amount
    2023 | XAA | 100.00
    2024 | XAA | 120.00
    2024 | XAN | 180.00
    receipts: received | state | amount | reference
    2024-02-01 | XAA | 40.00 | BK1
    coverage: covers | from
    receipts | 2000-01-01
    opening_balances | 2000-01-01
"""
LATER = """
    receipts: received | state | amount | reference
    2024-03-01 | XAA | 60.00 | BK2
    2024-07-15 | XAN | 180.00 | BK3
"""
DAY, NOW = date(2024, 6, 30), date(2024, 8, 31)


@pytest.fixture
def ledger(yours: Ledger) -> Ledger:
    return yours


def issue(ledger: Ledger, books: Books, day: date, *, who: str = "Ana", reader: Reader = LOCAL) -> Issued:
    return record_issued(ledger.target, to_issue(books, day, reader), reader, who=who)


def test_a_report_is_issued_once_and_made_again_to_the_byte(ledger: Ledger) -> None:
    books = Books.at(ledger)
    with reading_in("fr"):
        one = issue(ledger, books, DAY)
        original = to_pdf(status_report(books, DAY))
        with pytest.raises(Refused) as twice:
            issue(ledger, books, DAY, who="Ben")
    assert [problem.rule for problem in twice.value.problems] == ["report-issued"]
    hand_in(ledger, LATER)
    assert reports(ledger.target, LOCAL) == [one]
    assert (one.version, one.head, one.language, one.who) == (books.version, books.head, "fr", "Ana")
    assert again(Books.at(ledger, one.version), one) == (original, True)
    assert verify(ledger.target) is None
    printed_on_it = "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(original)).pages).split())
    assert one.head in printed_on_it, "whoever holds the paper can hold the ledger to it"
    assert verify(ledger.target, head=one.head) is None


def test_it_leaves_by_an_address_to_those_who_may_see_all(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    books = Books.at(ledger)
    one = issue(ledger, books, DAY)
    hand_in(ledger, LATER)
    view = f"ledger=yours&as_of={NOW.isoformat()}"
    report, since = f"/papers/reports/{one.number}.pdf?{view}", f"/papers/reports/{one.number}/addendum.pdf?{view}"
    with TestClient(Starlette(routes=routes())) as client:
        assert client.get(report).content == to_pdf(status_report(books, DAY))
        assert client.get(since).content == to_pdf(addendum(books, Books.at(ledger), one, NOW))
        assert client.get(f"/papers/reports/N-1.pdf?{view}").status_code == 404
        delegate = Reader("delegate", frozenset({DELEGATION}), frozenset({"XAA"}))
        monkeypatch.setattr(wanted, "reader_of", lambda request: delegate)
        assert [client.get(path).status_code for path in (report, since)] == [403, 403]
        monkeypatch.setattr(wanted, "reader_of", lambda request: Reader("delegate", frozenset({COMMITTEE})))
        assert client.get(report).content == to_pdf(status_report(books, DAY)), "governing bodies work from it"
        not_issued = f"/papers/status-report.pdf?{view}"
        assert [client.get(path).status_code for path in (not_issued, since)] == [403, 403]
    app = open_page("status_reports", ledger="yours", as_of=NOW.isoformat(), report=one.number)
    assert not app.exception
    links = " ".join(str(found.proto.body) for found in app.get("html"))
    assert f"papers/reports/{one.number}.pdf?" in links
    assert f"papers/reports/{one.number}/addendum.xlsx?" in links


def test_of_those_who_issue_it_at_once_one_does(ledger: Ledger) -> None:
    """Each has seen that nobody has issued it, and only then writes."""
    report, people = to_issue(Books.at(ledger), DAY), ("Ana", "Ben", "Eve")
    ready = Barrier(len(people))

    def one(who: str) -> str:
        ready.wait()
        try:
            return record_issued(ledger.target, report, LOCAL, who=who).who
        except Refused as refused:
            return refused.problems[0].rule

    with ThreadPoolExecutor(len(people)) as pool:
        told = sorted(pool.map(one, people))
    (issued,) = reports(ledger.target, LOCAL)
    assert sorted([issued.who, "report-issued", "report-issued"]) == told


def test_bytes_that_are_others_are_told(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    books = Books.at(ledger)
    one = issue(ledger, books, DAY)
    monkeypatch.setattr(issuing, "to_pdf", lambda paper: to_pdf(paper) + b"another release")
    assert not again(books, one)[1]
    app = open_page("status_reports", ledger="yours", as_of=DAY.isoformat(), report=one.number)
    assert not app.exception
    assert "its bytes are others" in words_on(app)


@pytest.mark.parametrize(
    ("day", "reader", "rule"), [(date(2100, 1, 1), LOCAL, "report-foreseen"), (DAY, PUBLIC, "may-not-change")]
)
def test_what_is_no_report_to_issue_is_refused(ledger: Ledger, day: date, reader: Reader, rule: str) -> None:
    with pytest.raises(Refused) as refused:
        issue(ledger, Books.at(ledger), day, reader=reader)
    assert [problem.rule for problem in refused.value.problems] == [rule]
    assert audit.recorded(ledger.target) == []


def test_the_addendum_tells_what_came_in_since_by_state_and_which_status_changed(ledger: Ledger) -> None:
    then = Books.at(ledger)
    one = issue(ledger, then, DAY)
    hand_in(ledger, LATER)
    paper = addendum(then, Books.at(ledger), one, NOW)
    tables = {section.title: section.parts[0] for section in paper.sections}
    came, changed = tables["Receipts recorded since"], tables["Changed status under the rule"]
    assert isinstance(came, Table)
    assert isinstance(changed, Table)
    assert [(row[0], row[1], row[3]) for row in came.rows] == [
        (printed("XAA"), date(2024, 3, 1), Decimal("60.00")),
        (printed("XAN"), date(2024, 7, 15), Decimal("180.00")),
    ]
    assert changed.rows == [
        [printed("XAA"), "in arrears", "owes the current year", "CHF", Decimal("60.00"), Decimal("0.00")],
        [printed("XAN"), "owes the current year", "in good standing", "CHF", Decimal("0.00"), Decimal("0.00")],
    ]
    told = " ".join(text.words for text in paper.lead)
    assert one.number in told
    assert "Receipts recorded since come to CHF 240.00." in told
    assert "Members" not in told
    assert "Outstanding in the report: CHF 360.00; now: CHF 120.00." in told
    read = "".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(paper))).pages)
    assert "CHF 120.00" in read.replace("\N{NO-BREAK SPACE}", " ")


def test_an_addendum_of_nothing_says_so_and_one_taken_back_is_told(ledger: Ledger) -> None:
    then = Books.at(ledger)
    one = issue(ledger, then, DAY)
    nothing = addendum(then, then, one, DAY)
    assert nothing.sections == []
    assert "Nothing came in, and no status changed." in nothing.lead[-1].words
    receipts = next(event for event in ledger.history() if event.table_name == "receipts")
    ledger.revoke(int(receipts.batch or 0), why="wrong file", who="Ana")
    titles = [section.title for section in addendum(then, Books.at(ledger), one, DAY).sections]
    assert titles == ["Receipts of the report that were changed or taken back since"]
    lead = [text.words for text in addendum(then, Books.at(ledger), one, DAY).lead]
    assert lead[1] == "Receipts of the report that were changed or taken back since come to CHF 40.00."


def test_an_addendum_names_who_joined_and_who_left(ledger: Ledger) -> None:
    then = Books.at(ledger)
    one = issue(ledger, then, DAY)
    hand_in(
        ledger,
        """
    membership: state | status | from | to
    XAN | member | 2000-01-01 | 2024-07-31
    FRA | member | 2024-08-01 |
    ETH | member | 2024-08-01 |
    """,
    )
    lead = [text.words for text in addendum(then, Books.at(ledger), one, NOW).lead]
    assert lead[-2:] == [
        "Members now that were none in the report: Ethiopia and France.",
        f"Members in the report that are none now: {printed('XAN')}.",
    ]


def test_an_addendum_names_states_in_the_order_of_its_language(ledger: Ledger) -> None:
    then = Books.at(ledger)
    one = issue(ledger, then, DAY)
    hand_in(
        ledger,
        """
    membership: state | status | from
    ETH | member | 2000-01-01
    FRA | member | 2000-01-01
    receipts: received | state | amount | reference
    2024-07-01 | FRA | 1.00 | BK2
    2024-07-02 | ETH | 2.00 | BK3
    """,
    )
    with reading_in("fr"):
        (came, *_) = addendum(then, Books.at(ledger), one, NOW).sections[0].parts
    assert isinstance(came, Table)
    assert [row[0] for row in came.rows] == ["Éthiopie", "France"]


def test_a_number_that_was_not_issued_is_refused_with_those_that_were(ledger: Ledger) -> None:
    one = issue(ledger, Books.at(ledger), DAY)
    assert issued_as(ledger.target, f" {one.number.lower()} ", LOCAL) == one
    with pytest.raises(Refused, match="No status report was issued") as refused:
        issued_as(ledger.target, "N-1", LOCAL)
    (problem,) = refused.value.problems
    assert problem.rule == "report-unknown"
    assert one.number in str(problem.suggestion)


def test_finance_issues_it_on_the_page_and_the_council_s_action_cites_it(ledger: Ledger) -> None:
    view = {"ledger": "yours", "as_of": DAY.isoformat()}
    app = open_page("status_reports", **view)
    assert "No report was issued." in words_on(app)
    next(one for one in app.text_input if one.label == "Your name (required)").set_value("Ana").run()
    app = app.button(key="issue_report").click().run()
    assert not app.exception
    (one,) = reports(ledger.target, LOCAL)
    assert app.success[0].value == f"Issued: {one.number}"
    assert "the same to the byte" in words_on(open_page("status_reports", **view, report=one.number))
    hand_in(ledger, f"council_actions: dated | state | action | document\n2024-06-30 | XAA | informed | {one.number}")
    (cited,) = Books.at(ledger).rows_in_force("council_actions", ["document"], reader=LOCAL)
    assert cited == (one.number,)


def test_the_shell_issues_and_tells_what_came_since(shell: Shell) -> None:
    shell("init")
    ledger = Ledger("books.duckdb")
    hand_in(ledger, PAGE)
    done = shell("status-report", "--as-of", "2024-06-30", "--issue", "--by", "Ana", "-o", "report.pdf")
    assert done.exit_code == 0
    (one,) = reports(ledger.target, LOCAL)
    assert re.search(one.sha256, done.stdout)
    assert again(Books.at(ledger, one.version), one)[0] == Path("report.pdf").read_bytes()
    hand_in(ledger, LATER)
    told = shell("status-report", "--since", one.number, "--as-of", "2024-08-31", "-o", "addendum.xlsx")
    assert told.exit_code == 0
    assert Path("addendum.xlsx").stat().st_size > 5_000
    assert shell("status-report", "--since", "N-1", "-o", "none.pdf").exit_code == 1
    assert shell("status-report", "--issue", "--since", one.number, "-o", "none.pdf").exit_code == 2
    refused = shell("status-report", "--issue", "--as-of", "2024-06-29", "-o", "report.doc")
    assert (refused.exit_code, len(reports(ledger.target, LOCAL))) == (2, 1)
    nowhere = shell("status-report", "--issue", "--as-of", "2024-06-29", "-o", "nowhere/report.pdf")
    assert (nowhere.exit_code, len(reports(ledger.target, LOCAL))) == (1, 1), "no paper, so none is issued"
