"""Text from outside (a cell, a file's name, a note) inside our sentences: shown as it is, never as markup."""

from __future__ import annotations

import re

_MARKUP = re.compile(r"([\\`*_\[\]<$~])")


def plain(text: str) -> str:
    """The text so that Streamlit's Markdown shows its characters: no link, picture, formula or colour comes of it."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))
