"""Staff and offices: what documents state over time, what the core carries, and where the staff are."""

import streamlit as st

from governance.ui.parts import stated
from governance.ui.parts.words import say
from governance.ui.resources import staffing
from governance.ui.shell.here import here

where = here()
st.title(say("Staff and offices"), anchor=False)
ratios = where.ask("staff_ratios")
st.markdown(staffing.sentence(where, ratios))
counted = bool(where.ask("staffing").rows)
by, since = staffing.choices(where) if counted else (None, None)
stated.still_to_come(where, "staff_stated", "staffing_and_offices")
if ratios.rows:
    staffing.cards(ratios)
if by:
    staffing.breakdown(where, by)
if since:
    staffing.changes(where, since)

staff = where.ask("staff_stated")
if staff.rows:
    stated.dots(
        where,
        staff,
        say("Persons"),
        told="staff_total",
        subtitle=say("Persons, as documents state them: each dot is one figure of one document"),
        key="staff_stated",
        note=say(
            "With its “about” or “more than”; nothing is known between the dots. Documents count differently: "
            "operational staff of one may be more than all staff of another."
        ),
    )
offices = where.ask("offices_stated")
if offices.rows:
    note = say("Documents count different things: a dot of one kind is never the next point of another kind.")
    counted_in = say("Offices and places of work, as documents state them")
    stated.dots(
        where,
        offices,
        say("How many"),
        told="field_offices",
        subtitle=counted_in,
        key="offices_stated",
        note=note,
        only=stated.OFFICES,
    )
    counted_in = say("Programmes and projects, as documents state them")
    stated.dots(
        where,
        offices,
        say("How many"),
        told="active_projects",
        subtitle=counted_in,
        key="projects",
        note=note,
        only=stated.PROJECTS,
    )

if not counted:
    staffing.no_breakdown(where)
if where.ask("offices").rows:
    staffing.register(where)
if ratios.rows:
    staffing.ratios_table(where, ratios)
