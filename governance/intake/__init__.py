"""From a spreadsheet to problems or a batch: reading, understanding, checking every cell.

Nothing is imported here: the process that reads files imports this package, and is to load only what it needs.
"""
