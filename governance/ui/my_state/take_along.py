"""The account on paper and the days ahead, to take along: made when they are asked for, and not before."""

from __future__ import annotations

from governance.ui.my_state import statement
from governance.ui.parts import file_links
from governance.ui.parts.words import mark, say
from governance.ui.shell import link
from governance.ui.shell.here import Here
from governance.ui.shell.menu import page_link
from governance.ui.shell.routes.addresses import CALENDAR, STATEMENT, address

_FORMS = {"pdf": mark("Statement as PDF"), "xlsx": mark("Statement as workbook")}


def statement_on_paper(where: Here) -> None:
    """What a delegation takes along: the statement of account as PDF and as workbook, and its calendar; with the way
    to the days ahead on the page itself."""
    papers = {
        say(label): address(where, STATEMENT.format(form=form), state=str(where.state))
        for form, label in _FORMS.items()
    }
    ahead = where.ask("calendar", state=where.state).rows
    if ahead:
        papers[say("Download calendar (.ics)")] = address(where, CALENDAR, state=str(where.state))
    file_links.links(papers, buttons=True)
    if ahead and statement.is_known(where):
        page_link("statement", say("The days ahead"), ":material/arrow_downward:", **{link.SECTION: "calendar"})
