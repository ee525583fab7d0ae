"""Sheets of workbooks (XLSX, XLS, ODS) as rows of text, by calamine: what their cells show, of formulas what these came
to the last time. Nothing in them is run.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from archive_app.domain.model.quantities import Exact
from archive_app.errors import InvalidInput
from archive_app.i18n import _, listed
from archive_app.media.exchange import sheets

#: What all parts of a workbook may come to unpacked, in bytes, and how much more than packed: a sheet of 50,000 rows by
#: 10 columns is 30 MB, and XML of cells is packed to a tenth or a twentieth.
_LARGEST, _RATIO = 512 << 20, 200
_MARKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")


def is_workbook(data: bytes) -> bool:
    """Whether this is a workbook and no table of text."""
    return data.startswith(_MARKS)


def names(data: bytes) -> list[str]:
    """What the sheets of a workbook are called; InvalidInput as for :func:`rows`."""
    _weigh(data)
    return [str(name) for name in next(sheets.read(data, rows=False))]


def rows(data: bytes, sheet: str = "") -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of a sheet, the first one where none is named: its number, from 1, and its cells. InvalidInput where it
    is damaged, locked or made to be too large, or has no such sheet.
    """
    _weigh(data)
    found = sheets.read(data, sheet)
    there = [str(name) for name in next(found)]
    if not there or (sheet and sheet not in there):
        sentence = _("This workbook has no sheet “{sheet}”. There are: {names}.")
        raise InvalidInput(sentence.format(sheet=sheet, names=listed(there)))
    for number, row in enumerate(found, start=1):
        yield number, tuple(map(_said, row))


def _weigh(data: bytes) -> None:
    """InvalidInput where what is packed would come to more than a workbook does."""
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            whole = sum(part.file_size for part in package.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InvalidInput(_("This workbook is damaged and can't be read.")) from error
    if whole > _LARGEST or whole > _RATIO * max(len(data), 1 << 16):
        raise InvalidInput(_("This workbook is packed so that it would come to too much. Save its sheet as CSV."))


def _said(cell: object) -> str:
    """A cell as one would type it: dates as EDTF, whole numbers without a point."""
    if isinstance(cell, bool):
        return _("yes") if cell else _("no")
    if isinstance(cell, list):
        return str(cell[0])
    if isinstance(cell, int | float):
        return Exact(int(cell) if float(cell).is_integer() and abs(cell) < 1e15 else repr(cell))
    return str(cell)
