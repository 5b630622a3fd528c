"""The documents are true: what they list is there, and what is there is listed."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import click
import pytest

from governance.cli import main
from governance.settings import LEDGERS, PACKAGES, ROOT
from governance.shipping.data_page import PAGE, as_text
from tests.shipped import shipped_books

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readme_lists_every_command_of_the_shell() -> None:
    listed = re.findall(r"^\| `([a-z-]+)` \|", README, re.MULTILINE)
    assert sorted(listed) == main.list_commands(click.Context(main))


def test_every_link_and_path_in_the_documents_is_there() -> None:
    """A file in the repository stands by its whole path, one of a folder that was just named (data/) by its name."""
    here = {path.name for folder in ("data", "docs") for path in (ROOT / folder).rglob("*.*")}
    lost = []
    for page in [ROOT / "README.md", ROOT / "bench" / "README.md", *(ROOT / "docs").rglob("*.md")]:
        text = page.read_text(encoding="utf-8")
        lost += [f"{page.name} links to {place}" for place in re.findall(r"\]\(([^)#:]+)\)", text)
                 if not (page.parent / place).exists()]  # fmt: skip
        paths = re.findall(r"`((?:governance|pages|data|docs|bench|tests|tools)/[\w./]*)`", text)
        files = re.findall(r"`([\w./-]+\.(?:py|sql|toml|csv|md|txt|svg))`", text)
        lost += [f"{page.name} names {place}" for place in {*paths, *files} - here
                 if not (ROOT / place).exists() and not place.endswith(".duckdb")]  # fmt: skip
    assert not lost


def test_the_two_commands_and_their_kin_are_targets() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z]+):", text, re.MULTILINE))
    assert {"run", "test", "lint", "venv", "help", "bench"} <= targets
    assert set(re.findall(r"(?:^|`)make ([a-z]+)", README, re.MULTILINE)) <= targets
    told = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("run", "test", "lint", "venv", "bench"):
        assert re.search(rf"^{target}\b", told, re.MULTILINE)


def test_duckdb_is_pinned_exactly() -> None:
    assert "duckdb==1.5.5" in (ROOT / "requirements.txt").read_text(encoding="utf-8").split()


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=lambda page: page.stem)
def test_a_decision_is_one_page(page: Path) -> None:
    assert len(page.read_text(encoding="utf-8").splitlines()) <= 60


def test_every_page_is_in_the_menu() -> None:
    menu = (ROOT / "governance" / "ui" / "shell" / "places.py").read_text(encoding="utf-8")
    for page in (ROOT / "pages").glob("*/*.py"):
        assert f'"{page.parent.name}/{page.name}"' in menu


@pytest.mark.usefixtures("shipped")
def test_the_page_on_what_ships_is_what_is_derived() -> None:
    """After a change to a file that ships, its lists, or what is computed of it: python -m governance.shipping.data_page"""
    books = {entry.contents: shipped_books(entry.key) for entry in LEDGERS if entry.contents in PACKAGES}
    assert PAGE.read_text(encoding="utf-8") == as_text(books)
