"""A sign-in for tests: the secrets and the file of roles of an installation, and cookies as Streamlit signs them."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from governance.ui.shell.door import open_sessions
from governance.ui.shell.door.provider import configured

ISSUER = "http://localhost:9400"
ORIGIN = "https://dues.example.org"
CLIENT = "dues-dashboard"
CLIENT_SECRET = "only-for-this-test-7f3a"
COOKIE_SECRET = "0123456789abcdef0123456789abcdef-signs-cookies"
ROLES = """
[[grant]]
role = ["finance", "approver"]
address = "ana@dues.example"

[[grant]]
role = "delegation"
state = "AUT"
domain = "vienna.example"

[[grant]]
role = "committee"
claim = "groups"
value = "committee"
"""
PEOPLE = {
    "ana": {"name": "Ana Lima", "email": "ana@dues.example", "email_verified": True},
    "delegate": {"name": "A delegate", "email": "x@vienna.example", "email_verified": True},
    "both": {"name": "In two roles", "email": "y@vienna.example", "email_verified": True, "groups": ["committee"]},
    "stranger": {"name": "A stranger", "email": "z@elsewhere.example", "email_verified": True},
}
WRONG = {
    "wrong-audience": {**PEOPLE["ana"], "aud": ["another-client"], "azp": CLIENT},
    "wrong-issuer": {**PEOPLE["ana"], "iss": "https://elsewhere.example"},
    "expired": {**PEOPLE["ana"], "exp": 1_700_000_000},
}
"""Whose tokens the provider makes for somebody else, in another's name, or too old."""


def secrets_text(issuer: str = ISSUER, origin: str = ORIGIN, **instead: str) -> str:
    """[auth] as docs/deploying.md has it; what is said `instead` of a key is put in its place."""
    said = {
        "redirect_uri": f"{origin}/oauth2callback",
        "cookie_secret": COOKIE_SECRET,
        "client_id": CLIENT,
        "client_secret": CLIENT_SECRET,
        "server_metadata_url": f"{issuer}/.well-known/openid-configuration",
        **instead,
    }
    return "[auth]\n" + "".join(f'{key} = "{text}"\n' for key, text in said.items() if text)


def installed(folder: Path, *, roles: str = ROLES, **said: str) -> dict[str, str]:
    """The settings of an installation with a sign-in, whose files are written into `folder`."""
    (folder / "secrets.toml").write_text(secrets_text(**said))
    (folder / "roles.toml").write_text(roles)
    return {
        "STREAMLIT_SECRETS_FILES": str(folder / "secrets.toml"),
        "GOVERNANCE_ROLES": str(folder / "roles.toml"),
    }


@contextmanager
def signing_in(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """This process as one with a sign-in; called with what [auth] says otherwise."""
    before = config.get_option("secrets.files")

    def ready(roles: str = ROLES, **said: str) -> None:
        settings = installed(folder, roles=roles, **said)
        patch.setenv("GOVERNANCE_ROLES", settings["GOVERNANCE_ROLES"])
        config._set_option("secrets.files", [settings["STREAMLIT_SECRETS_FILES"]], "a test")
        forget()

    try:
        yield ready
    finally:
        config._set_option("secrets.files", before, "a test")
        forget()


@pytest.fixture
def sign_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """The same for one test."""
    with signing_in(tmp_path, monkeypatch) as ready:
        yield ready


def forget() -> None:
    """Let this process know of no secrets, provider and session any more."""
    secrets_singleton._reset()
    configured.cache_clear()
    open_sessions._made.clear()


def claims(who: str = "ana", **others: Any) -> dict[str, Any]:
    """What Streamlit writes into its cookie of somebody who has just signed in."""
    now = int(time.time())
    known = {"iss": ISSUER, "aud": CLIENT, "sub": who, "iat": now, "exp": now + 300, "nonce": f"{time.monotonic_ns()}",
             "origin": ORIGIN, "is_logged_in": True, "provider": "default", **PEOPLE[who], **others}  # fmt: skip
    return {key: value for key, value in known.items() if value is not None}


def cookie(said: dict[str, Any]) -> dict[str, str]:
    """The cookie of a sign-in with these claims, as Streamlit signs it."""
    signed = create_signed_value(get_cookie_secret(), USER_COOKIE_NAME, json.dumps(said))
    return {USER_COOKIE_NAME: signed.decode()}


@contextmanager
def provider() -> Iterator[str]:
    """An identity provider on loopback that knows PEOPLE, and lets them in by a click."""
    import oidc_provider_mock  # here, since what it rests on warns of itself

    people = [oidc_provider_mock.User(sub=sub, claims=known) for sub, known in {**PEOPLE, **WRONG}.items()]
    with oidc_provider_mock.run_server_in_thread(
        user_claims=people, access_token_max_age=timedelta(minutes=5)
    ) as server:
        yield f"http://localhost:{server.server_port}"
