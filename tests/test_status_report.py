"""The status report: a line for each Member that foots, sums that are the ledger's own, and status under the rule."""

from __future__ import annotations

import dataclasses
import io
import re
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from governance.books import Answer, Books
from governance.names import printed
from governance.papers.paper import Paper, Table, Text
from governance.papers.pdf import to_pdf
from governance.papers.status_report import status_report
from governance.papers.workbook import to_workbook
from governance.settings import LEDGERS, target
from governance.tables import Kind
from governance.words import reading_in
from tests.ledgers import books_of
from tests.shell import Shell
from tests.shipped import TODAY, shipped_books


def money(paper: Paper) -> Table:
    """The first table: what each State owes."""
    return next(part for part in paper.sections[0].parts if isinstance(part, Table))


def titled(paper: Paper, title: str) -> list[Table]:
    """The tables of the section of that title."""
    return [part for section in paper.sections if section.title == title for part in section.parts
            if isinstance(part, Table)]  # fmt: skip


def words(paper: Paper) -> str:
    """All its sentences."""
    parts = [*paper.lead, *(part for section in paper.sections for part in section.parts)]
    return " ".join(part.words for part in parts if isinstance(part, Text))


@pytest.mark.parametrize(
    ("ledger", "day"),
    [
        ("demonstration", TODAY),
        ("demonstration", date(2020, 2, 29)),
        ("demonstration", date(1990, 12, 31)),
        ("demonstration", TODAY + timedelta(days=400)),
        ("mlf", None),
    ],
)
def test_every_line_foots_and_the_sums_are_the_ledgers(ledger: str, day: date | None, shipped: Path) -> None:
    books = shipped_books(ledger)
    on = day or books.last_day()
    paper = status_report(books, on)
    told = money(paper)
    figures: list[list[Any]] = [list(row) for row in told.rows]
    for name, opening, assessed, received, adjusted, arrears, current, outstanding, credit, disputed in figures:
        if books.rulebook.receipts.disputed != "outside":
            assert opening + assessed - received - adjusted == outstanding - credit, name
        assert arrears + current == outstanding
        assert disputed >= 0
    (together,) = books.ask("identity", on).dicts()
    assert told.totals is not None
    assert list(told.totals[5:9]) == [together[name] for name in ("arrears", "current_year", "outstanding", "credit")]
    assert "The lines add up to the ledger" in words(paper)


def test_lines_that_do_not_add_up_are_told(shipped: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    books = shipped_books("demonstration")
    asked = books.ask

    def one_less(question: str, *given: Any, **values: Any) -> Answer:
        answer = asked(question, *given, **values)
        return answer if question != "balances" else dataclasses.replace(answer, rows=answer.rows[:-5])

    monkeypatch.setattr(books, "ask", one_less)
    assert "do NOT add up" in words(status_report(books, TODAY))


def test_former_members_with_a_debt_have_a_line_and_those_without_have_none(books: Books) -> None:
    """
    members: state | from | to
    XAA | 1990-01-01 |
    XAN | 1990-01-01 | 2022-12-31
    XBE | 1990-01-01 | 2022-12-31
    assessments: year | state | amount
    2022 | XAA | 100.00
    2022 | XAN | 50.00
    2022 | XBE | 70.00
    receipts: received | state | amount
    2022-03-01 | XBE | 70.00
    coverage: covers | from
    receipts | 2000-01-01
    """
    told = money(status_report(books, date(2024, 6, 30)))
    assert [row[0] for row in told.rows] == [printed("XAA"), printed("XAN")]
    assert told.totals is not None
    assert told.totals[7] == Decimal("150.00")


def test_where_nothing_is_known_it_says_so(shipped: Path) -> None:
    books = shipped_books("iom")
    paper = status_report(books, books.last_day())
    assert words(paper) == "What is owed on this day is not known."
    assert not paper.sections


@pytest.mark.parametrize("on", [TODAY, date(2020, 2, 29), date(2012, 6, 30)], ids=str)
def test_a_vote_at_risk_is_one_that_is_lost_or_that_a_payment_keeps(on: date, shipped: Path) -> None:
    """Of one that is kept by a decision without an end nothing is asked, and it is listed among the others."""
    books = shipped_books("demonstration")
    verdicts = books.ask("voting", on).dicts()
    soon = on + timedelta(60)
    at_risk = [
        printed(row.text("state"))
        for row in verdicts
        if row["may_vote"] == "no"
        or (row["least_payment_for_vote"] and (row["no_vote_from"] or row["reaches_threshold_on"] <= soon))
    ]
    (told,) = titled(status_report(books, on), "Votes lost or at risk, and the least to pay")
    assert sorted(str(row[0]) for row in told.rows) == sorted(at_risk)
    (others,) = titled(status_report(books, on), "Status of the other Members under the rule")
    assert len(told.rows) + len(others.rows) == len(verdicts)
    assert any(row[1] == "in arrears" and row[3] for row in others.rows)


def test_no_sum_stands_without_its_currency(shipped: Path) -> None:
    paper = status_report(shipped_books("demonstration"), TODAY)
    told = {section.title: [part for part in section.parts if isinstance(part, Table)] for section in paper.sections}
    assert {"Payment plans", "Votes lost or at risk, and the least to pay", "Contributions in CHF"} <= {*told}
    for title, tables in told.items():
        for table in tables:
            assert Kind.CURRENCY in table.kinds or Kind.MONEY not in table.kinds or title == "Contributions in CHF", (
                title
            )


def test_where_the_ledger_begins_later_than_the_year_it_says_from_when_the_account_is_told(shipped: Path) -> None:
    late, long_known = shipped_books("mlf"), shipped_books("demonstration")
    assert "the opening balance is what the account began with" in words(status_report(late, late.last_day()))
    assert "the opening balance is what the account began with" not in words(status_report(long_known, TODAY))


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_it_is_written_whole_as_pdf_and_workbook(language: str, shipped: Path) -> None:
    books = shipped_books("demonstration")
    with reading_in(language):
        paper = status_report(books, TODAY)
        text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(to_pdf(paper))).pages)
        assert all(printed(str(state)) in text for state in books.ask("voting", TODAY).column("state"))
        assert not re.search(r"−0[.,]00", text)
        assert to_pdf(paper) == to_pdf(status_report(books, TODAY))
        sheet = load_workbook(io.BytesIO(to_workbook(paper)), data_only=True).worksheets[1]
        (together,) = books.ask("identity", TODAY).dicts()
        found = {cell.value for row in sheet.iter_rows() for cell in row}
        assert {float(together[name]) for name in ("arrears", "outstanding")} <= found
        footing, year = paper.sections[-1].parts
        assert isinstance(footing, Table)
        assert isinstance(year, Table)
        *moved, closing = (row[3] for row in year.rows)
        assert sum(map(Decimal, moved)) == closing == together["outstanding"] - together["credit"]  # type: ignore[arg-type]
        assert all(moved[:3])
        assert all(not row[-1] for row in year.rows)
        assert [row[3] for row in footing.rows][:3] == [together[name] for name in ("opening", "assessed", "received")]
        assert all(not row[-1] for row in footing.rows)


def test_the_shell_writes_it(shell: Shell, shipped: Path) -> None:
    place = ("--ledger", target(LEDGERS[1]))
    for name in ("report.pdf", "report.xlsx"):
        assert shell(*place, "status-report", "--as-of", "2023-12-31", "-o", name).exit_code == 0
        assert Path(name).stat().st_size > 5_000
    assert shell(*place, "status-report", "-o", "report.doc").exit_code == 2


def test_whoever_owes_of_the_current_year_is_counted_among_those_that_owe(shipped: Path) -> None:
    books, on = shipped_books("demonstration"), date(1990, 12, 31)
    owing = sum(row["outstanding"] > 0 for row in books.ask("balances", on).dicts())
    assert owing > 0
    assert f", of which CHF 0.00 in arrears. States that owe: {owing} of 26." in words(status_report(books, on))


def test_where_no_state_has_a_line_there_is_no_table_and_the_report_foots(tmp_path: Path) -> None:
    books = books_of(tmp_path, """
        coverage: covers | from
        receipts | 2022-01-01

        assessments: year | state | amount
        2022 | XAA | 100

        receipts: received | state | amount | reference
        2022-03-01 | XAA | 100 | R1
        """)  # fmt: skip
    paper = status_report(books, date(2024, 6, 1))
    tables = [part for section in paper.sections for part in section.parts if isinstance(part, Table)]
    assert {row[-1] for table in tables for row in table.rows} == {Decimal("0.00")}
    assert "The lines add up to the ledger" in words(paper)
    assert to_pdf(paper)
    assert to_workbook(paper)


def test_a_currency_in_which_it_is_not_known_what_is_owed_is_named(books: Books) -> None:
    """
    membership: state | status | from
    XAA | member | 2000-01-01
    XAN | member | 2000-01-01
    coverage: covers | from
    receipts | 2020-01-01
    assessments: year | state | amount | currency
    2023 | XAA | 100.00 | CHF
    2010 | XAN | 70.00 | USD
    opening_balances: dated | state | year | amount | currency
    2019-12-31 | XAA | 2019 | 0.00 | CHF
    """
    lead = [text.words for text in status_report(books, date(2024, 6, 30)).lead]
    assert lead[0].startswith("Outstanding: CHF 100.00")
    assert "What is owed in USD on this day is not known: this report does not tell it." in lead
