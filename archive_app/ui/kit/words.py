"""Words that stand on a tile as well as in the inspector."""

from __future__ import annotations

from archive_app.domain.model import details
from archive_app.domain.model.fields import BY_NAME
from archive_app.domain.model.kinds import TEXT_LABEL, TextRole
from archive_app.i18n import _
from archive_app.services.records.rejecting import REJECTED
from archive_app.services.results import Match


def field_label(field: str) -> str:
    """What the field of a match is called."""
    if field == "name":
        return _("Name")
    if field in set(TextRole):
        return _(TEXT_LABEL[TextRole(field)])
    if field in BY_NAME:
        return _(BY_NAME[field].label)
    if field in details.BY_NAME:
        return _(details.BY_NAME[field].label)
    return {
        "contents": _("Contents"),
        "ref": _("Ref"),
        "file": _("File"),
        "camera": _("Camera"),
        "folder": _("Folder"),
    }[field]


def rating_said(rating: object) -> str:
    """Stars, or that it is rejected, where there is no room for more; empty where nobody has rated."""
    stars = rating if isinstance(rating, int) else 0
    return _("rejected") if stars == REJECTED else "★" * stars


def match_label(match: Match) -> str:
    """Where a match stands: the page of a document, else what the field is called."""
    return _("Page {n}").format(n=match.page) if match.page else field_label(match.field)
