"""Texts that a command is given in a file: written in an editor, on whatever system."""

from __future__ import annotations

from typing import Any, NamedTuple

import click

from governance.words import say


class Text(NamedTuple):
    """What stands in a file, and the name under which it was given."""

    name: str
    content: str


class TextFile(click.File):
    """A file in UTF-8, with or without the mark with which some editors begin it; or - for the standard input."""

    def __init__(self) -> None:
        super().__init__(encoding="utf-8-sig")

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The Text; a file in another encoding is wrong usage, said with its name."""
        file = super().convert(value, param, ctx)
        try:
            return Text(file.name, file.read())
        except UnicodeDecodeError:
            file.close()
            self.fail(say("{file} is not written in UTF-8. Save it in UTF-8, then do it again.", file=file.name), param,
                      ctx)  # fmt: skip
