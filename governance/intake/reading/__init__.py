"""From the bytes of a file to its sheets, every cell as the file's own format types it. Nothing is interpreted here."""

from governance.intake.reading.files import read

__all__ = ["read"]
