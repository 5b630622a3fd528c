"""Who may do what, once there is a sign-in: a file of grants, and the claims with which somebody comes.

The file is TOML, named by GOVERNANCE_ROLES. Each grant gives one role (or several) to an address, to all addresses of
a domain, or to whoever comes with a value of a claim; grants add up, and whoever is in none has no role:

    [[grant]]
    role = "finance"
    address = ["ana@dues.example", "bo@dues.example"]

    [[grant]]
    role = "delegation"
    state = "AUT"
    domain = "vienna.example"

    [[grant]]
    role = ["committee", "auditor"]
    claim = "groups"
    value = "oversight"

    [[grant]]
    role = "delegation"
    claim = "member_state"
    state_is_value = true   # the claim's value is the State: one grant for all delegations

An account of the machine on which the dashboard is served may be said to be a person's who signs in, by what the
provider calls them: so that nobody approves in the browser what they proposed in the shell.

    [[account]]
    login = "ana"
    subject = "8f2c41"
    issuer = "https://login.dues.example"

An address counts only where the provider says that it has verified it (`email_verified`), unless the file says
`trust_unverified_addresses = true`: for a provider that is the office's own directory. Small and capital letters of
ASCII are one; no other letters are, such as the long s, by which somebody else's address would be like one.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from governance.access import DELEGATION, ROLES, Reader
from governance.names import find
from governance.problems import Message, Messages, Problem, Refused
from governance.words import mark

_BY = ("address", "domain", "claim")
_KEYS = frozenset({"role", "state", "state_is_value", "value", *_BY})
_ACCOUNT_KEYS = ("login", "subject", "issuer")
_TRUST = "trust_unverified_addresses"
_ADDRESS = "email"
_SMALL = str.maketrans(ascii_uppercase, ascii_lowercase)

_MESSAGES = Messages(
    {
        "roles-missing": Message(
            mark("There is a sign-in, and no file that says who may do what."),
            mark("Write one, and name it in GOVERNANCE_ROLES: docs/deploying.md has an example."),
        ),
        "roles-unreadable": Message(
            mark("The file of roles cannot be read: {why}"), mark("Mend it: docs/deploying.md has an example.")
        ),
        "roles-none": Message(
            mark("The file of roles gives nobody a role."), mark("Write at least one [[grant]]."),
        ),
        "roles-key": Message(
            mark("“{key}” means nothing in the file of roles."), mark("What may stand there: {known}.")
        ),
        "roles-role": Message(mark("“{value}” is no role."), mark("The roles are: {known}.")),
        "roles-whom": Message(
            mark("The grant must say to whom it is given, in one way."),
            mark("Write one of address, domain, or claim with a value."),
        ),
        "roles-form": Message(
            mark("“{value}” is not an address, a domain or a text that may stand as “{key}”."),
            mark("Write it in quotation marks, as in the example of docs/deploying.md."),
        ),
        "roles-state": Message(
            mark("The role delegation is given for a State, and no other role is."),
            mark("Write state with the State's code, such as AUT, or state_is_value = true beside a claim."),
        ),
        "roles-account": Message(
            mark("An account of the machine must be said to be one person's, once."),
            mark("Write its login, and the subject and issuer by which the identity provider names the person."),
        ),
        "roles-unknown-state": Message(
            mark("“{value}” is no State that is known here."), mark("Write its code of three letters, such as AUT.")
        ),
    }
)  # fmt: skip


@dataclass(frozen=True)
class Grant:
    """Roles, and whom they are given to: whoever's claim `key` is, or has among several, one of `values`."""

    roles: frozenset[str]
    states: frozenset[str]
    by: str  # address, domain or claim
    key: str
    values: frozenset[str]
    state_is_value: bool = False

    def met(self, claims: Mapping[str, Any], address: str) -> frozenset[str]:
        """Which of what the grant is given to the claims have; nothing where it is not theirs."""
        if self.by == "address":
            return self.values & {address}
        if self.by == "domain":
            return self.values & {address.rpartition("@")[2]}
        held = claims.get(self.key)
        found = frozenset(one for one in (held if isinstance(held, list) else [held]) if isinstance(one, str) and one)
        return found if self.state_is_value else self.values & found


@dataclass(frozen=True)
class Account:
    """An account of the machine, and what the identity provider `issuer` calls the person whose it is."""

    login: str
    subject: str
    issuer: str


@dataclass(frozen=True)
class Roles:
    """What a file of roles says."""

    grants: tuple[Grant, ...]
    trust_unverified: bool = False
    accounts: tuple[Account, ...] = ()

    def person(self, login: str) -> Account | None:
        """Whose the account of the machine is; None where the file does not say."""
        return next((one for one in self.accounts if one.login == login), None)

    def reader(self, claims: Mapping[str, Any]) -> Reader:
        """Whoever comes with these claims of the identity provider, with all roles that are theirs; perhaps none."""
        address = self._address(claims)
        roles: set[str] = set()
        states: set[str] = set()
        for grant in self.grants:
            met = grant.met(claims, address)
            its = {state.code for value in met if (state := find(value))} if grant.state_is_value else grant.states
            if met and (its or DELEGATION not in grant.roles):
                roles |= grant.roles
                states |= its
        return Reader(
            name=_called(claims),
            roles=frozenset(roles),
            states=frozenset(states),
            subject=str(claims["sub"]),
            issuer=str(claims["iss"]),
        )

    def _address(self, claims: Mapping[str, Any]) -> str:
        address = claims.get(_ADDRESS)
        verified = self.trust_unverified or claims.get("email_verified") is True
        return address.translate(_SMALL) if isinstance(address, str) and verified and address.count("@") == 1 else ""


def path() -> Path | None:
    """Where the file of roles is, as GOVERNANCE_ROLES says."""
    named = os.environ.get("GOVERNANCE_ROLES")
    return Path(named) if named else None


def in_force() -> Roles:
    """What the file of roles says now. Raises Refused with all that is wrong with it: then nobody has a role."""
    file = path()
    if file is None:
        raise Refused(_MESSAGES.problem("roles-missing"))
    try:
        seen = file.stat()
        return _read(file, (seen.st_mtime_ns, seen.st_size, seen.st_ino))
    except OSError as error:
        raise Refused(_wrong("roles-unreadable", file.name, why=error.strerror)) from error


@lru_cache(maxsize=1)
def _read(file: Path, _: tuple[int, ...]) -> Roles:
    return parsed(file.read_bytes(), file.name)


def parsed(content: bytes, name: str) -> Roles:
    """The roles that a file's content gives. `name` is only ever shown. Raises Refused with all that is wrong."""
    try:
        said = tomllib.loads(content.decode())
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(_wrong("roles-unreadable", name, why=error)) from error
    grants = said.get("grant", [])
    problems = list(_unknown(said, frozenset({"grant", "account", _TRUST}), name, None))
    if not isinstance(said.get(_TRUST, False), bool):
        problems.append(_wrong("roles-form", name, key=_TRUST, value=said[_TRUST]))
    if not isinstance(grants, list) or not grants or not all(isinstance(grant, dict) for grant in grants):
        raise Refused(*problems, _wrong("roles-none", name))
    for number, grant in enumerate(grants, start=1):
        problems.extend(_problems(grant, name, f"grant {number}"))
    accounts = _texts(said.get("account", []))
    problems.extend(_problems_of_accounts(accounts, name))
    if problems:
        raise Refused(*problems)
    known = tuple(Account(*(one[key] for key in _ACCOUNT_KEYS)) for one in accounts)
    return Roles(tuple(map(_grant, grants)), said.get(_TRUST, False), known)


def _problems_of_accounts(accounts: list[Any], name: str) -> Iterator[Problem]:
    """All that is wrong with what is said of accounts of the machine."""
    seen: set[str] = set()
    for number, one in enumerate(accounts, start=1):
        place, said = f"account {number}", one if isinstance(one, dict) else {}
        yield from _unknown(said, frozenset(_ACCOUNT_KEYS), name, place)
        login = said.get("login")
        if not all(isinstance(said.get(key), str) and said[key].strip() for key in _ACCOUNT_KEYS) or str(login) in seen:
            yield _wrong("roles-account", name, place)
        seen.add(str(login))


def _problems(grant: Mapping[str, Any], name: str, place: str) -> Iterator[Problem]:
    """All that is wrong with one grant."""
    yield from _unknown(grant, _KEYS, name, place)
    by = [key for key in _BY if key in grant]
    by_value = grant.get("state_is_value", False)
    if not isinstance(by_value, bool):
        yield _wrong("roles-form", name, place, key="state_is_value", value=by_value)
    for key in ("state", "value", *_BY):
        for text in _texts(grant.get(key, [])):
            if not _may_stand(key, text):
                yield _wrong("roles-form", name, place, key=key, value=text)
    in_one_way = len(by) == 1 and ("claim" in grant) == ("value" in grant or bool(by_value))
    if not in_one_way or not _texts(grant.get(by[0], [])) or grant.get("claim") == _ADDRESS:  # that would be unverified
        yield _wrong("roles-whom", name, place)
    roles = _texts(grant.get("role", "")) or [""]
    for role in roles:
        if role not in ROLES:
            yield _wrong("roles-role", name, place, value=role, known=", ".join(ROLES))
    if (DELEGATION in roles) != ("state" in grant or bool(by_value)) or ("state" in grant and by_value):
        yield _wrong("roles-state", name, place)
    for state in _texts(grant.get("state", [])):
        if find(str(state)) is None:
            yield _wrong("roles-unknown-state", name, place, value=state)


def _may_stand(key: str, text: object) -> bool:
    if not isinstance(text, str) or not text.strip():
        return False
    return text.count("@") == {"address": 1, "domain": 0}.get(key, text.count("@"))


def _unknown(said: Mapping[str, Any], known: frozenset[str], name: str, place: str | None) -> Iterator[Problem]:
    for key in said.keys() - known:
        yield _wrong("roles-key", name, place, key=key, known=", ".join(sorted(known)))


def _grant(grant: Mapping[str, Any]) -> Grant:
    by = next(key for key in _BY if key in grant)
    values = _texts(grant.get("value", []) if by == "claim" else grant[by])
    return Grant(
        roles=frozenset(_texts(grant["role"])),
        states=frozenset(state.code for text in _texts(grant.get("state", [])) if (state := find(text))),
        by=by,
        key=str(grant.get("claim", _ADDRESS)),
        values=frozenset(text if by == "claim" else text.translate(_SMALL) for text in values),
        state_is_value=bool(grant.get("state_is_value")),
    )


def _texts(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _called(claims: Mapping[str, Any]) -> str:
    """What somebody is called: as the provider says, else their address, else what the provider calls them. One line
    of what can be seen: it stands in the register beside other names."""
    texts = (claims.get(key) for key in ("name", "preferred_username", _ADDRESS, "sub"))
    return next(line[:120] for text in texts if isinstance(text, str) and (line := _line(text)))


def _line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _wrong(rule: str, name: str, place: str | None = None, **values: object) -> Problem:
    return _MESSAGES.problem(rule, values, file=name, sheet=place)
