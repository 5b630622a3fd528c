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

LINKS = (
    "if (!window.linksStay) { window.linksStay = true; "
    "for (const comes of ['pointerover', 'focusin', 'click']) document.addEventListener(comes, event => { "
    "const link = event.target.closest?.('a[href]'); if (!link || link.origin !== location.origin) return; "
    "if (/^st(Top|Sidebar)Nav/.test(link.dataset.testid)) { const said = new URLSearchParams(location.search); "
    "['print', 'section'].forEach(name => said.delete(name)); link.search = said } "
    "else if (link.closest('[data-testid=stMarkdownContainer]')) link.target = '_self'; "
    "if (comes === 'click' && (event.ctrlKey || event.metaKey || event.shiftKey)) event.stopPropagation() }, true) }"
)
"""What Streamlit's own links lack: those of the menu lead with everything that is in view; whoever asks for another tab
gets one; and a name in a sentence that leads to a page of ours leads there in the same tab."""

SECTION = (
    "{ const drawn = setInterval(() => { if (!document.querySelector('[data-test-script-state=running]')) "
    "{ clearInterval(drawn); setTimeout(() => document.querySelector('.st-key-section-' + "
    "document.getElementById('section-asked')?.className)?.scrollIntoView(), 300) } }, 100) }"
)
"""Goes to the section of a page that a link leads to, once its script has ended and charts have their heights."""

ALL = (LANGUAGE, PRINT, MENU, LINKS, SECTION)


def section(name: str) -> str:
    """What leads the browser to a section of the page, for `st.html`."""
    return f'<span id="section-asked" class="{name}" hidden></span><script>{SECTION}</script>'


def language(code: str) -> str:
    """What tells the browser the language of the page, for `st.html`."""
    return f'<span id="language-in-force" lang="{code}" hidden></span>' + "".join(
        f"<script>{script}</script>" for script in (LANGUAGE, MENU, LINKS)
    )
