"""Opening the rulebook that a ledger names, with a refusal in words where it cannot be used."""

from __future__ import annotations

from governance.problems import Problem, Refused
from governance.rulebooks import Rulebook, RulebookRefused, rulebook
from governance.rulebooks.canonical import restored
from governance.words import say


def open_rulebook(key: str) -> Rulebook:
    """The rulebook of that key. Raises Refused with everything that is wrong with it."""
    try:
        return rulebook(key)
    except RulebookRefused as refused:
        raise Refused(*(_problem(key, text) for text in refused.problems)) from refused


def open_recorded(key: str, text: str) -> Rulebook:
    """The rulebook that a ledger recorded. Raises Refused with what this version does not understand of it."""
    try:
        return restored(text, key)
    except RulebookRefused as refused:
        raise Refused(*(_problem(key, sentence) for sentence in refused.problems)) from refused


def _problem(key: str, text: str) -> Problem:
    return Problem("rulebook-refused", say("Rulebook {key}: {text}", key=key, text=text), value=key)
