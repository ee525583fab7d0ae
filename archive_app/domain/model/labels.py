"""What a step is called: a message and what fills it, kept apart and put into words when they are shown.

So that whoever reads the history reads it in their own language, whatever was spoken when it was written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from archive_app.domain.text.languages import language_said
from archive_app.i18n import _, listed, ngettext

#: The place of a language, which is kept as its code and said as a word.
_LANGUAGE = "lang"
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Label:
    """``key`` is the English message; where there is a ``plural``, ``n`` decides. ``values`` fill its places: texts and
    numbers as they are, labels in words, lists of them one after the other. ``small``: as it stands in a sentence.
    """

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)
    plural: str = ""
    n: int = 1
    small: bool = False

    @classmethod
    def of_many(cls, forms: tuple[str, str], n: int, **values: Value) -> Label:
        """A label of ``n`` things, which are its ``count``."""
        return cls(forms[0], {"count": n, **values}, forms[1], n)

    def words(self) -> str:
        """The label in the current language."""
        message = ngettext(self.key, self.plural, self.n) if self.plural else _(self.key) if self.key else ""
        # Filled place by place: a label may come from another copy of the archive, and is no program.
        filled = _PLACE.sub(lambda place: self._filled(place[1]) if place[1] in self.values else place[0], message)
        # “ISO 3166 code” keeps its capitals.
        return filled[:1].lower() + filled[1:] if self.small and filled[1:2].islower() else filled

    def _filled(self, place: str) -> str:
        value = self.values[place]
        return language_said(value) if place == _LANGUAGE and isinstance(value, str) else said(value)

    def document(self) -> dict[str, Any]:
        """As it is kept, in JSON."""
        kept: dict[str, Any] = {"key": self.key, "values": {name: _kept(value) for name, value in self.values.items()}}
        if self.plural:
            kept |= {"plural": self.plural, "n": self.n}
        return kept | ({"small": True} if self.small else {})


#: What fills a place of a label.
Value = str | int | Label | Sequence["str | int | Label"]


def read(document: Mapping[str, Any]) -> Label:
    """A label as it was kept."""
    values = {str(name): _value(value) for name, value in document.get("values", {}).items()}
    return Label(
        str(document.get("key", "")),
        values,
        str(document.get("plural", "")),
        int(document.get("n", 1)),
        bool(document.get("small", False)),
    )


def said(value: Value) -> str:
    """What fills a place, in words."""
    if isinstance(value, Label):
        return value.words()
    return str(value) if isinstance(value, str | int) else listed(map(said, value))


def _kept(value: Value) -> Any:
    if isinstance(value, Label):
        return value.document()
    return value if isinstance(value, str | int) else [_kept(each) for each in value]


def _value(kept: Any) -> Value:
    if isinstance(kept, Mapping):
        return read(kept)
    if isinstance(kept, list):
        return [each for part in kept if not isinstance(each := _value(part), list | tuple)]  # type: ignore[misc]
    return kept if isinstance(kept, str | int) else str(kept)
