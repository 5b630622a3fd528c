"""One row entered or corrected in a form takes the road of every file: preview, accept, revoke, and its refusals."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from streamlit.testing.v1 import AppTest

from governance.access import LOCAL
from governance.books import Books
from governance.headings import choice
from governance.intake.service.by_hand import BY_HAND, entered, held_in, rows_of
from governance.intake.service.preview import Submission, preview
from governance.intake.service.preview import accept as accept_previewed
from governance.intake.service.service import Service
from governance.intake.service.year_closing import close, ties
from governance.ledger import Ledger
from governance.names import printed
from governance.tables import TABLES, Kind
from tests.browsing import is_whole, open_at, served, settled
from tests.ledgers import balance, hand_in, owed
from tests.shipped import open_page, table_on, words_on

DAY = date(2024, 6, 30)
PAGE = """
    membership: state | status | from
    XAA | member | 2000-01-01
    XAN | member | 2000-01-01
    assessments: year | state | amount
    2023 | XAA | 100.00
    2024 | XAA | 100.00
    2024 | XAN | 100.00
    receipts: received | state | amount | reference | note
    2024-02-01 | XAA | 40.00 | BK1 | a part
    2024-02-02 | XAA | 7.00 | |
    adjustments: dated | state | amount | for_year | reason
    2024-03-01 | XAA | 5.00 | 2023 | waiver
    council_actions: dated | state | action | session
    2024-06-11 | XAA | informed | 114
    coverage: covers | from
    receipts | 2000-01-01
    opening_balances | 2000-01-01
"""


@pytest.fixture
def ledger(yours: Ledger) -> Ledger:
    return yours


def screen() -> AppTest:
    app = open_page("by_hand", ledger="yours", as_of=DAY.isoformat())
    assert not app.exception
    return app


def box(app: AppTest, column: str) -> object:
    """The input of a column in the form."""
    kinds = (app.text_input, app.selectbox, app.date_input)
    named = re.compile(rf"by_hand_\d+_.*-?\d_{column}")
    return next(one for kind in kinds for one in kind if named.fullmatch(str(one.key)))


def fill(app: AppTest, **cells: object) -> AppTest:
    for column, value in cells.items():
        box(app, column).set_value(value)  # type: ignore[attr-defined]
    return press(app, "Look at what it would change")


def press(app: AppTest, label: str) -> AppTest:
    app = next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    return app


def accept(app: AppTest) -> AppTest:
    for one in app.checkbox:
        one.set_value(True).run()
    next(one for one in app.text_input if one.label == "Your name (required)").set_value("Ana").run()
    return press(app, "Accept")


def correct(app: AppTest, table: str, place: int = 0) -> AppTest:
    app.radio(key="by_hand_table").set_value(table).run()
    app.toggle(key="by_hand_correct").set_value(True).run()
    app.selectbox(key="by_hand_state").set_value("XAA").run()
    return app.selectbox(key=f"by_hand_row_{table}_XAA").set_value(place).run()


@pytest.mark.parametrize(
    ("table", "code"), [*((table, "en") for table in BY_HAND), ("receipts", "fr"), ("receipts", "es")]
)
def test_what_must_be_filled_in_is_marked_in_words_and_the_mark_is_explained_once(
    ledger: Ledger, table: str, code: str
) -> None:
    """In its label, which a screen reader reads with the input; of two days of which one is enough, both say so."""
    told = {"en": "(required)", "fr": "(obligatoire)", "es": "(obligatorio)"}[code]
    app = open_page("by_hand", ledger="yours", as_of=DAY.isoformat(), language=code)
    if table != BY_HAND[0]:
        app.radio(key="by_hand_table").set_value(table).run()
    assert not app.exception
    labels = {column.name: str(box(app, column.name).label) for column in TABLES[table].columns}  # type: ignore[attr-defined]
    assert {name for name, label in labels.items() if label.endswith(told)} == {
        column.name for column in TABLES[table].columns if column.required
    }
    one_of_two = {"received", "value_date"} if table == "receipts" else set()
    assert {name for name, label in labels.items() if told not in label and "(" in label} == one_of_two
    if code == "en" and one_of_two:
        assert labels["value_date"] == "Value date (this or “Received” is required)"
    meaning = {"en": "What is marked as required", "fr": "Ce qui est indiqué comme obligatoire",
               "es": "Lo que se indica como obligatorio"}[code]  # fmt: skip
    assert [one.value.startswith(meaning) for one in app.caption].count(True) == 1


def test_a_row_without_what_is_marked_is_refused_and_with_it_alone_it_is_not(ledger: Ledger) -> None:
    """The marks are the truth: of a receipt the amount, and one of its two days."""
    refused = fill(screen(), state="XAA", received=DAY)
    assert "The cell is blank" in words_on(refused)
    refused = fill(screen(), state="XAA", amount="12.00")
    assert "A receipt needs the day on which it was received or its value date." in words_on(refused)
    assert "1 new, 0 changed" in words_on(fill(screen(), amount="12.00", value_date=DAY))


def test_a_receipt_is_entered_looked_at_and_accepted(ledger: Ledger) -> None:
    before = ledger.history()
    app = fill(screen(), received=date(2024, 5, 2), state="XAN", amount="60.50", reference="BK9")
    assert ledger.history() == before, "nothing is written by looking"
    assert "1 new, 0 changed" in words_on(app)
    app = accept(app)
    assert "Done and recorded." in str(app.success[0].value)
    event = ledger.history()[-1]
    assert (event.kind, event.who, event.file_name, event.note) == (
        "accepted", "Ana", "entered-by-hand-receipts.csv", "Entered by hand")  # fmt: skip
    assert owed(Books.at(ledger), DAY, "XAN") == {2024: Decimal("39.50")}
    ledger.revoke(int(event.batch or 0), why="twice", who="Ana")
    assert owed(Books.at(ledger), DAY, "XAN") == {2024: Decimal(100)}


def test_what_is_wrong_is_refused_as_in_an_upload(ledger: Ledger) -> None:
    app = fill(screen(), received=date(2024, 5, 2), state="XAN", amount="0.1.2", for_year="next")
    told = words_on(app)
    assert "2 problems must be mended before anything is taken in." in told
    assert "next" in told
    assert "0.1.2" in told
    assert "Accept" not in [button.label for button in app.button]
    app = fill(screen(), received=date(2024, 2, 1), state="XAA", amount="55", reference="BK1")
    assert "recorded is" in words_on(app), "a recorded figure would be changed: that is shown before"
    assert next(button for button in app.button if button.label == "Accept").disabled


def test_the_same_row_again_is_refused(ledger: Ledger) -> None:
    app = accept(fill(screen(), received=date(2024, 5, 2), state="XAN", amount="60.50", reference="BK9"))
    before = ledger.history()
    app = fill(screen(), received=date(2024, 5, 2), state="XAN", amount="60.50", reference="BK9")
    assert "Accept" not in [button.label for button in app.button]
    assert ledger.history() == before


def test_a_receipt_is_corrected_under_its_reference_and_shown_before_and_after(ledger: Ledger) -> None:
    app = correct(screen(), "receipts", 1)
    assert box(app, "reference").disabled  # type: ignore[attr-defined]
    assert box(app, "note").value == "a part"  # type: ignore[attr-defined]
    app = fill(app, amount="45.00", note="all of it")
    shown = table_on(app, "Was", "Is then").to_numpy().tolist()
    assert shown == [["Amount", "40", "45.00"], ["Note", "a part", "all of it"]]
    accept(app)
    assert balance(Books.at(ledger), DAY)["received"] == 52


def test_a_receipt_of_another_state_is_taken_back_and_entered_for_its_own(ledger: Ledger) -> None:
    accept(fill(correct(screen(), "receipts", 1), state="XAN"))
    books = Books.at(ledger)
    assert owed(books, DAY, "XAN") == {2024: Decimal(60)}
    assert balance(books, DAY)["received"] == 7
    assert [row["reference"] for row in rows_of(books, "receipts", "XAA", LOCAL)] == [None], (
        "what was taken back is not offered"
    )
    assert [row["reference"] for row in rows_of(books, "receipts", "XAN", LOCAL)] == ["corrected BK1"]


def test_what_takes_a_receipt_back_takes_back_what_was_paid_in_another_currency_too(ledger: Ledger) -> None:
    hand_in(
        ledger,
        """
        receipts: received | state | amount | paid_amount | paid_currency | rate | charges
        2024-02-03 | XAA | 25.00 | 31.20 | USD | 0.83333333 | 1.00
        """,
    )
    (old, *_) = rows_of(Books.at(ledger), "receipts", "XAA", LOCAL)
    at = Service(ledger, LOCAL, "Ana")
    found = preview(at, Submission.of([entered("receipts", {**old, "state": "XAN"}, old)], table="receipts"))
    assert (found.problems, found.warnings) == ((), ())
    assert accept_previewed(at, found, acknowledged=False)[0].row_count == 2
    rows: Sequence[Any] = Books.at(ledger).all_rows_in_force("receipts", ("state", "amount", "paid_amount", "charges"))
    assert [sum(row[place] or 0 for row in rows if row[0] == "XAA") for place in (1, 2, 3)] == [47, 0, 0]


def corrected(ledger: Ledger, table: str, **cells: object) -> dict[str, object]:
    """The balance after the last row without a name was corrected."""
    books, at = Books.at(ledger), Service(ledger, LOCAL, "Ana")
    old = next(row for row in rows_of(books, table, "XAA", LOCAL) if not row.get("reference"))
    file = entered(table, {**old, **cells}, old, held_in(books, table, LOCAL))
    accept_previewed(at, preview(at, Submission.of([file], table=table)), acknowledged=True)
    return balance(Books.at(ledger), DAY)


@pytest.mark.parametrize(("table", "name", "was"), [("adjustments", "adjusted", 5), ("receipts", "received", 47)])
def test_a_row_that_has_no_name_is_worth_what_it_says_however_often_it_is_corrected(
    ledger: Ledger, table: str, name: str, was: int
) -> None:
    """A correction of its remark alone leaves it; one back to what it was brings that back."""
    amount = Decimal(5 if table == "adjustments" else 7)
    assert corrected(ledger, table, note="a better note")[name] == was
    for more in (10, 0, 10, 0):
        assert corrected(ledger, table, amount=f"{amount + more}")[name] == was + more
    (row,) = (row for row in rows_of(Books.at(ledger), table, "XAA", LOCAL) if not row.get("reference"))
    assert (row["amount"], row["note"]) == (amount, "a better note")


def test_a_second_row_like_one_that_is_held_is_told_to_be_taken_as_the_same(ledger: Ledger) -> None:
    row = {"dated": date(2024, 3, 1), "state": "XAA", "amount": "5.00", "for_year": "2023", "reason": "waiver"}
    at = Service(ledger, LOCAL, "Ana")
    found = preview(at, Submission.of([entered("adjustments", row | {"note": "another one"})], table="adjustments"))
    assert [problem.rule for problem in found.warnings] == ["taken-as-held"]
    again = preview(at, Submission.of([entered("adjustments", row)], table="adjustments"))
    assert "tell them apart by the column reason" in str(again.problems[0].suggestion)


def test_an_adjustment_that_has_no_name_is_taken_back_and_entered_anew(ledger: Ledger) -> None:
    app = fill(correct(screen(), "adjustments"), amount="15.00")
    assert "2 new, 0 changed" in words_on(app)
    accept(app)
    books = Books.at(ledger)
    assert balance(books, DAY)["adjusted"] == 15
    assert [row["amount"] for row in rows_of(books, "adjustments", "XAA", LOCAL)] == [15], (
        "what was taken back is not offered"
    )


def test_an_action_of_the_council_keeps_what_names_it(ledger: Ledger) -> None:
    app = correct(screen(), "council_actions")
    assert all(box(app, name).disabled for name in ("dated", "state", "action", "body"))  # type: ignore[attr-defined]
    app = accept(fill(app, session="115", document="C/115/5"))
    (row,) = rows_of(Books.at(ledger), "council_actions", "XAA", LOCAL)
    assert (row["action"], row["session"], row["document"]) == ("informed", "115", "C/115/5")


def test_what_may_be_chosen_is_said_in_words_and_corrected_so(ledger: Ledger) -> None:
    """Of every table that is entered by hand: a letter is a note verbale, not note_verbale."""
    app = screen()
    for table in BY_HAND:
        app.radio(key="by_hand_table").set_value(table).run()
        for column in (one for one in TABLES[table].columns if one.kind is Kind.CHOICE):
            told = [choice(column.name, one) for one in column.choices]
            assert box(app, column.name).options == told  # type: ignore[attr-defined]
            assert not {*told} & {one for one in column.choices if "_" in one}
    letter = "notices: sent | state | kind | letter_level | year\n2024-03-01 | XAA | note_verbale | due | 2024"
    hand_in(ledger, letter)
    app = fill(correct(screen(), "notices"), letter_level="in_arrears")
    changed = table_on(app, "Was", "Is then")
    assert changed[["Was", "Is then"]].values.tolist() == [["contribution due", "in arrears"]]


def test_a_row_of_a_closed_year_is_refused(ledger: Ledger) -> None:
    books = Books.at(ledger)
    totals = {(tie.item, tie.currency): tie.ours for tie in ties(books, 2023, {})}
    close(ledger, books, 2023, totals, who="Ana")
    app = fill(screen(), received=date(2023, 5, 2), state="XAN", amount="60.50", reference="BK9")
    assert "2023" in words_on(app)
    assert "Accept" not in [button.label for button in app.button]


def test_hostile_texts_come_back_as_they_were_written(ledger: Ledger) -> None:
    text = "=1+1'); drop table events; --"
    name, content = entered("receipts", {"received": date(2024, 5, 2), "amount": "1.00", "reference": text})
    assert b"'=1+1" in content
    app = fill(screen(), received=date(2024, 5, 2), state="XAN", amount="1.00", reference=text)
    accept(app)
    references = [row["reference"] for row in rows_of(Books.at(ledger), "receipts", "XAN", LOCAL)]
    assert references == [text]
    assert name == "entered-by-hand-receipts.csv"


def test_every_state_of_the_books_may_be_chosen(ledger: Ledger) -> None:
    assert printed("XAN") in box(screen(), "state").options  # type: ignore[attr-defined]


def test_a_finance_officer_enters_one_receipt_in_the_browser(browser: Browser, shipped: Path, tmp_path: Path) -> None:
    """The name is typed and Accept clicked at once: the click that ends the typing is not lost."""
    for made in shipped.glob("*.duckdb"):
        shutil.copy(made, tmp_path / made.name)
    ledger = Ledger(str(tmp_path / "demonstration.duckdb"))
    before = ledger.history()
    with served(tmp_path) as address:
        page = open_at(browser, f"{address}/hand_in?ledger=demonstration", width=390)
        main = page.locator("[data-testid=stMain]")
        expect(main).to_contain_text("Last taken in")
        expect(main).to_contain_text("receipts of unknown payers: assign them to States")
        page.get_by_role("link", name="Enter or correct one receipt").click()
        expect(page.get_by_role("heading", name="Enter one by hand")).to_be_visible()
        page.get_by_role("combobox", name="State", exact=True).last.click()
        page.keyboard.type(printed("XAN"))
        page.keyboard.press("Enter")
        page.get_by_role("textbox", name="Amount (required)").fill("1'200.50")
        page.get_by_role("textbox", name="Reference").fill("BY-HAND-1")
        page.get_by_role("textbox", name="Reference").press("Tab")
        received = page.locator("[data-testid=stDateInput]").filter(has_text="Received")
        received.get_by_role("spinbutton").first.click()
        page.keyboard.type("20112026")
        page.get_by_role("button", name="Look at what it would change").click()
        expect(main).to_contain_text("1 new, 0 changed")
        for one in page.get_by_text("I have looked at these and they are right").all():
            one.click()
            settled(page)
        page.get_by_role("textbox", name="Your name").fill("Ana")
        page.get_by_role("button", name="Accept", exact=True).click()
        expect(main).to_contain_text("Done and recorded.")
        is_whole(page)
    (event,) = ledger.history()[len(before) :]
    assert (event.file_name, event.row_count, event.who) == ("entered-by-hand-receipts.csv", 1, "Ana")
    assert ledger.rows(int(event.batch or 0), LOCAL).to_pylist()[0]["amount"] == Decimal("1200.50")
