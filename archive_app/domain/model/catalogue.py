"""A printed catalogue as values: everything that stands on its pages, before anybody thinks about pages.

Text comes as :data:`Words`: the same thing in the languages of the catalogue, in their order, each piece with the
language it is really in (a name that exists only in Turkish stays Turkish in an English catalogue).
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from archive_app.domain.model.kinds import Kind, StageKind


@dataclass(frozen=True, slots=True)
class Wording:
    """One text in one language; ``lang`` is BCP 47, ``und`` where nobody knows."""

    text: str
    lang: str = "und"


#: One thing said in one or more languages, the first language of the catalogue first. Never two of the same text.
Words = tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class PictureFile:
    """An original to be printed, as it lies on disk; ``orientation`` is how EXIF says it has to be turned (1 to 8),
    ``turn`` how it was turned by hand besides, in degrees clockwise. ``width`` and ``height`` are those of the upright
    picture in pixels, 0 where they are not known. ``at`` is the place of a video's picture in milliseconds, None where
    any good one will do.
    """

    path: Path
    orientation: int = 1
    turn: int = 0
    width: int = 0
    height: int = 0
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """One line under a plate: ``key`` is the name of a field or of a detail, of which there may be several."""

    key: str
    values: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Plate:
    """One item on the page. Where ``picture`` is None, ``instead`` says what it is that has none by its nature, and
    ``missing`` to whoever prints it why there is none of what should have one. ``why`` is the reason for which the item
    belongs to its chapter's partnership, in words. ``marked`` are those who are marked on its picture, from left
    to right; they are not among ``people`` then."""

    ref: str
    kind: Kind
    title: Words
    caption: Words = ()
    alt: Words = ()
    date: Words = ()
    marked: tuple[Words, ...] = ()
    people: tuple[Words, ...] = ()
    places: tuple[Words, ...] = ()
    creators: tuple[Words, ...] = ()
    givers: tuple[Words, ...] = ()
    receivers: tuple[Words, ...] = ()
    occasions: tuple[Words, ...] = ()
    facts: tuple[Fact, ...] = ()
    why: str = ""
    picture: PictureFile | None = None
    instead: Words = ()
    missing: str = ""


@dataclass(frozen=True, slots=True)
class ChapterStage:
    """One stage of a partnership; ``date`` is empty and ``source`` too where nobody wrote them down."""

    kind: StageKind
    date: Words = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """The plates of one partnership, or the ones of none. ``continent`` is the value of the field, in English;
    ``counts`` are the plates by kind, the largest number first."""

    title: Words
    text: Words = ()
    parties: tuple[Words, ...] = ()
    stages: tuple[ChapterStage, ...] = ()
    anniversary: Words = ()
    continent: str = ""
    counts: tuple[tuple[Kind, int], ...] = ()
    plates: tuple[Plate, ...] = ()


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One line of an index, in its place of the order. ``plates`` are numbers of plates, counted from 1 through the
    whole catalogue; ``letter`` is the heading that the line stands under."""

    name: Words
    letter: str
    plates: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A whole catalogue. ``languages`` are BCP 47 tags, the first one leads; ``date`` is the day it was made for, and
    the only date that goes into the file, so that the same catalogue makes the same bytes. ``cover`` is a picture like
    those of the plates, or None for a cover of type alone."""

    title: Words
    subtitle: Words
    editor: str
    date: dt.date
    languages: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    people: tuple[IndexEntry, ...] = ()
    places: tuple[IndexEntry, ...] = ()
    cover: PictureFile | None = None
    #: Small pictures in rows, in place of plates with all that is known.
    sheet: bool = False

    @property
    def plates(self) -> tuple[Plate, ...]:
        """Every plate, in the order of the pages."""
        return tuple(plate for chapter in self.chapters for plate in chapter.plates)
