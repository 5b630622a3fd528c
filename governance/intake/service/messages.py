"""What is said of a change that is not made: a table of the rules."""

from __future__ import annotations

from governance.problems import Message, Messages
from governance.words import mark, mark_count

_MOVED = mark("Enter what is new with a day of the open year, a difference as an adjustment; or open the year again.")

_NOT_MEANT = mark("If that is not meant, correct the row or leave it out.")

_ONE_OR_TWO = mark(
    "If they are the same payments, hand in a statement of the days after them, or first revoke the one that came "
    "before; taken in, each counts twice. If they are others, all is well."
)

MESSAGES = Messages({
    "not-ready": Message(
        mark("Nothing of this handing-in can be taken in as it stands."),
        mark("Mend its problems and answer its questions first."),
    ),
    "figure-changed": Message(
        mark("{row}: recorded is {old}, and it would be changed to {new}."),
        _NOT_MEANT,
        warning=True,
    ),
    "figure-changed more": Message(
        mark_count(
            "{number} more recorded row of {table} would be changed.",
            "{number} more recorded rows of {table} would be changed.",
        ),
        _NOT_MEANT,
        warning=True,
    ),
    "files-of-one-name": Message(
        mark("Two of the files are called {name}."),
        mark("Hand them in one after the other, or give one another name."),
    ),
    "content-in-force bank": Message(
        mark("Everything in this statement is here already."), mark("Nothing is to be done.")
    ),
    "bank-entry-differs": Message(
        mark(
            "The entry {reference} is here already with {held} of {held_day}; in this statement it is {amount} of "
            "{day}."
        ),
        mark("Ask the bank which is right. If it is this one, revoke the statement that came first."),
    ),
    "bank-reference-again": Message(
        mark(
            "These entries have the reference of another booking, of another day or amount, that is here already; they "
            "are taken as bookings of their own: {entries}."
        ),
        mark("Make sure that the bank booked both, and did not send one of them again otherwise."),
        warning=True,
    ),
    "bank-perhaps-again": Message(
        mark(
            "Entries of statement {statement} may be here already, in statement {other} of batch {batch}: of the same "
            "day, amount and payer, under other references or none of the bank's: {entries}."
        ),
        _ONE_OR_TWO,
        warning=True,
    ),
    "bank-perhaps-again beside": Message(
        mark(
            "Entries of statement {statement} may be in statement {other} too, which is handed in with it: of the same "
            "day, amount and payer, under other references or none of the bank's: {entries}."
        ),
        _ONE_OR_TWO,
        warning=True,
    ),
    "bank-receipt-differs": Message(
        mark("A receipt {reference} of {held} is here already; the bank booked {amount}. The receipt stays as it is."),
        mark("Correct the receipt where the bank is right."),
        warning=True,
    ),
    "bank-batch-unknown": Message(
        mark("The entry {reference} of {amount}, of which these are details, is not here."),
        mark("Hand in the statement (camt.053) with that entry first, or both files together."),
    ),
    "bank-batch-assigned": Message(
        mark("The receipt {reference}, of which these are details, has been assigned to a State."),
        mark("Revoke the batch by which it was assigned, then hand the details in again."),
    ),
    "bank-account-unknown": Message(
        mark("Statement {statement} is of the account {account}, which no payment instruction names."),
        mark("Make sure that it is yours, and enter it in the table of payment instructions."),
        warning=True,
    ),
    "bank-undetailed": Message(
        mark("The statement does not say of which payments these entries are made: {entries}."),
        mark("Hand in the bank’s details (camt.054) with it or later: each payment then becomes a receipt of its own."),
        warning=True,
    ),
    "bank-gap": Message(
        mark("The account held {held} at the end of {day}; statement {statement} begins on {opened} with {opening}."),
        mark("A statement may be missing between them, or be of days that are here already: look for it first."),
        warning=True,
    ),
    "annotated-too-long": Message(
        mark("A worksheet holds {rows:,} rows and {columns:,} columns; this file has more."),
        mark("Correct the file itself by the list of problems, or hand it in by parts."),
    ),
    "may-not-approve": Message(
        mark("Only an approver approves or rejects what was proposed."),
        mark("Ask somebody with that role, or sign in with it."),
    ),
    "beyond-bound": Message(
        mark("This changes {amounts}, and you approve up to {bound}."),
        mark("Ask an approver who may go further."),
    ),
    "beyond-bound rules and years": Message(
        mark("This has no amount, and what you approve is bounded."), mark("Ask an approver who may go further.")
    ),
    "own-proposal": Message(
        mark("Nobody approves what they proposed themselves."), mark("Ask another approver.")
    ),
    "account-of-nobody": Message(
        mark("This needs two persons, and nobody has said whose this account of the machine is."),
        mark("Say it in the file of roles, under [[account]]: docs/deploying.md has an example."),
    ),
    "rejected-why": Message(mark("Say why it is rejected: whoever proposed it reads it.")),
    "who-missing": Message(mark("Say who you are: the register names who did what.")),
    "who-reserved": Message(
        mark("“{who}” is the name under which the software brings in what comes with it."), mark("Give your own name.")
    ),
    "note-amount": Message(
        mark("The amount paid is not one."), mark("Enter it as it left your account, above zero, with two decimals.")
    ),
    "note-day": Message(
        mark("The day of the payment has not come, or is none."), mark("Enter the day on which it left your account.")
    ),
    "note-word": Message(mark("Say in a word what became of the payment: the delegation reads it.")),
    "note-too-long": Message(mark("A text is too long."), mark("Shorten it to {most} letters.")),
    "closed-year-would-move rows": Message(
        mark("Rows of {table} in closed years would change: {years}."), _MOVED
    ),
    "closed-year-would-move accounts": Message(
        mark("The accounts at the end of {year}, which is closed, would change."), _MOVED
    ),
    "no-such-receipt": Message(
        mark("There is no receipt of an unknown payer called {name}."),
        mark("It may have been assigned already: look at the list again."),
    ),
    "shares-apart": Message(
        mark("The parts of the receipt {name} come to {total}, but it is of {whole}. The difference is {difference}."),
        mark("Make the parts come to the whole; a part without a State stays of an unknown payer."),
    ),
    "shares-of-nobody": Message(
        mark("No State is named for the receipt {name}: it would stay of an unknown payer, and nothing be assigned."),
        mark("Name the State that paid it, or a part of it; a part without a State stays of an unknown payer."),
    ),
    "share-against": Message(
        mark("A part of the receipt {name} is nothing, or money in the other direction."),
        mark("Enter of each part how much of the receipt it is."),
    ),
    # closing a year
    "year-not-over": Message(mark("The year {year} has not ended."), mark("A year is closed once it is over.")),
    "year-closed-already": Message(mark("The year {year} is closed already.")),
    "year-empty": Message(mark("Nothing is recorded by the end of {year}.")),
    "year-not-known": Message(
        mark("The receipts are not declared complete up to {day}: no balance is known to close."),
        mark("Hand in the table coverage for receipts up to that day, then close the year."),
    ),
    "total-unknown": Message(mark("There is no total {item}."), mark("The totals are: {known}.")),
    "total-stranger": Message(mark("{item}: nothing is recorded in {currency} by the end of {year}.")),
    "total-twice": Message(mark("{item} ({currency}) is given twice."), mark("Give each total once.")),
    "total-missing": Message(
        mark("{item} ({currency}) is missing."),
        mark("Enter it: a year is closed against the totals of others' books."),
    ),
    "total-differs": Message(
        mark("{item}: {theirs}. Recorded here: {ours}. The difference is {difference}."),
        mark("Find the cause, or close the year with a note that explains the difference."),
    ),
    "not-an-amount": Message(mark("“{text}” is not an amount: write it like 1,234.50.")),
    "not-an-amount unclear": Message(
        mark("“{text}” may be {by_point:,.2f} or {by_comma:,.2f}: write it with two decimals.")
    ),
})  # fmt: skip
"""By rule, and by what distinguishes sentences of one rule, what is said and what helps."""
