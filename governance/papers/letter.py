"""Letters to a State about its contributions: drafted from its account, edited by a person, set on paper.

A draft asks the questions that the statement asks and works nothing out. What a person makes of it is plain text; the
tables annexed to it are the account's own, whatever the text says. Nothing is sent from here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from hashlib import sha256
from itertools import groupby

from governance.access import LOCAL, Reader
from governance.books import Books, Row
from governance.headings import choice
from governance.names import printed
from governance.papers.evidence import in_words_on
from governance.papers.paper import Paper, Text, lines, number
from governance.papers.statement import annexes, bills
from governance.problems import Problem, Refused
from governance.tables.correspondence import KINDS
from governance.wording import amount, figure
from governance.wording import in_words as day_in_words
from governance.words import SEMICOLON, count, joined, language, mark, paragraph, say

TITLES = {
    "assessment_notice": mark("Assessment notice: {state}"),
    "reminder": mark("Reminder: {state}"),
    "acknowledgement": mark("Acknowledgement of receipt: {state}"),
    "note_verbale": mark("Note verbale: {state}"),
}
LONGEST = 6_000
"""Letters of the text that a person makes of a draft."""

_BLANKS = "\n\u00a0\u202f"

_TO_PAY = ("assessment_notice", "reminder")
"""The letters that ask for money, and bring the bill to pay it with."""

_INFORMED = ("informed", "no_vote", "suspended")
_AT_THE_THRESHOLD = ("reaches_threshold", "maintained", "may_be_suspended")


class Account:
    """What is asked about a State for a letter on a day."""

    def __init__(self, books: Books, state: str, as_of: date, reader: Reader = LOCAL) -> None:
        self.books, self.state, self.as_of, self.reader = books, state, as_of, reader
        self.balances = self.ask("balances")
        self.known = [row for row in self.balances if row["known"] == "yes"]
        self.owing = [row for row in self.known if row["outstanding"] > 0]

    def ask(self, question: str, on: date | None = None, **values: object) -> list[Row]:
        """The rows of a question about the State."""
        return self.books.ask(question, on or self.as_of, self.reader, state=self.state, **values).dicts()

    @property
    def level(self) -> str | None:
        """What a note verbale would be about; None where nothing is owed or it is not known."""
        if not self.owing:
            return None
        status = next((row["status"] for row in self.ask("voting")), None)
        if status in _INFORMED:
            return "informed"
        if status in _AT_THE_THRESHOLD:
            return "reaches_threshold"
        return "in_arrears" if any(row["arrears"] > 0 for row in self.owing) else "due"


def draft(books: Books, kind: str, state: str, as_of: date, reader: Reader = LOCAL) -> str:
    """The text of a letter as the account has it, paragraphs apart by a blank line, in the language in force.

    Raises Refused where the account gives no cause for such a letter, and as `Books.ask` does.
    """
    account = Account(books, state, as_of, reader)
    told = [text for text in _PARTS[kind](account) if text]
    if books.foreseen_from(as_of) is not None:
        told.append(say("This day has not come: what is said of it supposes that nothing more is paid."))
    return "\n\n".join(map(str, told))


def letter(books: Books, kind: str, state: str, as_of: date, text: str, reader: Reader = LOCAL) -> Paper:
    """The letter with a text, in the language in force. Its number names its words too: other words, another number.

    Raises Refused for a text that is empty or too long, and as `Books.ask` does.
    """
    words = _paragraphs(text)
    account = Account(books, state, as_of, reader)
    told = sha256("\n\n".join(words).encode()).hexdigest()[:6]
    level = account.level if kind == "note_verbale" else None
    about = f"{kind.replace('_', '-')}-{state}-{told}"
    subject = [(say("Subject"), choice("letter_level", level))] if level else []
    return Paper(
        issuer=say(books.title),
        title=say(TITLES[kind], state=printed(state)),
        number=number(books, about, as_of),
        as_of=as_of,
        language=language.get(),
        mark=in_words_on(books, as_of),
        lines=[(say("Addressee"), printed(state)), *subject, *lines(books, about, as_of)],
        lead=[Text(one) for one in words],
        sections=annexes(books, state, as_of, reader),
        slips=bills(books, state, as_of, number(books, about, as_of), reader) if kind in _TO_PAY else (),
    )


def _paragraphs(text: str) -> list[str]:
    """The text as its paragraphs, of what can be seen: no control characters, nothing that turns a text around. The
    blanks that keep a figure with its currency stay."""
    shown = "".join(sign if sign.isprintable() or sign in _BLANKS else " " for sign in text.replace("\r\n", "\n"))
    words = [one.strip() for one in "\n".join(line.rstrip() for line in shown.split("\n")).split("\n\n")]
    found = [one for one in words if one]
    if not found:
        raise Refused(Problem("letter-empty", say("The letter has no text."), suggestion=say("Write its text.")))
    if len(shown) > LONGEST:
        message = say("The letter has {found} characters; it may have at most {most}.", found=len(shown), most=LONGEST)
        raise Refused(Problem("letter-too-long", message, suggestion=say("Shorten it.")))
    return found


def _assessment_notice(account: Account) -> Iterator[str]:
    yield paragraph(*_assessed(account))
    yield (
        paragraph(*_beside_it(account))
        if account.known
        else say("What has been paid is not known here, so that this notice tells only what was assessed.")
    )
    yield _please_pay(account)


def _assessed(account: Account) -> Iterator[str]:
    """The contribution of the year with its due date, and the rate."""
    year = account.as_of.year
    assessed = account.ask("assessed", date(year + 1, 12, 31), year=year)  # it may fall due in the year after
    if not assessed:
        raise _no_cause(account, say("It was assessed nothing for {year}.", year=year))
    for row in assessed:
        values = {"amount": amount(row.amount("assessed"), row.text("currency")), "due": day_in_words(row.day("due"))}
        if days := _term(account):
            yield count(
                "The assessed contribution for {year} is {amount}. It is due within {number} day of the receipt of "
                "this notice, or on {due} if that is later.",
                "The assessed contribution for {year} is {amount}. It is due within {number} days of the receipt of "
                "this notice, or on {due} if that is later.",
                days,
                year=year,
                **values,
            )
        else:
            yield say("The assessed contribution for {year} is {amount}. It is due on {due}.", year=year, **values)
    for row in account.ask("scales", date(year, 12, 31), year=year):
        if rate := row.amount_or_none("rate_pct"):
            yield say("The rate on the scale of that year is {rate} per cent.", rate=figure(rate.normalize(), "f"))


def _term(account: Account) -> int | None:
    """Within how many days after the receipt of this notice the rules want the contribution paid; None where they set
    no such term, where a notice of the year was received before, or where a due date is recorded for it."""
    rule, year = account.books.rulebook.due, account.as_of.year
    noticed = any(
        row["letter"] == "assessment_notice" and row["year"] == year and row["received_on"]
        for row in account.ask("notices")
    )
    recorded = account.books.all_rows_in_force("assessments", ("year", "due"), account.state)
    return (
        None if rule is None or noticed or any(of == year and due for of, due in recorded) else rule.days_after_notice
    )


def _beside_it(account: Account) -> Iterator[str]:
    """What is owed for earlier years, and what is held as a credit."""
    for row in account.known:
        values = {name: amount(row.amount(name), row.text("currency")) for name in ("arrears", "credit")}
        if row["arrears"]:
            yield say("For earlier years, {arrears} is unpaid as well.", **values)
        if row["credit"]:
            yield say("A credit of {credit} is held in its favour.", **values)


def _reminder(account: Account) -> Iterator[str]:
    yield _unpaid(account)
    yield _least_payment(account)
    yield _please_pay(account)
    yield _earlier_letters(account)
    yield say("If the payment is under way, please tell us its day and the reference given to the bank.")


def _acknowledgement(account: Account) -> Iterator[str]:
    """The receipts of the last day on which money came in, what each paid, and what is left."""
    applied = [row for row in account.ask("receipts_applied") if row["amount"] > 0]
    last = max((row.day("value_date") for row in applied), default=None)
    if last is None:
        raise _no_cause(account, say("No receipt of it is recorded by this day."))
    for parts in _receipts([row for row in applied if row["value_date"] == last]):
        yield paragraph(*_received(account, parts))
    if not account.known:
        yield say("What is owed on this day is not known.")
    else:
        yield _unpaid(account) if account.owing else say("Nothing is owed.")


def _receipts(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """The parts of each receipt. Two of one amount and reference are told apart by the first being used up."""
    for _, alike in groupby(rows, key=lambda row: (row["reference"], row["amount"])):
        parts: list[Row] = []
        for row in alike:
            parts.append(row)
            if not row.known("applied") or sum(part.amount("applied") for part in parts) == row.amount("amount"):
                yield parts
                parts = []
        if parts:
            yield parts


def _received(account: Account, parts: Sequence[Row]) -> Iterator[str]:
    """One receipt, and each part of it with the year to which it went, where that is known."""
    row = parts[0]
    values = {"amount": amount(row.amount("amount"), row.text("currency")), "day": day_in_words(row.day("value_date"))}
    reference = row.text_or_none("reference")
    yield say(_RECEIVED_AS, reference=reference, **values) if reference else say(_RECEIVED, **values)
    for row in (part for part in parts if part.known("applied")):
        part, year = amount(row.amount("applied"), row.text("currency")), row.whole_or_none("year")
        yield say(_WENT_TO, applied=part, year=year) if year else say(_WENT_NOWHERE, applied=part)


def _note_verbale(account: Account) -> Iterator[str]:
    yield say(
        "The Secretariat presents its compliments to the Permanent Mission and has the honour to draw its attention "
        "to the following."
    )
    yield _unpaid(account)
    if account.level != "due":
        yield paragraph(*(row.text("because") for row in account.ask("voting")))
    yield _least_payment(account)
    yield _earlier_letters(account)
    yield say(
        "The Secretariat avails itself of this opportunity to renew to the Permanent Mission the assurances of its "
        "highest consideration."
    )


_PARTS = dict(zip(KINDS, (_assessment_notice, _reminder, _acknowledgement, _note_verbale), strict=True))
_RECEIVED = mark("We acknowledge with thanks the receipt of {amount} on {day}.")
_RECEIVED_AS = mark("We acknowledge with thanks the receipt of {amount} on {day}, reference {reference}.")
_UNPAID = mark("According to our records, {outstanding} is unpaid on {day}.")
_UNPAID_EARLIER = mark(
    "According to our records, {outstanding} is unpaid on {day}, of which {arrears} is for years that have ended."
)
_WENT_TO = mark("Of this, {applied} went to the contribution of {year}.")
_WENT_NOWHERE = mark("Of this, {applied} is held as a credit.")


def _unpaid(account: Account) -> str:
    """What is owed. Raises Refused where nothing is, or where it is not known."""
    if not account.known:
        raise _no_cause(account, say("What is owed on this day is not known."))
    if not account.owing:
        raise _no_cause(account, say("Nothing is owed."))
    return paragraph(*(_owed(row, account.as_of) for row in account.owing))


def _owed(row: Row, on: date) -> str:
    sums = {name: amount(row.amount(name), row.text("currency")) for name in ("outstanding", "arrears")}
    return say(_UNPAID_EARLIER if row["arrears"] else _UNPAID, day=day_in_words(on), **sums)


def _least_payment(account: Account) -> str:
    """What to pay by when for the vote; nothing where no payment is needed for it."""
    rows = [row for row in account.ask("least_payment") if row.amount("payable") > Decimal(0)]
    return paragraph(*(row.text("words") for row in rows))


def _please_pay(account: Account) -> str:
    if not account.books.ask("payment_instructions", account.as_of, account.reader).rows:
        return say("We would be grateful for its payment.")
    return say("We would be grateful for its payment to the account named below.")


def _earlier_letters(account: Account) -> str:
    """The last letters on record that asked for money."""
    sent = [row for row in account.ask("notices") if row["letter"] != "acknowledgement"]
    if not sent:
        return ""
    told = [
        say(_LETTER_OF, letter=choice("letter", row.text("letter")), day=day_in_words(row.day("sent")))
        for row in sent[-_CITED:]
    ]
    return say("Our last letters: {letters}.", letters=joined(SEMICOLON, told))


_CITED = 3
_LETTER_OF = mark("{letter} of {day}")


def _no_cause(account: Account, why: str) -> Refused:
    return Refused(
        Problem(
            "letter-without-cause",
            paragraph(say("The account of {state} gives no cause for this letter.", state=printed(account.state)), why),
            column="state",
            value=account.state,
            suggestion=say("Choose another letter, or another day."),
        )
    )
