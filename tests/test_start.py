"""Who comes to the bare address is asked once what for; who follows a link sees what it shows."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from governance.settings import ROOT
from tests.shipped import open_page


def arriving() -> AppTest:
    """The application as somebody sees it who typed its address."""
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60).run()


def is_asked(app: AppTest) -> bool:
    """Whether the question is on the page."""
    return "What brings you here?" in [one.value for one in app.markdown]


@pytest.mark.usefixtures("shipped")
def test_who_comes_without_a_link_is_asked_once_what_for_and_who_follows_one_never() -> None:
    app = arriving()
    assert is_asked(app)
    leads = [one.proto.page for one in app.get("page_link") if one.proto.label.startswith("I ")]
    assert leads == ["hand_in", "my_state"]
    app.selectbox(key="choose_ledger").select("demonstration").run()
    assert is_asked(app), "until it is answered or sent away"
    app.button(key="start_dismiss").click().run()
    assert not is_asked(app)
    assert not is_asked(app.run())
    left = arriving()
    left.switch_page("pages/delegation/statement.py").run()
    assert not is_asked(left)
    left.switch_page("pages/committee/overview.py").run()
    assert not is_asked(left)
    assert not is_asked(open_page(ledger="demonstration"))


@pytest.mark.usefixtures("shipped")
def test_who_only_looks_stays_and_is_not_asked_again() -> None:
    app = arriving()
    app.button(key="start_look").click().run()
    assert not is_asked(app)
    assert app.title[0].value == "Today"
