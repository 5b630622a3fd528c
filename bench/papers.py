"""What leaves the software: a statement of account for every State, and an answer by its address.

Statements: from the questions to the PDF, over typst compiling the very same documents by itself. Addresses: the csv of
`balances` with an answer that is kept already, over a route of Starlette's that returns the same bytes; and for a
reader who has it.

    python -m bench.papers [--rounds N]
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import typst
from starlette.applications import Starlette
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from bench.goals import goal
from governance.access import LOCAL
from governance.books import Books
from governance.papers.all_statements import make_all
from governance.ui.shell.routes.listed import routes
from tests.shipped import TODAY, build_shipped, shipped_books

_ADDRESS = f"/data/balances.csv?ledger=demonstration&as_of={TODAY.isoformat()}"
_ROUNDS = 3


def statements() -> None:
    """Every State's statement in a folder, and typst alone with what it was given for each."""
    given: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
    compile_paper = typst.compile_with_warnings

    def noted(*files: Any, **options: Any) -> Any:
        given.append((files, options))
        return compile_paper(*files, **options)

    def ours(books: Books) -> int:
        with tempfile.TemporaryDirectory() as folder:
            return len(list(make_all(books, TODAY, Path(folder), LOCAL)))

    def bare() -> None:
        with tempfile.TemporaryDirectory() as empty:
            for files, options in given:
                compile_paper(*files, **{**options, "root": empty})

    with patch.object(typst, "compile_with_warnings", noted):
        number = ours(shipped_books("demonstration"))
    times = []
    for _ in range(_ROUNDS):
        fresh = shipped_books("demonstration")  # nothing of it has been asked yet
        times.append((seconds(partial(ours, fresh)), seconds(bare)))
    whole, alone = (statistics.median(column) for column in zip(*times, strict=True))
    each = whole / number * 1000
    told = f"{number} statements {whole:6.2f} s, {each:4.0f} ms each; typst alone {alone:6.2f} s"
    print(f"median of {_ROUNDS} in turn: {told}")
    goal(f"{number} statements", whole / alone, 2, "typst compiling the same documents")


def addresses(rounds: int) -> None:
    """The csv of an answer at its address, and at a route that has the bytes."""
    with TestClient(Starlette(routes=routes())) as ours:
        came = ours.get(_ADDRESS)
        content, tag = came.content, {"If-None-Match": came.headers["etag"]}
        plain = Route("/data/balances.csv", lambda request: Response(content, media_type="text/csv"))
        with TestClient(Starlette(routes=[plain])) as bare:
            asks: tuple[Callable[[], object], ...] = (
                lambda: ours.get(_ADDRESS), lambda: ours.get(_ADDRESS, headers=tag), lambda: bare.get(_ADDRESS),
            )  # fmt: skip
            times = [[seconds(ask) for ask in asks] for _ in range(rounds)]
    whole, had, alone = (statistics.median(column) for column in zip(*times, strict=True))
    print(
        f"median of {rounds} in turn: balances.csv {whole * 1000:5.2f} ms, where the reader has it "
        f"{had * 1000:5.2f} ms; a bare route {alone * 1000:5.2f} ms"
    )
    goal("/data/balances.csv", whole / alone, 2, "a route that returns the same bytes")


def seconds(act: Callable[[], object]) -> float:
    """How long it takes."""
    started = time.perf_counter()
    act()
    return time.perf_counter() - started


def main() -> None:
    """Measure both over the demonstration."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=100)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        build_shipped(Path(folder) / "shipped")
        statements()
        addresses(given.rounds)


if __name__ == "__main__":
    main()
