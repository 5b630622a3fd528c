"""The shell: the same questions and the same intake as the screens, for scripts and for those who prefer it."""

from governance.cli import changes, importing  # noqa: F401  their commands join the shell's
from governance.cli.commands import main
from governance.cli.scenarios import scenario

main.add_command(scenario)

__all__ = ["main"]
