"""`make audit`: whether an advisory is known for a version that requirements*.txt lock, by pip-audit.

It needs a source of advisories on the network. Where none answers nothing is known, and that is said and told apart:
0, none is known; 1, there are some; 2, nobody could be asked.
"""

from __future__ import annotations

import json
import subprocess
import sys
import urllib.request
from typing import Any

from governance.settings import ROOT

NONE_KNOWN, SOME, NOT_ASKED = 0, 1, 2
SOURCE = "https://api.osv.dev/v1/vulns/PYSEC-2021-142"
"""An advisory that stands: whoever can read it can ask for others."""
_WORDS = ("tool", "run", "--from", "pip-audit>=2.9,<3", "pip-audit", "--vulnerability-service", "osv", "--disable-pip",
          "--no-deps", "--progress-spinner", "off", "--format", "json")  # fmt: skip
_LOCKS = ("requirements.txt", "requirements-dev.txt")


def reached(address: str = SOURCE) -> str | None:
    """None where the source of advisories answers, else why not."""
    try:
        with urllib.request.urlopen(address, timeout=15):
            return None
    except OSError as error:
        return str(getattr(error, "reason", error))


def found(report: str) -> list[str]:
    """A line for each advisory of pip-audit's report. Raises ValueError where it is none."""
    packages: list[dict[str, Any]] = json.loads(report)["dependencies"]
    return [
        f"{package['name']} {package['version']}: {one['id']}, mended in {one['fix_versions'] or 'no version'}"
        for package in packages
        for one in package.get("vulns", [])
    ]


def audit() -> int:
    """Ask, and say what was found."""
    if why := reached():
        return _not_asked(f"{SOURCE} cannot be reached from here ({why})")
    locks = [word for lock in _LOCKS for word in ("--requirement", str(ROOT / lock))]
    ran = subprocess.run([ROOT / ".venv" / "bin" / "uv", *_WORDS, *locks], capture_output=True, text=True, check=False)
    try:
        advisories = found(ran.stdout)
    except (ValueError, LookupError):
        return _not_asked(f"pip-audit gave no report: {ran.stderr.strip()[-500:]}")
    print("\n".join(advisories) or "No advisory is known for any version in requirements.txt and requirements-dev.txt.")
    return SOME if advisories else NONE_KNOWN


def _not_asked(why: str) -> int:
    print(f"Not audited: {why}. Nothing is known of these versions; run `make audit` where advisories can be read.")
    return NOT_ASKED


if __name__ == "__main__":
    sys.exit(audit())
