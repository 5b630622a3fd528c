"""From a spreadsheet to problems or a batch: reading, recognising the table, checking every cell."""

from governance.intake.handing_in import Prepared, accept, prepare
from governance.intake.template import write_template

__all__ = ["Prepared", "accept", "prepare", "write_template"]
