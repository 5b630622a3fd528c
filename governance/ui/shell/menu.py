"""The pages by their name, for links from one to another."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from governance.access import FINANCE, Reader, reader
from governance.settings import ROOT, setting
from governance.ui.shell import link

_FOLDERS: dict[str, str] = {path.stem: path.parent.name for path in (ROOT / "pages").glob("*/*.py")}

_FOR_FINANCE = ("upload", "register", "closing")


def is_for(who: Reader, page: str) -> bool:
    """Whether a page is for that reader: pages on which ledgers are changed are for whoever changes them."""
    return page not in _FOR_FINANCE or FINANCE in who.roles


def page_link(page: str, label: str, icon: str | None = None, **values: str) -> None:
    """A link to another page with everything that is in view here, and `values` set besides, where there is such
    a place for the reader."""
    if not is_for(reader(), page) or ("ledger" in values and setting(values["ledger"]) is None):
        return
    if page not in _FOLDERS:
        st.markdown(label)
        return
    st.page_link(
        ROOT / "pages" / _FOLDERS[page] / f"{page}.py",
        label=label,
        icon=icon,
        query_params=_query(values),
    )


def _query(values: Mapping[str, str]) -> dict[str, str]:
    return {**link.current(), **values}
