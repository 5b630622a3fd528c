"""The eight places of the dashboard and About at their foot: what the menu names, and the pages that are their tabs."""

from __future__ import annotations

from dataclasses import dataclass

from governance.ui.parts.words import mark


@dataclass(frozen=True)
class Tab:
    """One page: its file in pages/, its address, and its title as a tab."""

    file: str
    address: str
    title: str

    @property
    def name(self) -> str:
        """The name by which other pages link to it: its file's."""
        return self.file.rsplit("/", 1)[-1].removesuffix(".py")


@dataclass(frozen=True)
class Place:
    """One entry of the menu. Its first tab is where the menu leads."""

    title: str
    icon: str
    tabs: tuple[Tab, ...]


# To add a page: its file in pages/, and one line here.
PLACES = (
    Place(
        mark("Today"),
        ":material/today:",
        (
            Tab("committee/overview.py", "today", mark("Today")),
            Tab("committee/liquidity.py", "cash", mark("Cash and forecast")),
        ),
    ),
    Place(mark("My State"), ":material/flag:", (Tab("delegation/statement.py", "my_state", mark("My State")),)),
    Place(
        mark("Arrears and votes"),
        ":material/how_to_vote:",
        (
            Tab("delegation/arrears_and_voting.py", "arrears_and_votes", mark("Arrears and votes")),
            Tab("delegation/paid_in_full.py", "paid_in_full", mark("Paid in full")),
        ),
    ),
    Place(
        mark("The budget"),
        ":material/pie_chart:",
        (
            Tab("committee/assessed_budget.py", "assessed_budget", mark("Assessed budget")),
            Tab(
                "committee/who_gained_and_who_paid.py",
                "rises_and_falls",
                mark("Whose assessment rises and falls"),
            ),
            Tab("committee/zero_nominal_growth.py", "zero_nominal_growth", mark("Zero nominal growth")),
        ),
    ),
    Place(
        mark("What if"),
        ":material/science:",
        (
            Tab("committee/what_if.py", "what_if", mark("What if")),
            Tab("committee/incentives.py", "incentives", mark("Paying early")),
        ),
    ),
    Place(
        mark("Membership and bodies"),
        ":material/public:",
        (
            Tab("committee/members_and_observers.py", "members_and_observers", mark("Members and observers")),
            Tab("committee/governing_bodies.py", "governing_bodies", mark("Governing bodies")),
        ),
    ),
    Place(
        mark("Resources"),
        ":material/groups:",
        (
            Tab("committee/operational_funding.py", "operational_funding", mark("Operational funding")),
            Tab("committee/staffing_and_offices.py", "staffing_and_offices", mark("Staff and offices")),
        ),
    ),
    Place(
        mark("Finance"),
        ":material/upload_file:",
        (
            Tab("finance/upload.py", "hand_in", mark("Hand in spreadsheets")),
            Tab("finance/payers.py", "payers", mark("Who paid")),
            Tab("finance/by_hand.py", "by_hand", mark("Enter one by hand")),
            Tab("finance/register.py", "register", mark("Register of uploads")),
            Tab("finance/letters.py", "letters", mark("Letters")),
            Tab("finance/status_reports.py", "status_reports", mark("Status reports")),
            Tab("finance/closing.py", "closing", mark("Closing a year")),
            Tab("finance/bank_reconciliation.py", "bank_reconciliation", mark("Bank reconciliation")),
            Tab("finance/assessment_checks.py", "assessment_checks", mark("Assessment checks")),
        ),
    ),
    Place(
        mark("About"),
        ":material/menu_book:",
        (
            Tab("about/mandate.py", "mandate", mark("Mandate")),
            Tab("about/rules.py", "rules", mark("Rules")),
            Tab("about/sources.py", "sources", mark("Sources")),
            Tab("about/terms.py", "terms", mark("Terms")),
            Tab("about/audit.py", "audit", mark("What was done")),
        ),
    ),
)
"""The places in the order of the menu."""

MOVED = {
    "overview": "today",
    "statement": "my_state",
    "arrears_and_voting": "arrears_and_votes",
    "who_gained_and_who_paid": "rises_and_falls",
    "upload": "hand_in",
    "budget": "assessed_budget",
    "membership": "members_and_observers",
    "resources": "operational_funding",
    "finance": "hand_in",
    "about": "mandate",
}
"""Addresses of earlier releases, and those that somebody types for a place, with the page that answers to them."""


def place_of(address: str) -> Place:
    """The place of the page at an address. KeyError where there is none."""
    for place in PLACES:
        if any(tab.address == address for tab in place.tabs):
            return place
    raise KeyError(address)


def tab_named(name: str) -> Tab:
    """The page of that name. KeyError where there is none."""
    for place in PLACES:
        for tab in place.tabs:
            if tab.name == name:
                return tab
    raise KeyError(name)
