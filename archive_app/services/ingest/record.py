"""What a file says of itself becomes its item's first names, texts, date and place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from archive_app.domain.dates.capture import Capture, Zone, on_the_spot
from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.details import FILE_NAME
from archive_app.domain.model.kinds import FileRole, Kind
from archive_app.domain.model.views import Beside, likely_role
from archive_app.domain.text.languages import known_language, language_kept
from archive_app.domain.text.scripts import script_of
from archive_app.errors import InvalidInput
from archive_app.i18n import _
from archive_app.media.metadata.facts import Metadata, sound_alone
from archive_app.media.objects.objects import display_name
from archive_app.services.ingest import regions
from archive_app.services.ingest.pipeline import Prepared
from archive_app.services.records import subtitles
from archive_app.services.records.values import clean
from archive_app.store.face import values
from archive_app.store.face.transaction import Transaction

_KIND_OF = {"picture": Kind.PHOTO, "video": Kind.VIDEO, "audio": Kind.AUDIO}
_LONGEST = 10_000
_SIDECAR = str(FileRole.SIDECAR)
#: What stands in files where no language is stated.
_DEFAULTS = frozenset({"", "x-default"})


def kind_of(prepared: Prepared) -> Kind:
    """The kind of item a file makes; what is neither picture, video nor sound is a document. What has no picture track
    is sound, whatever it is packed in.
    """
    kind = _KIND_OF.get(prepared.filetype.family, Kind.DOCUMENT) if prepared.filetype else Kind.DOCUMENT
    metadata = prepared.metadata
    return Kind.AUDIO if kind is Kind.VIDEO and metadata is not None and sound_alone(metadata.raw) else kind


def add_items(transaction: Transaction, group: Sequence[Prepared]) -> list[values.Made]:
    """One item for each file, in order."""
    by_kind: dict[Kind, list[Prepared]] = {}
    for prepared in group:
        by_kind.setdefault(kind_of(prepared), []).append(prepared)
    made: dict[int, values.Made] = {}
    for kind, members in by_kind.items():
        rows = transaction.records.add_many(kind, [columns_of(prepared.metadata) for prepared in members])
        made.update({id(prepared): row for prepared, row in zip(members, rows, strict=True)})
    for prepared in group:
        _describe(transaction, made[id(prepared)].id, prepared)
    return [made[id(prepared)] for prepared in group]


def add_files(transaction: Transaction, record: int, group: Sequence[Prepared], role: FileRole | None) -> None:
    """The files for a record that is there, behind those that it has; NotFound where it is gone. Without ``role`` each
    is what it is likely to be.
    """
    kind = transaction.records.kinds([record])[record]
    there = transaction.reader.files.of_record(record)
    beside = [Beside(name, mime) for name, mime, _position in there]
    following = max((position for _name, _mime, position in there), default=-1) + 1
    rows = []
    for place, prepared in enumerate(group, start=following):
        columns = file_columns(prepared)
        file = Beside(columns["original_name"], columns["mime"])
        columns["role"] = str(role or likely_role(file, beside, kind))
        rows.append({"record_id": record, "position": place, **columns})
        beside.append(file)
    transaction.parts.add("file", rows)
    regions.add(
        transaction, record,
        {row["position"]: each.metadata for row, each in zip(rows, group, strict=True) if row["role"] != _SIDECAR},
    )  # fmt: skip
    if kind in (Kind.VIDEO, Kind.AUDIO):
        subtitles.add(transaction, record, [(prepared.path.name, prepared.path) for prepared in group])
        for prepared in group:
            subtitles.add_inside(transaction, record, prepared.found.tracks if prepared.found else ())


def columns_of(metadata: Metadata | None) -> dict[str, Any]:
    """The fields of a record that a file fills."""
    if metadata is None:
        return {}
    columns: dict[str, Any] = {
        **lines_of(metadata),
        "latitude": metadata.latitude,
        "longitude": metadata.longitude,
        # −1 is a rejected one, as XMP has it; 0 is an item without stars.
        "rating": metadata.rating if metadata.rating and -1 <= metadata.rating <= 5 else None,
        "date": _date(metadata),
    }
    return {column: value for column, value in columns.items() if value is not None}


def lines_of(metadata: Metadata) -> dict[str, str | None]:
    """The fields of a record that hold what a file says in words."""
    return {
        "credit": _line(metadata.credit or ", ".join(metadata.creators)),
        "rights": _line(next(iter(metadata.rights.values()), "")),
    }


def words_of(metadata: Metadata) -> list[tuple[str, str, str]]:
    """The texts that a file says: (role, language, text), each role's in the order in which they are kept."""
    # Whoever looks for China finds what is tagged Places|China|Hangzhou.
    levels = (level for path in metadata.hierarchy for level in path.split("|"))
    keywords = _line("; ".join(dict.fromkeys([*metadata.keywords, *levels])))
    return [
        *(("caption", lang, text) for lang, text in spoken(metadata.caption).items()),
        *(("alt", lang, text) for lang, text in spoken(metadata.alt).items()),
        *([("keywords", known_language(keywords), keywords)] if keywords else []),
    ]


def _date(metadata: Metadata) -> str | None:
    if not metadata.captured:
        return None
    try:
        return parse_date(_capture(metadata).day).edtf
    except InvalidInput:
        return None


def _capture(metadata: Metadata) -> Capture:
    return on_the_spot(metadata.captured, metadata.longitude)


def _whence(capture: Capture) -> list[str]:
    """What is to be known of a day that was worked out."""
    said = {
        Zone.POSITION: _("The file says its time in UTC alone; the day is that of the time zone at its position."),
        Zone.COMPUTER: _(
            "The file says its time in UTC alone, and no position; the day is that of this computer's time zone."
        ),
        Zone.UNKNOWN: _("The file says its time in UTC alone; at its position it may have been either of two days."),
    }
    return [said[capture.zone]] if capture.zone in said else []


def _line(text: str) -> str | None:
    return clean(text)[:_LONGEST] or None


def _describe(transaction: Transaction, record_id: int, prepared: Prepared) -> None:
    metadata = prepared.metadata
    if metadata is not None:
        names = [
            {
                "record_id": record_id, "text": title, "lang": lang, "script": script_of(title), "kind": "official",
                "is_original": position == 0, "position": position,
            }
            for position, (lang, title) in enumerate(spoken(metadata.title).items())
        ]  # fmt: skip
        said = words_of(metadata)
        texts = [
            {
                "record_id": record_id, "role": role, "lang": lang, "text": text,
                "is_original": (role, lang, text) == next(each for each in said if each[0] == role),
            }
            for role, lang, text in said
        ]  # fmt: skip
        transaction.parts.add("name", names)
        transaction.parts.add("text", texts)
    transaction.parts.add("file", [{"record_id": record_id, "position": 0, **file_columns(prepared)}])
    regions.add(transaction, record_id, {0: metadata})
    subtitles.add_inside(transaction, record_id, prepared.found.tracks if prepared.found else ())


def spoken(texts: dict[str, str]) -> dict[str, str]:
    """Texts by the language that they are kept in (``language_kept``). Where none is stated the script may speak for
    one, else it is not known; a stated language always wins. Where two of one language differ, as of two countries, the
    second one is kept under the tag that it has.
    """
    found: dict[str, str] = {}
    for lang, text in sorted(texts.items(), key=_unsaid):
        line = clean(text)[:_LONGEST]
        if not line or line in found.values():
            continue
        if lang in _DEFAULTS:
            kept = known_language(line)
            kept = "und" if kept in found else kept
        else:
            kept = language_kept(lang)
        found.setdefault(lang if kept in found and lang not in _DEFAULTS else kept, line)
    return found


def _unsaid(entry: tuple[str, str]) -> tuple[bool, bool]:
    """What says its language as it is kept comes first, what says none last."""
    return entry[0] in _DEFAULTS, language_kept(entry[0]) != entry[0]


def file_columns(prepared: Prepared) -> dict[str, Any]:
    """The columns of the file row of a staged and examined file; its role is ``master``."""
    staged, metadata, found = prepared.staged, prepared.metadata, prepared.found
    if staged is None or prepared.filetype is None:
        raise ValueError("only a staged file becomes an item")
    columns: dict[str, Any] = {
        "sha256": staged.sha256,
        "extension": prepared.extension,
        "size": staged.size,
        "mime": prepared.filetype.mime,
        "original_name": display_name(prepared.path),
        "role": "master",
        "picture": prepared.picture_reason,
        "folder": prepared.folder or None,
    }
    if found is not None:
        columns |= {"width": found.width, "height": found.height}
    if metadata is not None:
        columns |= {
            "orientation": metadata.orientation,
            "duration": metadata.duration,
            "captured": _capture(metadata).captured,
            "latitude": metadata.latitude,
            "longitude": metadata.longitude,
            "camera": " ".join(dict.fromkeys(word for word in (metadata.make, metadata.model) if word)),
            "technical": technical_of(metadata),
        }
    return columns


def technical_of(metadata: Metadata) -> dict[str, Any]:
    """What a file says besides, as its row keeps it."""
    kept = {
        "people": list(metadata.people),
        "regions": [region.name for region in metadata.regions if region.name],
        "creators": list(metadata.creators),
        "place": [part for part in (metadata.sublocation, metadata.city, metadata.state, metadata.country) if part],
        "hierarchy": list(metadata.hierarchy),
        "altitude": metadata.altitude,
        "software": metadata.software,
        "captured_source": metadata.captured_source,
        "headline": metadata.headline,
        "source": metadata.source,
        "event": metadata.event,
        "lens": metadata.lens,
        "zone": str(_capture(metadata).zone),
        "warnings": [*metadata.warnings, *_whence(_capture(metadata))],
        "raw": metadata.raw,
    }
    # At the sea's level one is 0 m high.
    return {key: value for key, value in kept.items() if value or value == 0}


def name_otherwise(transaction: Transaction, holder: int, prepared: Prepared) -> None:
    """Keep under what other name, or in what other folder, the bytes of a file that ``holder`` has were given again:
    that is what somebody looks for.
    """
    known = transaction.reader.files.called(holder, prepared.sha256)
    name, folder = display_name(prepared.path), prepared.folder
    if known is not None and (name, folder) not in known[1]:
        transaction.details.add(FILE_NAME, [holder], {"file": known[0], "name": name, "folder": folder or None})
