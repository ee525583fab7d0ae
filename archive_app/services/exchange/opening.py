"""Opening a table of somebody's: what kind of file it is, in which encoding, and its heading and lines."""

from __future__ import annotations

import codecs
from pathlib import Path

from archive_app.domain.tables import delimited, foreign
from archive_app.domain.tables.delimited import short
from archive_app.domain.tables.mapping import TableMapping
from archive_app.domain.text.refusals import reason
from archive_app.errors import InvalidInput, StorageError
from archive_app.i18n import _
from archive_app.media.exchange import workbooks
from archive_app.media.formats import encodings

#: So much is looked at to tell what nobody says, and in UTF-16 one in so many bytes is none, whatever the language.
#: Fewer than a few say nothing.
_SAMPLE, _SELDOM, _FEW = 65_536, 60, 3


def opened(path: Path, mapping: TableMapping) -> tuple[foreign.ForeignTable, str]:
    """What the file says, and in which encoding: that of the mapping, of its mark, or the one its letters speak for; of
    a workbook its kind. InvalidInput or StorageError with the sentence why it can't be read.
    """
    data = content(path)
    if workbooks.is_workbook(data):
        return foreign.of_rows(workbooks.rows(data, mapping.sheet), mapping.skip), _("workbook")
    encoding = mapping.encoding or detected(data)
    try:
        text = data.decode(encoding)
    except (LookupError, UnicodeError):
        sentence = _("This file can't be read as {encoding}. Say another encoding in the mapping, such as gb18030.")
        raise InvalidInput(sentence.format(encoding=short(encoding))) from None
    plain = text.removeprefix("\ufeff").replace("\0", "")
    return foreign.read(plain, mapping.delimiter[:1], mapping.skip), encoding


def content(path: Path) -> bytes:
    """The bytes of a table, no more than one may have."""
    try:
        # What is no file (a pipe) would be waited for.
        if path.exists() and not path.is_file() and not path.is_dir():
            raise InvalidInput(_("“{file}” is no file.").format(file=path))
        with path.open("rb") as file:
            data = file.read(delimited.LARGEST + 1)
    except OSError as error:
        raise StorageError(_("“{file}” cannot be read: {reason}.").format(file=path, reason=reason(error))) from error
    if len(data) > delimited.LARGEST:
        raise InvalidInput(_("This file is too large to be such a table."))
    return data


def detected(data: bytes) -> str:
    """The encoding that the mark or the letters of a text speak for."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    sample = data[:_SAMPLE]
    nothing = sample.count(0)
    if nothing >= _FEW and nothing * _SELDOM > len(sample):
        # UTF-16 without its mark: every second byte of what separates cells and lines is none.
        low = sample[1::2].count(0)
        if nothing in (low, nothing - low) or max(low, nothing - low) > 4 * min(low, nothing - low):
            return "utf-16-le" if low * 2 > nothing else "utf-16-be"
    # What is ASCII is UTF-8 too, which is what people know.
    return {"ascii": "utf-8"}.get(found := encodings.guess(data), found)
