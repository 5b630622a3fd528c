"""The two commands on a machine that is fresh: which Python they take, what they heal, and what they say.

The interpreters here are stand-ins of a few lines, so that this needs no network; test_fresh.py does it for real.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from governance.ledger import Ledger
from governance.settings import ROOT
from governance.shipping.ledgers import build
from tests import browser_needs
from tools.built_ledgers import remove_built

# Answers as a Python of that version does; what it is asked to do is noted in the file `done`.
STAND_IN = """#!/bin/sh
case "$*" in
    *version_info*) [ "{version}" != old ] && echo "{version}" ;;
    *"import ensurepip"*) [ "{venv}" = yes ] ;;
    "-m venv --clear .venv") echo "venv {version}" >>done; rm -rf .venv; mkdir -p .venv/bin; cp "$0" .venv/bin/python ;;
    "-m pip --version") ;;
    "-m pip install"*) echo "install $*" >>done; {install} ;;
esac
"""
DEAD_SHIM = "#!/bin/sh\necho 'pyenv: python3.12: command not found' >&2; exit 127\n"


@pytest.fixture
def fresh(tmp_path: Path) -> Path:
    """A copy of what a fresh machine begins with; `bin` is all that is on its path."""
    (tmp_path / "tools").mkdir()
    (tmp_path / "bin").mkdir()
    for name in ("tools/environment.sh", "requirements.txt", "requirements-dev.txt"):
        shutil.copy(ROOT / name, tmp_path / name)
    for program in ("sh", "dirname", "cksum", "grep", "rm", "id", "mkdir", "cp"):
        (tmp_path / "bin" / program).symlink_to(shutil.which(program) or program)
    return tmp_path


def program(place: Path, text: str) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)
    place.chmod(0o755)


def python(fresh: Path, name: str, version: str, *, venv: bool = True, install: str = ":") -> None:
    text = STAND_IN.format(version=version, venv="yes" if venv else "no", install=install)
    program(fresh / "bin" / name, text)


def make(fresh: Path, what: str = "run", **more: str) -> tuple[int, str, list[str]]:
    """The exit status, what was said, and what the interpreters were asked to do."""
    done = fresh / "done"
    done.write_text("")
    command = [shutil.which("sh") or "sh", str(fresh / "tools" / "environment.sh"), what]
    ran = subprocess.run(command, env={"PATH": str(fresh / "bin"), **more}, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr, done.read_text().splitlines()


@pytest.mark.parametrize(("name", "version"), [("python3.11", "3.11"), ("python3.14", "3.14"), ("python3", "3.13")])
def test_any_python_from_3_11_to_3_14_is_found(fresh: Path, name: str, version: str) -> None:
    python(fresh, name, version)
    status, _, done = make(fresh)
    assert status == 0
    assert done[0] == f"venv {version}"


def test_a_name_without_a_python_behind_it_is_passed_over(fresh: Path) -> None:
    """pyenv puts python3.12 on the path of those who have no 3.12 in use."""
    program(fresh / "bin" / "python3.12", DEAD_SHIM)
    python(fresh, "python3", "3.13")
    assert make(fresh)[2][0] == "venv 3.13"


def test_one_without_venv_is_passed_over_for_one_with_it(fresh: Path) -> None:
    python(fresh, "python3.12", "3.12", venv=False)
    python(fresh, "python3.13", "3.13")
    assert make(fresh)[2][0] == "venv 3.13"


def test_without_venv_its_package_is_named_for_each_system(fresh: Path) -> None:
    python(fresh, "python3", "3.13", venv=False)
    status, said, done = make(fresh)
    assert (status, done) == (1, [])
    assert "Python 3.13 is here, but not its module venv." in said
    for command in ("apt-get install python3.13 python3.13-venv", "dnf install python3.13", "brew install python@3.13"):
        assert command in said


def test_a_real_python_tells_its_version(fresh: Path) -> None:
    """The one that runs this, as Debian has it before python3-venv is there."""
    real = f'#!/bin/sh\ncase "$*" in *ensurepip*) exit 1 ;; esac\nexec "{sys.executable}" "$@"\n'
    program(fresh / "bin" / "python3", real)
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    said = make(fresh)[1]
    assert f"Python {version} is here, but not its module venv." in said
    assert f"apt-get install python{version} python{version}-venv" in said


@pytest.mark.parametrize("version", [None, "old"])
def test_without_a_python_it_says_which_is_needed_and_where_it_is_had(fresh: Path, version: str | None) -> None:
    if version:
        python(fresh, "python3", version)
    status, said, _ = make(fresh)
    assert status == 1
    assert "No Python from 3.11 to 3.14 was found." in said
    assert "sudo apt-get install python3 python3-venv" in said


def test_the_python_that_is_named_is_taken_or_refused(fresh: Path) -> None:
    python(fresh, "python3.11", "3.11")
    python(fresh, "mine", "3.12")
    assert make(fresh, PYTHON="mine")[2][0] == "venv 3.12"
    shutil.rmtree(fresh / ".venv")
    assert "PYTHON names nothing, which is no Python" in make(fresh, PYTHON="nothing")[1]


def test_running_installs_what_running_needs_and_testing_the_rest_once(fresh: Path) -> None:
    python(fresh, "python3.11", "3.11")
    for what, listed in (("run", "requirements.txt"), ("test", "requirements-dev.txt")):
        installed = make(fresh, what)[2][-1]
        assert installed.startswith("install")
        assert installed.endswith(f" -r {listed}")
        assert "--require-hashes" in installed
        assert make(fresh, what) == (0, "", [])
    assert make(fresh, "run") == (0, "", []), "what testing needs holds what running needs"


def test_what_is_needed_now_is_installed_when_the_lists_change(fresh: Path) -> None:
    python(fresh, "python3.11", "3.11")
    make(fresh)
    with (fresh / "requirements.txt").open("a") as listed:
        listed.write("another==1\n")
    assert [words.split()[0] for words in make(fresh)[2]] == ["install"]


def _cut_off(fresh: Path) -> None:
    (fresh / ".venv" / "unfinished").touch()


def _interpreter_gone(fresh: Path) -> None:
    (fresh / ".venv" / "bin" / "python").unlink()
    (fresh / ".venv" / "bin" / "python").symlink_to("/nowhere/python3.11")


def _without_pip(fresh: Path) -> None:
    """What `python -m venv` leaves on Debian without python3-venv, and after Ctrl-C."""
    text = (fresh / ".venv" / "bin" / "python").read_text()
    program(fresh / ".venv" / "bin" / "python", text.replace('"-m pip --version") ;;', '"-m pip --version") exit 1 ;;'))
    (fresh / ".venv" / "installed").unlink()


@pytest.mark.parametrize("harm", [_cut_off, _interpreter_gone, _without_pip])
def test_a_half_made_environment_heals_by_running_the_command_again(fresh: Path, harm: Callable[[Path], None]) -> None:
    python(fresh, "python3.11", "3.11")
    make(fresh)
    harm(fresh)
    status, said, done = make(fresh)
    assert (status, [words.split()[0] for words in done]) == (0, ["venv", "install"])
    assert "It is made again." in said
    assert make(fresh) == (0, "", [])


def test_an_installation_that_is_killed_is_known_as_unfinished(fresh: Path) -> None:
    python(fresh, "python3.11", "3.11", install="kill -9 $PPID")
    assert make(fresh)[0] == -9
    python(fresh, "python3.11", "3.11")
    assert [words.split()[0] for words in make(fresh)[2]] == ["venv", "install"]


def test_without_a_network_it_says_what_is_needed_and_keeps_what_is_there(fresh: Path) -> None:
    python(fresh, "python3.11", "3.11", install="exit 1")
    status, said, _ = make(fresh)
    assert status == 1
    assert "connect, or name a mirror in PIP_INDEX_URL" in said
    assert [words.split()[0] for words in make(fresh)[2]] == ["install"], "the environment itself was whole"


def _locked(name: str) -> dict[str, set[str]]:
    """Each requirement with its marker, and its hashes."""
    text = (ROOT / name).read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {line.split("--hash")[0].strip(): set(re.findall(r"--hash=(sha256:[0-9a-f]{64})", line)) for line in lines}


def test_what_running_needs_is_locked_as_a_part_of_all() -> None:
    running, everything = _locked("requirements.txt"), _locked("requirements-dev.txt")
    assert set(running) < set(everything)
    for requirement, hashes in everything.items():
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; .+)?", requirement), requirement
        assert hashes, f"{requirement} has no hash"
        assert running.get(requirement, hashes) == hashes


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_each_range_is_locked_and_no_place_is_named(name: str) -> None:
    """`make lock` was run after the ranges were changed; and it wrote no registry of its own into the lists."""
    locked = {re.split("==", requirement)[0] for requirement in _locked(name)}
    ranges = (ROOT / name).with_suffix(".in").read_text(encoding="utf-8").splitlines()
    wanted = {re.split(r"[<>=[]", line)[0].lower() for line in ranges if line and line[0] not in "#-"}
    assert wanted <= locked
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|^--(?!hash)|^\s+--(?!hash)|@ file", text, re.MULTILINE)


def test_help_lists_every_target_with_the_tools_of_any_system(tmp_path: Path) -> None:
    """POSIX awk alone: BSD's grep, sed and expand know no -h, -E '\\t' or -t 14 as GNU's do."""
    assert not re.search(r"grep|sed|expand", (ROOT / "Makefile").read_text(encoding="utf-8"))


@pytest.mark.parametrize("folder", ["bench", "governance", "tests", "tools", "data"])
def test_nothing_reads_what_only_linux_has(folder: str) -> None:
    """psutil knows the memory of a process on every system."""
    reading = [path for path in (ROOT / folder).rglob("*.py") if "/proc/" + "self" in path.read_text(encoding="utf-8")]
    assert not reading


def test_cleaning_leaves_every_ledger_in_which_anything_was_handed_in(tmp_path: Path) -> None:
    shipped, empty, used = (tmp_path / f"{name}.duckdb" for name in ("shipped", "empty", "used"))
    build(str(shipped), "facts")
    build(str(empty), "empty")
    shutil.copy(shipped, used)
    Ledger(str(used)).revoke(1, who="Ana", why="A draft.")
    (tmp_path / "broken.duckdb").write_bytes(b"not a ledger")
    assert remove_built(tmp_path) == [tmp_path / "broken.duckdb", used]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["broken.duckdb", "used.duckdb"]


def runner() -> tuple[list[list[str]], Callable[[list[str]], int]]:
    """What notes each command that it is given, and says that it succeeded; and its notes."""
    ran: list[list[str]] = []

    def run(words: list[str]) -> int:
        ran.append(words)
        return 0

    return ran, run


@pytest.mark.parametrize(
    ("browser", "driver", "expected"),
    [
        (False, False, "sudo apt-get install chromium libatomic1"),
        (True, False, "sudo apt-get install libatomic1"),
        (False, True, "sudo apt-get install chromium"),
    ],
)
def test_without_root_one_sentence_names_every_package(browser: bool, driver: bool, expected: str) -> None:
    ran, run = runner()
    said = browser_needs.provide(lambda: (browser, driver), "apt-get", root=False, run=run)
    assert said is not None
    assert said.endswith(expected)
    assert "\n" not in said
    assert not ran


def test_as_root_what_is_missing_is_installed() -> None:
    ran, run = runner()
    look = iter([(False, False), (True, True)])
    assert browser_needs.provide(lambda: next(look), "apt-get", root=True, run=run) is None
    assert ran[-1][-2:] == ["chromium", "libatomic1"]


def test_on_an_unknown_system_the_browsers_are_named() -> None:
    said = browser_needs.provide(lambda: (False, True), None, root=True)
    assert said is not None
    assert "google-chrome" in said


def test_the_integration_server_builds_an_environment_from_nothing() -> None:
    assert "export CI=true" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert 'os.environ.get("CI") != "true"' in (ROOT / "tests" / "test_fresh.py").read_text(encoding="utf-8")
