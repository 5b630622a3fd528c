"""How the mandate appears: service areas with their other wordings, main areas with activities, and objectives."""

from __future__ import annotations

import streamlit as st

from governance.books import Answer
from governance.questions.rows import Row
from governance.sources import title_of
from governance.ui.parts import show
from governance.ui.parts.folded import folded
from governance.ui.parts.words import SEMICOLON, count, joined, say
from governance.ui.shell.here import Here

_COLUMNS = ("level", "main_area", "objective_set", "number", "words_of_mandate", "same_as", "paragraph", "document")


def of(answer: Answer, level: str) -> list[Row]:
    """The mandate's rows of one level."""
    return [row for row in answer.dicts() if row["level"] == level]


def sentence(answer: Answer) -> str:
    """What the Organization is for, in numbers, as its documents state it."""
    areas = [row for row in of(answer, "service_area") if row["same_as"] is None]
    objectives = of(answer, "objective")
    if not areas or not objectives:
        return say("What the Organization is for, as its documents state it.")
    last = max(row.whole("objective_set") for row in objectives)
    return say(
        "What the Organization is for, as its documents state it: **{areas} service areas** and "
        "**{number} objectives**, last revised in {year}.",
        areas=len(areas),
        number=sum(row["objective_set"] == last for row in objectives),
        year=last,
    )


def cited(rows: list[Row]) -> str:
    """The documents and paragraphs that state the rows, each once."""
    places: dict[str, None] = {}
    for row in rows:
        title = title_of(row.text_or_none("document") or "")
        places[", ".join(filter(None, (title, row.text_or_none("paragraph"))))] = None
    return joined(SEMICOLON, filter(None, places))


def service_areas(answer: Answer) -> None:
    """The service areas, each with the other wording that a document has for it."""
    rows = of(answer, "service_area")
    own = [row for row in rows if row["same_as"] is None]
    other = {row["same_as"]: row.text("words_of_mandate") for row in rows if row["same_as"]}
    st.header(say("{number} service areas", number=len(own)), anchor=False)
    lines = []
    for row in own:
        area = row.text("words_of_mandate")
        text = area[:1].upper() + area[1:]
        if area in other and other[area].casefold() != area.casefold():
            text = say("{area} (elsewhere: {wording})", area=text, wording=other[area])
        lines.append(say("1. {area}", area=text))
    st.markdown("\n".join(lines))
    st.caption(say("Source: {places}. Voluntary contributions are charted by these areas.", places=cited(rows)))


def main_areas(answer: Answer) -> None:
    """The main areas side by side with their activities, and below them what cuts across."""
    areas, activities, across = (of(answer, level) for level in ("main_area", "activity", "cross_cutting"))
    if areas:
        st.header(say("{number} main areas of work", number=len(areas)), anchor=False)
        with st.grid(4, min_column_width=220, gap="small"):
            for area in areas:
                own = [row for row in activities if row["main_area"] == area["words_of_mandate"]]
                with st.container(border=True, height="stretch"):
                    st.markdown(say("**{title}**", title=area["words_of_mandate"]))
                    st.markdown("\n".join(say("- {activity}", activity=_explained(row)) for row in own))
        st.caption(say("Source: {places}.", places=cited([*areas, *activities])))
    if across:
        words = count(
            "{number} activity that cuts across them", "{number} activities that cut across them", len(across)
        )
        st.header(words, anchor=False)
        st.markdown(joined(" · ", (row.text("words_of_mandate") for row in across)))
        st.caption(say("Source: {places}.", places=cited(across)))


def _explained(row: Row) -> str:
    """An activity, with what its note says where the document abbreviates it."""
    text = row.text("words_of_mandate")
    abbreviated = text.isupper() and row["note"]
    return say("{activity} ({meaning})", activity=text, meaning=row["note"]) if abbreviated else text


def objectives(answer: Answer, evidence: tuple[str, ...]) -> None:
    """The sets of objectives side by side, the earliest first, each objective with its paragraph."""
    rows = of(answer, "objective")
    years = sorted({row.whole("objective_set") for row in rows})
    if not years:
        return
    st.header(say("Objectives, and their revision"), anchor=False)
    for column, year in zip(st.columns(len(years)), years, strict=True):
        own = [row for row in rows if row["objective_set"] == year]
        with column:
            st.markdown(
                count("**{number} objective of {year}**", "**{number} objectives of {year}**", len(own), year=year)
            )
            st.markdown(
                "\n".join(
                    say("{number}. {objective}", number=row["number"], objective=row["words_of_mandate"]) for row in own
                )
            )
            st.caption(say("Source: {places}.", places=cited(own)))
    if "derived" in evidence:
        st.caption(say("The objectives are put in our own words; the paragraphs hold the text itself."))


def table(where: Here, answer: Answer) -> None:
    """Everything as a table, each row with its paragraph and document."""
    folded(
        say("The same as a table, with the paragraph of each"),
        lambda: show.table(where, answer, _COLUMNS, key="mandate"),
        key="mandate",
    )
