"""What a rulebook holds: one frozen dataclass a section. The fields here are the fields of the .toml files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from typing import Literal

from governance.rules.accounts.account import within
from governance.rules.accounts.position import Terms
from governance.rules.assessment.apportionment import AssessmentRules
from governance.rules.membership.majorities import MajorityRules
from governance.rules.membership.seats import last_day_of_term, most_seats
from governance.rules.vote.case import Regime
from governance.rules.vote.decisions import same_body
from governance.words import BodyName, Spoken, body_name, mark

GOVERNING_BODY = mark("governing body")


@dataclass(frozen=True)
class Receipts:
    """How a receipt pays debts: the order, and whether a year named by the payer is honoured.

    `years_apart`: what a year was paid too much stays with that year and pays no other. `disputed`: whether an amount
    that a Member contests lies inside of what is outstanding, or outside.
    """

    order: Literal["oldest_first"] = "oldest_first"
    honours_named_year: bool = False
    corrections: tuple[str, ...] = ("correction", "corrección")
    years_apart: bool = False
    disputed: Literal["inside", "outside"] = "inside"


@dataclass(frozen=True)
class Contributions:
    """How contributions are agreed where the Organization does not assess them itself: for how many years at a time,
    by which scale, and the largest share in per cent that one Member bears. Stated, not computed here."""

    fixed_for_years: int
    scale: Literal["un"]
    source: str
    ceiling_pct: Decimal | None = None


@dataclass(frozen=True)
class Due:
    """When a contribution is due where that depends on the notice of assessment: so many days after the State received
    it, if that is later than 1 January and the day on which the State became a Member."""

    days_after_notice: int
    article: Spoken
    text: str
    source: str
    status: Literal["verified", "secondary"]


class Dated:
    """A provision that holds from one day to another; both count, and None is no such end."""

    first_day: date | None
    last_day: date | None

    def in_force(self, on: date) -> bool:
        """Whether it holds on that day."""
        return within(on, self.first_day, self.last_day)


@dataclass(frozen=True)
class Text(Dated):
    """A provision quoted: what it is about, its words, where they were read, and from when to when they hold."""

    about: str
    article: Spoken
    text: str
    source: str
    status: Literal["verified", "secondary"]
    language: str = "en"
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class Withdrawal:
    """Leaving: months of notice before the end of a financial year, and whether that whole year is owed."""

    notice_months: int
    owes_whole_year: bool
    article: Spoken
    text: str
    source: str
    status: Literal["verified", "secondary"]


@dataclass(frozen=True)
class Quorum(Dated):
    """The text about quorum and majorities in force from `first_day` to `last_day`, and its parameters."""

    article: Spoken
    text: str
    source: str
    status: Literal["verified", "secondary"]
    rules: MajorityRules
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True)
class Body(Dated):
    """A body: seats at least, the largest part of the membership that it may hold (1 in `most_share_of`), terms.

    `seats` None: open to all Members. Both days count; `last_day` None: it exists.
    """

    name: str
    article: Spoken
    text: str
    source: str
    status: Literal["verified", "secondary"]
    seats: int | None = None
    most_share_of: int | None = None
    term_years: int | None = None
    first_day: date | None = None
    last_day: date | None = None

    def most_seats(self, members: int) -> int | None:
        """How many seats it may have with so many Members; None: it is open to all."""
        return most_seats(self.seats, self.most_share_of, members)

    def last_day_of_term(self, first: date) -> date | None:
        """The last day of a term that begins on that day; None: terms have no set length."""
        return last_day_of_term(first, self.term_years) if self.term_years else None


@dataclass(frozen=True)
class Reading:
    """A choice of ours where no text decides: the parameter that holds it, its value, what it means, and why."""

    parameter: str
    says: str
    why: str = ""
    value: object = None


@dataclass(frozen=True)
class Rulebook:
    """Everything that the software knows about one organization's rules."""

    key: str
    name: Spoken
    currency: str
    time_zone: str
    financial_year: Literal["calendar"]
    languages: tuple[str, ...]
    receipts: Receipts
    votes: tuple[Regime, ...]
    smallest_unit: Decimal = Decimal("0.01")
    note: str = ""
    assessment: AssessmentRules | None = None
    contributions: Contributions | None = None
    due: Due | None = None
    withdrawal: Withdrawal | None = None
    quorums: tuple[Quorum, ...] = ()
    bodies: tuple[Body, ...] = ()
    texts: tuple[Text, ...] = ()
    readings: tuple[Reading, ...] = ()

    @property
    def terms(self) -> Terms:
        """How money counts, as rules about the vote want it."""
        money = self.receipts
        return Terms(self.smallest_unit, money.honours_named_year, money.corrections, money.years_apart)

    def vote_on(self, on: date) -> Regime | None:
        """The text about the vote in force on that day, or None if none is held."""
        return next((regime for regime in self.votes if regime.in_force(on)), None)

    def body_of_votes(self, on: date) -> BodyName:
        """The body that decides on the vote on that day, or, where no text is held of it, the one of the latest text;
        where the rulebook names none, the words for any."""
        text = self.vote_on(on) or (self.votes[-1] if self.votes else None)
        return text.rule.body if text else body_name(GOVERNING_BODY)

    def decides_on_votes(self, body: str, on: date) -> bool:
        """Whether a body, in any case of letters, is the one that decides on the vote on that day."""
        return same_body(body, self.body_of_votes(on).written)

    def quorum_on(self, on: date) -> Quorum | None:
        """The text about quorum and majorities in force on that day, or None if none is held."""
        return next((q for q in self.quorums if q.in_force(on)), None)

    def body(self, name: str) -> Body | None:
        """The body of that name, in any case of letters, or None."""
        return next((body for body in self.bodies if body.name.casefold() == name.strip().casefold()), None)

    def parameters(self) -> Mapping[str, object]:
        """Every parameter by its dotted name: receipts.order, votes.<kind>.still, quorums.quorum_counts, ..."""
        sections: list[tuple[str, object]] = [
            ("receipts", self.receipts),
            ("assessment", self.assessment),
            ("contributions", self.contributions),
        ]
        sections += [(f"votes.{regime.rule.kind}", regime.rule) for regime in self.votes]
        sections += [("quorums", quorum.rules) for quorum in self.quorums]
        sections += [
            ("due", self.due),
            ("withdrawal", self.withdrawal),
            *(("bodies", body) for body in self.bodies if body.seats),
        ]
        return {
            f"{name}.{each.name}": getattr(section, each.name)
            for name, section in sections
            if section is not None
            for each in fields(section)  # type: ignore[arg-type]
        }
