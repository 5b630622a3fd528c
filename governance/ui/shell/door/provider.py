"""The identity provider, as [auth] in Streamlit's secrets names it: with one there is a sign-in, without one none.

Streamlit signs in (OpenID Connect, by Authlib) and keeps a signed cookie of 30 days. What is checked beyond that, and
how long a session lasts, is ours: `signed_cookie` and `open_sessions` beside this file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from streamlit import config
from streamlit.auth_util import get_secrets_auth_section
from streamlit.runtime.secrets import secrets_singleton

from governance.problems import Message, Messages, Problem
from governance.words import mark

CALLBACK = "/oauth2callback"
_METADATA = "/.well-known/openid-configuration"
_NEEDED = ("redirect_uri", "cookie_secret", "client_id", "client_secret", "server_metadata_url")
_SHARED = ("redirect_uri", "cookie_secret")
_SHORTEST_SECRET = 32

_MESSAGES = Messages(
    {
        "auth-unreadable": Message(
            mark("The file of secrets {name} cannot be read, so nobody knows whether there is a sign-in."),
            mark("Mend it, or take it out of STREAMLIT_SECRETS_FILES."),
        ),
        "auth-missing": Message(
            mark("[auth] in the secrets lacks {names}."), mark("Write them as docs/deploying.md shows.")
        ),
        "auth-several": Message(
            mark("[auth] in the secrets names {number} identity providers."),
            mark("Name one; a provider such as Keycloak signs in the people of others."),
        ),
        "auth-secret": Message(
            mark("The cookie_secret in the secrets is shorter than {least} characters."),
            mark("Make one by chance: python -c \"import secrets; print(secrets.token_hex(32))\""),
        ),
        "auth-redirect": Message(
            mark("The redirect_uri in the secrets is not https://, a name that is served, and {ending}."),
            mark("Write it as browsers reach this dashboard; its name also stands in STREAMLIT_SERVER_ALLOWED_HOSTS."),
        ),
        "auth-metadata": Message(
            mark("The server_metadata_url in the secrets is not https:// and does not end with {ending}."),
            mark("Take it from the provider; its beginning is what the provider calls itself."),
        ),
    }
)  # fmt: skip


@dataclass(frozen=True)
class Provider:
    """Who signs people in, for whom, and where they come back to."""

    name: str  # the section's, or Streamlit's word for a provider without one
    issuer: str
    client_id: str
    origin: str

    @property
    def secure(self) -> bool:
        """Whether browsers reach the dashboard by https."""
        return self.origin.startswith("https://")


@cache
def configured() -> Provider | None:
    """The identity provider, or None where there is no sign-in: as it was at the start, since secrets that are changed
    or lost while the server runs must never make everyone the one who sits at this machine."""
    said = _said()
    if said is None:
        return None
    name, auth = said
    redirect = urlsplit(str(auth.get("redirect_uri", "")).replace("{port}", str(config.get_option("server.port"))))
    return Provider(
        name=name,
        issuer=_bare(str(auth.get("server_metadata_url", "")).removesuffix(_METADATA)),
        client_id=str(auth.get("client_id", "")),
        origin=f"{redirect.scheme}://{redirect.netloc}",
    )


def is_issued_by(claimed: object, provider: Provider) -> bool:
    """Whether what a token says of its issuer is the provider: by OpenID Connect its metadata is found below that."""
    return isinstance(claimed, str) and _bare(claimed) == provider.issuer != ""


def problems(names: Iterable[str]) -> Iterator[Problem]:
    """All that is wrong with the secrets and [auth] in them; `names` are the hosts that a browser may ask for."""
    said = _said()
    if said is None:
        yield from (_MESSAGES.problem("auth-unreadable", {"name": name}) for name in _unreadable())
        return
    _, auth = said
    if several := auth.get("several"):
        yield _MESSAGES.problem("auth-several", {"number": several})
        return
    if missing := [key for key in _NEEDED if not auth.get(key)]:
        yield _MESSAGES.problem("auth-missing", {"names": ", ".join(missing)})
    if auth.get("cookie_secret") and len(str(auth["cookie_secret"])) < _SHORTEST_SECRET:
        yield _MESSAGES.problem("auth-secret", {"least": _SHORTEST_SECRET})
    redirect, metadata = (str(auth.get(key, "")) for key in ("redirect_uri", "server_metadata_url"))
    served = "*" in names or urlsplit(redirect).hostname in set(names)
    if redirect and not (_is_safe(redirect) and redirect.endswith(CALLBACK) and served):
        yield _MESSAGES.problem("auth-redirect", {"ending": CALLBACK})
    if metadata and not (_is_safe(metadata) and metadata.endswith(_METADATA)):
        yield _MESSAGES.problem("auth-metadata", {"ending": _METADATA})


def is_loopback(name: str) -> bool:
    """Whether a host's name or address is this machine's own, and nobody else's way to it."""
    plain = name.strip().lower().rstrip(".").strip("[]")
    if plain == "localhost":
        return True
    try:
        return ip_address(plain).is_loopback
    except ValueError:
        return False


def _said() -> tuple[str, Mapping[str, Any]] | None:
    """The provider's name and what is said of it; of several, how many they are."""
    auth = get_secrets_auth_section().to_dict()
    if not auth:
        return None
    sections = {name: said for name, said in auth.items() if isinstance(said, dict) and name != "client_kwargs"}
    if not sections:
        return "default", auth
    if len(sections) > 1 or "client_id" in auth:
        return "", {"several": len(sections) + ("client_id" in auth)}
    ((name, said),) = sections.items()
    return name, {**said, **{key: auth[key] for key in _SHARED if key in auth}}


def _unreadable() -> Iterator[str]:
    """The files of secrets that were named, or are there, and say nothing."""
    named = "STREAMLIT_SECRETS_FILES" in os.environ
    files = [Path(file) for file in config.get_option("secrets.files")]
    if secrets_singleton.load_if_toml_exists():
        return
    yield from (file.name for file in files if named or file.exists())


def _is_safe(address: str) -> bool:
    place = urlsplit(address)
    return place.scheme == "https" or (place.scheme == "http" and is_loopback(place.hostname or ""))


def _bare(issuer: str) -> str:
    return issuer.rstrip("/")
