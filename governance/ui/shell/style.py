"""How every page looks beyond Streamlit's settings, on the screen and on paper: the only style sheets of the frame.

They name parts of Streamlit's pages by their test ids, which are its own promise to those who look for them; a test in
a real browser fails for each rule that has nothing to hold on to any more.
"""

from __future__ import annotations

from governance.charts.theme import INK

_MARKED = "light-dark(#00558C, #8CCBF2)"

SCREEN = f"""
[data-testid=stPageLink-NavLink] span {{white-space: normal}}
:is([data-testid=stMetricLabel], [data-testid=stMetricDelta]) p {{white-space: normal}}
[data-testid=stHeading] h1 {{padding: 0 0 .25rem}}
[data-testid=stHeading] h2, [data-testid=stHeading] h3 {{padding: .25rem 0}}
[data-testid=stCaptionContainer], [data-testid=stMarkdownContainer] blockquote {{color: {INK}; opacity: 1}}
[data-testid=stPopoverBody] :is([data-testid=stCaptionContainer], blockquote) {{color: inherit}}
[data-testid=stPopoverBody] :focus-visible {{outline-color: currentColor !important}}
[data-testid=stSliderThumbValue] p, button[data-selected=true] p {{color: {_MARKED}}}
[data-testid=stLayoutWrapper]:has(> :is(.st-key-language-in-force, .st-key-section-in-force)) {{display: none}}
[class*=st-key-section-] {{scroll-margin-top: 4.5rem}}
.st-key-head [role=combobox] {{font-size: 0.8125rem}}
:focus-visible {{outline: 3px solid {_MARKED} !important; outline-offset: 1px}}
[data-testid=stElementToolbar]:focus-within {{opacity: 1}}
@media (prefers-reduced-motion: reduce) {{
  *, ::before, ::after {{animation: none !important; transition: none !important; scroll-behavior: auto !important}}
}}
@media (max-width: 640px) {{
  .st-key-head {{gap: 0.5rem 0.3rem}}
  [data-testid=stLayoutWrapper]:has(> .st-key-head-ledger) {{max-width: calc(100% - 7.8rem)}}
  [data-testid=stLayoutWrapper]:has(> .st-key-head-state) {{max-width: calc(100% - 9rem)}}
  .st-key-head button[aria-haspopup=listbox] {{display: none}}
  .st-key-head button:has([data-testid=stIconMaterial]), .st-key-head a {{padding: 0; width: 2.25rem}}
  .st-key-head button p, .st-key-head a p {{position: absolute; width: 1px; overflow: hidden; clip-path: inset(50%);
    white-space: nowrap}}
  .st-key-head button > div > div[aria-hidden] {{display: none}}
}}
"""
"""Words that Streamlit draws too faint to be read have the colour of those in charts (what a button opens stands beside
the page, where `light-dark` is not told which of both it is: there, that of all words); what has the focus is seen; who
asks for rest gets no movement; headings leave room above the fold for what they head. On a narrow screen the words of a
link and of a figure are wrapped, not cut; of the buttons in the head only the signs are seen, so that the name of the
ledger is whole beside them: their words stay for whoever listens."""

SIGNED_IN = """
.st-key-who p {max-width: 8rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap}
[data-testid=stLayoutWrapper]:has(> .st-key-who-style) {display: none}
@media (max-width: 640px) {
  .st-key-head.st-key-head {column-gap: 0.15rem}
  .st-key-head.st-key-head button:has([data-testid=stIconMaterial]), .st-key-head.st-key-head a {width: 2rem}
  .st-key-head [data-testid=stLayoutWrapper]:has(> .st-key-head-ledger) {max-width: calc(100% - 8.65rem)}
}
"""
"""With a sign-in there is one button more in the head: a person's long name is cut, and the line stays one; on a
telephone its buttons are narrower, so that the name of the ledger is whole beside four of them as beside three."""

_LEFT_OUT = ("stHeader", "stButton", "stDownloadButton", "stLinkButton", "stPopover", "stFileUploader", "stMenuButton",
             "stElementToolbar", "stStatusWidget", "stTooltipIcon", "stCheckbox", "stForm")  # fmt: skip
_MARGIN_MM, _PAGE_MM, _PIXELS_PER_MM = 15, 210, 96 / 25.4
WIDTH = int((_PAGE_MM - 2 * _MARGIN_MM) * _PIXELS_PER_MM)
"""Pixels of a line on paper. The page is laid out in it on the screen too: what is seen is what is printed."""

PAPER = f"""
@page {{size: A4; margin: {_MARGIN_MM}mm}}
{", ".join(f"[data-testid={name}]" for name in _LEFT_OUT)} {{display: none}}
[data-testid=stMainBlockContainer] {{max-width: {WIDTH}px; padding: 0}}
[data-testid=stColumn]:has([data-testid=stVegaLiteChart]) {{min-width: 100%}}
details::details-content {{display: block; content-visibility: visible; height: auto; opacity: 1}}
[data-testid=stExpander] summary [data-testid=stIconMaterial] {{display: none}}
[data-testid=stMetric], [data-testid=stVegaLiteChart], tr, blockquote {{break-inside: avoid}}
h1, h2, h3, summary {{break-after: avoid}}
.rows table:has(thead th:nth-child(10)) {{font-size: .55rem}}
.rows table:has(thead th:nth-child(10)) :is(th, td) {{overflow-wrap: anywhere; white-space: normal; min-width: 0;
  padding: .15rem}}
thead {{display: table-header-group}}
tfoot {{display: table-row-group}}
"""
"""A page as it is printed: on A4, with all that is folded, without what only a screen can do; no row, chart or figure
is cut, each page of a table has its heads, and a table of many columns is written smaller to fit."""
