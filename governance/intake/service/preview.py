"""Looking at files before they are taken in: how they are understood, all that is wrong, and what they would change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from hashlib import sha256

from governance.books import Books, Change
from governance.intake.checking.review import Review, review
from governance.intake.service.effect import Effect
from governance.intake.service.handing_in import Answers, understand_file
from governance.intake.service.service import Desk
from governance.intake.understanding.decisions import Decisions
from governance.intake.understanding.understood import Understanding
from governance.intake.understanding.what_was_read import called, not_read, what_was_read
from governance.ledger import Batch, Event
from governance.problems import Problem, Refused
from governance.tables import TABLES, Kind
from governance.words import count, say

FIGURE_CHANGED = "figure-changed"
"""The rule of the warnings about recorded figures that would be changed."""

_FIGURES = (Kind.MONEY, Kind.RATE, Kind.NUMBER, Kind.COUNT, Kind.CURRENCY)
_FIRST_YEAR = 1900  # the intake takes no facts of earlier years


@dataclass(frozen=True)
class Handed:
    """Files as they were handed in (name and content), and what was said of them."""

    files: Sequence[tuple[str, bytes]]
    table: str | None = None
    decisions: Answers | None = None
    evidence: str = "reported"
    note: str = ""


@dataclass(frozen=True)
class Looked:
    """What was found in the files, looked at on `version` of the ledger.

    `problems` are errors: nothing can be taken in while there is one, nor while a sheet has an open question.
    `warnings` must be acknowledged. `batches` and `effect` are there when nothing stands in the way. `currency` is the
    rulebook's.
    """

    version: int
    sheets: tuple[Understanding, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    batches: tuple[Batch, ...] = ()
    effect: Effect | None = None
    currency: str = ""

    @property
    def asking(self) -> tuple[Understanding, ...]:
        """The sheets of which something is still to be decided."""
        return tuple(sheet for sheet in self.sheets if sheet.questions)

    @property
    def passed_over(self) -> tuple[str, ...]:
        """A sentence for each reason for which sheets are not read, with their names."""
        names: dict[str, list[str]] = {}
        several = len({sheet.grid.file for sheet in self.sheets}) > 1
        for sheet in self.sheets:
            if sheet.skipped is not None:
                name = called(sheet.grid) if several else say("“{sheet}”", sheet=sheet.grid.name or sheet.grid.file)
                names.setdefault(sheet.skipped, []).append(name)
        return tuple(
            count(
                "{names} is not read: {why}", "{names} are not read: {why}", len(found), names=", ".join(found), why=why
            )
            for why, found in names.items()
        )

    @property
    def told(self) -> tuple[tuple[Understanding, str, tuple[str, ...]], ...]:
        """Each sheet that is read, with a sentence on what was read of it, and one for all that was not."""
        read = (sheet for sheet in self.sheets if sheet.skipped is None)
        return tuple((sheet, what_was_read(sheet, self.currency), tuple(not_read(sheet))) for sheet in read)

    @property
    def known(self) -> bool:
        """Whether nothing but that is wrong: the same rows are in force already."""
        return bool(self.problems) and all(problem.rule == "content-in-force" for problem in self.problems)

    @property
    def ready(self) -> bool:
        """Whether the files can be taken in, once their warnings are acknowledged."""
        return self.effect is not None


def look(desk: Desk, handed: Handed, before: Books | None = None) -> Looked:
    """Look at files beside the ledger as it is (or the books `before`). Nothing is written and nothing refused: what
    is wrong is in the answer."""
    books = before or Books.at(desk.ledger)
    sheets, problems = _understood(desk, handed, books)
    plain = [(s.sheet, TABLES[s.table]) for s in sheets if s.sheet is not None and s.table is not None]
    found = review(plain, books, _closed(books))
    told = [*problems, *_told(sheets, found)]
    errors = tuple(problem for problem in told if not problem.warning)
    warnings = tuple(problem for problem in told if problem.warning)
    looked = Looked(books.version, tuple(sheets), errors, warnings, currency=books.rulebook.currency)
    whole = found.handed and all(item.complete for item in found.handed)  # a row that is left out must be told of
    if errors or looked.asking:
        return looked
    if not whole:
        return replace(looked, problems=(_not_ready(),))
    return _with_effect(desk, looked, _batches(handed, found, books), books)


def take(desk: Desk, looked: Looked, *, acknowledged: bool) -> list[Event]:
    """Take in what was looked at, and remember how its columns were understood.

    Raises Refused where something stands in the way, where what is unusual was not `acknowledged`, or where the
    ledger has changed since: look again.
    """
    if not looked.ready:
        raise Refused(*looked.problems, _not_ready())
    if looked.warnings and not acknowledged:
        raise Refused(*looked.warnings)
    said = {
        (sheet.table, sheet.header_key): sheet.decisions.as_json()
        for sheet in looked.sheets
        if sheet.table and sheet.header_key
    }
    return desk.take(looked.batches, after=looked.version, said=said)


def _not_ready() -> Problem:
    return Problem(
        "not-ready",
        say("Nothing of this handing-in can be taken in as it stands."),
        suggestion=say("Mend its problems and answer its questions first."),
    )


def _understood(desk: Desk, handed: Handed, books: Books) -> tuple[list[Understanding], list[Problem]]:
    remembered = {key: Decisions.from_json(text) for key, text in desk.ledger.remembered().items()}
    sheets: list[Understanding] = []
    problems = [twice] if (twice := _two_of_one_name(handed.files)) else []
    for name, content in handed.files:
        try:
            sheets += understand_file(
                name,
                content,
                currency=books.rulebook.currency,
                table=handed.table,
                decisions=handed.decisions,
                remembered=remembered,
            )
        except Refused as refused:
            problems += refused.problems
    return sheets, problems


def _closed(books: Books) -> Mapping[int, date]:
    """Every closed financial year with the day of its closing: a year is closed with all before it."""
    last = max(books.closed, default=None)
    if last is None:
        return {}
    day = books.closed[last].recorded_at.date()
    return dict.fromkeys(range(_FIRST_YEAR, last + 1), day)


def _told(sheets: Sequence[Understanding], found: Review) -> list[Problem]:
    """What is wrong with the sheets as they came, and with their rows but for what is said already."""
    as_it_came = [problem for sheet in sheets for problem in sheet.problems]
    known = {(p.file, p.sheet, p.row, p.column) for p in as_it_came if p.row and not p.warning}
    return as_it_came + [p for p in found.problems if (p.file, p.sheet, p.row, p.column) not in known]


def _batches(handed: Handed, found: Review, books: Books) -> list[Batch]:
    """The batches; whatever is handed in to the demonstration is demonstration too."""
    content = dict(handed.files)
    fictional = any(event.evidence == "demonstration" for event in books.events)
    evidence = "demonstration" if fictional else handed.evidence
    return [
        Batch(
            item.table.name,
            item.rows,
            evidence,
            item.sheet.file,
            sha256(content[item.sheet.file]).hexdigest(),
            handed.note,
            content[item.sheet.file],
        )
        for item in found.handed
    ]


def _with_effect(desk: Desk, looked: Looked, batches: Sequence[Batch], books: Books) -> Looked:
    try:
        desk.ledger.check(batches)
        effect = desk.look(Change(adding=batches), books)
    except Refused as refused:
        return replace(looked, problems=tuple(refused.problems))
    changed = tuple(_figures_changed(looked, effect))
    return replace(looked, warnings=(*looked.warnings, *changed), batches=tuple(batches), effect=effect)


def _figures_changed(looked: Looked, effect: Effect) -> Iterator[Problem]:
    """A warning for each recorded figure that would be changed, the old one and the new: nothing is overwritten that
    nobody has seen."""
    for rows in effect.rows:
        table = TABLES[rows.table]
        sheets = [sheet.grid for sheet in looked.sheets if sheet.table == rows.table]
        for cell in rows.cells:
            if cell.old is None or table.column(cell.column).kind not in _FIGURES:
                continue
            yield Problem(
                FIGURE_CHANGED,
                say(
                    "{row}: recorded is {old}, and it would be changed to {new}.",
                    row=", ".join(str(part) for part in cell.key if part is not None),
                    old=_shown(cell.old),
                    new=_shown(cell.new),
                ),
                file=sheets[0].file if len(sheets) == 1 else None,
                sheet=sheets[0].name if len(sheets) == 1 else None,
                column=cell.column,
                value=_shown(cell.new),
                suggestion=say("If that is not meant, correct the row or leave it out."),
                warning=True,
            )


def _shown(value: object) -> str:
    if value is None:
        return say("blank")
    return f"{value:,f}" if isinstance(value, Decimal) else str(value)


def _two_of_one_name(files: Sequence[tuple[str, bytes]]) -> Problem | None:
    """Why files of one name cannot come together: what is said of one could not be told from what is said of the
    other."""
    names = [name for name, _ in files]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is None:
        return None
    return Problem(
        "files-of-one-name",
        say("Two of the files are called {name}.", name=twice),
        file=twice,
        suggestion=say("Hand them in one after the other, or give one another name."),
    )
