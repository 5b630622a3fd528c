"""How much memory a process takes at most, watched from outside: the same on every system."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence

import psutil

from governance.settings import ROOT

READY = "ready"
_PAUSE_SECONDS = 0.001


def peak_mib(words: Sequence[str]) -> tuple[str, float]:
    """What a program printed, and how many MiB it and its children took at most, over what it held when it was ready.

    The program prints READY on a line of its own once all is loaded, waits for a line, and then does its work.
    """
    with subprocess.Popen(words, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdin is not None
        assert program.stdout is not None
        assert program.stdout.readline().strip() == READY
        watched = psutil.Process(program.pid)
        before = most = _held(watched)
        program.stdin.write("\n")
        program.stdin.close()
        while program.poll() is None:
            most = max(most, _held(watched))
            time.sleep(_PAUSE_SECONDS)
        told = program.stdout.read()
    assert program.returncode == 0
    return told, (most - before) / 1024 / 1024


def _held(watched: psutil.Process) -> int:
    """Bytes of the process and its children; of one that has just ended, none."""
    try:
        held: int = sum(process.memory_info().rss for process in [watched, *watched.children(recursive=True)])
    except psutil.NoSuchProcess:
        return 0
    return held
