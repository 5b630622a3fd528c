"""Who attacks, and how tests attack many things at once: every failure is named, not only the first."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from types import ModuleType
from typing import Any, TypeVar

import pytest

from governance.access import APPROVER, AUDITOR, COMMITTEE, DELEGATION, FINANCE, ROLES, Reader
from governance.books import Books
from governance.names import printed
from governance.problems import Refused
from tests.shipped import TODAY, shipped_books

OWN, OTHER = "XAA", "XIB"
NOBODY = Reader("Nobody", frozenset())
DELEGATE = Reader("A delegate", frozenset({DELEGATION}), frozenset({OWN}))
OF_ROLE = {role: Reader(f"One {role}", frozenset({role})) for role in ROLES}  # the delegation: of no State
UNLIMITED = tuple(OF_ROLE[role] for role in (COMMITTEE, FINANCE, APPROVER, AUDITOR))
SHIPPED = ("demonstration", "iom", "mlf")

T = TypeVar("T")
_TOLD = 300  # characters of what failed
_FAILURES = (AssertionError, AttributeError, LookupError, TypeError, ValueError, Refused, pytest.fail.Exception)


@cache
def books(key: str) -> Books:
    """The books of a ledger that ships, opened once."""
    return shipped_books(key)


@cache
def others() -> re.Pattern[str]:
    """The names of the States of the demonstration but the delegate's own: its States are named nowhere by chance."""
    codes = [str(code) for code in books("demonstration").ask("states", TODAY).column("state")]
    return re.compile("|".join(rf"\b({re.escape(printed(code))}|{code})\b" for code in codes if code != OWN))


def each(cases: Iterable[T], attack: Callable[[T], object], named: Callable[[T], object] = str) -> None:
    """Attack each of the cases. Raises with all that failed, each by its name; and where there is no case."""
    attacked, failed = list(cases), []
    for case in attacked:
        try:
            attack(case)
        except _FAILURES as error:
            failed.append(f"{named(case)}: {type(error).__name__} {str(error)[:_TOLD]}")
    assert attacked, "nothing is attacked"
    assert not failed, "\n" + "\n".join(failed)


def by_name(thing: Any) -> str:
    """What a question, a table and a page is called."""
    return str(thing.name)


def public(package: ModuleType) -> Iterator[tuple[str, Callable[..., object]]]:
    """Every public function of a package, and every public method of its public classes, as module.name."""
    for found in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{found.name}")
        for name, thing in vars(module).items():
            if name.startswith("_") or getattr(thing, "__module__", None) != module.__name__:
                continue
            if inspect.isfunction(inspect.unwrap(thing)):
                yield f"{found.name}.{name}", thing
            elif inspect.isclass(thing):
                yield from ((f"{found.name}.{name}.{method}", what) for method, what in _methods(thing))


def _methods(of: type) -> Iterator[tuple[str, Callable[..., object]]]:
    for name, thing in vars(of).items():
        if name.startswith("_"):
            continue
        if isinstance(thing, classmethod | staticmethod):
            yield name, thing.__func__
        elif inspect.isfunction(thing):
            yield name, thing
