"""The currency of each row, from its own column, a header or the cells, and every amount held against it."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

import pyarrow as pa
import pyarrow.compute as pc

from governance.intake.reading.grid import letter
from governance.intake.understanding.speaking import Said
from governance.intake.understanding.understood import Unclear
from governance.intake.understanding.values.currencies import Named, code_in, codes_of, likely_first, may_be, named_in
from governance.intake.understanding.values.plain import Place, PlainColumn
from governance.problems import Problem
from governance.tables import Kind, Table
from governance.words import say

_MOST = 6  # currencies of one name that are offered: a "dollar" may be any of thirty


@dataclass(frozen=True)
class Currencies:
    """The currencies of a sheet's rows, as far as headers, cells or answers say more than its own columns.

    `columns` are columns of currencies for the plain sheet, by name; `stated` and `decided` the currency that a
    header states, or that was decided for amounts that name none, by the name of the column of amounts.
    """

    columns: Mapping[str, pa.Array]
    problems: tuple[Problem, ...] = ()
    questions: tuple[Unclear, ...] = ()
    stated: Mapping[str, str] = field(default_factory=dict)
    decided: Mapping[str, str] = field(default_factory=dict)


def row_currencies(
    table: Table,
    columns: Mapping[str, PlainColumn],
    said: Sequence[Said],
    answers: Mapping[str, str],
    default: str | None,
) -> Currencies:
    """The currency columns that the plain sheet needs, and the amounts that say another currency than their row.

    `columns` are the table's columns that were read, `said` what the sheet says of its amounts, `answers` what was
    decided of such words, `default` the rulebook's currency. A currency in the header is that of rows that name none;
    then what is written beside an amount is its row's; then what the title or the sheet's name says, which is asked
    about where it is not the default.
    """
    made: dict[str, pa.Array] = {}
    problems: list[Problem] = []
    questions: dict[str, Unclear] = {}
    stated: dict[str, str] = {}
    decided: dict[str, str] = {}
    for name in dict.fromkeys(filter(None, (governing(table, column) for column in columns))):
        amounts = [column for one, column in columns.items() if governing(table, one) == name]
        fallback = default if table.column(name).default else None
        one = _Governed(columns.get(name), amounts, said, answers, fallback)
        stated |= one.stated
        found = one.of_rows(everywhere=bool(table.column(name).default or table.column(name).required))
        decided |= dict.fromkeys((column.column.name for column in amounts), one.decided) if one.decided else {}
        questions |= {question.words or "": question for question in one.questions if question.words not in questions}
        if found is not None:
            made[name] = found
        own = found if found is not None else columns[name].text if name in columns else None
        for column in amounts:
            problems += _differing(column, own, fallback, questions)
            if name in columns and column.column.name in stated:
                problems += _against_header(columns[name], column, stated[column.column.name])
        problems += [*_two_headers(amounts, stated), *_elsewhere(amounts, stated, said)]
    return Currencies(made, tuple(problems), tuple(questions.values()), stated, decided)


def told_of_currencies(column: str, currencies: Currencies) -> Iterator[str]:
    """In words, how the currency of a column of amounts was found."""
    if code := currencies.stated.get(column):
        yield say("Amounts are in {currency}, says the header.", currency=code)
    if code := currencies.decided.get(column):
        yield say("Amounts that name no currency are in {currency}, as was decided.", currency=code)


def governing(table: Table, column: str) -> str | None:
    """The column that says in which currency an amount is; None where the column is no amount, or none says it."""
    if column not in table.names or table.column(column).kind is not Kind.MONEY:
        return None
    own = f"{column.removesuffix('amount')}currency"
    return own if own in table.names else "currency" if "currency" in table.names else None


class _Governed:
    """The amounts whose currency one column gives, while it is found out."""

    def __init__(
        self,
        own: PlainColumn | None,
        amounts: Sequence[PlainColumn],
        said: Sequence[Said],
        answers: Mapping[str, str],
        fallback: str | None,
    ) -> None:
        self.amounts, self.said, self.answers, self.fallback = amounts, said, answers, fallback
        self.own = own.text if own is not None else pa.nulls(len(amounts[0].text), pa.string())
        self.has_own = own is not None
        self.questions: list[Unclear] = []
        self.stated = {column.column.name: code for column in amounts if (code := self._of_header(column))}
        self.decided: str | None = None

    def of_rows(self, *, everywhere: bool) -> pa.Array | None:
        """The currency column as far as headers, cells or titles give one; None where the sheet's own stands."""
        headers = set(self.stated.values())
        found = self.own
        if len(headers) == 1:
            found = pc.coalesce(found, pc.if_else(self._filled(), headers.pop(), pa.scalar(None, pa.string())))
        elif not headers and not self.has_own:
            found = pc.coalesce(found, self._of_cells(found))
        if everywhere and not self.stated and self._lacking(found) and (code := self._of_all()):
            self.decided = code
            found = pc.coalesce(found, pc.if_else(self._filled(), code, pa.scalar(None, pa.string())))
        same = found.null_count == self.own.null_count and (self.has_own or found.null_count == len(found))
        return None if same else found

    def _filled(self) -> pa.Array:
        return reduce(pc.or_, (pc.is_valid(column.text) for column in self.amounts))

    def _lacking(self, found: pa.Array) -> bool:
        """Whether an amount has no currency but the one that is assumed."""
        return bool(pc.any(pc.and_(self._filled(), pc.is_null(found))).as_py())

    def _of_header(self, column: PlainColumn) -> str | None:
        header = column.place.header
        named = named_in(header)
        if not named:
            return None
        if code := code_in(header):
            return code
        if self.fallback and all(self.fallback in one.codes for one in named):
            return self.fallback
        missing = pc.and_(pc.is_valid(column.text), pc.is_null(self.own))
        if not pc.any(missing).as_py():
            return None
        sentence = say("The header is “{text}”.", text=header)
        return self._answer(named, sentence, column.place)

    def _of_cells(self, found: pa.Array) -> pa.Array:
        """What is written beside amounts whose rows name no currency, or what their number format shows."""
        written: dict[int, str] = {}
        for column in self.amounts:
            for sign, rows in column.beside.items():
                open_rows = [row for row in rows if not found[row].is_valid and column.text[row].is_valid]
                codes = codes_of(sign)
                code = next(iter(codes)) if len(codes) == 1 else None
                if code is None and open_rows and codes and self.fallback not in codes:
                    where = column.place
                    sentence = say("Amounts of column {column} are written in {sign}.", column=where.named, sign=sign)
                    code = self._answer([Named(sign, 0, len(sign), codes)], sentence, where)
                written |= dict.fromkeys(open_rows, code) if code else {}
        return pa.array([written.get(row) for row in range(len(found))], pa.string())

    def _of_all(self) -> str | None:
        """What titles, names and notes say of all amounts; None where they name only the currency that is assumed."""
        for one in self.said:
            named = named_in(one.text, any_case=one.is_name) if one.place is None else ()
            if any(self.fallback not in other.codes for other in named):
                return self._answer(named, one.sentence, None)
        return None

    def _answer(self, named: Sequence[Named], sentence: str, where: Place | None) -> str | None:
        """The currency that was decided for these words; None where it is asked now."""
        words = " ".join(dict.fromkeys(one.words for one in named))
        if words in self.answers:
            return self.answers[words]
        likely = [code for one in named for code in likely_first(one.codes)[:_MOST]]
        choices = tuple(dict.fromkeys([*likely, *([self.fallback] if self.fallback else [])]))
        message = say("{told} In which currency are amounts that name none?", told=sentence)
        hint = say("Add a column currency with it in each row, or answer with --currency {currency}.",
                   currency=choices[0])  # fmt: skip
        self.questions.append(
            Unclear(
                "currency", message, choices, (), letter(where.place) if where else None,
                where.header if where else None, hint, words=words,
            )
        )  # fmt: skip
        return None


def _differing(
    column: PlainColumn, own: pa.Array | None, default: str | None, asked: Container[str]
) -> Iterator[Problem]:
    """Amounts written in another currency than their row; of those about which a person is asked, none yet."""
    for sign, rows in column.beside.items():
        for row in rows:
            currency = (own[row].as_py() if own is not None else None) or (None if sign in asked else default)
            if currency and column.text[row].is_valid and not may_be(sign, currency.strip().upper()):
                yield column.place.problem("currency-differs", row, column.column.name, sign, currency=currency)


def _against_header(currency: PlainColumn, column: PlainColumn, stated: str) -> Iterator[Problem]:
    other = pc.and_(pc.is_valid(column.text), pc.not_equal(pc.utf8_upper(currency.text), stated))
    for row in pc.indices_nonzero(pc.fill_null(other, False)).to_pylist():
        value = currency.text[row].as_py()
        words = {"header": column.place.header, "stated": stated}
        yield currency.place.problem("currency-differs header", row, currency.column.name, value, **words)


def _two_headers(amounts: list[PlainColumn], stated: Mapping[str, str]) -> Iterator[Problem]:
    found = {stated[column.column.name]: column for column in amounts if column.column.name in stated}
    if len(found) > 1:
        last = list(found.values())[-1]
        currencies = ", ".join(found)
        yield last.place.problem("headers-differ", -1, last.column.name, last.place.header, currencies=currencies)


def _elsewhere(amounts: Sequence[PlainColumn], stated: Mapping[str, str], said: Sequence[Said]) -> Iterator[Problem]:
    """A warning where the title or a name speaks of another currency than the header."""
    told = [(one, named_in(one.text, any_case=one.is_name)) for one in said if one.place is None and not one.aside]
    heard = [(one, named) for one, named in told if named]
    for column in amounts:
        code = stated.get(column.column.name)
        if code and heard and not any(code in other.codes for _, named in heard for other in named):
            words = {"currency": code, "told": heard[0][0].sentence}
            yield column.place.problem("currency-elsewhere", -1, column.column.name, column.place.header, **words)
