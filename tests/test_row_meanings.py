"""Columns that can change what rows mean: each is asked about once, answered on page and in the shell, remembered."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from governance.intake.understanding.columns import meaning_words
from governance.intake.understanding.sheet_decisions import ROWS, Answers, Decisions, named
from governance.intake.understanding.understand_file import understand_file
from governance.intake.understanding.understood import Remembered, Understanding
from governance.problems import Refused
from tests.awkward import Rows, csv_of
from tests.ledgers import batches_of
from tests.shell import Shell, rows_of

STATEMENT = [
    ["Date", "Payer", "Amount", "D/C", "Reference"],
    ["2024-02-05", "France", "400000.00", "C", "R1"],
    ["2024-03-07", "Japan", "300000.00", "C", "R2"],
    ["2024-03-09", "Japan", "50000.00", "D", "R3"],
]
STATUS = [
    ["Date", "Payer", "Credit", "Status"],
    ["2024-02-05", "France", "400000.00", "booked"],
    ["2024-02-05", "Japan", "300000.00", "cancelled"],
    ["2024-02-06", "Japan", "300000.00", "pending"],
]
FUNDS = [
    ["Year", "State", "Assessed contribution", "Fund"],
    ["2024", "France", "400000.00", "Administrative"],
    ["2024", "France", "9000.00", "Projects"],
    ["2024", "Japan", "300000.00", "Administrative"],
]


def understood(rows: Rows, remembered: Remembered | None = None, **decided: object) -> Understanding:
    decisions: Answers = {("march.csv", None): Decisions(**decided)}  # type: ignore[arg-type]
    (found,) = understand_file("march.csv", csv_of(rows), currency="CHF", decisions=decisions, remembered=remembered)
    return found


def amounts(found: Understanding) -> list[str | None]:
    assert found.sheet is not None, found.questions
    place = found.sheet.header.index("amount")
    return [cells[place] for _, cells in found.sheet.rows]


def under(rows: Rows, header: str, cells: Sequence[str]) -> Rows:
    """The rows with another last column."""
    return [[*row[:-1], cell] for row, cell in zip(rows, (header, *cells), strict=True)]


def test_a_banks_debit_and_credit_signs_are_asked_and_turn_the_amount() -> None:
    (question,) = understood(STATEMENT).questions
    assert (question.kind, question.letter, question.choices) == ("values", "D", ("C", "D"))
    assert question.readings == ("“C”: 2 rows, CHF 700,000.00", "“D”: 1 row, CHF 50,000.00")
    assert question.likely == ("take", "turn")
    found = understood(STATEMENT, values={named("D/C"): {"C": "take", "D": "turn"}})
    assert amounts(found) == ["400000.00", "300000.00", "-50000.00"]
    assert found.columns[3].how == ("Rows with “D” count with the opposite sign.",)


def test_what_has_a_minus_already_is_not_turned_again() -> None:
    rows = [*STATEMENT[:3], ["2024-03-09", "Japan", "-50000.00", "D", "R3"]]
    assert understood(rows).questions[0].likely == ("take", "take")


def test_of_what_members_owe_a_debit_is_what_adds() -> None:
    rows = [["Year", "State", "Amount", "Soll/Haben"], ["2024", "France", "5.00", "S"], ["2024", "Japan", "1.00", "H"]]
    (question,) = [one for one in understood(rows).questions if one.kind == "values"]
    assert dict(zip(question.choices, question.likely, strict=True)) == {"S": "take", "H": "turn"}


def test_rows_of_a_status_are_left_out_counted_and_summed() -> None:
    (question,) = understood(STATUS).questions
    assert question.likely == ("take", "leave out", "leave out")
    chosen = {"booked": "take", "cancelled": "leave out", "pending": "leave out"}
    found = understood(STATUS, values={named("Status"): chosen})
    assert amounts(found) == ["400000.00"]
    assert [(aside.header, aside.value, aside.told) for aside in found.aside] == [
        ("Status", "cancelled", "1 row, CHF 300,000.00"),
        ("Status", "pending", "1 row, CHF 300,000.00"),
    ]


def test_a_fund_asks_which_is_the_administrative_part_and_no_choice_refuses() -> None:
    (question,) = understood(FUNDS).questions
    assert question.message.startswith("“Fund” in column D: which value is the administrative part of the budget?")
    with pytest.raises(Refused) as refused:
        batches_of([("march.csv", csv_of(FUNDS))])
    assert [problem.rule for problem in refused.value.problems] == ["unclear-values"]
    found = understood(FUNDS, values={named("Fund"): {"administrative": "take", "*": "leave out"}})
    assert amounts(found) == ["400000.00", "300000.00"]
    assert found.aside[0].told == "1 row, CHF 9,000.00"


@pytest.mark.parametrize(
    ("header", "cells"),
    [("Dr/Cr", ["Cr", "Cr", "Dr"]), ("S/H", ["H", "H", "S"]), ("Soll/Haben", ["Haben", "Haben", "Soll"]),
     ("+/-", ["+", "+", "-"]), ("Sens", ["C", "C", "D"]), ("Cancelled", ["", "", "x"]), ("Annulé", ["non", "non", "oui"]),
     ("Type", ["Payment", "Payment", "Refund"]), ("Account", ["1000", "1000", "2000"]), ("Cuenta", ["A", "A", "B"]),
     ("Fonds", ["A", "A", "B"]), ("Flag", ["booked", "booked", "reversed"]), ("Kz", ["CR", "CR", "DR"]),
     ("Remarks", ["", "", "cancelled"])],
)  # fmt: skip
def test_every_kind_of_such_a_column_is_asked_about(header: str, cells: list[str]) -> None:
    found = understood(under(STATEMENT, header, cells), table="receipts")  # with an account it might be cash too
    assert [question.kind for question in found.questions if question.header == header] == ["values"], found.columns
    assert found.sheet is None


def test_a_column_that_says_that_all_rows_count_is_not_asked_about() -> None:
    found = understood(under(STATUS, "Status", ["booked", "Paid", "booked"]))
    assert amounts(found) == ["400000.00", "300000.00", "300000.00"]
    assert found.columns[3].how == ("All rows count as they stand.",)


def test_free_text_beside_the_amounts_is_only_named() -> None:
    found = understood(under(STATUS, "Colour", ["red", "green", "booked late"]))
    assert (found.questions, found.left_out) == ((), ("Colour",))


def test_an_answer_is_remembered_and_only_a_new_value_is_asked() -> None:
    first = understood(
        STATUS, values={named("Status"): {"booked": "take", "cancelled": "leave out", "pending": "leave out"}}
    )
    kept = Decisions.from_json(first.decisions.as_json())
    remembered = {("receipts", first.header_key): kept}
    again = understood(STATUS, remembered)
    assert amounts(again) == ["400000.00"]
    assert [one.likely for one in again.answered] == [("take", "leave out", "leave out")]
    (question,) = understood(under(STATUS, "Status", ["booked", "cancelled", "on hold"]), remembered).questions
    assert dict(zip(question.choices, question.likely, strict=True)) == {
        "booked": "take", "cancelled": "leave out", "on hold": ""}  # fmt: skip


def test_many_values_are_asked_about_together() -> None:
    rows = [[*STATUS[0][:3], "Account"], *(["2024-02-05", "France", "1.00", f"A{n:02}"] for n in range(40))]
    (question,) = understood(rows).questions
    assert (len(question.choices), question.choices[-1]) == (12, "*")
    assert question.readings[-1] == "all other values: 29 rows, CHF 29.00"
    assert len(amounts(understood(rows, values={named("Account"): {"A00": "leave out", "*": "take"}}))) == 39


def test_the_total_of_a_sheet_may_be_of_all_its_rows_or_of_those_that_are_taken() -> None:
    chosen = {named("Status"): {"booked": "take", "*": "leave out"}}
    for total, problems in (("1000000.00", 0), ("400000.00", 0), ("7.00", 1)):
        found = understood([*STATUS, ["", "Total", total, ""]], values=chosen)
        assert len(found.problems) == problems


def test_debit_and_credit_in_two_columns_are_one_signed_amount() -> None:
    rows = [
        ["Date", "Payer", "Debit", "Credit", "Reference"],
        ["2024-02-05", "France", "", "400000.00", "R1"],
        ["2024-03-07", "Japan", "0.00", "300000.00", "R2"],
        ["2024-03-09", "Japan", "50000.00", "", "R3"],
    ]
    found = understood(rows)
    assert amounts(found) == ["400000.00", "300000.00", "-50000.00"]
    assert [column.column for column in found.columns] == ["received", "state", "-amount", "amount", "reference"]
    assert "“Debit” in column C takes away." in found.columns[3].how
    minus = [[cell.replace("50000.00", "-50000.00") for cell in row] for row in rows]
    assert amounts(understood(minus)) == amounts(found)
    both = [*rows, ["2024-03-10", "Japan", "1.00", "2.00", "R4"]]
    assert [problem.rule for problem in understood(both).problems] == ["debit-and-credit"]
    either = [*rows, ["2024-03-10", "Japan", "-1.00", "", "R4"]]
    assert [problem.rule for problem in understood(either).problems] == ["sign-unclear"]


def test_of_an_account_debits_add_and_credits_take_away() -> None:
    rows = [["Dated", "State", "Year", "Soll", "Haben"], ["2024-01-01", "France", "2023", "5.00", ""],
            ["2024-01-01", "Japan", "2023", "", "2.00"]]  # fmt: skip
    (found,) = understand_file("march.csv", csv_of(rows), currency="CHF", table="opening_balances")
    assert amounts(found) == ["5.00", "-2.00"]


def test_books_kept_from_the_other_side_are_asked_about() -> None:
    rows = [["Date", "Payer", "Debit", "Credit"], ["2024-02-05", "France", "4.00", ""],
            ["2024-02-05", "Japan", "3.00", ""], ["2024-02-05", "Japan", "", "1.00"]]  # fmt: skip
    (question,) = understood(rows).questions
    assert question.choices == ("-amount", "amount", "")
    assert amounts(understood(rows, columns={named("Debit"): "amount"})) == ["4.00", "3.00", "-1.00"]
    assert amounts(understood(rows, columns={named("Debit"): "-amount"})) == ["-4.00", "-3.00", "1.00"]


@pytest.mark.parametrize(
    ("header", "cells"),
    [("Net amount", ["4", "3", "2"]), ("Brut", ["4", "3", "2"]), ("Balance", ["4", "7", "9"]),
     ("Credits applied", ["1.50", "2.00", "0.25"]), ("Payable", ["4", "3", "2"])],
)  # fmt: skip
def test_a_second_amount_is_asked_about_once(header: str, cells: list[str]) -> None:
    rows = under(STATUS, header, cells)
    (question,) = understood(rows).questions
    assert (question.kind, question.letter) == ("column", "D")
    first = understood(rows, columns={"D": None})
    assert amounts(first) == ["400000.00", "300000.00", "300000.00"]
    assert understood(rows, {("receipts", first.header_key): first.decisions}).questions == ()


@pytest.mark.parametrize(("header", "cells"), [("No.", ["1", "2", "3"]), ("Scale %", ["1.25", "2.50", "3.75"])])
def test_numbers_that_are_no_amounts_are_only_named(header: str, cells: list[str]) -> None:
    found = understood(under(STATUS, header, cells))
    assert (found.questions, found.left_out) == ((), (header,))


def test_the_register_has_words_for_each_kind_in_each_language() -> None:
    found = {(kind, role, language) for kind, role, language, words in meaning_words.rows() if all(words)}
    for kind in ("sign", "standing", "cancelled", "part", "type", "amount", "debit", "credit"):
        assert {(kind, "header", language) for language in ("en", "fr", "es", "de")} <= found
    assert {role for _, role, _ in found} == {"header", "credit", "debit", *ROWS}


def test_decisions_about_rows_that_cannot_be_meant_are_refused() -> None:
    for text in ('{"values": {"D": {"C": "perhaps"}}}', '{"values": {"D": "take"}}'):
        with pytest.raises(Refused):
            Decisions.from_json(text)


def test_the_shell_asks_answers_and_remembers(shell: Shell) -> None:
    Path("statement.csv").write_bytes(csv_of(STATUS))
    assert shell("init").exit_code == 0
    asked = shell("import", "statement.csv")
    assert asked.exit_code == 1
    assert 'or --leave-out, such as --take "Status=booked"' in asked.stdout
    stranger = shell("import", "statement.csv", "--take", "Stand=booked")
    assert "No sheet has the column of which “Stand=booked” speaks." in stranger.stdout
    said = ("--take", "Status=booked", "--leave-out", "Status=*")
    assert shell("import", "statement.csv", *said, "--acknowledge").exit_code == 0
    assert [row["amount"] for row in rows_of(shell("rows", "receipts", "--format", "csv"))] == ["400000.00"]
    Path("statement.csv").write_bytes(csv_of([STATUS[0], ["2024-05-05", "France", "7.00", "Booked"], STATUS[2]]))
    assert shell("import", "statement.csv", "--acknowledge").exit_code == 0
    found = rows_of(shell("rows", "receipts", "--format", "csv"))
    assert sum(Decimal(row["amount"]) for row in found) == Decimal("400007.00")


def test_a_remark_that_says_cancelled_among_others_is_asked_about() -> None:
    rows = under(STATUS, "Remarks", ["paid through UBS", "CANCELLED", ""])
    (question,) = understood(rows).questions
    assert (question.kind, question.letter) == ("values", "D")
    assert dict(zip(question.choices, question.likely, strict=True))["CANCELLED"] == "leave out"
    assert not understood(under(STATUS, "Remarks", ["paid through UBS", "not cancelled yet", ""])).questions
