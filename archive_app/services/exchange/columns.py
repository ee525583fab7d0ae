"""The columns of a table of records: what each is called, and what stands in its cells.

All that a record says is a column: names and texts by language, fields, links by their relation, details. They are read
from where each is declared, so that what is declared tomorrow is a column tomorrow. A cell holds what is typed at the
command line: a date as EDTF, a number as a number, a record by its title, or by its ref where the column ends with
``.ref``; of several values each has a line of its own, and what belongs to one value (``name.lang``, ``given-by.role``,
the parts of a detail) stands in the same line of its own cell, where a line break is :data:`BREAK`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from archive_app.domain.dates.value import DateValue
from archive_app.domain.model import relations
from archive_app.domain.model.columns import Column, FieldType
from archive_app.domain.model.details import BY_NAME as DETAIL
from archive_app.domain.model.details import FILE_NAME, DetailType, details_of
from archive_app.domain.model.fields import BY_NAME as FIELD
from archive_app.domain.model.fields import fields_of
from archive_app.domain.model.kinds import ITEM_KINDS, KIND_LABEL, SPEC, TEXT_LABEL, Kind, TextRole
from archive_app.domain.model.records import Record, RecordRef
from archive_app.domain.text.languages import language_said
from archive_app.errors import InvalidInput
from archive_app.i18n import N_, _, listed, noted
from archive_app.services.archive import Archive
from archive_app.services.exchange.cells import BREAK

#: What a cell holds: a number, or lines of text.
Cell = str | int | float
_NAME = "[a-z][a-z0-9_-]*"
_KEY = re.compile(rf"(?P<name>{_NAME})(?:\[(?P<lang>[A-Za-z][A-Za-z0-9-]*)\])?(?:\.(?P<part>{_NAME}))?")
#: By which a table says which record a line is about; what it is called everywhere.
_PLAIN = {
    "ref": N_("Ref"), "uid": N_("UID"), "kind": N_("Kind"), "title": N_("Title"), "name": N_("Name"),
    "partnership": N_("Partnership"), "files": N_("Files"), "created": N_("Added"), "changed": N_("Changed"),
}  # fmt: skip
#: What is offered first, and chosen where nobody chose.
USUAL = ("ref", "kind", "title", "date", "partnership", "status")
_REF = "ref"
#: What is said of a name, of a link and of a stage beside what it is.
_NAME_PARTS = {"lang": N_("Language"), "kind": N_("Kind")}
_LINK_PARTS = {"role": N_("Role"), "date": N_("Date"), "certainty": N_("Certainty"), "note": N_("Note")}
_STAGE_PARTS = {"kind": N_("Kind"), "date": N_("Date"), "source": N_("Source"), "confidence": N_("Confidence")}
STAGE = "stage"
#: Of a number so many digits are the same in a spreadsheet (IEEE 754).
_SURE_DIGITS = 15


@dataclass(frozen=True, slots=True)
class TableColumn:
    """``key`` is what it is called for ever, ``label`` what it is called in the reader's language; ``cells`` gives the
    lines of its cell; those of ``aligned`` ones stand where those of other columns do, the empty ones too.
    """

    key: str
    label: str
    lines: Callable[[Record], Sequence[Cell]]
    aligned: bool = False

    def cell(self, record: Record) -> Cell:
        """What stands in it: a number where there is one alone, else text."""
        every = self.lines(record)
        lines = [line for line in every if line != ""]
        if self.aligned and lines:
            lines = [line.replace("\n", BREAK) if isinstance(line, str) else line for line in every]
        return lines[0] if len(lines) == 1 else "\n".join(map(str, lines))


def column(archive: Archive, written: str) -> TableColumn:
    """The column called ``written``; InvalidInput with what there is where there is none."""
    match = _KEY.fullmatch(written.strip())
    found = _column(archive, match["name"], match["lang"] or "", match["part"] or "") if match is not None else None
    if found is None:
        sentence = _("“{name}” is no column. There are: {columns}.")
        every = (each.key for each in offered(archive, Kind, ("en", "zh")))
        raise InvalidInput(sentence.format(name=written.strip(), columns=listed(every)))
    return found


def offered(archive: Archive, kinds: Iterable[Kind], langs: Iterable[str]) -> list[TableColumn]:
    """All columns that records of ``kinds`` may fill, the usual ones first; names and texts in these languages."""
    kinds, langs = list(kinds), list(langs)
    keys = [*USUAL, *_PLAIN]
    keys += [f"name[{lang}]" for lang in langs]
    roles = [role for role in TextRole if any(role in SPEC[kind].texts for kind in kinds)]
    keys += [f"{role.value}[{lang}]" for role in roles for lang in langs]
    keys += [field.key for kind in kinds for field in fields_of(kind)]
    with archive.store.read() as reader:
        known = reader.links.relations()
    keys += [each.key.replace("_", "-") for each in known if _may_begin(each.subjects, kinds)]
    keys += [f"{each.key.replace('_', '-')}.{_REF}" for each in known if _may_begin(each.subjects, kinds)]
    keys += [detail.key for kind in kinds for detail in details_of(kind)]
    found = (_column(archive, *_parts(key)) for key in dict.fromkeys(keys))
    dated = any(FIELD["date"] in fields_of(kind) for kind in kinds)
    return [each for each in found if each is not None and (dated or each.key != "date")]


def returning(archive: Archive, kinds: Iterable[Kind], langs: Iterable[str]) -> list[TableColumn]:
    """All columns out of which ``import-table`` makes the same records again, none of them twice."""
    kinds, langs = list(kinds), list(langs)
    keys = ["ref", "kind", "name", *(f"name.{part}" for part in _NAME_PARTS)]
    if Kind.PARTNERSHIP in kinds:
        keys += [f"{STAGE}.{part}" for part in _STAGE_PARTS]
    relations_ = {each.key.removesuffix(f".{_REF}") for each in offered(archive, kinds, langs)} & _relations(archive)
    for each in offered(archive, kinds, langs):
        if each.key in relations_:
            keys += [f"{each.key}.{part}" for part in (_REF, *_LINK_PARTS)]
        elif (detail := DETAIL.get(each.key.replace("-", "_"))) is not None:
            keys += [] if detail.file else [f"{detail.key}.{one.key}" for one in detail.columns]
        elif each.key.partition("[")[0] not in _PLAIN and not each.key.endswith(f".{_REF}"):
            keys.append(each.key)
    found = (_column(archive, *_parts(key)) for key in dict.fromkeys(keys))
    return [each for each in found if each is not None]


def _relations(archive: Archive) -> set[str]:
    with archive.store.read() as reader:
        return {each.key.replace("_", "-") for each in reader.links.relations()}


def _may_begin(subjects: frozenset[Kind], kinds: Sequence[Kind]) -> bool:
    """Whether such a link may lead away from one of these; what joins anything is for items."""
    return bool(subjects & set(kinds)) if subjects else bool(ITEM_KINDS & set(kinds))


def _parts(key: str) -> tuple[str, str, str]:
    match = _KEY.fullmatch(key)
    assert match is not None, key
    return match["name"], match["lang"] or "", match["part"] or ""


def _column(archive: Archive, name: str, lang: str, part: str) -> TableColumn | None:
    plain = name.replace("-", "_")
    if name in _PLAIN and not part and (name == "name" or not lang):
        label = noted(_(_PLAIN[name]), language_said(lang)) if lang else _(_PLAIN[name])
        return TableColumn(f"{name}[{lang}]" if lang else name, label, partial(_said_of, name, lang))
    if name == "name" and not lang and part in _NAME_PARTS:
        lines = partial(_beside_names, part)
        return TableColumn(f"{name}.{part}", noted(_("Name"), _(_NAME_PARTS[part])), lines, aligned=True)
    if name == STAGE and part in _STAGE_PARTS:
        lines = partial(_of_stages, part)
        return TableColumn(f"{name}.{part}", noted(_("Stage"), _(_STAGE_PARTS[part])), lines, aligned=True)
    if plain in set(TextRole) and not part:
        role = TextRole(plain)
        label = noted(_(TEXT_LABEL[role]), language_said(lang)) if lang else _(TEXT_LABEL[role])
        return TableColumn(f"{name}[{lang}]" if lang else name, label, partial(_texts, role, lang))
    if lang:
        return None
    if plain in FIELD and not part:
        return TableColumn(FIELD[plain].key, _(FIELD[plain].label), partial(_of_field, FIELD[plain]))
    if plain in DETAIL:
        return _of_detail(DETAIL[plain], part.replace("-", "_"))
    with archive.store.read() as reader:
        relation = next((each for each in reader.links.relations() if each.key == plain), None)
    if relation is None or part not in ("", _REF, *_LINK_PARTS):
        return None
    label = _(relations.label_of(relation.key, relation.label, ""))
    label = label[:1].upper() + label[1:]
    key = relation.key.replace("_", "-")
    if part in _LINK_PARTS:
        lines = partial(_beside_links, relation.key, part)
        return TableColumn(f"{key}.{part}", noted(label, _(_LINK_PARTS[part])), lines, aligned=True)
    return TableColumn(
        f"{key}.{_REF}" if part else key,
        noted(label, _("Ref")) if part else label,
        partial(_linked, relation.key, by_ref=bool(part)),
    )


def _of_detail(declared: DetailType, part: str) -> TableColumn | None:
    if declared is FILE_NAME and not part:
        # Whoever wants the name of a file means the one that it bears, and not only the others.
        return TableColumn(declared.key, _("Names of files"), _names_of_files)
    if not part:
        return TableColumn(
            declared.key,
            _(declared.plural),
            lambda record: [declared.said(each.values) for each in record.details_of(declared.name)],
        )
    found = declared.column(part)
    if found is None or found.type is FieldType.FILE:
        return None
    return TableColumn(
        f"{declared.key}.{found.key}",
        noted(_(declared.label), _(found.label)),
        lambda record: [_value(found, each.values.get(found.name)) for each in record.details_of(declared.name)],
        aligned=True,
    )


def _names_of_files(record: Record) -> Sequence[Cell]:
    """Each file's own name, and after them all by which their bytes were given again."""
    others = (str(each.values.get("name")) for each in record.details_of(FILE_NAME.name))
    return list(dict.fromkeys((*(each.original_name for each in record.files), *others)))


def _said_of(name: str, lang: str, record: Record) -> Sequence[Cell]:
    match name:
        case "ref":
            return [record.ref]
        case "uid":
            return [record.uid]
        case "kind":
            return [_(KIND_LABEL[record.kind])]
        case "title":
            return [record.title]
        case "name":
            return [each.text for each in record.names if lang in ("", each.lang)]
        case "partnership":
            return list(dict.fromkeys(each.partnership.title for each in record.memberships))
        case "files":
            return [each.original_name for each in record.files]
        case "created":
            return [record.created_at]
    return [record.changed_at]


def _texts(role: TextRole, lang: str, record: Record) -> Sequence[Cell]:
    return [each.text for each in record.texts if each.role is role and lang in ("", each.lang)]


def _linked(relation: str, record: Record, *, by_ref: bool) -> Sequence[Cell]:
    others = [each.other for each in record.links if each.relation == relation and each.forward]
    return [each.ref if by_ref else each.title for each in others]


def _beside_names(part: str, record: Record) -> Sequence[Cell]:
    return [each.lang if part == "lang" else str(each.kind) for each in record.names]


def _beside_links(relation: str, part: str, record: Record) -> Sequence[Cell]:
    links = [each for each in record.links if each.relation == relation and each.forward]
    return [_edtf(each.date) if part == "date" else str(getattr(each, part)) for each in links]


def _of_stages(part: str, record: Record) -> Sequence[Cell]:
    return [_edtf(each.date) if part == "date" else str(getattr(each, part)) for each in record.stages]


def _edtf(date: DateValue | None) -> str:
    return date.edtf if date is not None else ""


def _of_field(field: Column, record: Record) -> Sequence[Cell]:
    value = record.status if field.name == "status" else record.fields.get(field.name)
    return [_value(field, value)]


def _value(of: Column, value: object) -> Cell:
    """A value as it can be typed again."""
    if value is None:
        return ""
    if isinstance(value, RecordRef):
        return value.title
    if of.type in (FieldType.CHOICE, FieldType.BOOLEAN):
        return of.said(of.given(value))
    if of.type is FieldType.DECIMAL:
        return _exact(str(value))
    return value if isinstance(value, int | float) and not isinstance(value, bool) else str(value)


def _exact(digits: str) -> Cell:
    """A number that a spreadsheet can count with, where it keeps all of its digits, else these as text."""
    if len(digits.replace(".", "")) > _SURE_DIGITS:
        return digits
    return float(digits) if "." in digits else int(digits)
