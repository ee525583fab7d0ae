"""Texts that an earlier session did not save: what stands in their place today, and putting them there after all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from archive_app.domain.dates.ends import ends, span
from archive_app.domain.model.boxes import read_box, read_span
from archive_app.domain.model.details import DETAILS, REGION, DetailType
from archive_app.domain.model.fields import FIELDS
from archive_app.domain.model.kinds import TEXT_LABEL, TextRole
from archive_app.domain.model.records import LinkValue, NameValue, Record
from archive_app.domain.text.languages import guess_language, language_said
from archive_app.domain.text.showing import isolated
from archive_app.errors import ChangedMeanwhile, NotFound
from archive_app.i18n import _, ngettext
from archive_app.services.archive import Archive
from archive_app.services.drafts import Draft, Drafts, Place
from archive_app.services.records import details, editing, linking, many, reading, regions
from archive_app.services.tagging import captions, codes

_LINK = ("role", "certainty", "note", "date")


@dataclass(frozen=True, slots=True)
class Found:
    """One text: of which ``records`` (none where they are gone) and what they are called, of what in them, and what is
    ``stored`` there today. Where they have several values, ``stored`` says that there are several, and ``mark`` tells
    these from others.

    ``stored`` is None where that place is not there any more: then the text can only be read and copied.
    """

    draft: Draft
    records: tuple[int, ...]
    title: str
    label: str
    stored: str | None
    mark: str = ""

    @property
    def free(self) -> bool:
        """Whether it can be put back, and nobody has changed since what stands there: one text, not several."""
        return self.stored is not None and self.stored.strip() == self.draft.before.strip()

    @property
    def changed(self) -> bool:
        """Whether something else stands there than when it was typed."""
        return not self.free and self.stored is not None and self.mark != self.draft.before.strip()


def of_many(archive: Archive, records: Sequence[int], field: str) -> Place:
    """Where a text belongs that is meant for one field (``credit``, ``caption[zh]``) of many records."""
    with archive.store.read() as reader:
        return Place(" ".join(reader.records.uids(records)), f"many/{field}")


def found(archive: Archive, drafts: Drafts) -> list[Found]:
    """What earlier sessions did not save; what is in the archive by now is forgotten."""
    there = []
    earlier = drafts.earlier()
    for draft in earlier:
        each = _found(archive, draft, earlier)
        if each.stored is not None and each.stored.strip() == draft.text.strip():
            drafts.discard(draft)
        else:
            there.append(each)
    return there


def standing(archive: Archive, draft: Draft) -> Found:
    """The same of one text that is being typed."""
    return _found(archive, draft, [draft])


def same(archive: Archive, draft: Draft, known: str | None = None) -> None:
    """ChangedMeanwhile where somebody else has changed since what stood there before ``draft`` was typed.

    Nobody has where it is what was typed, or what is ``known`` to have been written by the same hand. What is meant for
    many records is meant whatever stands there.
    """
    if draft.place.field.startswith("many/"):
        return
    there = standing(archive, draft)
    if there.stored is None or there.stored.strip() in {
        text.strip() for text in (draft.before, draft.text, known or "")
    }:
        return
    sentence = _("{label} of “{title}” was changed by somebody else meanwhile. Both texts are kept: choose one.")
    raise ChangedMeanwhile(sentence.format(label=there.label, title=isolated(there.title)), there.stored)


def restore(archive: Archive, drafts: Drafts, wanted: Found) -> None:
    """Put a text back, as one step; NotFound where its place is gone.

    What was typed into a new row comes back together: what else it says is found in its place when asked for later.
    """
    earlier = drafts.earlier()
    if wanted.draft.file not in {draft.file for draft in earlier}:
        return
    if not wanted.records or wanted.stored is None:
        raise _gone()
    taken, field = [wanted.draft], wanted.draft.place.field
    match field.split("/"):
        case ["many", key]:
            captions.apply(archive, records=wanted.records, change=captions.read(archive, key, wanted.draft.text))
        case ["region", file, page, box, span]:
            _mark(archive, wanted.records[0], (file, page, box, span), wanted.draft.text)
        case ["detail", sort, "", _column]:
            taken = _of_new_row(earlier, wanted.draft)
            details.add_detail(archive, records=wanted.records, detail=_declared(sort), values=_values(taken))
        case _:
            _change(archive, wanted.records[0], field, wanted.draft.text)()
    for draft in taken:
        drafts.discard(draft)


def _gone() -> NotFound:
    return NotFound(_("What this text belongs to is not there any more. Copy the text instead."))


def _found(archive: Archive, draft: Draft, earlier: Sequence[Draft]) -> Found:
    field = draft.place.field
    if field.startswith("many/"):
        return _found_of_many(archive, draft)
    try:
        ref = reading.resolve(archive, draft.place.record)
        record = reading.record(archive, ref.id, all_links=field.startswith("link/"))
    except NotFound:
        return Found(draft, (), "", _label(field), None)
    return Found(draft, (ref.id,), ref.title, _label(field), _stored(archive, record, draft, earlier))


def _found_of_many(archive: Archive, draft: Draft) -> Found:
    key = draft.place.field.partition("/")[2]
    uids = draft.place.record.split()
    with archive.store.read() as reader:
        ids = tuple(reader.records.by_uids(uids).values())
    if not ids:
        return Found(draft, (), "", _label(draft.place.field), None)
    title = ngettext("{count} record", "{count} records", len(ids)).format(count=f"{len(ids):,}")
    shared = _shared(archive, ids, key)
    if shared is None:
        return Found(draft, ids, title, _label(draft.place.field), None)
    stored = many.mixed(shared) or ("" if shared.value is None else str(shared.value))
    return Found(draft, ids, title, _label(draft.place.field), stored, many.mark(shared))


def _shared(archive: Archive, ids: Sequence[int], key: str) -> many.Shared | None:
    summary = many.summary(archive, ids)
    name, bracket, lang = key.partition("[")
    if bracket:
        if name not in set(TextRole):
            return None
        return summary.texts.get((TextRole(name), lang.rstrip("]")), many.Shared(0, 0))
    return summary.fields.get(name)


def _label(field: str) -> str:
    match field.split("/"):
        case ["many", key]:
            return many.label_of(many.SetValue(key, ""))
        case ["text", role, lang]:
            return f"{_(TEXT_LABEL[TextRole(role)])} {language_said(lang)}".strip()
        case ["field", name]:
            return next((_(each.label) for each in FIELDS if each.name == name), name)
        case ["name", _row, what]:
            return {"lang": _("Language"), "script": _("Script")}.get(what, _("Name"))
        case ["stage", _row, what]:
            return _("Date of the stage") if what == "date" else _("Source of the stage")
        case ["link", *_rest]:
            return _("Link")
        case ["region", *_rest]:
            return _(REGION.label)
        case ["detail", sort, *_rest]:
            return next((_(each.label) for each in DETAILS if each.name == sort), sort)
    return ""


def _stored(archive: Archive, record: Record, draft: Draft, earlier: Sequence[Draft]) -> str | None:
    match draft.place.field.split("/"):
        case ["text", role, lang]:
            spoken = lang or _language(archive, role, draft.text)
            return next((text.text for text in record.texts if (text.role, text.lang) == (role, spoken)), "")
        case ["field", name]:
            return _shown(record.fields.get(name))
        case ["name", "", "text"]:
            return ""
        case ["name", row, what]:
            called = next((each for each in record.names if str(each.id) == row), None)
            return _of_name(called, what) if called is not None else None
        case ["stage", row, what]:
            stage = next((each for each in record.stages if str(each.id) == row), None)
            if stage is None:
                return None
            return stage.source if what == "source" else stage.date.edtf if stage.date else ""
        case ["link", row, what]:
            link = next((each for each in record.links if str(each.id) == row), None)
            return _of_link(link, what) if link is not None else None
        case ["region", file, *_where]:
            return "" if any(str(each.id) == file for each in record.files) else None
        case ["detail", sort, "", _column]:
            said = _values(_of_new_row(earlier, draft))
            columns = next((each.columns for each in DETAILS if each.name == sort), ())
            whole = all(said.get(column.name) for column in columns if column.required)
            return "" if columns and whole else None
        case ["detail", sort, row, column]:
            found_row = next((each for each in record.details_of(sort) if str(each.id) == row), None)
            return _shown(found_row.values.get(column)) if found_row is not None else None
    return None


def _shown(value: object) -> str:
    """A value as its editor shows it."""
    return "" if value is None else str(value)


def _mark(archive: Archive, record: int, where: tuple[str, str, str, str], text: str) -> None:
    """Mark a region where it was drawn: its box is that of the upright picture, however that is turned by now."""
    file, page, box, span = where
    turn = next(each.turn for each in reading.record(archive, record).files if str(each.id) == file)
    regions.add(
        archive,
        record=record,
        file=int(file),
        page=int(page),
        box=read_box(box).turned(turn) if box else None,
        span=read_span(span) if span else None,
        text=text,
    )


def _of_name(name: NameValue, what: str) -> str | None:
    if what == "lang":
        return "" if name.lang == "und" else name.lang
    return {"text": name.text, "script": name.script}.get(what)


def _of_link(link: LinkValue, what: str) -> str | None:
    edtf = link.date.edtf if link.date else ""
    if what in ("from", "to"):
        return ends(edtf)[what == "to"]
    if what not in _LINK:
        return None
    return edtf if what == "date" else str(getattr(link, what))


def _declared(sort: str) -> DetailType:
    found = next((each for each in DETAILS if each.name == sort), None)
    if found is None:
        raise _gone()
    return found


def _of_new_row(earlier: Sequence[Draft], wanted: Draft) -> list[Draft]:
    """What the same session left of the new row that ``wanted`` belongs to."""

    def row(draft: Draft) -> tuple[str, str, str]:
        session = draft.file.stem.rpartition("-")[2] if draft.file is not None else ""
        return session, draft.place.record, draft.place.field.rpartition("/")[0]

    return [draft for draft in earlier if row(draft) == row(wanted)]


def _values(row: Sequence[Draft]) -> dict[str, str]:
    """What a new row says, by column."""
    return {draft.place.field.rpartition("/")[2]: draft.text for draft in row}


def _language(archive: Archive, role: str, text: str) -> str:
    return codes.expand_text(archive, text).lang if role == TextRole.CAPTION else guess_language(text)


def _change(archive: Archive, record: int, field: str, text: str) -> Callable[[], object]:
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
        case ["name", row, "lang"]:
            return lambda: editing.change_name(archive, name_id=int(row), lang=text or "und")
        case ["name", row, "script"]:
            return lambda: editing.change_name(archive, name_id=int(row), script=text)
        case ["stage", row, "date"]:
            return lambda: editing.change_stage(archive, stage_id=int(row), date=text)
        case ["stage", row, "source"]:
            return lambda: editing.change_stage(archive, stage_id=int(row), source=text)
        case ["link", row, ("from" | "to") as what]:
            return lambda: _set_end(archive, record, int(row), what, text)
        case ["link", row, what]:
            return lambda: linking.change_link(archive, link_id=int(row), **{what: text})
        case ["detail", sort, row, column]:
            values = {column: text}
            return lambda: details.change_detail(archive, detail=_declared(sort), detail_id=int(row), values=values)
    raise _gone()


def _set_end(archive: Archive, record: int, link_id: int, what: str, text: str) -> None:
    """Change one end of a link's time; the other stays as it is today."""
    links = reading.record(archive, record, all_links=True).links
    link = next((each for each in links if each.id == link_id), None)
    if link is None:
        raise _gone()
    begin, end = ends(link.date.edtf if link.date else "")
    linking.change_link(archive, link_id=link_id, date=span(text, end) if what == "from" else span(begin, text))
