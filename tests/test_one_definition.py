"""Two accounts of what is outstanding - SQL for all Members at once, a rule for one Member on many days - are one."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from governance.access import LOCAL
from governance.books.books import _Asking
from governance.questions.accounts import accounts
from governance.rules.balance import outstanding
from tests.oracle import Fact
from tests.random_ledgers import books_over, days, histories


@given(histories, st.lists(days, min_size=1, max_size=4), st.booleans())
def test_the_rule_and_the_books_agree_to_the_cent(facts: list[Fact], on: list[date], honours: bool) -> None:
    books = books_over(facts, honours)
    known = accounts(_Asking(books, on[0], LOCAL))
    for day in on:
        told = {(row["state"], row["currency"]): row for row in books.ask("balances", day).dicts()}
        for key, account in known.items():
            found = outstanding(account, day, honours)
            if key not in told:  # nothing was due or paid by the day
                assert found.outstanding == found.credit == 0
                continue
            row = told[key]
            assert (row["known"] == "yes") == found.known
            assert (row["arrears"], row["current_year"], row["credit"]) == (
                found.arrears,
                found.current_year,
                found.credit,
            )
        for row in books.ask("outstanding", day).dicts():
            account = known[str(row["state"]), str(row["currency"])]
            assert row["outstanding"] == outstanding(account, day, honours).by_year.get(int(str(row["year"])), 0)
