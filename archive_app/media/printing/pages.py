"""The pages of a PDF as pictures, for looking at a catalogue before it is saved.

PDFium must never be called by two threads at once, not even for two files: every call here is made under one lock, from
whichever thread. It reads what this program has made itself; a stranger's file belongs into a worker process.
"""

from __future__ import annotations

from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

from archive_app.errors import MissingComponent, Unreadable
from archive_app.i18n import _

_LONGEST = 4000
# Entered again where a file that nobody holds any more is let go of in the midst of another.
_one_at_a_time = RLock()


class PagePicture(NamedTuple):
    """A page as rows of RGB, ``stride`` bytes each."""

    width: int
    height: int
    stride: int
    rgb: bytes


class Pages:
    """An open PDF; ``sizes`` are the widths and heights of its pages in points. Safe to use from any thread."""

    def __init__(self, file: Path) -> None:
        self._document: Any = None
        pdfium = _library()
        with _one_at_a_time:
            try:
                self._document = pdfium.PdfDocument(file)
                self.sizes = [self._document.get_page_size(number) for number in range(len(self._document))]
            except (pdfium.PdfiumError, OSError) as error:
                raise _damaged() from error
        if not self.sizes:
            raise _damaged()

    def picture(self, number: int, width: int) -> PagePicture:
        """Page ``number``, from 0, as wide as ``width`` pixels."""
        with _one_at_a_time:
            if self._document is None:
                raise _damaged()
            wide, high = self.sizes[number]
            scale = min(width / wide, _LONGEST / wide, _LONGEST / high)
            try:
                page = self._document[number]
                bitmap = page.render(scale=scale, rev_byteorder=True)
            except _library().PdfiumError as error:
                raise _damaged() from error
            try:
                return PagePicture(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer))
            finally:
                bitmap.close()
                page.close()

    def __del__(self) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; more than once does no harm."""
        with _one_at_a_time:
            if self._document is not None:
                self._document.close()
                self._document = None


def _library() -> Any:
    try:
        import pypdfium2  # loads a library of 8 MB, which only a preview needs
    except (ImportError, OSError) as error:
        words = _("The pages cannot be shown here ({reason}). The catalogue can still be saved.")
        raise MissingComponent(words.format(reason=error)) from error
    return pypdfium2


def _damaged() -> Unreadable:
    return Unreadable(_("The pages cannot be shown: the PDF is damaged or gone."))
