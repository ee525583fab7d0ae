"""PDF documents, opened by PDFium."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, BinaryIO

from archive_app.errors import Unreadable
from archive_app.i18n import _

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument

#: ``FPDF_ERR_PASSWORD``
_LOCKED = 4


@contextmanager
def opened(stream: BinaryIO) -> Iterator[PdfDocument]:
    """The document of ``stream``. What PDFium refuses in it is Unreadable with the reason."""
    import pypdfium2

    # The fault of the document before is that of one of which PDFium says nothing.
    with suppress(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(b"none")
    stream.seek(0)
    try:
        with pypdfium2.PdfDocument(stream) as document:
            yield document
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _LOCKED:
            raise Unreadable(_("The document is locked with a password: kept, without a picture.")) from error
        raise Unreadable(_("The document is damaged and can't be shown.")) from error
