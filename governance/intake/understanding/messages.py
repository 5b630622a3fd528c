"""What is said of a sheet as it came: a table of the rules. What is asked of a sheet stands where it is asked."""

from __future__ import annotations

from governance.problems import Message, Messages
from governance.words import mark, mark_count

_ALONE = mark("Write the number alone into the cell, all of it in one way; a footnote's mark goes elsewhere.")
_ONE_WAY = mark("Write all numbers of the column in one way.")
_DATES = mark("Write all dates of the column in one way, best as 2024-01-31.")
_FROM_THE_BANK = mark("Ask the bank for the statement of one account, as it comes.")
_NO_TABLE = mark("There is no table {table}.")

MESSAGES = Messages({
    "table-unknown": Message(_NO_TABLE, mark("The tables are: {tables}.")),
    "table-unknown near": Message(_NO_TABLE, mark("Did you mean {near}?")),
    "column-missing": Message(
        mark("The column {column} is missing: {meaning}."),
        mark("Add it, under a header such as {headers}; the table's template has every column."),
    ),
    "rows-above": Message(
        mark_count(
            "Row {rows} stands above the row that names the columns and holds figures: it is not read.",
            "Rows {rows} stand above the row that names the columns and hold figures: they are not read.",
        ),
        mark("If they are rows of the table, put them below the row that names the columns."),
        warning=True,
    ),
    "number-split": Message(
        mark_count(
            "“{begin}” and “{end}” may be one number, {begin},{end}, which the comma in it split into two cells.",
            "In {number} rows, the first with “{begin}” and “{end}”, one number may be split into two cells by the "
            "comma in it.",
        ),
        mark(
            'Put quotation marks around it: "{begin},{end}". Or save the file with semicolons between its cells, '
            "also where they are two cells."
        ),
    ),
    "cell-outside": Message(
        mark("“{value}” stands under no column's name."),
        mark("Put quotation marks around a cell with a comma in it, or give the column its name."),
    ),
    "cell-outside many": Message(
        mark_count(
            "{number} cell of column {letter} stands under no column's name.",
            "{number} cells of column {letter} stand under no column's name.",
        ),
        mark(
            "Give the column its name, delete it, or say that it is to be left out; put quotation marks around cells "
            "with a comma in them."
        ),
    ),
    # statements of banks
    "bank-account-missing": Message(
        mark("Statement {statement} does not say of which account it is."), _FROM_THE_BANK
    ),
    "bank-currency": Message(
        mark("Statement {statement} is of an account in {currency}, but has entries in {others}."), _FROM_THE_BANK
    ),
    "bank-no-balance": Message(
        mark("Statement {statement} names no balance at its beginning or at its end: it cannot be added up."),
        mark("Make sure that it is whole."),
        warning=True,
    ),
    "bank-balance": Message(
        mark(
            "Statement {statement} does not add up: {opening} at its beginning and entries of {moved} make {expected}, "
            "but it ends with {closing}. The difference is {difference}."
        ),
        mark("An entry is missing or too many: download the whole statement from the bank again."),
    ),
    "bank-decimals": Message(
        mark("Statement {statement} has amounts with more than two decimals, which are not kept here: {amounts}."),
        mark("Enter its receipts by hand, with two decimals."),
    ),
    "bank-parts": Message(
        mark(
            "The payments of the entry {reference} come to {total}, but the entry to {amount}. The difference is "
            "{difference}."
        ),
        mark("A payment is missing or too many: download it from the bank again."),
    ),
    # single cells and columns
    "footnote-marks": Message(
        mark("Names have footnote marks, which are left out: {marks}."),
        mark("Read the notes: what they say of a State is not read here."),
        warning=True,
    ),
    "cell-not-calculated": Message(
        mark("The formula in this cell has not been calculated: the file holds no value of it."),
        mark("Open the file in your spreadsheet program, which calculates it, and save it again."),
    ),
    "cell-error": Message(
        mark("The formula in this cell failed: {value}."), mark("Mend the formula, or write the value itself.")
    ),
    "numbers-contradict comma": Message(
        mark("“{value}” is no number with a comma before its decimals, as this column has them."), _ONE_WAY
    ),
    "numbers-contradict point": Message(
        mark("“{value}” is no number with a point before its decimals, as this column has them."), _ONE_WAY
    ),
    "dates-contradict month": Message(
        mark("“{value}” is no date with the month first, as this column has them."), _DATES
    ),
    "dates-contradict day": Message(mark("“{value}” is no date with the day first, as this column has them."), _DATES),
    "dates-half-converted": Message(
        mark(
            "The dates of column {column} seem half converted: those with a day up to 12 are dates, all others are "
            "texts. A spreadsheet program may have taken days for months."
        ),
        mark("Compare some dates with where they come from; if they are wrong, import the source anew."),
        warning=True,
    ),
    "number-in-parts raised": Message(
        mark("A part of “{value}” is raised or lowered, as a footnote's mark is: it is no number."), _ALONE
    ),
    "number-in-parts struck": Message(mark("A part of “{value}” is struck through: it is no number."), _ALONE),
    "number-in-parts mixed": Message(
        mark("The parts of “{value}” are written in different ways: it is no number."), _ALONE
    ),
    "figures-multiplied": Message(
        mark("“{value}” says that its figures are multiplied: {word}."),
        mark("Write all figures in whole units (52240000, not 52240 thousands), and take the word away."),
    ),
    "sign-unclear": Message(
        mark("The column takes away, and this amount has a minus of its own, which others have not."),
        mark("Write what takes away without a minus, and what was taken away too much in the other column."),
    ),
    "debit-and-credit": Message(
        mark("The row has an amount here and under “{other}” too."), mark("Write one of the two, or two rows.")
    ),
    # rows
    "may-be-a-total": Message(
        mark("The row is called “{value}”, and is read as a row: its figures are not the sums of those beside it."),
        mark("If it is a total, delete it, or look for the row that is missing or changed."),
        warning=True,
    ),
    "total-mismatch": Message(
        mark("The total says {total}, but its rows add up to {sum}: a difference of {difference}."),
        mark("Look for a row that is missing, doubled or changed; or correct the total, or delete it."),
    ),
    "names-below": Message(
        mark_count(
            "“{names}” stands below the table without figures and is not read.",
            "“{names}” stand below the table without figures and are not read.",
        ),
        mark("Delete what is a note; put what is a row of the table directly beneath the others, with its figures."),
    ),
    "heading-tells": Message(
        mark("“{value}” is a heading that says something of all rows beneath it: {meaning}."),
        mark("Add a column {column} with it in each row, and delete the heading."),
    ),
    # currencies
    "currency-differs": Message(
        mark("The amount is written in {value}, but its row is in {currency}."),
        mark("Correct the amount or the row's currency."),
    ),
    "currency-differs header": Message(
        mark("The row is in {value}, but the header “{header}” says that the amount is in {stated}."),
        mark("Correct the header or the row's currency."),
    ),
    "headers-differ": Message(
        mark("The headers state several currencies for one row: {currencies}."),
        mark("Hand in one sheet for each currency, or correct the headers."),
    ),
    "currency-elsewhere": Message(
        mark("The header “{value}” says that the amounts are in {currency}. {told}"),
        mark("Look whether the amounts are in {currency}."),
        warning=True,
    ),
})  # fmt: skip
"""By rule, and by what distinguishes sentences of one rule, what is said and what helps."""
