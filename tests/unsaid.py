"""What stands in Latin letters on a page, in the shell or in an answer when all that is said stands in others.

What comes of somebody's data stays as it is: what cells of the ledger hold, the names of States and of documents, and
what a rulebook quotes. None of it is listed here: it is known by the column in which it stands, or by its form.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import astuple
from itertools import chain
from xml.etree import ElementTree

import pyarrow as pa
from google.protobuf.message import Message
from streamlit.testing.v1 import AppTest

from governance.books import Books
from governance.names import Area, State, areas, states
from governance.questions import CATALOGUE
from governance.questions.declare import PARAMETERS
from governance.rulebooks import FOLDER
from governance.sources import sources
from governance.tables import TABLES, Kind
from governance.terms import TERMS
from governance.ui.shell.frame import own_name
from governance.words import ENGLISH
from tests.languages import KEPT
from tools.messages import RULEBOOK_FIELDS

_WORD = re.compile(r"[^\W_]{2,}")
_LATIN = re.compile(r"[A-Za-z]{2,}")
_BY_FORM = re.compile(
    r"\b[A-Z]{2,}\b|\b[a-z]+_\w+\b|\b[\w-]*\.(?:csv|md|xlsx|ods|json|toml|duckdb)\b|(?<!\w)--?[a-z-]+|\b[0-9a-f]{8,}\b|https?://\S+"
)
"""What is no word of any language: a code, a file, an option of the shell, a hash, an address."""
_SMALL = re.compile(r"[a-z]+")
"""One small word, which may be any sentence's: it is data only where no other stands beside it."""
_BESIDE = re.compile(r"[A-Za-z] \||\| [A-Za-z]")
_ESCAPED = re.compile(r"\\(.)|\u2060")
_LIST = re.compile("[,;] ")
_UNSEEN = re.compile(
    r"(?:^|_)(?:id|key|icon|url|page|query_string|hash|type|tag|color|format|language|element|style|href)$"
)
"""The fields of what Streamlit sends that no reader sees."""
_SEEN_IN_CHART = ("title", "text", "domain", "labels", "description")


class Data:
    """What cells of ledgers and documents hold, to be told from what the program says."""

    def __init__(self, books: Iterable[Books]) -> None:
        self._by_first: dict[str, set[str]] = defaultdict(set)
        self._whole: set[str] = set()
        for text in {" ".join(text.split()) for text in _of_data(books)}:
            if first := _WORD.search(text):
                self._whole.add(text)
                if not _SMALL.fullmatch(text):
                    self._by_first[first[0]].add(text[first.start() :])

    def left(self, text: str) -> str:
        """What is left of a text in Latin letters without data and what is no word; nothing where all was said."""
        plain = " ".join(_ESCAPED.sub(r"\1", text).replace("\u200b", "").split())
        if self._whole.issuperset(_LIST.split(plain)) or not _LATIN.search(plain):
            return ""
        plain = " ".join("".join(KEPT.split(plain)[::2]).split())
        return plain if _LATIN.search(_BY_FORM.sub("", self._without_data(plain))) else ""

    def _without_data(self, text: str) -> str:
        kept, end = [], 0
        for word in _WORD.finditer(text):
            at = word.start()
            if at < end:
                continue
            held = [one for one in self._by_first.get(word[0], ()) if text.startswith(one, at)]
            if word[0] in self._whole and not _BESIDE.search(text[:at] + "|" + text[word.end() :]):
                held.append(word[0])
            kept.append(text[end:at])
            end = max((at + len(one) for one in held), default=at)
        return "".join(kept) + text[end:]


def _of_data(books: Iterable[Books]) -> Iterator[str]:
    for one in books:
        for table in TABLES.values():
            written = [column.name for column in table.columns if column.kind in (Kind.TEXT, Kind.PARTY)]
            yield from (str(cell) for row in one.all_rows_in_force(table.name, written) for cell in row if cell)
        for event in one.events:
            yield from (text for text in (event.file_name, event.who, event.note) if text)
    for place in chain[State | Area](states(), areas()):
        yield from (place.name, place.short)
    yield from (own_name(code) for code in (ENGLISH, "fr", "es"))
    for source in sources().values():
        yield from (text for told in astuple(source) for text in (told, *_LIST.split(str(told))))
    for path in FOLDER.glob("*.toml"):
        yield from _quoted(tomllib.loads(path.read_text(encoding="utf-8")))


def _quoted(part: object) -> Iterator[str]:
    """What a rulebook has of its organization and documents: all but our own sentences."""
    if isinstance(part, dict):
        yield from (text for key, each in part.items() if key not in RULEBOOK_FIELDS for text in _quoted(each))
    elif isinstance(part, list):
        yield from (text for each in part for text in _quoted(each))
    elif isinstance(part, str):
        yield part


def _codes() -> Iterator[str]:
    """What the program calls things by, in its dictionary and in the cells of a column of choices."""
    columns = [column for table in TABLES.values() for column in table.columns]
    yield from (*TABLES, *TERMS, *CATALOGUE, *PARAMETERS)
    for column in columns:
        yield from (column.name, column.example, *column.choices, ", ".join(column.choices))


_UNNAMED = "__index_level_0__"
CODES = frozenset(_codes())


def on_page(app: AppTest) -> Iterator[str]:
    """Every text that a reader of the page sees, without the codes in the cells of tables."""
    for element in app._tree:
        proto = getattr(element, "proto", None)
        if element.type == "code" or not isinstance(proto, Message):
            continue
        if element.type == "html":
            yield from _in_html(str(proto.body))
            continue
        if element.type == "vega_lite_chart":
            yield from _in_chart(proto)
        elif element.type in ("dataframe", "arrow_data_frame", "table"):
            yield from _in_table(proto)
        else:
            yield from _texts(proto)


def _in_html(body: str) -> Iterator[str]:
    """What is read of a table, its cells and what stands for them to those who do not see it."""
    if not body.startswith('<div class="rows'):
        return
    for element in ElementTree.fromstring(body).iter():
        yield from (element.get(name, "") for name in ("aria-label", "title", "data-label"))
        cell = element.text or ""
        if not CODES.issuperset(_LIST.split(_ESCAPED.sub(r"\1", cell))):
            yield cell


def _texts(message: Message) -> Iterator[str]:
    for field, value in message.ListFields():
        if _UNSEEN.search(field.name):
            continue
        for one in value if field.is_repeated else (value,):
            if isinstance(one, Message):
                yield from _texts(one)
            elif isinstance(one, str):
                yield one


def _in_table(proto: Message) -> Iterator[str]:
    data = getattr(proto, "arrow_data", proto).data
    table = pa.ipc.open_stream(data).read_all()
    shown = json.loads(getattr(proto, "columns", "") or "{}")
    for name in table.column_names:
        labelled = name in TERMS or name in shown or name == _UNNAMED
        coded = name in TERMS and TERMS[name].kind in (Kind.CHOICE, Kind.TABLE)
        if not coded:
            yield from (
                text for text in _cells(table, name) if not CODES.issuperset(_LIST.split(_ESCAPED.sub(r"\1", text)))
            )
        if not labelled:
            yield name
    for column in shown.values():
        yield from (str(column[part]) for part in ("label", "help") if column.get(part))


def _cells(table: pa.Table, name: str) -> set[str]:
    kind = table[name].type
    texts = pa.types.is_string(kind) or pa.types.is_large_string(kind)
    return {cell for cell in table[name].to_pylist() if cell} if texts else set()


def _in_chart(proto: Message) -> Iterator[str]:
    spec = json.loads(proto.spec)
    told = _told(spec)
    yield from _strings(told, _SEEN_IN_CHART)
    drawn = set(_strings(told, ("field",)))
    for part in (proto.data, *(one.data for one in proto.datasets)):
        if part.data:
            table = pa.ipc.open_stream(part.data).read_all()
            yield from (text for name in table.column_names if name in drawn for text in _cells(table, name))


def _told(part: object) -> object:
    """A drawing without what only tells its marks apart: colours without a legend, whose names nobody reads."""
    if isinstance(part, dict):
        silent = part.get("legend", "") is None
        return {name: _told(each) for name, each in part.items() if not (silent and name in ("field", "scale", "sort"))}
    return [_told(each) for each in part] if isinstance(part, list) else part


def _strings(part: object, keys: tuple[str, ...], key: str = "") -> Iterator[str]:
    if isinstance(part, dict):
        for name, value in part.items():
            yield from _strings(value, keys, name)
    elif isinstance(part, list):
        for value in part:
            yield from _strings(value, keys, key)
    elif isinstance(part, str) and key in keys and part != key:
        yield part
