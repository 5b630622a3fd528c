"""A table's template: an empty sheet that helps while it is filled in, examples beside it, and the dictionary.

Only the first sheet is read when the workbook comes back: `Examples`, `Dictionary` and `Lists` say of themselves that
they are not.
"""

from __future__ import annotations

import io
from datetime import datetime

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from governance.help_sheets import NOT_READ
from governance.intake.reading.grid import letter
from governance.intake.understanding.values.typed_cells import words
from governance.names import areas, printed, states
from governance.tables import Column, Kind, Table
from governance.tables.known_years import FIRST_DAY, FIRST_YEAR, LAST_DAY, LAST_YEAR
from governance.words import say

_CREATED = datetime(2000, 1, 1)  # a fixed date, so that the same template is the same bytes
_LAST_ROW = 1_048_575  # of a worksheet, counted from 0
_LISTS = "Lists"
_TITLE, _MESSAGE = 32, 255  # characters that a spreadsheet program shows of a note beside a cell
_INLINE = 255  # characters of a list that may stand in the validation itself

CURRENCIES = ("CHF", "EUR", "USD")
"""Offered where nobody says which currencies are in use. Every other one may be written too."""

_TYPES: dict[Kind, dict[str, object]] = {
    Kind.DATE: {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY},
    Kind.YEAR: {"validate": "integer", "criteria": "between", "minimum": FIRST_YEAR, "maximum": LAST_YEAR},
    Kind.COUNT: {"validate": "integer", "criteria": "between", "minimum": -(2**31), "maximum": 2**31 - 1},
    Kind.MONEY: {"validate": "decimal", "criteria": "between", "minimum": -1e15, "maximum": 1e15},
    Kind.RATE: {"validate": "decimal", "criteria": "between", "minimum": -1e9, "maximum": 1e9},
    Kind.NUMBER: {"validate": "decimal", "criteria": "between", "minimum": -1e13, "maximum": 1e13},
}
_LOOKS = {Kind.DATE: "yyyy-mm-dd", Kind.MONEY: "#,##0.00", Kind.RATE: "0.########", Kind.NUMBER: "#,##0.####"}
_PLAIN_NUMBERS = (Kind.YEAR, Kind.COUNT)


def write_template(table: Table) -> bytes:
    """The workbook to fill in for `table`.

    Its drop-downs offer the usual currencies and the printed names of today's States; other currencies and other usual
    names of States may be written all the same.
    """
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        book.set_properties({"title": say(table.title), "created": _CREATED})
        bold = book.add_format({"bold": True})
        must = book.add_format({"bold": True, "bg_color": "#FFF2CC"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        sheet = book.add_worksheet(table.name)
        _examples(book.add_worksheet("Examples"), table, bold)
        _dictionary(book.add_worksheet("Dictionary"), table, bold, wrapped)
        lists = _lists(book.add_worksheet(_LISTS), table)
        for place, column in enumerate(table.columns):
            look = book.add_format(
                {"num_format": _LOOKS.get(column.kind, "0" if column.kind in _PLAIN_NUMBERS else "@")}
            )
            sheet.set_column(place, place, max(14, len(column.name) + 2), look)
            sheet.write_string(0, place, column.name, must if column.required else bold)
            sheet.data_validation(1, place, _LAST_ROW, place, _validation(column, lists.get(column.name)))
        sheet.freeze_panes(1, 0)
    return content.getvalue()


def example_rows(table: Table) -> list[dict[str, str]]:
    """Two rows as they may be: one with all that usually is known, one with only what must be."""
    happened = table.named_in(table.happened) if table.happened else None
    must = [column for column in table.columns if column.required or column.name == happened]
    usual = [
        column for column in table.columns if column in must or (column.kind is not Kind.DATE and _example(column))
    ]
    return [{column.name: _example(column) for column in columns} for columns in (usual, must)]


def _example(column: Column) -> str:
    if column.kind in (Kind.STATE, Kind.PARTY):
        return printed("XAA")
    return column.example or (column.choices[0] if column.choices else "")


def _states_of_today() -> list[str]:
    return [state.name for state in states() if not state.fictional and state.ended is None]


def _lists(sheet: Worksheet, table: Table) -> dict[str, object]:
    """What is offered in each column's drop-down: in the validation itself, or, where it is long, in this sheet."""
    found: dict[str, object] = {}
    for place, column in enumerate(table.columns):
        named = column.kind in (Kind.STATE, Kind.PARTY)
        areas_too = [area.name for area in areas()] if column.areas else []
        choices = (
            [*_states_of_today(), *areas_too]
            if named
            else CURRENCIES
            if column.kind is Kind.CURRENCY
            else words(column)
        )
        if not choices:
            continue
        sheet.write_string(0, place, column.name)
        sheet.write_column(1, place, choices)
        at = letter(place)
        short = len(",".join(choices)) <= _INLINE and not any("," in choice for choice in choices)
        found[column.name] = list(choices) if short else f"='{_LISTS}'!${at}$2:${at}${len(choices) + 1}"
    sheet.write_string(0, len(table.columns), say(NOT_READ))
    sheet.hide()
    return found


def _validation(column: Column, offered: object) -> dict[str, object]:
    """Help while a cell is filled in. It warns and never forbids: the intake reads more than it offers."""
    rule: dict[str, object] = {"validate": "list", "source": offered} if offered else _TYPES.get(column.kind, {})
    return {
        "validate": "any",
        **rule,
        "input_title": column.name[:_TITLE],
        "input_message": say(column.meaning)[:_MESSAGE],
        "error_type": "warning",
        "error_title": column.name[:_TITLE],
        "error_message": say("This is not what the column usually holds: {meaning}", meaning=say(column.meaning))[
            :_MESSAGE
        ],
        "show_error": column.kind is not Kind.PARTY,
    }


def _examples(sheet: Worksheet, table: Table, bold: Format) -> None:
    sheet.write_string(0, 0, say(NOT_READ))
    sheet.write_string(1, 0, say("It has examples. Fill in the sheet {table}.", table=table.name))
    sheet.write_row(2, 0, table.names, bold)
    for number, row in enumerate(example_rows(table), start=3):
        for place, name in enumerate(table.names):
            sheet.write_string(number, place, row.get(name, ""))
    sheet.set_column(0, len(table.names) - 1, 18)


def _dictionary(sheet: Worksheet, table: Table, bold: Format, wrapped: Format) -> None:
    heads = (say("Column"), say("Meaning"), say("Required"), say("Words allowed"), say("Example"))
    sheet.write_row(0, 0, heads, bold)
    sheet.write_string(0, len(heads), say(NOT_READ))
    for row, column in enumerate(table.columns, start=1):
        required = say("required") if column.required else say("may be left out")
        cells = (column.name, say(column.meaning), required, ", ".join(column.choices), _example(column))
        for place, cell in enumerate(cells):
            sheet.write_string(row, place, cell, wrapped)
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 60)
    sheet.set_column(2, 4, 24)
