"""The kinds of record, their states, and what people call them."""

from __future__ import annotations

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


#: What is kept: kinds of which one record is one item with its files.
ITEM_KINDS = frozenset({Kind.PHOTO, Kind.VIDEO, Kind.AUDIO, Kind.DOCUMENT, Kind.OBJECT})

#: Ref prefix of each kind, as in ``PHO-0042``.
REF_PREFIX = {
    Kind.PARTNERSHIP: "PTN",
    Kind.CITY: "CIT",
    Kind.COUNTRY: "CTR",
    Kind.PLACE: "PLA",
    Kind.PERSON: "PER",
    Kind.ORGANISATION: "ORG",
    Kind.EVENT: "EVT",
    Kind.SERIES: "SER",
    Kind.TERM: "TRM",
    Kind.PHOTO: "PHO",
    Kind.VIDEO: "VID",
    Kind.AUDIO: "AUD",
    Kind.DOCUMENT: "DOC",
    Kind.OBJECT: "OBJ",
}

#: English label of each kind; pass through ``_()`` when shown.
KIND_LABEL = {
    Kind.PARTNERSHIP: N_("partnership"),
    Kind.CITY: N_("city"),
    Kind.COUNTRY: N_("country"),
    Kind.PLACE: N_("place"),
    Kind.PERSON: N_("person"),
    Kind.ORGANISATION: N_("organisation"),
    Kind.EVENT: N_("event"),
    Kind.SERIES: N_("series"),
    Kind.TERM: N_("term"),
    Kind.PHOTO: N_("photo"),
    Kind.VIDEO: N_("video"),
    Kind.AUDIO: N_("audio"),
    Kind.DOCUMENT: N_("document"),
    Kind.OBJECT: N_("object"),
}

#: Plural label of each kind, for headings and the sidebar.
KIND_PLURAL = {
    Kind.PARTNERSHIP: N_("Partnerships"),
    Kind.CITY: N_("Cities"),
    Kind.COUNTRY: N_("Countries"),
    Kind.PLACE: N_("Places"),
    Kind.PERSON: N_("People"),
    Kind.ORGANISATION: N_("Organisations"),
    Kind.EVENT: N_("Events"),
    Kind.SERIES: N_("Series"),
    Kind.TERM: N_("Terms"),
    Kind.PHOTO: N_("Photos"),
    Kind.VIDEO: N_("Videos"),
    Kind.AUDIO: N_("Audio"),
    Kind.DOCUMENT: N_("Documents"),
    Kind.OBJECT: N_("Gifts and objects"),
}

#: What people type for a kind in a search or at the command line, beside its own value.
KIND_ALIASES = {
    "picture": Kind.PHOTO,
    "image": Kind.PHOTO,
    "photograph": Kind.PHOTO,
    "film": Kind.VIDEO,
    "sound": Kind.AUDIO,
    "gift": Kind.OBJECT,
    "artifact": Kind.OBJECT,
    "artefact": Kind.OBJECT,
    "organization": Kind.ORGANISATION,
    "people": Kind.PERSON,
    "cities": Kind.CITY,
    "concept": Kind.TERM,
    "countries": Kind.COUNTRY,
}


class Status(StrEnum):
    """How far a record has come: a draft is reviewed, made public, and may be retired."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    PUBLIC = "public"
    RETIRED = "retired"


STATUS_LABEL = {
    Status.DRAFT: N_("draft"),
    Status.REVIEWED: N_("reviewed"),
    Status.PUBLIC: N_("public"),
    Status.RETIRED: N_("retired"),
}


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


class TextRole(StrEnum):
    """What a text says of its record (Dublin Core and IPTC words)."""

    CAPTION = "caption"
    DESCRIPTION = "description"
    ALT = "alt"
    NOTE = "note"
    KEYWORDS = "keywords"


TEXT_LABEL = {
    TextRole.CAPTION: N_("Caption"),
    TextRole.DESCRIPTION: N_("Description"),
    TextRole.ALT: N_("Alt text"),
    TextRole.NOTE: N_("Note"),
    TextRole.KEYWORDS: N_("Keywords"),
}


class FileRole(StrEnum):
    """What a file is to its item."""

    MASTER = "master"
    VIEW = "view"
    DETAIL = "detail"
    PAGE = "page"
