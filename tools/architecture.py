"""The rooms of the house, from the imports: the picture docs/architecture.svg and the table in docs/architecture.md.

    .venv/bin/python -m tools.architecture

A room is a folder of governance/ (of the intake: each floor), app.py, pages/, and the single files directly in
governance/, which are drawn together as the ground where they know no room. A room stands one storey above the highest
that it knows; a line is drawn to what it knows and reaches through no other.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from xml.sax.saxutils import escape

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "architecture.svg"
PAGE = ROOT / "docs" / "architecture.md"
BEGINS, ENDS = "<!-- rooms -->\n", "<!-- end of rooms -->"
GROUND = "ground"
_WIDTH, _HEIGHT, _ACROSS, _DOWN = 150, 34, 170, 74
_STYLE = (
    "text{font:13px system-ui,sans-serif;text-anchor:middle;fill:#1b1f24}rect{fill:#e8eef7;stroke:#4a6fa5}"
    "line{stroke:#7a8699}@media(prefers-color-scheme:dark){text{fill:#e6e9ee}rect{fill:#22304a;stroke:#8fb0e0}"
    "line{stroke:#8a94a6}}"
)


def files() -> list[Path]:
    return [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py")), *sorted((ROOT / "governance").rglob("*.py"))]


def room_of(module: str) -> str | None:
    """The room of a module; None where it is not of this house."""
    first, *parts = module.split(".")
    if first in ("app", "pages"):
        return first
    if first != "governance" or not parts:
        return None
    if parts[0] == "__main__":
        return "cli"
    depth = 2 if parts[0] == "intake" and len(parts) > 1 else 1
    return "/".join(parts[:depth])


def _modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def rooms() -> dict[str, set[str]]:
    """Each room with the rooms that it knows."""
    known: dict[str, set[str]] = {}
    for path in files():
        name = path.relative_to(ROOT).with_suffix("").as_posix().removesuffix("/__init__").replace("/", ".")
        if name not in ("governance", "governance.intake"):  # they hold a docstring only
            room = str(room_of(name))
            known.setdefault(room, set()).update({other for m in _modules(path) if (other := room_of(m))} - {room})
    ground = {room for room in known if (ROOT / "governance" / f"{room}.py").exists()}
    while above := {room for room in ground if known[room] - ground}:
        ground -= above
    known = {
        room: {GROUND if o in ground else o for o in others} for room, others in known.items() if room not in ground
    }
    return {**known, GROUND: set()}


def storeys(known: dict[str, set[str]]) -> dict[str, int]:
    """How high each room stands. Raises RecursionError where two know each other in a circle."""

    def height(room: str) -> int:
        return 1 + max((height(other) for other in known[room]), default=-1)

    return {room: height(room) for room in known}


def stands_on(known: dict[str, set[str]]) -> dict[str, list[str]]:
    """What each room knows and reaches through no other that it knows."""

    def reached(room: str) -> set[str]:
        return known[room].union(*(reached(other) for other in known[room]))

    return {
        room: sorted(others - {far for other in others for far in reached(other)}) for room, others in known.items()
    }


def what_it_is(room: str) -> str:
    """The first sentence of the room's own docstring."""
    if room in (GROUND, "pages"):
        return {GROUND: "What everything may know: " + ", ".join(f"`{name}`" for name in _ground()),
                "pages": "One file a screen, in a folder an audience: title, inputs, ask, show"}[room]  # fmt: skip
    place = ROOT / "app.py" if room == "app" else ROOT / "governance" / room / "__init__.py"
    path = place if place.exists() else ROOT / "governance" / f"{room}.py"
    told = str(ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))))
    return " ".join(told.split("\n\n")[0].split()).removesuffix(".").replace("|", "or")


def _ground() -> list[str]:
    known = rooms()
    return [path.stem for path in sorted((ROOT / "governance").glob("[!_]*.py")) if path.stem not in known]


def table() -> str:
    """The rooms from the door down, what each is, and what it stands on."""
    known = rooms()
    below, heights = stands_on(known), storeys(known)
    lines = [
        f"| {room} | {what_it_is(room)} | {', '.join(below[room])} |"
        for room in sorted(known, key=lambda room: (-heights[room], room))
    ]
    return "\n".join(["| room | what it is | stands on |", "|---|---|---|", *lines]) + "\n"


def picture() -> str:
    known = rooms()
    below, heights = stands_on(known), storeys(known)
    top = max(heights.values())
    broadest = max(list(heights.values()).count(height) for height in set(heights.values()))
    places: dict[str, tuple[float, float]] = {}
    for height in range(top, -1, -1):
        over = {room: [places[higher][0] for higher in places if room in below[higher]] for room in known}
        row = sorted(
            (room for room in known if heights[room] == height),
            key=lambda room: (sum(over[room]) / len(over[room]) if over[room] else 0, room),
        )
        for number, room in enumerate(row):
            shift = _ACROSS / 4 * (1 if (top - height) % 2 else -1) if len(row) < broadest else 0  # lines pass by
            places[room] = (_ACROSS * (broadest - len(row) + 2 * number + 1) / 2 + shift, _DOWN * (top - height) + 10)
    lines = [
        f'<line x1="{places[room][0]:.0f}" y1="{places[room][1] + _HEIGHT:.0f}" x2="{places[other][0]:.0f}" '
        f'y2="{places[other][1]:.0f}"/>'
        for room in places
        for other in below[room]
    ]
    boxes = [
        f'<rect x="{x - _WIDTH / 2:.0f}" y="{y:.0f}" width="{_WIDTH}" height="{_HEIGHT}" rx="5"/>'
        f'<text x="{x:.0f}" y="{y + 22:.0f}">{escape(room)}</text>'
        for room, (x, y) in places.items()
    ]
    size = f'viewBox="0 0 {_ACROSS * broadest} {_DOWN * top + _HEIGHT + 20}"'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" {size}><title>Who knows whom</title><style>{_STYLE}</style>'
    return "\n".join([head, *lines, *boxes, "</svg>"]) + "\n"


def page(text: str) -> str:
    """The page with the table of rooms as it is now."""
    before, rest = text.split(BEGINS)
    return before + BEGINS + table() + ENDS + rest.split(ENDS)[1]


if __name__ == "__main__":
    PICTURE.write_text(picture(), encoding="utf-8")
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
