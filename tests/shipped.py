"""The ledgers that ship, built once for a test run, and the application over them."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

import pandas as pd
import pyarrow as pa
from streamlit.source_util import PageInfo
from streamlit.testing.v1 import AppTest

from governance.books import Books
from governance.ledger import Ledger
from governance.settings import LEDGERS, ROOT, target
from governance.shipping.ledgers import build

TODAY = date(2026, 11, 22)
"""The day on which the demonstration was made, and the date that tests ask about."""

PAGES = sorted((path.parent.name, path.stem) for path in (ROOT / "pages").glob("*/*.py"))


_LINK = re.compile(r"\[((?:[^\]\\]|\\.)*)\]\(([^)\s]*)\)")


def build_shipped(folder: Path) -> Path:
    """Build every listed ledger in `folder` as of TODAY and make it the home of this process."""
    folder.mkdir(exist_ok=True)
    os.environ["GOVERNANCE_HOME"] = str(folder)
    for entry in LEDGERS:
        if not Path(target(entry)).exists():
            build(target(entry), entry.contents, rulebook=entry.rulebook, today=TODAY)
    return folder


def shipped_books(key: str) -> Books:
    """The books of one listed ledger."""
    return Books.at(Ledger(target(next(entry for entry in LEDGERS if entry.key == key))))


def open_page(page: str | None = None, **link: str) -> AppTest:
    """The application as somebody sees it who follows a link to a page."""
    return _arrived(page, **link).run()


def open_unfolded(page: str, **link: str) -> AppTest:
    """The same with all opened that is folded on the page."""
    app = _arrived(page, **link)
    _open(app, _folds[page])  # what was folded on it before need not be found again
    app.run()
    while missing := _folded(app) - _folds[page]:
        _folds[page] |= missing
        unfolded(app)
    return app


def unfolded(app: AppTest) -> AppTest:
    """The page with all opened that is folded on it."""
    _open(app, _folded(app))
    return app.run()


_folds: defaultdict[str, set[str]] = defaultdict(set)


def _folded(app: AppTest) -> set[str]:
    marks = [str(fold.proto.id).rpartition("-folded_") for fold in app.expander]
    return {name for _, mark, name in marks if mark}


def _open(app: AppTest, names: set[str]) -> None:
    for name in names:
        app.session_state[f"folded_{name}"] = True


def _arrived(page: str | None, **link: str) -> AppTest:
    app = _door()
    for key, text in {"as_of": TODAY.isoformat(), **link}.items():
        app.query_params[key] = text
    if page:
        app._registered_pages = _menu()  # or Streamlit would have to run the first page to know the others
        app.switch_page(next(f"pages/{folder}/{name}.py" for folder, name in PAGES if name == page))
    return app


def _door() -> AppTest:
    return AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)


@cache
def _menu() -> dict[str, PageInfo]:
    """The pages that the application registers when it runs, whatever the ledger."""
    return _door().run()._registered_pages


def charts_on(app: AppTest) -> list[pa.Table]:
    """The figures of each chart on the page, as the browser gets them."""
    protos = [element.proto for element in app.get("vega_lite_chart")]
    held = [proto.data.data for proto in protos] + [one.data.data for proto in protos for one in proto.datasets]
    return [pa.ipc.open_stream(data).read_all() for data in held if data]


def sections_on(app: AppTest) -> set[str]:
    """The sections of the page to which a link may lead."""

    def ids(node: object) -> Iterator[str]:
        yield str(getattr(getattr(node, "proto", None), "id", ""))
        for child in getattr(node, "children", {}).values():
            yield from ids(child)

    return {found.partition("-section-")[2] for found in ids(app._tree) if "-section-" in found}


def tables_on(app: AppTest) -> list[pd.DataFrame]:
    """The rows of each table on the page as they are read, by the name of their column; the foot is in `attrs`."""
    bodies = [str(element.proto.body) for element in app.get("html")]
    return [_table(ElementTree.fromstring(body)) for body in bodies if body.startswith('<div class="rows')]


def _table(found: ElementTree.Element) -> pd.DataFrame:
    names = [head.get("data-name") or "" for head in found.iterfind(".//thead/tr/th")]
    rows = [[as_read("".join(cell.itertext())) for cell in row] for row in found.iterfind(".//tbody/tr")]
    frame = pd.DataFrame(rows, columns=names, dtype=object)
    foot = ["".join(cell.itertext()) for cell in found.iterfind(".//tfoot/tr/*")]
    frame.attrs["foot"] = dict(zip(names, foot, strict=True)) if foot else {}
    frame.attrs["links"] = [link.get("href") for link in found.iterfind(".//tbody//a")]
    frame.attrs["own"] = [row.get("aria-current") == "true" for row in found.iterfind(".//tbody/tr")]
    return frame


def table_on(app: AppTest, *columns: str) -> pd.DataFrame:
    """The first table on the page that has these columns."""
    return next(frame for frame in tables_on(app) if set(columns) <= set(frame))


def figure(text: str) -> Decimal:
    """What a figure in a cell of a table says."""
    return Decimal(text.replace(",", ""))


def words_on(app: AppTest) -> str:
    """Everything that is written on the page, for a test to look in."""
    kinds = ("title", "header", "markdown", "caption", "error", "warning", "info")
    return "\n".join(as_read(element.value) for kind in kinds for element in getattr(app, kind))


def as_read(markdown: object) -> str:
    """Words in Markdown without the addresses of their links, and with spaces as they are typed."""
    return _LINK.sub(r"\1", str(markdown)).replace("\N{NO-BREAK SPACE}", " ")


def unlinked(markdown: str) -> str:
    """What is left of words in Markdown without their links."""
    return _LINK.sub("", markdown)


def links_in(markdown: str) -> list[str]:
    """The addresses to which words in Markdown lead."""
    return [found[2] for found in _LINK.finditer(markdown)]
