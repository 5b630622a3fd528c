"""One move of a slider in the laboratory, over a bare page with the same Streamlit elements.

175 Members, a scenario of 20 years and a second one beside it. Each run moves the growth by a tenth of a per cent, so
that no answer is kept; the bare page issues the recorded commands again (see bench.pages). Both run again in a session
that has run before, as a move does: Streamlit then reads the state of every widget that it holds. Goal: at most 2
times.

    python -m bench.laboratory [--runs N]
"""

from __future__ import annotations

import argparse
import logging
import statistics
import tempfile
from datetime import date
from pathlib import Path

from streamlit.testing.v1 import AppTest

from bench.pages import BARE_SECONDS, RECORDER, bare, open_app
from tests.shipped import build_shipped

LINK = {"base": "2022", "until": "2042", "growth": "2", "inflation": "1", "growth_b": "zrg", "inflation_b": "1"}
"""The published facts: 175 Members of 2022."""


def move(app: AppTest, turn: int) -> float:
    """Move the slider; the seconds that the page's script took."""
    app.slider[0].set_value(round(2 + turn / 10, 1))
    app.run()
    assert not app.exception
    assert not app.error
    return RECORDER.seconds


def measure(runs: int) -> tuple[list[float], list[float], int]:
    """The seconds of each move and of the bare page, in turn, and how many Members the table has."""
    app = open_app("what_if", ledger="iom", as_of=date(2026, 11, 22).isoformat(), **LINK)
    assert not app.exception
    RECORDER.recording = True
    move(app, 0)
    RECORDER.recording = False
    calls, places = RECORDER.calls, RECORDER.places
    moved = []
    bare_app = AppTest.from_function(bare, default_timeout=120)
    RECORDER.calls, RECORDER.places = calls, places
    bare_app.run()
    assert not bare_app.exception
    BARE_SECONDS.clear()
    for turn in range(1, runs + 1):
        moved.append(move(app, turn))
        RECORDER.calls, RECORDER.places = calls, places
        bare_app.run()
    members = next(frame.value for frame in app.dataframe if "State" in frame.value)
    return moved, BARE_SECONDS, len(members)


def main() -> None:
    """Print the medians and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=21)
    runs = parser.parse_args().runs
    logging.disable(logging.WARNING)
    RECORDER.install()
    with tempfile.TemporaryDirectory() as home:
        build_shipped(Path(home))
        moved, bared, members = measure(runs)
    print(
        f"{members} Members, 20 years, two scenarios: median of {runs} moves of one slider, in turn with the bare page"
    )
    for name, middle in (("median", statistics.median), ("least", min)):  # the least: when nobody else is at work
        floor, page = middle(bared), middle(moved)
        print(f"{name:6}  bare {floor * 1000:6.1f} ms   page {page * 1000:6.1f} ms   ratio {page / floor:4.2f}")


if __name__ == "__main__":
    from bench.laboratory import main as run  # one module, whether run or imported by the bare page's script

    run()
