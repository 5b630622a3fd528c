"""`python -m governance`: the shell."""

from governance.cli import main

main()
