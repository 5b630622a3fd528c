"""References of payments as the Swiss Implementation Guidelines for the QR-bill (version 2.3) have them: digits (QRR)
for an account of a QR institution, and digits and letters (SCOR, ISO 11649) for any other. Ours tell the State, the day
and the ledger's version of a bill, so that a payment by it says whose it is.
"""

from __future__ import annotations

import re
from datetime import date

_CARRIED = (0, 9, 4, 6, 8, 2, 7, 1, 3, 5)
_TOLD = re.compile(r"(?P<state>[A-Z]{3})(?P<day>[0-9]{8})[0-9]+")
_LETTERS = re.compile(r"(?:[12][0-9]|3[0-5])")


def bill_references(state: str, as_of: date, version: int) -> tuple[str, str]:
    """The references of the bill to a State (a code) of a day at a version of the ledger: of digits, and of digits and
    letters."""
    told = f"{state}{as_of:%Y%m%d}{version}"
    return qr_reference(f"{_as_digits(state)}{as_of:%Y%m%d}{version:012d}"), creditor_reference(told)


def qr_reference(digits: str) -> str:
    """26 digits and their check digit."""
    return f"{digits}{_check_digit(digits)}"


def creditor_reference(told: str) -> str:
    """RF, two check digits, and what the reference tells."""
    return f"RF{98 - int(_as_digits(f'{told}RF00')) % 97:02d}{told}"


def state_of_bill(reference: str) -> str | None:
    """The State (a code) whose bill bears the reference, however it is spaced; None for a reference that is not of a
    bill of ours, or whose check digits do not fit."""
    plain = re.sub(r"\s", "", reference).upper()
    if plain.startswith("RF"):
        found = _TOLD.fullmatch(plain[4:])
        return found["state"] if found and _is_day(found["day"]) and creditor_reference(plain[4:]) == plain else None
    if not re.fullmatch(r"[0-9]{27}", plain) or qr_reference(plain[:26]) != plain or not _is_day(plain[6:14]):
        return None
    letters = [plain[place : place + 2] for place in (0, 2, 4)]
    if not all(map(_LETTERS.fullmatch, letters)):
        return None
    return "".join(chr(int(pair) - 10 + ord("A")) for pair in letters)


def _check_digit(digits: str) -> int:
    carried = 0
    for digit in digits:
        carried = _CARRIED[(carried + int(digit)) % 10]
    return (10 - carried) % 10


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(f"{text[:4]}-{text[4:6]}-{text[6:]}")
    except ValueError:
        return False
    return True


def _as_digits(text: str) -> str:
    return "".join(str(int(sign, 36)) for sign in text)
