"""The words of click's own in a command's help, in the language of whoever reads: it has them in English alone."""

from __future__ import annotations

from collections.abc import Iterable

import click

from governance.words import mark, say

_OWN = {
    "Options": mark("Options"),
    "Commands": mark("Commands"),
    "Positional arguments": mark("Arguments"),
    "Show this message and exit.": mark("Show this message and exit."),
}
"""What click writes, with our sentence for it."""


class Helps(click.HelpFormatter):
    """Writes a help with click's own words said like all others."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how the command is called."""
        usage = say("Usage:")
        super().write_usage(prog, args, prefix or f"{usage} ")

    def write_heading(self, heading: str) -> None:
        """The heading of a part."""
        super().write_heading(_said(heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Names and what they mean."""
        super().write_dl([(name, _said(told)) for name, told in rows], col_max, col_spacing)


class Said(click.Context):
    """A command's context, whose help is written so."""

    def make_formatter(self) -> click.HelpFormatter:
        """What writes the help."""
        return Helps(width=self.terminal_width, max_width=self.max_content_width)


def _said(words: str) -> str:
    return say(_OWN[words]) if words in _OWN else words
