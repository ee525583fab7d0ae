"""Words of Qt's own windows that its Chinese leaves in English, or says as nobody does."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, QTranslator

from archive_app.i18n import N_, _

#: By Qt's context and English: what is said (pass through ``_()``). Arrows as they stand on the keys.
_WORDS = {
    ("QFileDialog", "Look in:"): N_("Look in:"),
    ("QFileDialog", "&Look in:"): N_("Look in:"),
    ("QFileDialog", "Files of type:"): N_("Files of type:"),
    ("QFileDialog", "Files of &type:"): N_("Files of type:"),
    ("QFileSystemModel", "Size"): N_("Size"),
    ("QAbstractFileIconProvider", "Folder"): N_("Folder"),
    ("QAbstractFileIconProvider", "File Folder"): N_("Folder"),
    ("QAbstractFileIconProvider", "%1 File"): N_("%1 file"),
    ("QAbstractFileIconProvider", "File"): N_("File"),
    ("QShortcut", "Up"): "↑",
    ("QShortcut", "Down"): "↓",
    ("QShortcut", "Left"): "←",
    ("QShortcut", "Right"): "→",
    ("QShortcut", "Return"): "Enter",
    ("QShortcut", "Enter"): "Enter",
}


def translators(application: QCoreApplication) -> tuple[QTranslator, QTranslator]:
    """Qt's own translation, and these words before it: one of each for as long as the program runs.

    Qt holds a lock while it asks a translator, and wants it to destroy one. A translator that Python lets go just then
    would wait for itself for ever.
    """
    held = application.findChild(_Translators)
    if held is None:
        held = _Translators(application)
    return held.own, held.words


class _Translators(QObject):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.own, self.words = QTranslator(self), QtWords(self)


class QtWords(QTranslator):
    """Asked before Qt's own translation, and silent wherever that one does."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, source: str, *_more: object) -> str | None:
        """``None`` where Qt is to ask the next."""
        word = _WORDS.get((context, source))
        return _(word) if word else None
