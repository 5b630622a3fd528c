"""`python -m governance.ui.serve`: what `make run` starts. `streamlit run app.py` serves the same, with fewer words.

Streamlit's own settings decide address and port.
"""

from __future__ import annotations

import errno
import socket
import sys

from streamlit import config
from streamlit.web.cli import main

from governance.settings import ROOT
from governance.words import say


def serve() -> None:
    """Serve app.py until interrupted; further arguments are Streamlit's. Says what to do where the port is taken."""
    sys.argv = ["streamlit", "run", str(ROOT / "app.py"), *sys.argv[1:]]
    try:
        main()
    except SystemExit as ended:
        port = int(config.get_option("server.port"))
        if ended.code == 1 and not _is_free(str(config.get_option("server.address") or ""), port):
            sys.exit(port_taken(port))
        raise


def port_taken(port: int) -> str:
    """What to do where another program, perhaps another of this dashboard, has the port, or it is the system's."""
    return say(
        "Port {port} is not free. If the dashboard runs already, open it; else take another port: "
        "STREAMLIT_SERVER_PORT={other} make run",
        port=port,
        other=port + 1 if 1024 <= port < 65535 else 8502,
    )


def _is_free(address: str, port: int) -> bool:
    with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            return error.errno not in (errno.EADDRINUSE, errno.EACCES)
        return True


if __name__ == "__main__":
    serve()
