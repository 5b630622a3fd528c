"""The sample container file of docs/Containerfile: what it copies is enough to serve, and nothing else gets in.

No container is built here: its steps are gone through in a folder that holds what it copies and nothing else.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from governance.settings import ROOT
from tests.browsing import free_port, wait_for

RECIPE = (ROOT / "docs" / "Containerfile").read_text(encoding="utf-8")


@pytest.fixture
def image(tmp_path: Path) -> Path:
    """The folder of the software as the image has it."""
    folder = tmp_path / "srv"
    for source, into in re.findall(r"^COPY (\S+) (\S+)$", RECIPE, re.MULTILINE):
        there = folder / into
        if (ROOT / source).is_dir():
            shutil.copytree(ROOT / source, there, ignore=shutil.ignore_patterns("__pycache__", "*.mo"))
        else:
            there.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / source, there)
    return folder


def files(folder: Path) -> set[Path]:
    """All that is in a folder but what Python keeps of its modules."""
    return {path.relative_to(folder) for path in folder.rglob("*") if "__pycache__" not in path.parts}


def test_what_is_copied_is_enough_to_build_the_ledgers_and_to_serve(image: Path, tmp_path: Path) -> None:
    assert not [path for path in files(image) if path.suffix == ".duckdb" or path.name == "secrets.toml"]
    port, home = free_port(), tmp_path / "home"
    settings = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("GOVERNANCE_", "STREAMLIT_"))},
        **dict(re.findall(r"(\w+)=(\S+)", next(line for line in RECIPE.splitlines() if line.startswith("ENV")))),
        "GOVERNANCE_HOME": str(home),
        "STREAMLIT_SERVER_PORT": str(port),
        "PYTHONDONTWRITEBYTECODE": "1",
    }

    def run(*module: str, **more: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", *module],
            cwd=image,
            env={**settings, **more},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    built = run("governance", "prepare", GOVERNANCE_HOME=str(tmp_path / "made"))
    told, _ = built.communicate(timeout=120)
    assert built.returncode == 0, told.decode()
    shutil.copytree(tmp_path / "made", home)  # to build them anew in the volume would take as long again
    before = files(image)
    refused = run("governance.ui.serve")
    told, _ = refused.communicate(timeout=60)
    assert refused.returncode, "without a sign-in others would reach it"
    assert b"GOVERNANCE_PUBLIC" in told
    server = run("governance.ui.serve", GOVERNANCE_PUBLIC="1")
    try:
        wait_for(f"http://127.0.0.1:{port}/readyz", server)
    finally:
        server.terminate()
        server.communicate(timeout=20)
    assert files(image) == before, "its user cannot write there"


def test_the_last_step_prepares_and_serves_as_the_documents_say() -> None:
    (command,) = re.findall(r"^CMD (.+)$", RECIPE, re.MULTILINE)
    *shell, steps = json.loads(command)
    assert shell == ["sh", "-c"]
    documented = (ROOT / "docs" / "deploying.md").read_text(encoding="utf-8")
    for step in steps.replace("exec ", "").split(" && "):
        assert f".venv/bin/{step}" in documented
    assert RECIPE.index("USER dues") < RECIPE.index("\nCMD")
