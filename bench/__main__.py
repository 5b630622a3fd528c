"""`python -m bench`: every measurement with its defaults, one after the other, written to bench/RESULTS.md.

python -m bench [NAME ...]     these alone; their figures take the place of their earlier ones
"""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from importlib.metadata import version
from pathlib import Path

import psutil

from bench.goals import MARK
from governance.settings import ROOT

MEASUREMENTS = (
    "arrears", "start", "books", "voting", "votes", "shell", "office", "growth", "laboratory", "forecast",
    "intake", "statement", "workbook", "pages", "face", "papers", "load", "races", "faults",
)  # fmt: skip
_RESULTS = Path(__file__).with_name("RESULTS.md")
_LIBRARIES = ("streamlit", "duckdb", "pandas", "pyarrow", "altair", "python-calamine", "playwright")
_HEAD = """# What was measured

Written by `make bench`: never by hand. Times are of a machine that is shared, so that the ratios count, each in one
run. A goal that is missed says so. README.md says what each measurement does.

## Goals

| what | found | goal | beside | |
|---|---|---|---|---|
"""


def run(name: str) -> str:
    """One measurement: what it printed, with the day, the machine and the versions above."""
    print(f"\n=== bench.{name}", flush=True)
    program = [sys.executable, "-u", "-W", "ignore", "-m", f"bench.{name}"]
    with subprocess.Popen(program, cwd=ROOT, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        printed = []
        for line in running.stdout:
            print(line, end="", flush=True)
            printed.append(line)
    ended = (
        f"\nended with status {running.returncode}: what is missing above was not measured"
        if running.returncode
        else ""
    )
    return f"{_machine()}\n\n```\n{''.join(printed).strip()}{ended}\n```\n"


def _machine() -> str:
    processor = re.search(r"model name\s*: (.+)", _text(Path("/proc/cpuinfo")))
    memory = psutil.virtual_memory().total / 2**30
    named = processor.group(1) if processor else platform.processor() or platform.machine()
    load = psutil.getloadavg()[0]
    return (
        f"{date.today()}: {named}, {psutil.cpu_count()} cores, {memory:.0f} GiB, {platform.system()}, Python "
        f"{platform.python_version()}, {', '.join(f'{name} {version(name)}' for name in _LIBRARIES)}; "
        f"load {load:.1f} when it began."
    )


def _text(path: Path) -> str:
    return path.read_text() if path.is_file() else ""


def _earlier() -> dict[str, str]:
    parts = re.split(r"^## bench\.(\w+)\n+", _text(_RESULTS), flags=re.M)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def _goals(found: dict[str, str]) -> Iterator[str]:
    for name, text in found.items():
        for line in text.splitlines():
            if line.startswith(MARK):
                yield f"| {name}: {line.removeprefix(MARK)} |\n"


def main() -> None:
    """Run what is named, or all; what was found is kept after each."""
    names = sys.argv[1:] or MEASUREMENTS
    for name in names:
        printed = run(name)
        found = _earlier() | {name: printed}
        in_order = {each: found[each] for each in MEASUREMENTS if each in found}
        sections = "\n".join(f"## bench.{each}\n\n{text.strip()}\n" for each, text in in_order.items())
        _RESULTS.write_text(f"{_HEAD}{''.join(_goals(in_order))}\n{sections}", encoding="utf-8")


if __name__ == "__main__":
    main()
