"""What came from outside is shown as it is written: one text full of markup in every text of a ledger, on every page."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import duckdb
import pyarrow as pa
import pytest
from google.protobuf.message import Message
from playwright.sync_api import Browser
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Node

from governance.tables import TABLES
from governance.tables.declare import Kind
from governance.ui.parts.words import bare, count, joined, plain, say
from governance.words import reading_in
from tests.browsing import open_at, served
from tests.shipped import PAGES, TODAY, charts_on, open_page, open_unfolded, tables_on
from tests.sources import SCREENS, calls, nodes, none_offend

WORD = "zqx"
MARKUP = (
    "# **zqx** _zqx_ [zqx](https://zqx.example) ![zqx](https://zqx.example/a.png) $zqx$ :red[zqx] :red-badge[zqx] "
    "<b>zqx</b> `zqx` ~~zqx~~ http://zqx.example www.zqx.example zqx@zqx.example zqx:smile: :material/zqx: a:zqx -> &lt;"
)
ESCAPED = (str(plain(MARKUP)), str(plain(f"x {MARKUP}"))[2:])
OUR_SIGNS = re.compile(r"\\\*\\\*|\\:[a-z-]+\\\[|\{[a-z_]+\}")
"""Markup of ours that would be read as signs: escaped where it was filled in; and a name that was not filled."""
OTHERS_QUOTE = "blockquote:not(:has(span[lang]))"
"""A quotation that is not one of ours, which say the language of their words."""
RULES_KNOW = "Council"
"""The body that the rules name: under another name the ledger would hold other facts. One row gives it up."""

UNDRAWN = {"id", "url", "form_id", "key", "page_script_hash", "element_id", "mime_type", "icon", "page", "file_name",
           "query_string"}  # fmt: skip
AS_THEY_ARE = {
    ("Selectbox", "options"),
    ("Selectbox", "raw_value"),
    ("MultiSelect", "options"),
    ("Code", "code_text"),
    ("VegaLiteChart", "alt"),
    ("VegaLiteChart", "spec"),
    ("Dataframe", "alt"),
    ("Dataframe", "columns"),
    ("TextInput", "value"),
    ("TextInput", "default"),
}
"""Where Streamlit draws no Markdown."""


def marked(path: Path) -> set[tuple[str, str]]:
    """Put the markup into every text column: after half of all texts, the same ones in every table, so that what names
    the same still does, and into blank cells. Answers with the columns that hold it then."""
    found: set[tuple[str, str]] = set()
    with duckdb.connect(str(path)) as ledger:
        for table in TABLES.values():
            for column in (one for one in table.columns if one.kind in (Kind.TEXT, Kind.PARTY)):
                name = f'"{column.name}"'
                may = f"{column.kind_in} = 'organization'" if column.kind_in else "true"
                half = f"({name} is null or (hash({name}) % 2 = 0 and {name} <> '{RULES_KNOW}'))"
                first = f"(batch, sheet_row) = (select min((batch, sheet_row)) from {table.name} where {may})"
                for chosen in (half, first):
                    changed = ledger.execute(
                        f"update {table.name} set {name} = trim(coalesce({name}, '') || ' ' || $text) "
                        f"where {may} and {chosen}",
                        {"text": MARKUP},
                    ).fetchall()[0][0]
                    if changed:
                        found.add((table.name, column.name))
                        break
        ledger.execute("update events set note = $text, file_name = $text, who = $text", {"text": MARKUP})
    return found


@pytest.fixture(scope="module")
def marked_home(shipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home whose ledgers hold the markup in every text column of every table, and in what is known of each batch."""
    home = tmp_path_factory.mktemp("marked")
    shutil.copytree(shipped, home, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.log"))
    found = marked(home / "iom.duckdb") | marked(home / "demonstration.duckdb") | marked(home / "mlf.duckdb")
    every = {(t.name, c.name) for t in TABLES.values() for c in t.columns if c.kind in (Kind.TEXT, Kind.PARTY)}
    assert found == every
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GOVERNANCE_HOME", str(home))
        yield home


def texts_of(message: Message) -> Iterator[tuple[str, str, str]]:
    """Every text that an element gives to the browser, with the element's kind and the field."""
    for field, value in message.ListFields():
        for one in value if field.is_repeated else [value]:
            if isinstance(one, Message):
                yield from texts_of(one)
            elif isinstance(one, str):
                yield message.DESCRIPTOR.name, field.name, one


def elements(node: Node) -> Iterator[Any]:
    for child in getattr(node, "children", {}).values():
        yield child
        yield from elements(child)


def cells(app: AppTest) -> Iterator[str]:
    """The texts in tables to scroll through and in charts, which are drawn as they are."""
    for frame in (*(found.value for found in app.dataframe), *tables_on(app)):
        yield from (cell for cell in frame.to_numpy().ravel() if isinstance(cell, str))
    for chart in charts_on(app):
        for column in chart.columns:
            if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
                yield from (cell for cell in column.to_pylist() if cell)


def without(text: str, *known: str) -> str:
    for one in known:
        text = text.replace(one, "")
    return text


def looked_through(app: AppTest) -> int:
    """How many texts of the page hold the markup; raises where one is drawn as markup or with our signs in it."""
    seen = 0
    for element in elements(app._tree):
        proto = getattr(element, "proto", None)
        for kind, field, text in texts_of(proto) if isinstance(proto, Message) else ():
            if field not in UNDRAWN and kind not in ("Code", "VegaLiteChart"):
                ours = without(text, *ESCAPED, MARKUP)
                assert not OUR_SIGNS.search(ours), f"{kind}.{field} shows signs of ours: {text}"
            if WORD in text and field not in UNDRAWN:
                seen += 1
                forms: tuple[str, ...] = (MARKUP, quote_plus(MARKUP)) if (kind, field) in AS_THEY_ARE else ESCAPED
                # A list of documents is put together anew from its parts: the last of them may end before our "&lt;".
                forms = (
                    (escape(MARKUP), escape(MARKUP.removesuffix(";")), quote_plus(MARKUP)) if kind == "Html" else forms
                )
                rest = without(text, *forms)
                assert WORD not in rest, f"{kind}.{field}: {text}"
                assert "\\*\\*" not in rest, f"escaped twice: {text}"
    for table in app.table:
        for cell in map(str, table.value.to_numpy().ravel()):
            seen += WORD in cell
            assert WORD not in without(cell, *ESCAPED), cell
    for cell in cells(app):
        seen += WORD in cell
        assert not any(form in cell for form in ESCAPED), cell
    return seen


@pytest.mark.parametrize("ledger", ["iom", "demonstration", "mlf"])
@pytest.mark.parametrize("page", [name for _, name in PAGES])
def test_no_text_of_a_ledger_is_markup_on_any_page(marked_home: Path, page: str, ledger: str) -> None:
    state = {"iom": "USA", "demonstration": "XDU", "mlf": "USA"}[ledger]
    for link in ({}, {"state": state}):
        app = open_unfolded(page, ledger=ledger, **link)
        assert not app.exception
        assert looked_through(app) or page in ("rules", "upload", "assessment_checks", "closing")


@pytest.mark.parametrize("by", ["office", "category"])
def test_nor_is_one_in_another_view_of_a_page(marked_home: Path, by: str) -> None:
    assert looked_through(open_page("staffing_and_offices", ledger="demonstration", staff_by=by))


def test_a_batch_shows_its_texts_as_they_are_and_so_does_what_taking_it_back_would_change(marked_home: Path) -> None:
    app = open_page("register", ledger="demonstration", batch="3")
    next(toggle for toggle in app.toggle if toggle.label == "See what revoking batch 3 changes").set_value(True)
    assert looked_through(app.run()) > 5


def test_a_file_that_is_handed_in_shows_its_texts_as_they_are(marked_home: Path) -> None:
    name = MARKUP.replace("/", "_") + ".csv"
    written = (
        f"state,amount,received,reference,{MARKUP}\n{MARKUP},1.00,2026-11-02,{MARKUP},x\nXAA,{MARKUP},{MARKUP},b,y\n"
    )
    app = open_page("upload", ledger="demonstration")
    app.file_uploader[0].upload(name, written.encode(), "text/csv")
    app.run()
    seen = [text for element in elements(app._tree) if isinstance(getattr(element, "proto", None), Message)
            for kind, field, text in texts_of(element.proto) if WORD in text and field not in UNDRAWN
            if (kind, field) not in AS_THEY_ARE]  # fmt: skip
    assert seen
    forms = (*ESCAPED, str(plain(name)), str(plain(f"x {name}"))[2:], escape(name), escape(MARKUP))
    assert not [text for text in seen if WORD in without(text, *forms)]


def test_a_scenario_keeps_the_name_that_a_link_gives_it(marked_home: Path) -> None:
    app = open_page("what_if", ledger="demonstration", name=MARKUP)
    assert looked_through(app)


def test_a_refused_link_shows_what_it_asked_for_as_it_is(marked_home: Path) -> None:
    app = open_page("overview", ledger="demonstration", state=MARKUP)
    assert app.error
    assert looked_through(app)


HOSTILE = ["# zqx", "- zqx", "+ zqx", "1. zqx", "12) zqx", "> zqx", "--- zqx", "===", "zqx -- zqx", "a <-> zqx", MARKUP]


def test_the_browser_shows_the_text_itself(browser: Browser, marked_home: Path, tmp_path: Path) -> None:
    """The page on governing bodies draws offices held, bodies and documents; the mandate draws lists of areas."""
    shutil.copytree(marked_home, tmp_path, dirs_exist_ok=True)
    lists = (("objectives", "objective", "true"), ("service_areas", "area", "level = 'activity'"))
    with duckdb.connect(str(tmp_path / "demonstration.duckdb")) as ledger:
        for table, column, which in lists:
            rows = ledger.execute(f"select batch, sheet_row from {table} where {which} order by all").fetchall()
            texts = HOSTILE[:7] if table == "objectives" else HOSTILE[4:]
            assert len(rows) >= len(texts)
            for text, (batch, row) in zip(texts, rows, strict=False):
                ledger.execute(
                    f"update {table} set {column} = $text where batch = $batch and sheet_row = $row",
                    {"text": text, "batch": batch, "row": row},
                )
    with served(tmp_path) as address:
        for name in ("mandate", "governing_bodies", "register"):
            page = open_at(browser, f"{address}/{name}?ledger=demonstration&as_of={TODAY.isoformat()}&batch=3")
            main = page.locator("[data-testid=stMain]")
            for markup in ("a[href*=zqx]", "img[src*=zqx]", ".katex", OTHERS_QUOTE, "li li", "hr", "h5, h6"):
                assert main.locator(markup).count() == 0, f"{name}: {markup}"
            alone = main.locator("strong, em, del, code, b, span, h1, h2").filter(has_text=re.compile(r"^\s*zqx\s*$"))
            assert alone.count() == 0, f"{name}: {alone.first.evaluate('e => e.outerHTML')}"
            read = main.inner_text().replace("\u2060", "")
            if name == "mandate":
                assert not [text for text in HOSTILE if text not in read], read


def fillings(node: ast.AST) -> Iterator[ast.expr]:
    """What a sentence is filled with."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "count"):
        yield from (word.value for word in node.keywords)


NOT_DRAWN = ("words", "gate", "serve", "at_the_door", "open_sessions")
"""What defines sentences of pages, and what writes to a terminal or answers without a page."""
SAY_NOTHING = {"in_order", "language", "languages", "locale_of", "mark", "one_of_ours", "reading_in"}
"""What of governance.words says no sentence."""

MARKDOWN = {"markdown", "caption", "title", "header", "subheader", "metric", "info", "warning", "error", "success",
            "badge", "expander", "toggle", "checkbox", "button", "download_button", "radio", "popover"}  # fmt: skip


def drawn_unsaid(path: Path) -> Iterator[str]:
    draws = path.stem not in NOT_DRAWN
    for node in nodes(path):
        for value in fillings(node) if draws else ():
            if isinstance(value, ast.Call) and ast.unparse(value.func).endswith("'.join"):
                yield f"line {value.lineno}: several sentences are one with `joined`"
        if draws and isinstance(node, ast.ImportFrom) and node.module == "governance.words":
            strangers = {alias.name for alias in node.names} - SAY_NOTHING
            yield from (f"line {node.lineno}: {name} is to come from governance.ui.parts.words" for name in strangers)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MARKDOWN:
            for text in node.args[:2] if node.func.attr == "metric" else node.args[:1]:
                bare_value = isinstance(text, ast.JoinedStr | ast.Subscript | ast.BinOp | ast.Attribute)
                if bare_value or ast.unparse(text).startswith("str("):
                    yield f"line {text.lineno}: {ast.unparse(text)}"


def test_what_markdown_is_made_of_is_said() -> None:
    """Sentences of pages come from governance.ui.parts.words, which fills texts in as texts; and what Streamlit draws as
    Markdown is such a sentence, never a cell by itself nor a text put together around one."""
    none_offend([path for path in SCREENS if path.name != "app.py"], drawn_unsaid)


def test_a_sentence_is_markup_and_what_fills_it_is_text() -> None:
    inner = say("**{what}**", what="a*b")
    assert inner == "**a\\*b**"
    assert say("{inner}, {more}", inner=inner, more="c_d") == "**a\\*b**, c\\_d", "what was said is not escaped again"
    assert bare(say("{file}: {why}", file="a_b", why=joined(", ", ["<c>", "d & e"]))) == "a_b: <c>, d & e"
    assert count("{number} file of {who}", "{number} files of {who}", 2, who="$x$") == "2 files of \\$x\\$"
    with reading_in("es"):
        assert count("{number} row", "{number} rows", 14750) == "14.750 filas", "as a table writes it"
    assert plain(plain("a*b")) == plain("a*b")
    assert plain("two\n\n# lines") == "two # lines"
    assert plain("\u00a0# head\t 1\u202f234\u00a0% ") == "\\# head 1\u202f234\u00a0%", "no line breaks in a figure"
    assert plain("CHF\u00a01,234.50 - 12:30:00 (2026/27)") == "CHF\u00a01,234.50 - 12:30:00 (2026/27)", (
        "the usual stays"
    )
    assert plain("USD 30.5 million, 65.0 %") == "USD\u00a030.5\u00a0million, 65.0\u00a0%", "no line breaks in a figure"
    assert plain("by 29 November 2026") == "by 29\u00a0November 2026", "nor between a day and its month"
    assert plain("1 Jan 2026, le 1er déc. 2026") == "1\u00a0Jan 2026, le 1er\u00a0déc. 2026"
    assert plain("al 3 de mayo de 2026") == "al 3\u00a0de\u00a0mayo de 2026"
    assert plain("2026 March, 3 Members, 12 de los Miembros") == "2026 March, 3 Members, 12 de los Miembros"
    assert say("Since 1 January {year}", year=2026) == "Since 1\u00a0January 2026", "nor in a sentence of ours"


def test_no_list_to_choose_from_stands_empty_in_words_of_streamlits_own() -> None:
    """Where nothing is chosen yet, Streamlit says so in English unless it is told what to say."""
    unsaid = [
        f"{path.name}:{call.lineno}"
        for path in SCREENS
        for call in calls(path)
        if isinstance(call.func, ast.Attribute) and call.func.attr in ("selectbox", "multiselect")
        if "placeholder" not in {each.arg for each in call.keywords} and not _begins_with_one(call)
    ]  # fmt: skip
    assert not unsaid


def _begins_with_one(call: ast.Call) -> bool:
    """Whether something is chosen from the start: the first, where no `index` says what."""
    index = [each.value for each in call.keywords if each.arg in ("index", None)] + call.args[2:3]
    return call.func.attr == "selectbox" and not any(  # type: ignore[attr-defined]
        isinstance(one, ast.Name) or "None" in ast.unparse(one) for one in index
    )
