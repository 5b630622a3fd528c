"""The ledger in which visitors arrive is open, and asked, before the first of them comes."""

from __future__ import annotations

import gc
import platform
import subprocess
import sys
from pathlib import Path

import pytest
import streamlit as st
from altair.utils import schemapi

from governance.books import Books
from governance.settings import LEDGERS, ROOT, target
from governance.shipping.ledgers import build
from governance.ui.shell import cache
from governance.ui.shell.opening import begin, open_default
from governance.ui.today import overview
from tests.shipped import shipped_books


def test_the_first_page_is_answered_before_anybody_asks(shipped: Path) -> None:
    """What the overview costs most for is kept in the very books that pages are given."""
    st.cache_resource.clear()  # whatever other tests have asked these books before
    open_default(overview.prepare)
    books = cache.books(target(LEDGERS[0]))
    on = books.last_day()
    asked = {key[0]: key[1] for key in books._answers._found}
    assert asked["voting"] == asked["collection_course"] == asked["attention"] == asked["paid_in_full"] == on
    assert books.genesis == shipped_books(LEDGERS[0].key).genesis


@pytest.mark.parametrize("contents", [None, "empty"])
def test_a_ledger_that_is_not_there_or_holds_nothing_stops_no_server(
    contents: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))
    asked: list[Books] = []

    def ask(books: Books) -> None:
        overview.prepare(books)
        asked.append(books)

    if contents:
        build(target(LEDGERS[0]), contents)
    open_default(ask)
    assert len(asked) == (1 if contents else 0)


def test_what_a_server_holds_at_its_start_is_spared_by_every_later_search_for_garbage(
    shipped: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Streamlit searches after every run; and charts, which the tests hold to their schema, are trusted then."""
    monkeypatch.setattr(schemapi, "DEBUG_MODE", True)
    try:
        begin(lambda books: None)
        assert gc.get_freeze_count() > len(gc.get_objects())
        assert not schemapi.DEBUG_MODE
    finally:
        gc.unfreeze()


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only Linux's usual allocator keeps room for arrays")
def test_arrays_that_are_done_with_are_given_back() -> None:
    """In a process of its own: of two hundred megabytes in arrays of ten, made after smaller ones, nothing is kept."""
    found = subprocess.run([sys.executable, "-c", _ARRAYS], capture_output=True, text=True, cwd=ROOT, check=True)
    held, kept = map(float, found.stdout.split())
    assert held > 190
    assert kept < 40


_ARRAYS = """
import psutil, numpy
from governance.ui.shell.opening import give_back_large_arrays
give_back_large_arrays()
def mib(): return psutil.Process().memory_info().rss / 2**20
before = mib()
numpy.ones(10 * 2**17)  # by which the allocator would learn
arrays, between = [], []
for _ in range(20):
    arrays.append(numpy.ones(10 * 2**17))
    between.append(numpy.ones(2**10))
held = mib() - before
arrays.clear()
print(held, mib() - before)
"""
