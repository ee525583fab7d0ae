"""What a record says that others may be given as well: its texts, its fields, its details, its links, one by one.

What tells it from others (names, refs, files, numbers of an inventory, days of birth) is not among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from archive_app.domain.model import details
from archive_app.domain.model.details import DetailType
from archive_app.domain.model.fields import BY_NAME, Field, fields_of
from archive_app.domain.model.kinds import SPEC, TEXT_LABEL, Kind, TextRole
from archive_app.domain.model.records import Record, RecordRef
from archive_app.domain.text.folding import fold
from archive_app.domain.text.languages import language_said
from archive_app.errors import InvalidInput, NotFound
from archive_app.i18n import N_, _, listed, noted
from archive_app.services.archive import Archive
from archive_app.services.clearance import clearance
from archive_app.services.records import links_of_many, reading
from archive_app.services.records.links_of_many import Applied, Tag
from archive_app.services.records.rejecting import REJECTED
from archive_app.services.records.values import clean

#: So many links are offered; who wants more of a busy record copies them by the search for them.
LINKS = 100
_POSITION = ("latitude", "longitude")
#: What says how far a record has come, not what it is: offered, and left out unless it is asked for.
_STATE = ("rating", "status")


class Group(StrEnum):
    """What sort of thing a piece is, in the order in which they are shown."""

    TEXTS = "texts"
    FIELDS = "fields"
    DETAILS = "details"
    LINKS = "links"
    STATE = "state"


GROUP_LABEL = {
    Group.TEXTS: N_("Texts"),
    Group.FIELDS: N_("Date, place and facts"),
    Group.DETAILS: N_("Inscriptions and the like"),
    Group.LINKS: N_("Links"),
    Group.STATE: N_("Rating and status"),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that a record says: ``key`` as it is called at the command line (``caption[zh]``, ``position``,
    ``depicts:PER-0001``), ``label`` and ``value`` in words.

    It is either ``columns`` of the record, a text of ``role`` and ``lang``, a ``detail`` or a ``tag``; a detail and
    columns say what by ``values``.
    """

    key: str
    group: Group
    label: str
    value: str
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)
    role: TextRole | None = None
    lang: str = ""
    detail: DetailType | None = None
    tag: Tag | None = None

    @property
    def family(self) -> str:
        """What it has in common with its like: ``caption``, ``depicts``."""
        return self.key.partition(":")[0].partition("[")[0]

    @property
    def usual(self) -> bool:
        """Whether it is copied where nobody says what."""
        return self.group is not Group.STATE

    def fits(self, kind: Kind) -> bool:
        """Whether records of ``kind`` can have it, links apart."""
        if self.role is not None:
            return self.role in SPEC[kind].texts
        if self.detail is not None:
            return kind in self.detail.kinds
        return all(kind in BY_NAME[name].kinds for name in self.values)


@dataclass(frozen=True, slots=True)
class Source:
    """A record to copy from: its ``pieces``, and how many ``links_left`` there are that are not among them."""

    record: RecordRef
    pieces: tuple[Piece, ...]
    links_left: int = 0


def source(archive: Archive, record_id: int) -> Source:
    """All that may be copied from one record; NotFound where it is gone."""
    with archive.store.read() as reader:
        record = reader.records.whole(record_id, archive.objects.path_of, most_links=1)
    if record is None:
        raise NotFound(_("The record that was copied is no longer there. It may have been deleted in another window."))
    links, total = links_of_many.counted(archive, records=[record_id], limit=LINKS)
    pieces = [*_texts(record), *_fields(record), *_details(record), *map(_link, links), *_state(record)]
    there = RecordRef(record.id, record.uid, record.ref, record.kind, record.title)
    return Source(there, tuple(pieces), total - len(links))


def lines(archive: Archive, ids: Sequence[int]) -> str:
    """Ref and title of these records, one to a line, as they may leave the archive; of what may not, the ref alone."""
    gate = clearance.clear(archive, ids)
    may = set(gate.ids)
    found = reading.refs(archive, ids)
    return "\n".join(f"{each.ref} {gate.without(each.title)}" if each.id in may else each.ref for each in found)


def chosen(pieces: Sequence[Piece], only: Sequence[str]) -> list[Piece]:
    """The pieces that are called so (``caption``, ``caption[zh]``, ``position``, ``links``, a relation, a field), or
    the usual ones where nothing is named; InvalidInput for what is not there.
    """
    if not only:
        return [piece for piece in pieces if piece.usual]
    found: dict[str, Piece] = {}
    for name in only:
        meant = [piece for piece in pieces if _called(piece, fold(name).strip())]
        if not meant:
            keys = listed(dict.fromkeys(piece.key for piece in pieces)) or _("nothing")
            sentence = _("There is nothing called “{name}” to copy. There is: {keys}.")
            raise InvalidInput(sentence.format(name=clean(name), keys=keys))
        found.update((piece.key, piece) for piece in meant)
    return [piece for piece in pieces if piece.key in found]


def _called(piece: Piece, name: str) -> bool:
    words = {piece.key, piece.family, piece.label, str(piece.group), piece.family.replace("_", "-")}
    if piece.family in BY_NAME:
        words |= set(BY_NAME[piece.family].aliases)
    if piece.role is not None:
        words.add(_(TEXT_LABEL[piece.role]))
    return name in set(map(fold, words))


def _texts(record: Record) -> Iterator[Piece]:
    order = list(TextRole)
    # The original one first: it is the first that another record gets, and the original there.
    for text in sorted(record.texts, key=lambda text: (order.index(text.role), not text.is_original)):
        label = noted(_(TEXT_LABEL[text.role]), language_said(text.lang))
        yield Piece(f"{text.role}[{text.lang}]", Group.TEXTS, label, text.text, role=text.role, lang=text.lang)


def _fields(record: Record) -> Iterator[Piece]:
    for each in fields_of(record.kind):
        if each.name == "latitude":
            yield from _position(record)
        elif not each.own and each.name not in (*_POSITION, *_STATE):
            yield from _field(record, each, Group.FIELDS)


def _field(record: Record, each: Field, group: Group) -> Iterator[Piece]:
    value = record.fields.get(each.name)
    if value not in (None, ""):
        yield Piece(each.name, group, _(each.label), each.said(value), {each.name: value})


def _position(record: Record) -> Iterator[Piece]:
    latitude, longitude = record.latitude, record.longitude
    if latitude is not None and longitude is not None:
        said = f"{latitude:.5f}, {longitude:.5f}"
        yield Piece("position", Group.FIELDS, _("Position"), said, {"latitude": latitude, "longitude": longitude})


def _details(record: Record) -> Iterator[Piece]:
    # What lies on a file of one record lies on none of another, and who had one thing did not have all.
    there = [(details.BY_NAME[each.type], each) for each in record.details]
    for number, (detail, each) in enumerate((one for one in there if not one[0].file and not one[0].own), start=1):
        values = details.stored({name: each.values.get(name) for name in detail.names})
        yield Piece(
            f"{detail.key}:{number}", Group.DETAILS, _(detail.label), detail.said(each.values), values, detail=detail
        )


def _link(link: Applied) -> Piece:
    tag = link.tag
    family = tag.relation if tag.forward else f"{tag.relation}-inverse"
    role = f":{tag.role}" if tag.role else ""
    value = noted(tag.record.title, tag.role) if tag.role else tag.record.title
    return Piece(f"{family}:{tag.record.ref}{role}", Group.LINKS, _capital(link.label), value, tag=tag)


def _state(record: Record) -> Iterator[Piece]:
    for name in _STATE:
        if record.fields.get(name):
            for piece in _field(record, BY_NAME[name], Group.STATE):
                yield _stars(piece) if name == "rating" else piece


def _stars(piece: Piece) -> Piece:
    stars = piece.values["rating"]
    said = _("rejected") if stars == REJECTED else "★" * stars
    return Piece(piece.key, piece.group, piece.label, said, piece.values)


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]
