"""What one reader (EXIF, IPTC, XMP, video) found, and what all of them together say: :class:`Metadata`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

#: What a file says in words.
TEXT_FIELDS = (
    "title", "headline", "caption", "alt", "keywords", "hierarchy", "creators", "people", "regions", "rights", "credit",
    "source", "event", "sublocation", "city", "state", "country",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the picture that shows somebody or something, as a file says it: ``kind`` is a word of MWG or of IPTC.

    Centre and size are fractions of the picture, 0 to 1, or of ``unit`` pixel; of unit circle the width is that of a
    circle, and the height follows from the shape of the picture. They are of the picture as it is stored, unless the
    size ``wide`` × ``high`` to which they were applied tells otherwise (``media/metadata/regions.py``).
    """

    name: str
    kind: str
    x: float
    y: float
    width: float
    height: float
    text: str = ""
    unit: str = ""
    wide: float = 0.0
    high: float = 0.0


@dataclass(slots=True)
class Facts:
    """The findings of one reader; empty means that it said nothing. Fields as in :class:`Metadata`."""

    title: dict[str, str] = field(default_factory=dict)
    headline: str = ""
    caption: dict[str, str] = field(default_factory=dict)
    #: What stands where some write captions and most write nothing: it counts where no better place has one.
    comment: str = ""
    alt: dict[str, str] = field(default_factory=dict)
    keywords: tuple[str, ...] = ()
    hierarchy: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()
    rights: dict[str, str] = field(default_factory=dict)
    credit: str = ""
    source: str = ""
    event: str = ""
    sublocation: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    captured: str = ""
    captured_source: str = ""
    digitized: str = ""
    latitude: float | None = None
    longitude: float | None = None
    altitude: float | None = None
    orientation: int = 0
    make: str = ""
    model: str = ""
    lens: str = ""
    software: str = ""
    rating: int | None = None
    width: int | None = None
    height: int | None = None
    duration: float | None = None
    warnings: list[str] = field(default_factory=list)
    raw: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a file says about itself. Languages are BCP 47, ``""`` where none is stated.

    ``captured`` is ISO 8601 text of as much as is known (see :mod:`.dates`), ``captured_source`` its field.
    ``latitude`` and ``longitude`` in degrees WGS 84, ``altitude`` in metres above the sea. ``orientation`` 1 to 8 as in
    EXIF. ``width`` and ``height`` in pixels as stored, before ``orientation``. ``duration`` in seconds. ``rating`` -1
    (rejected) to 5. ``hierarchy`` are keywords as paths from the widest, ``Places|China|Hangzhou``, each of which ends
    in one of ``keywords``. ``warnings`` are plain sentences. ``raw`` holds a few more fields under their own names.
    """

    title: dict[str, str] = field(default_factory=dict, hash=False)
    headline: str = ""
    caption: dict[str, str] = field(default_factory=dict, hash=False)
    alt: dict[str, str] = field(default_factory=dict, hash=False)
    keywords: tuple[str, ...] = ()
    hierarchy: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    regions: tuple[Region, ...] = ()
    rights: dict[str, str] = field(default_factory=dict, hash=False)
    credit: str = ""
    source: str = ""
    event: str = ""
    sublocation: str = ""
    city: str = ""
    state: str = ""
    country: str = ""
    captured: str = ""
    captured_source: str = ""
    digitized: str = ""
    latitude: float | None = None
    longitude: float | None = None
    altitude: float | None = None
    orientation: int = 1
    make: str = ""
    model: str = ""
    lens: str = ""
    software: str = ""
    rating: int | None = None
    width: int | None = None
    height: int | None = None
    duration: float | None = None
    warnings: tuple[str, ...] = ()
    raw: dict[str, str] = field(default_factory=dict, hash=False)


def with_sidecar(own: Metadata, sidecar: Metadata) -> Metadata:
    """``own`` with what the sidecar says on top: it is what the photographer edited last."""
    changed: dict[str, Any] = {}
    texts = (*TEXT_FIELDS, "rating", "captured", "captured_source", "latitude", "longitude", "altitude")
    for name in texts:
        value = getattr(sidecar, name)
        if value not in (None, "", (), {}):
            changed[name] = value
    return replace(own, **changed, warnings=own.warnings + sidecar.warnings)


def sound_alone(raw: Mapping[str, object]) -> bool:
    """Whether what is known of a recording (:attr:`Metadata.raw`) speaks of a sound and of no moving picture."""
    return "Audio" in raw and "Video" not in raw
