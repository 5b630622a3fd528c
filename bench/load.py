"""Many sessions at once: how long a click takes, over the bare page with the same elements and an office's own page.

Sessions speak to the server as browsers do, over its websocket on loopback, and click through the places as a
committee, a delegation or finance does, each with a State and a day of its own, one click in so many seconds. A click
ends where the server says that the page is drawn; drawing in the browser is `bench.face`. In turn, each against a
server of its own through which somebody has gone once: ours, the bare pages (what ours drew, from constants) and
`bench.office_page`.
Also: the memory that a session takes, and how many sessions a core serves at a click in 30 seconds.

    python -m bench.load [--sessions N ...] [--clicks N] [--pause SECONDS] [--rows N]
"""

from __future__ import annotations

import argparse
import asyncio
import logging
import os
import random
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Coroutine, Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil
from streamlit.proto.Alert_pb2 import Alert
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.typing import Subprotocol

from bench.goals import goal
from bench.invented import LAST_DAY
from bench.load_page import HOME, written
from bench.office import serving, write_sheets
from bench.pages import RECORDER, Recorder, open_app
from governance.settings import ROOT
from governance.ui.shell.places import PLACES

WALKS = {
    "committee": ("overview", "assessed_budget", "zero_nominal_growth", "members_and_observers", "what_if"),
    "delegation": ("statement", "arrears_and_voting", "statement", "paid_in_full"),
    "finance": ("upload", "register", "assessment_checks", "status_reports"),
}
"""What each audience opens, in this order and again."""
SIZES = (10, 50, 100)
_ADDRESSES = {tab.name: tab.address for place in PLACES for tab in place.tabs}
_STATES = ("AFG", "ALB", "ARG", "AUS", "AUT", "BEL", "BGD", "BRA", "CAN", "CHE", "COL", "DEU", "EGY", "FRA", "GHA")
_STRAIGHT, _APART = 0.5, 30
"""A click comes within half to one and a half pauses; a session's figures are of a click in 30 seconds."""


@dataclass
class Found:
    """What one server was seen to do."""

    seconds: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))  # of each click, by place
    errors: list[str] = field(default_factory=list)
    session_mib: float = 0.0
    click_seconds: float = 0.0  # of the processors, for a click

    @property
    def every(self) -> list[float]:
        """The seconds of each click on whatever place."""
        return [one for each in self.seconds.values() for one in each]


class Session:
    """One visitor: a websocket, and the pages that the server has told it of."""

    def __init__(self, socket: ClientConnection, found: Found) -> None:
        self._socket, self._found = socket, found
        self._pages: dict[str, str] = {}

    async def click(self, place: str, address: str, query: dict[str, str]) -> None:
        """Open a place and wait until it is drawn."""
        asked = BackMsg()
        asked.rerun_script.query_string = urlencode(query)
        asked.rerun_script.page_script_hash = self._pages.get(address, "")
        asked.rerun_script.page_name = "" if address in self._pages else address
        started = time.perf_counter()
        await self._socket.send(asked.SerializeToString())
        while not await self._drawn(place):
            pass
        self._found.seconds[place].append(time.perf_counter() - started)

    async def _drawn(self, place: str) -> bool:
        """Take one message; whether it says that the page is drawn."""
        told = ForwardMsg()
        told.ParseFromString(bytes(await self._socket.recv(decode=False)))
        kind = told.WhichOneof("type")
        if kind == "navigation":
            self._pages = {page.url_pathname: page.page_script_hash for page in told.navigation.app_pages}
        elif kind == "delta":
            element = told.delta.new_element
            if element.HasField("exception") or element.alert.format == Alert.ERROR:
                self._found.errors.append(f"{place}: {element.exception.message or element.alert.body}")
        elif kind == "page_not_found":
            self._found.errors.append(f"{place}: no such page")
        return kind == "script_finished" and told.script_finished in (
            ForwardMsg.FINISHED_SUCCESSFULLY,
            ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
        )


async def visit(at: str, number: int, clicks: int, pause: float, found: Found, addresses: dict[str, str]) -> None:
    """One session from its first click to its last."""
    walk = list(WALKS.values())[number % len(WALKS)]
    chance = random.Random(number)
    query = {"as_of": str(LAST_DAY - timedelta(days=number % 5)), "state": _STATES[number % len(_STATES)]}
    await asyncio.sleep(chance.random() * pause)
    async with connect(
        f"{at.replace('http', 'ws')}/_stcore/stream", subprotocols=[Subprotocol("streamlit")], max_size=None
    ) as socket:
        session = Session(socket, found)
        for turn in range(clicks):
            if turn:
                await asyncio.sleep(pause * (_STRAIGHT + chance.random()))
            place = walk[turn % len(walk)]
            await session.click(place, addresses.get(place, ""), query)


def under_load(
    server: tuple[str, psutil.Process], sessions: int, clicks: int, pause: float, addresses: dict[str, str]
) -> Found:
    """What a server does under so many sessions, once somebody has gone through its places."""
    at, process = server
    found = Found()

    async def all_of_them() -> None:
        at_work = (visit(at, number, clicks, pause, found, addresses) for number in range(sessions))
        await asyncio.wait_for(asyncio.gather(*at_work), timeout=60 + 10 * pause * clicks)

    first = (visit(at, walk, 5, 0, Found(), addresses) for walk in range(len(WALKS)))
    asyncio.run(_each_in_turn(first))
    held, used = _mib(process), _processor(process)
    asyncio.run(all_of_them())
    found.session_mib = (_mib(process) - held) / sessions
    found.click_seconds = (_processor(process) - used) / len(found.every)
    return found


async def _each_in_turn(visits: Iterable[Coroutine[Any, Any, None]]) -> None:
    for each in visits:
        await asyncio.wait_for(each, timeout=120)


def _mib(process: psutil.Process) -> float:
    return float(process.memory_info().rss) / 2**20


def _processor(process: psutil.Process) -> float:
    times = process.cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


def record(folder: Path) -> None:
    """Write down what each of our pages draws, for the bare ones to draw again."""
    os.environ["GOVERNANCE_HOME"] = str(folder)
    logging.disable(logging.WARNING)
    RECORDER.install()
    pages = {}
    for place in sorted({place for walk in WALKS.values() for place in walk}):
        app = open_app(place, as_of=str(LAST_DAY), state=_STATES[0])
        assert not app.exception
        RECORDER.recording = True
        app.run()
        RECORDER.recording = False
        pages[place] = Recorder(RECORDER.calls, RECORDER.places)
    (folder / "recorded").write_bytes(written(pages))


def measure(folder: Path, sessions: int, clicks: int, pause: float) -> dict[str, Found]:
    """What each server did, in turn."""
    bare, office = (str(ROOT / "bench" / f"{name}_page.py") for name in ("load", "office"))
    ways = {
        "ours": (serving("governance.ui.serve", GOVERNANCE_HOME=str(folder)), _ADDRESSES),
        "bare": (
            serving("streamlit", "run", bare, RECORDED=str(folder / "recorded"), PYTHONPATH=str(ROOT)),
            {name: name for name in _ADDRESSES if name != HOME},
        ),
        "office": (serving("streamlit", "run", office, OFFICE=str(folder)), {}),
    }
    found = {}
    for name, (serves, addresses) in ways.items():
        with serves as server:
            found[name] = under_load(server, sessions, clicks, pause, addresses)
    return found


def p95(seconds: list[float]) -> float:
    """The time within which 95 of 100 clicks end."""
    return sorted(seconds)[max(0, -(-len(seconds) * 95 // 100) - 1)]


def show(found: dict[str, Found], sessions: int, rows: int) -> None:
    """Print a line for each place and for each server, and whether the goals are met."""
    print(f"\n{sessions} sessions, {rows:,} receipts: milliseconds of a click")
    print(f"{'':>22} {'p50':>7} {'p95':>7} {'bare p50':>9} {'bare p95':>9}")
    ours, bare, office = found["ours"], found["bare"], found["office"]
    for place, mine in sorted(ours.seconds.items()):
        floor = bare.seconds[place]
        figures = (statistics.median(mine), p95(mine), statistics.median(floor), p95(floor))
        print(f"{place:>22}", *(f"{one * 1000:{width}.0f}" for one, width in zip(figures, (7, 7, 9, 9), strict=True)))
    for name, each in found.items():
        middle, late = (f"{one * 1000:.0f} ms" for one in (statistics.median(each.every), p95(each.every)))
        counted = f"{len(each.every)} clicks, {len(each.errors)} errors, {each.session_mib:.1f} MiB a session"
        served = f"{_APART / each.click_seconds:.0f} sessions a core at a click in {_APART} s"
        print(f"{name:>8}: p50 {middle}, p95 {late}, {counted}, {served}")
        print(*sorted(set(each.errors))[:5], sep="\n", end="\n" if each.errors else "")
    goal(f"errors at {sessions} sessions", len(ours.errors), 0, f"{len(ours.every)} clicks", "errors")
    goal(f"p95 at {sessions} sessions", p95(ours.every) / p95(bare.every), 1.5, "the bare pages' p95")
    goal(f"p95 at {sessions} sessions, {rows:,} receipts", p95(ours.every) / p95(office.every), 1, "the office's page")


def main() -> None:
    """Measure at each number of sessions."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sessions", type=int, nargs="*", default=SIZES, help="at most 100")
    parser.add_argument("--clicks", type=int, default=3, help="of each session, at most 20")
    parser.add_argument("--pause", type=float, default=20.0, help="seconds between two clicks")
    parser.add_argument("--rows", type=int, default=10_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base)
        write_sheets(folder, given.rows)
        record(folder)
        for sessions in given.sessions:
            many = min(sessions, 100)
            show(measure(folder, many, min(given.clicks, 20), given.pause), many, given.rows)


if __name__ == "__main__":
    main()
