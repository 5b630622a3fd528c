"""Every page of the menu, as each role: no figure of another State, no act beyond the right; and acts that are forged.

What a page shows is read as the browser gets it, texts and tables and charts alike. What is secret from a delegation is
worked out from the catalogue: a new question makes its figures secret by declaring them so, a new page is attacked once
it is in the menu.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pyarrow as pa
import pytest
from google.protobuf.text_format import MessageToString
from streamlit.testing.v1 import AppTest

from governance import access
from governance.access import ADMINISTRATOR, COMMITTEE, FINANCE, LOCAL, PUBLIC, ROLES, Reader
from governance.ledger.trail import trail
from governance.problems import Refused
from governance.questions import CATALOGUE
from governance.settings import LedgerSetting, setting, target
from governance.ui.shell.menu import is_for
from governance.ui.shell.places import PLACES
from tests.attacking import DELEGATE, NOBODY, OF_ROLE, OTHER, OWN, books, each, others
from tests.shipped import TODAY, open_page

FIRST = [place.tabs[0].name for place in PLACES]
PAGES = [tab.name for place in PLACES for tab in place.tabs]
LIMITED = (DELEGATE, OF_ROLE[ADMINISTRATOR])
ASSESSED, STATUS = "what each is assessed, which is published", "who is a Member, which is public"
NAMED_TO_ALL = {
    "overview": STATUS, "assessed_budget": ASSESSED, "who_gained_and_who_paid": ASSESSED,
    "zero_nominal_growth": ASSESSED, "what_if": ASSESSED, "members_and_observers": STATUS, "governing_bodies": STATUS,
    "operational_funding": "who gave voluntarily, which is published", "staffing_and_offices": "where offices are",
    "assessment_checks": ASSESSED,
}  # fmt: skip
"""The pages that name other States to a delegation, with what is public of them."""
NOTE = "FormSubmitter:note_to_finance"
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_LEAST = 10_000
"""Amounts below are found anywhere by chance."""
EVERYTHING_ELSE = Reader("All but finance", frozenset(ROLES) - {FINANCE}, frozenset({OWN}))
SIGNS_NOBODY_IN = "whoever sits at this machine has every right"


@pytest.fixture
def asking(shipped: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Reader]:
    """Who looks at the pages of copied ledgers, since what is refused is recorded: the last of the list."""
    monkeypatch.setenv("GOVERNANCE_HOME", str(shutil.copytree(shipped, tmp_path / "home")))
    who = [LOCAL]
    monkeypatch.setattr(access, "reader", lambda: who[-1])
    return who


@dataclass(frozen=True)
class Seen:
    """What a browser gets of a page: its words, all numbers in whole units, and what may be pressed that acts."""

    words: str
    figures: frozenset[int]
    acts: tuple[str, ...]


def seen(page: str, **link: str) -> Seen:
    """The page on the demonstration, as whoever asks sees it."""
    app = open_page(page, ledger="demonstration", **link)
    assert not app.exception, "the page fails"
    protos = [node.proto for node in app._tree if getattr(node, "proto", None) is not None]
    texts, figures = [MessageToString(proto, as_utf8=True) for proto in protos], set[int]()
    for table in _tables(app):
        for column in table.columns:
            cells = column.to_pylist()
            figures |= {_whole(cell) for cell in cells if isinstance(cell, int | float | Decimal) and cell == cell}
            texts += [cell for cell in cells if isinstance(cell, str)]
    words = "\n".join(texts)
    acts = [str(button.key or button.label) for button in app.button]
    acts += [node.type for node in app._tree if node.type in ("file_uploader", "data_editor")]
    return Seen(words, frozenset(figures | _figures(words)), tuple(acts))


def _whole(amount: float | Decimal) -> int:
    """In whole units, without its sign."""
    return abs(round(amount))


def _tables(app: AppTest) -> Iterator[pa.Table]:
    """The figures behind each chart and each table of Streamlit's own."""
    protos = [element.proto for element in app.get("vega_lite_chart")]
    held = [proto.data.data for proto in protos] + [one.data.data for proto in protos for one in proto.datasets]
    held += [
        element.proto.arrow_data.data for element in app.get("arrow_data_frame") if hasattr(element.proto, "arrow_data")
    ]
    yield from (pa.ipc.open_stream(data).read_all() for data in held if data)


def _figures(words: str) -> set[int]:
    """The numbers in a text, in whole units."""
    found = set()
    for text in _NUMBER.findall(words):
        try:
            found.add(round(abs(Decimal(text.replace(",", "")))))
        except InvalidOperation:
            continue
    return found


def _amounts(reader: Reader) -> tuple[set[int], set[str]]:
    """All amounts in the answers that a reader gets, in whole units; and all texts."""
    amounts, texts = set[int](), set[str]()
    for question in CATALOGUE.values():
        try:
            rows = books("demonstration").ask(question.name, TODAY, reader).rows
        except Refused:
            continue
        cells = [cell for row in rows for cell in row]
        amounts |= {_whole(cell) for cell in cells if isinstance(cell, int | Decimal)}
        texts |= {cell for cell in cells if isinstance(cell, str)}
    return amounts, texts


_secrets: dict[str, tuple[set[int], set[str]]] = {}


def secrets_from(reader: Reader) -> tuple[set[int], set[str]]:
    """The amounts, and the sentences that name a State, of which the reader gets none from any question."""
    if reader.name not in _secrets:
        whole, shown = _amounts(LOCAL), _amounts(reader)
        amounts = {amount for amount in whole[0] - shown[0] if amount >= _LEAST}
        _secrets[reader.name] = (
            amounts,
            {text for text in whole[1] - shown[1] if len(text) > 30 and others().search(text)},
        )
    return _secrets[reader.name]


def test_what_is_secret_is_found_where_it_is_shown(asking: list[Reader]) -> None:
    """Or the tests below would find nothing because they look for nothing."""
    amounts, _ = secrets_from(DELEGATE)
    assert len(amounts) > 100
    found = seen("arrears_and_voting")
    assert len(found.figures & amounts) > 10
    assert others().search(found.words)


def test_no_page_shows_a_delegation_another_state_s_account(asking: list[Reader]) -> None:
    """Whichever page it opens, nothing of others but what is declared open; and nothing that acts."""

    def attack(case: tuple[Reader, str, dict[str, str]]) -> None:
        reader, page, link = case
        asking.append(reader)
        amounts, texts = secrets_from(reader)
        found = seen(page, **link)
        assert not found.figures & amounts, sorted(found.figures & amounts)[:5]
        assert not [text for text in texts if text in found.words]
        assert not [act for act in found.acts if not (act.startswith(NOTE) and "state" in link)]
        named = others().search(found.words)
        assert not named or (page in NAMED_TO_ALL and is_for(reader, page)), named
        assert SIGNS_NOBODY_IN not in found.words

    cases: list[tuple[Reader, str, dict[str, str]]] = [(reader, page, {}) for reader in LIMITED for page in PAGES]
    cases += [(DELEGATE, page, {"state": OWN}) for page in ("statement", "overview", "what_if")]
    each(cases, attack, lambda case: f"{case[1]} as {case[0].name} {case[2]}")


def test_no_page_offers_an_act_to_whoever_may_not_do_it(asking: list[Reader]) -> None:
    def attack(case: tuple[Reader, str]) -> None:
        asking.append(case[0])
        found = seen(case[1])
        assert not found.acts
        assert is_for(*case) or "This page is for finance staff" in found.words

    apart = [tab.name for place in PLACES if place.title in ("Finance", "About") for tab in place.tabs]
    cases = [(OF_ROLE[COMMITTEE], page) for page in PAGES]
    each(cases + [(reader, page) for reader in (EVERYTHING_ELSE, PUBLIC) for page in apart], attack)


def test_nobody_is_shown_that_and_no_page(asking: list[Reader]) -> None:
    asking.append(NOBODY)

    def attack(page: str) -> None:
        found = seen(page, state=OTHER)
        assert "Your session has ended" in found.words
        assert not others().search(found.words.replace(f"state={OTHER}", "")), "beyond the link to come back by"
        assert not found.acts

    each(FIRST, attack)


LINKS: list[tuple[str, dict[str, str]]] = [
    ("statement", {"state": OTHER}), ("overview", {"state": OTHER}), ("liquidity", {"late": OTHER}),
    ("register", {"batch": "1"}), ("status_reports", {"report": "N-1"}), ("letters", {"state": OTHER}),
    ("what_if", {"state": OTHER}), ("sources", {"version": "99999"}), ("sources", {"ledger": "../demonstration"}),
    ("overview", {"as_of": "9999-01-01"}), ("audit", {"what": "events.accepted", "who": "Ana"}),
    ("governing_bodies", {"leaver": OTHER, "session": "1"}), ("register", {"proposal": "1"}),
]  # fmt: skip
"""Links that a delegation has no right to, or that are none, and what they could lead to."""


def test_no_link_opens_to_a_delegation_what_is_not_its_own(asking: list[Reader]) -> None:
    asking.append(DELEGATE)
    amounts, _ = secrets_from(DELEGATE)

    def attack(link: tuple[str, dict[str, str]]) -> None:
        app = open_page(link[0], **{"ledger": "demonstration", **link[1]})
        assert not app.exception
        words = "\n".join(
            MessageToString(node.proto, as_utf8=True) for node in app._tree if getattr(node, "proto", None)
        )
        assert not _figures(words) & amounts
        if "state" in link[1]:
            assert "A delegation sees the accounts of its own State only." in words
            assert not others().search(words.replace(OTHER, ""))

    each(LINKS, attack)


FORGED: dict[str, dict[str, str]] = {
    "status_reports": {}, "closing": {"year": "2025"}, "letters": {"state": OTHER, "letter": "reminder"},
    "statement": {"state": OTHER}, "by_hand": {}, "register": {"batch": "3"}, "upload": {},
}  # fmt: skip
"""The pages on which something is done, with links to where."""


def pressed(page: str) -> AppTest:
    """The page as finance has it, everything filled in and every button pressed, before that is sent."""
    app = open_page(page, ledger="demonstration", **FORGED[page])
    for dropped in app.file_uploader:
        told = f"received,state,amount,currency,reference\n{TODAY},{OTHER},600.00,CHF,EVE-1\n"
        app = dropped.upload("receipts.csv", told.encode(), "text/csv").run()
    for toggle in app.toggle:
        if str(toggle.key).startswith("turn_"):
            app = toggle.set_value(True).run()
    for text in (*app.text_input, *app.text_area):
        if not text.value:
            text.set_value("1" if str(text.key).startswith("total_") else "Eve")
    for number in app.number_input:
        number.set_value(10)
    for day in app.date_input:
        if day.value is None:
            day.set_value(TODAY)
    for button in app.button:
        button.set_value(True)
    return app


def test_what_is_forged_is_refused_where_it_would_be_done(asking: list[Reader]) -> None:
    """What the page of somebody who may held, sent by somebody who may not: as if every button of finance had been
    pressed. Their page shows none; what is done must be refused, not only hidden."""

    def done() -> int:
        return len(trail(target(_demonstration()), LOCAL))

    before = done()

    def attack(case: tuple[str, Reader]) -> None:
        asking.append(LOCAL)
        app = pressed(case[0])
        assert app.button
        asking.append(case[1])
        assert not app.run().exception
        assert done() == before

    each([(page, reader) for page in FORGED for reader in (EVERYTHING_ELSE, DELEGATE, NOBODY)], attack)
    asking.append(LOCAL)
    acting = []
    for page in FORGED:
        known = done()
        pressed(page).run()
        acting += [page] * (done() > known)
    assert {"status_reports", "statement", "register", "closing", "upload"} <= set(acting), (
        "what is pressed is done, where one may"
    )


def _demonstration() -> LedgerSetting:
    found = setting("demonstration")
    assert found
    return found


def test_where_nobody_signs_in_each_page_says_so(asking: list[Reader]) -> None:
    def attack(case: tuple[Reader, str]) -> None:
        asking.append(case[0])
        said = SIGNS_NOBODY_IN if case[0] == LOCAL else "Published for everyone: published figures only"
        assert said in seen(case[1]).words

    each([(reader, page) for reader in (LOCAL, PUBLIC) for page in FIRST if is_for(reader, page)], attack)
