"""A State's name where it stands in a sentence or a title: it opens the State's statement, as it does in a table."""

from __future__ import annotations

import re
from functools import lru_cache

from governance.names import printed, short
from governance.ui.parts.words import Sentence, bare, plain
from governance.ui.shell import link
from governance.ui.shell.here import Here
from governance.ui.shell.menu import address
from governance.ui.shell.visitor import reader
from governance.words import language, reading_in


def named(state: str, name: str | None = None) -> str:
    """The State as the reader's language writes it (or as `name` has it), in Markdown a link to its statement; its name
    alone on paper, and to a reader who may not see its account."""
    name = name or printed(state)
    limit = reader().limit
    if link.on_paper() or (limit is not None and state not in limit):
        return name
    return Sentence(f"[{plain(name)}]({address('statement', state=state)})", name)


def with_names(where: Here, words: str) -> str:
    """A sentence that a question makes, in which each name of a State opens its statement."""
    codes = tuple(map(str, where.ask("states").column("state")))
    if not codes:
        return words
    pattern, states = _names(codes, language.get())
    told = pattern.sub(lambda found: named(*states[found[0]]), plain(words))
    return Sentence(told, bare(words))


@lru_cache(maxsize=16)
def _names(codes: tuple[str, ...], spoken: str) -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """How the States are called in a sentence in the language: where their names stand in it, and whose each is."""
    with reading_in(spoken):
        states = {str(plain(name(code))): (code, name(code)) for name in (short, printed) for code in codes}
    longest_first = "|".join(map(re.escape, sorted(states, key=len, reverse=True)))
    return re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)"), states
