"""The cast: one line per fictional State, with its size, its membership and its habits of paying.

Codes are those of governance/registers/fictional.csv. A weight is roughly the State's rate on the UN-like scale;
0 stands for the scale's lowest rate. Years of habits above zero are calendar years; zero and below count back
from the year of the last regular Council session (see setting.py), so that the picture of today stays the same
on whichever day the ledger is built. Calendar years of such States end in 2013.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Spell:
    """A status held from the first to the last day (both included); `precision` is that of the first day."""

    status: str
    first: date
    last: date | None = None
    precision: str = "day"


@dataclass(frozen=True)
class Part:
    """What one State is in the story; `trend` is the growth of its weight from one scale period to the next."""

    state: str
    weight: Decimal
    spells: tuple[Spell, ...]
    habits: tuple[tuple[int, str], ...] = ()
    trend: Decimal = Decimal(1)

    def member_on(self, day: date) -> bool:
        """Whether the State is a Member on that day."""
        return any(s.status == "member" and s.first <= day and (s.last is None or day <= s.last) for s in self.spells)


def member(first: str, last: str = "") -> Spell:
    """A Member from a day, or from a year of which the day is not known."""
    return _spell("member", first, last)


def observer(first: str, last: str = "") -> Spell:
    """An observer from a day, or from a year of which the day is not known."""
    return _spell("observer", first, last)


def _spell(status: str, first: str, last: str) -> Spell:
    known = len(first) > 4
    begins = date.fromisoformat(first if known else f"{first}-01-01")
    return Spell(status, begins, date.fromisoformat(last) if last else None, "day" if known else "year")


def _part(state: str, weight: str, spells: list[Spell], *habits: tuple[int, str], trend: str = "1") -> Part:
    return Part(state, Decimal(weight), tuple(spells), habits, Decimal(trend))


HOST = "XAR"
"""The State in which headquarters is."""
LARGEST = "XBR"
"""The State whose rate is held at the scale's ceiling."""
PREDECESSOR, SUCCESSOR = "XHE", "XUM"
"""The State that ended on 31 December 1996, and the one that took its place and its debt."""
WITHDRAWN = "XOT"
"""The State that withdrew for good."""
SUSPENDED_FIRST, SUSPENDED_THEN = "XMU", "XEL"
"""The States whose votes the Council suspended and restored: in 1995 and 1998, and in 2001 and 2004."""
PLAN_KEPT_LATER, PLAN_BROKEN = "XHO", "XIS"
"""The State whose plan of 2013 was kept, and the one that stopped after two instalments."""
MAINTAINED, RESTORED = "XDU", "XKA"
"""The States whose vote the Council maintained and restored in recent years."""

CAST: tuple[Part, ...] = (
    # Members when the history starts
    _part("XBR", "22", [member("1951-12-05")], (1990, "autumn"), (1996, "three parts")),
    _part("XGA", "9.5", [member("1951-12-05")], (1990, "prompt"), (2003, "two halves")),
    _part("XLU", "8", [member("1952-04-29")], (1990, "spring"), (2001, "last weeks")),
    _part("XNI", "6.2", [member("1951-12-05")], (1990, "prompt")),
    _part("XPR", "5", [member("1954-02-16")], (1990, "quarters")),
    _part("XTH", "4.6", [member("1956-11-30")], (1990, "autumn"), (2012, "last weeks")),
    _part("XAR", "3.4", [member("1953-04-21")], (1990, "in advance")),
    _part("XVA", "1.7", [member("1954")], (1990, "two halves"), (1997, "prompt")),
    _part("XCA", "1.4", [member("1961-10-03")], (1990, "prompt"), (1999, "autumn, in euros")),
    _part("XDO", "0.8", [member("1960-05-17")], (1990, "part of it"), (2004, "two years behind")),
    _part("XFE", "0.7", [member("1951")], (1990, "spring")),
    _part("XHE", "0.5", [member("1955-06-21", "1996-12-31")], (1990, "a year behind")),
    _part("XCN", "0.4", [member("1953-10-20", "1994-12-31"), member("2001-07-10")], (1990, "autumn"), (2001, "spring")),
    _part(
        "XOT",
        "0.3",
        [member("1957-09-10", "2003-12-31"), observer("2005-11-22")],
        *((1990, "autumn"), (1999, "nothing"), (2004, "all but a disputed sum")),
    ),
    _part("XIS", "0.32", [member("1962-03-13")], (1990, "last weeks"), (-9, "nothing")),
    _part("XJA", "0.12", [member("1964-11-17")], (1990, "part of it"), (2008, "prompt"), (-5, "a token")),
    _part("XKA", "0.36", [member("1966-05-10")], (1990, "spring"), (-6, "nothing"), (0, "current year only")),
    _part("XMU", "0.08", [member("1958-12-02")], (1990, "autumn"), (1992, "nothing"), (1998, "prompt")),
    _part(
        "XEL",
        "0.06",
        [member("1967-11-21")],
        *((1990, "last weeks"), (1998, "nothing"), (2004, "current year only"), (2008, "spring")),
    ),
    _part("XRU", "0.25", [member("1951-12-05")], (1990, "bank charges kept back")),
    _part("XSI", "0.9", [member("1970-06-09")], (1990, "spring, a little too much")),
    _part("XTA", "0.02", [member("1971")], (1990, "part of it"), (2010, "autumn")),
    _part("XUL", "0.15", [member("1975-11-25")], (1990, "quarters")),
    _part("XYO", "0", [member("1979-05-15")], (1990, "last weeks"), (2006, "prompt, names the year")),
    _part("XPE", "0", [member("1984-11-20")], (1990, "prompt")),
    # Joined since, in the order of joining
    _part("XHY", "0.8", [member("1990-11-20")], (1990, "prompt")),
    _part(
        "XDU", "0.3", [observer("1988-11-22", "1991-11-25"), member("1991-11-26")], (1991, "autumn"), (-5, "nothing")
    ),
    _part("XFR", "1.5", [member("1992-05-12")], (1992, "autumn"), (2006, "last weeks")),
    _part("XRI", "2.9", [observer("1975", "1993-11-22"), member("1993-11-23")], (1993, "prompt, in dollars")),
    _part("XAN", "0.4", [member("1993-11-23")], (1994, "in advance")),
    _part("XGL", "2.2", [observer("1990-11-20", "1994-11-21"), member("1994-11-22")], (1995, "two halves")),
    _part("XBE", "0.6", [member("1995-11-21")], (1996, "spring, in dollars")),
    _part("XKR", "0.04", [member("1996-02-29")], (1996, "autumn"), (2005, "prompt")),
    _part("XUM", "0.5", [member("1997-01-01")], (1997, "a year behind")),
    _part(
        "XHO",
        "0.02",
        [member("1997-11-25")],
        (1998, "spring"),
        (2009, "nothing"),
        (2013, "current year only"),
        (2016, "spring"),
    ),
    _part("XWE", "1.9", [member("1998-01-01")], (1998, "spring")),
    _part("XIB", "0.6", [member("1999-11-23")], (2000, "last weeks"), (-2, "nothing")),
    _part("XJE", "0.03", [member("2000-11-21")], (2001, "spring"), (2014, "nothing"), (2018, "prompt")),
    _part("XMA", "0.9", [observer("1986", "2001-11-19"), member("2001-11-20")], (2002, "last weeks"), trend="1.13"),
    _part("XZA", "0.3", [member("2002-06-04")], (2002, "autumn"), (-1, "nothing")),
    _part("XBI", "0", [member("2003-11-25")], (2004, "last weeks")),
    _part("XNA", "0", [member("2004-02-29")], (2004, "spring"), (-2, "nothing")),
    _part("XCR", "0.05", [member("2005-06-14")], (2005, "autumn"), (2011, "spring")),
    _part("XFA", "0", [member("2006-11-21")], (2007, "prompt")),
    _part("XHA", "0.1", [observer("1999-11-23", "2007-11-19"), member("2007-11-20")], (2008, "quarters")),
    _part("XLI", "0", [member("2008-01-01")], (2008, "autumn"), (-6, "nothing")),
    _part("XIK", "0", [member("2009-01-01")], (2009, "prompt")),
    _part("XKE", "0", [member("2010-11-23")], (2011, "autumn")),
    _part("XLA", "0", [member("2011-11-22")], (2012, "last weeks")),
    _part("XME", "0.25", [observer("1998-11-24", "2012-07-15"), member("2012-07-16")], (2012, "spring")),
    _part("XMI", "0", [observer("2005-11-22", "2013-11-25"), member("2013-11-26")], (2014, "prompt, names the year")),
    _part("XPN", "0.15", [member("2016-06-30")], (2016, "autumn, in euros")),
    _part("XSO", "0", [observer("2010-11-23", "2018-11-19"), member("2018-11-20")], (2019, "spring")),
    _part("XTE", "0.02", [observer("2015-11-24", "2022-08-31"), member("2022-09-01")], (2022, "prompt")),
    # Observers that never became Members
    _part("XAA", "4", [observer("1982-11-23")]),
    _part("XOB", "1.2", [observer("1991-11-26")]),
    _part("XSN", "0.5", [observer("1996-11-26")]),
    _part("XZU", "0.1", [observer("2011-11-22")]),
    _part("XWX", "0", [observer("2014-11-25")]),
    _part("XXI", "0", [observer("2019-11-26")]),
)

OBSERVER_ORGANIZATIONS = {
    "League of Fictional Regions (demonstration)": "1985-11-26",
    "Invented Bank for Mobility (demonstration)": "1994-11-22",
    "Imaginary Institute of Migration Studies (demonstration)": "2009-11-24",
}
"""Organizations that are observers, with the day on which they were admitted."""
