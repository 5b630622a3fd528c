"""The assumptions of a scenario in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby

from governance.books import Answer, Row
from governance.headings import label
from governance.names import name_of
from governance.wording import AMOUNT, figure
from governance.words import SEMICOLON, joined, say


def assumptions(given: Mapping[str, str | None], years: Answer) -> dict[str, str]:
    """Every assumption in words, in the order in which they are told; those left to defaults are written out.

    `given` names the treatment of new Members' contributions, also where it is the rulebook's own.
    """
    rows = years.dicts()
    base, later = rows[0], rows[1:]
    series = base["series"]
    return {
        say("Base year"): str(base.whole("year")),
        say("Up to"): str(rows[-1].whole("year")),
        say("Level of the base year"): say(AMOUNT, currency=base["currency"], figure=figure(base["amount"], ",.0f")),
        say("Growth"): _runs([(row["year"], row.text("assumed_growth")) for row in later]),
        say("Inflation"): say(
            "{told} ({series})",
            told=_runs([(row["year"], say("{percent} %", percent=figure(row["inflation_pct"], "f"))) for row in later]),
            series=label("series", series) if series else say("no price index"),
        ),
        say("Exchange rate"): _exchange_rate(rows),
        say("States that join"): _states(given.get("joins")),
        say("States that leave"): _states(given.get("leaves")),
        say("Contributions of new Members"): say("within the level")
        if given.get("newcomers") == "dilution"
        else say("on top of the level"),
        say("No rate above"): _per_cent(given.get("cap")),
        say("No rate below"): _per_cent(given.get("floor")),
        say("Scale and membership"): say(
            "the United Nations scale that each year uses, the last one kept on; for a Member that it does not list, "
            "the next one that does; the Members of the base year"
        ),
    }


def _exchange_rate(rows: Sequence[Row]) -> str:
    """The rate by year, with the series from which it was taken, if it was."""
    base = rows[0]
    if base["rate"] is None:
        return say("none")
    values = {
        "told": _runs([(row["year"], figure(row["rate"], "f")) for row in rows]),
        "currency": base["currency"],
        "other": base["converted_currency"],
    }
    if base["rate_series"] is None:
        return say("{told} ({currency} for one {other})", **values)
    series = label("series", base["rate_series"])
    return say("{told} ({currency} for one {other}, of the series “{series}”)", **values, series=series)


def _runs(values: Sequence[tuple[object, str]]) -> str:
    """2023-2026: zero nominal growth; 2027: +2 per cent."""
    told = []
    for text, group in groupby(values, key=lambda pair: pair[1]):
        years = [str(year) for year, _ in group]
        told.append(say("{year}: {what}", year="–".join(dict.fromkeys((years[0], years[-1]))), what=text))
    return joined(SEMICOLON, told)


def _states(text: str | None) -> str:
    parts = [part.strip().partition(":") for part in (text or "").split(",") if part.strip()]
    told = [say("{state} ({when})", state=name_of(state.strip()), when=when) for state, _, when in parts]
    return joined(SEMICOLON, told) if told else say("none")


def _per_cent(text: str | None) -> str:
    return say("{percent} %", percent=text) if text else say("none")
