"""Every page on every shipped ledger, opened through the door as a reader would; figures equal the shell's."""

from __future__ import annotations

import json
import re
from decimal import Decimal
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest
from click.testing import CliRunner
from streamlit.testing.v1 import AppTest

from governance.charts.frames import as_numbers
from governance.cli import main
from governance.names import printed
from governance.settings import LEDGERS, setting, target
from tests.shipped import PAGES, TODAY, as_read, charts_on, figure, open_page, table_on, tables_on, words_on
from tests.unsaid import on_page

pytestmark = pytest.mark.usefixtures("shipped")


RAW = re.compile(
    r"\{\w*\}|(?<![/\u200b])\b\d{4}-\d\d-\d\d\b(?![/\u200b])|\b(?:None(?!:)|nan|NaT)\b|(?<!\w)exact(?:ly|ement|amente)?$"
)
"""What no reader is shown: a value that was not filled in, a day as programs write it, what is no value, and the hedge
of a figure that has none."""


def raw(app: AppTest) -> list[str]:
    """What stands on the page as no reader writes it; a value of a widget is no text of it."""
    texts = {as_read(text) for text in on_page(app)}
    return [text for text in texts if RAW.search(text) and not re.fullmatch(r"[\d-]{10}", text)]


def shell(ledger: str, *arguments: str) -> list[dict[str, Any]]:
    """What the shell answers to the same question."""
    place = target(setting(ledger))  # type: ignore[arg-type]
    result = CliRunner().invoke(main, ["--ledger", place, "ask", *arguments, "--format", "json"])
    assert result.exit_code == 0, result.output
    return json.loads(result.output)


@pytest.mark.parametrize("ledger", [entry.key for entry in LEDGERS])
@pytest.mark.parametrize("page", [name for _, name in PAGES])
def test_every_page_opens_on_every_ledger(page: str, ledger: str) -> None:
    """The demonstration says on each that it is one, and what holds nothing how to bring something."""
    app = open_page(page, ledger=ledger)
    assert not app.exception
    assert not app.error, words_on(app)
    assert app.title
    assert not raw(app)
    for chart in charts_on(app):
        undrawable = [
            field for field in chart.schema if pa.types.is_decimal(field.type) or pa.types.is_binary(field.type)
        ]
        assert not undrawable, "a browser draws a decimal by its digits: 35.04 as 3504"
    said = "Demonstration - fictional States" in "\n".join(str(m.value) for m in app.markdown)
    assert said == (ledger == "demonstration")
    offered = any("hand in the spreadsheets of your office" in str(link.proto.label) for link in app.get("page_link"))
    if ledger == "yours":
        assert offered == (page != "upload")


@pytest.mark.parametrize("page", [name for _, name in PAGES])
def test_every_page_opens_with_a_state_in_view_and_on_an_early_date(page: str) -> None:
    for link in (
        {"state": "XDU", "language": "fr"}, {"as_of": "1992-02-29", "language": "es"}, {"as_of": "1951-01-01"}
    ):  # fmt: skip
        app = open_page(page, ledger="demonstration", **link)
        assert not app.exception
        assert not app.error, words_on(app)
        assert not raw(app)


def test_a_chart_draws_the_amounts_of_the_shell() -> None:
    app = open_page("assessed_budget", ledger="demonstration")
    drawn = next(chart for chart in charts_on(app) if {"year", "assessed"} <= set(chart.column_names))
    told = {row["year"]: str(row["assessed"]) for row in shell("demonstration", "totals", "--as-of", TODAY.isoformat())}
    assert drawn.num_rows > 30
    assert drawn.column("assessed").to_pylist() == [float(told[year]) for year in drawn.column("year").to_pylist()]


def test_a_frame_for_a_chart_holds_floats_where_money_stood() -> None:
    frame = pd.DataFrame(
        {"amount": [Decimal("35.04"), None], "day": [TODAY, TODAY], "year": [2025, 2026]}, dtype=object
    )
    drawn = as_numbers(frame)
    assert drawn["amount"].iloc[0] == 35.04
    assert [str(kind) for kind in drawn.dtypes] == ["float64", "datetime64[s]", "int64"]
    assert as_numbers(drawn).equals(drawn)


def test_the_balances_on_the_screen_are_the_shells() -> None:
    app = open_page("arrears_and_voting", ledger="demonstration", print="1")
    shown = table_on(app, "state", "arrears", "opening")
    told = shell("demonstration", "balances", "--as-of", TODAY.isoformat())
    told.sort(key=lambda row: printed(str(row["state"])))  # the shell's are in the order of codes
    assert list(shown["state"]) == [printed(str(row["state"])) for row in told]
    for name in ("opening", "assessed", "received", "adjusted", "arrears", "current_year", "credit"):
        exact = [Decimal(str(row[name])) for row in told]
        unit = Decimal(1) if max(map(abs, exact)) >= 1000 else Decimal("0.01")
        assert [figure(value) for value in shown[name]] == [value.quantize(unit) for value in exact]


def test_the_identity_is_shown_and_foots() -> None:
    app = open_page("arrears_and_voting", ledger="demonstration")
    line = next(str(m.value) for m in app.markdown if "opening" in str(m.value) and "credits" in str(m.value))
    row = shell("demonstration", "identity", "--as-of", TODAY.isoformat())[0]
    assert ":material/check_circle:" in line
    for name in ("opening", "assessed", "received", "adjusted", "arrears", "current_year", "credit"):
        assert f"{Decimal(str(row[name])):,.2f}" in line


def test_the_first_screen_has_the_shells_figures() -> None:
    """Of money and votes where they are known; where they are not, of Members."""
    counts = shell("iom", "member_counts", "--as-of", TODAY.isoformat())[0]
    shown = {metric.label: (metric.value, metric.delta) for metric in open_page(ledger="iom").metric}
    assert shown["Members"] == (str(counts["members"]), f"{counts['observers']} observer States")
    total = shell("demonstration", "identity", "--as-of", TODAY.isoformat())[0]
    votes = shell("demonstration", "voting", "--as-of", TODAY.isoformat())
    told = {metric.label: metric.value for metric in open_page(ledger="demonstration").metric}
    assert told["Arrears (CHF million)"] == f"{Decimal(str(total['arrears'])) / 1_000_000:.2f}"
    assert told["Votes lost or about to be"] == str(
        sum(row["may_vote"] == "no" or (row["no_vote_from"] or "") > TODAY.isoformat() for row in votes)
    )


def test_no_debt_is_shown_where_no_receipts_are_published() -> None:
    app = open_page("arrears_and_voting", ledger="iom")
    text = words_on(app)
    assert "What Members owe is not known" in text
    assert "owes" not in text.replace("Members owe", "")
    assert tables_on(app)
    assert all("outstanding" not in frame and "arrears" not in frame for frame in tables_on(app))


def test_one_state_in_view_has_its_own_account() -> None:
    app = open_page("arrears_and_voting", ledger="demonstration", state="XDU")
    row = shell("demonstration", "balances", "--as-of", TODAY.isoformat(), "--set", "state=XDU")[0]
    assert f"{printed('XDU')} owes CHF {Decimal(str(row['outstanding'])):,.2f}" in words_on(app)


def test_an_empty_ledger_invites_instead_of_failing() -> None:
    for page in ("arrears_and_voting", "assessed_budget", "sources"):
        app = open_page(page, ledger="yours")
        assert not app.exception
        assert not app.error


def test_a_state_is_chosen_on_the_statement_itself() -> None:
    app = open_page("statement", ledger="demonstration")
    choice = next(box for box in app.selectbox if box.key == "pick_state")
    choice.select("XDU").run()
    assert app.query_params["state"] == "XDU"
    assert app.title[0].value == printed("XDU")


def test_no_page_tells_a_delegate_to_use_the_shell() -> None:
    for page in ("arrears_and_voting", "overview", "statement"):
        assert "python -m" not in words_on(open_page(page, ledger="iom"))


def test_a_document_of_the_published_facts_stands_by_its_title() -> None:
    app = open_page("arrears_and_voting", ledger="iom")
    shown = table_on(app, "document")
    assert all("Financial Statistics" in str(document) for document in shown["document"])


def test_the_rules_are_told_in_words_and_not_by_the_names_of_parameters() -> None:
    app = open_page("rules", ledger="iom")
    told = " ".join(str(cell) for table in tables_on(app) for cell in table.to_numpy().ravel())
    assert "the two largest rates" in told
    assert "Holy See" in told
    assert not [cell for table in tables_on(app) for cell in table.to_numpy().ravel() if "_" in str(cell)]
