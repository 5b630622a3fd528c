"""`python -m governance`: the shell."""

import sys


class NoPandas:
    """DuckDB and Arrow load pandas, in a quarter of a second, only to see whether a value is one of its own. The shell
    draws nothing and has none."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        """Raises ModuleNotFoundError for pandas, as where it is not installed; every other module is for the others."""
        if name == "pandas":
            raise ModuleNotFoundError(name=name)


sys.meta_path.insert(0, NoPandas())

from governance.cli import main  # noqa: E402

main()
