"""`python -m governance.ui.serve`: the dashboard's server. Streamlit's own settings decide address and port.

`streamlit run app.py` serves the same. The difference: where a folder named pages stands beside the script,
Streamlit takes the application for one of its older kind until the script has run once, and greets whoever follows
a link to a page right after the start with "Page not found". Here it is told beforehand.
"""

from __future__ import annotations

import sys

from streamlit.runtime.pages_manager import PagesManager
from streamlit.web.cli import main

from governance.settings import ROOT


def serve() -> None:
    """Serve app.py until interrupted; further arguments are Streamlit's."""
    PagesManager.uses_pages_directory = False
    sys.argv = ["streamlit", "run", str(ROOT / "app.py"), *sys.argv[1:]]
    main()


if __name__ == "__main__":
    serve()
