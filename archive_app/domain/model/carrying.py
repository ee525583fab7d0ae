"""What of a record goes with copies of its originals, and where: inside them, or in a sidecar beside them."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from archive_app.domain.text import choosing
from archive_app.errors import InvalidInput
from archive_app.i18n import N_, _


class How(StrEnum):
    """Where what the archive says goes when a copy of an original leaves it."""

    NONE = "none"
    SIDECAR = "sidecar"
    EMBED = "embed"


#: In English, as all of these are; pass through ``_()`` when shown.
HOW_LABEL: Mapping[How, str] = {
    How.NONE: N_("nothing: copies as they are"),
    How.SIDECAR: N_("in a sidecar beside each copy (XMP)"),
    How.EMBED: N_("inside each copy (XMP)"),
}
#: What is typed for them.
_HOW_WORD: dict[str, str] = {How.NONE: N_("none"), How.SIDECAR: N_("sidecar"), How.EMBED: N_("embed")}
#: What can be written, by the name it is chosen by.
FIELD_LABEL: Mapping[str, str] = {
    "title": N_("Title"),
    "headline": N_("Headline"),
    "caption": N_("Caption"),
    "alt": N_("Alt text"),
    "keywords": N_("Keywords"),
    "creator": N_("Creator"),
    "rights": N_("Rights"),
    "credit": N_("Credit"),
    "source": N_("Source"),
    "event": N_("Event"),
    "people": N_("People"),
    "place": N_("Place"),
    "position": N_("Position"),
    "date": N_("Date"),
    "rating": N_("Rating"),
    "regions": N_("Regions"),
}
FIELDS: tuple[str, ...] = tuple(FIELD_LABEL)


def how_called(text: str) -> How:
    """The way that is called so; InvalidInput for none."""
    found = choosing.chosen(text, _HOW_WORD)
    if not found:
        sentence = _("“{value}” is no way for metadata to go. Choose one of: {choices}.")
        raise InvalidInput(sentence.format(value=text.strip(), choices=choosing.choices(_HOW_WORD)))
    return How(found)


def fields_called(text: str) -> tuple[str, ...]:
    """The fields that are named, with commas between; all where nothing is. InvalidInput for what is none."""
    wanted = []
    for name in choosing.parts(text):
        wanted.append(choosing.chosen(name, FIELD_LABEL))
        if not wanted[-1]:
            sentence = _("“{value}” is no field that can be written. Choose of: {choices}.")
            raise InvalidInput(sentence.format(value=name, choices=choosing.choices(FIELD_LABEL)))
    return tuple(wanted) or FIELDS
