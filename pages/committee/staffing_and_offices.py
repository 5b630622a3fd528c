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
stated.still_to_come(where, "staff_stated", "staffing_and_offices")
if ratios.rows:
    staffing.cards(ratios)

staff = where.ask("staff_stated")
if staff.rows:
    stated.dots(
        where,
        staff,
        say("Persons"),
        title=say("Staff, as documents state them"),
        key="staff_stated",
        note=say(
            "Each dot is one figure of one document, with its “about” or “more than”; nothing is known between them. "
            "Documents count differently: operational staff of one may be more than all staff of another."
        ),
    )
offices = where.ask("offices_stated")
if offices.rows:
    note = say("Documents count different things: a dot of one kind is never the next point of another kind.")
    title = say("Offices and places of work, as documents state them")
    stated.dots(where, offices, say("Number"), title=title, key="offices_stated", note=note, only=stated.OFFICES)
    title = say("Programmes and projects, as documents state them")
    stated.dots(where, offices, say("Number"), title=title, key="projects", note=note, only=stated.PROJECTS)

if where.ask("staffing").rows:
    staffing.breakdown(where)
    staffing.changes(where)
else:
    staffing.no_breakdown(where)
if where.ask("offices").rows:
    staffing.register(where)
if ratios.rows:
    staffing.ratios_table(where, ratios)
