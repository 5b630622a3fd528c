"""`python -m governance`: the shell."""

import atexit
import gc
import sys

for name in ("numpy", "pandas", "pyarrow.dataset"):
    sys.modules[name] = None  # type: ignore[assignment]
"""DuckDB and Arrow load these, in a third of a second, only to see whether a value is one of theirs. The shell draws
nothing and has none: to import one fails at once, as where it is not installed."""

from governance.cli import main  # noqa: E402

atexit.register(gc.freeze)
"""What is left at the end goes with the process: to look through all of it for cycles first takes a twentieth of what
a short command does."""

main()
