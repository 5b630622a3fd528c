"""The one road into a ledger: a preview of files, which shows how they are understood, all that is wrong and what they
would change; and the acceptance of what was previewed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256

from governance.books import Books, Change
from governance.intake.checking.review import Review, review
from governance.intake.service.bank.known import known
from governance.intake.service.bank.sheets import bank_sheets
from governance.intake.service.comparing import MOST_SHOWN, RowEffect, compare
from governance.intake.service.effect import Effect
from governance.intake.service.messages import MESSAGES
from governance.intake.service.service import Service
from governance.intake.understanding.asked import asked
from governance.intake.understanding.sheet_decisions import Answers, Decisions
from governance.intake.understanding.understand_file import understand_file
from governance.intake.understanding.understood import Understanding
from governance.intake.understanding.what_was_read import called, not_read, what_was_read
from governance.ledger import Batch, Event, coming_in
from governance.problems import Problem, Refused
from governance.tables import TABLES, Kind
from governance.tables.known_years import FIRST_YEAR
from governance.words import count, joined, say

FIGURE_CHANGED = "figure-changed"
"""The rule of the warnings about recorded figures that would be changed."""

_FIGURES = (Kind.MONEY, Kind.RATE, Kind.NUMBER, Kind.COUNT, Kind.CURRENCY)


Progress = Callable[[int, int, str], None]
"""Told after each file that was read: how many were, how many there are, and the name of the last."""


@dataclass(frozen=True)
class File:
    """A file as it is handed in: its name and bytes, its table where that is known, what its figures rest on."""

    name: str
    content: bytes
    table: str | None = None
    evidence: str = "reported"
    note: str = ""


@dataclass(frozen=True)
class Submission:
    """Files that are handed in together, and what was decided about their sheets: all of them come in, or none.

    `ours`: they come with the software, so that they are read in this process, and how is not remembered.
    """

    files: Sequence[File]
    decisions: Answers | None = None
    ours: bool = False

    @classmethod
    def of(
        cls, files: Iterable[tuple[str, bytes]], *, decisions: Answers | None = None, **told: str | None
    ) -> Submission:
        """Files by name and content, of all of which the same is `told`: table, evidence, note."""
        return cls([File(name, content, **told) for name, content in files], decisions)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Preview:
    """What was found in the files, beside `version` of the ledger.

    `problems` are errors: nothing can be accepted while there is one, nor while a sheet has an open question.
    `warnings` must be acknowledged. `batches` are there when nothing is wrong with the files, and `work_out` the effect
    when nothing stands in the way of their acceptance. `currency` is the rulebook's.
    """

    version: int
    sheets: tuple[Understanding, ...]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    batches: tuple[Batch, ...] = ()
    currency: str = ""
    remembered: Mapping[tuple[str, str], str] = field(default_factory=dict)
    work_out: Callable[[], Effect] | None = None

    @property
    def effect(self) -> Effect | None:
        """What acceptance would change, worked out when it is first asked for; None where it is not possible."""
        return self.work_out() if self.work_out else None

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
                "{names} is not read: {why}",
                "{names} are not read: {why}",
                len(those),
                names=joined(", ", those),
                why=why,
            )
            for why, those in names.items()
        )

    @property
    def told(self) -> tuple[tuple[Understanding, str, tuple[str, ...]], ...]:
        """Each sheet that is read, with a sentence on what was read of it, and one for all that was not."""
        read = (sheet for sheet in self.sheets if sheet.skipped is None)
        return tuple((sheet, what_was_read(sheet, self.currency), tuple(not_read(sheet))) for sheet in read)

    @property
    def obstacles(self) -> tuple[Problem, ...]:
        """All that stands in the way of acceptance: the errors, and each open question as one."""
        return (*self.problems, *dict.fromkeys(problem for sheet in self.asking for problem in asked(sheet)))

    @property
    def known(self) -> bool:
        """Whether nothing but that is wrong: the same rows are in force already."""
        return bool(self.problems) and all(problem.rule == "content-in-force" for problem in self.problems)

    @property
    def ready(self) -> bool:
        """Whether the files can be accepted, once their warnings are acknowledged."""
        return self.work_out is not None


def preview(
    service: Service, submission: Submission, before: Books | None = None, progress: Progress | None = None
) -> Preview:
    """Files beside the ledger as it is (or the books `before`). Nothing is written and nothing refused: what is wrong
    is in the answer."""
    books = before or Books.at(service.ledger)
    found, reviewed = _judged(submission, books, books.remembered, progress)
    if not found.batches:
        return found
    work_out = cache(lambda: service.preview(Change(adding=found.batches), books))
    try:
        coming_in(books.events, found.batches)
        if books.closed:
            work_out()  # which refuses what would move figures of a closed year
    except Refused as refused:
        return replace(found, problems=tuple(refused.problems), batches=())
    met = ((table, *reviewed.stage.replaced(table)) for table in reviewed.stage.tables)
    rows = [compare(table, was, will) for table, was, will in met if was.num_rows]
    return replace(found, warnings=(*found.warnings, *_figures_changed(found, rows)), work_out=work_out)


def judged(
    submission: Submission, books: Books, remembered: Mapping[tuple[str, str], str], progress: Progress | None = None
) -> Preview:
    """Files understood, checked cell by cell and beside `books`, before the ledger itself is asked to take them.

    `remembered` is what the ledger keeps of how columns were read before.
    """
    return _judged(submission, books, remembered, progress)[0]


def _judged(
    submission: Submission, books: Books, remembered: Mapping[tuple[str, str], str], progress: Progress | None
) -> tuple[Preview, Review]:
    sheets, problems = _understood(submission, books, remembered, progress)
    plain = [(s.sheet, TABLES[s.table]) for s in sheets if s.sheet is not None and s.table is not None]
    published = frozenset(file.name for file in submission.files if file.evidence == "published")
    reviewed = review(plain, books, _closed(books), published)
    order = {file.name: number for number, file in enumerate(submission.files)}
    found_once = dict.fromkeys([*problems, *_told(sheets, reviewed)])  # of a sheet that is read once for each year
    told = sorted(found_once, key=lambda problem: order.get(problem.file or "", -1))
    errors = tuple(problem for problem in told if not problem.warning)
    warnings = tuple(problem for problem in told if problem.warning)
    found = Preview(books.version, tuple(sheets), errors, warnings, currency=books.rulebook.currency)
    if errors or found.asking:
        return found, reviewed
    if not plain and (known_already := [sheet.grid.file for sheet in sheets if sheet.grid.bank]):
        here = tuple(MESSAGES.problem("content-in-force bank", file=file) for file in known_already)
        return replace(found, problems=here), reviewed
    if not reviewed.checked or not all(item.complete for item in reviewed.checked):
        return replace(
            found, problems=(MESSAGES.problem("not-ready"),)
        ), reviewed  # a row that is left out must be told of
    said = {
        (sheet.table, sheet.header_key): sheet.decisions.as_json()
        for sheet in sheets
        if sheet.table and sheet.header_key and not submission.ours
    }
    return replace(found, batches=tuple(_batches(submission, reviewed, books)), remembered=said), reviewed


def accept(service: Service, found: Preview, *, acknowledged: bool) -> list[Event]:
    """Take in what was previewed, and remember how its columns were understood.

    Raises Refused where something stands in the way, where what is unusual was not `acknowledged`, or where the
    ledger has changed since: preview again.
    """
    if not found.ready:
        raise Refused(*found.problems, MESSAGES.problem("not-ready"))
    if found.warnings and not acknowledged:
        raise Refused(*found.warnings)
    return service.accept(found.batches, after=found.version, said=found.remembered)


def _understood(
    submission: Submission, books: Books, remembered: Mapping[tuple[str, str], str], progress: Progress | None
) -> tuple[list[Understanding], list[Problem]]:
    before = {key: Decisions.from_json(text) for key, text in remembered.items()}
    sheets: list[Understanding] = []
    problems = [twice] if (twice := _two_of_one_name([file.name for file in submission.files])) else []
    for number, file in enumerate(submission.files, start=1):
        try:
            sheets += understand_file(
                file.name,
                file.content,
                currency=books.rulebook.currency,
                table=file.table,
                decisions=submission.decisions,
                remembered=before,
                ours=submission.ours,
            )
        except Refused as refused:
            problems += refused.problems
        if progress:
            progress(number, len(submission.files), file.name)
    return _with_statements(sheets, books), problems


def _with_statements(sheets: list[Understanding], books: Books) -> list[Understanding]:
    """The sheets, with what comes of banks' statements in the place of these; of one that is wrong nothing does."""
    statements = [
        one for sheet in sheets if not any(p for p in sheet.problems if not p.warning) for one in sheet.statements
    ]
    if not statements:
        return sheets
    of_banks = bank_sheets(statements, known(books))
    found: list[Understanding] = []
    for sheet in sheets:
        own = [one for one in of_banks if sheet.statements and one.grid.file == sheet.grid.file]
        first = [replace(one, problems=(*sheet.problems, *one.problems)) for one in own[:1]]
        found += [*first, *own[1:]] if own else [sheet]
    return found


def _closed(books: Books) -> Mapping[int, date]:
    """Every closed financial year with the day of its closing: a year is closed with all before it."""
    last = max(books.closed, default=None)
    if last is None:
        return {}
    day = books.closed[last].recorded_at.date()
    return dict.fromkeys(range(FIRST_YEAR, last + 1), day)


def _told(sheets: Sequence[Understanding], reviewed: Review) -> list[Problem]:
    """What is wrong with the sheets as they came, and with their rows but for what is said already."""
    as_it_came = [problem for sheet in sheets for problem in sheet.problems]
    known = {(p.file, p.sheet, p.row, p.column) for p in as_it_came if p.row and not p.warning}
    return as_it_came + [p for p in reviewed.problems if (p.file, p.sheet, p.row, p.column) not in known]


def _batches(submission: Submission, reviewed: Review, books: Books) -> Iterator[Batch]:
    """The batches; whatever is handed in to the demonstration is demonstration too."""
    files = {file.name: file for file in submission.files}
    fictional = any(event.evidence == "demonstration" for event in books.events)
    for item in reviewed.checked:
        file = files[item.sheet.file]
        evidence = "demonstration" if fictional else file.evidence
        hashed = sha256(file.content).hexdigest()
        yield Batch(item.table.name, item.rows, evidence, file.name, hashed, file.note, file.content)


def _figures_changed(found: Preview, effects: Iterable[RowEffect]) -> Iterator[Problem]:
    """A warning for each recorded figure that would be changed, the old one and the new, and one for all rows beyond
    those that are shown: nothing is overwritten that nobody was told of."""
    for rows in effects:
        table = TABLES[rows.table]
        sheets = [sheet.grid for sheet in found.sheets if sheet.table == rows.table]
        place = {"file": sheets[0].file, "sheet": sheets[0].name} if len(sheets) == 1 else {}
        for cell in rows.cells:
            if cell.old is None or table.column(cell.column).kind not in _FIGURES:
                continue
            row = ", ".join(str(part) for part in cell.key if part is not None)
            values = {"row": row, "old": _shown(cell.old), "new": _shown(cell.new)}
            yield MESSAGES.problem(FIGURE_CHANGED, values, column=cell.column, value=values["new"], **place)
        if (others := rows.changed - MOST_SHOWN) > 0:
            more = {"number": others, "table": say(table.title)}
            yield MESSAGES.problem(f"{FIGURE_CHANGED} more", more, **place)


def _shown(value: object) -> str:
    if value is None:
        return say("blank")
    return f"{value:,f}" if isinstance(value, Decimal) else str(value)


def _two_of_one_name(names: Sequence[str]) -> Problem | None:
    """Why files of one name cannot come together: what is said of one could not be told from what is said of the
    other."""
    twice = next((name for name in names if names.count(name) > 1), None)
    return None if twice is None else MESSAGES.problem("files-of-one-name", {"name": twice}, file=twice)
