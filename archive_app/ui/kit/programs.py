"""Programs that open a sort of file: those that the desktop lists (freedesktop.org), and those chosen by hand.

Only Linux and its kin have files that say which programs there are; elsewhere the list begins empty.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from collections.abc import Iterator
from configparser import Error, RawConfigParser
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QMimeDatabase

from archive_app.i18n import language

_ENTRY = "Desktop Entry"
_FILES, _ADDRESSES, _DROPPED = ("%f", "%F"), ("%u", "%U"), ("%i", "%k", "%d", "%D", "%n", "%N", "%v", "%m")


@dataclass(frozen=True, slots=True)
class Program:
    """A program by its name; ``command`` has a place for the file, or takes it at its end. ``icon`` is one of the
    desktop's, by its name.
    """

    name: str
    command: tuple[str, ...]
    icon: str = ""

    def words(self, file: Path) -> list[str]:
        """The command line that opens ``file``."""
        words, placed = [], False
        for word in self.command:
            if word in _DROPPED:
                continue
            for codes, text in ((_FILES, str(file)), (_ADDRESSES, file.absolute().as_uri())):
                for code in codes:
                    placed = placed or code in word
                    word = word.replace(code, text)
            words.append(word.replace("%c", self.name).replace("%%", "%"))
        return words if placed else [*words, str(file)]


def chosen(path: Path) -> Program:
    """A program that was chosen by hand."""
    command = ("open", "-a", str(path)) if sys.platform == "darwin" else (str(path),)
    return Program(path.stem or path.name, command)


def installed(mime: str) -> list[Program]:
    """The programs that this desktop opens files of the sort ``mime`` with, the usual one first."""
    if sys.platform in ("win32", "darwin"):
        return []
    found: dict[str, Program] = {}
    for entry in _entries([mime, *QMimeDatabase().mimeTypeForName(mime).allAncestors()]):
        program = _read(entry)
        if program is not None:
            found.setdefault(program.name, program)
    return list(found.values())


def _entries(mimes: list[str]) -> Iterator[str]:
    """The names of desktop entries in the order in which they are to be offered."""
    lists = [_parsed(folder / "mimeapps.list") for folder in _configured()]
    caches = [_parsed(folder / "mimeinfo.cache") for folder in _applications()]
    for mime in mimes:
        removed = {name for each in lists for name in _names(each, "Removed Associations", mime)}
        for group, files in (
            ("Default Applications", lists), ("Added Associations", lists), ("MIME Cache", caches)
        ):  # fmt: skip
            for each in files:
                yield from (name for name in _names(each, group, mime) if name not in removed)


def _names(file: RawConfigParser, group: str, mime: str) -> list[str]:
    return [name for name in file.get(group, mime, fallback="").split(";") if name]


def _configured() -> list[Path]:
    home = os.environ.get("XDG_CONFIG_HOME") or str(Path.home() / ".config")
    others = (os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":")
    return [*(Path(folder) for folder in (home, *others) if folder), *_applications()]


def _applications() -> list[Path]:
    home = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local/share")
    others = (os.environ.get("XDG_DATA_DIRS") or "/usr/local/share:/usr/share").split(":")
    return [Path(folder) / "applications" for folder in (home, *others) if folder]


def _parsed(file: Path) -> RawConfigParser:
    """What stands in an INI file of the desktop; nothing where it cannot be read."""
    parser = RawConfigParser(strict=False, delimiters=("=",), comment_prefixes=("#",), interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    try:
        parser.read_string(file.read_text(encoding="utf-8", errors="replace"))
    except (OSError, Error):
        parser.clear()
    return parser


def _read(name: str) -> Program | None:
    """The program of a desktop entry, where it is there, is shown to people and can be run."""
    file = next((path for folder in _applications() for path in _places(folder, name) if path.is_file()), None)
    entry = _parsed(file) if file is not None else None
    if entry is None or not entry.has_section(_ENTRY):
        return None
    said = entry[_ENTRY]
    if any(said.get(key, "false").strip() == "true" for key in ("Hidden", "NoDisplay", "Terminal")):
        return None
    try:
        command = shlex.split(said.get("Exec", ""))
    except ValueError:
        return None
    if not command or shutil.which(said.get("TryExec") or command[0]) is None:
        return None
    base = language().split("-")[0]
    called = next((said[key] for key in (f"Name[{base}_CN]", f"Name[{base}]", "Name") if said.get(key)), command[0])
    return Program(called, tuple(command), said.get("Icon", ""))


def _places(folder: Path, name: str) -> list[Path]:
    """Where an entry may lie: a hyphen in its name may stand for a folder."""
    return [folder / name, folder / name.replace("-", "/", 1)]
