"""Every page in a real browser: whole, wide and on a phone, in light and in dark."""

from __future__ import annotations

from itertools import product

import pytest
from playwright.sync_api import Page

from tests.browsing import go, is_whole, settled
from tests.shipped import PAGES, TODAY

WIDE, PHONE = 1400, 360


@pytest.mark.parametrize("name", [name for _, name in PAGES])
@pytest.mark.parametrize(("ledger", "widths"), [("iom", (WIDE, PHONE)), ("demonstration", (PHONE, WIDE))])
def test_a_page_is_whole_wide_and_on_a_phone_in_light_and_dark(
    window: Page, address: str, ledger: str, widths: tuple[int, int], name: str
) -> None:
    """On one ledger it is come to on a wide screen in light and then seen on a phone, on the other from a phone in dark."""
    path = "" if name == "overview" else name
    first = widths[0] == PHONE
    go(window, f"{address}/{path}?ledger={ledger}&as_of={TODAY.isoformat()}", width=widths[0], dark=first)
    for place, (width, dark) in enumerate(product(widths, (first, not first))):
        if place:
            window.set_viewport_size({"width": width, "height": 900})
            window.emulate_media(color_scheme="dark" if dark else "light")
            settled(window)
        is_whole(window)
