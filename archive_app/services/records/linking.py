"""Linking records: subject, relation, object."""

from __future__ import annotations

from collections.abc import Sequence

from archive_app.domain.dates.dates import parse_date
from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.guessing import usual
from archive_app.domain.model.kinds import KIND_LABEL, Kind
from archive_app.domain.model.labels import Label
from archive_app.domain.model.relations import WORDS, Relation, label_of
from archive_app.domain.text.folding import fold
from archive_app.errors import InvalidInput, NotFound, Refused
from archive_app.i18n import N_, NN_, _, listed
from archive_app.services.archive import Archive
from archive_app.services.records.values import clean
from archive_app.services.results import RelationChoice
from archive_app.store.face.reader import Reader
from archive_app.store.face.transaction import Transaction


def relations(archive: Archive, *, subject: Kind | None = None, object: Kind | None = None) -> list[RelationChoice]:
    """The relations that may join the two kinds, read from the first, those forward first; all where no kind is
    given.
    """
    with archive.store.read() as reader:
        every = reader.links.relations()
    found = []
    for relation in every:
        if subject is None or object is None or relation.joins(subject, object):
            label = label_of(relation.key, relation.label, subject) if subject is not None else relation.label
            found.append(RelationChoice(relation.key, _(label), _(relation.inverse), True))
    for relation in every:
        if subject is not None and object is not None and relation.joins(object, subject):
            found.append(RelationChoice(relation.key, _(relation.inverse), _(relation.label), False))
    return found


def usual_relation(archive: Archive, *, subject: Kind, object: Kind) -> RelationChoice:
    """The relation to offer first between the two kinds."""
    with archive.store.read() as reader:
        every = reader.links.relations()
    found = usual(every, subject, object)
    relation = next(each for each in every if each.key == found.key)
    there, back = (found.label, relation.inverse) if found.forward else (relation.inverse, relation.label)
    return RelationChoice(found.key, _(there), _(back), found.forward)


def find_relation(archive: Archive, text: str) -> tuple[Relation, bool]:
    """The relation called ``text`` by key, label or inverse label, and whether it is read forward."""
    wanted = fold(text).replace("_", " ").replace("-", " ").strip()
    with archive.store.read() as reader:
        every = reader.links.relations()
    for forward in (True, False):
        for relation in every:
            called = (relation.label, *WORDS.get(relation.key, ())) if forward else (relation.inverse,)
            words = {*called, *map(_, called), *([relation.key.replace("_", " ")] if forward else ())}
            if wanted in {fold(word) for word in words}:
                return relation, forward
    raise NotFound(
        _("There is no relation “{name}”. There are: {labels}.").format(
            name=clean(text), labels=listed(_(relation.label) for relation in every)
        )
    )


def add_link(
    archive: Archive,
    *,
    records: Sequence[int],
    relation: str,
    other: int,
    role: str = "",
    date: str = "",
    certainty: str = "",
    note: str = "",
) -> ChangeSet:
    """Link each of ``records`` to ``other``; with an inverse label the link leads the other way. Links that are there
    stay.
    """
    found, forward = find_relation(archive, relation)
    values = {"role": clean(role), "certainty": clean(certainty), "note": clean(note)}
    if date.strip():
        values["date"] = parse_date(date).edtf

    def label(reader: Reader) -> Label:
        names = reader.records.titles([*records[:1], other])
        return Label.of_many(
            NN_("Link “{first}” {relation} “{other}”", "Link {count} records {relation} “{other}”"),
            len(records),
            first=names.get(records[0], "") if records else "",
            relation=Label(found.label if forward else found.inverse),
            other=names.get(other, ""),
        )

    with archive.store.read() as reader:
        before = label(reader)
    with archive.store.transact(before) as transaction:
        kinds = transaction.records.kinds(dict.fromkeys(records))
        target = (other, transaction.records.kinds([other])[other])
        for end in kinds.items():
            _check(found, end, target) if forward else _check(found, target, end)
        ids = list(kinds)
        subjects, objects = (ids, [other]) if forward else ([other], ids)
        transaction.links.add(subjects, found.key, objects, values)
        # A partnership is called after its parties: what had a number alone has a name now.
        if transaction.label.words() == before.words():
            transaction.label = label(transaction.reader)
    return transaction.change


def _check(relation: Relation, subject: tuple[int, Kind], obj: tuple[int, Kind]) -> None:
    if subject[0] == obj[0]:
        raise InvalidInput(_("A record cannot be linked to itself."))
    if not relation.joins(subject[1], obj[1]):
        raise InvalidInput(
            _("“{relation}” cannot lead from this kind of record to that one ({subject}, {object}).").format(
                relation=_(relation.label),
                subject=_(KIND_LABEL[subject[1]]),
                object=_(KIND_LABEL[obj[1]]),
            )
        )


def change_link(
    archive: Archive,
    *,
    link_id: int,
    role: str | None = None,
    date: str | None = None,
    certainty: str | None = None,
    note: str | None = None,
) -> ChangeSet:
    """Change what is given of one link."""
    with archive.store.transact(N_("Change a link")) as transaction:
        said = {"role": role, "certainty": certainty, "note": note}
        columns: dict[str, str | None] = {column: clean(value) for column, value in said.items() if value is not None}
        if role is not None:
            _check_role(transaction, link_id, clean(role))
        if date is not None:
            columns["date"] = parse_date(date).edtf if date.strip() else None
        transaction.parts.change("link", link_id, columns)
    return transaction.change


def _check_role(transaction: Transaction, link_id: int, role: str) -> None:
    """Refused where the two are linked in that role by another link."""
    link = transaction.reader.links.link(link_id)
    if link is not None and role != link.role:
        there = transaction.reader.links.between(link.subject, link.relation, link.object)
        if any(other.role == role for other in there):
            raise Refused(_("These two are linked in the role “{role}” already.").format(role=role))


def remove_links(archive: Archive, *, links: Sequence[int]) -> ChangeSet:
    """Remove links by their keys."""
    label = Label.of_many(NN_("Remove a link", "Remove {count} links"), len(links))
    with archive.store.transact(label) as transaction:
        transaction.parts.remove("link", links)
    return transaction.change


def unlink(archive: Archive, *, record: int, relation: str, other: int, role: str | None = None) -> ChangeSet:
    """Remove the links of one relation between two records, of one ``role`` if given; NotFound if there is none."""
    found, forward = find_relation(archive, relation)
    subject, obj = (record, other) if forward else (other, record)
    with archive.store.read() as reader:
        names = reader.records.titles([record, other])
    called = {"first": names.get(record, ""), "other": names.get(other, "")}
    with archive.store.transact(Label(N_("Unlink “{first}” from “{other}”"), called)) as transaction:
        between = transaction.reader.links.between(subject, found.key, obj)
        there = [link for link in between if role is None or link.role == clean(role)]
        if not there:
            raise NotFound(
                _("“{first}” is not linked to “{other}” by “{relation}”.").format(
                    first=names.get(record, ""),
                    other=names.get(other, ""),
                    relation=_(found.label if forward else found.inverse),
                )
            )
        transaction.parts.remove("link", [link.id for link in there])
    return transaction.change
