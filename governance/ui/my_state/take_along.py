"""The account on paper, in the language of whoever reads: made when it is asked for, and not before."""

from __future__ import annotations

from governance.ui.parts import file_links
from governance.ui.parts.words import mark, say
from governance.ui.shell.here import Here
from governance.ui.shell.routes.addresses import STATEMENT, address

_FORMS = {"pdf": mark("Statement as PDF"), "xlsx": mark("Statement as workbook")}


def statement_on_paper(where: Here) -> None:
    """What a delegation takes along: the statement of account as PDF and as workbook."""
    papers = {
        say(label): address(where, STATEMENT.format(form=form), state=str(where.state))
        for form, label in _FORMS.items()
    }
    file_links.links(papers, buttons=True)
