"""Taking apart what one cell of somebody's table says: “His Excellency X, President of Y” by a template, and “Surname,
First”.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_PLACE = re.compile(r"\{(\w*)\}")
_SUFFIX = re.compile(r"(?:jr|sr|i{1,3}|iv|ph\.?d|m\.?d)\.?", re.IGNORECASE)


def places(template: str) -> tuple[str, ...]:
    """What a template such as ``{name}, {office} of {organisation}`` takes apart; ``{}`` is of no interest."""
    return tuple(name for name in _PLACE.findall(template) if name)


def taken(template: str, text: str) -> dict[str, str] | None:
    """The parts of ``text`` by the names that ``template`` has for them; None where it does not fit. Each part ends
    where what follows it in the template stands for the first time. Looked for from left to right, once.
    """
    pieces = _PLACE.split(template)
    lower, found, at = text.casefold(), {}, 0
    if len(lower) != len(text):
        lower = text
    if not lower.startswith(pieces[0].casefold()):
        return None
    at = len(pieces[0])
    for name, literal in zip(pieces[1::2], pieces[2::2], strict=True):
        end = lower.find(literal.casefold(), at) if literal else len(text)
        if end < 0:
            return None
        if name:
            found[name] = text[at:end].strip()
        at = end + len(literal)
    return found if at == len(text) or not pieces[-1] else None


def part_of(templates: Sequence[str], part: str, text: str) -> str:
    """What the first template that fits ``text`` has as ``part``. Where none fits, the whole is the first part of the
    first template, and nothing is the others.
    """
    for template in templates:
        found = taken(template, text)
        if found is not None and part in places(template):
            return found.get(part, "")
    first = next((name for template in templates for name in places(template)), part)
    return text if part == first and not any(template.startswith("{}") for template in templates) else ""


def without(words: Sequence[str], text: str) -> str:
    """``text`` without those of ``words`` that it begins with: titles, forms of address."""
    again = True
    while again:
        again = False
        for word in words:
            if word and text.casefold().startswith(word.casefold()) and not text[len(word) : len(word) + 1].isalpha():
                text, again = text[len(word) :].lstrip(" ,."), True
    return text


def given_name_first(text: str) -> str:
    """“Rice, Condoleezza” as “Condoleezza Rice”, “Card, Andrew H., Jr.” as “Andrew H. Card Jr.”; what has no comma, or
    more than such a name has, stays.
    """
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[2]):
        return f"{parts[1]} {parts[0]} {parts[2]}"
    return f"{parts[1]} {parts[0]}" if len(parts) == 2 and all(parts) else text
