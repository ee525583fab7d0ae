"""Makes ``THIRD_PARTY.md``: the licence and the notices of all that is installed with the program.

The packages are those that ``pyproject.toml`` names; their texts are read where they are installed. Run it in a fresh
environment after a version was changed: ``python -m tools.third_party``.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
TARGET = ROOT / "THIRD_PARTY.md"
_LICENCES = Path(__file__).with_name("licences")
_TEXT = re.compile(r"licen[cs]e|notice|copying|copyright|\bofl\b|authors", re.IGNORECASE)
_NO_TEXT = {".py", ".pyc", ".pyi"}

#: What metadata says in a sentence, in a classifier only, or not at all; of several licences the one that is used.
_SPOKEN = {
    "anyascii": "ISC",
    "colorama": "BSD-3-Clause",
    "exifread": "BSD-3-Clause",
    "markdown-it-py": "MIT",
    "mdurl": "MIT",
    "pi-heif": "BSD-3-Clause AND LGPL-3.0-only",
    "pyicu-wheels": "Apache-2.0 AND MIT AND Unicode-3.0",
    "pymediainfo": "MIT AND BSD-2-Clause",
    "pynacl": "Apache-2.0 AND ISC",
    "pypdfium2": "Apache-2.0 AND BSD-3-Clause",
    "segno": "BSD-3-Clause",
    "pyside6-addons": "LGPL-3.0-only",
    "pyside6-essentials": "LGPL-3.0-only",
    "pysqlite3": "Zlib",
    "rawpy": "MIT AND LGPL-2.1-only",
    "shellingham": "ISC",
    "shiboken6": "LGPL-3.0-only",
}
#: Texts that the packages refer to and do not bring, or that lie where nobody looks.
_ADDED = {
    "colorama": ["colorama.txt"],
    "pi-heif": ["LGPL-3.0.txt", "GPL-3.0.txt"],
    "pyicu-wheels": ["PyICU.txt", "ICU.txt"],
    "pyside6-addons": ["LGPL-3.0.txt", "GPL-3.0.txt"],
    "pyside6-essentials": ["LGPL-3.0.txt", "GPL-3.0.txt"],
    "shiboken6": ["LGPL-3.0.txt", "GPL-3.0.txt"],
}
_NOTES = {
    "pyside6-addons": "Of it QtMultimedia is used, with FFmpeg (LGPL-2.1-or-later), as shared libraries that can be"
    " replaced. What Qt is built from in turn is listed at <https://doc.qt.io/qt-6/licenses-used-in-qt.html>.",
    "pyside6-essentials": "Qt and its Python bindings, as shared libraries that can be replaced. What Qt is built from"
    " in turn, and under which licences, is listed at <https://doc.qt.io/qt-6/licenses-used-in-qt.html>.",
    "pi-heif": "Carries libheif and libde265 (LGPL-3.0) as shared libraries that can be replaced.",
    "pyicu-wheels": "PyICU (MIT), with ICU (Unicode-3.0) as shared libraries.",
    "pynacl": "Carries libsodium (ISC).",
    "pysqlite3": "Carries SQLite, which is in the public domain.",
    "rawpy": "Carries LibRaw (LGPL-2.1 or CDDL-1.0) as a shared library that can be replaced.",
    "colorama": "Only on Windows.",
    "fontpkg": "Its metadata says so; it brings no text of its own.",
}
#: Tables in the program's own resources: the title, the licence, the files with its text.
_TABLES = {
    "Noto Sans CJK (a cut of it for the window)": ("OFL-1.1", "resources/fonts/LICENSE"),
    "OpenCC (tables of characters)": ("Apache-2.0", "resources/han/LICENSE-OpenCC.txt"),
    "pypinyin (tables of readings)": ("MIT", "resources/han/LICENSE-pypinyin.txt"),
    "Unicode CLDR (names of cities)": ("Unicode-3.0", "resources/exonyms/LICENSE"),
}

_HEAD = """# What Exchange Archive stands on

Exchange Archive itself is under the Apache License 2.0 (`LICENSE`). It is installed with these packages and tables of
others, whose licences and notices follow. Made by `python -m tools.third_party`: do not edit.

"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One package or table. ``texts`` are its licences and notices by the names of their files."""

    name: str
    versions: tuple[str, ...]
    licence: str
    texts: dict[str, str] = field(default_factory=dict)
    note: str = ""
    #: Whether what is installed here is what is pinned.
    sure: bool = True


def entries() -> list[Entry]:
    """Every package that is pinned, and every table, in alphabetical order."""
    pins: dict[str, list[str]] = {}
    for line in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]:
        pin = Requirement(line)
        pins.setdefault(pin.name, []).append(str(pin.specifier).removeprefix("=="))
    found = [_package(name, versions) for name, versions in pins.items()]
    for title, (licence, file) in _TABLES.items():
        found.append(Entry(title, (), licence, {Path(file).name: _clean((ROOT / file).read_text("utf-8"))}))
    return sorted(found, key=lambda entry: entry.name.casefold())


def page() -> str:
    """The whole file."""
    every = entries()
    rows = [f"| {entry.name} | {', '.join(entry.versions)} | {entry.licence} |" for entry in every]
    table = "\n".join(["| what | version | licence |", "|---|---|---|", *rows])
    return _HEAD + table + "\n" + "".join(sections(every).values())


def sections(every: list[Entry]) -> dict[str, str]:
    """The part about each entry; a text that stands further up already is named, and not repeated."""
    told: dict[str, str] = {}
    parts = {}
    for entry in every:
        lines = ["", f"## {entry.name}", "", f"{entry.licence}. {entry.note}".strip(), ""]
        for file, text in entry.texts.items():
            words = " ".join(text.split())
            if words in told:
                lines += [f"`{file}`: the text is under {told[words]}.", ""]
            else:
                told[words] = entry.name
                lines += [f"`{file}`:", "", "~~~~text", text, "~~~~", ""]
        parts[entry.name] = "\n".join(lines)
    return parts


def _package(name: str, versions: list[str]) -> Entry:
    key = canonicalize_name(name)
    texts = {file: _clean((_LICENCES / file).read_text("utf-8")) for file in _ADDED.get(key, ())}
    try:
        installed = distribution(name)
    except PackageNotFoundError:
        return Entry(name, tuple(versions), _SPOKEN[key], texts, _NOTES.get(key, ""), sure=False)
    texts = _texts(installed) | texts
    licence = _SPOKEN.get(key) or installed.metadata.get("License-Expression") or installed.metadata["License"]
    sure = installed.version in versions
    return Entry(name, tuple(versions), licence, texts, _NOTES.get(key, ""), sure)


def _texts(installed: Distribution) -> dict[str, str]:
    found = {}
    for file in sorted(installed.files or (), key=str):
        inside = re.sub(r"^[^/]*\.dist-info/(licenses/)?", "", str(file))
        if _TEXT.search(inside) and file.suffix not in _NO_TEXT and "__pycache__" not in file.parts:
            found[inside] = _clean(Path(str(file.locate())).read_text("utf-8", "replace"))
    return found


def _clean(text: str) -> str:
    """Without what differs and says nothing: carriage returns, form feeds, spaces at the ends of lines."""
    lines = text.replace("\f", "").removeprefix("\ufeff").splitlines()
    return "\n".join(line.rstrip() for line in lines).strip("\n")


if __name__ == "__main__":
    TARGET.write_text(page(), "utf-8")
