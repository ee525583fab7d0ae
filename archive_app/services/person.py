"""The settings of this person on this computer: one file that the command line and the window read and write alike.

A value that cannot be used gives way to the usual one and is said in a sentence; it stays in the file until another is
set, and so does what this version does not know. The file is replaced as a whole, or not at all.
"""

from __future__ import annotations

import contextlib
import getpass
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from archive_app import i18n, paths
from archive_app.domain.model.settings import SETTINGS, SYSTEM, Scope, Value, declared, fits, read
from archive_app.domain.text.showing import shown
from archive_app.errors import InvalidInput
from archive_app.i18n import _
from archive_app.services import outputs

FILE = "settings.json"
#: Where the window kept its settings before there was one file for both.
_WINDOW_FILE = "window.ini"
_Stamp = tuple[int, int, int]


class Person:
    """Settings by name. What another program or another window writes is seen at the next question."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._values: dict[str, Any] = {}
        self._broken = ""
        self._seen: _Stamp | str | None = "never"

    @property
    def file(self) -> Path:
        """Where they are kept."""
        return (self._folder or paths.config_dir()) / FILE

    def value(self, name: str) -> Value:
        """The value that holds: what was set, else the usual one."""
        setting = declared(name)
        found = self._read().get(name)
        return found if found is not None and fits(setting, found) else setting.default

    def is_set(self, name: str) -> bool:
        """Whether somebody has set it."""
        return fits(declared(name), self._read().get(name))

    def put(self, values: dict[str, Value | None]) -> None:
        """Keep these values, ``None`` for the usual one. StorageError where they cannot be written."""
        kept = {name: value for name, value in {**self._read(), **values}.items() if value is not None}
        outputs.make_folder(self.file.parent)
        if self._broken:
            outputs.set_aside(self.file)
        # Some keep their settings elsewhere and have a link here, which stays.
        outputs.write(
            self.file.resolve(), (json.dumps(kept, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
        )
        self._seen = "never"

    def faults(self) -> list[str]:
        """What of the file cannot be used, each in one sentence."""
        values = self._read()
        found = [self._broken] if self._broken else []
        sentence = _("The setting “{name}” has a value that cannot be used ({value}); the usual one holds.")
        for setting in SETTINGS:
            value = values.get(setting.name)
            if setting.scope is Scope.PERSON and value is not None and not fits(setting, value):
                found.append(sentence.format(name=setting.name, value=_short(value)))
        return found

    def _read(self) -> dict[str, Any]:
        stamp = _stamp(self.file)
        if stamp == self._seen:
            return self._values
        self._broken = ""
        values = self._load() if stamp is not None else _formerly(self.file.with_name(_WINDOW_FILE))
        # Last: another thread that asks meanwhile reads for itself.
        self._values, self._seen = values, stamp
        return values

    def _load(self) -> dict[str, Any]:
        try:
            values = json.loads(self.file.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError):
            values = None
        if isinstance(values, dict):
            return values
        self._broken = _("The settings in “{file}” cannot be read; the usual ones hold.").format(file=self.file)
        return {}


def speak(person: Person, language: str = "") -> None:
    """Speak ``language``, else the one that is set, else that of the system."""
    chosen = language or str(person.value("language"))
    i18n.set_language(i18n.preferred_language() if chosen == SYSTEM else chosen)


def author(person: Person) -> Callable[[], str]:
    """Who makes the changes from here on: asked anew for each, so that a new name holds at once. The system may call
    somebody by bytes that are no text.
    """
    return lambda: shown(os.environ.get("EXCHANGE_ARCHIVE_USER") or str(person.value("user")) or account())


def account() -> str:
    """The name of the account on this computer."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return "unknown"


def _formerly(file: Path) -> dict[str, Any]:
    """What the window kept in its own file, before anything was set here."""
    import configparser

    parser = configparser.RawConfigParser(strict=False)
    try:
        parser.read_string(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, configparser.Error):
        return {}
    found: dict[str, Any] = {}
    for setting in SETTINGS:
        section, _slash, key = setting.formerly.partition("/")
        text = parser.get(section, key, fallback="") if section else ""
        if text:
            with contextlib.suppress(InvalidInput):
                found[setting.name] = read(setting, text)
    return found


def _stamp(file: Path) -> _Stamp | None:
    try:
        facts = file.stat()
    except FileNotFoundError:
        return None
    except OSError:
        # It is there and may not be looked at, which is said when it is read.
        return (0, 0, 0)
    return facts.st_mtime_ns, facts.st_size, facts.st_ino


def _short(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 40 else f"{text[:39]}…"
