"""A State's statement of account on a day: what it owes, what to pay by when, and everything that leads to it.

It asks the questions that the page asks, and works nothing out but what it adds up on paper: an account opens with
the balance at the end of the year before and closes with that of the day, and what came between is told line by line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from governance.access import LOCAL, Reader
from governance.books import Answer, Books, Row
from governance.money import rounded_up
from governance.names import printed
from governance.papers.account_numbers import warning
from governance.papers.evidence import in_words, in_words_on
from governance.papers.movements import MOVES, account, opening_day
from governance.papers.of_each import OfEach
from governance.papers.paper import Paper, Section, Slip, Table, Text, lines, number, table_of
from governance.papers.qr_bill import Bill, bill
from governance.papers.slips import slip
from governance.rules.accounts.account import DAY
from governance.tables import TABLES, Kind
from governance.wording import amount
from governance.wording import in_words as day_in_words
from governance.words import language, mark, named, paragraph, say

Part = Text | Table


def statement(books: Books, state: str, as_of: date, reader: Reader = LOCAL, *, of_each: OfEach | None = None) -> Paper:
    """The statement of a State on a day, in the language in force; `of_each` has what was asked of all States, for one
    of many that are made.

    Where its balance is not known it says so, and tells what is. Raises Refused as `Books.ask` does.
    """
    asked = _Asked(books, state, as_of, reader, of_each)
    return Paper(
        issuer=say(books.title),
        title=say("Statement of account: {state}", state=printed(state)),
        number=number(books, state, as_of),
        as_of=as_of,
        language=language.get(),
        mark=in_words_on(books, as_of),
        lines=lines(books, state, as_of),
        lead=list(_lead(asked)),
        sections=[section for section in _sections(asked) if section.parts],
        annex=lambda: [section for section in _annex(asked) if section.parts],
        slips=bills(books, state, as_of, number(books, state, as_of), reader, of_each=of_each),
    )


@dataclass(frozen=True)
class _Asked:
    """What is asked about one State on one day."""

    books: Books
    state: str
    as_of: date
    reader: Reader
    of_each: OfEach | None = None

    @property
    def opened(self) -> date:
        return opening_day(self.as_of)

    @property
    def foreseen(self) -> bool:
        return self.books.foreseen_from(self.as_of) is not None

    def ask(self, question: str, on: date | None = None) -> list[Row]:
        if self.of_each is not None:
            return self.of_each.rows(question, on or self.as_of, self.state)
        return self._answer(question, on).dicts()

    def ask_all(self, question: str) -> list[Row]:
        """The rows of a question that is not about one State."""
        return self.books.ask(question, self.as_of, self.reader).dicts()

    def _answer(self, question: str, on: date | None = None) -> Answer:
        return self.books.ask(question, on or self.as_of, self.reader, state=self.state)

    def tables(self, question: str) -> frozenset[str]:
        """The tables on which the answer rests."""
        return self._answer(question).tables

    def balances(self, on: date | None = None) -> list[Row]:
        """The State's balances, one for each currency."""
        return self.ask("balances", on)

    def since(self, question: str, dated: str) -> list[Row]:
        """The rows of a question that happened, by their column `dated`, after the account opened."""
        return [row for row in self.ask(question) if row.day(dated) > self.opened]


def _lead(asked: _Asked) -> list[Text]:
    """What is owed, what of it in arrears, and what to pay by when to keep or regain the vote; then why."""
    balances = asked.balances()
    answer = [_owed(asked, row) for row in balances] or [say("It has not been assessed by this day.")]
    if balances:
        answer += [row.text_or_none("words") or "" for row in asked.ask("least_payment")]
    texts = [Text(paragraph(*answer), strong=True), *(Text(row.text("because")) for row in asked.ask("voting"))]
    if asked.foreseen:
        texts.append(Text(say("This day has not come: what is said of it supposes that nothing more is paid.")))
    return texts


_OWES = mark("Owed: {outstanding}, of which {arrears} in arrears.")
_WILL_OWE = mark("If nothing more is paid, owed on that day: {outstanding}, of which {arrears} in arrears.")


def _owed(asked: _Asked, row: Row) -> str:
    if row["known"] == "no":
        return say("What is owed on this day is not known.")
    currency = row.text("currency")
    sums = {name: amount(row.amount(name), currency) for name in ("outstanding", "arrears", "credit")}
    if row["outstanding"]:
        owed = say(_WILL_OWE if asked.foreseen else _OWES, **sums)
        return paragraph(owed, say("A credit of {credit} is held in its favour.", **sums)) if row["credit"] else owed
    return say("Nothing is owed. Credit balance: {credit}.", **sums) if row["credit"] else say("Nothing is owed.")


def _sections(asked: _Asked) -> list[Section]:
    known = [row for row in asked.balances() if row["known"] == "yes"]
    if not known:
        return [Section(say("What is known"), _coverage(asked)), _listed(_ASSESSED, asked.ask("assessed"))]
    return [
        *_accounts(asked),
        Section(say("Balance by year of debt"), _by_year(asked)),
        _listed(_SESSIONS, [_to_pay(row) for row in asked.ask("session_votes")]),
        Section(say("Receipts, and what each one paid"), _received(asked)),
        _listed(_ADJUSTED, asked.since("adjustments", "dated")),
        *_plans(asked),
        _where_to_pay(asked, {row.text("currency") for row in known}),
    ]


def accounts(books: Books, state: str, as_of: date, reader: Reader = LOCAL) -> list[Section]:
    """From the opening to the closing balance of each currency, what was assessed, received and adjusted between."""
    return _accounts(_Asked(books, state, as_of, reader))


def _accounts(asked: _Asked) -> list[Section]:
    return [_account(asked, row) for row in asked.balances() if row["known"] == "yes"]


def annexes(books: Books, state: str, as_of: date, reader: Reader = LOCAL) -> list[Section]:
    """What goes with a letter: the balance by year of debt, and where to pay."""
    asked = _Asked(books, state, as_of, reader)
    currencies = {row.text("currency") for row in asked.balances()} or {books.rulebook.currency}
    found = [Section(say("Balance by year of debt"), _by_year(asked)), _where_to_pay(asked, currencies)]
    return [section for section in found if section.parts]


def _account(asked: _Asked, row: Row) -> Section:
    currency = row.text("currency")
    before = next((old for old in asked.balances(asked.opened) if old["currency"] == currency), None)
    found = account(asked.books, before, row)
    rows: list[tuple[object, ...]] = []
    if found.opened_with is not None:
        rows.append(_balance(asked.opened, found.opened_with))
    rows += [(say(MOVES[name][1]), moved) for name, moved in found.moved.items() if moved]
    table = Table((say("Account"), currency), (Kind.TEXT, Kind.MONEY), rows, _balance(asked.as_of, found.closing))
    return Section(say("Account in {currency}", currency=currency), [table])


def _balance(day: date, owed: Decimal) -> tuple[object, ...]:
    words = mark("Credit balance on {day}") if owed < 0 else mark("Balance on {day}")
    return say(words, day=day_in_words(day)), owed


_YEARS = ("year", "opening", "assessed", "received", "adjusted", "credit_applied", "disputed", "outstanding")


def _by_year(asked: _Asked) -> list[Part]:
    """The years for which something is owed, one table for each currency."""
    tables: list[Part] = []
    rows = [row for row in asked.ask("outstanding") if row["known"] == "yes" and row["outstanding"]]
    for currency in sorted({row.text("currency") for row in rows}):
        of_it = [row for row in rows if row["currency"] == currency]
        columns = [name for name in _YEARS if name in ("year", "outstanding") or any(row[name] for row in of_it)]
        tables += table_of(columns, of_it, say("Total {currency}", currency=currency))
    return tables


def _received(asked: _Asked) -> list[Part]:
    """What came in since the account opened; where nothing did, that, and for which days it is known."""
    rows = asked.since("receipts_applied", "value_date")
    if rows:
        return table_of(("value_date", "reference", "currency", "amount", "year", "applied"), rows)
    opened = day_in_words(asked.opened)
    if asked.books.receipts_complete(asked.opened + DAY, asked.as_of):
        return [Text(say("No receipt is recorded since {day}.", day=opened))]
    words = say("No receipt is recorded since {day}; receipts are declared complete for these days only:", day=opened)
    return [Text(words), *_coverage(asked)]


_ASSESSED = mark("Assessed contributions"), ("year", "currency", "assessed", "due", "document")
_ADJUSTED = mark("Adjustments"), ("dated", "currency", "amount", "for_year", "reason", "document")
_SESSIONS = mark("The next sessions"), ("body", "session", "opens", "may_vote", "currency", "least_payment", "pay_by")
_PLANS = mark("Payment plans"), ("plan", "agreed", "currency", "due_so_far", "paid", "missed", "because")
_INSTALMENTS = mark("Instalments"), ("plan", "due", "currency", "amount", "paid", "paid_on", "status")


def _to_pay(row: Row) -> Row:
    """The row in words, with what is to be paid in whole units, rounded up, so that it is never short."""
    least = row.amount_or_none("least_payment")
    return Row({**row, "body": named(row.text("body")), "least_payment": None if least is None else rounded_up(least)})


def _plans(asked: _Asked) -> list[Section]:
    """The payment plans that run or were broken, with what was paid of each instalment."""
    plans = [row for row in asked.ask("plans") if row["status"] != "kept"]
    named = {row["plan"] for row in plans}
    instalments = [row for row in asked.ask("instalments") if row["plan"] in named]
    return [_listed(_PLANS, plans), _listed(_INSTALMENTS, instalments)]


_RATES = mark("Rates of assessment"), ("year", "currency", "assessed", "rate_pct", "un_rate_pct", "share_pct")
_SOURCES = mark("Sources"), ("batch", "table", "evidence", "accepted", "rows", "rows_sha256")


def _annex(asked: _Asked) -> list[Section]:
    """The rates at which it was assessed, and the batches on which its account and its vote rest."""
    rests_on = {table for question in ("balances", "voting", "state_history") for table in asked.tables(question)}
    batches = [row for row in asked.ask_all("batches") if row["table"] in rests_on]
    named = [Row(row, table=say(TABLES[row.text("table")].title)) for row in batches]
    return [_listed(_RATES, asked.ask("state_history")), _listed(_SOURCES, named)]


def _listed(told: tuple[str, Sequence[str]], rows: Sequence[Row]) -> Section:
    title, columns = told
    return Section(say(title), table_of(columns, rows))


def _coverage(asked: _Asked) -> list[Part]:
    """For which days receipts are declared complete: outside them no debt is told."""
    rows = [row for row in asked.ask_all("coverage") if row["covers"] == "receipts"]
    if not rows and asked.books.holds("receipts"):
        return [Text(say("Receipts are held, but not declared complete for any days, so no debt is told."))]
    if not rows:
        return [
            Text(
                say(
                    "No receipts are held, so no debt is told. What was assessed is what must be paid, not what has "
                    "been paid."
                )
            )
        ]
    return table_of(("first_day", "last_day", "document"), rows)


def _where_to_pay(asked: _Asked, currencies: set[str]) -> Section:
    """The accounts in use, each number held against its check digits, and a line against fraud."""
    rows = [row for row in asked.ask_all("payment_instructions") if row["currency"] in currencies]
    if not rows:
        return Section(say("Where to pay"), [])
    parts = table_of(("account", "bank", "iban", "currency", "reference_rule"), rows)
    warnings = (warning(row.text("iban")) for row in rows)
    parts += [Text(words) for words in warnings if words]
    return Section(say("Where to pay"), [*parts, Text(say(_FRAUD))])


def bills(
    books: Books, state: str, as_of: date, told: str, reader: Reader = LOCAL, *, of_each: OfEach | None = None
) -> list[Slip]:
    """A Swiss QR bill for each currency in which something is owed and that has an account which takes one; `told`: the
    number of the paper with which it goes. Of a day that has not come the payer writes the amount: what will be owed
    then supposes that nothing more is paid, which a bill that is cut off would not say."""
    asked = _Asked(books, state, as_of, reader, of_each)
    known = [row for row in asked.balances() if row["known"] == "yes"]
    owed = {row.text("currency"): row.amount("outstanding") for row in known if row["outstanding"]}
    asked_for = dict.fromkeys(owed) if asked.foreseen else owed
    message = ", ".join((told, *_made_up(asked)))
    found: dict[str, Bill] = {}
    for row in asked.ask_all("payment_instructions"):
        currency = row.text("currency")
        one = bill(row, asked_for[currency], state, as_of, books.version, message) if currency in owed else None
        if one:
            found.setdefault(currency, one)
    return [slip(one) for one in found.values()]


def _made_up(asked: _Asked) -> list[str]:
    """The mark of a ledger of made-up figures: a bill that is cut off still says so."""
    return [in_words(["demonstration"])] if "demonstration" in asked.books.evidence else []


_FRAUD = mark(
    "These accounts do not change by letter, mail or telephone. Before you pay to another one, call the Secretariat at "
    "a number that you know already."
)
