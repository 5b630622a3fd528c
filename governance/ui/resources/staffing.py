"""What the page on staffing and offices says: the staff in a sentence, ratios with their dates, changes, and shares."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import streamlit as st

from governance.books import Answer
from governance.charts import ranked, stacked
from governance.money import rounded
from governance.names import short
from governance.questions.rows import Row
from governance.sources import title_of
from governance.ui.parts import show, stated
from governance.ui.parts.named import named, with_names
from governance.ui.parts.numbers import day_words, hedged, month_short, number, percent, period_words, qualified
from governance.ui.parts.words import count, joined, mark, say
from governance.ui.shell import link
from governance.ui.shell.here import Here
from governance.ui.shell.menu import page_link

_HELP = {
    "headquarters_share_pct": mark("Staff at headquarters in per cent of all staff. {dates}. Document: {document}."),
    "staff_per_office": mark("All staff for each office in the field. {dates}. Document: {document}."),
    "staff_per_member": mark("All staff for each Member State. {dates}. Document: {document}."),
    "staff_per_million": mark(
        "All staff for each million of the administrative part of the budget. {dates}. Document: {document}."
    ),
}
_CHANGE_COLUMNS = ("office", "country", "office_change", "headcount_before", "headcount", "headcount_change")
_RATIO_COLUMNS = (
    "stated_for",
    "staff",
    "headquarters_share_pct",
    "field_offices",
    "staff_per_office",
    "members_then",
    "staff_per_member",
    "staff_per_million",
    "dates_combined",
    "document",
)
_BARS = 15
_STAFF_BY = {
    "country": mark("Staff by country on {day}"),
    "office": mark("Staff by office on {day}"),
    "category": mark("Staff by category on {day}"),
}


def sentence(where: Here, ratios: Answer) -> str:
    """The latest figure of all staff, with where they work as far as it is known."""
    if not ratios.rows:
        return say("No figure of staff is held here on this date.")
    row = ratios.dicts()[-1]
    staff = qualified(row["staff"], row["qualifier"])
    if row["basis"] == "counted" and row["field_offices"] is not None:
        return count(
            "On {day}, **{staff} staff** were in service: {share} of them at headquarters, the others in {offices} "
            "office in the field.",
            "On {day}, **{staff} staff** were in service: {share} of them at headquarters, the others in {offices} "
            "offices in the field.",
            int(row.amount("field_offices")),
            day=period_words(row.text("stated_for")),
            staff=staff,
            share=percent(row["headquarters_share_pct"]),
            offices=number(row["field_offices"]),
        )
    return say(
        "The latest figure of all staff is **{staff}**, for {date}.",
        staff=staff,
        date=stated.dated(row.text("stated_for"), row["note"]),
    )


def cards(ratios: Answer) -> None:
    """The latest ratio of each kind that can be worked out, with the dates that it combines."""
    rows = ratios.dicts()
    kinds = (
        ("headquarters_share_pct", say("Share at headquarters"), None),
        ("staff_per_office", say("Staff for each field office"), "offices_qualifier"),
        ("staff_per_member", say("Staff for each Member"), None),
        ("staff_per_million", "", None),
    )
    with st.grid(4, min_column_width=220, gap="small"):
        for name, label, other in kinds:
            row = next((row for row in reversed(rows) if row[name] is not None), None)
            _card(name, label, row, other)


def _card(name: str, label: str, row: Row | None, other: str | None) -> None:
    if name == "staff_per_million":
        label = say("Staff for each {currency} million", currency=row["currency"] if row else "")
    if row is None:
        st.metric(label, say("not known"), border=True, height="stretch")
        return
    loosely = row["qualifier"] != "exact" or bool(other and row[other] != "exact")
    value = _figure(name, row, loosely=loosely)
    label = say("{what}, {date}", what=label, date=period_words(row.text("stated_for")))
    told = say(_HELP[name], dates=row["dates_combined"], document=_document(row))
    st.metric(
        label,
        value,
        say("of the administrative budget") if name == "staff_per_million" else None,
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
        help=joined(" ", (told, say("To be known: {note}.", note=row["note"]))) if row["note"] else told,
    )


def _document(row: Row) -> str:
    return title_of(row.text_or_none("document") or say("no document named"))


def _figure(name: str, row: Row, *, loosely: bool) -> str:
    """A card's figure: a whole number where what it is worked out from is only "about" or "more than"."""
    if not loosely:
        return percent(row[name]) if name.endswith("_pct") else number(row[name])
    whole = rounded(row.amount(name), Decimal(1))
    return hedged(percent(whole, whole=True) if name.endswith("_pct") else number(whole), "about")


def ratios_table(where: Here, ratios: Answer) -> None:
    """Every figure of staff with what it was divided by, the latest first."""
    st.header(say("Staff beside offices, Members and the administrative budget"), anchor=False)
    st.caption(say("A figure is only divided by one of the same year. The dates that are combined stand in each row."))
    show.table(where, ratios, _RATIO_COLUMNS, rows=ratios.frame().iloc[::-1], key="ratios")


def choices(where: Here) -> tuple[str, str | None]:
    """By what staff are shown, and since which count changes are told: None where there is no earlier one."""
    by = {"country": say("Country"), "office": say("Office"), "category": say("Category")}
    days = [row.day("counted") for row in where.ask("staff_counts").dicts()][:-1]
    options = {day.isoformat(): day_words(day) for day in reversed(days)}
    with st.container(horizontal=True, gap="small"):
        chosen = str(link.choose("staff_by", say("Show staff by"), by, "country", width=220))
        if not options:
            return chosen, None
        since = link.choose("staff_since", say("Compare with the count of"), options, next(iter(options)), width=240)
    return chosen, since


def breakdown(where: Here, chosen: str) -> None:
    """Staff of the last count by country, office or category, and by category over time."""
    left, right = st.columns(2)
    with left:
        answer = where.ask(f"staff_by_{chosen}")
        rows = answer.dicts()
        shown = [row for place, row in enumerate(rows) if place < _BARS or _in_view(where, row, chosen)]
        show.chart(
            where,
            answer,
            ranked(
                [Row(row, name=_name(row, chosen), label=percent(row["share_pct"])) for row in shown],
                axis=say("Persons"),
                y="headcount",
                front=short(where.state) if where.state and chosen == "country" else None,
                number=",.0f",
                tips={"label": say("Share of all staff")},
            ),
            title=with_names(where, most_staff(rows, chosen)),
            subtitle=say(_STAFF_BY[chosen], day=day_words(rows[0].day("counted"))),
            key="staff_by",
            note=say("The {shown} largest of {all}; all are in the table.", shown=_BARS, all=len(rows))
            if len(rows) > _BARS
            else None,
        )
    with right:
        over_time = where.ask("staff_over_time")
        show.chart(
            where,
            over_time,
            stacked(
                [Row(row, count=_count_words(row.day("counted"))) for row in over_time.dicts()],
                axis=say("Persons"),
                x="count",
                y="headcount",
                series="category",
                parts={row["category"]: row.text("category") for row in over_time.dicts()},
                number=",.0f",
                counted=True,
            ),
            title=growth_title(where.ask("staff_counts").dicts()),
            subtitle=say("Staff at each count, by category, in persons"),
            key="staff_over_time",
        )


def _in_view(where: Here, row: Row, by: str) -> bool:
    return by == "country" and where.state is not None and row["country"] == where.state


def most_staff(rows: list[Row], by: str) -> str:
    """Where, or in which category, the most staff are."""
    if len(rows) > 1 and rows[0]["headcount"] == rows[-1]["headcount"]:
        return say(
            "Each of the {number} has as many staff: {staff}", number=len(rows), staff=number(rows[0]["headcount"])
        )
    return say(
        "{what} has the most staff: {share} of all", what=_name(rows[0], by), share=percent(rows[0]["share_pct"])
    )


def growth_title(counts: list[Row]) -> str:
    """What became of all staff from the first count to the last."""
    first, last = counts[0], counts[-1]
    values = {
        "now": number(last["headcount"]),
        "last": day_words(last.day("counted")),
        "before": number(first["headcount"]),
        "first": day_words(first.day("counted")),
    }
    if first is last:
        return say("{now} staff were counted on {last}", **values)
    if first["headcount"] == last["headcount"]:
        return say("There are as many staff on {last} as on {first}: {now} persons", **values)
    if last.whole("headcount") > first.whole("headcount"):
        return say("Staff grew from {before} persons on {first} to {now} on {last}", **values)
    return say("Staff shrank from {before} persons on {first} to {now} on {last}", **values)


def _name(row: Row, by: str) -> str:
    name = row.text_or_none(by) or say("not given")
    return short(name) if by == "country" and row["country"] else name


def _count_words(day: date) -> str:
    """A count by its year where it is one of the end of a year, else by its month."""
    return str(day.year) if (day.month, day.day) == (12, 31) else month_short(day)


def no_breakdown(where: Here) -> None:
    """What is said where no staff are held by country, office and category."""
    st.header(say("Where the staff are"), anchor=False)
    if "published" in where.books.evidence:
        st.markdown(say("No staff by country, office and category are published, so none are shown here."))
    else:
        st.markdown(say("No staff by country, office and category are held here on this date."))
    page_link(
        "staffing_and_offices",
        say("See them in the demonstration, about a made-up organization"),
        ":material/science:",
        ledger="demonstration",
        as_of="",
        version="",
        state="",
    )


def changes(where: Here, since: str) -> None:
    """Which offices opened, closed, grew or shrank since an earlier count: in the heading how many, then by name."""
    answer = where.ask("staffing_changes", since=since)
    found = [str(change) for change in answer.column("office_change")]
    st.header(changes_title(found, day_words(date.fromisoformat(since))), anchor=False)
    show.table(where, answer, _CHANGE_COLUMNS, key="changes")


def changes_title(found: list[str], day: str) -> str:
    """How many offices changed since a day, and how."""
    opened = found.count("opened")
    numbers = {name: found.count(name) for name in ("closed", "grown", "shrunk")}
    if not opened and not any(numbers.values()):
        return say("No office opened, closed, grew or shrank since {day}", day=day)
    return count(
        "Since {day}, {number} office opened, {closed} closed, {grown} grew and {shrunk} shrank",
        "Since {day}, {number} offices opened, {closed} closed, {grown} grew and {shrunk} shrank",
        opened,
        day=day,
        **numbers,
    )


def register(where: Here) -> None:
    """The offices open on the date; of the State in view, if one is chosen."""
    title = say("Offices open")
    if where.state:
        title = say("Offices open in {state}", state=named(where.state))
    st.header(title, anchor=False)
    answer = where.ask("offices", country=where.state)
    if answer.rows:
        show.table(where, answer, ("office", "country", "office_kind", "opened", "closed", "document"), key="offices")
    else:
        st.markdown(say("None on this date."))
