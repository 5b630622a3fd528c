"""States are recognised by any usual name and printed by the UN's official short name."""

import csv
import difflib
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pycountry
import pytest
from hypothesis import given
from hypothesis import strategies as st

from governance import names
from governance.names import (
    State,
    UnknownState,
    areas,
    find,
    find_area,
    normalise,
    printed,
    recognise,
    short,
    states,
    suggest,
)  # fmt: skip
from governance.words import language
from tests.sources import none_offend

FACTS = Path(__file__).parents[1] / "data" / "facts"
REGISTERS = Path(names.__file__).parent / "registers"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Iran, Islamic Republic of", "IRN"),  # inverted, as in many lists
        ("Iran (Islamic Republic of)", "IRN"),
        ("the Islamic Republic of Iran", "IRN"),
        ("République islamique d'Iran", "IRN"),
        ("República Islámica del Irán", "IRN"),
        ("  CÔTE  D'IVOIRE\u00a0", "CIV"),  # capitals, a plain apostrophe, odd spaces
        ("Cote d’Ivoire", "CIV"),
        ("Costa de Marfil", "CIV"),
        ("St. Kitts & Nevis", "KNA"),
        ("Saint-Christophe-et-Niévès", "KNA"),
        ("Ste-Lucie", "LCA"),
        ("Lao Peoples Democratic Republic", "LAO"),
        ("Gambia, The", "GMB"),
        ("U.S.A.", "USA"),
        ("EE.UU.", "USA"),
        ("Confédération suisse", "CHE"),
        ("Reino Hachemita de Jordania", "JOR"),
        ("Vatican City", "VAT"),
        ("Palestine", "PSE"),
        ("Türkiye (formerly Turkey)", "TUR"),  # as the UN scale of assessments prints it
        ("Serbia (formerly Yugoslavia) f/", "SRB"),
    ],
)
def test_spellings_of_one_name_are_one_state(written: str, code: str) -> None:
    assert recognise(written).code == code


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Congo", "COG"),  # the UN's short name of the Republic of the Congo
        ("Republic of the Congo", "COG"),
        ("Congo, Democratic Republic of the", "COD"),
        ("Congo - Kinshasa", "COD"),
        ("Republic of Korea", "KOR"),
        ("South Korea", "KOR"),
        ("Korea, Democratic People's Republic of", "PRK"),
        ("Guinea", "GIN"),
        ("Guinea-Bissau", "GNB"),
        ("Equatorial Guinea", "GNQ"),
        ("Papua New Guinea", "PNG"),
        ("Niger", "NER"),
        ("Níger", "NER"),
        ("Nigeria", "NGA"),
        ("Dominica", "DMA"),
        ("Dominique", "DMA"),
        ("Dominican Republic", "DOM"),
        ("République dominicaine", "DOM"),
        ("Samoa", "WSM"),
        ("Western Samoa", "WSM"),
        ("Sudan", "SDN"),
        ("South Sudan", "SSD"),
        ("Ireland", "IRL"),
        ("United Kingdom of Great Britain and Northern Ireland", "GBR"),
    ],
)
def test_names_that_look_alike_are_never_confused(written: str, code: str) -> None:
    assert recognise(written).code == code


@pytest.mark.parametrize(
    ("written", "code", "ended"),
    [
        ("Zaire", "COD", None),  # a new name is not a new State
        ("Burma", "MMR", None),
        ("Swaziland", "SWZ", None),
        ("Cap-Vert", "CPV", None),
        ("Alto Volta", "BFA", None),
        ("Turkey", "TUR", None),
        ("The former Yugoslav Republic of Macedonia", "MKD", None),
        ("Germany, Federal Republic of", "DEU", None),
        ("Byelorussian SSR", "BLR", None),
        ("Yemen Arab Republic", "YEM", None),
        ("Democratic Yemen", "YMD", 1990),
        ("Czechoslovakia", "CSK", 1992),
        ("German Democratic Republic", "DDR", 1990),
        ("USSR", "SUN", 1991),
        ("Yugoslavia", "YUG", 2003),
        ("Serbia and Montenegro", "SCG", 2006),
        ("South Viet Nam", "QVN", 1976),
        ("Democratic Republic of Viet-Nam", "VDR", 1976),  # ISO's VDR is the northern State, not the southern one
        ("Vietnam", "VNM", None),
        ("United Arab Republic", "QUA", 1961),
    ],
)
def test_old_names_are_renamed_or_ended_states(written: str, code: str, ended: int | None) -> None:
    state = recognise(written)
    assert (state.code, state.ended) == (code, ended)


@pytest.mark.parametrize(
    ("written", "code"),
    [("CHE", "CHE"), ("che", "CHE"), (" CH ", "CHE"), ("NO", "NOR"), ("SUN", "SUN"), ("XLU", "XLU")],
)
def test_codes_are_names_too(written: str, code: str) -> None:
    assert recognise(written).code == code


@pytest.mark.parametrize("written", ["no", "la", "NA", "CS", "ZAR", "XQX", "XXX"])
def test_codes_that_may_mean_something_else_are_refused(written: str) -> None:
    """In small letters "no" and "la" are words; NA is Namibia and "not available"; CS was two States; XQX is nobody's code."""
    assert find(written) is None


@pytest.mark.parametrize(
    ("written", "suggestions"),
    [
        ("Korea", ("Republic of Korea", "Democratic People’s Republic of Korea")),
        ("Frence", ("France",)),
        ("Nigerr", ("Niger", "Nigeria")),
        ("Government of Peru", ("Peru",)),
        ("Republic of Cendoral", ("Cendoral",)),  # not Korea, North Macedonia and Iceland, alike in "Republic"
        ("Guinea Bissu", ("Guinea-Bissau", "Guinea")),
        ("Northern Ireland", ("United Kingdom of Great Britain and Northern Ireland",)),
        ("Brastovall", ("Brastoval",)),  # a fictional State
        ("Puerto Rico", ()),  # not Costa Rica
        ("American Samoa", ()),  # not Samoa
        ("European Union", ()),
        ("Amnesty International", ()),
        ("Peru " * 10_000, ("Peru",)),  # a whole page in one cell takes no longer
        ("", ()),
    ],
)
def test_a_guess_is_only_ever_a_suggestion(written: str, suggestions: tuple[str, ...]) -> None:
    with pytest.raises(UnknownState) as refusal:
        recognise(written)
    assert refusal.value.text == written
    assert refusal.value.suggestions == suggestions


@pytest.mark.parametrize(
    ("code", "english", "french", "spanish", "brief"),
    [
        ("BOL", "Bolivia (Plurinational State of)", "Bolivie (État plurinational de)",
         "Bolivia (Estado Plurinacional de)", "Bolivia"),
        ("COD", "Democratic Republic of the Congo", "République démocratique du Congo",
         "República Democrática del Congo", "Dem. Rep. of the Congo"),
        ("CIV", "Côte d’Ivoire", "Côte d’Ivoire", "Côte d’Ivoire", "Côte d’Ivoire"),
        ("MMR", "Myanmar", "Myanmar", "Myanmar", "Myanmar"),
        ("XMA", "Madrosene", "Madrosène", "Madrosena", "Madrosene"),
    ],
)  # fmt: skip
def test_printed_names_are_the_uns_in_three_languages(
    code: str, english: str, french: str, spanish: str, brief: str
) -> None:
    assert [*map(partial(printed_in, code), ("en", "fr", "es")), short(code)] == [english, french, spanish, brief]
    assert [*map(partial(printed_in, code, form=short), ("en", "fr", "es"))] == [brief, french, spanish]


def printed_in(code: str, spoken: str, form: Callable[[str], str] = printed) -> str:
    """The name as it is read in a language, whoever asked for it before."""
    name, token = form(code), language.set(spoken)
    try:
        return str(name)
    finally:
        language.reset(token)


def test_nothing_is_printed_for_an_unknown_code() -> None:
    with pytest.raises(KeyError):
        printed("ABC")


@given(st.text())
def test_normalising_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_every_state_is_recognised_by_its_own_names_and_code() -> None:
    names_of = {state: (state.code, state.name, state.name_fr, state.name_es, state.short) for state in states()}
    assert not [(name, state.code) for state in names_of for name in names_of[state] if find(name) != state]


@given(st.sampled_from(states()), st.sampled_from("’'ʼ"), st.sampled_from(" \u00a0\t\u2009"), st.sampled_from("-‐–"))
def test_typing_habits_do_not_matter(state: State, apostrophe: str, space: str, hyphen: str) -> None:
    typed = state.name.replace("’", apostrophe).replace(" ", space * 2).replace("-", hyphen)
    assert recognise(typed.upper()) == recognise(typed.lower()) == state


def test_no_two_states_share_a_name() -> None:
    """Neither in our registers nor in the libraries, so no order of reading decides who is meant."""
    owners: dict[str, set[str]] = {}
    for name, code in [*names._register_names(), *names._library_names()]:
        owners.setdefault(normalise(name), set()).add(code)
    assert {name: codes for name, codes in owners.items() if len(codes) > 1} == {}


def test_no_name_is_the_code_of_another_state() -> None:
    """Whoever types BIH means Bosnia and Herzegovina."""
    for name, code in [*names._register_names(), *names._library_names()]:
        taken = find(name.upper()) if len(name) <= 3 else None
        assert taken is None or taken.code == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Micronesia (Fed. States of)", "FSM"),
        ("Venezuela (Bol. Rep. of)", "VEN"),
        ("Bolivia (Plurin. State of)", "BOL"),
        ("United Kingdom of Gt. Brit. & N. Ireland", "GBR"),
        ("Rép. de Corée", "KOR"),
        ("Rep. Dominicana", "DOM"),
        ("Solomon Is.", "SLB"),
    ],
)
def test_a_name_with_shortened_words_is_the_one_state_that_has_them(text: str, code: str) -> None:
    assert recognise(text).code == code


@pytest.mark.parametrize(
    "text", ["N. Ireland", "Am. Samoa", "Rep.", "Gua.", "Congo Rep. of X.", "Virgin Is.", "S. Africa x."]
)
def test_a_shortened_name_of_several_or_of_no_state_is_no_name(text: str) -> None:
    assert find(text) is None


@pytest.mark.parametrize(
    ("code", "name"), [("SUI", "Switzerland"), ("NIG", "Niger"), ("NGR", "Nigeria"), ("GER", "Germany")]
)
def test_a_code_of_the_olympic_committee_is_suggested_and_never_taken(code: str, name: str) -> None:
    assert find(code) is None
    assert suggest(code) == (name,)


def test_no_ambiguous_name_is_a_printed_name() -> None:
    ambiguous = {normalise(row["name"]) for row in rows(REGISTERS / "ambiguous.csv")}
    assert ambiguous.isdisjoint(normalise(state.name) for state in states())


def test_the_register_holds_every_member_and_observer_state_of_the_united_nations() -> None:
    """193 Members, 2 observer States, Cook Islands and Niue, and Kosovo, a contributor in the published figures."""
    today = [state for state in states() if not state.fictional and state.ended is None]
    assert len(today) == 193 + 2 + 2 + 1


def test_short_names_fit_on_a_chart() -> None:
    assert [state.short for state in states() if len(state.short) > 24] == []


def test_fictional_states_have_user_assigned_codes_and_resemble_no_real_state() -> None:
    fictional = [state for state in states() if state.fictional]
    real = [normalise(state.name) for state in states() if not state.fictional]
    assert len(fictional) == 60
    for state in fictional:
        assert "XAA" <= state.code <= "XZZ"
        assert state.code != "XKX"
        assert difflib.get_close_matches(normalise(state.name), real, cutoff=0.7) == []


def state_names(path: Path) -> set[str]:
    """The names in one file of facts that should be a State's: column state, or a contributor that is a government."""
    table = rows(path)
    found = {row["state"] for row in table if row.get("state") and row.get("kind", "state") == "state"}
    return found | {row["contributor"] for row in table if row.get("contributor_kind") == "government"}


def test_every_state_in_the_shipped_facts_is_recognised() -> None:
    """Or listed, with a reason, in registers/unrecognised.csv."""
    listed = {row["name"] for row in rows(REGISTERS / "unrecognised.csv")}
    none_offend(FACTS.glob("*.csv"), lambda path: {name for name in state_names(path) if not find(name)} - listed)


def test_what_is_listed_as_unrecognised_is_no_state() -> None:
    for row in rows(REGISTERS / "unrecognised.csv"):
        assert find(row["name"]) is None
        assert suggest(row["name"]) == ()
        assert row["reason"]


def test_every_area_of_iso_3166_is_a_state_or_an_area_and_has_its_names() -> None:
    codes = {area.code for area in areas()}
    assert codes == {country.alpha_3 for country in pycountry.countries} - {state.code for state in states()}
    assert all(area.name and area.name_fr and area.name_es and len(area.short) <= 24 for area in areas())
    assert printed("TWN") == "Taiwan, Province of China"
    assert printed_in("HKG", "fr") == "Chine, région administrative spéciale de Hong Kong"
    assert short("HKG") == "Hong Kong SAR"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Hong Kong SAR", "HKG"), ("Hong Kong, China", "HKG"), ("China, Hong Kong SAR", "HKG"), ("HK", "HKG"), ("hkg", "HKG"),
        ("Puerto Rico", "PRI"), ("Porto Rico", "PRI"), ("Tokelau", "TKL"), ("Aruba", "ABW"), ("Macau", "MAC"),
        ("Taiwan, Province of China", "TWN"), ("Taïwan, Province de Chine", "TWN"), ("Nouvelle-Calédonie", "NCL"),
        ("Islas Malvinas (Falkland)", "FLK"), ("United States Virgin Islands", "VIR"), ("Réunion", "REU"),
    ],
)  # fmt: skip
def test_an_area_is_recognised_and_is_no_state(written: str, code: str) -> None:
    area = find_area(written)
    assert area is not None
    assert area.code == code
    assert find(written) is None


def test_no_state_is_an_area() -> None:
    assert not [state for state in states() if find_area(state.name) or find_area(state.code)]
    assert find_area("") is None
    assert find_area("China") is None


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("CÃ´te dâ€™Ivoire", "CIV"), ("TÃ¼rkiye", "TUR"), ("PerÃº", "PER"), ("Ã‰thiopie", "ETH"), ("MÃ©xico", "MEX"),
        ("CÃƒÂ´te d'Ivoire", "CIV"), ("Ã\x8dndia", "IND"), ("EspaÃ±a", "ESP"), ("SÃ£o TomÃ© and PrÃ\xadncipe", "STP"),
    ],
)  # fmt: skip
def test_a_doubly_encoded_name_is_recognised(written: str, code: str) -> None:
    assert recognise(written).code == code


def test_a_name_with_lost_letters_is_suggested() -> None:
    assert suggest("C\ufffdte d\ufffdIvoire")[0] == "Côte d’Ivoire"
    assert suggest("T?rkiye")[0] == "Türkiye"


def test_no_name_that_only_libraries_know_is_a_code() -> None:
    """So that a code is known without them: only the register of ambiguous names takes one away."""
    codes = {names.normalise(code) for code in (*names._by_code(), *(one.alpha_2 for one in pycountry.countries))}
    ours = {names.normalise(row["name"]) for row in names._rows("ambiguous.csv")}
    assert codes & set(names._refused()) <= ours
