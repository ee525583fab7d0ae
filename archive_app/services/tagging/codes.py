"""Codes: a short word for one or more records, each with the relation and the role in which items are linked to it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from archive_app import i18n
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.codes import SIGN, candidates, read_code, replaced, unknown, uses
from archive_app.domain.model.kinds import KIND_LABEL, TEXT_LABEL, Kind, TextRole
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import RecordRef
from archive_app.domain.model.relations import Relation
from archive_app.domain.text.folding import fold
from archive_app.domain.text.languages import guess_language
from archive_app.domain.text.scripts import script_of
from archive_app.errors import InvalidInput, NotFound, Refused
from archive_app.i18n import N_, _
from archive_app.services.archive import Archive
from archive_app.services.records import editing, links_of_many
from archive_app.services.records.linking import find_relation
from archive_app.services.records.links_of_many import Tag
from archive_app.services.records.values import clean, limit
from archive_app.store.face import values
from archive_app.store.face.transaction import Transaction

#: Languages whose lists are joined by their own comma.
_ENUMERATING = frozenset({"zh", "ja"})


@dataclass(frozen=True, slots=True)
class CodeTarget:
    """A record that a code stands for. ``relation`` is a key, or empty: the usual. ``written``: captions name it."""

    record: RecordRef
    relation: str = ""
    role: str = ""
    written: bool = True


@dataclass(frozen=True, slots=True)
class Code:
    """A code, folded, and what it stands for; records that are gone are left out."""

    id: int
    code: str
    targets: tuple[CodeTarget, ...]


@dataclass(frozen=True, slots=True)
class NewTarget:
    """What a code is to stand for: a record by id; ``relation`` by key or label, empty for the usual one."""

    record: int
    relation: str = ""
    role: str = ""
    written: bool = True


@dataclass(frozen=True, slots=True)
class Expansion:
    """A text with its codes written out, the codes that it used, and the words that are no code, as they were typed.

    ``lang`` is the language (BCP 47) that it is in now.
    """

    text: str
    lang: str
    codes: tuple[Code, ...] = ()
    unknown: tuple[str, ...] = ()


def codes(archive: Archive) -> tuple[Code, ...]:
    """Every code, in their order."""
    with archive.store.read() as reader:
        found = reader.codes.all()
    return _whole(archive, found)


def find(archive: Archive, typed: str) -> Code:
    """The code ``typed``, with or without its sign, whatever its case and accents; NotFound offers near ones."""
    with archive.store.read() as reader:
        wanted = fold(clean(typed).removeprefix(SIGN))
        ids = reader.codes.ids([wanted])
        near = [] if ids else reader.codes.near(wanted)
    if ids:
        return _whole(archive, [(ids[wanted], wanted)])[0]
    if near:
        raise NotFound(
            _("There is no code “{code}”. Did you mean {near}?").format(
                code=clean(typed), near=_(" or ").join(f"“{code}”" for code in near)
            )
        )
    raise NotFound(_("There is no code “{code}”.").format(code=clean(typed)))


def complete(archive: Archive, typed: str, limit: int = 12) -> list[Code]:
    """The codes that begin as is ``typed``, then those that stand for a record whose name fits it."""
    typed = clean(typed).removeprefix(SIGN)
    with archive.store.read() as reader:
        ids = reader.codes.beginning(fold(typed).strip(), limit)
        if typed and len(ids) < limit:
            records = [each.id for each in reader.index.completion.named(typed, (), limit=4 * limit)]
            ids += [found for found in reader.codes.standing_for(records, limit) if found not in ids]
        named = reader.codes.named(ids)
    found = {code.id: code for code in _whole(archive, named)}
    return [found[code_id] for code_id in ids if code_id in found][:limit]


def of_record(archive: Archive, record: int) -> tuple[Code, ...]:
    """The codes that stand for this record, alone or with others."""
    with archive.store.read() as reader:
        found = reader.codes.named(reader.codes.standing_for([record]))
    return _whole(archive, found)


def set_code(
    archive: Archive, *, code: str, targets: Sequence[NewTarget], code_id: int = 0, fresh: bool = False
) -> Code:
    """Let ``code`` stand for ``targets``; one step. With ``code_id`` that code is changed, and renamed where it is
    called otherwise. ``fresh`` refuses to change a code that is there already. InvalidInput and Refused say why not.
    """
    wanted = read_code(clean(code))
    rows = _checked(archive, targets)
    with archive.store.transact(Label(N_("Set the code “{code}”"), {"code": wanted})) as open_:
        key = write(open_, wanted, rows, code_id=code_id, fresh=fresh)
    return _whole(archive, [(key, wanted)])[0]


def write(
    open_: Transaction, code: str, rows: Sequence[values.TargetRow], *, code_id: int = 0, fresh: bool = False
) -> int:
    """The same with all of it checked, inside an open change, whose label follows what is done; returns its key."""
    if code_id:
        key = _renamed(open_, code, code_id)
    else:
        there = open_.reader.codes.ids([code]).get(code)
        if there is not None and fresh:
            raise _taken(code)
        if there is not None:
            open_.label = Label(N_("Change the code “{code}”"), {"code": code})
        key = there or open_.codes.add(code)
    open_.codes.put_targets(key, rows)
    return key


def rename_code(archive: Archive, *, code_id: int, code: str) -> Code:
    """Call a code otherwise; what it stands for stays. Refused where another one is called so."""
    wanted = read_code(clean(code))
    with archive.store.transact(Label(N_("Change the code “{code}”"), {"code": wanted})) as open_:
        _renamed(open_, wanted, code_id)
    return by_id(archive, code_id)


def _renamed(open_: Transaction, code: str, code_id: int) -> int:
    if open_.reader.codes.ids([code]).get(code, code_id) != code_id:
        raise _taken(code)
    old = open_.codes.rename(code_id, code)
    open_.label = (
        Label(N_("Change the code “{code}”"), {"code": code})
        if old == code
        else Label(N_("Rename the code “{old}” to “{new}”"), {"old": old, "new": code})
    )
    return code_id


def _taken(code: str) -> Refused:
    return Refused(_("There is a code “{code}” already. Choose another one, or change that one.").format(code=code))


def remove_code(archive: Archive, *, code_id: int) -> ChangeSet:
    """Remove a code; links that were made with it stay."""
    with archive.store.transact(N_("Remove a code")) as open_:
        open_.label = Label(N_("Remove the code “{code}”"), {"code": open_.codes.remove(code_id)})
    return open_.change


def by_id(archive: Archive, code_id: int) -> Code:
    """The code of this key as it is now; NotFound where it was removed."""
    with archive.store.read() as reader:
        found = reader.codes.named([code_id])
    if not found:
        raise NotFound(_("What was to be changed is no longer there. It may have been removed in another window."))
    return _whole(archive, found)[0]


def expand_text(archive: Archive, text: str, lang: str = "", usual: Mapping[str, str] | None = None) -> Expansion:
    """``text`` with every code in it replaced by the names that it stands for, in ``lang`` (BCP 47).

    Without it the names are in the language of what is written around them, and the whole in that which its letters
    tell then: a name may be there in another language only. ``usual`` are the languages that this person writes
    scripts in. What is nothing but codes is in the language of the program.
    """
    if SIGN not in text:
        return Expansion(text, lang or _told(text, usual))
    with archive.store.read() as reader:
        ids = reader.codes.ids(candidates(text))
    used = list(dict.fromkeys(use.code for use in uses(text, ids) if use.code))
    found = {code.code: code for code in _whole(archive, [(ids[code], code) for code in used])}
    # A code all of whose records are gone says nothing any more: it stays as it is typed.
    known = {code for code, whole in found.items() if whole.targets}
    written = [target.record.id for whole in found.values() for target in whole.targets if target.written]
    around = lang or _told(replaced(text, known, lambda _code: ""), usual)
    named = i18n.language() if around == "und" else around
    with archive.store.read() as reader:
        names = reader.records.titles(written, named)
    comma = "、" if named.partition("-")[0] in _ENUMERATING else ", "

    def words(code: str) -> str:
        records = dict.fromkeys(target.record.id for target in found[code].targets if target.written)
        return comma.join(names[record] for record in records)

    whole = replaced(text, known, words)
    return Expansion(
        whole,
        lang or (named if around == "und" else _told(whole, usual)),
        tuple(found[code] for code in used if code in known),
        tuple(unknown(text, known)),
    )


def tags_of(archive: Archive, code: Code, kind: Kind) -> tuple[Tag, ...]:
    """The links that ``code`` makes for a record of ``kind``; what cannot be linked so is left out."""
    with archive.store.read() as reader:
        relations = {relation.key: relation for relation in reader.links.relations()}
    return fitting_tags(relations, [(each.record, each.relation, each.role) for each in code.targets], kind)


def fitting_tags(
    relations: dict[str, Relation], wanted: Sequence[tuple[RecordRef, str, str]], kind: Kind
) -> tuple[Tag, ...]:
    """(record, relation, role) as the tags of a record of ``kind``; what cannot be linked so is left out."""
    tags = []
    for record, key, role in wanted:
        relation = relations.get(key)
        if not key:
            tags.append(Tag(record, "", True, role))
        elif relation is not None and relation.joins(kind, record.kind):
            tags.append(Tag(record, key, True, role))
        elif relation is not None and relation.joins(record.kind, kind):
            tags.append(Tag(record, key, False, role))
    return tuple(dict.fromkeys(tags))


def apply_in_caption(
    archive: Archive, *, record: int, role: TextRole, lang: str, text: str, usual: Mapping[str, str] | None = None
) -> ChangeSet:
    """Set a text with its codes written out, and make the links that they stand for: one step.

    ``lang`` and ``usual`` as for :func:`expand_text`.
    """
    text = clean(text)
    limit(text, "text")
    expansion = expand_text(archive, text, lang, usual)
    label = Label(N_("Change the {role}"), {"role": Label(TEXT_LABEL[role], small=True)})
    if expansion.codes:
        used = [f"{SIGN}{code.code}" for code in expansion.codes]
        label = Label(N_("{change} with {codes}"), {"change": label, "codes": used})
    with archive.store.transact(label) as open_:
        kind = open_.records.kinds([record])[record]
        editing.set_text(archive, record=record, role=role, lang=expansion.lang, text=expansion.text)
        tags = [tag for code in expansion.codes for tag in tags_of(archive, code, kind)]
        tags = [tag for tag in dict.fromkeys(tags) if tag.record.id != record]
        if tags:
            links_of_many.apply(archive, records=[record], tags=tags)
    return open_.change


def read_relation(archive: Archive, text: str, kind: Kind) -> str:
    """The key of the relation that ``text`` names by key or label, to a record of ``kind``; empty for the usual one.

    Which way the link leads follows from the kinds: items come first where they can.
    """
    if not text.strip():
        return ""
    relation, forward = find_relation(archive, text)
    if any(direction(relation, each, kind) is forward for each in Kind):
        return relation.key
    raise InvalidInput(
        _("“{relation}” cannot lead from a record to a {kind}. Choose another relation.").format(
            relation=_(relation.label if forward else relation.inverse), kind=_(KIND_LABEL[kind])
        )
    )


def direction(relation: Relation, kind: Kind, other: Kind) -> bool | None:
    """Whether a record of ``kind`` is the subject of its link to ``other``; ``None`` where it can have none."""
    return True if relation.joins(kind, other) else False if relation.joins(other, kind) else None


def _told(text: str, usual: Mapping[str, str] | None) -> str:
    return (usual or {}).get(script_of(text)) or guess_language(text)


def _checked(archive: Archive, targets: Sequence[NewTarget]) -> list[values.TargetRow]:
    if not targets:
        raise InvalidInput(_("A code stands for at least one record. Name one, or remove the code."))
    with archive.store.read() as reader:
        now = reader.records.living([target.record for target in targets])
        refs = reader.records.refs(now.values())
    found: dict[tuple[int, str, str], values.TargetRow] = {}
    for target in targets:
        record = refs.get(now.get(target.record, 0))
        if record is None:
            raise NotFound(_("A record is no longer there. It may have been deleted in another window."))
        role = clean(target.role)
        limit(role, "name")
        row = values.TargetRow(0, record.id, read_relation(archive, target.relation, record.kind), role, target.written)
        found.setdefault((row.record, row.relation, row.role), row)
    return list(found.values())


def _whole(archive: Archive, found: Collection[tuple[int, str]]) -> tuple[Code, ...]:
    with archive.store.read() as reader:
        targets = reader.codes.targets([code_id for code_id, _code in found])
        records = reader.records.refs({row.record for group in targets.values() for row in group})
    return tuple(
        Code(
            code_id,
            code,
            tuple(
                CodeTarget(records[row.record], row.relation, row.role, row.written) for row in targets.get(code_id, ())
            ),
        )
        for code_id, code in found
    )
