"""How a measurement says whether a goal is met: a line that `make bench` gathers, misses as plainly as the rest."""

from __future__ import annotations

MARK = "goal: "


def goal(what: str, found: float, most: float, beside: str, unit: str = "times") -> None:
    """Print one figure, the most that it may be, and what it is measured beside."""
    verdict = "met" if found <= most else "MISSED"
    print(f"{MARK}{what} | {found:.2f} {unit} | at most {most:g} | {beside} | {verdict}", flush=True)


def left_out(what: str, how: str) -> None:
    """Print that a peer is not here, and how to get it: its goals stay open."""
    print(f"{MARK}{what} | not measured | | not installed: {how} | OPEN", flush=True)
