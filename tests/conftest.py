"""What tests share: the ledger in a test's docstring, and how many examples hypothesis tries."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from governance.books import Books
from governance.ledger import Ledger
from tests.ledgers import books_of, new_ledger
from tests.shipped import build_shipped

settings.register_profile(
    "here",
    max_examples=25,
    deadline=None,  # the machine is shared: a slow example is no defect
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, database=None)
settings.register_profile("long", settings.get_profile("here"), max_examples=400)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture
def ledger(tmp_path: Path, request: pytest.FixtureRequest) -> Ledger:
    """The ledger that the test's docstring writes down."""
    return new_ledger(tmp_path, request.function.__doc__ or "")


@pytest.fixture
def books(tmp_path: Path, request: pytest.FixtureRequest) -> Books:
    """The books of the ledger that the test's docstring writes down."""
    return books_of(tmp_path, request.function.__doc__ or "")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the shipped ledgers, made the home of this process."""
    return build_shipped(tmp_path_factory.mktemp("home"))
