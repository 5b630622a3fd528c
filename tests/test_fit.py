"""The room that the texts of a table need: long ones wrapped and whole, names and hashes never wrapped."""

from __future__ import annotations

import pandas as pd

from governance.ui.parts.fit import fit, pinned

REASON = "Receipts are not declared complete up to this day, so what is outstanding is not known. " * 3


def test_short_texts_leave_the_table_to_streamlit() -> None:
    found = fit(pd.DataFrame({"state": ["Albania"], "amount": [1.5]}), {})
    assert (dict(found.widths), found.row, found.height) == ({}, None, None)


def test_a_long_text_gets_the_room_that_is_left_and_rows_of_its_height() -> None:
    found = fit(pd.DataFrame({"state": ["Albania"], "because": [REASON]}), {})
    assert set(found.widths) == {"because"}
    assert found.widths["because"] > 400
    assert found.row is not None
    assert found.row >= 20 * len(REASON) * 6 / found.widths["because"], "the whole text fits"


def test_the_more_columns_the_narrower_and_taller() -> None:
    few = fit(pd.DataFrame({"because": [REASON]}), {})
    many = fit(pd.DataFrame({"because": [REASON], **{f"amount_{n}": ["1,000,000.00"] for n in range(6)}}), {})
    assert many.widths["because"] < few.widths["because"]
    assert (many.row or 0) > (few.row or 0)


def test_a_hash_is_cut_and_a_name_keeps_its_own_width() -> None:
    frame = pd.DataFrame({"rows": ["0f" * 32], "state": ["The United Kingdom of Great Britain and Northern Ireland"]})
    found = fit(frame, {}, ["state"])
    assert set(found.widths) == {"rows"}
    assert found.row is None


def test_a_table_of_nothing_needs_nothing() -> None:
    assert fit(pd.DataFrame({"because": []}), {}).row is None


def test_a_wide_table_keeps_what_names_its_rows_in_sight() -> None:
    wide = pd.DataFrame(columns=["year", "state", "finding", "recorded", "predicted"])
    assert pinned(wide, ("state",)) == ("year", "state")
    assert pinned(wide, ()) == ("year",)
    assert pinned(wide[["year", "state"]], ("state",)) == ()
