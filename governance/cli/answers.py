"""What was said in the shell about the sheets that are handed in, as decisions about each of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

import click

from governance.intake.service.preview import Preview
from governance.intake.understanding.asked import answered
from governance.intake.understanding.layout.everywhere import may_be_everywhere
from governance.intake.understanding.sheet_decisions import (
    LEAVE_OUT,
    NOT_TAKEN,
    TAKE,
    Answers,
    Decisions,
    impossible,
    named,
    value_key,
)
from governance.intake.understanding.understood import ColumnReading, Unclear
from governance.problems import Problem, Refused
from governance.tables import TABLES
from governance.words import say


def with_answers(preview: Preview, answers: Answers, given: Mapping[str, str]) -> Answers:
    """The decisions, and for each sheet with open questions of a kind for which an answer was `given`, that answer.

    Raises Refused for a multiplier or a currency that no sheet asks for: nobody shall think that it was applied.
    """
    made = dict(answers)
    for sheet in preview.asking:
        place = (sheet.grid.file, sheet.grid.name)
        for question in sheet.questions:
            answer = _answer_to(question, given)
            if answer is not None and (question.kind != "multiplier" or answer in question.choices):
                made[place] = answered(made.get(place, Decisions()), question, answer)
    held = [*made.values(), *(sheet.decisions for sheet in preview.sheets)]
    applied = {"multiplier": [one.multipliers for one in held], "currency": [one.currencies for one in held]}
    left = [
        name
        for name, kind in (("--multiply", "multiplier"), ("--currency", "currency"))
        if kind in given and not any(given[kind].upper() in one.values() for one in applied[kind])
    ]
    if left and all(sheet.table or sheet.skipped for sheet in preview.sheets):
        raise Refused(*(impossible(say("No sheet asks for {name}: nothing was changed by it.", name=name))
                        for name in left))  # fmt: skip
    return made


def of_rows(preview: Preview, answers: Answers, said: Sequence[tuple[str, str]]) -> Answers:
    """The decisions, and what is said of the rows of each sheet that has the column, or of the column itself.

    Raises Refused where no sheet has it.
    """
    found = dict(answers)
    problems = []
    for choice, text in said:
        header, _, value = text.rpartition("=") if "=" in text else (text, "", "")
        places = [(sheet, column) for sheet in preview.sheets for column in sheet.columns if _is(column, header)]
        if not places or ("=" not in text and choice != NOT_TAKEN):
            problems.append(_not_of_rows(text))
        for sheet, column in places:
            place = named(column.header) if column.header else column.letter
            decided = found.get((sheet.grid.file, sheet.grid.name), Decisions())
            if "=" in text:
                rows = {**decided.values.get(place, {}), value_key(value): choice}
                decided = replace(decided, values={**decided.values, place: rows})
            else:
                decided = replace(decided, columns={**decided.columns, place: None})
            found[sheet.grid.file, sheet.grid.name] = decided
    if problems:
        raise Refused(*problems)
    return found


def _is(column: ColumnReading, header: str) -> bool:
    return column.letter == header.strip() or (bool(column.header) and named(column.header) == named(header))


def _not_of_rows(text: str) -> Problem:
    return Problem(
        "decision-impossible",
        say("No sheet has the column of which “{text}” speaks.", text=text),
        value=text,
        suggestion=say("Write the column's header or letter, an equals sign and what the cells say: {example}.",
                       example='"Status=booked"'),
    )  # fmt: skip


def of_all_rows(preview: Preview, answers: Answers, given: Mapping[str, str], year: str | None) -> Answers:
    """The decisions, and for each sheet with room for it what all its rows have: in a column that its table has and
    the sheet has not. Raises Refused for what no sheet has room for."""
    found = dict(answers)
    placed: set[str] = set()
    for sheet in preview.sheets:
        if sheet.table is None:
            continue
        table = TABLES[sheet.table]
        years = {column.name: year for column in table.columns if year and may_be_everywhere(table, column)}
        have = {column.column for column in sheet.columns if column.letter}
        fitting = {
            name: value for name, value in {**years, **given}.items() if name in table.names and name not in have
        }
        placed |= fitting.keys() | ({"--year"} if years.keys() & fitting.keys() else set())
        place = (sheet.grid.file, sheet.grid.name)
        decided = answers.get(place, Decisions())
        found[place] = replace(decided, everywhere={**decided.everywhere, **fitting})
    left = [name for name in (*given, *(["--year"] if year else [])) if name not in placed]
    if left and all(sheet.table or sheet.skipped for sheet in preview.sheets):
        raise Refused(*(impossible(say("No sheet lacks {name}: it has a column, or no place for it.", name=name))
                        for name in left))  # fmt: skip
    return found


def pair(text: str) -> tuple[str, str]:
    name, sign, value = text.partition("=")
    if not sign or not value.strip():
        raise click.BadParameter(say("Write it as COLUMN=VALUE, such as status=member."), param_hint="--all-rows")
    return name.strip(), value.strip()


def answers_in(text: str, files: Sequence[str]) -> Answers:
    """Decisions by file and sheet; the sheet of a csv file is called by the empty text.

    Raises Refused for text that is no such JSON, and for a file that is not handed in.
    """
    try:
        given = json.loads(text)
        pairs = [(file, sheet, decided) for file, sheets in given.items() for sheet, decided in sheets.items()]
    except (ValueError, AttributeError):
        raise Refused(_not_decisions(say("The decisions are not JSON by file and sheet."))) from None
    if strangers := [file for file in given if file not in files]:
        raise Refused(*(_not_decisions(say("{file} is not handed in.", file=file)) for file in strangers))
    return {(file, sheet or None): Decisions.from_json(json.dumps(decided)) for file, sheet, decided in pairs}


def _not_decisions(message: str) -> Problem:
    return Problem(
        "decision-impossible",
        message,
        suggestion=say("Write them like {example}.", example='{"march.xlsx": {"March": {"table": "receipts"}}}'),
    )


def _answer_to(question: Unclear, given: Mapping[str, str]) -> str | None:
    """What was given for a question of its kind; one answer holds for hidden rows and for hidden columns."""
    if question.kind == "hidden-column" and "hidden" in given:
        return question.choices[0] if given["hidden"] == TAKE else LEAVE_OUT
    return given.get(question.kind)
