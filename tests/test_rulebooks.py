"""Rulebooks: the shipped ones hold together, and one that does not is refused with every reason in words."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from governance import rulebooks
from governance.rulebooks import RulebookRefused, parse, rulebook
from governance.rules.vote.vote import KINDS, NEEDS
from tests.pages_of_accounts import day

KEYS = rulebooks.keys()
IOM = (Path(rulebooks.__file__).parent / "iom.toml").read_text(encoding="utf-8")


def refused(text: str, key: str = "iom") -> tuple[str, ...]:
    """The reasons for which the text is refused."""
    with pytest.raises(RulebookRefused) as refusal:
        parse(text, key)
    return refusal.value.problems


def changed(*pairs: tuple[str, str]) -> str:
    """IOM's rulebook with some of its text replaced."""
    text = IOM
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize("key", KEYS)
def test_every_shipped_rulebook_is_accepted_and_cites_its_sources(key: str) -> None:
    """Texts, sources and the status of each text; a reading says why no text decides."""
    book = rulebook(key)
    assert bool(book.votes) is (key != "mlf"), "a fund: its Parties have no vote that money decides"
    for regime in book.votes:
        assert regime.status in ("verified", "secondary")
        assert regime.source
        assert regime.words in " ".join(regime.text.split())
    assert book.readings
    assert all(reading.says and reading.why for reading in book.readings)
    assert {reading.parameter for reading in book.readings} >= {"receipts.order"}


def test_every_organization_whose_text_is_held_has_a_rulebook() -> None:
    """As listed in constitutional_rules.md."""
    assert KEYS == ("fao", "iaea", "icc", "ilo", "imo", "iom", "itu", "mlf", "un", "unesco", "unido", "who")


def test_every_kind_of_rule_and_every_need_is_used() -> None:
    """A kind that no rulebook names is dead."""
    used = {regime.rule.kind for key in KEYS for regime in rulebook(key).votes}
    assert used == {kind.kind for kind in KINDS}
    needs = {need.key for key in KEYS for regime in rulebook(key).votes for need in regime.needs}
    assert needs == set(NEEDS)


def test_iom_has_two_dated_regimes_with_the_articles_word_for_word() -> None:
    """Text A to 20 November 2013, text B since."""
    book = rulebook("iom")
    assert (book.name, book.currency, book.time_zone) == (
        "International Organization for Migration",
        "CHF",
        "Europe/Zurich",
    )
    first, second = book.votes
    assert (first.first_day, first.last_day) == (day("1989-11-14"), day("2013-11-20"))
    assert (second.first_day, second.last_day) == (day("2013-11-21"), None)
    assert first.text.startswith(
        "If a Member State fails to meet its financial obligations to the Organization for two"
    )
    assert "if at that time the Member State is still in arrears to the said extent." in second.text
    assert book.vote_on(day("1989-11-13")) is None
    assert book.vote_on(day("2013-11-20")) is first
    assert book.vote_on(day("2013-11-21")) is second


def test_iom_bodies_quorum_and_withdrawal() -> None:
    """The Executive Committee lapsed on 21 November 2013."""
    book = rulebook("iom")
    committee = next(body for body in book.bodies if body.name == "Executive Committee")
    assert (committee.seats, committee.most_share_of, committee.term_years) == (9, 3, 2)
    assert committee.in_force(day("2013-11-20"))
    assert not committee.in_force(day("2013-11-21"))
    assert book.withdrawal is not None
    assert (book.withdrawal.notice_months, book.withdrawal.owes_whole_year) == (4, True)
    quorum = book.quorum_on(day("2024-06-30"))
    assert quorum is not None
    assert quorum.article == "Article 24 of the Constitution"
    assert book.quorum_on(day("1989-11-13")) is None


def test_a_reading_shows_the_value_of_its_parameter() -> None:
    """So that the rules page cannot say one thing and the rule do another."""
    values = {reading.parameter: reading.value for reading in rulebook("iom").readings}
    assert values["receipts.order"] == "oldest_first"
    assert values["votes.loss_after_information.base"] == (-2, -1)
    assert values["votes.loss_after_information.still"] == "at_effect"
    assert values["quorums.quorum_counts"] == "members"


def test_every_parameter_of_the_vote_is_explained_by_a_reading_or_by_the_text() -> None:
    """IOM's rule has no parameter in hiding; the body that decides is named in the text."""
    book = rulebook("iom")
    parameters = {name for name in book.parameters() if name.startswith("votes.")}
    assert parameters - {reading.parameter for reading in book.readings} == {"votes.suspension_by_decision.body"}


def test_all_problems_at_once() -> None:
    """Missing, unknown, of the wrong type, and none of the choices."""
    problems = refused(
        changed(
            ('name = "International Organization for Migration"\n', ""),
            ('time_zone = "Europe/Zurich"', 'time_zome = "Europe/Zurich"'),
            ("rate_places = 4", 'rate_places = "four"'),
            ('order = "oldest_first"', 'order = "newest_first"'),
            ("from = 1989-11-14", "from = 1989"),
        )
    )
    assert "iom: name is missing." in problems
    assert "iom: time_zone is missing." in problems
    assert any(text.startswith("iom: time_zome is not one of its fields (key, name, currency") for text in problems)
    assert "assessment: rate_places is 'four'; it must be a whole number." in problems
    assert "receipts: order is 'newest_first'; it must be one of oldest_first." in problems
    assert "votes 1: from is 1989; it must be a date." in problems


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('key = "iom"', 'key = "oim"', "iom: key is oim; it must be the name of the file."),
        ('currency = "CHF"', 'currency = "francs"', "iom: currency is francs, no ISO 4217 code."),
        ("Europe/Zurich", "Zurich time", "iom: time_zone is Zurich time, no name like Europe/Zurich."),
        ("smallest_unit = 0.01", "smallest_unit = 0", "iom: smallest_unit must be above zero."),
        (
            "smallest_unit = 0.01",
            "smallest_unit = 0.3",
            "assessment: whole_unit is 1; it must be a multiple of the smallest unit.",
        ),
        ("rate_places = 4", "rate_places = 40", "assessment: rate_places is 40; it must be 0 to 8."),
        ("scale_lag_years = 1", "scale_lag_years = -1", "assessment: scale_lag_years is -1; it must be 0 to 5."),
        ('"07-01"', '"31 July"', "assessment: scale_adopted is 31 July; it must be a month and day like 07-01."),
        ("VAT = 0.001", "VAT = 0.0", "assessment: the rate of VAT is 0.0; it must be a percentage."),
        ('kind = "loss_after_information"', 'kind = "loss"', "votes 2: kind is loss, no kind of rule"),
        (
            'words = "equals or exceeds',
            'words = "is above',
            "votes, Article 4(1) of the Constitution: words is not part of its text.",
        ),
        (
            'from = 2013-11-21\narticle = "Article 4(1)',
            'from = 2013-11-20\narticle = "Article 4(1)',
            "votes: Article 4(1) of the Constitution (text of 1989) and Article 4(1) of the Constitution are both in"
            " force on 2013-11-20.",
        ),
        (
            'to = 2013-11-20\narticle = "Article 4(1)',
            'to = 1913-11-20\narticle = "Article 4(1)',
            "votes: Article 4(1) of the Constitution (text of 1989) ends before it begins.",
        ),
        (
            'status = "verified"',
            'status = "hearsay"',
            "withdrawal: status is 'hearsay'; it must be one of verified, secondary.",
        ),
        ("seats = 9\n", "", "bodies, Executive Committee: terms or a share of the membership, and no seats."),
        (
            'parameter = "receipts.order"',
            'parameter = "receipts.sequence"',
            "readings 1: receipts.sequence is no parameter of this rulebook.",
        ),
        ("still = ", "stil = ", "votes 2, parameters: stil is not one of its fields (body, base, still"),
        ("years = 2", "years = true", "votes 1, parameters: years is True; it must be a whole number."),
        ("base = [-2, -1]", "base = -2", "votes 2, parameters: base is -2; it must be a list."),
        ("[receipts]", "[[receipts]]", "receipts: it must be a table."),
    ],
)
def test_each_problem_in_its_own_sentence(old: str, new: str, problem: str) -> None:
    """One change to IOM's rulebook, one reason."""
    assert any(text.startswith(problem) for text in refused(changed((old, new)))), refused(changed((old, new)))


def test_a_need_that_no_ledger_can_meet_is_refused() -> None:
    """UN's rulebook with a need of another name."""
    text = (Path(rulebooks.__file__).parent / "un.toml").read_text(encoding="utf-8")
    problems = refused(text.replace('key = "every_account"', 'key = "all_accounts"'), "un")
    assert problems == (
        "votes, Article 19 of the Charter: all_accounts is no known need (every_account, one_currency).",
    )


def test_what_is_not_toml_and_what_does_not_exist() -> None:
    """Both are refusals, not crashes."""
    assert refused("name = ")[0].startswith("It is not TOML: ")
    with pytest.raises(RulebookRefused, match=re.escape("There is none of that name; there are fao, iaea, icc")):
        rulebook("wto")
    assert "x: receipts is missing." in refused('key = "x"', "x")
