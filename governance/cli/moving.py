"""The shell's commands that take whole ledgers from one place, or from one version of the software, to another."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

import click

from governance.cli.commands import advance, main, place
from governance.cli.output import refusals
from governance.ledger import Event, brought_up
from governance.ledger.moving.plain_files import FILES
from governance.shipping.backing_up import backed_up, rebuilt
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


@main.command("backup", help=mark("Write the whole ledger into a folder as plain files, from which it can be rebuilt."))
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.pass_obj
@refusals
def backup(target: str, folder: Path) -> None:
    with click.progressbar(length=1, label=say("Backing up {source}", source=target)) as bar:
        last, damaged = backed_up(target, folder, partial(advance, bar))
    click.echo(
        say("Backed up in {folder}: version {version}, head {head}", folder=folder, version=last.seq, head=last.hash)
    )
    _tell_of(damaged, folder)


@main.command(
    "rebuild",
    help=mark("Rebuild a ledger from its backup; a damaged one that is there is set aside, never deleted."),
)
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.pass_obj
@refusals
def rebuild(target: str, folder: Path) -> None:
    with click.progressbar(length=1, label=say("Building {target}", target=target)) as bar:
        done = rebuilt(folder, target, partial(advance, bar))
    if done.aside:
        click.echo(say("The damaged ledger was not deleted; it is set aside as {place}.", place=done.aside))
    last = done.last
    click.echo(say("{target}: version {version}, head {head}", target=target, version=last.seq, head=last.hash))
    _tell_of(done.without, folder)


def _tell_of(damaged: Sequence[Event], folder: Path) -> None:
    """Whose files are not there as they were handed in, and what helps."""
    for event in damaged:
        click.echo(
            say(
                "The file {file} of batch {batch} is damaged. If you have it as it was handed in, put it at {place}; "
                "rebuilt from there, the ledger has it again. Its rows are whole.",
                file=event.file_name,
                batch=event.batch,
                place=folder / FILES / str(event.file_sha256),
            )
        )


@main.command(help=mark("Bring a ledger of an older version up to date; it is kept as it was beside it."))
@click.pass_obj
@refusals
def migrate(target: str) -> None:
    copy = brought_up(target)
    if copy is None:
        click.echo(say("{target} is up to date.", target=target))
    else:
        click.echo(say("{target} is brought up to date. As it was it is kept in {copy}.", target=target, copy=copy))
