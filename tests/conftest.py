"""What tests share: the ledger in a test's docstring, and how many examples hypothesis tries."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Page

from governance.books import Books
from governance.cli import main
from governance.intake.reading.process import read_ours
from governance.intake.understanding import understand_file
from governance.ledger import Ledger
from governance.rules.accounts.account import Account
from governance.shipping.catalogues import compile_catalogues
from tests import servers
from tests.browsing import browsing, served
from tests.kept_pages import keep_what_a_server_keeps
from tests.ledgers import IN_A_DATABASE, books_of, hand_in, new_ledger
from tests.pages_of_accounts import page
from tests.shell import FILES, Shell
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


def pytest_configure() -> None:
    """The catalogues are compiled as `prepare` does it; of several processes the first has done it before others start. Pages
    are run as a server does."""
    compile_catalogues()
    keep_what_a_server_keeps()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs the real browser begins first: it takes longest, and the others fill the time beside it."""
    items.sort(key=lambda item: "browser" not in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session", autouse=True)
def reading_here() -> Iterator[None]:
    """In English, and without a process for each file that is handed in: tests of other languages and of the process
    ask for them themselves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(understand_file, "read", read_ours)
        patch.setenv("LC_ALL", "C.UTF-8")  # tests read English, whatever the machine's owner reads
        yield


@pytest.fixture(params=["file", "database"])
def either(request: pytest.FixtureRequest) -> Iterator[None]:
    """The same test over a ledger in a file and over one in a PostgreSQL database."""
    before = IN_A_DATABASE.set(request.param == "database")
    yield
    IN_A_DATABASE.reset(before)
    servers.give_back()


@pytest.fixture
def ledger(tmp_path: Path, request: pytest.FixtureRequest) -> Ledger:
    """The ledger that the test's docstring writes down."""
    return new_ledger(tmp_path, request.function.__doc__ or "")


@pytest.fixture
def account(request: pytest.FixtureRequest) -> Account:
    """The account that the test's docstring writes down."""
    return page(request.function)


@pytest.fixture
def yours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> Ledger:
    """A home whose own ledger holds the page of the test's file."""
    made = Ledger.create(str(tmp_path / "yours.duckdb"), rulebook="iom", title="Test", who="test")
    hand_in(made, request.module.PAGE)
    monkeypatch.setenv("GOVERNANCE_HOME", str(tmp_path))
    return made


@pytest.fixture
def books(tmp_path: Path, request: pytest.FixtureRequest) -> Books:
    """The books of the ledger that the test's docstring writes down."""
    return books_of(tmp_path, request.function.__doc__ or "")


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the shipped ledgers, made the home of this process. All processes of a run share one building."""
    base = tmp_path_factory.getbasetemp()
    of_run = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    made, home = of_run / "shipped", base / "home"
    with (of_run / "shipped.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # the others wait until the first has built them
        if not made.exists():
            build_shipped(of_run / "building").rename(made)
    shutil.copytree(made, home)
    os.environ["GOVERNANCE_HOME"] = str(home)
    return home


@pytest.fixture(scope="session")
def address(shipped: Path) -> Iterator[str]:
    """Where the dashboard is served over the shipped ledgers."""
    with served(shipped) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real browser, not kept beyond its file: its event loop would be in the way of other tests."""
    with browsing() as found:
        yield found


@pytest.fixture(scope="module")
def window(browser: Browser) -> Iterator[Page]:
    """One page of the browser for all tests of a file that only look at addresses (`tests.browsing.go`)."""
    page = browser.new_page()
    yield page
    page.close()


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The shell in an empty folder, with the ledger that the environment names."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GOVERNANCE_LEDGER", "books.duckdb")
    monkeypatch.setenv("LOGNAME", "clerk")

    def run(*words: str) -> Result:
        result = CliRunner().invoke(main, list(words))
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result

    return run


@pytest.fixture(scope="session")
def three_batches(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with three files, and a ledger into which the clerk has handed them."""
    folder = tmp_path_factory.mktemp("three-batches")
    for name, text in FILES.items():
        (folder / name).write_text(text)
    place = ["--ledger", str(folder / "books.duckdb")]
    files = [str(folder / name) for name in FILES]
    for words in (["init"], ["import", "--acknowledge", *files]):
        assert CliRunner().invoke(main, [*place, *words], env={"LOGNAME": "clerk"}).exit_code == 0
    return folder


@pytest.fixture
def filled(shell: Shell, three_batches: Path, tmp_path: Path) -> Shell:
    """The shell in a copy of that folder."""
    shutil.copytree(three_batches, tmp_path, dirs_exist_ok=True)
    return shell
