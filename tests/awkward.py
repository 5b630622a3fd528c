"""Workbooks as offices make them, in all formats, from rows of plain values and a few odd cells."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

Rows = Sequence[Sequence[object]]


@dataclass(frozen=True)
class Shown:
    """A number under a number format: Shown(0.25, "0%")."""

    value: float
    format: str


@dataclass(frozen=True)
class Failed:
    """A formula that failed: Failed("#REF!")."""

    text: str


@dataclass(frozen=True)
class Formula:
    """A formula with the value that was calculated last; None where nobody calculated it."""

    text: str
    value: object = None


def csv_of(rows: Rows, separator: str = ",", encoding: str = "utf-8") -> bytes:
    """Rows as text, cells as they are written here."""
    return "\n".join(separator.join(map(str, row)) for row in rows).encode(encoding)


def xlsx_of(
    sheets: Mapping[str, Rows], *, date_1904: bool = False, hidden: Sequence[str] = (), merge: str | None = None
) -> bytes:
    """An .xlsx workbook; `merge` is a range over which the first cell is merged, such as A1:D1."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "date_1904": date_1904}) as book:
        days = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for row, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if isinstance(cell, date):
                        sheet.write_datetime(row, column, cell, days)
                    elif isinstance(cell, Shown):
                        sheet.write_number(row, column, cell.value, book.add_format({"num_format": cell.format}))
                    elif isinstance(cell, Failed):
                        sheet.write_formula(row, column, "=1/0", None, cell.text)
                    elif isinstance(cell, Formula):
                        sheet.write_formula(row, column, cell.text, None, 0 if cell.value is None else cell.value)
                    elif cell is not None:
                        sheet.write(row, column, cell)
            if merge:
                sheet.merge_range(merge, rows[0][0])
            if name in hidden:
                sheet.hide()
    return content.getvalue()


def xls_of(sheets: Mapping[str, Rows]) -> bytes:
    """An .xls workbook. Failed formulas become cells of the error that xlwt can write, #DIV/0!."""
    book = xlwt.Workbook()
    days = xlwt.easyxf(num_format_str="DD/MM/YYYY")
    for name, rows in sheets.items():
        sheet = book.add_sheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write(row, column, cell, days)
                elif isinstance(cell, Shown):
                    sheet.write(row, column, cell.value, xlwt.easyxf(num_format_str=cell.format))
                elif isinstance(cell, Failed):
                    sheet.row(row).set_cell_error(column, cell.text)
                elif cell is not None:
                    sheet.write(row, column, cell)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"'
    for short in ("office", "text", "table", "style")
)


def ods_of(sheets: Mapping[str, Rows], extra: str = "") -> bytes:
    """An .ods workbook; `extra` is put into its first sheet as it is."""
    pages = "".join(
        f'<table:table table:name="{escape(name)}">{extra}{"".join(map(_ods_row, rows))}</table:table>'
        for name, rows in sheets.items()
    )
    content = f"<office:document-content {_SPACES}><office:body><office:spreadsheet>{pages}</office:spreadsheet>"
    return zip_of(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f'<?xml version="1.0"?>{content}</office:body></office:document-content>',
        },
        zipfile.ZIP_STORED,
    )


def _ods_row(cells: Sequence[object]) -> str:
    return f"<table:table-row>{''.join(map(_ods_cell, cells))}</table:table-row>"


def _ods_cell(cell: object) -> str:
    kind, text = "string", "" if cell is None else escape(str(cell))
    if isinstance(cell, date):
        kind, text = f'date" office:date-value="{cell.isoformat()}', f"{cell:%d/%m/%Y}"
    elif isinstance(cell, Shown):
        percent = cell.format.endswith("%")
        more = "" if percent else f'" office:currency="{cell.format}'
        kind, text = f'{"percentage" if percent else "currency"}" office:value="{cell.value}{more}', cell.format
    elif isinstance(cell, Failed):
        return f'<table:table-cell table:formula="of:=1/0" office:value-type="string"><text:p>{cell.text}</text:p></table:table-cell>'
    elif isinstance(cell, Formula):
        return f'<table:table-cell table:formula="of:{escape(cell.text)}"/>'
    elif isinstance(cell, int | float):
        kind = f'float" office:value="{cell}'
    if cell is None:
        return "<table:table-cell/>"
    return f'<table:table-cell office:value-type="{kind}"><text:p>{text}</text:p></table:table-cell>'


WORKBOOKS: dict[str, Callable[[Mapping[str, Rows]], bytes]] = {".xlsx": xlsx_of, ".xls": xls_of, ".ods": ods_of}


def zip_of(parts: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", method) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()


def parts_of(workbook: bytes) -> dict[str, bytes]:
    """The parts of a compressed workbook."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_part(workbook: bytes, name: str, change: bytes | Callable[[bytes], bytes]) -> bytes:
    """The workbook with one part more, or with one changed."""
    parts = parts_of(workbook)
    parts[name] = change if isinstance(change, bytes) else change(parts[name])
    return zip_of(parts)


def lying(workbook: bytes, part: str, declared: int) -> bytes:
    """The workbook with a part that declares another size in the directory and before the part."""
    content = bytearray(workbook)
    name = part.encode()
    for signature, size_at, name_at in ((b"PK\x01\x02", 24, 46), (b"PK\x03\x04", 22, 30)):
        for found in re.finditer(re.escape(signature), workbook):
            start = found.start()
            if workbook[start + name_at : start + name_at + len(name)] == name:
                content[start + size_at : start + size_at + 4] = declared.to_bytes(4, "little")
    return bytes(content)
