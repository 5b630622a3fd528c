"""The scripts of our own that a page runs in the browser: the gate permits these, word for word, and no others.

Streamlit has no setting for what they do. What differs from page to page stands beside them in the page.
"""

from __future__ import annotations

LANGUAGE = 'document.documentElement.lang = document.getElementById("language-in-force").lang'
"""Says in which language the page is, so that it is read aloud in that one. Streamlit's page always says English."""

PRINT = (
    "const drawn = setInterval(() => { if (!document.querySelector('[data-test-script-state=running]')) "
    "{ clearInterval(drawn); setTimeout(() => window.print(), 1000) } }, 200)"
)
"""Asks where to print a page that is for paper, a second after its script has ended: charts are drawn then."""

MENU = (
    "if (!window.closesMenu) { window.closesMenu = true; document.addEventListener('click', event => { "
    "if (innerWidth < 768 && event.target.closest('[data-testid=stSidebarNavLink]')) "
    "document.querySelector('[data-testid=stSidebarCollapseButton] button')?.click() }) }"
)
"""Closes the menu of a telephone once a place was chosen in it: it covers the page that was asked for."""

SECTION = (
    "{ const drawn = setInterval(() => { if (!document.querySelector('[data-test-script-state=running]')) "
    "{ clearInterval(drawn); setTimeout(() => document.querySelector('.st-key-section-' + "
    "document.getElementById('section-asked')?.className)?.scrollIntoView(), 300) } }, 100) }"
)
"""Goes to the section of a page that a link leads to, once its script has ended and charts have their heights."""

ALL = (LANGUAGE, PRINT, MENU, SECTION)


def section(name: str) -> str:
    """What leads the browser to a section of the page, for `st.html`."""
    return f'<span id="section-asked" class="{name}" hidden></span><script>{SECTION}</script>'


def language(code: str) -> str:
    """What tells the browser the language of the page, for `st.html`."""
    return (
        f'<span id="language-in-force" lang="{code}" hidden></span><script>{LANGUAGE}</script><script>{MENU}</script>'
    )
