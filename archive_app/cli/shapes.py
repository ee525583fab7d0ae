"""Records, hits and steps as JSON documents and as lines for people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from archive_app.domain.dates.dates import day_number
from archive_app.domain.dates.moments import local_moment
from archive_app.domain.dates.value import DateValue
from archive_app.domain.model.details import BY_NAME as DETAILS
from archive_app.domain.model.details import DetailType
from archive_app.domain.model.fields import fields_of
from archive_app.domain.model.identifiers import url_of
from archive_app.domain.model.kinds import FILE_ROLE_LABEL, KIND_LABEL, STAGE_LABEL, TEXT_LABEL
from archive_app.domain.model.records import DetailValue, FileValue, Membership, Record, RecordRef, StepValue
from archive_app.i18n import _, labelled, listed, ngettext, noted
from archive_app.services.results import Hit


def _date(value: DateValue | None) -> str | None:
    return value.edtf if value else None


def brief_document(found: RecordRef) -> dict[str, Any]:
    """As little of a record as a script needs to go on with it."""
    return {"ref": found.ref, "uid": found.uid, "kind": str(found.kind)}


def why_document(why: Membership) -> dict[str, Any]:
    """One reason: the rule, the path as titles and labels in turn, and the path in words."""
    return {"rule": why.rule, "partnership": why.partnership.ref, "path": why.path, "text": why.text}


def hit_document(hit: Hit) -> dict[str, Any]:
    """One found record."""
    row = hit.row
    return {
        "ref": row.ref,
        "uid": row.uid,
        "kind": str(row.kind),
        "title": row.title,
        "date": row.date or None,
        "status": str(row.status),
        "why": [why_document(why) for why in hit.why],
        "matched": [
            {"field": m.field, "lang": m.lang, "text": m.text, "spans": [list(span) for span in m.spans]}
            for m in hit.matched
        ],
    }


def record_document(record: Record) -> dict[str, Any]:
    """One record whole."""
    return {
        "ref": record.ref,
        "uid": record.uid,
        "kind": str(record.kind),
        "status": str(record.status),
        "title": record.title,
        "names": [
            {"text": n.text, "lang": n.lang, "script": n.script, "kind": str(n.kind), "original": n.is_original}
            for n in record.names
        ],
        "texts": [
            {"role": str(t.role), "lang": t.lang, "text": t.text, "original": t.is_original} for t in record.texts
        ],
        "fields": {key: value for key, value in record.fields.items() if value is not None},
        "stages": [
            {"kind": str(s.kind), "date": _date(s.date), "source": s.source, "confidence": s.confidence}
            for s in record.stages
        ],
        "identifiers": [
            {"scheme": i.scheme, "value": i.value, "url": url_of(i.scheme, i.value)} for i in record.identifiers
        ],
        "details": [detail_document(DETAILS[d.type], d, record) for d in record.details],
        "links": [
            {
                "relation": link.label,
                "key": link.relation,
                "direction": "forward" if link.forward else "inverse",
                "ref": link.other.ref,
                "kind": str(link.other.kind),
                "title": link.other.title,
                "role": link.role,
                "date": _date(link.date),
                "certainty": link.certainty,
                "note": link.note,
            }
            for link in record.links
        ],
        "links_total": record.links_total,
        "files": files_document(record),
        "memberships": [why_document(why) for why in record.memberships],
        "created": {"at": record.created_at, "by": record.created_by},
        "changed": {"at": record.changed_at, "by": record.changed_by},
    }


def detail_document(declared: DetailType, detail: DetailValue, record: Record) -> dict[str, Any]:
    """One detail: its sort, what it says by column, and all of it in one line. The file on which it lies is said by its
    number, another record as what it is.
    """
    numbers = {file.id: number for number, file in enumerate(record.files, 1)}
    values = {
        name: brief_document(each) if isinstance(each, RecordRef) else each for name, each in detail.values.items()
    }
    if declared.file:
        values[declared.file] = numbers.get(detail.values[declared.file])
    return {"detail": detail.type, "values": values, "text": declared.said(detail.values)}


def files_document(record: Record) -> list[dict[str, Any]]:
    """The files of a record in their order; ``shown`` is the one that it is shown and printed by."""
    return [_file_document(number, file, shown=file is record.shown) for number, file in enumerate(record.files, 1)]


def _file_document(number: int, file: FileValue, *, shown: bool) -> dict[str, Any]:
    return {
        "number": number,
        "name": file.original_name,
        "sha256": file.sha256,
        "size": file.size,
        "mime": file.mime,
        "path": file.path,
        "role": str(file.role),
        "width": file.width,
        "height": file.height,
        "orientation": file.orientation,
        "turn": file.turn,
        "chosen": file.chosen,
        "shown": shown,
        "poster": file.poster,
        "folder": file.folder,
        "duration": file.duration,
        "captured": file.captured or None,
        "latitude": file.latitude,
        "longitude": file.longitude,
        "camera": file.camera or None,
        "picture": file.picture or None,
        "metadata": file.metadata,
    }


def record_lines(record: Record, *, most_links: int | None = None) -> Iterator[str]:
    """One record whole, for people; of its links the first ``most_links``, and then how many there are."""
    yield f"{record.ref}  {_(KIND_LABEL[record.kind])}  {record.title}"
    for name in record.names:
        yield "  " + _("Name") + f" [{name.lang}] {name.text}"
    for text in record.texts:
        yield f"  {_(TEXT_LABEL[text.role])} [{text.lang}] {text.text}"
    for field in fields_of(record.kind):
        if record.fields.get(field.name) is not None:
            yield labelled(f"  {_(field.label)}", field.said(record.fields[field.name]))
    for detail in record.details:
        declared = DETAILS[detail.type]
        yield labelled(f"  {_(declared.label)}", declared.said(detail.values))
    for each in DETAILS.values():
        rows = [detail.values for detail in record.details_of(each.name)] if each.together else []
        if each.together and rows:
            yield labelled(f"  {_(each.plural)}", each.together(rows, day_number(date.today())))
    for identifier in record.identifiers:
        yield labelled(f"  {identifier.scheme}", identifier.value)
    for stage in record.stages:
        yield labelled(f"  {_(STAGE_LABEL[stage.kind])}", f"{_date(stage.date) or '?'}  {stage.source}")
    for link in record.links[:most_links]:
        line = f"  {link.label} → {link.other.ref} {link.other.title}"
        yield noted(line, link.role) if link.role else line
    if most_links is not None and record.links_total > most_links:
        yield "  " + _("{count} of {total} links; --all-links shows all").format(
            count=f"{most_links:,}", total=f"{record.links_total:,}"
        )
    yield from file_lines(record)
    for why in record.memberships:
        yield f"  {why.text}"


def file_lines(record: Record) -> Iterator[str]:
    """The files of a record for people; where there are several each with its number and role."""
    several = len(record.files) > 1
    for number, file in enumerate(record.files, 1):
        said = [file.original_name, file.mime, f"{file.size} B"]
        said += [f"{file.width}×{file.height}"] if file.width and file.height else []
        said += [_(FILE_ROLE_LABEL[file.role])] if several else []
        said += [_("is shown and printed")] if several and file is record.shown else []
        yield labelled("  " + _("File") + (f" {number}" if several else ""), listed(said))
        if file.lacking:
            yield f"    {file.lacking}"


def step_document(step: StepValue) -> dict[str, Any]:
    """One step of the history."""
    return {
        "id": step.id,
        "label": step.label,
        "at": step.at,
        "by": step.by,
        "device": step.device,
        "undone": step.undone,
        "operation_count": step.operation_count,
        "operations": [
            {
                "id": o.id,
                "entity": o.entity,
                "record": o.record,
                "ref": o.about.ref if o.about else None,
                "field": o.field,
                "old": o.old,
                "new": o.new,
                "label": o.label,
                "before": o.before,
                "after": o.after,
            }
            for o in step.operations
        ],
    }


def step_lines(step: StepValue, *, changes: bool) -> Iterator[str]:
    """One step of the history for people; with ``changes``, what it changed below it."""
    undone = "  " + _("(undone)") if step.undone else ""
    yield f"{step.id:>5}  {local_moment(step.at)}  {step.by}  {step.named}{undone}"
    for o in step.operations if changes else ():
        said = f"{o.before} → {o.after}" if o.before and o.after else f"− {o.before}" if o.before else f"+ {o.after}"
        about = f"{o.about.ref}  " if o.about else ""
        yield labelled(f"       {about}{o.label}", said).replace("\n", " ")
    more = step.operation_count - len(step.operations)
    if changes and more > 0:
        yield "       " + ngettext("and {count} more", "and {count} more", more).format(count=f"{more:,}")
