"""The shell's commands that take whole ledgers from one place to another."""

from __future__ import annotations

from functools import partial

import click

from governance.cli.commands import advance, main, place
from governance.cli.output import refusals
from governance.shipping.relocating import copied
from governance.words import mark, say


@main.command(
    "copy",
    help=mark("Copy a ledger from a file into a database, or the other way, and prove the copy before it stays."),
)
@click.argument("source", metavar="FROM", callback=place)
@click.argument("target", metavar="TO", callback=place)
@refusals
def copy(source: str, target: str) -> None:
    with click.progressbar(length=1, label=say("Copying {source}", source=source)) as bar:
        last = copied(source, target, partial(advance, bar))
    click.echo(
        say(
            "{target} holds the same chain, rows and files, and answers every question as {source} does: "
            "version {version}, head {head}",
            target=target,
            source=source,
            version=last.seq,
            head=last.hash,
        )
    )
