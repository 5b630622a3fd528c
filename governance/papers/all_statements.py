"""The statements of account of all States: a file each in a folder, to be broken off and gone on with, and a zip.

What is made stays, with its number in a small list beside it (`statements.json`): a statement is made again only where
its number says that the ledger, its version, the day or the language is another. Two papers are in memory at a time.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextvars import copy_context
from datetime import date
from pathlib import Path

from governance.access import LOCAL, Reader
from governance.books import Books
from governance.names import printed
from governance.papers.of_each import OfEach
from governance.papers.paper import number
from governance.papers.pdf import to_pdf
from governance.papers.statement import statement
from governance.papers.whole_files import write_whole
from governance.words import in_order

_LIST = "statements.json"
_MADE = (1980, 1, 1, 0, 0, 0)  # the first day that a zip can tell, so that the same papers are the same bytes


def states_with_account(books: Books, on: date, reader: Reader = LOCAL) -> list[str]:
    """The States that have an account on the day and that the reader sees, in the order of their names."""
    states = {str(state) for state in books.ask("balances", on, reader).column("state")}
    return sorted(states, key=lambda state: in_order(printed(state)))


def make_all(books: Books, on: date, folder: Path, reader: Reader = LOCAL) -> Iterator[str]:
    """Make the PDF of each State that is not there yet, in the language in force; yields each State once its own is.

    While one is set, which holds no lock of Python's, what the next says is asked already. The folder is made where it
    is missing. Raises OSError where it cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made, of_each = _numbers(folder), OfEach(books, reader)

    def keep(state: str, content: bytes) -> str:
        write_whole(folder / f"{state}.pdf", content)
        made[state] = number(books, state, on)
        write_whole(folder / _LIST, json.dumps(made, indent=0, sort_keys=True).encode())
        return state

    being_set: tuple[str, Future[bytes]] | None = None
    with ThreadPoolExecutor(max_workers=1) as setting:
        for state in states_with_account(books, on, reader):
            there = made.get(state) == number(books, state, on) and (folder / f"{state}.pdf").exists()
            paper = None if there else statement(books, state, on, reader, of_each=of_each)
            if being_set:
                before, content = being_set
                yield keep(before, content.result())
            being_set = None if paper is None else (state, setting.submit(copy_context().run, to_pdf, paper))
            if there:
                yield state
        if being_set:
            last, content = being_set
            yield keep(last, content.result())


def zipped(folder: Path, states: list[str]) -> bytes:
    """The PDFs of these States in one file, each as it is: a PDF is compressed already."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as packed:
        for state in states:
            packed.writestr(zipfile.ZipInfo(f"{state}.pdf", _MADE), (folder / f"{state}.pdf").read_bytes())
    return content.getvalue()


def _numbers(folder: Path) -> dict[str, str]:
    """The numbers of the statements that are there; none where no list is, or one that cannot be read."""
    try:
        held = json.loads((folder / _LIST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}
