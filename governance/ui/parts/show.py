"""How answers appear: tables with units and downloads, charts with their table beside, refusals in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import NoReturn

import pandas as pd
import streamlit as st
from streamlit.elements.lib.column_types import ColumnConfig
from streamlit.runtime.scriptrunner import StopException

from governance.access import OWN, Reader
from governance.books import Answer
from governance.charts import Drawing, Event, Numbered, Picture, annotated, annotated_alike, as_numbers
from governance.papers.answer_files import one_currency
from governance.problems import Problem, of_the_system
from governance.settings import target
from governance.tables import Kind
from governance.terms import TERMS
from governance.ui.parts import cells, explained, file_links, sourcing, tables
from governance.ui.parts.folded import folded
from governance.ui.parts.named import with_names
from governance.ui.parts.numbers import DAY_TYPED
from governance.ui.parts.words import bare, joined, mark, say, titles
from governance.ui.shell import link
from governance.ui.shell.here import Here, forget_session_choice
from governance.ui.shell.routes.addresses import of_answer, to_copy
from governance.ui.shell.routes.taken import note
from governance.words import language, reading_in

_PICTURES = {"png": mark("Picture (PNG)"), "svg": mark("Picture to print (SVG)")}


def table(
    here: Here,
    answer: Answer,
    columns: Sequence[str] | None = None,
    *,
    rows: pd.DataFrame | None = None,
    key: str | None = None,
    totals: Sequence[str] = (),
) -> None:
    """An answer as a table, with downloads; the page's foot tells its source.

    `columns` picks and orders; exports always have all. `rows` shows part of the answer's rows (a frame of them)
    in its place. `totals` are the columns whose sum means something, for the foot; two currencies are
    never added.
    """
    currency = one_currency(answer)
    names = columns or answer.columns
    hedges = {hedge for hedge, figures in cells.HEDGES.items() if not set(figures).isdisjoint(names)}
    shown = [name for name in names if name not in hedges and not (currency and name == "currency")]
    held = answer.frame([name for name in answer.columns if name in {*shown, *hedges}]) if rows is None else rows
    frame = cells.stated(held)[shown]
    unknown = "known" in answer.columns
    tables.draw(
        here,
        frame,
        cells.of_terms([TERMS[name] for name in shown], frame, currency),
        alt=say(answer.question.title),
        key=key or answer.question.name,
        totals=tables.sums(frame, totals, unknown=unknown) if currency or "currency" not in answer.columns else {},
        nothing=say("not known") if unknown else "–",
    )
    sourcing.remember(answer)
    downloads(here, answer)


def words(frame: pd.DataFrame, *, alt: str, key: str | None = None) -> None:
    """Rows that are words and no answer's. With a `key` the first ten of them, and the others when asked for."""
    tables.draw(None, frame, [cells.of_words(str(name), list(frame[name])) for name in frame], alt=alt, key=key)


def chart(
    here: Here,
    answer: Answer,
    drawing: Drawing,
    *,
    title: str,
    key: str,
    subtitle: str | None = None,
    note: str | None = None,
    columns: Sequence[str] | None = None,
    table_rows: pd.DataFrame | None = None,
    nothing: str | None = None,
    happened: Sequence[str] = (),
) -> None:
    """A chart under its title, and the same figures as a table to open and download.

    `title` says what is found, `subtitle` what is measured, with its unit. `nothing` is the one sentence that stands in
    place of it all where there are no rows. `table_rows` are the answer's rows as the table is to show them, where keys
    of theirs are to be read as words. `happened` names what the events are about (see the question `events`) that are
    marked on a chart of time and told below it.
    """
    title = here.titled(title) if answer.foreseen_from else title
    if drawing.frame.empty and nothing:
        st.markdown(nothing)
        return
    st.header(title, anchor=False, help=explained.behind(title, subtitle or ""))
    if drawing.frame.empty:
        st.caption(say("There is nothing to draw on this date."))
        return
    if subtitle:
        st.caption(subtitle)
    drawing, numbered = annotated(drawing, _events(here, happened))
    st.vega_lite_chart(as_numbers(drawing.frame), drawing.spec, alt=bare(title), key=f"chart_{key}")
    told = _told_below(here, numbered, note)
    _the_same(here, answer, Picture(title, subtitle or "", {"": drawing}, told), key, columns, table_rows)


def multiples(
    here: Here,
    answer: Answer,
    drawings: Mapping[str, Drawing],
    *,
    title: str,
    subtitle: str,
    key: str,
    note: str | None = None,
    happened: Sequence[str] = (),
) -> None:
    """Small charts side by side, each under its words, with one title and one table of the same figures for all; of the
    events that `happened` names the latest few, told once below them."""
    st.header(title, anchor=False, help=explained.behind(title, subtitle))
    st.caption(subtitle)
    marked = annotated_alike(list(drawings.values()), _events(here, happened))
    drawings = {words: one.drawing for words, one in zip(drawings, marked, strict=True)}
    numbered = marked[0].numbered if marked else ()
    with st.grid(3, min_column_width=300, gap="small"):
        for place, (words, drawing) in enumerate(drawings.items()):
            with st.container():
                st.markdown(words)
                st.vega_lite_chart(as_numbers(drawing.frame), drawing.spec, alt=bare(words), key=f"chart_{key}_{place}")
    told = _told_below(here, numbered, note)
    _the_same(here, answer, Picture(title, subtitle, drawings, told), key)


def _the_same(
    here: Here,
    answer: Answer,
    picture: Picture,
    key: str,
    columns: Sequence[str] | None = None,
    rows: pd.DataFrame | None = None,
) -> None:
    """What a chart shows, as a table, and as a picture to take along; made when it is opened."""
    sourcing.remember(answer)

    def draw() -> None:
        table(here, answer, columns, rows=rows, key=f"table_{key}")
        _pictures(here, answer, picture, key)

    folded(say("The same as a table or a picture"), draw, key=key)


def _pictures(here: Here, answer: Answer, picture: Picture, key: str) -> None:
    """The chart to take along as a picture, with all its words in it; made when somebody asks for it. It follows from
    what is drawn here and from no address."""
    if link.on_paper():
        return
    drawn = {_read(words): one for words, one in picture.drawings.items()}
    written = Picture(_read(picture.title), _read(picture.subtitle), drawn, list(map(_read, picture.foot)))
    name = f"{here.ledger.key}-{key}-{answer.as_of.isoformat()}-{language.get()}"
    with st.container(horizontal=True, gap="small"):
        for form, label in _PICTURES.items():
            file_links.button(
                say(label),
                partial(_picture, here, answer, written, f"{name}.{form}", language.get()),
                f"{name}.{form}",
                key=f"{form}_{key}",
                type="tertiary",
                icon=":material/image:",
            )


def _picture(here: Here, answer: Answer, picture: Picture, name: str, code: str) -> bytes:
    """The picture with its source, outside of the page's run: so the language goes with it."""
    from governance.charts import pictures  # here and not above: it holds 200 MB, and few pages are asked for one

    with reading_in(code):
        sourced = picture._replace(foot=[*picture.foot, sourcing.of_answer(here, answer)])
    content = pictures.to_png(sourced) if name.endswith("png") else pictures.to_svg(sourced)
    if (shown := answer.question.delegations) and shown.rows == OWN:
        state = dict(answer.given).get("state")
        note(here.reader, target(here.ledger), here.books.version, str(state) if state else None, name)
    return content


def _read(words: str) -> str:
    """A sentence as it reads in a picture, without the stars of what is bold."""
    return bare(words).replace("**", "")


def _events(here: Here, about: Sequence[str]) -> list[Event]:
    if not about:
        return []
    return [Event(row.day("day"), row.text("words")) for row in here.ask("events").dicts() if row["about"] in about]


def _told_below(here: Here, numbered: Numbered, note: str | None) -> list[str]:
    """What the numbers on a chart stand for, and the note on it, as they are written below it."""
    told = [joined(" ", (_told(here, number, events) for number, events in numbered))] if numbered else []
    told += [note] if note else []
    for words in told:
        st.caption(words)
    return told


def _told(here: Here, number: int, events: Sequence[Event]) -> str:
    """What a number on the chart stands for."""
    words = with_names(here, joined(" ", (event.words for event in events)))
    return say("**{number}** · {year}: {words}", number=number, year=events[0].day.year, words=words)


def downloads(here: Here, answer: Answer) -> None:
    """The answer as csv and as a workbook, each at its address: exact, with no cell that a spreadsheet would run."""
    file_links.links(
        {
            say("Download csv"): of_answer(here, answer, "csv"),
            say("Download workbook"): of_answer(here, answer, "xlsx"),
        },
        copy=to_copy(here, answer, "csv"),
    )


def end() -> NoReturn:
    """End the page here: its foot comes still, which Streamlit's own `st.stop` would take with it."""
    raise StopException


def refusal(problems: Sequence[Problem]) -> None:
    """What is wrong, in words, and the way out."""
    for problem in problems:
        st.error(joined(" ", (problem.message, problem.suggestion or "")), icon=":material/block:")
    if [problem.column for problem in problems if problem.rule == "link-value"] == ["state"]:
        st.button(say("Choose a State"), on_click=forget_session_choice, args=("state",), icon=":material/restart_alt:")
    elif any(problem.rule in ("link-value", "no-such-version", "parameter-value") for problem in problems):
        st.button(
            say("Start again from the ledger's last day"), on_click=forget_session_choice, icon=":material/restart_alt:"
        )


def no_budget() -> None:
    """In place of what rests on budgets, where none is held: what is missing, and how to bring it."""
    st.markdown(
        say(
            "No budget and no assessments are held here on this date. Hand in the table “{budgets}” (or "
            "“{assessments}”), a price index in “{prices}”, and its currency in “{price_series}”: then this page shows "
            "what a frozen budget is still worth.",
            **titles("budgets", "assessments", "prices", "price_series"),
        )
    )


def read_only(reader: Reader) -> None:
    """In place of a page for whoever changes ledgers or sees all accounts, to a reader who does not."""
    if reader.subject:
        st.info(say("None of your roles opens this page."), icon=":material/lock:")
        return
    st.info(
        say(
            "This page is for finance staff. The dashboard is published here to be read: nothing is changed from here."
        ),
        icon=":material/lock:",
    )


def unexpected(error: Exception, number: str) -> None:
    """An error of the machine's, in its words; or of the software's own making, without its entrails."""
    if problem := of_the_system(error):
        refusal([problem])
        return
    st.error(
        say(
            "Something went wrong that should not have. What you did last may not have been done: the register of "
            "uploads tells. Please report number {number}; the server's log has the details under it.",
            number=number,
        ),
        icon=":material/bug_report:",
    )


def column(name: str) -> ColumnConfig:
    """How the column of that term looks where rows are picked, which only Streamlit's own table can do."""
    term = TERMS[name]
    if term.kind is Kind.MONEY:
        return st.column_config.NumberColumn(term.label, help=say(term.meaning), format="%,.2f")
    if name == "recorded_at":
        return st.column_config.DatetimeColumn(term.label, help=say(term.meaning), format=f"{DAY_TYPED} HH:mm:ss")
    if term.kind is Kind.DATE:
        return st.column_config.DateColumn(term.label, help=say(term.meaning), format=DAY_TYPED)
    return st.column_config.Column(term.label, help=say(term.meaning))
