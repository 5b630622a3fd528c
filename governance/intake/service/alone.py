"""Up to how much one person acts without another, where the file of roles bounds them.

What an act comes to is the sum, by currency, of the amounts in rows that would be new, changed or gone; of a row that
changes the larger of its two amounts counts, so that to move a receipt to another State or day counts as much as to
enter it. Each currency is held against its own bound, and of a currency for which none is named nothing is done alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from governance.access import APPROVER, FINANCE, Reader
from governance.intake.service.messages import MESSAGES
from governance.problems import Problem
from governance.wording import amount, figure
from governance.words import listed, say

_WITHOUT_AMOUNT = ("adopt", "close", "reopen")
"""Acts that may change what everybody owes, and name no amount: whoever is bounded does none of them alone."""

Amounts = Mapping[str, Decimal]
"""What an act comes to, by currency."""


def beyond(reader: Reader, role: str, kind: str, amounts: Amounts) -> bool:
    """Whether an act of that kind goes beyond what the reader does in the role without another person."""
    bound = reader.alone.get(role)
    if bound is None:
        return False
    return kind in _WITHOUT_AMOUNT or any(sum_ > bound.get(currency, 0) for currency, sum_ in amounts.items())


def told(reader: Reader, kind: str, amounts: Amounts, *, two: bool) -> list[str]:
    """What stands beside an act before it is done: what it comes to and how far the reader may go, where they are
    bounded; and that it takes another person."""
    found = []
    if (bound := reader.alone.get(FINANCE)) is not None:
        if kind in _WITHOUT_AMOUNT:
            found.append(say("What you change alone is bounded, and this has no amount."))
        elif amounts:
            found.append(
                say("This changes {amounts}. Alone you change up to {bound}.", amounts=_in_words(amounts),
                    bound=_in_words(bound))
            )  # fmt: skip
    return [*found, say("Another person approves it before it takes effect.")] if two else found


def may_not_approve_so_much(reader: Reader, kind: str, amounts: Amounts) -> Problem | None:
    """Why the reader, who is an approver, does not approve an act of that kind; None where they may."""
    if not beyond(reader, APPROVER, kind, amounts):
        return None
    if kind in _WITHOUT_AMOUNT:
        return MESSAGES.problem("beyond-bound rules and years")
    return MESSAGES.problem("beyond-bound", {"amounts": _in_words(amounts), "bound": _in_words(reader.alone[APPROVER])})


def _in_words(amounts: Amounts) -> str:
    return listed([amount(sum_, currency) for currency, sum_ in sorted(amounts.items())] or [figure(0)])
