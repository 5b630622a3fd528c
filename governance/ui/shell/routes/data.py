"""Answers and tables by address: for programs, for spreadsheets that fetch for themselves, and for the pages' links."""

from __future__ import annotations

from functools import partial

from starlette.requests import Request

from governance.access import Reader, may_ask
from governance.headings import label
from governance.intake.understanding.recognising import find_table
from governance.ledger.trail import COLUMNS, Sought, batches_about, trail
from governance.papers.answer_files import answer_csv, answer_json, answer_workbook, as_json, column, export_table
from governance.papers.exports import to_csv
from governance.papers.workbook import to_xlsx
from governance.questions import CATALOGUE, Question, find_question
from governance.questions.declare import PARAMETERS
from governance.questions.parameters import resolve
from governance.settings import listed, target
from governance.tables import TABLES, Kind
from governance.ui.parts.words import say
from governance.ui.shell.here import day_named
from governance.ui.shell.routes.addresses import DATA, TABLE
from governance.ui.shell.routes.answering import File
from governance.ui.shell.routes.wanted import VIEW, asking, language_of, of_view_only, wanted


def answer(request: Request, form: str) -> File:
    """What the books answer to the question of the address, in that form. Raises Refused as `Books.ask` does."""
    question = find_question(request.path_params["question"])
    asked = wanted(request)
    values = resolve(question, asked.given)  # a bad value is refused before anybody is told that nothing has changed

    def made() -> bytes:
        found = asked.books.ask(question.name, asked.as_of, asked.reader, **asked.given)
        title = say(asked.ledger.title)
        if form == "json":
            return answer_json(found, {"key": asked.ledger.key, "title": title})
        return answer_csv(found) if form == "csv" else answer_workbook(found, title)

    name = f"{asked.ledger.key}-{question.name}-{asked.as_of.isoformat()}-v{asked.books.version}.{form}"
    taken = asked.taken_if_own(question.delegations, values.get("state"))
    return File(name, (question.name, *asked.state_of_things), made, taken)


def rows(request: Request, form: str) -> File:
    """The rows of a table that are in force, as they can be handed in again."""
    table = find_table(request.path_params["table"])
    asked = of_view_only(wanted(request))
    made = lambda: export_table(table, asked.books.rows_in_force(table.name, reader=asked.reader), form)  # noqa: E731
    taken = asked.taken_if_own(table.delegations)
    return File(f"{table.name}.{form}", (table.name, *asked.state_of_things), made, taken)


def done(request: Request, form: str) -> File:
    """What was done with the ledger, as far as the address looks for it. Raises Refused for whoever does not see what
    finance sees."""
    asked = of_view_only(wanted(request), "what", "who", "since", "until", "about")
    given, at = asked.given, target(asked.ledger)
    recorded = trail(at, asked.reader)
    state = given.get("about")
    batches = batches_about(at, state, asked.reader) if state else frozenset()
    days = day_named(given.get("since")), day_named(given.get("until"))
    sought = Sought(given.get("what"), given.get("who"), *days, state, batches)
    about = [(say("Ledger"), say(asked.ledger.title)), *given.items()]
    heads = tuple({one.chain: one.head for one in reversed(recorded)}.items())
    name = f"{asked.ledger.key}-audit.{form}"

    def made() -> bytes:
        rows = [one.cells for one in sought.among(recorded)]
        kinds = [Kind.TEXT] * len(COLUMNS)
        if form == "csv":
            return to_csv(COLUMNS, kinds, rows).encode()
        return to_xlsx(COLUMNS, kinds, rows, title=say("What was done"), about=about)

    return File(name, (heads, *asked.state_of_things), made)


def index(request: Request) -> File:
    """Everything that may be asked here, with the parameters, the columns and what they mean."""
    who = asking(request)
    return File("data.json", (language_of(request), who.scope), partial(_index, who))


def _index(who: Reader) -> bytes:
    return as_json(
        {
            "ledgers": [{"ledger": entry.key, "title": say(entry.title)} for entry in listed()],
            "addresses": [f"/{DATA}", f"/{TABLE}"],
            "parameters_of_all": {name: label("parameter", name) for name in VIEW},
            "questions": [_told(question) for question in CATALOGUE.values() if may_ask(who, question.open_to)],
            "tables": [
                {
                    "table": table.name,
                    "title": say(table.title),
                    "one_row": say(table.grain),
                    "columns": [
                        {"name": each.name, "kind": each.kind.value, "meaning": say(each.meaning)}
                        for each in table.columns
                    ],
                }
                for table in TABLES.values()
            ],
        }
    )


def _told(question: Question) -> dict[str, object]:
    return {
        "question": question.name,
        "title": say(question.title),
        "one_row": say(question.grain),
        "parameters": [
            {
                "name": name,
                "kind": PARAMETERS[name].kind.value,
                "meaning": say(PARAMETERS[name].meaning),
                "choices": list(question.choices.get(name, PARAMETERS[name].choices)),
                "several": PARAMETERS[name].several,
            }
            for name in question.parameters
        ],
        "columns": [column(term) for term in question.terms],
    }
