"""Nothing leaves this machine: how tests know of every attempt, of the server's and of the browser's.

`python -m tests.outward FILE MODULE` runs a module as `python -m MODULE` does. Any address outside loopback that it
looks up or connects to is refused, and written to FILE.
"""

from __future__ import annotations

import runpy
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from pathlib import Path

_LOOKING_UP = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
_SENDING = ("socket.connect", "socket.sendto", "socket.sendmsg")


def is_outside(host: object) -> bool:
    """Whether a host, as a program names it, is any other machine."""
    text = host.decode() if isinstance(host, bytes) else host
    if not isinstance(text, str) or text in ("", "localhost", socket.gethostname()):
        return False
    try:
        return not ip_address(text.split("%")[0]).is_loopback and text not in ("0.0.0.0", "::")
    except ValueError:
        return True


def guard(noted: Path) -> None:
    """From now on, refuse what this process would ask outside, and note it."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if event in _LOOKING_UP:
            host = arguments[0]
        elif event in _SENDING and isinstance(arguments[1], tuple):  # else a path on this machine, or already connected
            host = arguments[1][0]
        else:
            return
        if is_outside(host):
            with noted.open("a") as notes:
                notes.write(f"{event} {host!r}\n")
            raise PermissionError(f"{event} {host!r}: nothing leaves this machine in tests")

    sys.addaudithook(hook)


@contextmanager
def listening() -> Iterator[tuple[int, list[str]]]:
    """A proxy that refuses: its port, and what it was asked for so far."""
    asked: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def listen() -> None:
            with suppress(OSError):  # closed at the end of the block
                while True:
                    client = server.accept()[0]
                    with client, suppress(OSError):
                        client.settimeout(5)
                        asked.append(client.recv(4096).decode("latin-1").split("\r\n")[0])
                        client.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")

        threading.Thread(target=listen, daemon=True).start()
        yield server.getsockname()[1], asked


if __name__ == "__main__":
    guard(Path(sys.argv[1]))
    sys.argv = sys.argv[2:]
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)
