"""Right-to-left text in the order in which it is read.

typst writes the words of a Hebrew or Arabic phrase as they stand on the line, the last one first; each word is marked
``/ReversedChars`` or has its own ``/ActualText``. Whoever reads the file in its order, as a screen reader does, needs
the first word first. Every word sets its own place on the page, so the drawing does not change.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Any

import pikepdf

Instruction = Any  # pikepdf's stubs say nothing of what is in one


_MARKS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))


def without_direction_marks(text: str) -> str:
    """``text`` without embeddings, overrides and isolates: typst's own and those around names."""
    return text.translate(_MARKS)


def actual_text(instruction: Instruction) -> str | None:
    """The ``/ActualText`` that this instruction opens, if it opens one, without direction marks."""
    operands, operator = instruction
    properties = operands[1] if str(operator) == "BDC" and len(operands) > 1 else None
    if not isinstance(properties, pikepdf.Dictionary) or "/ActualText" not in properties:
        return None
    return without_direction_marks(str(properties.ActualText))


def runs_right_to_left(text: str) -> bool:
    """Whether the first letter of ``text`` that has a direction runs from right to left."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((direction for direction in directions if direction in ("L", "R", "AL")), "L") != "L"


def in_reading_order(instructions: Sequence[Instruction]) -> list[Instruction]:
    """The instructions of a page with each row of right-to-left words the other way round."""
    ordered: list[Instruction] = []
    row: list[list[Instruction]] = []
    at = 0
    while at < len(instructions):
        if _opens_reversed(instructions[at]):
            end = _closing(instructions, at) + 1
            row.append(list(instructions[at:end]))
        else:
            end = at + 1
            ordered += [instruction for word in reversed(row) for instruction in word]
            row = []
            ordered.append(instructions[at])
        at = end
    return ordered + [instruction for word in reversed(row) for instruction in word]


def _opens_reversed(instruction: Instruction) -> bool:
    operands, operator = instruction
    if str(operator) == "BMC":
        return str(operands[0]) == "/ReversedChars"
    text = actual_text(instruction)
    return text is not None and runs_right_to_left(text)


def _closing(instructions: Sequence[Instruction], opened: int) -> int:
    depth = 0
    for at in range(opened, len(instructions)):
        word = str(instructions[at][1])
        depth += (word in ("BDC", "BMC")) - (word == "EMC")
        if depth == 0:
            return at
    return len(instructions) - 1
