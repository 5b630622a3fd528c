"""Recognise States by any usual name; print the United Nations' official short name.

    >>> recognise("Zaire").name
    'Democratic Republic of the Congo'
    >>> suggest("Corea")  # two States have this name: refused, with both as suggestions
    ('Republic of Korea', 'Democratic People’s Republic of Korea')

What is *printed* comes only from our registers (folder ``registers``), never from a library:

- ``states.csv``: the UN's short names in three languages; the short form for charts; the year in which a State ended.
- ``areas.csv``: areas of ISO 3166-1 that are no States: they have offices and contribute voluntarily.
- ``fictional.csv``: the invented States of the demonstration, with codes from XAA to XZZ (never XKX, which is Kosovo).
- ``other_names.csv``: former, long and everyday names. ``ambiguous.csv``: names refused, and what to suggest instead.
- ``unrecognised.csv``: names in the shipped facts that are no State's.

What is *recognised* is that and the names that pycountry and Babel know in English, French and Spanish.

Codes are ISO 3166-1 alpha-3, and ISO 3166-3 for States that ended. Those that ended without a code of their own got one
from ISO's user-assigned range QMA-QZZ: QVN Republic of Viet-Nam (its ISO code VNM is today's Viet Nam; VDR is the
*Democratic* Republic), QTG Tanganyika, QZB Zanzibar, QUA United Arab Republic (Egypt and Syria, 1958-1961).
A State that only changed its name did not end: Burma is MMR, the Federal Republic of Germany is DEU, Zaire is COD.
YUG is every Yugoslavia until 2003, when ISO gave Serbia and Montenegro its own code.
A name says nothing about a date: which State was meant in which year is for the facts to say.
XKX is in the register because it is among the governments that contributed; it is printed as that source prints it.
"""

from __future__ import annotations

import csv
import difflib
import gettext
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import permutations

from governance.headings import ORGANIZATION, label
from governance.settings import REGISTERS
from governance.words import Spoken, in_order, language

_LONGEST = 120  # characters; no State's name is longer, and comparing a pasted page with every name would take seconds
_LONGEST_TEXT = 1_000  # characters of a text in which names are looked for
_TELLING = 4  # letters from which a word alone may be a State's name
_CLOSE = 0.75  # difflib's ratio from which a name is worth suggesting: one or two wrong letters

_SMALL_WORDS = frozenset({"the", "of", "la", "le", "les", "l", "el", "los", "las", "de", "du", "des", "del", "d"})
_SAME_WORDS = {"et": "and", "y": "and", "st": "saint", "ste": "sainte", "sta": "santa"}
_WORDS_FOR_A_STATE = frozenset(
    {"commonwealth", "country", "democratic", "duchy", "federal", "federation", "government", "grand", "independent",
     "islamic", "kingdom", "peoples", "principality", "republic", "socialist", "sovereign", "state", "sultanate",
     "union"}
)  # fmt: skip
"""Words that stand beside a State's name and tell no two States apart."""
_LOST = re.compile("\ufffd|(?<=\\w)\\?(?=\\w)")  # what stands for a letter that a wrong encoding lost
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʻ`′", "'"))


@dataclass(frozen=True, slots=True)
class State:
    """A State of today, an ended or a fictional one; ``ended`` is the year of its last day under this code."""

    code: str
    name: str
    name_fr: str
    name_es: str
    short: str
    fictional: bool = False
    ended: int | None = None


@dataclass(frozen=True, slots=True)
class Area:
    """An area of ISO 3166-1 that is no State: it has offices or contributes voluntarily, never a Member."""

    code: str
    name: str
    name_fr: str
    name_es: str
    short: str


class UnknownState(ValueError):
    """No State has this name. ``suggestions`` holds up to three printed names; the sentence is made in words.py."""

    def __init__(self, text: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(text, suggestions)
        self.text = text
        self.suggestions = suggestions


def recognise(text: str) -> State:
    """The State of this name or code; raises UnknownState, with suggestions (1 to 4 ms for each different name)."""
    state = find(text)
    if state is None:
        raise UnknownState(text, suggest(text))
    return state


def find(text: str) -> State | None:
    """The State of this name or code, or None. A known or an unknown name costs microseconds, also 100,000 times.

    Alpha-3 codes are recognised in any case, alpha-2 codes in capitals only ("no" is a word, "NO" is Norway).
    """
    return _find(text) if len(text) <= _LONGEST else None


def find_area(text: str) -> Area | None:
    """The area that is no State of this name or code, or None."""
    if len(text) > _LONGEST:
        return None
    word = text.strip()
    return _area_codes().get(word if len(word) == 2 else word.upper()) or _area_names().get(normalise(text))


def suggest(text: str) -> tuple[str, ...]:
    """Up to three printed names that might have been meant. Never use one without asking: Niger is close to Nigeria."""
    return _suggest(normalise(_LOST.sub("", text[:_LONGEST])))


def printed(code: str) -> str:
    """The UN's official short name in the language of whoever reads it; KeyError for an unknown code."""
    return Spoken(_printed, code)


def short(code: str) -> str:
    """For charts: in English a form of at most 24 characters, in other languages, for which no register has one, the
    printed name; KeyError for an unknown code."""
    return Spoken(_short, code)


def name_of(party: str, of_state: Callable[[str], str] = printed) -> str:
    """A State or an organization as the reader's language calls it; a name that nobody here knows as it is written."""
    try:
        return of_state(party)
    except KeyError:
        return label(ORGANIZATION, party)


def by_name(codes: Iterable[str]) -> dict[str, str]:
    """Each State's printed name by its code, in the order of the names as they are read."""
    return dict(sorted(((code, printed(code)) for code in codes), key=lambda pair: in_order(pair[1])))


def _printed(code: str) -> str:
    state = _printed_by_code()[code]
    return _in_language(state, state.name)


def _short(code: str) -> str:
    state = _printed_by_code()[code]
    return _in_language(state, state.short)


def _in_language(state: State | Area, english: str) -> str:
    return {"fr": state.name_fr, "es": state.name_es}.get(language.get(), english)


@cache
def states() -> tuple[State, ...]:
    """Every State of the registers: those of today by English name, those that ended, the fictional ones."""
    return tuple(_real(row) for row in _rows("states.csv")) + tuple(_fictional(row) for row in _rows("fictional.csv"))


@cache
def areas() -> tuple[Area, ...]:
    """The areas of ISO 3166-1 that are no States."""
    return tuple(
        Area(row["code"], row["name_en"], row["name_fr"], row["name_es"], row["short_en"] or row["name_en"])
        for row in _rows("areas.csv")
    )


def normalise(text: str) -> str:
    """What is left of a name when everything is removed in which spellings of the same name differ.

    Gone are case, accents, punctuation, articles, "of" and the order of words, because lists invert names:
    "Iran, Islamic Republic of", "Iran (Islamic Republic of)" and "The Islamic Republic of Iran" are one.
    """
    letters = unicodedata.normalize("NFKD", text.replace("´", "'"))  # else NFKD makes it a space and an accent
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()
    plain = plain.translate(_APOSTROPHES)
    plain = re.sub(r"'s\b", "s", plain).replace(".", "").replace("&", " and ")
    words = [word for word in re.findall(r"[^\W_]+", plain) if word not in _SMALL_WORDS]
    return " ".join(sorted(_SAME_WORDS.get(word, word) for word in words))


@lru_cache(maxsize=4096)
def mentioned(text: str) -> tuple[State, ...]:
    """The States whose names stand in a text, whatever stands between their words, by their codes.

    Of a name within a longer one only the longer is meant: Guinea is not mentioned where Equatorial Guinea is.
    """
    words = frozenset(normalise(text[:_LONGEST_TEXT]).split())
    found = [(name, state) for word in words for name, state in _by_word().get(word, ()) if name <= words]
    meant = {state.code: state for name, state in found if not any(name < other for other, _ in found)}
    return tuple(meant[code] for code in sorted(meant))


@cache
def _by_word() -> dict[str, list[tuple[frozenset[str], State]]]:
    """Every name's words with its State, under the longest of them; words too short to be told from others left out."""
    found: dict[str, list[tuple[frozenset[str], State]]] = {}
    for name, state in _names().items():
        longest = max(name.split(), key=len, default="")
        if len(longest) >= _TELLING:
            found.setdefault(longest, []).append((frozenset(name.split()), state))
    return found


# 4,096 names: an upload holds a few hundred different ones, however many rows it has.
@lru_cache(maxsize=4096)
def _find(text: str) -> State | None:
    word = text.strip()
    found = _codes().get(word if len(word) == 2 else word.upper()) or _names().get(normalise(text))
    if found is None and (again := decoded_again(text)) != text:
        return _names().get(normalise(again))
    return found or _abbreviated(text)


def _abbreviated(text: str) -> State | None:
    """The one State whose name has these words, each that ends with a point shortened: "Micronesia (Fed. States of)".

    A shortened word keeps its first letter and the order of the others, as "Gt." does of "Great".
    """
    words = {normalise(word): word.endswith(".") for word in re.findall(r"[^\W_]+\.?", text)}
    key = normalise(text).split()
    short = [word for word in key if words.get(word)]
    whole = sorted(word for word in key if word not in short)
    if not short or not any(len(word) > 2 for word in whole):
        return None
    found = {name for name in (*_names(), *_refused()) if _shortens(short, whole, name.split())}
    meant = {_names()[name].code if name in _names() else name for name in found}
    return _names().get(found.pop()) if len(meant) == 1 else None


def _shortens(short: list[str], whole: list[str], name: list[str]) -> bool:
    if len(name) != len(short) + len(whole):
        return False
    left = list(name)
    for word in whole:
        if word not in left:
            return False
        left.remove(word)
    return any(
        all(long[0] == word[0] and _in_order(word, long) for word, long in zip(short, order, strict=True))
        for order in permutations(left)
    )


def _in_order(letters: str, word: str) -> bool:
    rest = iter(word)
    return all(letter in rest for letter in letters)


def decoded_again(text: str) -> str:
    """The text as it was before UTF-8 was read as Windows-1252, once or twice: "CÃ´te" is "Côte"; else as it is."""
    for _ in range(2):
        try:
            text = b"".join(map(_byte, text)).decode()
        except UnicodeError:
            break
    return text


def _byte(letter: str) -> bytes:
    """The byte that Windows-1252 shows as this letter; the five that it does not know are shown as in Latin-1."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


@lru_cache(maxsize=4096)
def _suggest(key: str) -> tuple[str, ...]:
    if key in _refused():
        return _refused()[key]
    words = set(key.split())
    close = difflib.get_close_matches(key, _names(), n=9, cutoff=_CLOSE)
    inside = [name for name in _names() if words.issuperset(name.split())]  # "Government of Peru" holds "Peru"
    inside.sort(key=len, reverse=True)
    if inside and words - set(inside[0].split()) <= _WORDS_FOR_A_STATE:
        close = []  # "Republic of Cendoral" says Cendoral in full, and is like the Republic of Korea in letters only
    return tuple(dict.fromkeys(_names()[name].name for name in close + inside))[:3]


@cache
def _by_code() -> dict[str, State]:
    return {state.code: state for state in states()}


@cache
def _printed_by_code() -> dict[str, State | Area]:
    return {**{area.code: area for area in areas()}, **_by_code()}


@cache
def _area_codes() -> dict[str, Area]:
    import pycountry  # here and below, and not above: whoever only prints names need not load it

    by_code = {area.code: area for area in areas()}
    return by_code | {c.alpha_2: by_code[c.alpha_3] for c in pycountry.countries if c.alpha_3 in by_code}


@cache
def _area_names() -> dict[str, Area]:
    """Areas by normalised name: ours first, then the libraries'; a State's name is never an area's."""
    by_code = {area.code: area for area in areas()}
    found: dict[str, Area] = {}
    own = [(name, area.code) for area in areas() for name in (area.name, area.name_fr, area.name_es, area.short)]
    own += [(name, row["code"]) for row in _rows("areas.csv") for name in filter(None, row["others"].split(" | "))]
    for name, code in (*own, *_library_names()):
        if code in by_code and normalise(name) not in _names():
            found.setdefault(normalise(name), by_code[code])
    return found


@cache
def _codes() -> dict[str, State]:
    """States by alpha-3, and by alpha-2 unless ambiguous.csv refuses it: what libraries refuse is no code (tested), and
    to know all of it takes a tenth of a second."""
    import pycountry

    alpha_2 = {c.alpha_2: _by_code()[c.alpha_3] for c in pycountry.countries if c.alpha_3 in _by_code()}
    both = alpha_2 | _by_code()
    refused = {normalise(row["name"]) for row in _rows("ambiguous.csv")}
    return {code: state for code, state in both.items() if normalise(code) not in refused}


@cache
def _names() -> dict[str, State]:
    """States by normalised name. Our registers come first: no library moves one of their names to another State."""
    names: dict[str, State] = {}
    for name, code in _register_names():
        state = names.setdefault(normalise(name), _by_code()[code])
        if state.code != code:
            raise ValueError(f"the registers give {name!r} to {state.code} and to {code}")
    for name, code in _library_names():
        if code in _by_code():
            names.setdefault(normalise(name), _by_code()[code])
    return {name: state for name, state in names.items() if name not in _refused()}


@cache
def _refused() -> dict[str, tuple[str, ...]]:
    """Normalised names that are refused although they are well known, each with the names to suggest, if any.

    Territories, regions and unions that the libraries know are among them: nothing is suggested for Puerto Rico,
    which a comparison of letters would take for Costa Rica.
    """
    own = {normalise(name) for name, _ in _register_names()}
    keys = (normalise(name) for name, code in _library_names() if code not in _by_code())
    refused: dict[str, tuple[str, ...]] = {key: () for key in keys if key not in own}
    for row in _rows("ambiguous.csv"):
        refused[normalise(row["name"])] = tuple(_printed_by_code()[code].name for code in row["codes"].split())
    return refused


def _register_names() -> Iterator[tuple[str, str]]:
    for state in states():
        for name in (state.name, state.name_fr, state.name_es, state.short):
            yield name, state.code
    for row in _rows("other_names.csv"):
        yield row["name"], row["code"]


def _library_names() -> Iterator[tuple[str, str]]:
    """(name, code) as pycountry and Babel have them; the code is alpha-3, or Babel's own where ISO has none."""
    import pycountry
    from babel import Locale

    folder = pycountry.LOCALES_DIR
    translators = [gettext.translation("iso3166-1", folder, [spoken], fallback=True) for spoken in ("fr", "es")]
    alpha_3 = {"XK": "XKX"}
    for country in pycountry.countries:
        alpha_3[country.alpha_2] = country.alpha_3
        for field in ("name", "official_name", "common_name"):
            if name := getattr(country, field, ""):
                yield name, country.alpha_3
                yield from ((translator.gettext(name), country.alpha_3) for translator in translators)
    for spoken in ("en", "fr", "es"):
        for code, name in Locale(spoken).territories.items():
            yield name, alpha_3.get(code, code)


def _real(row: dict[str, str]) -> State:
    ended = int(row["ended"]) if row["ended"] else None
    brief = row["short_en"] or row["name_en"]
    return State(row["code"], row["name_en"], row["name_fr"], row["name_es"], brief, ended=ended)


def _fictional(row: dict[str, str]) -> State:
    return State(row["code"], row["name_en"], row["name_fr"], row["name_es"], row["name_en"], fictional=True)


def _rows(register: str) -> Iterator[dict[str, str]]:
    with (REGISTERS / register).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
