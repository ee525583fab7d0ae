"""The settings as the window reads them, all by their names in the one table.

What is this person's lies in the file that the command line reads too; how the window was left lies in an INI file of
Qt's, which takes geometries and is written when there is time.
"""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from archive_app import paths
from archive_app.domain.model.settings import Scope, Value, declared
from archive_app.services.person import Person

RECENT_LIMIT = 8


class Settings:
    """Typed access to what is set and what is remembered. ``folder`` is made when something is first written."""

    def __init__(self, folder: Path | None = None) -> None:
        self.person = Person(folder)
        self._store = QSettings(str((folder or paths.config_dir()) / "window.ini"), QSettings.Format.IniFormat)

    def text(self, name: str) -> str:
        """The text of ``name``, or the usual one."""
        return str(self._value(name))

    def number(self, name: str) -> int:
        """The number of ``name``, or the usual one."""
        return int(self._value(name))

    def flag(self, name: str) -> bool:
        """The switch of ``name``, or the usual one."""
        return bool(self._value(name))

    def state(self, name: str) -> QByteArray:
        """A geometry or layout, empty where there is none."""
        declared(name)
        value = self._store.value(name)
        return value if isinstance(value, QByteArray) else QByteArray()

    def put(self, name: str, value: Value | QByteArray) -> None:
        """Keep ``value``; StorageError where it is a setting that cannot be written."""
        if declared(name).scope is Scope.WINDOW:
            self._store.setValue(name, value)
        elif not isinstance(value, QByteArray):
            self.person.put({name: value})

    def save(self) -> None:
        """Write to disk now."""
        self._store.sync()

    def recent_archives(self) -> list[Path]:
        """The archives opened last, the newest first."""
        try:
            names = json.loads(self.text("archives/recent"))
        except ValueError:
            return []
        return [Path(name) for name in names if isinstance(name, str)] if isinstance(names, list) else []

    def remember_archive(self, folder: Path) -> None:
        """Put ``folder`` on top of the recent archives."""
        kept = [folder, *(known for known in self.recent_archives() if known != folder)]
        self.put("archives/recent", json.dumps([str(known) for known in kept[:RECENT_LIMIT]]))

    def folder_of(self, purpose: str) -> Path | None:
        """The folder that was last chosen for a purpose."""
        found = self._table("choose/folders").get(purpose)
        return Path(found) if found else None

    def remember_folder(self, purpose: str, folder: Path) -> None:
        """Begin there the next time that a folder or file is chosen for this purpose."""
        self.put("choose/folders", json.dumps({**self._table("choose/folders"), purpose: str(folder)}))

    @property
    def languages(self) -> dict[str, str]:
        """In which language this person writes a script, of those scripts of which it was said."""
        return self._table("texts/languages")

    def language_of(self, script: str) -> str:
        """In which language this person writes this script, empty where nothing was said of it."""
        return self.languages.get(script, "")

    def remember_language(self, script: str, lang: str) -> None:
        """What is typed in this script is in this language from now on."""
        self.put("texts/languages", json.dumps({**self._table("texts/languages"), script: lang}))

    def _table(self, name: str) -> dict[str, str]:
        try:
            found = json.loads(self.text(name))
        except ValueError:
            return {}
        return {key: name for key, name in found.items() if isinstance(name, str)} if isinstance(found, dict) else {}

    def _value(self, name: str) -> Value:
        setting = declared(name)
        if setting.scope is not Scope.WINDOW:
            return self.person.value(name)
        kept = self._store.value(name)
        if kept is None:
            return setting.default
        # Everything in the file is text.
        return str(kept).lower() in ("true", "1") if isinstance(setting.default, bool) else str(kept)
