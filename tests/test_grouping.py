"""Problems with one cause are said once, with how many rows they are in and where they begin."""

from __future__ import annotations

from governance.intake.service.grouping import grouped
from governance.problems import Problem


def unknown(
    row: int, value: str = "Nigerr", hint: str = "Did you mean Niger / Nigeria?", letter: str | None = "B"
) -> Problem:
    return Problem("state-unknown", f"“{value}” is not a State.", "a.xlsx", "march", row, "state", value, hint, letter)


def test_one_unknown_state_in_many_rows_is_one_cause() -> None:
    (group,) = grouped(unknown(row) for row in range(2, 42))
    assert (group.number, group.cells, group.first.row) == (40, ("B2", "B3", "B4"), 2)
    assert group.message == "“Nigerr” is not a State. The same in 39 other rows."
    assert group.first.suggestion == "Did you mean Niger / Nigeria?"


def test_two_unknown_states_with_their_own_suggestions_are_two_causes() -> None:
    groups = grouped([unknown(2), unknown(3, "Korea", "Did you mean Republic of Korea?"), unknown(4)])
    assert [(group.number, group.first.value) for group in groups] == [(2, "Nigerr"), (1, "Korea")]
    assert groups[0].message == "“Nigerr” is not a State. The same in 1 other row."
    assert groups[1].message == "“Korea” is not a State."


def test_a_column_in_the_wrong_format_throughout_is_one_cause() -> None:
    days = [Problem("not-a-date", f"“{day}.1.24” is not a date.", "a.csv", None, day, "received", suggestion="Write ISO.")
            for day in range(2, 32)]  # fmt: skip
    (group,) = grouped(days)
    assert group.message == "“2.1.24” is not a date. The like in 29 other rows."
    assert group.cells == ("row 2", "row 3", "row 4"), "a csv file has rows, not cells"


def test_errors_come_before_warnings_and_sheets_stay_apart() -> None:
    unusual = Problem("day-ahead", "2042 lies ahead.", "a.xlsx", "march", 2, "received", warning=True)
    elsewhere = Problem("state-unknown", "“Nigerr” is not a State.", "a.xlsx", "april", 2, "state")
    groups = grouped([unusual, unknown(2), elsewhere])
    assert [(group.warning, group.first.sheet) for group in groups] == [
        (False, "march"),
        (False, "april"),
        (True, "march"),
    ]
    assert [group.cells for group in grouped([Problem("file-ending", "Not read.")])] == [()], "some have no place"
