"""Who joined, came back and left, year by year; and how long observers waited."""

from __future__ import annotations

from collections import Counter
from statistics import median

from governance.charts import stacked
from governance.charts.theme import BLUE, GREY, ORANGE, PURPLE, SKY, VERMILION
from governance.headings import label
from governance.questions.rows import Row
from governance.ui.parts import show
from governance.ui.parts.folded import folded
from governance.ui.parts.words import count, say
from governance.ui.shell.here import Here

_STEP = 5  # years
_EVENT_COLUMNS = ("period", "event", "state", "what", "members_after", "document", "note")


def changes(where: Here) -> None:
    """Joins, returns and departures year by year, and how long observers waited."""
    answer = where.ask("joins_and_departures")
    show.chart(
        where,
        answer,
        stacked(
            answer.dicts(),
            axis=say("States"),
            parts={
                "became_members": (say("joined directly"), BLUE),
                "from_observers": (say("were observers before"), SKY),
                "returned": (say("joined again"), PURPLE),
                "left": (say("left"), VERMILION),
            },
            counted=True,
            number=",.0f",
            below="left",
        ),
        title=_title(answer.dicts()),
        subtitle=say("Number of States in each year; below the line, those that left."),
        key="moves",
        happened=("constitution", "rule"),
        note=say("States that began or ceased to observe are in the table."),
    )
    _waits(where)
    events = where.ask("membership_events")

    def draw() -> None:
        frame = events.frame().iloc[::-1]
        shown = frame.assign(event=[label("event", event) for event in frame["event"]])
        show.table(where, events, _EVENT_COLUMNS, rows=shown, key="ev")

    folded(say("What documents say happened, event by event"), draw, key="ev", icon=":material/history_edu:")


def _title(rows: list[Row]) -> str:
    joined = sum(row.whole(name) for row in rows for name in ("became_members", "from_observers", "returned"))
    left = sum(row.whole("left") for row in rows)
    return say("{joined} joined or came back, {left} left", joined=joined, left=left)


def _waits(where: Here) -> None:
    answer = where.ask("time_as_observer")
    rows = answer.dicts()
    became = [row.whole("years_at_least") for row in rows if row["outcome"] == "member"]
    title = (
        count(
            "In the middle, the observers that joined had waited {number} year",
            "In the middle, the observers that joined had waited {number} years",
            int(median(became)),
        )
        if became
        else say("How long observers have waited")
    )
    show.chart(
        where,
        answer,
        stacked(
            _steps(rows),
            axis=say("States"),
            x="step",
            across=say("Whole years as an observer, at least"),
            parts={
                "member": (say("became Members"), BLUE),
                "observer": (say("still observers"), ORANGE),
                "ended": (say("no longer recorded"), GREY),
            },
            counted=True,
            number=",.0f",
        ),
        title=title,
        subtitle=say("Number of times as an observer, by how long each lasted at least."),
        key="waits",
        note=say("A time may have begun earlier than the first source that tells of it."),
    )


def _steps(rows: list[Row]) -> list[dict[str, object]]:
    """How many times as an observer there are of each outcome, in steps of years."""
    by_step = Counter((row.whole("years_at_least") // _STEP, row.text("outcome")) for row in rows)
    return [
        {"step": say("{low}-{high}", low=place * _STEP, high=place * _STEP + _STEP - 1)}
        | {outcome: by_step[place, outcome] for outcome in ("member", "observer", "ended")}
        for place in range(max((place for place, _ in by_step), default=-1) + 1)
    ]
