"""The read side: one ledger at one version, in memory and sealed, and the questions asked of it."""

from governance.books.answer import Answer
from governance.books.books import Books
from governance.books.change import Change
from governance.ledger.issued import Issued
from governance.questions.rows import Row

__all__ = ["Answer", "Books", "Change", "Issued", "Row"]
