"""A region of an item: a box of one of its pictures or pages, a stretch of a recording, or both, and what is there.

It is kept as a detail of the item (``domain/model/details.py``). What came from the file or from a machine stands
unaccepted until somebody accepts it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from archive_app.domain.model.boxes import Box, Span, checked_box, checked_span
from archive_app.domain.model.records import DetailValue, RecordRef
from archive_app.domain.text.showing import shown
from archive_app.errors import InvalidInput
from archive_app.i18n import N_, _, noted

_SIDES = ("x", "y", "width", "height")
#: Letters of its words in one line.
_SHOWN = 80


class Origin(StrEnum):
    """Who says that it is there."""

    PERSON = "person"
    FILE = "file"
    MACHINE = "machine"


ORIGINS = (N_("person"), N_("file"), N_("machine"))


@dataclass(frozen=True, slots=True)
class Region:
    """One region. ``file`` is the id of the file that it lies on, ``page`` its page, from 1; ``box`` is in parts of
    the picture, upright by its own orientation: :meth:`turned` gives it as it is shown. ``sort`` may be empty.
    """

    id: int
    file: int
    page: int
    box: Box | None
    span: Span | None
    text: str
    language: str
    sort: str
    subject: RecordRef | None
    origin: Origin
    accepted: bool

    @property
    def called(self) -> str:
        """What it is called in short: its subject, else its words, else its sort, in the current language."""
        if self.subject is not None:
            return self.subject.title
        return shown(self.text, _SHOWN) if self.text else _(self.sort) if self.sort else _("Region")

    @property
    def place(self) -> str:
        """Where and when it is, in words."""
        page = [_("page {number}").format(number=self.page)] if self.page > 1 else []
        return " · ".join([*page, *(part.said() for part in (self.box, self.span) if part is not None)])

    def boxed(self, turn: int) -> Box | None:
        """Its box in the picture that is turned by hand by ``turn`` degrees clockwise."""
        return None if self.box is None else self.box.turned(turn)


def region_of(detail: DetailValue) -> Region:
    """The region that a detail says."""
    values = detail.values
    origin = values.get("origin")
    return Region(
        detail.id,
        values["file"],
        values.get("page") or 1,
        _box(values),
        _span(values),
        values.get("text") or "",
        values.get("language") or "und",
        values.get("sort") or "",
        subject if isinstance(subject := values.get("subject"), RecordRef) else None,
        Origin(origin) if origin in set(Origin) else Origin.PERSON,
        values.get("accepted") is not False,
    )


def region_values(box: Box | None, span: Span | None) -> dict[str, Any]:
    """The columns that say where and when it is."""
    sides = (box.x, box.y, box.width, box.height) if box is not None else (None,) * 4
    ends = (span.start, span.end) if span is not None else (None, None)
    return {**dict(zip(_SIDES, sides, strict=True)), "start": ends[0], "stop": ends[1]}


def region_checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same values with a whole box, a whole stretch, or both; InvalidInput where they say neither."""
    sides = [values.get(side) for side in _SIDES]
    start, stop = values.get("start"), values.get("stop")
    box = span = None
    if any(side is not None for side in sides):
        if None in sides:
            raise InvalidInput(_("A box has four sides. Say all of them: {sides}.").format(sides="x, y, width, height"))
        box = checked_box(*(float(side) for side in sides if side is not None))
    if start is not None or stop is not None:
        first = stop if start is None else start
        span = checked_span(float(first or 0), float(first or 0) if stop is None else float(stop))
    if box is None and span is None:
        raise InvalidInput(_("Say where it is: a box of a picture, a stretch of a recording, or both."))
    return {**values, **region_values(box, span)}


def region_said(values: Mapping[str, Any]) -> str:
    """One in a line, in the current language: who or what, which words, where, and whether it is accepted."""
    subject = values.get("subject")
    title = subject.title if isinstance(subject, RecordRef) else ""
    text = f"“{shown(str(values['text']), _SHOWN)}”" if values.get("text") else ""
    sort = _(str(values["sort"])) if values.get("sort") else ""
    page = _("page {number}").format(number=values["page"]) if (values.get("page") or 1) > 1 else ""
    where = [part.said() for part in (_box(values), _span(values)) if part is not None]
    said = " · ".join(filter(None, (sort, title, text, page, *where)))
    return noted(said, _("not accepted")) if values.get("accepted") in (False, 0) else said


def _box(values: Mapping[str, Any]) -> Box | None:
    sides = [values.get(side) for side in _SIDES]
    numbers = [float(side) for side in sides if isinstance(side, int | float)]
    return Box(*numbers) if len(numbers) == len(_SIDES) else None


def _span(values: Mapping[str, Any]) -> Span | None:
    start, stop = values.get("start"), values.get("stop")
    return Span(float(start), float(stop if stop is not None else start)) if isinstance(start, int | float) else None
