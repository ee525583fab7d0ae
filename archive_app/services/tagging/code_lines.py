"""Codes line by line, as a table of them is edited: one line is one record that a code stands for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from archive_app.domain.model.kinds import ITEM_KINDS, Kind
from archive_app.domain.model.labels import Label
from archive_app.domain.model.relations import Relation
from archive_app.domain.text.folding import fold
from archive_app.errors import NotFound
from archive_app.i18n import NN_, _
from archive_app.services.archive import Archive
from archive_app.services.tagging import codes
from archive_app.services.tagging.codes import Code, CodeTarget, NewTarget


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A target of a code, ``None`` where all its records are gone; ``first`` of the code's lines; ``words`` are
    folded, to be searched.
    """

    code: Code
    target: CodeTarget | None
    relation: str
    first: bool
    words: str


@dataclass(frozen=True, slots=True)
class CodeTable:
    """Every line, and by kind the relations (key, label) that may lead to a record of that kind."""

    lines: tuple[CodeLine, ...]
    relations: Mapping[Kind, tuple[tuple[str, str], ...]]


def table(archive: Archive) -> CodeTable:
    """All codes as lines, in order of the codes."""
    with archive.store.read() as reader:
        relations = reader.links.relations()
    choices = {kind: _choices(relations, kind) for kind in Kind}
    labels = {kind: dict(choices[kind]) for kind in Kind}
    lines: list[CodeLine] = []
    for code in codes.codes(archive):
        for place, target in enumerate(code.targets or (None,)):
            relation = labels[target.record.kind].get(target.relation, target.relation) if target else ""
            said = (
                (code.code, target.record.title, target.record.ref, relation, target.role) if target else (code.code,)
            )
            lines.append(CodeLine(code, target, relation, place == 0, fold(" ".join(said))))
    return CodeTable(tuple(lines), choices)


def add(archive: Archive, *, code: str, target: NewTarget) -> Code:
    """Let ``code`` stand for one more record; a code that is not there yet is made."""
    try:
        there = codes.find(archive, code)
    except NotFound:
        return codes.set_code(archive, code=code, targets=[target], fresh=True)
    return codes.set_code(archive, code=there.code, targets=[*_kept(there), target], code_id=there.id)


def change(archive: Archive, *, code_id: int, target: CodeTarget, new: NewTarget) -> Code:
    """Put ``new`` in the place of one target of a code."""
    there = codes.by_id(archive, code_id)
    wanted = [new if _same(each, target) else _new(each) for each in there.targets]
    return codes.set_code(archive, code=there.code, targets=wanted, code_id=there.id)


def remove(archive: Archive, *, lines: Sequence[tuple[int, CodeTarget | None]]) -> None:
    """Take lines (code id, target) out of the table, in one step; a code without any line left is removed."""
    gone: dict[int, list[CodeTarget | None]] = {}
    for code_id, target in lines:
        gone.setdefault(code_id, []).append(target)
    label = Label.of_many(NN_("Remove a line from the codes", "Remove {count} lines from the codes"), len(lines))
    with archive.store.transact(label) as transaction:
        for code_id, targets in gone.items():
            there = codes.by_id(archive, code_id)
            left = [each for each in there.targets if not any(target and _same(each, target) for target in targets)]
            if left:
                wanted = [_new(each) for each in left]
                codes.set_code(archive, code=there.code, targets=wanted, code_id=code_id)
            else:
                codes.remove_code(archive, code_id=code_id)
        if len(gone) > 1:
            transaction.label = label


def changed(target: CodeTarget, **values: object) -> NewTarget:
    """``target`` with other ``values``, to be put in its place."""
    return replace(_new(target), **values)  # type: ignore[arg-type]


def choices(archive: Archive, kind: Kind, kinds: Collection[Kind] = ITEM_KINDS) -> tuple[tuple[str, str], ...]:
    """The relations (key, label) by which a record may be linked to one of ``kind``, those of ``kinds`` only."""
    with archive.store.read() as reader:
        return _choices(reader.links.relations(), kind, kinds)


def _choices(
    relations: Sequence[Relation], kind: Kind, kinds: Collection[Kind] = tuple(Kind)
) -> tuple[tuple[str, str], ...]:
    """Read from items where they can be linked so, else the way it leads; the usual one, which has no key, first."""
    found = [("", _("automatic"))]
    for relation in relations:
        ways = [codes.direction(relation, each, kind) for each in (*(ITEM_KINDS & set(kinds)), *kinds)]
        way = next((each for each in ways if each is not None), None)
        if way is not None:
            found.append((relation.key, _(relation.label if way else relation.inverse)))
    return tuple(found)


def _same(one: CodeTarget, other: CodeTarget) -> bool:
    return (one.record.id, one.relation, one.role) == (other.record.id, other.relation, other.role)


def _new(target: CodeTarget) -> NewTarget:
    return NewTarget(target.record.id, target.relation, target.role, target.written)


def _kept(code: Code) -> list[NewTarget]:
    return [_new(target) for target in code.targets]
