"""What a supervisor and a proxy ask: whether the server lives (/healthz), and whether it can serve (/readyz)."""

from __future__ import annotations

from starlette.responses import PlainTextResponse, Response
from streamlit.runtime import Runtime

from governance import roles
from governance.problems import Refused
from governance.ui.shell.door.provider import configured

_ALIVE, _READY = "/healthz", "/readyz"


async def answer(path: str) -> Response | None:
    """To one of the two, without a word on why not: whoever asks may be anybody. None for every other path."""
    if path == _ALIVE:
        return PlainTextResponse("ok")
    if path == _READY:
        return PlainTextResponse("ok") if await _ready() else PlainTextResponse("not ready", 503)
    return None


async def _ready() -> bool:
    try:
        if configured():
            roles.in_force()
    except Refused:
        return False
    return Runtime.exists() and (await Runtime.instance().is_ready_for_browser_connection)[0]
