"""The kinds of record, their states, and what people call them.

A further kind is a member of :class:`Kind`, a line in :data:`SPECS` and a drawing of its name in ``resources/icons``.
What holds for all places, all people or all items is asked of the :class:`Sort`, not of a list of kinds.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from archive_app.i18n import N_


class Kind(StrEnum):
    """What a record is. The values are stored, typed at the command line and searched by: never renamed."""

    PARTNERSHIP = "partnership"
    CITY = "city"
    COUNTRY = "country"
    PLACE = "place"
    PERSON = "person"
    ORGANISATION = "organisation"
    EVENT = "event"
    SERIES = "series"
    TERM = "term"
    PHOTO = "photo"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"
    OBJECT = "object"
    TRANSFER = "transfer"
    RULE = "rule"
    LOCATION = "location"


class Sort(StrEnum):
    """What sort of thing the kinds are."""

    ITEM = "item"  # what is kept: one record is one item with its files
    WHO = "who"  # people and bodies: they give, make, take part and represent
    WHERE = "where"  # places that lie in one another
    WHEN = "when"  # occasions, which items document and which are held under a partnership
    WHAT = "what"  # anything else that others are linked to
    OFFICE = "office"  # what an office works by: nothing that is kept goes with it, and nothing is tagged with it


class TextRole(StrEnum):
    """What a text says of its record (Dublin Core and IPTC words)."""

    CAPTION = "caption"
    DESCRIPTION = "description"
    ALT = "alt"
    NOTE = "note"
    KEYWORDS = "keywords"
    #: What is said in a recording, with its times, as SubRip and WebVTT write them.
    SUBTITLES = "subtitles"


#: What any record may have.
_TEXTS = frozenset(TextRole) - {TextRole.SUBTITLES}
#: Of what has no picture nothing is said that is said of one; an occasion is captioned, by what was seen there.
_OCCASION = _TEXTS - {TextRole.ALT}
_UNSEEN = _OCCASION - {TextRole.CAPTION}


@dataclass(frozen=True, slots=True)
class Asked:
    """The field of the query language, called as the kind, that finds what goes with its records.

    ``meant`` are the kinds that a name in it may mean beside this one; ``facet`` is the key under which results are
    counted by it and ``heading`` what stands over the counts, both empty where they are not.
    """

    help: str
    example: str
    aliases: tuple[str, ...] = ()
    meant: frozenset[Kind] = frozenset()
    facet: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class KindSpec:
    """One kind. ``prefix`` begins its refs, as in ``PHO-0042``; ``label`` and ``plural`` are what people call it;
    ``words`` are typed for it beside its own value, in a search or at the command line.

    ``new`` is the menu text of making one (empty where none is made by hand) and ``key`` its shortcut. ``asked`` is the
    field it gives to the query language. ``listed``: the sidebar has a line for it, there is one or not. ``nameless``:
    it may go without a name. ``texts`` is what may be said of it.
    """

    kind: Kind
    prefix: str
    sort: Sort
    label: str
    plural: str
    words: tuple[str, ...] = ()
    new: str = ""
    key: str = ""
    asked: Asked | None = None
    listed: bool = False
    nameless: bool = False
    texts: frozenset[TextRole] = _TEXTS


SPECS: tuple[KindSpec, ...] = (
    KindSpec(
        Kind.PARTNERSHIP, "PTN", Sort.WHAT, N_("partnership"), N_("Partnerships"),
        words=("partnerships", "partner", "伙伴", "伙伴关系"), new=N_("New partnership…"), key="Ctrl+Alt+N",
        asked=Asked(
            N_("belongs to the partnership with this city or country"), "partnership:istanbul",
            ("partner", "伙伴", "友城"), frozenset({Kind.CITY, Kind.COUNTRY}), "partnership", N_("Partnership"),
        ),
        nameless=True,
        texts=_UNSEEN,
    ),
    KindSpec(
        Kind.CITY, "CIT", Sort.WHERE, N_("city"), N_("Cities"), words=("cities", "城市"),
        new=N_("New city…"), key="Ctrl+Alt+C", listed=True,
        asked=Asked(N_("linked to this city, or the city itself"), "city:niš", ("城市",)),
        texts=_UNSEEN,
    ),
    KindSpec(
        Kind.COUNTRY, "CTR", Sort.WHERE, N_("country"), N_("Countries"), words=("countries", "国家"),
        new=N_("New country…"),
        asked=Asked(
            N_("linked to this country, or in it"), "country:brazil", ("国家",), facet="country", heading=N_("Country")
        ),
        texts=_UNSEEN,
    ),
    KindSpec(
        Kind.PLACE, "PLA", Sort.WHERE, N_("place"), N_("Places"), words=("places", "地点"),
        new=N_("New place…"), listed=True,
        asked=Asked(
            N_("linked to this place, city or country"), 'place:"Göbekli Tepe"', ("地点",),
            frozenset({Kind.CITY, Kind.COUNTRY}),
        ),
        texts=_UNSEEN,
    ),
    KindSpec(
        Kind.PERSON, "PER", Sort.WHO, N_("person"), N_("People"), words=("persons", "people", "人物", "人"),
        new=N_("New person…"), key="Ctrl+Alt+P", listed=True,
        asked=Asked(
            N_("linked to this person"), 'person:"Max Wheatley"', ("people", "人物", "人"),
            facet="people", heading=N_("People"),
        ),
        texts=_UNSEEN,
    ),
    KindSpec(
        Kind.ORGANISATION, "ORG", Sort.WHO, N_("organisation"), N_("Organisations"),
        words=("organisations", "organization", "机构", "组织"),
        new=N_("New organisation…"), key="Ctrl+Alt+O", listed=True,
        asked=Asked(
            N_("linked to this organisation"), 'organisation:"Red Star"', ("organization", "org", "机构", "组织")
        ),
        texts=_UNSEEN,
    ),
    KindSpec(
        Kind.EVENT, "EVT", Sort.WHEN, N_("event"), N_("Events"), words=("events", "活动", "事件"),
        new=N_("New event…"), key="Ctrl+Alt+E", listed=True,
        asked=Asked(
            N_("linked to this event"), "event:signing", ("活动", "事件"), facet="event", heading=N_("Events")
        ),
        texts=_OCCASION,
    ),
    KindSpec(
        Kind.SERIES, "SER", Sort.WHEN, N_("series"), N_("Series"), words=("系列",), new=N_("New series…"), listed=True,
        asked=Asked(
            N_("in this series"), 'series:"A Tale of Two Cities"', ("系列",), facet="series", heading=N_("Series")
        ),
        texts=_OCCASION,
    ),
    KindSpec(
        Kind.TERM, "TRM", Sort.WHAT, N_("term"), N_("Terms"), words=("terms", "concept", "术语"),
        new=N_("New term…"), listed=True,
        asked=Asked(
            N_("has this term, or a narrower one"), "term:silk", ("subject", "主题", "术语"),
            facet="subject", heading=N_("Terms"),
        ),
        texts=frozenset({TextRole.DESCRIPTION, TextRole.NOTE}),
    ),
    KindSpec(
        Kind.PHOTO, "PHO", Sort.ITEM, N_("photo"), N_("Photos"),
        words=("photos", "picture", "image", "photograph", "pictures", "images", "photographs", "照片", "图片"),
        nameless=True,
    ),
    KindSpec(
        Kind.VIDEO, "VID", Sort.ITEM, N_("video"), N_("Videos"), words=("videos", "film", "films", "视频"),
        nameless=True, texts=frozenset(TextRole),
    ),
    KindSpec(
        Kind.AUDIO, "AUD", Sort.ITEM, N_("audio"), N_("Audio"), words=("sound", "音频", "录音"), nameless=True,
        texts=frozenset(TextRole),
    ),
    KindSpec(
        Kind.DOCUMENT, "DOC", Sort.ITEM, N_("document"), N_("Documents"), words=("documents", "文档", "文件"),
        nameless=True,
    ),
    KindSpec(
        Kind.OBJECT, "OBJ", Sort.ITEM, N_("object"), N_("Gifts and objects"),
        words=(
            "objects", "gift", "artifact", "artefact", "gifts", "artifacts", "礼品", "礼物", "物品", "实物"
        ),
        new=N_("New gift or object…"), key="Ctrl+Alt+G", listed=True, nameless=True,
    ),
    KindSpec(
        Kind.TRANSFER, "GTR", Sort.WHAT, N_("gift transfer"), N_("Gift transfers"),
        words=("transfers", "gift transfers", "presentation", "收赠", "礼品收赠", "收赠记录"),
        new=N_("New gift transfer…"), key="Ctrl+Alt+H", listed=True,
        asked=Asked(N_("changed hands in this gift transfer"), "transfer:GTR-0001", ("收赠",)),
        texts=_UNSEEN,
    ),
    KindSpec(
        Kind.RULE, "RUL", Sort.OFFICE, N_("gift rule"), N_("Gift rules"),
        words=("rules", "gift rules", "规定", "礼品规定"), new=N_("New gift rule…"), listed=True,
        texts=frozenset({TextRole.DESCRIPTION, TextRole.NOTE}),
    ),
    KindSpec(
        Kind.LOCATION, "LOC", Sort.OFFICE, N_("location"), N_("Locations"),
        words=("locations", "shelf", "depot", "存放处", "库位"), new=N_("New location…"), listed=True,
        texts=frozenset({TextRole.DESCRIPTION, TextRole.NOTE}),
    ),
)  # fmt: skip

SPEC: dict[Kind, KindSpec] = {spec.kind: spec for spec in SPECS}


def of_sort(*sorts: Sort) -> frozenset[Kind]:
    """The kinds that are this sort of thing."""
    return frozenset(spec.kind for spec in SPECS if spec.sort in sorts)


def ranked(kinds: Collection[Kind], *first: Kind) -> tuple[Kind, ...]:
    """``kinds``, those named ``first`` before the others, which keep their order."""
    return (*(kind for kind in first if kind in kinds), *(k for k in Kind if k in kinds and k not in first))


#: What is kept: kinds of which one record is one item with its files.
ITEM_KINDS = of_sort(Sort.ITEM)
#: Those that are linked to as people and bodies, as places, as occasions.
PEOPLE, PLACES, OCCASIONS = of_sort(Sort.WHO), of_sort(Sort.WHERE), of_sort(Sort.WHEN)
#: What items go with: everything that is no item itself, but for what an office works by; and without partnerships,
#: which have rules of their own.
TARGETS = frozenset(Kind) - ITEM_KINDS - of_sort(Sort.OFFICE)
LINKED_TO = TARGETS - {Kind.PARTNERSHIP}
#: What items are tagged with: beside all that, the gifts that are seen in them.
TAGS = TARGETS | {Kind.OBJECT}
#: What is made by hand, and what of it by a name alone: a partnership is made of its parties.
MADE = frozenset(spec.kind for spec in SPECS if spec.new)
BY_NAME = MADE - {Kind.PARTNERSHIP}

#: Ref prefix of each kind, as in ``PHO-0042``.
REF_PREFIX = {spec.kind: spec.prefix for spec in SPECS}

#: English label of each kind; pass through ``_()`` when shown.
KIND_LABEL = {spec.kind: spec.label for spec in SPECS}

#: Plural label of each kind, for headings and the sidebar.
KIND_PLURAL = {spec.kind: spec.plural for spec in SPECS}

#: What people type for a kind in a search or at the command line, beside its own value.
KIND_ALIASES = {word: spec.kind for spec in SPECS for word in spec.words}


class Status(StrEnum):
    """How far a record has come: a draft is reviewed, made public, and may be retired."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    PUBLIC = "public"
    RETIRED = "retired"


#: What stands in place of a status where a record was purged: nobody can choose it, and nothing follows it.
PURGED = "purged"


class StageKind(StrEnum):
    """A stage of a partnership."""

    LETTER_OF_INTENT = "letter of intent"
    MEMORANDUM = "memorandum"
    FRIENDLY_CITY = "friendly city"
    SISTER_CITY = "sister city"
    DORMANT = "dormant"
    ENDED = "ended"


STAGE_LABEL = {
    StageKind.LETTER_OF_INTENT: N_("letter of intent"),
    StageKind.MEMORANDUM: N_("memorandum"),
    StageKind.FRIENDLY_CITY: N_("friendly city"),
    StageKind.SISTER_CITY: N_("sister city"),
    StageKind.DORMANT: N_("dormant"),
    StageKind.ENDED: N_("ended"),
}


class NameKind(StrEnum):
    """What a name is to its record."""

    OFFICIAL = "official"
    FORMER = "former"
    EXONYM = "exonym"
    PINYIN = "pinyin"
    ALIAS = "alias"


NAME_KIND_LABEL = {
    NameKind.OFFICIAL: N_("official"),
    NameKind.FORMER: N_("former"),
    NameKind.EXONYM: N_("exonym"),
    NameKind.PINYIN: N_("pinyin"),
    NameKind.ALIAS: N_("alias"),
}


TEXT_LABEL = {
    TextRole.CAPTION: N_("Caption"),
    TextRole.DESCRIPTION: N_("Description"),
    TextRole.ALT: N_("Alt text"),
    TextRole.NOTE: N_("Note"),
    TextRole.KEYWORDS: N_("Keywords"),
    TextRole.SUBTITLES: N_("Subtitles"),
}


class FileRole(StrEnum):
    """What a file is to its item. Stored and never renamed."""

    MASTER = "master"
    FRONT = "front"
    BACK = "back"
    VIEW = "view"
    DETAIL = "detail"
    PAGE = "page"
    WORKING_COPY = "working copy"
    SIDECAR = "sidecar"
    LIVE_MOTION = "live motion"


#: English label of each; pass through ``_()`` when shown.
FILE_ROLE_LABEL = {
    FileRole.MASTER: N_("master"),
    FileRole.FRONT: N_("front"),
    FileRole.BACK: N_("back"),
    FileRole.VIEW: N_("view"),
    FileRole.DETAIL: N_("detail view"),
    FileRole.PAGE: N_("page"),
    FileRole.WORKING_COPY: N_("working copy"),
    FileRole.SIDECAR: N_("sidecar"),
    FileRole.LIVE_MOTION: N_("live motion"),
}
