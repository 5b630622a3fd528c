"""The effect of a change in the shell: what it would do to rows, totals and standings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from governance.cli.output import print_rows
from governance.intake.service.effect import Effect
from governance.intake.service.service import Service
from governance.ledger.proposals import Act
from governance.rules.vote.verdict import status_in_words
from governance.tables import Kind
from governance.words import BodyName, say

_COLUMNS = {
    "about": Kind.TEXT,
    "name": Kind.TEXT,
    "currency": Kind.TEXT,
    "before": Kind.TEXT,
    "after": Kind.TEXT,
    "because": Kind.TEXT,
}


def print_effect(form: str, effect: Effect, *, rules: Sequence[tuple[str, str | None, str | None]] = ()) -> None:
    """Print an effect: row counts per table, each changed cell, totals and standings before and after.

    `rules` are the places of a rulebook that would say something else, each with what it says before and after.
    """
    changed = [("rule", name, None, before, after, None) for name, before, after in rules]
    print_rows(form, list(_COLUMNS), list(_COLUMNS.values()), [*changed, *_rows(effect)])
    if form == "table":
        for sentence in effect.not_told:
            click.echo(sentence)
        click.echo(say("Looked at on {day}, on version {version}.", day=effect.as_of, version=effect.version))


def say_beforehand(service: Service, act: Act, effect: Effect | None = None) -> None:
    """Say how far whoever acts may go alone, and whether it takes another person: beside the answer, which scripts read
    from the standard output."""
    for sentence in service.beforehand(act, effect):
        click.echo(sentence, err=True)


def _rows(effect: Effect) -> Iterator[tuple[str | None, ...]]:
    for table in effect.rows:
        for name, number in (("new", table.new), ("changed", table.changed), ("gone", table.gone)):
            yield "rows", f"{table.table}: {name}", None, None, str(number), None
        for cell in table.cells:
            key = ", ".join(str(part) for part in cell.key)
            yield "cell", f"{table.table} {key}: {cell.column}", None, _text(cell.old), _text(cell.new), None
    for total in effect.totals:
        yield "total", total.name, total.currency, _text(total.before), _text(total.after), None
    for standing in effect.standings:
        before, after = map(_status, (standing.before, standing.after), effect.bodies)
        yield "vote", standing.state, None, before, after, standing.because


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _status(status: str | None, body: BodyName) -> str:
    return say("not a Member") if status is None else status_in_words(status, body)
