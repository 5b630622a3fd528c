"""The register on the screen: what each batch changed, taking it back and again, and assigning unknown payers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from governance.ledger import Ledger
from governance.settings import setting, target
from tests.shipped import TODAY, open_page, shipped_books, table_on, tables_on, words_on


@pytest.fixture(autouse=True)
def own_home(shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The shipped ledgers as copies, since these tests change them."""
    for ledger in shipped.glob("*.duckdb"):
        shutil.copy(ledger, tmp_path / ledger.name)
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))


def demonstration() -> Ledger:
    entry = setting("demonstration")
    assert entry is not None
    return Ledger(target(entry))


def batch_of(table: str) -> str:
    return next(str(event.batch) for event in demonstration().history() if event.table_name == table)


def button(app: AppTest, label: str) -> object:
    return next(found for found in app.button if found.label == label)


def fill(app: AppTest, label: str, text: str) -> None:
    next(box for box in app.text_input if box.label in (label, f"{label} (required)")).input(text)


def test_a_batch_is_revoked_for_a_reason_after_its_effect_was_seen_and_taken_back_again() -> None:
    number = batch_of("adjustments")
    app = open_page("register", ledger="demonstration", batch=number)
    assert f"Batch {number}:" in words_on(app)
    next(t for t in app.toggle if t.label == f"See what revoking batch {number} changes").set_value(True)
    app.run()
    effect = [frame for frame in tables_on(app) if "Before" in frame]
    assert "Adjusted" in list(effect[-1]["Total"]), "the effect comes first"
    button(app, f"Revoke batch {number}").click()  # type: ignore[attr-defined]
    app.run()
    assert "Say why batch" in words_on(app) or "Say who you are" in words_on(app)
    fill(app, "Your name", "Ana")
    fill(app, "Why", "wrong bank")
    app.run()
    button(app, f"Revoke batch {number}").click()  # type: ignore[attr-defined]
    app.run()
    last = demonstration().history()[-1]
    assert (last.kind, last.who, last.note, str(last.batch)) == ("revoked", "Ana", "wrong bank", number)
    assert "Done and recorded." in "\n".join(str(found.value) for found in app.success)
    assert [str(found.value) for found in app.toast] == ["Recorded. The top of this page says what."]
    next(t for t in app.toggle if t.label == f"See what batch {number} changes if it is put in force again").set_value(
        True
    )
    app.run()
    button(app, f"Put batch {number} in force again").click()  # type: ignore[attr-defined]
    app.run()
    assert demonstration().history()[-1].kind == "reaccepted"


def test_the_filters_are_in_the_link_and_a_wrong_one_is_refused_in_words() -> None:
    app = open_page("register", ledger="demonstration", table="receipts")
    shown = app.dataframe[0].value
    assert set(shown["table"]) == {"Receipts"}
    for link in ({"batch": "999"}, {"table": "nonsense"}, {"event": "eaten"}):
        app = open_page("register", ledger="demonstration", **link)
        assert not app.exception
        assert "which is not there" in words_on(app)


def test_an_older_version_is_only_looked_at() -> None:
    app = open_page("register", ledger="demonstration", batch="1", version="3")
    assert "You look at an older version" in words_on(app)
    assert not [toggle for toggle in app.toggle if not str(toggle.key).startswith("all_")], "but for longer tables"


def test_an_empty_ledger_has_a_register_with_its_opening() -> None:
    app = open_page("register", ledger="yours")
    assert "0 batches" in words_on(app)
    assert not app.error


def test_a_year_is_closed_on_the_screen_and_shows_what_was_compared() -> None:
    books = shipped_books("demonstration")
    app = open_page("closing", ledger="demonstration", year="2025")
    from governance.intake.service.year_closing import ITEMS, ties

    for tie, box in zip(ties(books, 2025, {}), app.text_input, strict=False):
        box.input(str(tie.ours))
    fill(app, "Your name", "Ana")
    app.run()
    assert words_on(app).count(":material/check_circle: ties") == len(ITEMS)
    button(app, "Close 2025").click()  # type: ignore[attr-defined]
    app.run()
    assert demonstration().history()[-1].kind == "closed"
    assert "closed to the end of 2025" in words_on(app)


def test_text_from_a_file_is_shown_as_it_is_and_never_as_markup() -> None:
    app = open_page("assessed_budget", ledger="demonstration", state="[pay](mailto:evil)")
    assert r"\[pay\](mailto\:evil)" in words_on(app)


def test_on_paper_every_event_and_every_receipt_of_an_unknown_payer_is_a_row() -> None:
    app = open_page("register", ledger="demonstration", print="1")
    assert not app.dataframe, "a grid to pick from prints what is seen of it"
    books = shipped_books("demonstration")
    assert len(table_on(app, "recorded_at", "who")) == len(books.ask("register", TODAY).rows)
    assert "the software itself" in set(table_on(app, "recorded_at", "who")["who"])
    payers = open_page("payers", ledger="demonstration", print="1")
    assert len(table_on(payers, "receipt", "amount")) == len(books.ask("proposed_payers", TODAY).rows)


def test_payers_are_confirmed_on_the_screen_after_the_effect_and_only_those_that_are_ticked() -> None:
    from governance.access import LOCAL
    from governance.intake.service.preview import Submission, accept, preview
    from governance.intake.service.service import Service
    from governance.shipping.sample_statement import FILE, sample_statement

    books = shipped_books("demonstration")
    service = Service(demonstration(), LOCAL, "Ana")
    statement = preview(service, Submission.of([(FILE, sample_statement(books, LOCAL))]))
    accept(service, statement, acknowledged=True)
    app = open_page("payers", ledger="demonstration")
    assert not app.exception
    ticks = [box for box in app.checkbox if str(box.key).startswith("right_DEMO")]
    assert not any(box.value for box in ticks), "nothing is assigned that nobody has looked at"
    first = str(ticks[0].key).removeprefix("right_")
    chosen = next(box for box in app.selectbox if box.key == f"payer_{first}")
    assert chosen.value, "the likeliest is proposed"
    ticks[0].check()
    button(app, "Look at what it would change").click()  # type: ignore[attr-defined]
    app.run()
    assert [frame for frame in tables_on(app) if "Before" in frame], "the effect comes first"
    fill(app, "Your name", "Ana")
    app.run()
    button(app, "Assign").click()  # type: ignore[attr-defined]
    app.run()
    assert not app.exception
    last = demonstration().history()[-1]
    assert (last.kind, last.table_name, last.row_count) == ("accepted", "receipts", 1)
