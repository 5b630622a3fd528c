"""Spells of membership, what changes from one to the next, counts, majorities, seats, joining and leaving."""
