"""Who may do what, once there is a sign-in: a file of grants, and the claims with which somebody comes.

The file is TOML, named by GOVERNANCE_ROLES. Each grant gives one role (or several) to an address, to all addresses of
a domain, or to whoever comes with a value of a claim; grants add up, and whoever is in none has no role:

    [[grant]]
    role = "finance"
    address = ["ana@dues.example", "bo@dues.example"]
    up_to = "50000 CHF"     # what they take in alone; without it, any amount

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
    up_to = "50000 CHF"

Where anybody's grant of finance is bounded by `up_to`, an account of the machine does nothing alone beyond what the
file says of it: the shell is no way around a bound.

An address counts only where the provider says that it has verified it (`email_verified`), unless the file says
`trust_unverified_addresses = true`: for a provider that is the office's own directory. Small and capital letters of
ASCII are one; no other letters are, such as the long s, by which somebody else's address would be like one.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from string import ascii_lowercase, ascii_uppercase
from typing import Any

from governance.access import APPROVER, DELEGATION, FINANCE, ROLES, Reader
from governance.names import find
from governance.problems import Message, Messages, Problem, Refused
from governance.words import mark, say

_BY = ("address", "domain", "claim")
_UP_TO = "up_to"
_KEYS = frozenset({"role", "state", "state_is_value", "value", _UP_TO, *_BY})
_ACCOUNT_KEYS = ("login", "subject", "issuer")
_BOUNDED = frozenset({FINANCE, APPROVER})
"""The roles that change what is owed, so that what one person does in them may be bounded."""
_AMOUNT = re.compile(r"([0-9]{1,15}(?:\.[0-9]{1,2})?) ([A-Z]{3})")
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
        "roles-up-to": Message(
            mark("“{value}” is no amount up to which finance staff or an approver may act alone."),
            mark('Write up_to = "50000 CHF", or several, each in another currency: ["50000 CHF", "60000 USD"].'),
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
    up_to: Mapping[str, Decimal] | None = None  # by currency; None: without a bound

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
    up_to: Mapping[str, Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Roles:
    """What a file of roles says."""

    grants: tuple[Grant, ...]
    trust_unverified: bool = False
    accounts: tuple[Account, ...] = ()

    def person(self, login: str) -> Account | None:
        """Whose the account of the machine is; None where the file does not say."""
        return next((one for one in self.accounts if one.login == login), None)

    def alone_in_the_shell(self, login: str) -> dict[str, Mapping[str, Decimal]]:
        """Up to which amounts the account acts alone, as `Reader.alone`: nothing bounds it where nobody is bounded."""
        if all(grant.up_to is None for grant in self.grants if FINANCE in grant.roles):
            return {}
        person = self.person(login)
        return {FINANCE: person.up_to if person else {}}

    def reader(self, claims: Mapping[str, Any]) -> Reader:
        """Whoever comes with these claims of the identity provider, with all roles that are theirs; perhaps none."""
        address = self._address(claims)
        roles: set[str] = set()
        states: set[str] = set()
        given = []
        for grant in self.grants:
            met = grant.met(claims, address)
            its = {state.code for value in met if (state := find(value))} if grant.state_is_value else grant.states
            if met and (its or DELEGATION not in grant.roles):
                roles |= grant.roles
                states |= its
                given.append(grant)
        return Reader(
            name=_called(claims),
            roles=frozenset(roles),
            states=frozenset(states),
            subject=str(claims["sub"]),
            issuer=str(claims["iss"]),
            alone=_alone(given),
        )

    def _address(self, claims: Mapping[str, Any]) -> str:
        address = claims.get(_ADDRESS)
        verified = self.trust_unverified or claims.get("email_verified") is True
        return address.translate(_SMALL) if isinstance(address, str) and verified and address.count("@") == 1 else ""


def _alone(given: list[Grant]) -> dict[str, Mapping[str, Decimal]]:
    """Up to which amounts somebody acts alone in each role, in each currency the largest of what is granted; without a
    bound where one grant has none."""
    found: dict[str, Mapping[str, Decimal]] = {}
    for role in _BOUNDED:
        bounds = [grant.up_to for grant in given if role in grant.roles]
        if bounds and None not in bounds:
            known = [item for bound in bounds if bound for item in bound.items()]
            found[role] = {currency: max(amount for one, amount in known if one == currency) for currency, _ in known}
    return found


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
    """The roles that a file's content gives. `name` is only ever shown. Raises Refused with all that is wrong, each
    with its line."""
    try:
        text = content.decode("utf-8-sig")  # some editors begin a text with a mark
        said = tomllib.loads(text)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Refused(_wrong("roles-unreadable", name, why=error)) from error
    grants, accounts = said.get("grant", []), _texts(said.get("account", []))
    found = list(_unknown(said, frozenset({"grant", "account", _TRUST})))
    if not isinstance(said.get(_TRUST, False), bool):
        found.append(_Found("roles-form", _TRUST, {"key": _TRUST, "value": said[_TRUST]}))
    if not isinstance(grants, list) or not grants or not all(isinstance(grant, dict) for grant in grants):
        found.append(_Found("roles-none"))
        grants = []
    for number, grant in enumerate(grants, start=1):
        found.extend(replace(one, entry="grant", number=number) for one in _problems(grant))
    found.extend(_problems_of_accounts(accounts))
    if found:
        places = _Places(text, {"grant": len(grants), "account": len(accounts)})
        raise Refused(*(_wrong(one.rule, name, places.of(one), **one.values) for one in found))
    known = tuple(Account(one["login"], one["subject"], one["issuer"], _bound(one) or {}) for one in accounts)
    return Roles(tuple(map(_grant, grants)), said.get(_TRUST, False), known)


@dataclass(frozen=True)
class _Found:
    """Something wrong: its rule, the key of which it is said, and in which entry of the file."""

    rule: str
    key: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    entry: str = ""
    number: int = 0


class _Places:
    """Where in a file something stands, of which TOML's reader does not tell the line."""

    def __init__(self, text: str, entries: Mapping[str, int]) -> None:
        self._lines = text.split("\n")
        self._heads = [at for at, line in enumerate(self._lines) if line.lstrip().startswith("[")]
        self._starts: dict[str, list[int]] = {}
        for entry, number in entries.items():
            starts = [at for at in self._heads if re.match(rf"\s*\[\[?\s*{entry}\s*\]", self._lines[at])]
            if len(starts) == number:  # else it is written otherwise, and no line is told rather than a wrong one
                self._starts[entry] = starts

    def of(self, found: _Found) -> str | None:
        """The entry, and the line of the key, else that on which the entry begins."""
        starts = self._starts.get(found.entry, [])
        if found.entry and not starts:
            return f"{found.entry} {found.number}"
        first = starts[found.number - 1] if starts else 0
        last = next((at for at in self._heads if at > first or (at == first and not starts)), len(self._lines))
        key = re.compile(rf"\s*[\"']?{re.escape(found.key)}[\"']?\s*=")
        line = next((at for at in range(first, last) if found.key and key.match(self._lines[at])), None)
        told = [f"{found.entry} {found.number}"] if found.entry else []
        if line is not None or starts:
            told.append(say("line {number}", number=(first if line is None else line) + 1))
        return ", ".join(told) or None


def _problems_of_accounts(accounts: list[Any]) -> Iterator[_Found]:
    """All that is wrong with what is said of accounts of the machine."""
    seen: set[str] = set()
    for number, one in enumerate(accounts, start=1):
        said = one if isinstance(one, dict) else {}
        found = list(_unknown(said, frozenset({*_ACCOUNT_KEYS, _UP_TO})))
        login = said.get("login")
        if not all(isinstance(said.get(key), str) and said[key].strip() for key in _ACCOUNT_KEYS) or str(login) in seen:
            found.append(_Found("roles-account"))
        if _UP_TO in said and _bound(said) is None:
            found.append(_Found("roles-up-to", _UP_TO, {"value": said[_UP_TO]}))
        seen.add(str(login))
        yield from (replace(problem, entry="account", number=number) for problem in found)


def _problems(grant: Mapping[str, Any]) -> Iterator[_Found]:
    """All that is wrong with one grant."""
    yield from _unknown(grant, _KEYS)
    by = [key for key in _BY if key in grant]
    by_value = grant.get("state_is_value", False)
    if not isinstance(by_value, bool):
        yield _Found("roles-form", "state_is_value", {"key": "state_is_value", "value": by_value})
    for key in ("state", "value", *_BY):
        for text in _texts(grant.get(key, [])):
            if not _may_stand(key, text):
                yield _Found("roles-form", key, {"key": key, "value": text})
    in_one_way = len(by) == 1 and ("claim" in grant) == ("value" in grant or bool(by_value))
    if not in_one_way or not _texts(grant.get(by[0], [])) or grant.get("claim") == _ADDRESS:  # that would be unverified
        yield _Found("roles-whom", by[0] if by else "")
    roles = _texts(grant.get("role", "")) or [""]
    for role in roles:
        if role not in ROLES:
            yield _Found("roles-role", "role", {"value": role, "known": ", ".join(ROLES)})
    if _UP_TO in grant and (_bound(grant) is None or not _BOUNDED & {one for one in roles if isinstance(one, str)}):
        yield _Found("roles-up-to", _UP_TO, {"value": grant[_UP_TO]})
    if (DELEGATION in roles) != ("state" in grant or bool(by_value)) or ("state" in grant and by_value):
        yield _Found("roles-state", "state" if "state" in grant else "role")
    for state in _texts(grant.get("state", [])):
        if find(str(state)) is None:
            yield _Found("roles-unknown-state", "state", {"value": state})


def _bound(said: Mapping[str, Any]) -> dict[str, Decimal] | None:
    """The amounts of `up_to`, by currency; None where it names none, or says what is no amount."""
    from babel.numbers import list_currencies  # here and not above: most files of roles bound nobody

    texts = _texts(said.get(_UP_TO, []))
    read = [_AMOUNT.fullmatch(text) if isinstance(text, str) else None for text in texts]
    known = {one[2]: Decimal(one[1]) for one in read if one and one[2] in list_currencies()}
    return known if known and len(known) == len(texts) else None


def _may_stand(key: str, text: object) -> bool:
    if not isinstance(text, str) or not text.strip():
        return False
    return text.count("@") == {"address": 1, "domain": 0}.get(key, text.count("@"))


def _unknown(said: Mapping[str, Any], known: frozenset[str]) -> Iterator[_Found]:
    for key in said:
        if key not in known:
            yield _Found("roles-key", key, {"key": key, "known": ", ".join(sorted(known))})


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
        up_to=_bound(grant) if _UP_TO in grant else None,
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
