"""What the page on assessment checks says and lists."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from governance.books import Answer
from governance.ui import show
from governance.ui.here import Here
from governance.ui.words import count, mark, say

WORDS = {
    "agrees": mark("agrees"),
    "rounding": mark("agrees but for rounding"),
    "part_year": mark("part of a year"),
    "no_rate": mark("no rate in the scale"),
    "differs": mark("differs"),
    "two_in_one": mark("two Members in one row"),
    "not_a_member": mark("not a Member"),
    "not_recorded": mark("a Member without a row"),
    "total_agrees": mark("the total agrees"),
    "total_gap": mark("the total differs"),
}
_QUIET = ("agrees", "rounding", "total_agrees")
_COLUMNS = ("year", "state", "finding", "words", "currency", "recorded", "predicted", "ratio")


def sentence(answer: Answer) -> str:
    """How many of all rows agree."""
    rows = answer.dicts()
    return say(
        "**{agreeing} of {rows}** recorded assessments are what the United Nations scale predicts, once its rates are "
        "raised in proportion so that those of the Members add up to 100 per cent.",
        agreeing=sum(int(str(row["agreeing"])) for row in rows),
        rows=sum(int(str(row["rows"])) for row in rows),
    )


def bars(answer: Answer, words: tuple[str, str]) -> pd.DataFrame:
    """For each year, how many rows agree and how many need an explanation: year, part, order, number."""
    rows = [
        {"year": row["year"], "part": word, "order": order, "number": number}
        for row in answer.dicts()
        for order, (word, number) in enumerate(
            zip(words, (row["agreeing"], int(str(row["rows"])) - int(str(row["agreeing"]))), strict=True)
        )
    ]
    return pd.DataFrame(rows, columns=["year", "part", "order", "number"])


def title(answer: Answer, year: str) -> str:
    """How many findings need an explanation."""
    number = sum(finding not in _QUIET for finding in answer.column("finding"))
    if year:
        return count("{number} finding in {year}", "{number} findings in {year}", number, year=year)
    return count("{number} finding in all years", "{number} findings in all years", number)


def findings(where: Here, answer: Answer) -> None:
    """The findings that need an explanation; the table's download has all rows."""
    frame = answer.frame()
    told = frame[~frame["finding"].isin(_QUIET)] if len(frame) else frame
    if told.empty:
        st.markdown(say("Every row agrees."))
    told = told.assign(finding=[say(WORDS[finding]) for finding in told["finding"]])
    show.table(where, answer, _COLUMNS, rows=told, key="findings")
