"""`python -m bench`: every measurement with its defaults, one after the other."""

from __future__ import annotations

import subprocess
import sys

from governance.settings import ROOT

MEASUREMENTS = ("arrears", "start", "books", "voting", "votes", "laboratory", "intake", "pages")

for name in MEASUREMENTS:
    print(f"\n=== bench.{name}", flush=True)
    subprocess.run([sys.executable, "-W", "ignore", "-m", f"bench.{name}"], cwd=ROOT, check=True)
