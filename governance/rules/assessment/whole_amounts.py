"""The same amounts as apportionment.amounts, in whole numbers: for what is worked out at every move of a slider.

A rate is a whole number of its last decimal and an amount a whole number of units, so that the method of the largest
remainder needs only whole numbers: units * rate // all rates, and the remainders in order. Ties go to the larger rate
and then to the State's code, as in money.apportion; a property test holds the two to each other.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from governance.rules.assessment.apportionment import AssessmentRules, amounts
from governance.words import say


def whole_amounts(budget: Decimal, shares: Mapping[str, Decimal], rules: AssessmentRules) -> dict[str, Decimal]:
    """The budget divided by rates in whole units, adding up to it exactly where the rules want that.

    Raises ValueError for a budget that is not a multiple of the unit, or for rates that are not above zero.
    """
    if rules.rounding != "largest_remainder":
        return amounts(budget, shares, rules)
    if budget % rules.whole_unit:
        raise ValueError(say("The total {total} is not a multiple of {unit}.", total=budget, unit=rules.whole_unit))
    units = int(budget / rules.whole_unit)
    steps = {state: int(rate.scaleb(rules.rate_places)) for state, rate in shares.items()}
    whole = sum(steps.values())
    if whole <= 0:
        raise ValueError(say("Weights must not be negative, and one at least must be above zero."))
    parts: dict[str, int] = {}
    remainders: list[tuple[int, int, str]] = []
    for state, step in steps.items():
        parts[state], left = divmod(units * step, whole)
        remainders.append((-left, -step, state))
    remainders.sort()
    for _, _, state in remainders[: units - sum(parts.values())]:
        parts[state] += 1
    if rules.whole_unit == 1:
        return {state: Decimal(part) for state, part in parts.items()}
    return {state: part * rules.whole_unit for state, part in parts.items()}
