"""The books: a ledger at one version, and the answers that it gives."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, TypeVar
from zoneinfo import ZoneInfo

import duckdb

from governance.access import LOCAL, Reader, check_may_ask, check_own, check_reads_as_finance
from governance.books.answer import Answer, given
from governance.books.change import Change
from governance.books.cutting import cut
from governance.books.days import Days
from governance.books.kept_answers import KeptAnswers, key_of, picked, without_picks
from governance.books.kept_parts import KeptParts
from governance.books.listing import list_history
from governance.books.loading import Facts, copy_facts, facts_for, look_at, seal
from governance.books.no_such import no_such_date, no_such_version
from governance.ledger import Event, Ledger, closed_years, in_force, opened, seen
from governance.ledger.chain import rules_of
from governance.ledger.keeping import remembered
from governance.ledger.recording import read_events
from governance.ledger.threads import fit
from governance.problems import Refused
from governance.questions import Question, find_question
from governance.questions.declare import Asking
from governance.questions.lineage import fact_sql
from governance.questions.parameters import delays, resolve
from governance.questions.rows import Row, cells_of
from governance.rulebooks import Rulebook
from governance.rulebooks.opening import open_recorded, open_rulebook
from governance.tables import TABLES
from governance.tables.known_years import FIRST_DAY, LAST_DAY
from governance.words import in_english

if TYPE_CHECKING:  # Arrow and NumPy: what is answered as rows is there a fifth of a second sooner without
    import pyarrow as pa

    from governance.books.columns import Column

T = TypeVar("T")
_KEPT_BYTES = 32 * 2**20
"""How much of the answers given is kept: whatever links ask for, the books of a server stay below half a gigabyte."""


class Books:
    """One ledger at one version, in memory. Safe to share between threads: every question has its own cursor.

    Never closed: when no one refers to it any more it goes, and a question that still runs keeps it.
    """

    _facts: Facts

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, events: list[Event], version: int, supposed: Sequence[Event] = ()
    ) -> None:
        self._connection = connection
        self._answers = KeptAnswers(_KEPT_BYTES)
        self._kept = KeptParts()
        self._days = Days(connection)
        self._lock = threading.Lock()
        self.known_until: date | None = None
        self._story = False  # made up, with an end after which nothing can happen
        self._covered: list[tuple[date, date]] = []  # for which days receipts are declared complete
        self.remembered: Mapping[tuple[str, str], str] = {}  # what was said of columns, by table and hash of the header
        self.events = events
        self.version = version
        self.title: str = json.loads(events[0].details)["title"]
        rules = rules_of([*events[: version + 1], *supposed])
        self.rulebook: Rulebook = open_recorded(rules.key, rules.text) if rules.text else open_rulebook(rules.key)
        self.genesis = events[0].hash
        self.head = events[version].hash
        self.batches = in_force([*events[: version + 1], *supposed])
        self.closed = closed_years(events, version)

    @classmethod
    def at(cls, ledger: Ledger, version: int | None = None) -> Books:
        """The books of `ledger` at `version` (default: the last). Raises Refused for a version that is not there."""
        return cls._made(ledger, version, Change())

    @classmethod
    def supposing(cls, ledger: Ledger, change: Change, version: int | None = None) -> Books:
        """The books as they would be if `change` were made at `version`: nothing is written.

        Raises Refused for a version or a batch that is not there.
        """
        return cls._made(ledger, version, change)

    @classmethod
    def for_one(cls, ledger: Ledger, question: Question, version: int | None = None) -> Books:
        """Books that answer one question and no other, for whoever asks and goes: only what it rests on is looked at.
        A question in Python, which asks others, gets the whole books. Raises Refused as `at`."""
        return cls._made(ledger, version, Change(), question.sql)

    @classmethod
    def _made(cls, ledger: Ledger, version: int | None, change: Change, only: str = "") -> Books:
        connection = duckdb.connect(":memory:")
        with opened(connection, ledger.target):
            events = read_events(connection)
            version = events[-1].seq if version is None else version
            if not 0 <= version < len(events):
                raise Refused(no_such_version(version, len(events) - 1))
            supposed = change.events(events[: version + 1])
            books = cls(connection, events, version, supposed)
            fit(connection, sum(event.row_count or 0 for event in books.batches))
            list_history(connection, [*events[: version + 1], *supposed])
            if only:
                looked_at = look_at(only, connection, books.batches)
                books._define(facts_for(only))
                for name in looked_at:
                    connection.execute(f"drop view {name}")
            else:
                copy_facts(connection, books.batches, change.rows(supposed))
                books.remembered = remembered(connection)
        if not only:  # others have the ledger again while the facts are made
            books._define(facts_for(""))
        ((books.known_until, books._story),) = connection.execute(
            "select last_day, foreseen from known_until"
        ).fetchall()
        books._covered = connection.execute("select first_day, last_day from receipts_covered").fetchall()
        seal(connection)
        return books

    def _define(self, facts: frozenset[str]) -> None:
        self._facts = Facts(self._connection, self.evidence, self.rulebook)
        self._facts.define(facts)

    def history(self, reader: Reader) -> list[Event]:
        """What happened to the facts up to this version, as the reader may see it."""
        return seen(self.events[: self.version + 1], reader)

    def sources(self, reader: Reader) -> list[Event]:
        """The batches in force, as the reader may see them."""
        return seen(self.batches, reader)

    @property
    def known_on(self) -> date:
        """The day on which this version came about (UTC)."""
        return self.events[self.version].recorded_at.date()

    def today(self) -> date:
        """Today in the rulebook's time zone."""
        return datetime.now(ZoneInfo(self.rulebook.time_zone)).date()

    def last_day(self) -> date:
        """The last day that the ledger knows: it opens on it, questions are asked on it unless a date is named, and a
        later one is a projection. Today where an office keeps the ledger; published figures and a story end."""
        return self.known_until or self.today()

    def to_come(self, on: date) -> bool:
        """Whether a day has not come: a day after today, and in a made-up ledger one after its story's end."""
        return on > (self.last_day() if self._story else self.today())

    def foreseen_from(self, on: date) -> date | None:
        """For a day that has not come, the last known one: what is said of it supposes that nothing more is paid after
        that. None for a day that has come, and for one for which receipts are not declared complete: where nothing is
        known of money, nothing is supposed. The one place that decides what a projection is: a day after today, and in
        a made-up ledger a day after its story's end, however long ago that is told."""
        if not self.to_come(on) or not self.receipts_complete(on, on):
            return None
        return min(self.today(), self.last_day()) if not self._story else self.last_day()

    def receipts_complete(self, first: date, last: date) -> bool:
        """Whether receipts of all days between these two, both included, are declared complete."""
        return any(begin <= first and last <= end for begin, end in self._covered)

    @property
    def evidence(self) -> tuple[str, ...]:
        """The kinds of evidence in force, in alphabetical order."""
        return tuple(sorted({str(event.evidence) for event in self.batches}))

    def ask(self, question: str, as_of: date | None = None, reader: Reader = LOCAL, **parameters: object) -> Answer:
        """The answer to a question on a date (default: the last that the ledger knows), for a reader.

        Raises Refused for a question or parameter that does not exist, a value that is none, a date far from all
        facts, a reader who may not ask, or one who asks for another State. Answers are kept: the books never change.
        """
        found = find_question(question)
        check_may_ask(reader, found.name, found.open_to)
        if as_of is not None and not FIRST_DAY <= as_of <= LAST_DAY:
            raise Refused(no_such_date(as_of))
        values = resolve(found, parameters)
        if found.delegations is not None and found.delegations.column:
            check_own(reader, values.get("state"))
        for state in delays(values.get("late")):  # what changes if a State pays late tells what is expected of it
            check_own(reader, state)
        return self._kept_answer(found, as_of or self.last_day(), values, reader)

    def everything(self, question: str, as_of: date, parameters: Mapping[str, object]) -> Answer:
        """The whole answer, on any day: for questions that rest on it and are cut to their reader themselves, never for
        a reader. Raises Refused for a question or parameter that does not exist, or a value that is none."""
        found = find_question(question)
        return self._kept_answer(found, as_of, resolve(found, parameters), None)

    def _kept_answer(self, question: Question, on: date, values: Mapping[str, object], reader: Reader | None) -> Answer:
        foreseen = self.foreseen_from(on)
        scope = None if reader is None or reader.sees_offices else reader.scope
        key = key_of(question, on, values, scope, foreseen)

        def answered() -> Answer:
            if whole := self._answers.get(key_of(question, on, without_picks(question, values), scope, foreseen)):
                return picked(whole, values)
            if reader is None or scope is None:
                with in_english():
                    return self._answer(question, on, values, foreseen)
            of_all = self._kept_answer(question, on, values, None)
            return replace(of_all, rows=cut(of_all.rows, of_all.columns, question.delegations, reader))

        return self._answers.once(key, answered)

    def rows_in_force(
        self,
        table: str,
        columns: Sequence[str] | None = None,
        state: str | None = None,
        *,
        reader: Reader,
    ) -> list[tuple[object, ...]]:
        """The rows of one table in force that the reader may see, in the order of batch and sheet row; `table` is a
        declared table's name, `columns` some of its columns (default: all), `state` the only State about which rows
        are wanted (default: all). KeyError where there is no such table or column. Raises Refused for a reader who
        may see none of them, or asks for another State."""
        declared = TABLES[table]
        if reader.limit is None:
            return self.all_rows_in_force(table, columns, state)
        shown = declared.delegations
        if not reader.roles or shown is None:
            check_reads_as_finance(reader)
        assert shown is not None
        if not shown.column:
            return self.all_rows_in_force(table, columns, state)
        check_own(reader, state)
        names = tuple(columns or declared.names)
        rows = self.all_rows_in_force(table, (*names, shown.column), state)
        return [row[:-1] for row in rows if row[-1] in reader.limit]

    def all_rows_in_force(
        self, table: str, columns: Sequence[str] | None = None, state: str | None = None
    ) -> list[tuple[object, ...]]:
        """Those rows whoever asks: for questions and the intake, which answer for themselves, never for a reader."""
        declared = TABLES[table]
        names = ", ".join(f'"{declared.column(name).name}"' for name in columns or declared.names)
        of_state, given = (" where state = $state", {"state": state}) if state is not None else ("", {})
        sql = f"select {names} from {table}{of_state} order by batch, sheet_row"
        return self._connection.cursor().execute(sql, given).fetchall()

    def columns(self, fact: str, state: str | None = None) -> dict[str, Column]:
        """The columns of a shared fact that holds for every date, in the order of its rows; one State's, if named."""
        from governance.books.columns import columns_of

        sql, given = fact_sql(fact), {}
        self._facts.define_for(sql)
        if state is not None:
            sql, given = f"from ({sql}\n) where state = $state", {"state": state}
        return columns_of(self._connection.cursor().execute(sql, given).to_arrow_table())

    def arrow_in_force(self, table: str) -> pa.Table:
        """The same rows with their batch and sheet_row, in no order."""
        names = ", ".join(f'"{name}"' for name in ("batch", "sheet_row", *TABLES[table].names))
        return self._connection.cursor().sql(f"select {names} from {table}").to_arrow_table()

    def beside(self) -> duckdb.DuckDBPyConnection:
        """A connection on which temporary tables and views may stand beside those in force, and go with it."""
        return self._connection.cursor()

    def rows_apart(self, others: Books, table: str) -> pa.Table:
        """Those of these rows that other books of the ledger do not hold, or hold otherwise.

        A batch's rows stay as they are but for what is kept of earlier batches (`Table.kept`), so that by their place
        nearly all of them are known to be alike.
        """
        kept = TABLES[table].kept
        place = ", ".join(("batch", "sheet_row", *((kept, "note") if kept else ())))
        cursor, other = self._connection.cursor(), others._connection.cursor()
        sums = f"select batch, count(*), sum(hash({place})::hugeint) from {table} group by batch"
        alike = set(cursor.execute(sums).fetchall()) & set(other.execute(sums).fetchall())
        given = {"alike": [batch for batch, *_ in alike]}
        apart = f"from {table} where not list_contains($alike::integer[], batch)"
        cursor.register("theirs", other.execute(f"select {place} {apart}", given).to_arrow_table())
        names = ", ".join(f'own."{name}"' for name in ("batch", "sheet_row", *TABLES[table].names))
        same = " and ".join(f"own.{name} is not distinct from theirs.{name}" for name in place.split(", "))
        return cursor.execute(
            f"select {names} from (select * {apart}) as own anti join theirs on {same}", given
        ).to_arrow_table()

    def number_in_force(self, table: str) -> int:
        """How many rows of the table are in force."""
        return int(self._connection.cursor().execute(f"select count(*) from {table}").fetchall()[0][0])

    def holds(self, table: str) -> bool:
        """Whether anything of a table is in force, about whomever: no row of it is told."""
        return self.number_in_force(table) > 0

    def keeps(self, name: str) -> bool:
        """Whether what has this name was made already."""
        return self._kept.holds(name)

    def kept(self, name: str, make: Callable[[], T], which: Hashable = None) -> T:
        """What `make` makes of these books, made once: the books never change, so it may be kept. `which`: it is one of
        many of that name, of which those made last stay."""
        return self._kept.get(name, make, which)

    def _answer(self, question: Question, on: date, values: Mapping[str, object], foreseen: date | None) -> Answer:
        if question.function is not None:
            asking = _Asking(self, on)
            found = question.function(asking, values)
            rows = cells_of(question.row, found) if question.row else [tuple(row) for row in found]
            tables = frozenset(asking.rests_on)
        else:
            rows, tables = self._select(question, on, values), self._facts.tables_of(question.sql)
        evidence = tuple(sorted({str(e.evidence) for e in self.batches if e.table_name in tables}))
        foreseen = foreseen if "receipts" in tables else None
        return Answer(
            question,
            question.columns,
            tuple(rows),
            on,
            self.version,
            self.head,
            evidence,
            foreseen,
            tables,
            given(values),
        )

    def _select(self, question: Question, on: date, values: Mapping[str, object]) -> list[tuple[object, ...]]:
        statements = self._connection.cursor().extract_statements(question.sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise ValueError(f"{question.name}: a question is exactly one SELECT")
        wanted = statements[0].named_parameters
        given = {name: value for name, value in {**values, "as_of": on}.items() if name in wanted}
        with self._days.reading(self._facts.define_for(question.sql), on) as cursor:
            cursor.execute(question.sql, given)
            names = tuple(column[0] for column in cursor.description or ())
            if names != question.columns:
                raise ValueError(f"{question.name}: declares {question.columns}, answers {names}")
            return cursor.fetchall()


@dataclass(frozen=True)
class _Asking:
    """What a question in Python sees of the books: all rows, since shares and ranks need them; its own answer is
    cut to the reader's scope afterwards. What it reads is traced."""

    books: Books
    as_of: date
    rests_on: set[str] = field(default_factory=set, compare=False)

    @property
    def rulebook(self) -> Rulebook:
        return self.books.rulebook

    def table(self, name: str, columns: Sequence[str] | None = None, state: str | None = None) -> list[Row]:
        self.rests_on.add(name)
        names = columns or TABLES[name].names
        return [Row(zip(names, row, strict=True)) for row in self.books.all_rows_in_force(name, names, state)]

    def columns(self, fact: str, state: str | None = None) -> Mapping[str, Sequence[Any]]:
        self.rests_on.update(self.books._facts.tables_of(f"from {fact}"))
        return self.books.columns(fact, state)

    def keeps(self, name: str) -> bool:
        return self.books.keeps(name)

    def kept(self, name: str, make: Callable[[Asking], T], which: Hashable = None) -> T:
        def made() -> tuple[T, set[str]]:
            maker = _Asking(self.books, self.as_of)
            return make(maker), maker.rests_on

        found, tables = self.books.kept(name, made, which)
        self.rests_on.update(tables)
        return found

    def rows(self, question: str, *, on: date | None = None, **parameters: object) -> list[Row]:
        answer = self.books.everything(question, on or self.as_of, parameters)
        self.rests_on.update(answer.tables)
        return answer.dicts()
