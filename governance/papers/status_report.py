"""The status report: what every Member, and every former Member with a debt, owes on a day; footed to the ledger.

Each line foots: what was owed at the year's beginning, and what was booked since, is what is owed now, less a credit.
The sums of all lines are the ledger's own (`identity`), which is asked apart and printed beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256

from governance.access import LOCAL, Reader, check_may_change, check_sees_every_state
from governance.books import Books, Issued, Row
from governance.headings import label
from governance.money import rounded_up
from governance.names import printed
from governance.papers.evidence import in_words_on
from governance.papers.movements import MOVES, Account, account, opened_anew, opening_day
from governance.papers.paper import Paper, Section, Table, Text, lines, number, table_of
from governance.papers.pdf import to_pdf
from governance.problems import Problem, Refused
from governance.rules.vote.nearness import LOST_OR_AT_RISK
from governance.rules.vote.verdict import UNDECIDED, status_in_words
from governance.tables import Kind
from governance.wording import amount
from governance.wording import in_words as day_in_words
from governance.words import count, in_order, language, mark, paragraph, reading_in, say

_ALL = "ALL"
_HEADS = (
    mark("Opening balance"),
    mark("Assessed"),
    mark("Received"),
    mark("Adjusted"),
    mark("Earlier years"),
    mark("Current year"),
    mark("Outstanding"),
    mark("Credit"),
    mark("Disputed"),
)


def status_report(books: Books, as_of: date, reader: Reader = LOCAL) -> Paper:
    """The status of contributions on a day, in the language in force. Raises Refused as `Books.ask` does, and for a
    reader who may not see the accounts of all States."""
    check_sees_every_state(reader)
    report = _Report(books, as_of, reader)
    return Paper(
        issuer=say(books.title),
        title=say("Status of contributions"),
        number=number(books, _ALL, as_of),
        as_of=as_of,
        language=language.get(),
        mark=in_words_on(books, as_of),
        lines=lines(books, _ALL, as_of),
        lead=report.lead(),
        sections=[section for section in report.sections() if section.parts],
        wide=True,
    )


def to_issue(books: Books, as_of: date, reader: Reader = LOCAL) -> Issued:
    """The report of a day, in the language in force, as it would be recorded as issued.

    Raises Refused for a reader who is not finance, and for a day that has not come.
    """
    check_may_change(reader)
    if books.to_come(as_of):
        message = say("This day has not come: a report of it foresees, and is not issued.")
        raise Refused(Problem("report-foreseen", message, suggestion=say("Issue one on a day that has come.")))
    paper = status_report(books, as_of, reader)
    content = sha256(to_pdf(paper)).hexdigest()
    return Issued(paper.number, as_of, paper.language, books.version, books.head, content)


def again(then: Books, issued: Issued, reader: Reader = LOCAL) -> tuple[bytes, bool]:
    """A report's PDF made anew from the books of its version, and whether its bytes are those that were issued: another
    release of the software may set the same facts otherwise. What was issued is whole for all who may see the accounts
    of all States. Raises Refused for others."""
    check_sees_every_state(reader)
    with reading_in(issued.language):
        content = to_pdf(status_report(then, issued.as_of))
    return content, sha256(content).hexdigest() == issued.sha256


class _Report:
    """What is asked for one report."""

    def __init__(self, books: Books, as_of: date, reader: Reader) -> None:
        self.books, self.as_of, self.reader = books, as_of, reader
        self.opened = opening_day(as_of)
        totals = self.ask("identity")
        self.together = [row for row in totals if row["known"] == "yes"]
        self.not_known = [row.text("currency") for row in totals if row["known"] == "no" and row["states"]]
        self.balances = [row for row in self.ask("balances") if row["known"] == "yes"]
        self.before = {(row["state"], row["currency"]): row for row in self.ask("balances", self.opened)}
        self.votes = {row.text("state"): row for row in self.ask("voting")}

    @property
    def _apart(self) -> bool:
        """Whether what is disputed is kept outside of what is owed."""
        return self.books.rulebook.receipts.disputed == "outside"

    def ask(self, question: str, on: date | None = None) -> list[Row]:
        return self.books.ask(question, on or self.as_of, self.reader).dicts()

    def lead(self) -> list[Text]:
        """What is owed in all, what of it in arrears, and how many votes are lost or at risk."""
        texts = [
            Text(
                say(
                    "Outstanding: {outstanding}, of which {arrears} in arrears. States that owe: {owing} of {states}.",
                    outstanding=amount(row.amount("outstanding"), row.text("currency")),
                    arrears=amount(row.amount("arrears"), row.text("currency")),
                    owing=sum(one["currency"] == row["currency"] and one["outstanding"] > 0 for one in self.balances),
                    states=row["states"],
                ),
                strong=True,
            )
            for row in self.together
        ]
        if not texts:
            return [Text(say("What is owed on this day is not known."), strong=True)]
        texts += [
            Text(
                say("What is owed in {currency} on this day is not known: this report does not tell it.", currency=code)
            )
            for code in self.not_known
        ]
        lost = sum(row["nearness"] == "lost" for row in self.votes.values())
        unknown = sum(row["may_vote"] is None for row in self.votes.values())
        if lost or (self.votes and not unknown):
            texts.append(Text(count("{number} Member has no vote.", "{number} Members have no vote.", lost)))
        if unknown:
            texts.append(
                Text(
                    count(
                        "Whether {number} Member may vote is not known.",
                        "Whether {number} Members may vote is not known.",
                        unknown,
                    )
                )
            )
        if self.books.foreseen_from(self.as_of) is not None:
            texts.append(Text(say("This day has not come: what is said of it supposes that nothing more is paid.")))
        return texts

    def sections(self) -> list[Section]:
        return [
            *(self._money(row) for row in self.together),
            Section(say("Votes lost or at risk, and the least to pay"), self._at_risk()),
            Section(say("Status of the other Members under the rule"), self._others()),
            Section(say("Credits and amounts received in advance"), self._credits()),
            Section(say("Payment plans"), table_of(_PLANS, _by_name(self.ask("plans")))),
            Section(say("Receipts of unknown payers"), self._unidentified()),
            Section(say("How the report adds up to the ledger"), self._footing()),
        ]

    def _money(self, together: Row) -> Section:
        """Each State's line in one currency, the sums of them, and the ledger's own totals."""
        currency = together.text("currency")
        rows = [row for row in self.balances if row["currency"] == currency]
        told = sorted(((printed(row.text("state")), self._line(row)) for row in rows if self._told(row)), key=_name)
        sums = [sum((line[place] for _, line in told), Decimal(0)) for place in range(len(_HEADS))]
        cells = [[name, *line] for name, line in told]
        heads = [say("Member State"), *map(say, _HEADS)]
        kinds = [Kind.TEXT, *[Kind.MONEY] * len(_HEADS)]
        foots = all(sums[place] == together[name] for name, place in _OF_THE_LEDGER.items())
        ledger = {name: amount(together.amount(name), currency) for name in _OF_THE_LEDGER}
        return Section(
            say("Contributions in {currency}", currency=currency),
            [
                *(
                    [Table(heads, kinds, cells, [say("Total {currency}", currency=currency), *sums])]
                    if rows and told
                    else []
                ),
                Text(say(_FOOTS if foots else _FOOTS_NOT, **ledger)),
                self._reading(rows),
            ],
        )

    def _reading(self, rows: Sequence[Row]) -> Text:
        """How the lines are read; also where an account begins later than the year."""
        begun = all(self._account(row).opened_with is not None for row in rows)
        words = say(_READ_OUTSIDE if self._apart else _READ, day=day_in_words(self.opened))
        return Text(words if begun else paragraph(words, say(_BEGUN_LATER)))

    def _account(self, row: Row) -> Account:
        return account(self.books, self.before.get((row["state"], row["currency"])), row)

    def _line(self, row: Row) -> list[Decimal]:
        found = self._account(row)
        opened = (found.opened_with or Decimal(0)) + found.moved["opening"]
        booked = [found.moved["assessed"], -found.moved["received"], -found.moved["adjusted"]]
        return [opened, *booked, *(row.amount(name) for name in (*_OF_THE_LEDGER, "disputed"))]

    def _told(self, row: Row) -> bool:
        """Whether a State has a line: a Member, or one with which something is left or was booked."""
        return row["state"] in self.votes or any(self._line(row))

    def _at_risk(self) -> list[Text | Table]:
        rows = [row for row in self.votes.values() if row["nearness"] in LOST_OR_AT_RISK]
        return table_of(_AT_RISK, self._named(rows))

    def _others(self) -> list[Text | Table]:
        """The Members whose vote is not at risk: their status, and what keeps them below the threshold."""
        rows = [row for row in self.votes.values() if row["nearness"] not in LOST_OR_AT_RISK]
        told = any(row["status"] not in UNDECIDED for row in self.votes.values())
        return table_of(_OTHERS, self._named(rows)) if told else []

    def _named(self, rows: list[Row]) -> list[dict[str, object]]:
        """Verdicts in words, by the States' names."""
        body, foreseen = self.books.rulebook.body_of_votes(self.as_of), self.books.foreseen_from(self.as_of) is not None
        words = {row.text("status"): status_in_words(row.text("status"), body, foreseen=foreseen) for row in rows}
        return _by_name({**row, "status": words[row.text("status")], **_whole(row)} for row in rows)

    def _credits(self) -> list[Text | Table]:
        """What is held of each State beyond its debt, and its next contribution where that is assessed already."""
        year = self.as_of.year + 1
        to_come = {
            (row["state"], row["currency"]): row["assessed"]
            for row in self.books.ask("assessed", date(year, 12, 31), self.reader, year=year).dicts()
        }
        rows = [
            [
                printed(row.text("state")),
                row["currency"],
                row["credit"],
                to_come.get((row["state"], row["currency"])),
            ]
            for row in self.balances
            if row["credit"]
        ]
        heads = [
            say("Member State"),
            label("column", "currency"),
            say("Credit"),
            say("Assessed for {year}", year=year),
        ]
        kinds = [Kind.TEXT, Kind.CURRENCY, Kind.MONEY, Kind.MONEY]
        return [Table(heads, kinds, sorted(rows, key=_name))] if rows else []

    def _footing(self) -> list[Text | Table]:
        """The sum of all lines beside the ledger's own total of each column, and what is between them."""
        names = ("opening", "assessed", "received", "adjusted", *_OF_THE_LEDGER, "disputed")
        rows = []
        for total in self.together:
            own = [row for row in self.balances if row["currency"] == total["currency"]]
            for name in names:
                ours = sum((row.amount(name) for row in own), Decimal(0))
                rows.append([label("column", name), total["currency"], ours, total[name], ours - total.amount(name)])
        heads = [
            say("Column, since the ledger began"),
            label("column", "currency"),
            say("Sum of the States"),
            say("Total of the ledger"),
            label("column", "difference"),
        ]
        kinds = [Kind.TEXT, Kind.CURRENCY, Kind.MONEY, Kind.MONEY, Kind.MONEY]
        return [Table(heads, kinds, rows), *self._year()] if rows else []

    def _year(self) -> list[Text | Table]:
        """The same of the movements of the year, where what was owed at its beginning is known."""
        opening = {row["currency"]: row for row in self.ask("identity", self.opened) if row["known"] == "yes"}
        rows = []
        for total in self.together:
            before = opening.get(total["currency"])
            if before is None or opened_anew(before, total):
                continue
            ledger = _movements(account(self.books, before, total))
            own = [_movements(self._account(row)) for row in self.balances if row["currency"] == total["currency"]]
            for name, of_all in ledger.items():
                if name == MOVES["disputed"][1] and not self._apart:
                    continue
                ours = sum((one[name] for one in own), Decimal(0))
                rows.append([say(name), total["currency"], ours, of_all, ours - of_all])
        heads = [
            say("Movement of {year}", year=self.as_of.year),
            label("column", "currency"),
            say("Sum of the States"),
            say("Total of the ledger"),
            label("column", "difference"),
        ]
        kinds = [Kind.TEXT, Kind.CURRENCY, Kind.MONEY, Kind.MONEY, Kind.MONEY]
        return [Table(heads, kinds, rows)] if rows else []

    def _unidentified(self) -> list[Text | Table]:
        """What came in and is nobody's yet: in all, and each receipt of this year."""
        sums: list[Text | Table] = [
            Text(say("In all: {amount}", amount=amount(row.amount("unidentified"), row.text("currency"))))
            for row in self.together
            if row["unidentified"]
        ]
        return [
            *sums,
            *table_of(_UNKNOWN, [row for row in self.ask("unidentified") if row.day("value_date") > self.opened]),
        ]


def _movements(found: Account) -> dict[str, Decimal]:
    """What was owed at the year's beginning, each kind of movement with the sign with which it counts, and what is owed
    now: all but the last add up to it."""
    return {
        _HEADS[0]: (found.opened_with or Decimal(0)) + found.moved["opening"],
        **{words: found.moved[name] for name, (_, words) in MOVES.items() if name != "opening"},
        _CLOSING: found.closing,
    }


_OF_THE_LEDGER = {"arrears": 4, "current_year": 5, "outstanding": 6, "credit": 7}
"""The columns that the ledger gives in total as well, with their places among the sums."""

_CLOSING = mark("Outstanding less credits")
_AT_RISK = ("state", "status", "currency", "arrears", "threshold", "least_payment_for_vote", "pay_by", "no_vote_from")
_OTHERS = ("state", "status", "currency", "arrears", "current_year", "least_payment_for_vote", "pay_by")
_PLANS = ("state", "plan", "agreed", "currency", "due_so_far", "paid", "missed", "because")
_UNKNOWN = ("value_date", "amount", "currency", "reference")
_FOOTS = mark(
    "The lines add up to the ledger: arrears {arrears}, current year {current_year}, outstanding {outstanding}, "
    "credits {credit}."
)
_FOOTS_NOT = mark(
    "The lines do NOT add up to the ledger, which has arrears {arrears}, current year {current_year}, outstanding "
    "{outstanding}, credits {credit}. Do not use this report before finance has found out why."
)
_READ = mark(
    "Opening balance: what was owed on {day}, less a credit. Opening balance + assessed - received - adjusted = "
    "outstanding - credit. What is disputed is owed as well."
)
_READ_OUTSIDE = mark(
    "Opening balance: what was owed on {day}, less a credit. Opening balance + assessed - received - adjusted - what "
    "was disputed since = outstanding - credit. What is disputed is not counted as owed."
)

_BEGUN_LATER = mark(
    "Where what was owed on that day is not known, or balances were opened anew since, the opening balance is what the "
    "account began with, and what was booked since then is told."
)


def _whole(row: Row) -> dict[str, Decimal | None]:
    """What is to be paid in whole units, rounded up, so that it is never short."""
    least = row.amount_or_none("least_payment_for_vote")
    return {"least_payment_for_vote": None if least is None else rounded_up(least)}


def _by_name(rows: Iterable[Mapping[str, object]]) -> list[dict[str, object]]:
    """The rows with their States' names, in the order of these."""
    named = [{**row, "state": printed(str(row["state"]))} for row in rows]
    return sorted(named, key=lambda row: in_order(row["state"]))


def _name(row: Sequence[object]) -> tuple[str, str]:
    return in_order(row[0])
