"""Heads of columns whose names alone do not tell what they hold."""

from governance.words import mark

HEADS = {
    "words": mark("In words"),
    "turn": mark("What happened"),
    "then": mark("Status on that day"),
    "series": mark("Series of rates or prices"),
}
"""The head by the name of the term; other terms are headed by their names."""
