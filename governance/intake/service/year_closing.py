"""Closing a financial year: our totals beside the general ledger's and the bank's, and then nothing dated in it moves.

A year is closed with all that came before it. What is found out later about a closed year is entered as an adjustment
dated in the open year, so that a report of the closed year stays as it was.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import MINYEAR, date
from decimal import Decimal

from governance.books import Books
from governance.intake.service.messages import MESSAGES
from governance.intake.understanding.values.amounts import written_number
from governance.ledger import Event, Ledger
from governance.money import rounded
from governance.problems import Problem, Refused
from governance.tables import TABLES
from governance.wording import amount
from governance.words import mark, say

ITEMS = {
    "general_ledger_assessed": ("assessed", mark("Assessed for the year, in the general ledger")),
    "general_ledger_received": ("received", mark("Received in the year, in the general ledger")),
    "general_ledger_outstanding": ("outstanding", mark("Outstanding at the end of the year, in the general ledger")),
    "general_ledger_credit": ("credit", mark("Credit balances at the end of the year, in the general ledger")),
    "bank_received": ("received", mark("Received in the year, at the bank")),
}
"""What others' books are asked for, which of our totals it is held against, and its words."""

Totals = Mapping[tuple[str, str], Decimal]
"""Amounts by item (a key of ITEMS) and currency."""


@dataclass(frozen=True)
class Tie:
    """One total beside the one of others' books: `theirs` is None until it is entered."""

    item: str
    currency: str
    ours: Decimal
    theirs: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """Theirs less ours; None until theirs is entered."""
        return None if self.theirs is None else self.theirs - self.ours

    @property
    def words(self) -> str:
        """What the item is, in words."""
        return say(ITEMS[self.item][1])


def ties(books: Books, year: int, entered: Totals) -> list[Tie]:
    """Each total that closing `year` compares, in each currency of the books, beside what was entered.

    Raises Refused for a year that has not ended, of which nothing is held, or whose receipts are not known to be
    complete, and for an amount entered in a currency in which nothing is held.
    """
    if problems := _cannot_close(books, year):
        raise Refused(*problems)
    own = _own_totals(books, year)
    if strangers := [key for key in entered if (ITEMS[key[0]][0], key[1]) not in own]:
        raise Refused(*(_stranger(item, currency, year) for item, currency in strangers))
    currencies = sorted({currency for _, currency in own})
    return [
        Tie(item, currency, own[total, currency], entered.get((item, currency)))
        for currency in currencies
        for item, (total, _) in ITEMS.items()
    ]


def close(
    ledger: Ledger, books: Books, year: int, entered: Totals, *, who: str, note: str = ""
) -> tuple[Event, list[Tie]]:
    """Close `year` in the ledger, as it stands in `books`. Every total must have been entered; one that does not tie
    needs a note that explains the difference.

    Raises Refused where one is missing or unexplained, or where the ledger has moved on since `books`.
    """
    compared = check_totals(books, year, entered, note)
    totals = [
        {"item": tie.item, "currency": tie.currency, "ours": str(tie.ours), "theirs": str(tie.theirs)}
        for tie in compared
    ]
    return ledger.close_year(year, totals={"totals": totals}, who=who, note=note, after=books.version), compared


def check_totals(books: Books, year: int, entered: Totals, note: str) -> list[Tie]:
    """The totals beside those that were entered. Raises Refused where one is missing, or differs without a note."""
    compared = ties(books, year, entered)
    missing = [_missing(tie) for tie in compared if tie.theirs is None]
    unexplained = [] if note.strip() else [_differs(tie) for tie in compared if tie.difference]
    if missing or unexplained:
        raise Refused(*missing, *unexplained)
    return compared


def _own_totals(books: Books, year: int) -> dict[tuple[str, str], Decimal]:
    """Received is all that came in dated in the year, of unknown payers too, as the bank has it: also what an account
    that was opened anew in it no longer counts. What Members owe and their credits stand apart."""
    last = date(year, 12, 31)
    received: defaultdict[str, Decimal] = defaultdict(Decimal)
    for row in books.ask("received", last).dicts():
        received[row.text("currency")] += row.amount("amount") if row.day("value_date").year == year else 0
    assessed = {row["currency"]: row["assessed"] for row in books.ask("totals", last).dicts() if row["year"] == year}
    own: dict[tuple[str, str], Decimal] = {}
    for row in books.ask("identity", last).dicts():
        currency = row.text("currency")
        own["assessed", currency] = assessed.get(currency) or Decimal(0)
        own["received", currency] = received[currency]
        own |= {(name, currency): row.amount_or_none(name) or Decimal(0) for name in ("outstanding", "credit")}
    return own


def _cannot_close(books: Books, year: int) -> list[Problem]:
    if year >= books.last_day().year:
        return [MESSAGES.problem("year-not-over", {"year": year})]
    if any(closed >= year for closed in books.closed):
        return [MESSAGES.problem("year-closed-already", {"year": year})]
    rows = books.ask("identity", date(year, 12, 31)).dicts() if year >= MINYEAR else []
    if not rows:
        return [MESSAGES.problem("year-empty", {"year": year})]
    if any(row["known"] != "yes" for row in rows):
        return [MESSAGES.problem("year-not-known", {"day": date(year, 12, 31)})]
    return []


def _stranger(item: str, currency: str, year: int) -> Problem:
    values = {"item": say(ITEMS[item][1]), "currency": currency, "year": year}
    return MESSAGES.problem("total-stranger", values, column=item, value=currency)


def _missing(tie: Tie) -> Problem:
    return MESSAGES.problem("total-missing", {"item": tie.words, "currency": tie.currency}, column=tie.item)


def _differs(tie: Tie) -> Problem:
    found = {"theirs": tie.theirs, "ours": tie.ours, "difference": tie.difference}
    amounts = {name: amount(value or Decimal(0), tie.currency) for name, value in found.items()}
    return MESSAGES.problem("total-differs", {"item": tie.words, **amounts}, column=tie.item)


def parse_totals(texts: Sequence[str], home: str) -> Totals:
    """Totals written as item=amount or item.currency=amount; without a currency they are in `home`.

    Raises Refused, with every one that cannot be read, or was given before.
    """
    found: dict[tuple[str, str], Decimal] = {}
    problems = []
    for text in texts:
        name, _, amount = text.partition("=")
        item, _, currency = name.partition(".")
        if item not in ITEMS:
            problems.append(MESSAGES.problem("total-unknown", {"item": item, "known": ", ".join(ITEMS)}, value=item))
        elif (read := read_total(amount)) is None:
            problems.append(why_no_total(amount, item))
        elif (key := (item, currency.upper() or home)) in found:
            values = {"item": say(ITEMS[item][1]), "currency": key[1]}
            problems.append(MESSAGES.problem("total-twice", values, column=item, value=amount))
        else:
            found[key] = read
    if problems:
        raise Refused(*problems)
    return found


def read_total(text: str) -> Decimal | None:
    """An amount as offices write it (1,234.50, 1'234.50, 1 234,50); None where it is none, or could be two."""
    written = written_number(text, TABLES["assessments"].column("amount"))
    if written is None or written.unclear:
        return None
    found = Decimal(written.point or written.comma or "0")
    return found if found == rounded(found) else None


def why_no_total(text: str, item: str | None = None) -> Problem:
    """What is wrong with a text of which `read_total` makes no amount, and how to write it."""
    written = written_number(text, TABLES["assessments"].column("amount"))
    if written is None or not written.unclear:
        return MESSAGES.problem("not-an-amount", {"text": text}, column=item, value=text)
    either = {"by_point": Decimal(written.point or 0), "by_comma": Decimal(written.comma or 0)}
    return MESSAGES.problem("not-an-amount unclear", {"text": text, **either}, column=item, value=text)
