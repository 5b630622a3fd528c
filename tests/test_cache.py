"""The books that pages share: always those of the ledger as it is on the disk now."""

from __future__ import annotations

import shutil
import threading
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from governance.books import Books
from governance.ledger import Ledger
from governance.ui.shell import cache
from tests.ledgers import hand_in, new_ledger
from tests.shipped import open_page

FIRST = "assessments: year | state | amount\n2022 | XAA | 100.00"
LOST = "assessments: year | state | amount\n2023 | XAA | 200.00"
ANEW = "assessments: year | state | amount\n2023 | XAA | 300.00"


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ledger:
    """Your own ledger with one batch, in a home of its own."""
    made = new_ledger(tmp_path, FIRST)
    place = tmp_path / "yours.duckdb"
    Path(made.target).rename(place)
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))
    monkeypatch.setattr(cache, "_last_seen", {})
    return Ledger(str(place))


def test_a_ledger_restored_from_a_copy_is_read_anew_where_it_has_taken_another_way(ledger: Ledger) -> None:
    """Version 2 of what was lost and version 2 of what was handed in after the restoring are not the same."""
    shutil.copy(ledger.target, ledger.target + ".copy")
    hand_in(ledger, LOST)
    assert [row["assessed"] for row in cache.books(ledger.target).ask("assessed").dicts()][-1] == Decimal(200)
    shutil.move(ledger.target + ".copy", ledger.target)
    hand_in(ledger, ANEW)
    found = cache.books(ledger.target)
    assert found.head == ledger.history()[-1].hash
    assert [row["assessed"] for row in found.ask("assessed").dicts()][-1] == Decimal(300)


def test_who_looks_at_an_older_version_may_choose_each_later_one_and_the_newest_stays_the_default(
    ledger: Ledger,
) -> None:
    assert not open_page(ledger="yours", version="1").exception  # its books are kept from here on
    hand_in(ledger, LOST)
    app = open_page(ledger="yours", version="1")
    choice = app.selectbox(key="choose_version")
    assert [option.split(":")[0] for option in choice.options] == ["2", "1", "0"]
    choice.select("2").run()
    assert "version 2" in "\n".join(str(one.value) for one in app.caption)


def test_who_loads_a_version_keeps_nobody_waiting_who_asks_for_another(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in(ledger, LOST)
    slow, at = threading.Event(), Books.at
    loads: list[int] = []

    def loading(found: Ledger, version: int) -> Books:
        loads.append(version)
        if version == 1:
            assert slow.wait(20)
        return at(found, version)

    monkeypatch.setattr(Books, "at", loading)
    with ThreadPoolExecutor(3) as threads:
        first, same = (threads.submit(cache.books, ledger.target, 1) for _ in range(2))
        assert threads.submit(cache.books, ledger.target, 2).result(20).version == 2
        assert not first.done()
        slow.set()
        assert first.result(20) is same.result(20)
    assert sorted(loads) == [1, 2], "what several ask for is loaded once"
