"""The numbers of the accounts to which Members pay: whether one is a valid IBAN, and what is said where it is not."""

from __future__ import annotations

from functools import lru_cache

from schwifty import IBAN
from schwifty.exceptions import SchwiftyException

from governance.words import mark, say

_NO_IBAN = mark("{iban} is no valid IBAN: its check digits do not fit. Ask the Secretariat before you pay.")


def warning(iban: str) -> str | None:
    """What a payer is told of an account's number, on every screen and paper that names it, where its length or check
    digits do not fit; None where they do."""
    return None if is_iban(iban) else say(_NO_IBAN, iban=iban)


@lru_cache  # the same few accounts are on the statement of every State
def is_iban(text: str) -> bool:
    """Whether the text is an international account number whose length and check digits fit."""
    try:
        IBAN(text)
    except SchwiftyException:
        return False
    return True
