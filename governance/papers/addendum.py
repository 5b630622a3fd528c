"""The addendum to a status report that was issued: what came in since, by State, who joined or left, and which status
changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from governance.access import LOCAL, Reader, check_sees_every_state
from governance.books import Books, Issued, Row
from governance.headings import label
from governance.names import printed
from governance.papers.evidence import in_words_on
from governance.papers.paper import Paper, Section, Table, Text, lines, number, table_of
from governance.rules.vote.verdict import status_in_words
from governance.tables import Kind
from governance.wording import amount
from governance.wording import in_words as day_in_words
from governance.words import in_order, language, listed, mark, say


def addendum(then: Books, now: Books, issued: Issued, as_of: date, reader: Reader = LOCAL) -> Paper:
    """What came in since a report was issued, until a day as it is known now, in the language in force."""
    check_sees_every_state(reader)
    about = f"ALL-SINCE-{issued.version}-{issued.as_of:%Y%m%d}"
    on = issued.as_of
    before, after = (books.ask("received", day, reader).dicts() for books, day in ((then, on), (now, as_of)))
    came, taken_back = _apart(after, before), _apart(before, after)
    sections = [
        Section(say("Receipts recorded since"), _receipts(came)),
        Section(say("Receipts of the report that were changed or taken back since"), _receipts(taken_back)),
        Section(say("Changed status under the rule"), _changed(then, now, on, as_of, reader)),
    ]
    told = [section for section in sections if section.parts]
    others = list(_joined_or_left(then, now, on, as_of, reader))
    lead = [
        say(
            "What came in after the status report {number} as of {day}, until {until}.",
            number=issued.number,
            day=day_in_words(on),
            until=day_in_words(as_of),
        ),
        *_sums(_CAME, came),
        *_sums(_TAKEN_BACK, taken_back),
        *_together(then, now, on, as_of, reader),
        *others,
        *([] if told or others else [say("Nothing came in, and no status changed.")]),
    ]
    return Paper(
        issuer=say(now.title),
        title=say("Status of contributions: addendum"),
        number=number(now, about, as_of),
        as_of=as_of,
        language=language.get(),
        mark=in_words_on(now, as_of),
        lines=lines(now, about, as_of),
        lead=[Text(words, strong=place == 0) for place, words in enumerate(lead)],
        sections=told,
        wide=True,
    )


_CAME = mark("Receipts recorded since come to {amount}.")
_TAKEN_BACK = mark("Receipts of the report that were changed or taken back since come to {amount}.")
_COLUMNS = ("state", "value_date", "currency", "amount", "reference")


def _apart(rows: list[Row], others: list[Row]) -> list[tuple[object, ...]]:
    """The receipts that the others lack, each as often as it is there more."""
    more = Counter(_receipt(row) for row in rows) - Counter(_receipt(row) for row in others)
    return sorted(more.elements(), key=lambda cells: (in_order(cells[0]), *map(str, cells[1:])))


def _receipt(row: Row) -> tuple[object, ...]:
    state = row.text_or_none("state")
    payer = printed(state) if state else say("unidentified")
    return (payer, *(row[name] for name in _COLUMNS[1:]))


def _receipts(rows: list[tuple[object, ...]]) -> list[Text | Table]:
    """The receipts by State, in the order of their days."""
    return table_of(_COLUMNS, [dict(zip(_COLUMNS, row, strict=True)) for row in rows])


def _sums(message: str, rows: list[tuple[object, ...]]) -> list[str]:
    """The sum of receipts in each currency."""
    sums: dict[str, Decimal] = {}
    for row in rows:
        _, _, currency, received, _ = row
        sums[str(currency)] = sums.get(str(currency), Decimal(0)) + Decimal(str(received))
    return [say(message, amount=amount(total, currency)) for currency, total in sorted(sums.items())]


def _joined_or_left(then: Books, now: Books, on: date, as_of: date, reader: Reader) -> Iterator[str]:
    """The States that are Members on one of both days only."""
    were, are = (
        set(books.ask("members", day, reader, status="member").column("state"))
        for books, day in ((then, on), (now, as_of))
    )
    if are - were:
        yield say("Members now that were none in the report: {states}.", states=_named(are - were))
    if were - are:
        yield say("Members in the report that are none now: {states}.", states=_named(were - are))


def _named(states: set[object]) -> str:
    return listed(sorted((printed(str(state)) for state in states), key=in_order))


def _changed(then: Books, now: Books, on: date, as_of: date, reader: Reader) -> list[Text | Table]:
    """The Members whose status is another now, with the arrears on both days."""
    was = {row.text("state"): row for row in then.ask("voting", on, reader).dicts()}
    before, after = then.rulebook.body_of_votes(on), now.rulebook.body_of_votes(as_of)
    rows = [
        [
            printed(row.text("state")),
            status_in_words(was[row.text("state")].text("status"), before),
            status_in_words(row.text("status"), after),
            row["currency"],
            was[row.text("state")]["arrears"],
            row["arrears"],
        ]
        for row in now.ask("voting", as_of, reader).dicts()
        if row["state"] in was and row["status"] != was[row.text("state")]["status"]
    ]
    heads = [
        label("column", "state"),
        say("Status in the report"),
        say("Status now"),
        label("column", "currency"),
        say("Arrears in the report"),
        say("Arrears now"),
    ]
    kinds = [Kind.TEXT, Kind.TEXT, Kind.TEXT, Kind.CURRENCY, Kind.MONEY, Kind.MONEY]
    return [Table(heads, kinds, sorted(rows, key=lambda row: in_order(row[0])))] if rows else []


def _together(then: Books, now: Books, on: date, as_of: date, reader: Reader) -> list[str]:
    """What is owed in all on both days."""
    was = {row["currency"]: row for row in then.ask("identity", on, reader).dicts() if row["known"] == "yes"}
    return [
        say(
            "Outstanding in the report: {before}; now: {after}.",
            before=amount(was[currency].amount("outstanding"), currency),
            after=amount(row.amount("outstanding"), currency),
        )
        for row in now.ask("identity", as_of, reader).dicts()
        if row["known"] == "yes" and (currency := row.text("currency")) in was
    ]
