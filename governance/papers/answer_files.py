"""An answer as it leaves, as csv, JSON and workbook: whichever way it is asked for, the same bytes.

Decimals are exact, each row says what kind of figures it holds, and no cell is one that a spreadsheet would run.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date

from governance.books import Answer
from governance.papers import evidence
from governance.papers.exports import Rows, records, to_csv
from governance.papers.workbook import to_xlsx
from governance.tables import TABLES, Kind, Table
from governance.terms import Term
from governance.words import SEMICOLON, joined, say


def answer_csv(answer: Answer) -> bytes:
    """The rows as comma-separated values, with the mark of their kind."""
    return to_csv(*evidence.marked(answer)).encode()


def answer_workbook(answer: Answer, ledger: str) -> bytes:
    """The rows as a workbook, and a sheet that says what they are and where they come from. `ledger` is its title."""
    about = [
        (say("What"), say(answer.question.title)),
        (say("Rows"), say(answer.question.grain)),
        (say("Ledger"), ledger),
        (say("Parameters"), joined(SEMICOLON, (f"{name}={value}" for name, value in given_as_text(answer).items()))),
        (say("As of"), answer.as_of.isoformat()),
        (say("Version"), f"{answer.version} ({answer.head})"),
        (say("Evidence"), evidence.in_words_of(answer)),
        *((term.name, say(term.meaning)) for term in answer.question.terms),
    ]
    return to_xlsx(*evidence.marked(answer), title=say(answer.question.title), about=about)


def export_table(table: Table, rows: Rows, form: str, *, about: Sequence[tuple[str, str]] = ()) -> bytes:
    """Rows of a table as a file, csv or xlsx, that can be handed in again and is then no change.

    `rows` have the table's columns in order, as `Books.rows_in_force` gives them. The sheet is named like the table;
    a csv file must be: two tables may have the same columns.
    """
    kinds = [column.kind for column in table.columns]
    if form == "csv":
        return to_csv(table.names, kinds, rows).encode()
    return to_xlsx(table.names, kinds, rows, title=say(table.title), about=about, name=table.name)


def answer_json(answer: Answer, ledger: Mapping[str, str]) -> bytes:
    """The rows, with all that is needed to read them beside: what each column means and in which unit, on which day and
    at which version of which `ledger` it was asked, and on what kind of figures it rests."""
    currency = one_currency(answer)
    told = {
        "question": answer.question.name,
        "title": say(answer.question.title),
        "one_row": say(answer.question.grain),
        "ledger": dict(ledger),
        "as_of": answer.as_of.isoformat(),
        "version": answer.version,
        "head": answer.head,
        "parameters": given_as_text(answer),
        "data": evidence.in_words_of(answer),
        "evidence": list(answer.evidence),
        "foreseen_from": answer.foreseen_from.isoformat() if answer.foreseen_from else None,
        "sources": [{"table": name, "title": say(TABLES[name].title)} for name in sorted(answer.tables)],
        "columns": [column(term, currency) for term in answer.question.terms],
        "rows": records(answer.columns, [term.kind for term in answer.question.terms], answer.rows),
    }
    return as_json(told)


def column(term: Term, currency: str | None = None) -> dict[str, object]:
    """What a column is called, what its cells hold and what that means. The unit of an amount is the `currency` of all,
    if there is one, else that which stands in the same row; None: a figure without a unit, or no figure."""
    unit = currency if term.kind is Kind.MONEY else "%" if term.name.endswith("_pct") else None
    return {
        "name": term.name,
        "heading": term.label,
        "kind": term.kind.value,
        "unit": unit,
        "meaning": say(term.meaning),
    }


def one_currency(answer: Answer) -> str | None:
    """The currency of all of an answer's amounts; None where there are several, or none."""
    if "currency" not in answer.columns:
        return None
    found = set(answer.column("currency"))
    return str(found.pop()) if len(found) == 1 else None


def given_as_text(answer: Answer) -> dict[str, str]:
    """The parameters with which the question was asked, written as they can be given again."""
    return {name: _as_given(value) for name, value in answer.given}


def _as_given(value: object) -> str:
    if isinstance(value, tuple):
        return ";".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def as_json(told: Mapping[str, object] | Sequence[object]) -> bytes:
    """What is told, as JSON that people can read too."""
    return f"{json.dumps(told, ensure_ascii=False, indent=2)}\n".encode()
