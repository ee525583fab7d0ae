"""A line for what is kept as a code and read as a word: the language or the script of a name."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from archive_app.ui.kit.editors import SavingLine


class CodedLine(SavingLine):
    """Shows the word of a code (``said``) and takes a word or a code (``meant``); ``saved`` gives the code."""

    _code = ""

    def __init__(self, said: Callable[[str], str], meant: Callable[[str], str], parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._said, self._meant = said, meant

    @property
    def code(self) -> str:
        """The code of what stands in the line, stored or not."""
        return self._meant(self.text().strip())

    def put(self, text: str) -> None:
        self._code = text
        super().put(self._said(text))

    def reset(self, text: str) -> None:
        # A line begins empty, before it knows any words.
        self._code = text
        super().reset(self._said(text) if text else "")

    def show_unsaved(self, text: str) -> None:
        self._code = text
        super().show_unsaved(self._said(text) if text else "")

    def flush(self) -> None:
        code = self.code
        if self.changed and code != self._code:
            self._code = code
            self._stored, self._shown = self.text().strip(), self.text()
            self.saved.emit(code)

    def _meaning(self) -> str:
        return self.code

    def _before(self) -> str:
        return self._meant(self._base)
