"""Joining: the first year for which the vote of a new Member can be tested.

IOM Constitution, Article 4(1), compares arrears with "the contributions due from it for the preceding two years"
(source `const-2013`); a Member that has not been assessed for both is not tested (a reading of the rulebook, which
other rulebooks set otherwise). The year of accession counts where the Member is assessed for a part of it.
"""

from __future__ import annotations

from datetime import date

from governance.rules.assessment.apportionment import AssessmentRules, part_of_year
from governance.rules.vote.criterion import ConsecutiveYearsUnpaid, Criterion, YearsOfContributions


def first_assessed_year(joined: date, rules: AssessmentRules) -> int:
    """The first year for which a Member that joins on that day is assessed, wholly or in part."""
    return joined.year if part_of_year(joined, joined.year, rules) else joined.year + 1


def first_tested_year(first_assessed: int, criterion: Criterion) -> int | None:
    """The first year in which all years that the comparison looks at have been assessed.

    None: the rule looks at no number of years, so that a new Member is tested like any other.
    """
    if isinstance(criterion, YearsOfContributions) and criterion.untested_when_new:
        return first_assessed - min(criterion.base)
    if isinstance(criterion, ConsecutiveYearsUnpaid):
        return first_assessed + criterion.years
    return None
