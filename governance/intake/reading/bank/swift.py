"""Statements in SWIFT's MT940: several in a file, each between its balances, as mt-940 reads them.

Two things are done before it reads: what surrounds the text of each message is taken away, and so are remarks that
follow the closing balance, which it would take for details of the last entry.
"""

from __future__ import annotations

import io
import re
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

import mt940

from governance.intake.reading import unread
from governance.intake.reading.bank.bank_rows import EntryRow, StatementRow, grids_of_bank
from governance.intake.reading.grid import Grid
from governance.problems import Problem, Refused
from governance.words import say

FORM = "MT940"
_BLOCKS = re.compile(r"^\{1:(?:(?!\{1:).)*?\{4:[ \t]*\n?|^-\}[^\n]*$|^-[ \t]*$", re.MULTILINE | re.DOTALL)
"""What surrounds a message. Its head ends where another begins: else each of many without an end is sought to the end
of the file."""
_KINDS = {"C": "credit", "D": "debit", "RC": "reversed_credit", "RD": "reversed_debit"}
_CODES = {"CHG": "charge", "COM": "charge", "INT": "interest"}
_CODE = re.compile(
    r"/(ABWA|ADDR|BENM|BIC|CNTP|CSID|EREF|IBAN|ID|ISDT|MARF|NAME|ORDP|PREF|PURP|REMI|RTRN|STRD|TRCD|ULTB|ULTC|ULTD|USTD)(?=/)"
)
"""The words by which banks structure the details of an entry between slashes."""
_NO_REFERENCE = ("NONREF", "NOTPROVIDED", "")
_OTHER_AMOUNT = re.compile(
    r"^:(?:61:(?P<entry>\d{6}(?:\d{4}| {4})?R?[DC][A-Z]?[\n ]?[\d,]{1,15}+(?![A-Z/]|[ \t]*$).*)"
    r"|6[02][FM]?:(?P<balance>[DC]\d{6}.{3}[\d,]{1,16}+(?![ \t]*$).*))",
    re.MULTILINE | re.IGNORECASE,
)
"""A line of which the amount goes on where the library's ends, as with points between the thousands: it would read
“1.010,00” as 1, and take the rest for a reference."""


class _AnotherCurrency(ValueError):
    """A closing balance in another currency than the opening balance; bears its line."""


def read_swift(name: str, content: bytes) -> list[Grid]:
    """The statements of the file and their entries. Raises Refused for every line that is not as MT940 has it."""
    text = _BLOCKS.sub("", _decoded(content).replace("\r\n", "\n").replace("\r", "\n"))
    statements: list[StatementRow] = []
    entries: list[EntryRow] = []
    problems: list[Problem] = []
    for message in re.split(r"^(?=:20:)", text, flags=re.MULTILINE):
        if not message.startswith(":20:"):
            continue
        number = len(statements)
        if others := [found["entry"] or found["balance"] for found in _OTHER_AMOUNT.finditer(message)]:
            problems += (_line_problem(name, message, line) for line in others)
            continue
        try:
            (found,) = mt940.parse_statements(io.StringIO(_without_remarks(message)), options=mt940.Options.all())
            statements.append(_statement(message, found))
            entries += (_entry(number, place, one, found) for place, one in enumerate(found, start=1))
        except (RuntimeError, ValueError, InvalidOperation, KeyError, TypeError, AttributeError) as error:
            problems.append(_problem(name, message, error))
    if problems:
        raise Refused(*problems)
    if not statements:
        raise unread.refused("bank-nothing", name)
    return grids_of_bank(name, statements, entries)


def _decoded(content: bytes) -> str:
    """As UTF-8 where it is that, else as Western banks write it."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _without_remarks(message: str) -> str:
    """The message without the remarks (:86:) that follow its closing balance."""
    closing = re.search(r"^:62[FM]?:", message, re.MULTILINE)
    if closing is None:
        return message
    tail = message[closing.start() :]
    parts = re.split(r"^(?=:(?:[0-9]{2}[A-Z]?|NS):)", tail, flags=re.MULTILINE)
    return message[: closing.start()] + "".join(part for part in parts if not part.startswith((":86:", ":NS:")))


def _problem(name: str, message: str, error: Exception) -> Problem:
    """Where it stands and what: the library names the text of the tag that it could not read."""
    named = isinstance(error, RuntimeError) and len(error.args) > 2
    value = str(error.args[2]) if named else say("an amount or a day that is none")
    if isinstance(error, _AnotherCurrency):
        value = str(error)
    return _line_problem(name, message, value)


def _line_problem(name: str, message: str, line: str) -> Problem:
    number = re.search(r"^:28C?:(.{0,20})", message, re.MULTILINE)
    return unread.problem(
        "bank-line", name, value=line.split("\n")[0][:80], statement=number[1] if number else message[4:24].strip()
    )


def _statement(message: str, found: Any) -> StatementRow:
    data = found.data
    opening, closing = _balance(data, "opening"), _balance(data, "closing")
    if opening and closing and opening.amount.currency != closing.amount.currency:
        line = re.search(r"^:62[FM]:(.*)$", message, re.MULTILINE)
        raise _AnotherCurrency(line[1] if line else closing.amount.currency)
    number = "/".join(str(data[part]) for part in ("statement_number", "sequence_number") if data.get(part))
    return StatementRow(
        FORM,
        _account(message, found.currency),
        found.currency,
        number or data.get("transaction_reference"),
        opening and _day(opening.date),
        closing and _day(closing.date),
        opening and opening.amount.amount,
        closing and closing.amount.amount,
        "intermediate_closing_balance" not in data or "final_closing_balance" in data,
    )


def _balance(data: dict[str, Any], which: str) -> Any:
    names = (f"final_{which}_balance", f"intermediate_{which}_balance", f"{which}_balance")
    return next((data[name] for name in names if data.get(name) is not None), None)


def _account(message: str, currency: str | None) -> str | None:
    """The account's number, without the bank's before it and the currency behind it; of the whole line, which may be
    longer than the standard allows."""
    line = re.search(r"^:25P?:(.*)$", message, re.MULTILINE)
    number = line[1].split("/")[-1].replace(" ", "") if line else ""
    return number.removesuffix(currency or "") or None


def _day(found: Any) -> date:
    return date(found.year, found.month, found.day)


def _entry(statement: int, place: int, found: Any, of: Any) -> EntryRow:
    data = found.data
    amount: Decimal = data["amount"].amount
    status = data["status"].upper()
    code = str(data.get("id") or "")[1:4]
    value_date = _day(data["date"])
    return EntryRow(
        statement,
        place,
        None,
        _reference(data.get("bank_reference")),
        _day(data["entry_date"]) if data.get("entry_date") else value_date,
        value_date,
        amount,
        of.currency,
        _CODES.get(code, _KINDS[status]) if status in ("C", "D") else _KINDS[status],
        **_details(data),
    )


def _details(data: dict[str, Any]) -> dict[str, Any]:
    """Who paid and what they wrote, from details in numbered fields, between slashes, or free."""
    reference = _reference(data.get("end_to_end_reference")) or _reference(data.get("customer_reference"))
    free = data.get("transaction_details")
    if free is None:
        name = data.get("deviate_applicant") or data.get("applicant_name")
        iban = data.get("gvc_applicant_iban") or data.get("applicant_iban")
        told: dict[str, Any] = {"counterparty": name, "counterparty_iban": iban, "remittance": data.get("purpose")}
    else:
        told = _between_slashes(free) or {"remittance": " ".join(free.split())}
    told = {key: (" ".join(value.split()) or None) if value else None for key, value in told.items()}
    if iban := told.get("counterparty_iban"):
        told["counterparty_iban"] = iban.replace(" ", "")
    extra = " ".join((data.get("extra_details") or "").split())
    return {
        **told,
        "remittance": told.get("remittance") or extra or None,
        "payer_reference": told.get("payer_reference") or reference,
    }


def _between_slashes(text: str) -> dict[str, Any]:
    """The details by their words: /ORDP//NAME/..., /CNTP/account/bank/name/town/, /REMI/USTD//..."""
    parts = _CODE.split("".join(text.splitlines()))
    if len(parts) < 3:
        return {}
    said: dict[str, str] = {}
    for code, value in zip(parts[1::2], parts[2::2], strict=True):
        said.setdefault(code, value.strip("/ "))
    iban, name = said.get("IBAN"), said.get("NAME")
    if "CNTP" in said:
        iban, _, name, *_ = (*said["CNTP"].split("/"), "", "", "")
    remitted = (said.get(code) for code in ("REMI", "USTD"))
    return {
        "counterparty": name,
        "counterparty_iban": iban,
        "remittance": " ".join(filter(None, remitted)) or None,
        "payer_reference": said.get("STRD") or _reference(said.get("EREF")),
    }


def _reference(text: str | None) -> str | None:
    plain = (text or "").strip()
    return plain if plain.upper() not in _NO_REFERENCE else None
