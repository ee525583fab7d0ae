"""A sheet of a workbook read behind the walls that decoders have (``media/pictures/cage.py``): calamine makes room for
every cell up to the last one, so that one that stands far away ends the process that reads it.

What the process says is lines of JSON: first the names of the sheets, then each row. A day stands in a list, since JSON
has none.
"""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

from archive_app.errors import InvalidInput, StorageError
from archive_app.i18n import _

_BOOT = (
    "import sys; sys.path[:] = {path!r}; from archive_app.media.exchange.sheets import main; "
    "main({sheet!r}, rows={rows!r})"
)
#: A sheet that takes longer, in seconds of the processor, was made to.
_PATIENCE = 120
_DAMAGED, _LOCKED = "damaged", "locked"


def main(sheet: str, *, rows: bool) -> None:
    """Read a workbook from the standard input, and say what its sheets are called, and with ``rows`` what stands in
    ``sheet``, the first one where none is named.
    """
    # Nothing can be loaded behind the walls.
    import python_calamine

    from archive_app.media.pictures import cage

    data = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    cage.close()
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        out.write(json.dumps(book.sheet_names).encode() + b"\n")
        wanted = sheet or next(iter(book.sheet_names), "")
        if rows and wanted in book.sheet_names:
            for row in book.get_sheet_by_name(wanted).to_python(skip_empty_area=False):
                out.write(json.dumps(row, default=_plain).encode() + b"\n")
    except python_calamine.PasswordError:
        out.write(json.dumps(_LOCKED).encode() + b"\n")
    except python_calamine.CalamineError:
        out.write(json.dumps(_DAMAGED).encode() + b"\n")
    out.flush()
    # What is left to be done takes as long again: a million cells are taken apart one by one.
    os._exit(0)


def _plain(cell: object) -> list[str]:
    if isinstance(cell, dt.datetime):
        said = cell.date().isoformat() if cell.time() == dt.time() else cell.isoformat(timespec="seconds")
    else:
        said = cell.isoformat() if isinstance(cell, dt.date | dt.time) else str(cell)
    return [said]


def read(data: bytes, sheet: str = "", *, rows: bool = True) -> Iterator[Any]:
    """The names of the sheets, and with ``rows`` each of ``sheet``, the first one where none is named: texts, numbers,
    truths, and days as lists of one text. InvalidInput where the workbook is damaged, locked, or made to be too large.
    """
    command = [sys.executable, "-c", _BOOT.format(path=sys.path, sheet=sheet, rows=rows)]
    flags = getattr(subprocess, "CREATE_NO_WINDOW", 0)
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=flags
        )
    except OSError as error:
        raise StorageError(_("The part that reads workbooks can't be started; restart the computer.")) from error
    try:
        answer, _errors = process.communicate(data, timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise _broken() from None
    if process.returncode:
        raise _broken()
    for line in io.BytesIO(answer):
        found = json.loads(line)
        if found == _LOCKED:
            raise InvalidInput(_("This workbook is locked with a password. Save it without one."))
        if found == _DAMAGED:
            raise InvalidInput(_("This workbook is damaged and can't be read."))
        yield found


def _broken() -> InvalidInput:
    return InvalidInput(
        _("This workbook can't be read: it is damaged, or a cell stands very far away. Save its sheet as CSV.")
    )
