"""The shell: the same questions and the same intake as the screens, for scripts and for those who prefer it."""

from governance.cli.commands import main

__all__ = ["main"]
