"""Texts that an earlier session did not save: what stands in their place today, and putting them there after all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.details import DETAILS
from archive_app.domain.model.fields import FIELDS
from archive_app.domain.model.kinds import TEXT_LABEL, TextRole
from archive_app.domain.model.records import Record, RecordRef
from archive_app.domain.text.languages import language_said
from archive_app.errors import NotFound
from archive_app.i18n import _
from archive_app.services.archive import Archive
from archive_app.services.drafts import Draft, Drafts
from archive_app.services.records import details, editing, linking, reading
from archive_app.services.tagging import codes


@dataclass(frozen=True, slots=True)
class Found:
    """One text: of which record (none where it is gone), of what in it, and what is ``stored`` there today.

    ``stored`` is None where that place is not there any more: then the text can only be read and copied.
    """

    draft: Draft
    record: RecordRef | None
    label: str
    stored: str | None

    @property
    def free(self) -> bool:
        """Whether it can be put back, and nobody has changed since what stands there."""
        return self.stored is not None and self.stored.strip() == self.draft.before.strip()


def found(archive: Archive, drafts: Drafts) -> list[Found]:
    """What earlier sessions did not save; what is in the archive by now is forgotten."""
    there = []
    for draft in drafts.earlier():
        each = _found(archive, draft)
        if each.stored is not None and each.stored.strip() == draft.text.strip():
            drafts.discard(draft)
        else:
            there.append(each)
    return there


def restore(archive: Archive, drafts: Drafts, wanted: Found) -> ChangeSet:
    """Put a text back, as one step; NotFound where its place is gone."""
    if wanted.record is None or wanted.stored is None:
        raise NotFound(_("What this text belongs to is not there any more. Copy the text instead."))
    change = _change(archive, wanted.record.id, wanted.draft.place.field, wanted.draft.text)()
    drafts.discard(wanted.draft)
    return change


def _found(archive: Archive, draft: Draft) -> Found:
    try:
        ref = reading.resolve(archive, draft.place.record)
        record = reading.record(archive, ref.id)
    except NotFound:
        return Found(draft, None, _label(draft.place.field), None)
    return Found(draft, ref, _label(draft.place.field), _stored(record, draft.place.field))


def _label(field: str) -> str:
    match field.split("/"):
        case ["text", role, lang]:
            return f"{_(TEXT_LABEL[TextRole(role)])} {language_said(lang)}".strip()
        case ["field", name]:
            return next((_(each.label) for each in FIELDS if each.name == name), name)
        case ["name", *_rest]:
            return _("Name")
        case ["stage", _row, what]:
            return _("Date of the stage") if what == "date" else _("Source of the stage")
        case ["link", *_rest]:
            return _("Link")
        case ["detail", sort, *_rest]:
            return next((_(each.label) for each in DETAILS if each.name == sort), sort)
    return ""


def _stored(record: Record, field: str) -> str | None:
    match field.split("/"):
        case ["text", role, lang]:
            texts = [text for text in record.texts if text.role == role]
            return next((text.text for text in texts if text.lang == lang), "") if lang else "" if not texts else None
        case ["field", name]:
            return str(record.fields.get(name) or "")
        case ["name", "", "text"]:
            return ""
        case ["name", row, "text"]:
            return next((name.text for name in record.names if str(name.id) == row), None)
        case ["stage", row, what]:
            stage = next((each for each in record.stages if str(each.id) == row), None)
            if stage is None:
                return None
            return stage.source if what == "source" else stage.date.edtf if stage.date else ""
        case ["link", row, ("role" | "certainty" | "note" | "date") as what]:
            link = next((each for each in record.links if str(each.id) == row), None)
            if link is None:
                return None
            return str(getattr(link, what)) if what != "date" else link.date.edtf if link.date else ""
        case ["detail", sort, row, column]:
            found_row = next((each for each in record.details_of(sort) if str(each.id) == row), None)
            return str(found_row.values.get(column) or "") if found_row is not None else None
    return None


def _change(archive: Archive, record: int, field: str, text: str) -> Callable[[], ChangeSet]:
    match field.split("/"):
        case ["text", role, lang]:
            change = codes.apply_in_caption if role == TextRole.CAPTION else editing.set_text
            return lambda: change(archive, record=record, role=TextRole(role), lang=lang, text=text)
        case ["field", name]:
            return lambda: editing.set_values(archive, records=[record], values={name: text})
        case ["name", "", "text"]:
            return lambda: editing.add_name(archive, record=record, text=text)
        case ["name", row, "text"]:
            return lambda: editing.change_name(archive, name_id=int(row), text=text)
        case ["stage", row, "date"]:
            return lambda: editing.change_stage(archive, stage_id=int(row), date=text)
        case ["stage", row, "source"]:
            return lambda: editing.change_stage(archive, stage_id=int(row), source=text)
        case ["link", row, what]:
            return lambda: linking.change_link(archive, link_id=int(row), **{what: text})
        case ["detail", sort, row, column]:
            declared = next(each for each in DETAILS if each.name == sort)
            values = {column: text}
            return lambda: details.change_detail(archive, detail=declared, detail_id=int(row), values=values)
    raise NotFound(_("What this text belongs to is not there any more. Copy the text instead."))
