"""`make audit`: whether an advisory is known for a version that requirements*.txt lock, as OSV (https://osv.dev) knows.

It needs a source of advisories on the network: OSV's own, or one that answers as it does (`make audit SOURCE=...`).
Where none answers nothing is known, and that is said and told apart: 0, none is known; 1, there are some; 2, nobody
could be asked.
"""

from __future__ import annotations

import json
import re
import sys
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from governance.settings import ROOT

NONE_KNOWN, SOME, NOT_ASKED = 0, 1, 2
SOURCE = "https://api.osv.dev"
LOCKS = (ROOT / "requirements.txt", ROOT / "requirements-dev.txt")
_LOCKED = re.compile(r"([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)")
_AT_ONCE = 500  # OSV takes a thousand
_SECONDS = 30

Locked = tuple[str, str]
"""A package's name and its version."""


def locked(locks: Sequence[Path] = LOCKS) -> list[Locked]:
    """Every version that the files lock."""
    lines = (line for lock in locks for line in lock.read_text("utf-8").splitlines())
    return sorted({(found[1], found[2]) for line in lines if (found := _LOCKED.match(line))})


def advisories(source: str, versions: Sequence[Locked]) -> Iterator[str]:
    """A line for each advisory that the source knows for one of the versions. Raises OSError where it does not answer,
    and ValueError or LookupError where its answer is none."""
    asked: list[tuple[Locked, dict[str, str]]] = [(one, {}) for one in versions]
    while asked:
        now, asked = asked[:_AT_ONCE], asked[_AT_ONCE:]
        queries = [
            {"package": {"name": name, "ecosystem": "PyPI"}, "version": version, **page}
            for (name, version), page in now
        ]
        results = _answer(f"{source}/v1/querybatch", {"queries": queries})["results"]
        for (one, _), result in zip(now, results, strict=True):
            for known in (result or {}).get("vulns", []):
                yield from _told(source, one, known["id"])
            if token := (result or {}).get("next_page_token"):
                asked.append((one, {"page_token": token}))


def _told(source: str, version: Locked, number: str) -> Iterator[str]:
    """What an advisory says of a version; nothing where it was withdrawn."""
    advisory = _answer(f"{source}/v1/vulns/{number}")
    if advisory.get("withdrawn"):
        return
    fixed = {
        event["fixed"]
        for affected in advisory.get("affected", [])
        if affected.get("package", {}).get("name", "").lower() == version[0].lower()
        for ranged in affected.get("ranges", [])
        if ranged.get("type") == "ECOSYSTEM"
        for event in ranged["events"]
        if "fixed" in event
    }
    about = advisory.get("summary") or "no summary"
    yield f"{version[0]} {version[1]}: {number}, {about}; mended in {', '.join(sorted(fixed)) or 'no version'}"


def _answer(address: str, asked: Mapping[str, object] | None = None) -> dict[str, Any]:
    body = None if asked is None else json.dumps(asked).encode()
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
        said: dict[str, Any] = json.load(answer)
        return said


def audit(source: str = SOURCE, *, versions: Sequence[Locked] | None = None) -> int:
    """Ask, and say what was found."""
    versions = locked() if versions is None else versions
    try:
        found = list(advisories(source.rstrip("/"), versions))
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        why = str(getattr(error, "reason", error))
        print(f"Not audited: {source} gave no answer that tells ({why}). Nothing is known of these versions; run "
              "`make audit` where advisories can be read.")  # fmt: skip
        return NOT_ASKED
    print("\n".join(found) or f"No advisory is known for any of the {len(versions)} versions that are locked.")
    return SOME if found else NONE_KNOWN


if __name__ == "__main__":
    sys.exit(audit(*sys.argv[1:]))
