"""From the signed cookie of a sign-in to who it is: the one way, for pages and for routes.

It rests on two functions that Streamlit keeps to itself; tests/test_door.py fails where they move.
"""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME
from streamlit.web.server.starlette.starlette_websocket import _get_signed_cookie_with_chunks

from governance import roles
from governance.access import Reader
from governance.ui.shell.door import open_sessions
from governance.ui.shell.door.provider import Provider, is_issued_by

_CLOCKS_APART = 60  # seconds between this machine's clock and the provider's

NOBODY = Reader("", frozenset(), frozenset())
"""Whoever has not signed in, or whose session has ended: no role, no State."""


@dataclass(frozen=True)
class SignIn:
    """One sign-in: the key of its session, and the claims that the provider made of who it is."""

    key: str
    claims: Mapping[str, Any]

    @property
    def issued_at(self) -> float:
        """When the provider issued the token, in seconds of the epoch."""
        return float(self.claims["iat"])


def sign_in_of(cookies: Mapping[str, str], provider: Provider) -> SignIn | None:
    """The sign-in that the cookies are of, if they are of one: signed by us, issued by the provider, for us.

    Streamlit accepts a token for another client that names us as `azp`; we do not. Whether its session lasts is asked
    of `open_sessions`; a token's own end is that of handing it in, not of the session.
    """
    signed = _get_signed_cookie_with_chunks(dict(cookies), USER_COOKIE_NAME)
    if not signed:
        return None
    try:
        claims = json.loads(signed)
    except ValueError:
        return None
    if not isinstance(claims, dict) or not _is_ours(claims, provider):
        return None
    return SignIn(sha256(signed).hexdigest(), claims)


def _is_ours(claims: Mapping[str, Any], provider: Provider) -> bool:
    audience, issued = claims.get("aud"), claims.get("iat")
    return (
        claims.get("is_logged_in") is True
        and claims.get("origin") == provider.origin
        and claims.get("provider") == provider.name
        and is_issued_by(claims.get("iss"), provider)
        and provider.client_id in (audience if isinstance(audience, list) else [audience])
        and isinstance(claims.get("sub"), str)
        and bool(claims["sub"])
        and isinstance(issued, int | float)
        and not isinstance(issued, bool)
    )


def begun(cookies: Mapping[str, str], provider: Provider) -> SignIn | None:
    """The session that begins with the cookies which a sign-in has just set, if it may."""
    come, now = sign_in_of(cookies, provider), time.time()
    if come is None or come.issued_at > now + _CLOCKS_APART:
        return None
    expires = come.claims.get("exp")
    if not isinstance(expires, int | float) or expires < now - _CLOCKS_APART:
        return None
    return come if open_sessions.table().start(come.key, come.issued_at) else None


def reader_by(cookies: Mapping[str, str], provider: Provider) -> Reader:
    """Who asks with these cookies, with the roles of this moment; NOBODY where the session has ended.

    Raises Refused where the file of roles is wrong.
    """
    come = sign_in_of(cookies, provider)
    if come is None or not open_sessions.table().is_open(come.key):
        return NOBODY
    return roles.in_force().reader(come.claims)
