"""`python -m tests.browser_needs`: what the browser tests need of the system, installed as root, said to others."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

from playwright._impl._driver import compute_driver_executable  # no public name, and its library is the point

from tests.browsing import BROWSERS, found_browser

# How each kind of system installs, and what it calls the browser and the library without which the driver is mute.
INSTALLERS: Mapping[str, tuple[tuple[str, ...], str, str]] = {
    "apt-get": (("apt-get", "install", "-y", "-qq", "--no-install-recommends"), "chromium", "libatomic1"),
    "dnf": (("dnf", "install", "-y", "-q"), "chromium", "libatomic"),
    "brew": (("brew", "install", "--cask"), "chromium", ""),
}


def driver_starts() -> bool:
    """Whether the program that Playwright drives browsers with runs here."""
    node = compute_driver_executable()[0]
    try:
        return subprocess.run([node, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def missing(browser: bool, driver: bool, installer: str) -> list[str]:
    """The packages that are needed still, in the words of that installer."""
    _, chromium, library = INSTALLERS[installer]
    return [name for name, there in ((chromium, browser), (library, driver)) if name and not there]


def sentence(packages: list[str], installer: str | None) -> str:
    """What to do, in one sentence that names all."""
    if installer is None:
        names = ", ".join(BROWSERS)
        return f"The browser tests need one of {names} on the path, and libatomic: install them, then run this again."
    command = " ".join(word for word in INSTALLERS[installer][0] if word == "--cask" or not word.startswith("-"))
    root = "" if installer == "brew" else "sudo "
    return f"The browser tests need what is not installed here: {root}{command} {' '.join(packages)}"


def provide(
    look: Callable[[], tuple[bool, bool]],
    installer: str | None,
    *,
    root: bool,
    run: Callable[[list[str]], int] = lambda command: _quietly(command),
) -> str | None:
    """Install what is missing where that is possible. Answers None once all is there, else the sentence."""
    browser, driver = look()
    if browser and driver:
        return None
    if installer is None:
        return sentence([], None)
    packages = missing(browser, driver, installer)
    if not packages:
        return "Playwright's driver does not start on this system: see https://playwright.dev/python/docs/intro"
    if root and installer != "brew":
        if installer == "apt-get":
            run(["apt-get", "update", "-qq"])
        run([*INSTALLERS[installer][0], *packages])
        if all(look()):
            return None
    return sentence(packages, installer)


def _quietly(command: list[str]) -> int:
    """Run without questions and without a report of every package; what goes wrong is shown."""
    asking_nothing = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(command, check=False, env=asking_nothing, stdout=subprocess.DEVNULL).returncode


if __name__ == "__main__":
    sys.exit(
        provide(
            lambda: (found_browser() is not None, driver_starts()),
            next((name for name in INSTALLERS if shutil.which(name)), None),
            root=os.geteuid() == 0,
        )
    )
