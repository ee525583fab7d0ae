"""Values of an XMP packet as texts, languages, structures and numbers."""

from __future__ import annotations

from collections.abc import Iterable

from archive_app.media.formats import charsets
from archive_app.media.metadata.rdf import Item, Node

Properties = dict[str, Node]


def text_of(node: Node | None) -> str:
    """One text: of an array its first, of languages the default."""
    if isinstance(node, str):
        return charsets.clean(node)
    if isinstance(node, list):
        languages = languages_of(node)
        return languages.get("", "") or next(iter(languages.values()), "")
    return ""


def texts_of(node: Node | None) -> tuple[str, ...]:
    """All texts, each once, in order."""
    if isinstance(node, str):
        return (charsets.clean(node),) if charsets.clean(node) else ()
    if isinstance(node, list):
        texts = (text_of(item.value) for item in node)
        return tuple(dict.fromkeys(text for text in texts if text))
    return ()


def languages_of(node: Node | None) -> dict[str, str]:
    """Texts by language, ``""`` for the default unless another language says the same."""
    items = [Item("", node)] if isinstance(node, str) else node
    found: dict[str, str] = {}
    if isinstance(items, list):
        for item in items:
            text = charsets.clean(item.value) if isinstance(item.value, str) else ""
            lang = "" if item.lang.lower() in ("", "x-default", "x_default") else item.lang.replace("_", "-")
            if text:
                found.setdefault(lang, text)
    default = found.get("")
    if default is not None and any(lang and text == default for lang, text in found.items()):
        del found[""]
    return found


def child(node: Node | None, name: str) -> Node | None:
    """A part of a structure."""
    return node.get(name) if isinstance(node, dict) else None


def structures(node: Node | None) -> Iterable[Properties]:
    """The structures in an array."""
    if isinstance(node, list):
        for item in node:
            if isinstance(item.value, dict):
                yield item.value


def number_of(text: str) -> float | None:
    """The number that a text is, ``None`` where it is none that means anything."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if abs(value) < 1e9 else None


def numbers(node: Node | None, spaces: tuple[str, ...], names: Iterable[str]) -> list[float]:
    """Numbers of a structure by their names, each in whichever of the name spaces; none where one is missing."""
    if not isinstance(node, dict):
        return []
    found = [
        next((value for space in spaces if (value := number_of(text_of(node.get(space + name)))) is not None), None)
        for name in names
    ]
    return [value for value in found if value is not None] if None not in found else []
