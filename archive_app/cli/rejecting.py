"""``reject`` and ``unreject``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from archive_app.cli import output
from archive_app.cli.context import Json, as_json, opened
from archive_app.cli.shapes import brief_document
from archive_app.domain.model.kinds import ITEM_KINDS, KIND_LABEL
from archive_app.domain.model.records import RecordRef
from archive_app.errors import InvalidInput
from archive_app.i18n import _, listed
from archive_app.services.archive import Archive
from archive_app.services.records import reading, rejecting

Refs = Annotated[list[str], typer.Argument(metavar="REF…")]


def _items(archive: Archive, refs: Sequence[str]) -> list[RecordRef]:
    found = list(dict.fromkeys(reading.resolve(archive, ref) for ref in refs))
    for record in found:
        if record.kind not in ITEM_KINDS:
            raise InvalidInput(
                _("{ref} is a {kind}. Only items can be rejected: photos, videos, objects and the like.").format(
                    ref=record.ref, kind=_(KIND_LABEL[record.kind])
                )
            )
    return found


def reject(refs: Refs, json: Json = False) -> None:
    """Reject items: they stay, but are left out of catalogues and exports. “unreject” takes it back."""
    with opened() as archive:
        found = _items(archive, refs)
        rejecting.reject(archive, records=[record.id for record in found])
    output.answer(
        {"rejected": [brief_document(record) for record in found]},
        [_("Rejected {refs}.").format(refs=listed(record.ref for record in found))],
        as_json=as_json(json),
    )


def unreject(refs: Refs, json: Json = False) -> None:
    """Take the rejection of items back: each has the stars again that it had before."""
    with opened() as archive:
        found = _items(archive, refs)
        rejected = {record.id for record in found if rejecting.are_rejected(archive, [record.id])}
        rejecting.take_back(archive, records=[record.id for record in found])
    back, others = ([record for record in found if (record.id in rejected) is wanted] for wanted in (True, False))
    lines = []
    for words, records in (
        (_("Not rejected any more: {refs}."), back),
        (_("Were not rejected: {refs}."), others),
    ):
        if records:
            lines.append(words.format(refs=listed(record.ref for record in records)))
    output.answer(
        {
            "taken_back": [brief_document(record) for record in back],
            "not_rejected": [brief_document(record) for record in others],
        },
        lines,
        as_json=as_json(json),
    )


def register(app: typer.Typer) -> None:
    """Add these commands to the command line."""
    app.command("reject")(reject)
    app.command("unreject")(unreject)
