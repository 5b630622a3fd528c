"""Words of documents beside the figures that they are about: a few at a time, with their document and paragraph."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from governance.books import Answer
from governance.headings import label
from governance.questions.rows import Row
from governance.sources import title_of
from governance.ui.parts import show
from governance.ui.parts.folded import folded
from governance.ui.parts.numbers import period_words
from governance.ui.parts.words import joined, say
from governance.ui.shell.here import Here

OF_THE_MANDATE = (
    "mission_statement",
    "purposes",
    "results_expected",
    "roles",
    "programme_categories",
    "persons_assisted",
    "general_assembly_observer",
    "cerf",
    "agreement_with_the_united_nations",
)
"""The subjects whose place is the page on the mandate."""

_COLUMNS = ("subject", "quote", "paragraph", "document", "dated", "note")


def beside(where: Here, *subjects: str) -> None:
    """The words of documents on these subjects, each under its document and paragraph; nothing where none are held."""
    _drawn([row for _, rows in _by_subject(where.ask("quotations"), subjects) for row in rows])


def under_titles(where: Here, *subjects: str) -> None:
    """The same, each subject under its name."""
    for subject, rows in _by_subject(where.ask("quotations"), subjects):
        st.markdown(say("**{subject}**", subject=label("subject", subject)))
        _drawn(rows)


def table(where: Here) -> None:
    """All words of documents that the ledger holds, to look through and take along."""
    answer = where.ask("quotations")
    folded(
        say("All quotations as a table"),
        lambda: show.table(where, answer, _COLUMNS, key="quotations"),
        key="quotations",
        icon=":material/format_quote:",
    )


def _by_subject(answer: Answer, subjects: Iterable[str]) -> list[tuple[str, list[Row]]]:
    by_subject = [(subject, [row for row in answer.dicts() if row["subject"] == subject]) for subject in subjects]
    return [(subject, rows) for subject, rows in by_subject if rows]


def _drawn(rows: list[Row]) -> None:
    """Quotations as a block; those of one place in a document stand together over its name.

    The language is set for whoever has the page read aloud. What is filled in is escaped by `say`, tags as well.
    """
    places: dict[tuple[str, object], list[Row]] = {}
    for row in rows:
        places.setdefault((_place(row), row["note"]), []).append(row)
    for (place, note), several in places.items():
        words = [
            say('<span lang="{language}">“{quote}”</span>', language=row["language"] or "en", quote=row["quote"])
            for row in several
        ]
        told = say("{place}. {note}", place=place, note=note) if note else place
        st.markdown(
            say("> {words}  \n> :small[{place}]", words=joined("  \n> ", words), place=told), unsafe_allow_html=True
        )


def _place(row: Row) -> str:
    """Document, its date and the paragraph."""
    title = title_of(row.text_or_none("document") or "")
    return joined(", ", filter(None, (title, period_words(row.text("dated")), row.text_or_none("paragraph"))))
