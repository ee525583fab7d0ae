"""What the window remembers between two evenings, in one INI file of this user."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from archive_app import paths

RECENT_LIMIT = 8


class Settings:
    """Typed access to the remembered state. ``folder`` is made when something is first written."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or paths.config_dir()
        self._store = QSettings(str(self._folder / "window.ini"), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """The text kept under ``key``."""
        return str(self._store.value(key, default))

    def number(self, key: str, default: int) -> int:
        """The number kept under ``key``; what is no number counts as nothing."""
        try:
            return int(str(self._store.value(key, default)))
        except ValueError:
            return default

    def flag(self, key: str, default: bool) -> bool:
        """The switch kept under ``key``."""
        return str(self._store.value(key, default)).lower() in ("true", "1")

    def state(self, key: str) -> QByteArray:
        """A geometry or layout kept under ``key``, empty where there is none."""
        value = self._store.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def put(self, key: str, value: str | int | bool | QByteArray) -> None:
        """Remember ``value`` under ``key``."""
        self._store.setValue(key, value)

    def save(self) -> None:
        """Write to disk now."""
        self._store.sync()

    def recent_archives(self) -> list[Path]:
        """The archives opened last, the newest first."""
        try:
            names = json.loads(self.text("archives/recent", "[]"))
        except ValueError:
            return []
        return [Path(name) for name in names if isinstance(name, str)]

    def remember_archive(self, folder: Path) -> None:
        """Put ``folder`` on top of the recent archives."""
        kept = [folder, *(known for known in self.recent_archives() if known != folder)]
        self.put("archives/recent", json.dumps([str(known) for known in kept[:RECENT_LIMIT]]))

    def forget_archive(self, folder: Path) -> None:
        """Take ``folder`` off the recent archives."""
        kept = [str(known) for known in self.recent_archives() if known != folder]
        self.put("archives/recent", json.dumps(kept))
