"""Message catalogues as translators write them (.po), made into what gettext reads (.mo).

A checkout has only the first and compiles it when it is needed, in a hundredth of a second; a wheel has only the
second, made by ``tools/build_hook.py`` while it is built. So no compiled file can be out of date.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Iterator

_BLANK = re.compile(r"\n\s*\n")
_FUZZY = re.compile(r"^#,.*\bfuzzy\b", re.MULTILINE)
_LINE = re.compile(r'^(?:(msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+)?"(.*)"\s*$', re.MULTILINE)
_ESCAPE = re.compile(r"\\(.)")
_MEANT = {"n": "\n", "t": "\t", "r": "\r"}
_MAGIC, _HEADER = 0x950412DE, 28


def compiled(po: str) -> bytes:
    """The .mo of a .po. What is marked fuzzy, obsolete or not translated is left out."""
    translated = [entry for entry in _entries(po) if _value(entry).strip("\0")]
    entries = sorted((_key(entry).encode(), _value(entry).encode()) for entry in translated)
    keys, values = (b"".join(pair[side] + b"\0" for pair in entries) for side in (0, 1))
    first = _HEADER + 16 * len(entries)
    tables = [_offsets((pair[side] for pair in entries), start) for side, start in ((0, first), (1, first + len(keys)))]
    header = struct.pack("<7I", _MAGIC, 0, len(entries), _HEADER, _HEADER + 8 * len(entries), 0, first)
    return b"".join((header, *tables, keys, values))


def _offsets(texts: Iterable[bytes], start: int) -> bytes:
    found = bytearray()
    for text in texts:
        found += struct.pack("<2I", len(text), start)
        start += len(text) + 1
    return bytes(found)


def _entries(po: str) -> Iterator[dict[str, str]]:
    """Each entry's texts by their keywords. A blank line ends an entry, as the tools that write them do it."""
    for block in _BLANK.split(po):
        entry: dict[str, str] = {}
        keyword = ""
        for match in _LINE.finditer(block):
            keyword = match[1] or keyword
            entry[keyword] = entry.get(keyword, "") + _ESCAPE.sub(
                lambda found: _MEANT.get(found[1], found[1]), match[2]
            )
        if entry and not _FUZZY.search(block):
            yield entry


def _key(entry: dict[str, str]) -> str:
    context = f"{entry['msgctxt']}\4" if "msgctxt" in entry else ""
    return context + "\0".join(entry[keyword] for keyword in ("msgid", "msgid_plural") if keyword in entry)


def _value(entry: dict[str, str]) -> str:
    return "\0".join(text for keyword, text in entry.items() if keyword.startswith("msgstr"))
