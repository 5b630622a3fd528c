"""Columns that no column of the table is, and that can change what rows mean: they are asked about, once.

A bank's D/C, a booking's status, a fund, a second amount: without them the rows would be read as something else than
they are. A person says of each value whether its rows count as they stand, with the opposite sign, or not at all.
What is left out is counted and summed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import pyarrow as pa
import pyarrow.compute as pc

from governance.intake.reading.grid import letter
from governance.intake.understanding.columns import meaning_words as words
from governance.intake.understanding.columns.debit_credit import DEBT_IS_POSITIVE
from governance.intake.understanding.columns.mapping import HEADER, Mapped
from governance.intake.understanding.rows.sums import rows_and_sums, sums
from governance.intake.understanding.sheet_decisions import NOT_TAKEN, OTHERS, TAKE, TURN, value_key
from governance.intake.understanding.understood import Aside, Unclear
from governance.intake.understanding.values.plain import PlainColumn
from governance.intake.understanding.values.texts import Texts
from governance.tables import Table
from governance.words import mark, say

_MOST = 12  # values asked about one by one; all others are asked about together
_FEW = 6  # values of a column whose header says nothing, for which their words are looked at
_DUES = ("assessments", "opening_balances", "receipts", "adjustments")
_DONE = {
    TURN: mark("Rows with {values} count with the opposite sign."),
    NOT_TAKEN: mark("Rows with {values} are left out."),
}


@dataclass(frozen=True)
class Lines:
    """The rows of a sheet as they are looked at here: which there are, and in which column their amounts stand."""

    table: Table
    header: Sequence[str]
    texts: Mapping[int, Texts]
    rows: pa.Array
    amount: PlainColumn | None
    currencies: pa.Array | None
    currency: str

    def called(self, place: int) -> str:
        """What stands above a column; nothing where nothing does."""
        return self.header[place] if place < len(self.header) else ""

    def told(self, rows: pa.Array) -> str:
        """How many of the rows these are, and what they add up to."""
        amounts = sums(self.amount.text, rows, self.currencies, self.currency) if self.amount else {}
        return rows_and_sums(pc.sum(rows).as_py() or 0, amounts)


@dataclass(frozen=True)
class RowMeanings:
    """What is asked of the rows; where everything is answered, which of them turn their sign and which are left out.

    `answered` are the questions that are, to be answered otherwise; `how` says by column's place what was done.
    """

    lines: Lines
    questions: tuple[Unclear, ...]
    answered: tuple[Unclear, ...]
    turn: pa.Array
    out: pa.Array
    aside: tuple[Aside, ...]
    how: Mapping[int, tuple[str, ...]]


def row_meanings(lines: Lines, mapped: Mapped, decided: Callable[[int], list[Mapping[str, str]]]) -> RowMeanings:
    """What columns that are not read say of the rows. `decided` gives what a person and what the memory says of the
    values of a column, in this order."""
    nothing = pa.repeat(pa.scalar(False), len(lines.rows))
    turn, out = nothing, nothing
    questions: list[Unclear] = []
    answered: list[Unclear] = []
    aside: list[Aside] = []
    how: dict[int, tuple[str, ...]] = {}
    asked = {question.letter for question in mapped.questions}
    for place in lines.texts:
        choices = decided(place)
        if letter(place) in asked or not (any(choices) or is_open(lines, mapped, place)):
            continue
        kind = _kind(lines, mapped, place)
        if kind is None and not any(choices):
            continue
        column = _Values(lines, place, kind or words.STANDING, choices)
        (answered if column.is_clear else questions).append(column.question)
        if not column.is_clear:
            continue
        turn, out = pc.or_(turn, column.rows(TURN)), pc.or_(out, column.rows(NOT_TAKEN))
        aside += column.aside
        how[place] = tuple(column.how)
    return RowMeanings(lines, tuple(questions), tuple(answered), turn, out, tuple(aside), how)


class _Values:
    """One column, by what its cells say."""

    def __init__(self, lines: Lines, place: int, kind: str, decided: Sequence[Mapping[str, str]]) -> None:
        self.lines, self.place, self.kind = lines, place, kind
        self.cells = lines.texts[place].text
        counted = pc.value_counts(pc.filter(self.cells, lines.rows)).to_pylist()
        counted.sort(key=lambda one: (-one["counts"], one["values"] or ""))
        self.written: dict[str, str] = {}
        for one in counted:
            self.written.setdefault(value_key(one["values"]), one["values"] or "")
        self.decided = [{value_key(value): choice for value, choice in one.items()} for one in decided]
        self.likely = {value: self._likely(value) for value in self.written}
        clear = kind in (words.STANDING, words.CANCELLED, words.PART)
        if clear and not any(self.decided) and all(choice == TAKE for choice in self.likely.values()):
            self.decided = [{OTHERS: TAKE}]
        self.choices = {value: self._choice(value) for value in self.written}

    def _choice(self, value: str) -> str | None:
        found = (one.get(value) or one.get(OTHERS) for one in self.decided)
        return next(filter(None, found), None)

    def _likely(self, value: str) -> str | None:
        """What the word alone makes likely: shown first, and never taken without a person."""
        said = words.role(self.kind, value)
        if self.kind == words.SIGN and said:
            adds = words.DEBIT if self.lines.table.name in DEBT_IS_POSITIVE else words.CREDIT
            return TAKE if said == adds or self._is_negative(value) else TURN
        if self.kind == words.TYPE and said == TURN and self._is_negative(value):
            return TAKE
        if self.kind == words.CANCELLED and not value:
            return TAKE
        return said if said in (TAKE, TURN, NOT_TAKEN) else None

    def _is_negative(self, value: str) -> bool:
        """Whether all amounts of the rows with the value have a minus already."""
        if self.lines.amount is None:
            return False
        amounts = pc.filter(self.lines.amount.text, self._with(value)).drop_null()
        return len(amounts) > 0 and bool(pc.all(pc.starts_with(amounts, "-")).as_py())

    def _with(self, value: str) -> pa.Array:
        """The rows in which the column says so."""
        return pc.and_(pc.equal(self._keys, value), self.lines.rows)

    @cached_property
    def _keys(self) -> pa.Array:
        """What each cell says, as decisions name it."""
        found = pc.fill_null(self.cells, "").dictionary_encode()
        return pa.array([value_key(cell) for cell in found.dictionary.to_pylist()], pa.string()).take(found.indices)

    def rows(self, choice: str) -> pa.Array:
        """The rows for which this was chosen."""
        values = [value for value, chosen in self.choices.items() if chosen == choice]
        return pc.and_(pc.is_in(self._keys, pa.array(values, pa.string())), self.lines.rows)

    @property
    def is_clear(self) -> bool:
        """Whether each value has its answer."""
        return all(self.choices.values())

    @property
    def question(self) -> Unclear:
        """What is asked while a value has no answer: of all its values, those that are answered too."""
        values = list(self.written)
        shown = values if len(values) <= _MOST else values[: _MOST - 1]
        readings = [self._reading(value) for value in shown]
        likely = [self.choices[value] or self.likely[value] or "" for value in shown]
        if len(values) > len(shown):
            rest = pc.and_(pc.invert(pc.is_in(self._keys, pa.array(shown))), self.lines.rows)
            readings.append(say("all other values: {rows}", rows=self.lines.told(rest)))
            shown, likely = [*shown, OTHERS], [*likely, ""]
        header = self.lines.called(self.place)
        return Unclear(
            "values",
            _message(self.kind, self.lines.table, header or letter(self.place), letter(self.place)),
            tuple(self.written.get(value, value) for value in shown),
            tuple(readings),
            letter(self.place),
            header or None,
            say(
                "Say it of each value with --take, --turn (the opposite sign) or --leave-out, such as "
                "--take \"{header}={value}\"; all at once with --take \"{header}=*\".",
                header=header or letter(self.place), value=self.written[shown[0]] if shown[0] != OTHERS else OTHERS,
            ),
            likely=tuple(likely),
        )  # fmt: skip

    def _reading(self, value: str) -> str:
        told = self.lines.told(self._with(value))
        return (
            say("“{value}”: {rows}", value=self.written[value], rows=told) if value else say("blank: {rows}", rows=told)
        )

    @property
    def aside(self) -> Iterator[Aside]:
        """What is left out, value by value; the rare ones of many together."""
        values = [value for value, choice in self.choices.items() if choice == NOT_TAKEN]
        header = self.lines.called(self.place) or letter(self.place)
        for value in values[:_MOST]:
            yield Aside(header, self.written[value], self.lines.told(self._with(value)))
        if rest := values[_MOST:]:
            rows = pc.and_(pc.is_in(self._keys, pa.array(rest)), self.lines.rows)
            yield Aside(say("other values of “{header}”", header=header), None, self.lines.told(rows))

    @property
    def how(self) -> Iterator[str]:
        """What was done, in words."""
        for choice, sentence in _DONE.items():
            values = [self.written[value] for value, chosen in self.choices.items() if chosen == choice]
            if values:
                yield say(sentence, values=_quoted(values))
        if all(choice == TAKE for choice in self.choices.values()):
            yield say("All rows count as they stand.")


def _quoted(values: Sequence[str]) -> str:
    shown = [say("“{value}”", value=value) for value in values[:_MOST]]
    return ", ".join(shown) + (" …" if len(values) > _MOST else "")


def is_open(lines: Lines, mapped: Mapped, place: int) -> bool:
    """Whether the column holds anything, is not read (but as a note), and nobody said that it is to be left out."""
    if lines.texts[place].text.null_count == len(lines.rows) or place in mapped.away:
        return False
    if place in mapped.columns:
        return mapped.columns[place] == "note"
    return mapped.decided.get(place, HEADER) == HEADER


def _kind(lines: Lines, mapped: Mapped, place: int) -> str | None:
    """What the column is about, by its header, else by what it says; None for one that changes nothing."""
    header = words.about(lines.called(place)) if place not in mapped.columns else frozenset()
    for kind in (words.SIGN, words.CANCELLED, words.STANDING, words.PART, words.TYPE):
        if kind in header:
            return kind
    values = pc.unique(lines.texts[place].text.drop_null())
    if 0 < len(values) <= _MOST and _is_cancelled(said := values.to_pylist()):
        return words.STANDING
    if not 0 < len(values) <= _FEW:
        return None
    said = values.to_pylist()
    if len(said) > 1 and place not in mapped.columns and {words.role(words.SIGN, one) for one in said} == {
        words.CREDIT, words.DEBIT
    }:  # fmt: skip
        return words.SIGN
    for kind in (words.STANDING, words.TYPE):
        roles = [words.role(kind, one) for one in said]
        if all(roles) and any(one != TAKE for one in roles):
            return kind
    return None


def _is_cancelled(said: Sequence[str]) -> bool:
    """Whether a remark, among whichever others, says of its row that it does not count, in this one word."""
    return any(words.role(words.CANCELLED, one) == words.role(words.STANDING, one) == NOT_TAKEN for one in said)


def _message(kind: str, table: Table, header: str, at: str) -> str:
    if kind == words.SIGN:
        return say(
            "“{header}” in column {letter} may say which amounts take away. How do its rows count?",
            header=header, letter=at,
        )  # fmt: skip
    if kind == words.PART and table.name in _DUES:
        return say(
            "“{header}” in column {letter}: which value is the administrative part of the budget? Only its rows are "
            "taken; what is left out is counted and summed.",
            header=header, letter=at,
        )  # fmt: skip
    return say(
        "“{header}” in column {letter} may change what its rows mean. Which of them count, and how?",
        header=header, letter=at,
    )  # fmt: skip
