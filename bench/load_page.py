"""The bare pages of `bench.load`: what our pages drew, drawn again from constants. Served by `streamlit run`."""

from __future__ import annotations

import os
import pickle
from functools import partial
from io import BytesIO
from pathlib import Path
from types import ModuleType as Module
from typing import Any

import streamlit as st

from bench.pages import COMMANDS, Recorder
from governance.settings import ROOT
from tests.shipped import PAGES

HOME = "overview"


class _Writer(pickle.Pickler):
    """Functions that belong to a run, among the arguments, are written as one that does nothing."""

    def persistent_id(self, thing: Any) -> str | None:
        of_a_run = isinstance(thing, partial) or (
            callable(thing)
            and (
                "<" in getattr(thing, "__qualname__", "")
                or not isinstance(getattr(thing, "__self__", None), Module | None)
            )
            and not isinstance(thing, type)
        )
        return "nothing" if of_a_run else None


class _Reader(pickle.Unpickler):
    def persistent_load(self, _: str) -> Any:
        return _nothing


def _nothing(*given: Any, **_: Any) -> str:
    return str(given[0]) if given else ""


def written(pages: dict[str, Recorder]) -> bytes:
    """What each page issued, as bytes."""
    into = BytesIO()
    _Writer(into).dump({name: (recorder.calls, recorder.places) for name, recorder in pages.items()})
    return into.getvalue()


@st.cache_resource
def recorded() -> dict[str, Recorder]:
    """What each page issued, read once."""
    with Path(os.environ["RECORDED"]).open("rb") as file:
        found = _Reader(file).load()
    originals = {name: getattr(st, name) for name in COMMANDS}
    return {name: Recorder(calls, places, originals=originals) for name, (calls, places) in found.items()}


if __name__ == "__main__":
    st.set_page_config(layout="wide")
    files = {name: ROOT / "pages" / folder / f"{name}.py" for folder, name in PAGES}
    page = st.navigation([st.Page(file, default=name == HOME) for name, file in files.items()], position="top")
    recorded()[page.url_path or HOME].replay()
