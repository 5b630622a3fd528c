"""Every page in a real browser: whole, wide and on a phone, in light and in dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browsing import is_whole, open_at, settled
from tests.shipped import PAGES, TODAY

WIDE, PHONE = 1400, 360


@pytest.mark.parametrize("name", [name for _, name in PAGES])
@pytest.mark.parametrize("ledger", ["iom", "demonstration"])
def test_a_page_is_whole_wide_and_on_a_phone_in_light_and_dark(
    browser: Browser, address: str, ledger: str, name: str
) -> None:
    path = "" if name == "overview" else name
    for width, dark in ((WIDE, False), (PHONE, True)):
        page = open_at(browser, f"{address}/{path}?ledger={ledger}&as_of={TODAY.isoformat()}", width=width, dark=dark)
        is_whole(page)
        page.emulate_media(color_scheme="light" if dark else "dark")
        settled(page)
        is_whole(page)
        page.close()
