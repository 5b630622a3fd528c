"""Charts: specifications without data, each made once and kept; the page adds the rows."""

from governance.charts.frames import as_numbers, points

__all__ = ["as_numbers", "points"]
