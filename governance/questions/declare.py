"""What a question declares: its title, parameters, columns, who may ask it, and which rows they get."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Protocol, TypeVar

from governance.access import ALL, DELEGATION, EVERYONE, ROLES, TOTALS, Shown, own_by
from governance.problems import Problem, Refused
from governance.questions.rows import Row, columns_of
from governance.rulebooks import Rulebook
from governance.tables import Kind
from governance.terms import TERMS, Term
from governance.words import mark, paragraph, say


@dataclass(frozen=True)
class Parameter:
    """A value that a question may be given: what it holds and means, and the words allowed. All may be left out.

    `several`: it takes more than one value, with a semicolon (or, for codes, a comma) between them.
    `areas`: areas that are no States may be named too.
    """

    name: str
    kind: Kind
    meaning: str
    choices: tuple[str, ...] = ()
    several: bool = False
    areas: bool = False


PARAMETERS: dict[str, Parameter] = {
    parameter.name: parameter
    for parameter in (
        Parameter("state", Kind.STATE, mark("Only this State")),
        Parameter("year", Kind.YEAR, mark("Only this year; where one must be chosen: the last one with assessments")),
        Parameter("currency", Kind.CURRENCY, mark("Only this currency")),
        Parameter("status", Kind.CHOICE, mark("Only this status"), choices=("member", "observer")),
        Parameter("budget", Kind.MONEY, mark("The budget to apportion; where none is given: the last approved one")),
        Parameter("session", Kind.TEXT, mark("Only this session; where one must be chosen: the next one")),
        Parameter("body", Kind.TEXT, mark("Only this body")),
        Parameter("country", Kind.STATE, mark("Only offices in this country"), areas=True),
        Parameter("since", Kind.DATE, mark("Compare with this day; where none is given: a year before")),
        Parameter("subject", Kind.TEXT, mark("Only this subject, such as zero_nominal_growth")),
        Parameter("period", Kind.TEXT, mark("Only this period, as the question prints it, such as 1994-1996")),
        Parameter("name", Kind.TEXT, mark("Only this contributor: a State's usual name, or an organization's")),
        Parameter(
            "base_year", Kind.YEAR, mark("The year in whose prices amounts are told, or that a scenario starts from")
        ),
        Parameter("series", Kind.TEXT, mark("The price index; where none is named: the first of the currency")),
        Parameter("from", Kind.YEAR, mark("The first of two years; where none is given: the year before the last")),
        Parameter("to", Kind.YEAR, mark("The second of two years; where none is given: the last with assessments")),
        Parameter(
            "method",
            Kind.CHOICE,
            mark("How a change is split: by a fixed sequence of causes, or as the average over all sequences"),
            choices=("sequence", "average"),
        ),
        Parameter(
            "until", Kind.YEAR, mark("The last year of a scenario; where none is given: ten years after its base")
        ),
        Parameter("level", Kind.MONEY, mark("The budget of a scenario's base year; where none is given: the one held")),
        Parameter(
            "growth", Kind.TEXT, mark("Growth by year: zng, zrg or per cent, such as zng,2027:3.5,2028-2030:zrg")
        ),
        Parameter(
            "inflation", Kind.TEXT, mark("Inflation by year: per cent, recorded, or repeated from before the base")
        ),
        Parameter("exchange", Kind.TEXT, mark("The exchange rate by year: a rate, recorded, or repeated")),
        Parameter("joins", Kind.TEXT, mark("States that join, each with its day or year: XAA:2027,XAB:2028-07-01")),
        Parameter("leaves", Kind.TEXT, mark("States that leave, each with its last year as a Member: XAA:2027")),
        Parameter(
            "newcomers",
            Kind.CHOICE,
            mark("Whether new Members' contributions come on top of the level or dilute it"),
            choices=("on_top", "dilution"),
        ),
        Parameter("cap", Kind.RATE, mark("No rate above so many per cent")),
        Parameter("floor", Kind.RATE, mark("No rate below so many per cent")),
        Parameter("since_year", Kind.YEAR, mark("Only years from this one on")),
        Parameter("kind", Kind.CHOICE, mark("Only States, or only organizations"), choices=("state", "organization")),
        Parameter("states", Kind.STATE, mark("These States, with a semicolon between them"), several=True),
        Parameter("list", Kind.TEXT, mark("The States of this list")),
        Parameter("joining", Kind.STATE, mark("States that are counted as if they were Members too"), several=True),
        Parameter("notice", Kind.DATE, mark("The day on which a notice of withdrawal arrives")),
        Parameter("accession", Kind.DATE, mark("The day on which the State joins")),
        Parameter("pays", Kind.MONEY, mark("What the State pays")),
        Parameter("pays_on", Kind.DATE, mark("The day on which the State pays; where none is given: the date")),
        Parameter("late", Kind.TEXT, mark("States that pay so many days later than usual, or never: XAA:60,XAB:never")),
        Parameter(
            "month", Kind.PERIOD, mark("The month, such as 2026-09; where none is given: the last that has ended")
        ),
        Parameter(
            "shares",
            Kind.CHOICE,
            mark("What is shared by the day of payment: a sum, such as surplus, or the interest on late payment"),
            choices=("sum", "interest"),
        ),
        Parameter("pool", Kind.MONEY, mark("The sum that is shared by the day of payment")),
        Parameter("interest", Kind.RATE, mark("Interest on late payment in per cent a year, for the first six months")),
        Parameter("interest_later", Kind.RATE, mark("The same from the seventh month")),
        Parameter("cut", Kind.RATE, mark("Per cent by which less is spent than planned")),
        Parameter("surplus", Kind.MONEY, mark("Surplus that is returned to Members, by their assessments")),
        Parameter(
            "returned",
            Kind.CHOICE,
            mark("Whether surplus is returned in full, or only as far as the year’s contributions have come in"),
            choices=("in_full", "as_collected"),
        ),
    )
}


T = TypeVar("T")


class Asking(Protocol):
    """What a question in Python is given: other questions' answers."""

    @property
    def as_of(self) -> date:
        """The date asked about."""
        ...

    @property
    def rests_on(self) -> set[str]:
        """The uploaded tables read so far: what a question keeps beyond one answer must be kept with them."""
        ...

    @property
    def rulebook(self) -> Rulebook:
        """The rules of the ledger's organization."""
        ...

    def table(self, name: str, columns: Sequence[str] | None = None, state: str | None = None) -> list[Row]:
        """The rows in force of an uploaded table, whatever their dates, with some of its columns (default: all), about
        one State (default: about all)."""
        ...

    def columns(self, fact: str, state: str | None = None) -> Mapping[str, Sequence[Any]]:
        """The columns of a shared fact that holds for every date (about one State, if named), for those of many rows:
        no value is made before it is looked at, and a cell that holds a list is such a sequence too."""
        ...

    def keeps(self, name: str) -> bool:
        """Whether what is kept under that name was made already."""
        ...

    def kept(self, name: str, make: Callable[[Asking], T], which: Hashable = None) -> T:
        """What `make` makes of the books, made once and kept: it must not depend on the reader, and on a date or a
        value only as `which` tells them apart. Of those that `which` tells apart, the ones asked for last stay: what is
        kept under a name is as large as the ledger, never as the number of things asked."""
        ...

    def rows(self, question: str, *, on: date | None = None, **parameters: object) -> list[Row]:
        """The rows of another question by column name, on the same date or `on` another."""
        ...


EXPECTED = mark("a projection of what is expected")
ASSUMED = mark("assumed, not recorded")


@dataclass(frozen=True)
class Question:
    """One question. `sql` or `function` answers it.

    `delegations` is what readers get of it who see their own States only; every question that they may ask declares
    it. `choices` are the values of parameters that are its own. `nature` says what its figures are where nobody stated
    them, whatever they rest on: EXPECTED or ASSUMED. `picks` are the parameters that do no more than pick the rows with
    that value in the column of the same name: such an answer is taken from the whole one where that is kept. `row` is
    the type of the rows that `function` yields: its fields are the columns (see rows.py).
    """

    name: str
    title: str
    grain: str
    columns: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    picks: tuple[str, ...] = ()
    open_to: frozenset[str] = frozenset({EVERYONE})
    delegations: Shown | None = None
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sql: str = ""
    function: Callable[[Asking, Mapping[str, object]], Sequence[Any]] | None = None
    row: type | None = None
    source: str = ""
    nature: str = ""

    def __post_init__(self) -> None:
        if self.row is not None:
            object.__setattr__(self, "columns", columns_of(self.row))

    @property
    def terms(self) -> tuple[Term, ...]:
        """The columns' definitions."""
        return tuple(TERMS[column] for column in self.columns)


HEAD_FIELDS = ("title", "columns", "parameters", "picks", "open to", "delegations see")


def read_sql_question(name: str, text: str) -> Question:
    """A question from its SQL file: comment lines at its top declare it, the first of them its grain.

    Raises ValueError for a head that is not complete: a defect of the file, not of a user.
    """
    head = [line.removeprefix("--").strip() for line in text.splitlines() if line.startswith("--")]
    fields = dict(line.split(": ", 1) for line in head[1:] if line.split(": ", 1)[0] in HEAD_FIELDS)
    if not {"title", "columns"} <= fields.keys():
        raise ValueError(f"{name}.sql: the head lacks title or columns")
    return Question(
        name=name,
        title=fields["title"],
        grain=head[0],
        columns=_names(fields["columns"]),
        parameters=_names(fields.get("parameters", "")),
        picks=_names(fields.get("picks", "")),
        open_to=frozenset(_names(fields.get("open to", EVERYONE))),
        delegations=_shown(fields.get("delegations see")),
        sql=text,
        source=text,
    )


def _shown(text: str | None) -> Shown | None:
    """`all`, `all without file, who`, `own rows by state`, `totals`."""
    if text is None:
        return None
    rows, _, without = text.partition(" without ")
    shown = {"all": ALL, "totals": TOTALS}.get(rows) or own_by(rows.removeprefix("own rows by "))
    return replace(shown, without=_names(without))


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


def check_declaration(question: Question) -> None:
    """Raises ValueError where a question speaks in words that are not defined, or does not say what a delegation
    sees of it."""
    unknown = [name for name in question.columns if name not in TERMS]
    unknown += [name for name in question.parameters if name not in PARAMETERS]
    unknown += [name for name in question.picks if name not in question.parameters or name not in question.columns]
    unknown += [role for role in question.open_to if role not in (*ROLES, EVERYONE)]
    if unknown:
        raise ValueError(f"{question.name}: not defined: {', '.join(unknown)}")
    shown = question.delegations
    if shown is None and question.open_to & {EVERYONE, DELEGATION}:
        raise ValueError(f"{question.name}: does not declare what a delegation sees")
    if shown and not {*shown.without, *filter(None, [shown.column])} <= {*question.columns}:
        raise ValueError(f"{question.name}: what a delegation sees is no column")


def no_such_question(name: str, known: Sequence[str], near: Sequence[str]) -> Refused:
    """The refusal of a question that does not exist; it lists what does."""
    hint = say("Did you mean {near}?", near=near[0]) if near else ""
    return Refused(
        Problem(
            "question-unknown",
            say("There is no question {name}.", name=name),
            value=name,
            suggestion=paragraph(hint, say("The questions are: {known}.", known=", ".join(known))),
        )
    )


def no_such_parameter(question: Question, name: str) -> Problem:
    """The refusal of a parameter that the question does not take; it lists what it takes."""
    known = ", ".join(question.parameters) or say("none")
    return Problem(
        "parameter-unknown",
        say("The question {question} does not take {name}.", question=question.name, name=name),
        column=name,
        suggestion=say("Its parameters are: {known}.", known=known),
    )
