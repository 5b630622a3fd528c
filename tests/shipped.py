"""The ledgers that ship, built once for a test run, and the application over them."""

from __future__ import annotations

import os
from datetime import date
from functools import cache
from pathlib import Path

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
    app = _door()
    for key, text in {"as_of": TODAY.isoformat(), **link}.items():
        app.query_params[key] = text
    if page:
        app._registered_pages = _menu()  # or Streamlit would have to run the first page to know the others
        app.switch_page(next(f"pages/{folder}/{name}.py" for folder, name in PAGES if name == page))
    return app.run()


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


def words_on(app: AppTest) -> str:
    """Everything that is written on the page, for a test to look in."""
    kinds = ("title", "subheader", "markdown", "caption", "error", "warning", "info")
    return "\n".join(str(element.value) for kind in kinds for element in getattr(app, kind))
