"""How much of a sum the largest contributors give together.

Accounts hold corrections of earlier years as negative amounts. A share of a sum that such amounts lower can pass
100 per cent and fall back, which says nothing about concentration: shares are therefore of what was given by all whose
year comes out above zero. Who comes out at zero or below stands at the end, with the amount and without a share.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, TypeVar

from governance.money import share

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Place(Generic[Key]):
    """One contributor in the order, the largest first, with its share and that of all up to it, in per cent."""

    number: int
    contributor: Key
    amount: Decimal
    share: Decimal | None
    together: Decimal | None


def concentration(amounts: Mapping[Key, Decimal]) -> Iterator[Place[Key]]:
    """The contributors by amount, ties by name. The last share of all together is 100, whatever was corrected."""
    whole = sum((amount for amount in amounts.values() if amount > 0), Decimal(0))
    running = Decimal(0)
    for number, key in enumerate(sorted(amounts, key=lambda key: (-amounts[key], str(key))), start=1):
        amount = amounts[key]
        if amount > 0:
            running += amount
            yield Place(number, key, amount, share(amount, whole), share(running, whole))
        else:
            yield Place(number, key, amount, None, None)
