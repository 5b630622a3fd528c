"""What is said of a file that is not read: one sentence for each reason, and what to do about it."""

from __future__ import annotations

from governance.problems import Problem, Refused
from governance.words import mark, say

MIB = 1024 * 1024

ENDINGS = (".csv", ".xls", ".xlsx", ".ods")

_ASK_WHO = mark("Open it in your spreadsheet program and save it again; if it was sent to you, ask who made it.")

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


def over_limit(name: str, limit: str, value: int, sheet: str | None = None) -> Refused:
    """A file that is larger than one of the settings' limits allows."""
    return Refused(
        Problem(
            "over-limit",
            say(_LIMITS[limit], limit=value),
            file=name,
            sheet=sheet,
            value=limit,
            suggestion=say(
                "Delete what is not part of the table, blank rows and columns at its end too, or hand it in by parts; "
                "whoever runs this software can raise the limit {limit}.",
                limit=limit,
            ),
        )
    )


def false_size(name: str, part: str) -> Refused:
    """A compressed file with a part that unpacks to another size than it declares."""
    return Refused(
        Problem(
            "file-false-size",
            say("The part {part} of the file unpacks to another size than it declares.", part=part),
            file=name,
            suggestion=say(_ASK_WHO),
        )
    )


def unknown_ending(name: str, ending: str, found: str = "", remedy: str = "") -> Refused:
    """A file whose ending is none that is read: `found` says what it is and `remedy` what to do, where known."""
    message = (
        say("Files ending in {ending} are not read: this is {found}.", ending=ending or say("nothing"), found=found)
        if found
        else say("Files ending in {ending} are not read.", ending=ending or say("nothing"))
    )
    hint = remedy or say("Save the sheet as one of: {known}.", known=", ".join(ENDINGS))
    return Refused(Problem("file-ending", message, file=name, value=ending, suggestion=hint))


def not_as_named(name: str, kind: str, found: str = "", remedy: str = "") -> Refused:
    """A file that is not of the kind that its ending says: `found` says what it is, `remedy` what to do with it."""
    message = (
        say("The file's name says {kind}, but in it is {found}.", kind=kind, found=found)
        if found
        else say("The file's name says {kind}, but what is in it is not a whole {kind} file.", kind=kind)
    )
    again = remedy or say("Open it in your spreadsheet program and save it again as {kind}.", kind=kind)
    return Refused(Problem("file-not-as-named", message, file=name, suggestion=again))


def damaged(name: str, kind: str) -> Refused:
    """A file that begins as its kind does and cannot be read to its end."""
    return Refused(
        Problem(
            "file-damaged",
            say("The {kind} file is cut off or damaged.", kind=kind),
            file=name,
            suggestion=say("Copy or download it again; if it opens in your spreadsheet program, save it again there."),
        )
    )


def not_started(name: str) -> Refused:
    """A file for which no process could be started: the machine has no memory, or no processes, left."""
    return Refused(
        Problem(
            "reading-not-started",
            say("The machine is too busy to read the file now."),
            file=name,
            suggestion=say("Hand it in again in a minute; if that does not help, tell whoever runs this software."),
        )
    )


def unreadable(name: str) -> Refused:
    """A file over which the process that reads it broke down."""
    return Refused(
        Problem(
            "file-unreadable",
            say("The file could not be read to its end: reading it broke down."),
            file=name,
            suggestion=say(_ASK_WHO),
        )
    )


def password(name: str) -> Refused:
    """A file that can only be opened with a password."""
    return Refused(
        Problem(
            "file-password",
            say("The file is protected with a password."),
            file=name,
            suggestion=say("Save it without a password and hand that in."),
        )
    )


def macros(name: str) -> Refused:
    """A workbook that brings programs of its own along."""
    return Refused(
        Problem(
            "file-macros",
            say("The workbook holds macros, which are programs."),
            file=name,
            suggestion=say("Save it as .xlsx, which holds none, and hand that in."),
        )
    )


def external(name: str, target: str) -> Refused:
    """A workbook whose cells depend on another file."""
    return Refused(
        Problem(
            "file-external",
            say("The workbook is linked to another file: {target}.", target=target),
            file=name,
            value=target,
            suggestion=say("Break the link in your spreadsheet program (the values stay), and save it again."),
        )
    )


def repeated(name: str) -> Refused:
    """A worksheet that names a cell twice: which of the two is meant, nobody can say."""
    return Refused(
        Problem(
            "file-cells-repeated",
            say("A sheet of the file names the same cell twice, or its cells out of their order."),
            file=name,
            suggestion=say(_ASK_WHO),
        )
    )


def encoded(name: str, part: str) -> Refused:
    """A part of a workbook in another encoding than UTF-8, in which it could say what cannot be looked for."""
    return Refused(
        Problem(
            "file-encoding",
            say("The part {part} of the file is not written in UTF-8, as spreadsheet programs write it.", part=part),
            file=name,
            suggestion=say(_ASK_WHO),
        )
    )


def entities(name: str, part: str) -> Refused:
    """A part of a workbook that defines words of its own, as attacks do and spreadsheet programs never do."""
    return Refused(
        Problem(
            "file-entities",
            say("The part {part} of the file defines entities, which no spreadsheet program writes.", part=part),
            file=name,
            suggestion=say(_ASK_WHO),
        )
    )


def no_table(name: str) -> Problem:
    """A file of which no sheet names its columns."""
    return Problem(
        "file-no-table",
        say("Nothing in the file is set out as a table."),
        file=name,
        suggestion=say("Put the names of the columns in one row and the figures below, or start from a template."),
    )


def empty(name: str, sheet: str | None = None) -> Problem:
    """A file or sheet without a row."""
    return Problem(
        "sheet-empty",
        say("There are no rows here."),
        file=name,
        sheet=sheet,
        suggestion=say("Put the column names in the first row and the figures below."),
    )
