"""The process that reads one file and ends: `python -m governance.intake.reading`, asked over its standard input.

Whatever a file does to its reader, regular expressions that never end or a few bytes that become gigabytes, it does
here. It loads neither DuckDB nor Arrow, may write no file, and has only so much memory and processor time.
"""

from __future__ import annotations

import json
import os
import resource
import sys
from collections.abc import Iterator

from governance.intake.reading import unread
from governance.intake.reading.files import sheets_of
from governance.intake.reading.unread import MIB
from governance.intake.reading.wire import BROKEN, NO_MEMORY, REFUSED, pack, packed
from governance.problems import Refused
from governance.settings import LIMITS
from governance.words import language


def main() -> None:
    """Answer one question: a line of JSON, then the file."""
    asked = json.loads(sys.stdin.buffer.readline())
    language.set(asked["language"])
    for name, value in asked["limits"].items():  # those that hold for whoever asks
        object.__setattr__(LIMITS, name, value)
    _limit(memory=asked["limits_memory"])
    for message in _answer(asked["name"], sys.stdin.buffer.read()):
        sys.stdout.buffer.write(message)
    sys.stdout.buffer.flush()


def _limit(*, memory: bool) -> None:
    """Have the system end this process where it takes too much; where it cannot, whoever asked watches."""
    most = {"RLIMIT_CPU": LIMITS.seconds, "RLIMIT_FSIZE": 0, "RLIMIT_CORE": 0}
    if memory:
        most["RLIMIT_AS"] = LIMITS.memory_mib * MIB
    for name, value in most.items():
        try:
            resource.setrlimit(getattr(resource, name), (value, value + 1))
        except (ValueError, OSError):
            continue


def _answer(name: str, content: bytes) -> Iterator[bytes]:
    try:
        yield from packed(sheets_of(name, content))
    except Refused as refused:
        yield pack((REFUSED, list(refused.problems)))
    except MemoryError:
        yield pack((REFUSED, list(unread.over_limit(name, "memory_mib", LIMITS.memory_mib).problems)))
    except Exception:  # noqa: BLE001 - whoever asked logs it
        import traceback  # takes as long to load as a small file to read

        yield pack((BROKEN, traceback.format_exc()))


if __name__ == "__main__":
    try:
        main()
    except MemoryError:
        os._exit(NO_MEMORY)
