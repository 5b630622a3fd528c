"""`python -m governance`: the shell."""

import sys

for name in ("numpy", "pandas"):
    sys.modules[name] = None  # type: ignore[assignment]
"""DuckDB and Arrow load these, in a third of a second, only to see whether a value is one of theirs. The shell draws
nothing and has none: to import one fails at once, as where it is not installed."""

from governance.cli import main  # noqa: E402

main()
