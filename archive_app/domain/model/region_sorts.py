"""What may be in a region. It stands alone, since what reads files needs these words and nothing else of regions."""

from __future__ import annotations

from enum import StrEnum

from archive_app.i18n import N_


class Sort(StrEnum):
    """What is there, in the words of MWG (face, pet, focus, bar code) and IPTC where they have one."""

    FACE = "face"
    PERSON = "person"
    PET = "pet"
    OBJECT = "object"
    INSCRIPTION = "inscription"
    PLACE = "place"
    BAR_CODE = "bar code"
    FOCUS = "focus"
    OTHER = "other"


SORTS = (
    N_("face"), N_("person"), N_("pet"), N_("object"), N_("inscription"), N_("place"), N_("bar code"), N_("focus"),
    N_("other"),
)  # fmt: skip
