"""What a file says about itself, from every place where it may say it.

Where places disagree, one wins per field, after the Metadata Working Group's guidance (2010), changed where it would
lose something:

* **Texts, keywords, people, places:** XMP, then IPTC-IIM, then EXIF, then PNG text. XMP has languages and no limit of
  length. IPTC wins over XMP where its recorded digest shows that it was changed after the XMP was written.
* **Date of capture:** EXIF DateTimeOriginal, XMP, IPTC; then the date of digitising; then the satellites' clock. A zone
  that only another of them knows is taken over where both show the same time.
* **Position, camera, orientation:** EXIF, then XMP.
* **Rating:** XMP, then EXIF.
"""

from __future__ import annotations

import hashlib
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from archive_app import inside
from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.media.formats import charsets, containers, heif
from archive_app.media.formats.blocks import MAX_BLOCK, Blocks
from archive_app.media.formats.filetypes import TIFF_RAW, Family, FileType
from archive_app.media.metadata import dates, defaults
from archive_app.media.metadata.exif import read_exif
from archive_app.media.metadata.facts import TEXT_FIELDS, Facts, Metadata, Region, with_sidecar
from archive_app.media.metadata.iptc import read_iptc
from archive_app.media.metadata.xmp import read_sidecar_file, read_xmp

__all__ = ["Metadata", "Region", "find_sidecar", "read_metadata", "read_sidecar", "with_sidecar"]

_SIDECAR = "application/rdf+xml"
_LONGEST_COMMENT = 10_000
#: What says of a text that it is of no language in particular.
_UNSAID = frozenset({"", "x-default"})
_CAMERA_FIELDS = ("latitude", "longitude", "altitude", "orientation", "make", "model", "lens", "software")


def read_metadata(source: Path | bytes | BinaryIO, filetype: FileType, *, encoding: str = "") -> Metadata:
    """Everything that a file of this type says about itself. Raises Unreadable if it can't be opened; damage inside
    becomes :attr:`Metadata.warnings`. ``encoding`` is how a press caption is read that does not say its own."""
    if filetype.family in (Family.VIDEO, Family.AUDIO):
        # Its library takes a tenth of a second to load, and most files need none of it.
        from archive_app.media.metadata.video import read_media, read_packets

        return _finish(
            _settle(read_media(source), Facts(), read_xmp(read_packets(source)), Facts(), iptc_is_newer=False)
        )
    try:
        with inside.reading(source) as stream:
            return _read(stream, filetype, encoding)
    except OSError as error:
        raise Unreadable(_("The file can't be read; the drive may be failing or was removed.")) from error


def _read(stream: BinaryIO, filetype: FileType, encoding: str) -> Metadata:
    if filetype.family is Family.DOCUMENT:
        return _finish(read_xmp(containers.scan_xmp(stream)))
    if filetype.mime == _SIDECAR:
        return _finish(_settle(Facts(), Facts(), read_xmp([stream.read(MAX_BLOCK + 1)]), Facts(), iptc_is_newer=False))
    if filetype.family is not Family.PICTURE:
        return Metadata()
    blocks = _blocks(stream, filetype)
    if filetype.mime in TIFF_RAW or filetype.mime == "image/tiff":
        stream.seek(0)
        exif = read_exif(stream)
    else:
        exif = read_exif(blocks.exif) if blocks.exif else Facts()
    if blocks.exif_directory:
        _fill(exif, read_exif(blocks.exif_directory))
    xmp = read_xmp(blocks.xmp, blocks.xmp_extensions) if blocks.xmp else Facts()
    iptc = read_iptc(blocks.iptc, encoding) if blocks.iptc else Facts()
    newer = bool(blocks.iptc_digest) and hashlib.md5(blocks.iptc, usedforsecurity=False).digest() != blocks.iptc_digest
    found = _settle(exif, iptc, xmp, _png_text(blocks), iptc_is_newer=newer)
    found.width, found.height = blocks.width, blocks.height
    return _finish(found)


def _blocks(stream: BinaryIO, filetype: FileType) -> Blocks:
    if filetype.mime in ("image/heic", "image/heif", "image/avif"):
        return heif.find_blocks(stream)
    if filetype.mime in TIFF_RAW:
        return containers.find_tiff_blocks(stream)
    if filetype.mime == "image/svg+xml":
        return Blocks(xmp=containers.scan_xmp(stream))
    return containers.find_blocks(stream, filetype.mime)


def _settle(exif: Facts, iptc: Facts, xmp: Facts, png: Facts, *, iptc_is_newer: bool) -> Facts:
    found = Facts()
    order = (iptc, xmp, exif, png) if iptc_is_newer else (xmp, iptc, exif, png)
    for name in TEXT_FIELDS:
        setattr(found, name, _first(name, order))
    for name in ("title", "caption", "alt", "rights"):
        setattr(found, name, _with_unsaid(name, getattr(found, name), (xmp, iptc)))
    for name in _CAMERA_FIELDS:
        setattr(found, name, _first(name, (exif, xmp, png)))
    _settle_comment(found, exif, xmp, png)
    if exif.latitude is None and xmp.latitude is not None:
        found.altitude = xmp.altitude
    found.rating = next((facts.rating for facts in (xmp, exif) if facts.rating is not None), None)
    found.duration, found.width, found.height = exif.duration, exif.width, exif.height
    _settle_dates(found, exif, iptc, xmp, png)
    for facts in (exif, iptc, xmp):
        found.warnings += [warning for warning in facts.warnings if warning not in found.warnings]
        found.raw |= facts.raw
    return found


def _settle_comment(found: Facts, *order: Facts) -> None:
    """A comment is the caption where nothing else is; what it was not taken for stays among the file's facts."""
    for facts, name in zip(order, ("UserComment", "XMP UserComment", "Comment"), strict=True):
        if not facts.comment or facts.comment in found.caption.values():
            continue
        if found.caption or defaults.is_default(facts.comment):
            found.raw[name] = facts.comment
        else:
            found.caption = {"": facts.comment}


def _first(name: str, order: tuple[Facts, ...]) -> Any:
    values = [getattr(facts, name) for facts in order]
    return next((value for value in values if value not in (None, "", (), {}, 0)), values[0])


def _with_unsaid(name: str, texts: dict[str, str], order: tuple[Facts, ...]) -> dict[str, str]:
    """With what another reader found in no language in particular, where the one that counts has only texts of certain
    languages: they are no translations of each other, and neither stands for the other. IPTC cuts long texts off.
    """
    if not texts or texts.keys() & _UNSAID:
        return texts
    others = [text for facts in order for lang, text in getattr(facts, name).items() if lang in _UNSAID]
    unsaid = next((text for text in others if not any(each.startswith(text) for each in texts.values())), "")
    return {**texts, "": unsaid} if unsaid else texts


def _settle_dates(found: Facts, exif: Facts, iptc: Facts, xmp: Facts, png: Facts) -> None:
    found.digitized = exif.digitized or xmp.digitized or iptc.digitized
    satellites = exif.captured if exif.captured_source == "EXIF GPSDateStamp" else ""
    candidates = [
        ("" if satellites else exif.captured, exif.captured_source),
        (xmp.captured, xmp.captured_source),
        (iptc.captured, iptc.captured_source),
        (exif.digitized, "EXIF DateTimeDigitized"),
        (xmp.digitized, "XMP CreateDate"),
        (iptc.digitized, "IPTC DigitalCreationDate"),
        (satellites, exif.captured_source),
        (png.captured, png.captured_source),
    ]
    found.captured, found.captured_source = next((one for one in candidates if one[0]), ("", ""))
    _keep_other_days(found, (xmp, iptc))
    if dates.has_time(found.captured) and not dates.has_zone(found.captured):
        local = dates.without_zone(found.captured)
        for other, source in candidates:
            if dates.has_zone(other) and dates.without_zone(other) == local and not other.endswith(("Z", "00:00")):
                found.captured += other[-6:]
                found.raw["Zone"] = source
                return


def _keep_other_days(found: Facts, others: tuple[Facts, ...]) -> None:
    """Say which day was not taken: of a scan, a camera's clock tells when it was scanned, and a person's date of what.

    A day of more or less precision is no other one, nor is the day beside it, which may be that of another zone.
    """
    for other in others:
        if not other.captured or not _apart(found.captured, other.captured):
            continue
        found.raw[other.captured_source] = other.captured
        found.warnings.append(
            _("Two places say two days: {taken} ({source}) was taken, not {left} ({other}).").format(
                taken=found.captured[:10],
                source=found.captured_source,
                left=other.captured[:10],
                other=other.captured_source,
            )
        )


def _apart(one: str, other: str) -> bool:
    """Whether two captures are more than a day apart, as far as both are known."""
    try:
        days = date.fromisoformat(one[:10]) - date.fromisoformat(other[:10])
    except ValueError:
        length = min(len(one), len(other), 10)
        return one[:length] != other[:length]
    return abs(days.days) > 1


def _fill(facts: Facts, more: Facts) -> None:
    for one in fields(Facts):
        if getattr(facts, one.name) in (None, "", (), {}, [], 0):
            setattr(facts, one.name, getattr(more, one.name))


def _png_text(blocks: Blocks) -> Facts:
    texts = {name: charsets.clean(text) for name, text in blocks.text.items()}
    facts = Facts(software=texts.get("Software", ""), captured=dates.parse_written(texts.get("Creation Time", "")))
    facts.captured_source = "PNG Creation Time" if facts.captured else ""
    for target, name in ((facts.title, "Title"), (facts.caption, "Description"), (facts.rights, "Copyright")):
        if texts.get(name):
            target[""] = texts[name]
    facts.creators = (texts["Author"],) if texts.get("Author") else ()
    facts.comment = charsets.decode(blocks.comment[:_LONGEST_COMMENT]) or texts.get("Comment", "")
    return facts


def _finish(facts: Facts) -> Metadata:
    values = {one.name: getattr(facts, one.name) for one in fields(Metadata)}
    values["orientation"] = facts.orientation or 1
    values["width"], values["height"] = facts.width or None, facts.height or None
    if facts.captured[:4] > str(date.today().year):
        facts.warnings.append(_("The date of capture lies in the future: {date}").format(date=facts.captured[:10]))
    values["warnings"] = tuple(dict.fromkeys(facts.warnings))
    return Metadata(**values)


def find_sidecar(path: Path) -> Path | None:
    """The XMP sidecar beside a file, ``name.jpg.xmp`` before ``name.xmp``, in either case of letters."""
    for name in (f"{path.name}.xmp", f"{path.name}.XMP", f"{path.stem}.xmp", f"{path.stem}.XMP"):
        sidecar = path.with_name(name)
        if sidecar != path and sidecar.is_file():
            return sidecar
    return None


def read_sidecar(path: Path) -> Metadata:
    """What an XMP sidecar says. Raises Unreadable where it is damaged or no XMP."""
    return _finish(_settle(Facts(), Facts(), read_sidecar_file(path), Facts(), iptc_is_newer=False))
