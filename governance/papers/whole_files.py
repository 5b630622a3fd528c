"""A file that leaves the software, whole or not at all."""

from __future__ import annotations

from pathlib import Path


def write_whole(output: Path, content: bytes) -> None:
    """Write a file whole or not at all: a reader never meets half of one. What is no plain file, such as a pipe, cannot
    be put in place, and is written to. Raises OSError."""
    if output.exists() and not output.is_file():
        output.write_bytes(content)
        return
    output = output.resolve()  # of a link what it leads to is written
    unfinished = output.with_name(f".{output.name}.unfinished")
    try:
        unfinished.write_bytes(content)
        unfinished.replace(output)
    finally:
        unfinished.unlink(missing_ok=True)
