"""The page that an office would write for itself: what each State owes on a date, in a table and four charts."""

import os
from pathlib import Path

import altair as alt
import pandas as pd
import streamlit as st


@st.cache_resource
def held() -> tuple[pd.DataFrame, pd.DataFrame]:
    """The office's two sheets, read once: what was assessed, and what came in."""
    folder = Path(os.environ["OFFICE"])
    receipts = pd.read_csv(folder / "receipts.csv", parse_dates=["dated"], dtype={"state": "category"})
    return pd.read_csv(folder / "assessments.csv"), receipts.sort_values("dated")


def owed(assessed: pd.DataFrame, receipts: pd.DataFrame, on: pd.Timestamp) -> pd.DataFrame:
    """What is outstanding for each State and year on a date: the oldest debt is paid first."""
    due = assessed[assessed["year"] <= on.year].sort_values(["state", "year"])
    paid = receipts[: receipts["dated"].searchsorted(on, "right")].groupby("state", observed=True)["amount"].sum()
    before = due.groupby("state")["amount"].cumsum() - due["amount"]
    left = due["state"].map(paid).astype(float).fillna(0) - before
    return due.assign(owed=due["amount"] - left.clip(lower=0, upper=due["amount"]))


st.set_page_config("Contributions", layout="wide")
assessed, receipts = held()
on = pd.Timestamp(st.date_input("As of", pd.Timestamp("2026-10-31"), min_value=pd.Timestamp("1990-01-01")))
st.title("Arrears and voting")
now = owed(assessed, receipts, on)
old = now[(now["year"] < on.year) & (now["owed"] > 0)].assign(age=lambda rows: (on.year - rows["year"]).clip(upper=5))
ages = old.groupby(["state", "age"], as_index=False)["owed"].sum()
st.altair_chart(
    alt.Chart(ages, title="By year of debt").mark_bar().encode(y=alt.Y("state", sort="-x"), x="owed", color="age:O")
)
ends = [
    (year, owed(assessed, receipts, pd.Timestamp(year, 12, 31))["owed"].sum()) for year in range(on.year - 10, on.year)
]
recent = receipts[(receipts["dated"] > f"{on.year - 6}-12-31") & (receipts["dated"] <= on)]
curve = recent.groupby("dated", as_index=False)["amount"].sum()
curve = curve.assign(year=curve["dated"].dt.year, day=curve["dated"].dt.dayofyear)
curve["collected"] = curve.groupby("year")["amount"].cumsum()
left, middle, right = st.columns(3)
left.altair_chart(
    alt.Chart(pd.DataFrame(ends, columns=["year", "owed"]), title="At year's end")
    .mark_bar()
    .encode(x="year:O", y="owed")
)
middle.altair_chart(alt.Chart(curve, title="Collected").mark_line().encode(x="day", y="collected", color="year:N"))
years = assessed.groupby("year", as_index=False)["amount"].sum()
right.altair_chart(alt.Chart(years, title="Assessed").mark_bar().encode(x="year:O", y="amount"))
table = now.groupby("state").agg(assessed=("amount", "sum"), outstanding=("owed", "sum")).reset_index()
st.dataframe(table, hide_index=True)
