"""The first start: building the ledgers that ship, with their progress on the page."""

from __future__ import annotations

import threading
from pathlib import Path

import streamlit as st

from governance.settings import LEDGERS, LedgerSetting, target
from governance.shipping import build_missing
from governance.words import say

_one_builder = threading.Lock()


def build_missing_ledgers() -> None:
    """Build each listed ledger that is not there yet. Everybody else who arrives meanwhile waits for the first."""
    missing = [entry for entry in LEDGERS if not Path(target(entry)).exists()]
    if not missing:
        return
    with st.status(say("First start: building the ledgers"), expanded=True) as status, _one_builder:
        for entry in missing:
            _build(entry)
        status.update(label=say("The ledgers are built"), state="complete", expanded=False)


def _build(entry: LedgerSetting) -> None:
    bar = st.progress(0.0, text=say(entry.title))

    def progress(done: int, of: int, name: str) -> None:
        bar.progress(done / of, text=say("{ledger}: {file}", ledger=say(entry.title), file=name))

    build_missing(entry, progress)
