"""Which column of the table each column of a sheet is: decided, remembered, known by its header, or asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from governance.intake.reading.folding import fold
from governance.intake.reading.grid import letter
from governance.intake.understanding.columns.debit_credit import taking_away
from governance.intake.understanding.layout.headers import column_of, currency_of, is_known_elsewhere, is_own, near
from governance.intake.understanding.sheet_decisions import AWAY, LEAVE_OUT, Decisions, impossible, named
from governance.intake.understanding.understood import Unclear
from governance.problems import Refused
from governance.tables import Kind, Table
from governance.words import say

PERSON, REMEMBERED, HEADER = "person", "remembered", "header"


@dataclass(frozen=True)
class Mapped:
    """The table's column for each column of the sheet (by its place from 0), and who said so.

    `left_out` are columns with a header that are not read, `questions` those on which a person must decide; `away`
    gives the table's column from which a column takes away.
    """

    columns: Mapping[int, str]
    decided: Mapping[int, str]
    left_out: tuple[int, ...]
    questions: tuple[Unclear, ...]
    away: Mapping[int, str]

    def choice(self, place: int) -> str | None:
        """What the column at a place is, as decisions name it; None where it is not read."""
        return f"{AWAY}{self.away[place]}" if place in self.away else self.columns.get(place)


def map_columns(
    table: Table, header: Sequence[str], filled: Sequence[bool], person: Decisions, remembered: Decisions
) -> Mapped:
    """Map the columns under `header` to the table's. `filled` says which columns hold anything below it.

    Raises Refused where a person decided what cannot be of this sheet.
    """
    refuse_impossible(table, header, filled, person)
    columns: dict[int, str] = {}
    decided: dict[int, str] = {}
    away: dict[int, str] = {}
    out: set[int] = set()
    for source, decisions in ((PERSON, person), (REMEMBERED, remembered)):
        for place in range(len(filled)):
            choice = choice_for(decisions.columns, place, header)
            if choice is _NOT_DECIDED or place in decided:
                continue
            name = choice if isinstance(choice, str) and choice else None
            if name is None:
                out.add(place)
                decided[place] = source
            elif name.startswith(AWAY) and _is_money(table, name.removeprefix(AWAY)) and name not in away.values():
                away[place] = name.removeprefix(AWAY)
                decided[place] = source
            elif name in table.names and name not in columns.values():
                columns[place] = name
                decided[place] = source
    questions = _by_headers(table, header, filled, columns, decided)
    taking_away(table, header, filled, columns, decided, away)
    asked = {question.letter for question in questions}
    questions += _asked_of_the_rest(table, header, filled, columns, decided, asked)
    asked = {question.letter for question in questions}
    left_out = tuple(
        place
        for place, cell in enumerate(header)
        if place not in columns and place not in away and letter(place) not in asked and (cell or place in out)
    )
    return Mapped(dict(sorted(columns.items())), decided, left_out, tuple(questions), away)


_NOT_DECIDED = object()


def _is_money(table: Table, name: str) -> bool:
    return name in table.names and table.column(name).kind is Kind.MONEY


def choice_for(choices: Mapping[str, Any], place: int, header: Sequence[str]) -> object:
    """What was decided for the column at a place: by its letter, else by its header where no other has the same."""
    if letter(place) in choices:
        return choices[letter(place)]
    cell = header[place] if place < len(header) else ""
    alone = bool(cell) and sum(fold(other) == fold(cell) for other in header) == 1
    return choices.get(named(cell), _NOT_DECIDED) if alone else _NOT_DECIDED


def decided_or(choices: Mapping[str, str], place: int, header: Sequence[str]) -> str | None:
    """What was decided for the column at a place; None where nothing was."""
    choice = choice_for(choices, place, header)
    return choice if isinstance(choice, str) else None


def refuse_impossible(table: Table, header: Sequence[str], filled: Sequence[bool], person: Decisions) -> None:
    """Raise Refused for decisions about columns that this sheet or this table does not have."""
    here = {letter(place) for place in range(len(filled))} | {named(cell) for cell in header if cell}
    chosen = [column for column in person.columns.values() if column]
    sentences = [
        say("The sheet has no column {column}.", column=place.lstrip("="))
        for part in (person.columns, person.numbers, person.dates, person.values)
        for place in part
        if place not in here
    ]
    sentences += [
        say("The table {table} has no column {column}.", table=table.name, column=column)
        for column in chosen
        if column not in table.names and not _is_money(table, column.removeprefix(AWAY))
    ]
    sentences += [
        say("Two columns cannot both be {column}.", column=column)
        for column in sorted(set(chosen))
        if chosen.count(column) > 1
    ]
    if sentences:
        raise Refused(*map(impossible, sentences))


def _by_headers(
    table: Table, header: Sequence[str], filled: Sequence[bool], columns: dict[int, str], decided: dict[int, str]
) -> list[Unclear]:
    """Map what the headers say for certain; ask where two say the same."""
    claims: dict[str, list[int]] = {}
    taken = set(columns.values())
    for place, cell in enumerate(header):
        name = column_of(table, cell) if cell and place not in decided else None
        if name and name not in taken:
            claims.setdefault(name, []).append(place)
    questions = []
    for name, places in claims.items():
        own = [place for place in places if is_own(table, header[place])]
        full = [place for place in places if filled[place]]
        for fitting in (places, own, full):
            if len(fitting) == 1:
                columns[fitting[0]], decided[fitting[0]] = name, HEADER
                break
        else:
            questions += [_two_alike(table, header, place, name, places) for place in places]
    return questions


def _two_alike(table: Table, header: Sequence[str], place: int, name: str, places: Sequence[int]) -> Unclear:
    others = ", ".join(letter(other) for other in places if other != place)
    paid = [f"paid_{name}"] if f"paid_{name}" in table.names else []  # the other may be what was paid, before exchange
    return _question(
        say(
            "“{header}” in column {letter} and column {others} may both be {column}: which one is it?",
            header=header[place], letter=letter(place), others=others, column=name,
        ),
        table, header, place, tuple(dict.fromkeys((name, *paid, LEAVE_OUT, *table.names))), (name,),
    )  # fmt: skip


def _asked_of_the_rest(
    table: Table,
    header: Sequence[str],
    filled: Sequence[bool],
    columns: Mapping[int, str],
    decided: Mapping[int, str],
    asked: set[str | None],
) -> list[Unclear]:
    """Ask about a header that is nearly one of the table's, and about any while the table lacks a column it needs."""
    doubled = {column_of(table, header[place]) for place in range(len(header)) if letter(place) in asked}
    free = [name for name in table.names if name not in columns.values()]
    needed = [c.name for c in table.columns if c.required and c.name in free and c.name not in doubled]
    questions = []
    for place, cell in enumerate(header):
        if not cell or place in columns or place in decided or letter(place) in asked or not filled[place]:
            continue
        if column_of(table, cell) in columns.values():
            continue
        likely = [name for name in near(table, cell) if name in free]
        if not likely and currency_of(cell) and fold(cell) == fold(currency_of(cell) or ""):
            likely = [column.name for column in table.columns if column.unit == "currency" and column.name in free]
        if likely or (needed and not is_known_elsewhere(table, cell)):
            choices = dict.fromkeys((*likely, *needed, LEAVE_OUT, *free))
            message = say(
                "“{header}” in column {letter} is not a header that is known here: which column of {table} is it?",
                header=cell, letter=letter(place), table=table.name,
            )  # fmt: skip
            questions.append(_question(message, table, header, place, tuple(choices), likely))
    return questions


def _question(
    message: str, table: Table, header: Sequence[str], place: int, choices: tuple[str, ...], likely: Sequence[str]
) -> Unclear:
    readings = tuple(say(table.column(name).meaning) if name else say("leave the column out") for name in choices)
    first = choices[0]
    if first in likely:
        suggestion = say("Did you mean {near}? Give the column that header, or delete the column.", near=first)
    elif first:
        suggestion = say(
            "The table needs {column}: if the column is that, give it that header; else delete it.", column=first
        )
    else:
        suggestion = say("Give the column one of the headers of the table's template, or delete it.")
    return Unclear("column", message, choices, readings, letter(place), header[place], suggestion)


def decided_values(sources: Sequence[Decisions], header: Sequence[str], place: int) -> list[Mapping[str, str]]:
    """What becomes of rows by what the column at a place says in them, as each of the sources decided."""
    found = [choice_for(one.values, place, header) for one in sources]
    return [one if isinstance(one, Mapping) else {} for one in found]


def to_remember(
    table: Table, header: Sequence[str], mapped: Mapped, person: Decisions, remembered: Decisions
) -> Decisions:
    """What holds for the same headers next month: which column each is, and what was answered about its cells."""
    folded = [fold(cell) for cell in header]
    alone = {place: named(cell) for place, cell in enumerate(header) if cell and folded.count(fold(cell)) == 1}
    columns: dict[str, str | None] = {
        key: mapped.choice(place)
        for place, key in alone.items()
        if mapped.choice(place) or mapped.decided.get(place) in (PERSON, REMEMBERED)
    }
    numbers, dates, above = (
        {
            key: choice
            for place, key in alone.items()
            if (choice := decided_or(given, place, header) or decided_or(before, place, header))
        }
        for given, before in (
            (person.numbers, remembered.numbers),
            (person.dates, remembered.dates),
            (person.above, remembered.above),
        )
    )
    values = {
        key: {**before, **given}
        for place, key in alone.items()
        for given, before in [decided_values((person, remembered), header, place)]
        if given or before
    }
    multipliers = {**remembered.multipliers, **person.multipliers}
    currencies = {**remembered.currencies, **person.currencies}
    return Decisions(table.name, None, columns, numbers, dates, {}, multipliers, currencies, values, above=above)
