"""What binds an editor to its place in the archive: what is typed is kept there, and shown there again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from archive_app.i18n import _
from archive_app.services.drafts import Place
from archive_app.ui.session.unsaved import Unsaved


class Editor(Protocol):
    """What a keeper asks of an editor."""

    @property
    def changed(self) -> bool: ...

    def show_unsaved(self, text: str) -> None: ...


def mark_unsaved(widget: QWidget, on: bool) -> None:
    """Have it be seen whether what stands in an editor is not saved yet."""
    if bool(widget.property("unsaved")) == on:
        return
    widget.setProperty("unsaved", on)
    widget.setAccessibleDescription(_("Not saved yet") if on else "")
    widget.style().unpolish(widget)
    widget.style().polish(widget)


class Keeper(QObject):
    """For one editor; ``place`` is asked each time, since an editor may stay while one goes from record to record."""

    def __init__(self, widget: QWidget, editor: Editor, unsaved: Unsaved, place: Callable[[], Place | None]) -> None:
        super().__init__(widget)
        self._widget = widget
        self._editor = editor
        self._unsaved = unsaved
        self._place = place
        self._shown: Place | None = None
        unsaved.changed.connect(self._changed)

    @property
    def text(self) -> str | None:
        """What was typed here and could not be saved."""
        place = self._place()
        return self._unsaved.text(place) if place is not None else None

    def moved(self) -> bool:
        """Whether the editor is about another place than when this was asked last."""
        before, self._shown = self._shown, self._place()
        return before is not None and before != self._shown

    def typed(self, text: str, before: str) -> None:
        """Take note of what is being typed, and of what is stored."""
        place = self._place()
        if place is None:
            return
        if self._editor.changed:
            self._unsaved.note(place, text, before)
        elif self._unsaved.text(place) is None:
            self._unsaved.forget(place)

    def drop(self) -> bool:
        """Let go of what could not be saved; whether there was anything."""
        place = self._place()
        if place is None or self._unsaved.text(place) is None:
            return False
        self._unsaved.forget(place)
        return True

    def mark(self) -> None:
        """Have it be seen whether what stands here is not saved yet."""
        mark_unsaved(self._widget, self.text is not None)

    def _changed(self, place: Place) -> None:
        if place != self._place():
            return
        text = self.text
        if text is not None and not self._editor.changed:
            self._editor.show_unsaved(text)
        self.mark()
