"""The door: who you are, which ledger, which date, the menu. Nothing else."""

import logging
import secrets
from pathlib import Path

import streamlit as st

from governance.access import reader
from governance.problems import Refused
from governance.settings import ROOT
from governance.ui.parts import show
from governance.ui.parts.words import say
from governance.ui.shell import frame, gate, link
from governance.ui.shell.here import here
from governance.ui.shell.menu import is_for

ICON = ROOT / "governance" / "ui" / "icon.svg"  # a name of Streamlit's own icons would be fetched from outside
# To add a page: its file in pages/<audience>/, and one line here.
MENU = {
    say("Governing bodies"): [
        ("committee/overview.py", say("Overview"), ":material/dashboard:"),
        ("committee/assessed_budget.py", say("Assessed budget"), ":material/pie_chart:"),
        ("committee/zero_nominal_growth.py", say("Zero nominal growth"), ":material/trending_flat:"),
        ("committee/who_gained_and_who_paid.py", say("Who gained and who paid"), ":material/swap_vert:"),
        ("committee/what_if.py", say("What if"), ":material/science:"),
        ("committee/members_and_observers.py", say("Members and observers"), ":material/public:"),
        ("committee/governing_bodies.py", say("Governing bodies"), ":material/account_balance:"),
        ("committee/staffing_and_offices.py", say("Staffing and offices"), ":material/groups:"),
        ("committee/operational_funding.py", say("Operational funding"), ":material/volunteer_activism:"),
    ],
    say("Delegations"): [
        ("delegation/statement.py", say("Statement of account"), ":material/receipt_long:"),
        ("delegation/arrears_and_voting.py", say("Arrears and voting"), ":material/how_to_vote:"),
    ],
    say("Finance"): [
        ("finance/upload.py", say("Hand in spreadsheets"), ":material/upload_file:"),
        ("finance/register.py", say("Register of uploads"), ":material/inventory:"),
        ("finance/closing.py", say("Closing a year"), ":material/event_available:"),
        ("finance/assessment_checks.py", say("Assessment checks"), ":material/rule:"),
    ],
    say("About"): [
        ("about/mandate.py", say("Mandate"), ":material/flag:"),
        ("about/rules.py", say("Rules"), ":material/gavel:"),
        ("about/sources.py", say("Sources"), ":material/menu_book:"),
    ],
}
_FIRST = next(iter(MENU.values()))[0][0]
_HOME = "home"  # a name that Streamlit keeps for the page at the root, which shall not be the page's own


def menu() -> st.Page:
    """The menu by audience; the first page is where everyone arrives, and it answers to its own name as well."""
    pages = {
        audience: [
            st.Page(
                ROOT / "pages" / file,
                title=title,
                icon=icon,
                url_path=_HOME if file == _FIRST else None,
                visibility="visible" if is_for(reader(), Path(file).stem) else "hidden",
            )
            for file, title, icon in entries
        ]
        for audience, entries in MENU.items()
    }
    by_name = st.Page(ROOT / "pages" / _FIRST, url_path=Path(_FIRST).stem, visibility="hidden")
    next(iter(pages.values())).append(by_name)
    return st.navigation(pages, expanded=True)


def draw() -> None:
    """One run of the script, for one visitor."""
    st.set_page_config(page_title=say("Contributions and membership"), page_icon=str(ICON), layout="wide")
    page = menu()
    frame.style()
    try:
        link.read()
        frame.ledger_choice()
        where = here()
        frame.choices(where)
        frame.strip(where, page.url_path)
        link.write()  # now, since a page may stop its script early
        if is_for(where.reader, page.url_path):
            page.run()
        else:
            show.read_only()
    except Refused as refused:
        show.refusal(refused.problems)
    except Exception as error:
        number = secrets.token_hex(4)
        logging.exception("unexpected error %s", number)
        show.unexpected(error, number)
    link.write()


if __name__ == "__main__":
    draw()  # Streamlit runs this file as a script for each visitor ...
else:
    app = st.App(__file__, middleware=gate.guards())  # ... and imports it once, for the server
