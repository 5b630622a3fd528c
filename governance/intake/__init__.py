"""From a spreadsheet to problems or a batch: reading, understanding, checking every cell."""

from governance.intake.decisions import Decisions
from governance.intake.handing_in import Prepared, accept, prepare, understand_file
from governance.intake.template import write_template

__all__ = ["Decisions", "Prepared", "accept", "prepare", "understand_file", "write_template"]
