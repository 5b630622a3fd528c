"""The file of roles: what each form of a grant gives to whom, and everything that is wrong with a file at once."""

from __future__ import annotations

import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from governance import roles
from governance.access import APPROVER, AUDITOR, COMMITTEE, DELEGATION, FINANCE, Reader
from governance.problems import Refused

FILE = """
[[grant]]
role = ["finance", "approver"]
address = ["Ana@dues.example", "bo@dues.example"]

[[grant]]
role = "delegation"
state = "AUT"
domain = "vienna.example"

[[grant]]
role = "auditor"
claim = "groups"
value = "oversight"

[[grant]]
role = "delegation"
claim = "member_state"
state_is_value = true
"""
BOUND = "[[grant]]\nrole = 'finance'\naddress = 'ana@dues.example'\nup_to = '{}'\n"
NO_AMOUNTS = ("", "50000", "CHF", "-5 CHF", "5 chf", "5 XYQ", "5e9 CHF", "5.001 CHF", "NaN CHF", "5 CHF ", "٥ CHF")


def come(said: str = FILE, **claims: Any) -> Reader:
    """Somebody who signs in with these claims, where the file says that."""
    known = {"iss": "https://login.example", "sub": "7", **claims}
    return roles.parsed(said.encode(), "roles.toml").reader(known)


def address(text: str, verified: object = True) -> dict[str, Any]:
    return {"email": text, "email_verified": verified}


@pytest.mark.parametrize(
    ("claims", "given", "states"),
    [
        ({}, set(), set()),
        (address("ana@dues.example"), {FINANCE, APPROVER}, set()),
        (address("ANA@Dues.Example"), {FINANCE, APPROVER}, set()),
        (address("ana@dues.example", "yes"), set(), set()),
        (address("ana@dues.example", None), set(), set()),
        (address("carol@dues.example"), set(), set()),
        (address("x@vienna.example"), {DELEGATION}, {"AUT"}),
        (address("x@not-vienna.example"), set(), set()),
        (address("x@mail.vienna.example"), set(), set()),
        (address("x@vienna.example."), set(), set()),
        (address("a\N{CYRILLIC SMALL LETTER EN}a@dues.example"), set(), set()),
        (address("ana@due\N{LATIN SMALL LETTER LONG S}.example"), set(), set()),
        (address("ana@dues.example "), set(), set()),
        (address("ana@dues.example\ud800"), set(), set()),
        (address("x@vienna.example@evil.example"), set(), set()),
        (address("x@evil.example@vienna.example"), set(), set()),
        ({"groups": ["staff", "oversight"]}, {AUDITOR}, set()),
        ({"groups": "oversight"}, {AUDITOR}, set()),
        ({"groups": {"oversight": True}}, set(), set()),
        ({"groups": [["oversight"], None, 3]}, set(), set()),
        ({"member_state": "FJI"}, {DELEGATION}, {"FJI"}),
        ({"member_state": ["FJI", "TON"]}, {DELEGATION}, {"FJI", "TON"}),
        ({"member_state": "nowhere"}, set(), set()),
        ({"member_state": ""}, set(), set()),
        ({**address("x@vienna.example"), "groups": ["oversight"]}, {DELEGATION, AUDITOR}, {"AUT"}),
        ({**address("x@vienna.example"), "member_state": "FJI"}, {DELEGATION}, {"AUT", "FJI"}),
    ],
)
def test_who_comes_with_these_claims_has_these_roles_and_sees_these_states(
    claims: dict[str, Any], given: set[str], states: set[str]
) -> None:
    who = come(**claims)
    assert who.roles == given
    assert who.states == states
    assert (who.subject, who.issuer) == ("7", "https://login.example")


def test_a_directory_of_the_office_s_own_need_not_verify_its_addresses() -> None:
    unverified = address("ana@dues.example", None)
    assert come("trust_unverified_addresses = true\n" + FILE, **unverified).roles == {FINANCE, APPROVER}


def test_whoever_comes_is_called_by_name_else_by_what_is_known() -> None:
    assert come(name="Ana Lima", email="ana@dues.example").name == "Ana Lima"
    assert come(name=" ", email="ana@dues.example").name == "ana@dues.example"
    assert come().name == "7"
    assert come(name="Ana\n\u202e (a-1)  / Ben\x00").name == "Ana (a-1) / Ben", "one line of what can be seen"
    assert come(name="\u202e", email="ana@dues.example").name == "ana@dues.example"


def test_grants_of_a_role_add_up_to_the_largest_amount_and_one_without_a_bound_has_none() -> None:
    ana, ben = address("ana@dues.example"), {"groups": "oversight"}
    bounded = BOUND.replace("'{}'", "['50000 CHF', '9.50 USD']")
    one = come(bounded, **ana)
    assert one.alone == {FINANCE: {"CHF": Decimal(50000), "USD": Decimal("9.50")}}
    more = "[[grant]]\nrole = ['finance', 'approver']\nclaim = 'groups'\nvalue = 'oversight'\nup_to = '60000 CHF'\n"
    both = come(bounded + more, **ana, **ben)
    assert both.alone == {
        FINANCE: {"CHF": Decimal(60000), "USD": Decimal("9.50")},
        APPROVER: {"CHF": Decimal(60000)},
    }
    assert come(bounded + more.replace("up_to = '60000 CHF'", ""), **ana, **ben).alone == {}
    assert come(bounded, **ben).alone == {}
    assert one.scope == come(FILE.replace(', "approver"', ""), **ana).scope, "what is seen is the same"


def test_where_anybody_is_bounded_the_shell_is_no_way_around_it() -> None:
    account = "[[account]]\nlogin = '{}'\nsubject = '7'\nissuer = 'https://login.example'\n"
    bounded = BOUND.format("50 CHF") + account.format("ana") + "up_to = '50 CHF'\n" + account.format("ben")
    read = roles.parsed(bounded.encode(), "roles.toml").alone_in_the_shell
    assert (read("ana"), read("ben"), read("eve")) == (
        {FINANCE: {"CHF": Decimal(50)}},
        {FINANCE: {}},
        {FINANCE: {}},
    )
    assert roles.parsed((FILE + account.format("ben")).encode(), "roles.toml").alone_in_the_shell("eve") == {}


def test_the_mark_with_which_some_editors_begin_a_text_is_passed_over() -> None:
    assert roles.parsed(FILE.encode("utf-8-sig"), "roles.toml") == roles.parsed(FILE.encode(), "roles.toml")


def wrong(said: str | bytes) -> list[str]:
    """What is said to be wrong with a file, in the order of the file."""
    with pytest.raises(Refused) as refused:
        roles.parsed(said if isinstance(said, bytes) else said.encode(), "roles.toml")
    return [str(problem) for problem in refused.value.problems]


def test_all_that_is_wrong_is_said_at_once() -> None:
    told = wrong("""
        colour = "blue"
        [[grant]]
        role = "treasurer"
        address = "ana@dues.example"
        [[grant]]
        role = "delegation"
        domain = "@vienna.example"
        [[grant]]
        role = "committee"
        state = "Ruritania"
        claim = "groups"
    """)
    assert told == [
        "roles.toml, line 2: “colour” means nothing in the file of roles. What may stand there: account, grant, trust_unverified_addresses.",
        "roles.toml, grant 1, line 4: “treasurer” is no role. The roles are: committee, delegation, finance, approver, auditor, "
        "administrator.",
        "roles.toml, grant 2, line 8: “@vienna.example” is not an address, a domain or a text that may stand as “domain”. Write it "
        "in quotation marks, as in the example of docs/deploying.md.",
        "roles.toml, grant 2, line 7: The role delegation is given for a State, and no other role is. Write state with the State's "
        "code, such as AUT, or state_is_value = true beside a claim.",
        "roles.toml, grant 3, line 12: The grant must say to whom it is given, in one way. Write one of address, domain, or claim "
        "with a value.",
        "roles.toml, grant 3, line 11: The role delegation is given for a State, and no other role is. Write state with the State's "
        "code, such as AUT, or state_is_value = true beside a claim.",
        "roles.toml, grant 3, line 11: “Ruritania” is no State that is known here. Write its code of three letters, such as AUT.",
    ]


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("", "gives nobody a role"),
        ("grant = 3", "gives nobody a role"),
        ("[[grant]\n", "cannot be read"),
        (b"\xff\xfe", "cannot be read"),
        ("[[grant]]\nrole = 'finance'", "to whom it is given"),
        ("[[grant]]\nrole = 'finance'\naddress = []", "to whom it is given"),
        ("[[grant]]\nrole = 'finance'\naddress = 'a@b.example'\ndomain = 'b.example'", "to whom it is given"),
        ("[[grant]]\nrole = 'finance'\naddress = 3", "“3” is not an address"),
        ("[[grant]]\nrole = 'finance'\naddress = ''", "“” is not an address"),
        ("[[grant]]\nrole = 'finance'\naddress = 'nobody'", "“nobody” is not an address"),
        ("[[grant]]\nrole = 3\naddress = 'a@b.example'", "“3” is no role"),
        ("[[grant]]\naddress = 'a@b.example'", "“” is no role"),
        ("[[grant]]\nrole = []\naddress = 'a@b.example'", "“” is no role"),
        ("[[grant]]\nrole = 'finance'\nclaim = 'groups'\nstate_is_value = true", "no other role is"),
        ("[[grant]]\nrole = 'delegation'\ndomain = 'x.example'\nstate_is_value = true", "to whom it is given"),
        ("[[grant]]\nrole = 'delegation'\nclaim = 'state'\nstate_is_value = 'yes'", "“yes” is not an address"),
        (FILE + "[[account]]\nlogin = 'ana'\nsubject = '7'", "must be said to be one person's"),
        (FILE + "[[account]]\nlogin = 'ana'\nsubject = 7\nissuer = 'https://login.example'", "one person's, once"),
        (
            FILE + 2 * "[[account]]\nlogin = 'ana'\nsubject = '7'\nissuer = 'https://login.example'\n",
            "account 2, line 24: An",
        ),
        (FILE + "[account]\ncolour = 'blue'", "“colour” means nothing"),
        (FILE + "[[account]]\nlogin = ['ana']\nsubject = '7'\nissuer = 'i'", "one person's"),
        ("account = 3\n" + FILE, "one person's"),
        ("[[grant]]\nrole = 'finance'\nclaim = 'email'\nvalue = 'a@b.example'", "to whom it is given"),
        ("trust_unverified_addresses = 'yes'\n" + FILE, "“yes” is not an address"),
        (BOUND.format("50 CHF").replace("finance", "auditor"), "“50 CHF” is no amount"),
        *((BOUND.format(text), "is no amount up to which") for text in NO_AMOUNTS),
        (BOUND.replace("'{}'", "50000"), "“50000” is no amount"),
        (BOUND.replace("'{}'", "[]"), "“[]” is no amount"),
        (BOUND.replace("'{}'", "['5 CHF', '6 CHF']"), "is no amount"),
        (FILE + "[[account]]\nlogin = 'a'\nsubject = '7'\nissuer = 'i'\nup_to = 'all'", "account 1, line 24: “all”"),
        ("grant = [{role = 'finance'}]", "roles.toml, grant 1: The grant must"),
    ],
)
def test_what_a_file_may_not_say(said: str | bytes, sentence: str) -> None:
    assert [one for one in wrong(said) if sentence in one]


def test_the_file_is_read_again_when_it_changes_and_a_wrong_one_gives_nobody_a_role(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "roles.toml"
    monkeypatch.setenv("GOVERNANCE_ROLES", str(file))
    with pytest.raises(Refused, match="cannot be read: No such file"):
        roles.in_force()
    file.write_text(FILE)
    claims = {"iss": "https://login.example", "sub": "7", "groups": ["oversight"]}
    assert roles.in_force().reader(claims).roles == {AUDITOR}
    assert roles.in_force() is roles.in_force(), "an unchanged file is not read again"
    changed = tmp_path / "changed.toml"
    changed.write_text(FILE.replace("auditor", "committee"))
    os.replace(changed, file)
    assert roles.in_force().reader(claims).roles == {COMMITTEE}
    file.write_text("[[grant]]")
    with pytest.raises(Refused, match="to whom"):
        roles.in_force()
    monkeypatch.delenv("GOVERNANCE_ROLES")
    with pytest.raises(Refused, match="no file that says who may do what") as refused:
        roles.in_force()
    assert [problem.rule for problem in refused.value.problems] == ["roles-missing"]
