"""A copy of an original that carries what the archive says: inside it, or in a sidecar beside it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from archive_app import inside
from archive_app.domain.model.carrying import How
from archive_app.domain.model.kinds import FileRole
from archive_app.domain.model.records import FileValue, Record
from archive_app.errors import Unreadable
from archive_app.i18n import _
from archive_app.media.exchange import embedding, packets
from archive_app.media.exchange.embedding import NoRoom
from archive_app.media.formats.containers import find_blocks
from archive_app.media.metadata.facts import Metadata
from archive_app.media.metadata.rdf import NotXmp
from archive_app.services import outputs

_SIDECAR = "application/rdf+xml"
_MOST = 16 << 20


@dataclass(frozen=True, slots=True)
class Carried:
    """The ``sidecar`` that was written, if any, and why it was written where the copy itself was to have it."""

    sidecar: Path | None = None
    reason: str = ""


def own_sidecar(record: Record) -> FileValue | None:
    """The XMP sidecar that the record has, which others may have written."""
    sidecars = (file for file in record.files if file.role is FileRole.SIDECAR and file.mime == _SIDECAR)
    return next((file for file in sidecars if inside.is_file(Path(file.path))), None)


def carry(
    file: FileValue, target: Path, said: Metadata, how: How, fields: Collection[str], own: FileValue | None
) -> Carried:
    """Write a copy of ``file`` to ``target``, and what is ``said`` as ``how`` says; ``own`` is the sidecar that the
    record has. What a copy has no room for goes beside it. Unreadable where the source is at fault.
    """
    source, reason = Path(file.path), ""
    if how is How.EMBED:
        if not embedding.takes(file.mime):
            reason = _("Files of this kind take no metadata here; it is in a sidecar beside the copy.")
        else:
            try:
                _embed(source, file.mime, target, said, fields)
                return Carried()
            except NoRoom:
                reason = _("The file has no room for it; it is in a sidecar beside the copy.")
            except NotXmp:
                reason = _("What the file says of itself (XMP) is damaged, so it is in a sidecar beside the copy.")
    outputs.copy(source, target)
    base = _content(Path(own.path)) if own is not None else b""
    try:
        packet = packets.written(said, base, fields)
    except NotXmp:
        packet = packets.written(said, b"", fields)
        reason = _("The sidecar that was there is damaged; the new one says what the archive says alone.")
    sidecar = outputs.free(target.with_name(f"{target.name}.xmp"))
    outputs.write(sidecar, packet)
    return Carried(sidecar, reason)


def _embed(source: Path, mime: str, target: Path, said: Metadata, fields: Collection[str]) -> None:
    with _opened(source) as stream:
        blocks = find_blocks(stream, mime)
        packet = packets.written(said, blocks.xmp[0] if blocks.xmp else b"", fields)
        outputs.pour(target, embedding.embedded(stream, mime, packet, blocks))


def _content(file: Path) -> bytes:
    with _opened(file) as stream:
        return stream.read(_MOST)


def _opened(source: Path) -> BinaryIO:
    try:
        return inside.open_file(source)
    except OSError as error:
        raise Unreadable(_("The file can't be read; the drive may be failing or was removed.")) from error
