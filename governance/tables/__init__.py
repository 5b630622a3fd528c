"""The tables that finance staff upload: the one place where a column is defined.

Storage, spreadsheet templates, checks, the data dictionary and the published Table Schema are all derived
from the declarations here. To add a table, declare it in one of the files of this package and add a sample
row to the tests.
"""

from governance.tables.bank import BANK
from governance.tables.correspondence import LETTERS
from governance.tables.declare import Check, Column, Kind, Table
from governance.tables.dues import DUES
from governance.tables.figures import FIGURES
from governance.tables.mandate import MANDATE
from governance.tables.money_at_hand import MONEY_AT_HAND
from governance.tables.people import PEOPLE
from governance.tables.status import STATUS

TABLES: dict[str, Table] = {
    table.name: table for table in (*PEOPLE, *DUES, *STATUS, *FIGURES, *MANDATE, *LETTERS, *MONEY_AT_HAND, *BANK)
}
"""Every table by its name, in the order in which the dictionary prints them."""

SCHEMA = 10
"""The version of these declarations. A batch remembers the one under which it came in. To add a column, raise it by one
and give the column that number as `since`; it stays blank in rows that came before, so it cannot be required."""

__all__ = ["SCHEMA", "TABLES", "Check", "Column", "Kind", "Table"]
