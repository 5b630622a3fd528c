"""Who acts in the shell: whoever is named, and once there is a sign-in the account of the machine, which the file of
roles may say to be somebody who signs in."""

from __future__ import annotations

import getpass
import os
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from governance.access import LOCAL
from governance.ledger import Ledger
from governance.roles import in_force
from governance.settings import signs_in
from governance.words import in_english, mark, say

if TYPE_CHECKING:
    from governance.intake.service.service import Service


def service_of(ledger: Ledger, who: str) -> Service:
    """Finance's service in the hands of whoever sits at this machine; of a person who signs in elsewhere, where the
    file of roles says that the account is theirs. Raises Refused where that file is wrong."""
    from governance.intake.service.service import Service  # here and not above: a question needs none of it

    if not signs_in():
        return Service(ledger, LOCAL, who)
    said, account = in_force(), _account()
    reader = replace(LOCAL, alone=said.alone_in_the_shell(account))
    if person := said.person(account):
        reader = replace(reader, name=who, subject=person.subject, issuer=person.issuer)
    return Service(ledger, reader, who)


def _account() -> str:
    """The account under which this process runs, as the system knows it: the login name is read from the environment,
    where anybody writes what they like."""
    import pwd  # here and not above: not every system that reads a ledger has it

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return str(os.getuid())


def _login() -> str:
    """The login name, or the user's number on a machine that has no name for it."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def _who(context: click.Context, parameter: click.Parameter, given: str | None) -> str:
    """Who acts: whoever is named, else the account of this machine. Once whoever comes signs in, nobody is named here:
    it is the account, marked as what it is."""
    if not signs_in():
        return given or _login()
    if given:
        raise click.UsageError(say("There is a sign-in: whoever acts from the shell is the account of this machine."))
    with in_english():  # it stays in the register
        return say("{login} (account of the machine)", login=_account())


by_option = click.option("--by", "who", callback=_who, help=mark("Who does it; default: the login name."))
