"""Terms of the field behind the words that hold them: what they mean, by hover, tap or keyboard."""

from __future__ import annotations

from governance.glossary import Entry, named_in
from governance.ui.parts.words import bare, joined, say

_MOST = 4  # more would hide what it explains


def behind(*texts: str) -> str | None:
    """What the terms mean that stand in these texts, for the help of a heading or figure; None where there are none."""
    found = named_in(" ".join(map(bare, texts)))[:_MOST]
    return joined("\n\n", map(_explained, found)) if found else None


def _explained(entry: Entry) -> str:
    return say("**{term}**: {definition}", term=say(entry.term), definition=say(entry.definition))
