"""Every address of ours from which files leave, for the server; what is below them and is none is refused in words."""

from __future__ import annotations

from functools import partial

from starlette.routing import Route
from streamlit import config

from governance.ui.shell.routes import addresses, data, on_paper, recorded
from governance.ui.shell.routes.answering import nothing_there, sends


def routes() -> list[Route]:
    """The routes, below whichever path Streamlit's settings serve the dashboard."""
    base = str(config.get_option("server.baseUrlPath") or "").strip("/")
    before = f"/{base}/" if base else "/"
    answers = [
        sends(before + addresses.DATA.replace("{form}", form), partial(data.answer, form=form))
        for form in ("csv", "json", "xlsx")
    ]
    batches = [sends(before + addresses.ORIGINAL.replace("{batch}", "{batch:int}"), recorded.original)]
    batches += [
        sends(before + addresses.BATCH.format(batch="{batch:int}", form=form), partial(recorded.rows, form=form))
        for form in ("csv", "xlsx")
    ]
    tables = [
        sends(before + addresses.TABLE.replace("{form}", form), partial(data.rows, form=form))
        for form in ("csv", "xlsx")
    ]
    papers = [
        sends(before + path.replace("{form}", form), partial(made, form=form))
        for path, made in (
            (addresses.STATEMENT, on_paper.statement_of),
            (addresses.STATUS_REPORT, on_paper.report_of_all),
            (addresses.ADDENDUM, recorded.addendum_to),
        )
        for form in on_paper.FORMS
    ]
    papers += [
        sends(before + addresses.STATEMENTS, on_paper.statements_of_all),
        sends(before + addresses.CALENDAR, on_paper.calendar),
        sends(before + addresses.ISSUED, recorded.report_again),
    ]
    papers += [
        sends(before + addresses.AUDIT.format(form=form), partial(data.done, form=form)) for form in ("csv", "xlsx")
    ]
    nothing = [nothing_there(before + path) for path in ("data/{rest:path}", "papers/{rest:path}", "papers")]
    return [sends(f"{before}data", data.index), *answers, *batches, *tables, *papers, *nothing]
