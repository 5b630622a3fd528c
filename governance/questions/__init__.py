"""Everything that may be asked of the books: one catalogue.

A question is a file in a folder named for its subject: either SQL with exactly one SELECT, or a Python module with a
QUESTION and a function `answer` that asks other questions and applies rules. Its head declares what it takes and gives.
"""

from governance.questions.catalogue import CATALOGUE, find_question
from governance.questions.declare import PARAMETERS, Parameter, Question

__all__ = ["CATALOGUE", "PARAMETERS", "Parameter", "Question", "find_question"]
