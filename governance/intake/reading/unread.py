"""What is said of a file that is not read: a table of the rules, each with its sentence and what to do about it."""

from __future__ import annotations

from typing import Any

from governance.problems import Message, Messages, Problem, Refused
from governance.words import mark, say

MIB = 1024 * 1024

ENDINGS = (".csv", ".xls", ".xlsx", ".ods")
OF_BANKS = (".xml", ".sta", ".940", ".mt940", ".txt")
"""The endings that banks give their statements."""

_ASK_WHO = mark("Open it in your spreadsheet program and save it again; if it was sent to you, ask who made it.")
_SAVE_AS = mark("Open it in your spreadsheet program and save it again as {kind}.")
_ASK_BANK = mark("Ask the bank for the account’s statement: camt.053 in version 02, 04 or 08, or MT940.")
_ANEW = mark("Download it from the bank again, and hand it in as it comes.")
_ONE_OF = mark("Save the sheet as one of: {known}.")
_LOWER = mark(
    "Delete what is not part of the table, blank rows and columns at its end too, or hand it in by parts; "
    "whoever runs this software can raise the limit {value}."
)

_LIMITS = {
    "file_mib": mark("The file is larger than {limit:,} MiB."),
    "unpacked_mib": mark("Unpacked, the file would be larger than {limit:,} MiB."),
    "part_mib": mark("A part of the file that is no sheet is larger than {limit:,} MiB."),
    "entries": mark("The file is made of more than {limit:,} parts."),
    "sheets": mark("The file has more than {limit:,} sheets."),
    "rows": mark("There are more than {limit:,} rows."),
    "columns": mark("There are more than {limit:,} columns."),
    "cells": mark("The file's sheets spread over more than {limit:,} cells, blank ones included."),
    "cells_anew": mark("A sheet that is not written as Excel writes it has more than {limit:,} cells."),
    "unpacked_times": mark("A part of the file unpacks to more than {limit:,} times its size."),
    "characters": mark("A cell holds more than {limit:,} characters."),
    "memory_mib": mark("Reading the file takes more than {limit:,} MiB of memory."),
    "seconds": mark("Reading the file takes more than {limit:,} seconds."),
    "output_mib": mark("What is read of the file comes to more than {limit:,} MiB."),
}

MESSAGES = Messages({
    **{f"over-limit {limit}": Message(sentence, _LOWER) for limit, sentence in _LIMITS.items()},
    "file-false-size": Message(mark("The part {part} of the file unpacks to another size than it declares."), _ASK_WHO),
    "file-ending": Message(mark("Files ending in {ending} are not read."), _ONE_OF),
    "file-ending known": Message(mark("Files ending in {ending} are not read: this is {what}."), _ONE_OF),
    "file-not-as-named": Message(
        mark("The file's name says {kind}, but what is in it is not a whole {kind} file."),
        _SAVE_AS,
    ),
    "file-not-as-named known": Message(mark("The file's name says {kind}, but in it is {what}."), _SAVE_AS),
    "file-damaged": Message(
        mark("The {kind} file is cut off or damaged."),
        mark("Copy or download it again; if it opens in your spreadsheet program, save it again there."),
    ),
    "reading-not-started": Message(
        mark("The machine is too busy to read the file now."),
        mark("Hand it in again in a minute; if that does not help, tell whoever runs this software."),
    ),
    "file-unreadable": Message(mark("The file could not be read to its end: reading it broke down."), _ASK_WHO),
    "file-password": Message(
        mark("The file is protected with a password."),
        mark("Save it without a password and hand that in."),
    ),
    "file-macros": Message(
        mark("The workbook holds macros, which are programs."),
        mark("Save it as .xlsx, which holds none, and hand that in."),
    ),
    "file-external": Message(
        mark("The workbook is linked to another file: {value}."),
        mark("Break the link in your spreadsheet program (the values stay), and save it again."),
    ),
    "file-cells-repeated": Message(
        mark("A sheet of the file names the same cell twice, or its cells out of their order."),
        _ASK_WHO,
    ),
    "file-encoding": Message(
        mark("The part {part} of the file is not written in UTF-8, as spreadsheet programs write it."),
        _ASK_WHO,
    ),
    "file-entities": Message(
        mark("The part {part} of the file defines entities, which no spreadsheet program writes."),
        _ASK_WHO,
    ),
    "file-no-table": Message(
        mark("Nothing in the file is set out as a table."),
        mark("Put the names of the columns in one row and the figures below, or start from a template."),
    ),
    "bank-other": Message(
        mark("This is {what}, not a statement of booked entries."),
        _ASK_BANK,
    ),
    "bank-version": Message(
        mark("The message is {form}, which is not read."),
        mark("Ask the bank for a version that is read: {known}."),
    ),
    "bank-encoding": Message(mark("The bank’s file is not written in UTF-8."), _ANEW),
    "bank-entities": Message(mark("The file defines entities, which no bank’s statement does."), _ANEW),
    "bank-damaged": Message(mark("The bank’s file is cut off or damaged."), _ANEW),
    "bank-nothing": Message(mark("There is no statement in the bank’s file."), _ASK_BANK),
    "bank-cell": Message(mark("Entry {entry} of the statement: {element} is {value}."), _ANEW),
    "bank-cell statement": Message(mark("The statement’s own {element} is {value}."), _ANEW),
    "bank-payment": Message(
        mark(
            "Entry {entry} of the statement is made of several payments, and one of them is {value}: what came of it "
            "in {currency}, the currency of the account, is not told."
        ),
        mark("Ask the bank for a file that tells each payment in the currency of the account."),
    ),
    "bank-line": Message(mark("Statement {statement} has a line that cannot be read: {value}."), _ANEW),
    "sheet-empty": Message(
        mark("There are no rows here."),
        mark("Put the column names in the first row and the figures below."),
    ),
})  # fmt: skip
"""By rule, and by what distinguishes sentences of one rule, what is said and what helps."""


def problem(
    key: str, name: str, *, sheet: str | None = None, value: str | None = None, remedy: str = "", **values: object
) -> Problem:
    """Why a file or sheet is not read, by a key of MESSAGES; `value` and `values` are those that its sentences name,
    and `remedy` is what helps where that is known better."""
    helps = {"suggestion": remedy} if remedy else {}
    return MESSAGES.problem(key, {**values, "value": value}, file=name, sheet=sheet, value=value, **helps)


def refused(key: str, name: str, **told: Any) -> Refused:
    """A file that is not read, told as by `problem`."""
    return Refused(problem(key, name, **told))


def over_limit(name: str, limit: str, value: int, sheet: str | None = None) -> Refused:
    """A file that is larger than one of the settings' limits allows."""
    return refused(f"over-limit {limit}", name, sheet=sheet, value=limit, limit=value)


def unknown_ending(name: str, ending: str, what: str = "", remedy: str = "") -> Refused:
    """A file whose ending is none that is read: `what` says what it is and `remedy` what to do, where known."""
    key, known = ("file-ending known" if what else "file-ending"), ", ".join(ENDINGS)
    return refused(key, name, value=ending, remedy=remedy, ending=ending or say("nothing"), what=what, known=known)


def not_as_named(name: str, kind: str, what: str = "", remedy: str = "") -> Refused:
    """A file that is not of the kind that its ending says: `what` says what it is, `remedy` what to do with it."""
    key = "file-not-as-named known" if what else "file-not-as-named"
    return refused(key, name, remedy=remedy, kind=kind, what=what)
