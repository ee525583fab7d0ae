"""Steps of the history that can't be taken back any more, since something of them was purged, in words."""

from __future__ import annotations

from collections.abc import Sequence

from archive_app.domain.dates.moments import local_moment
from archive_app.domain.model.records import NamedStep
from archive_app.domain.text.showing import isolated, shown
from archive_app.i18n import _, listed, ngettext, noted

#: So many are named, of the rest it is said how many there are.
_NAMED = 5
_LABEL = 60


def named(steps: Sequence[NamedStep]) -> str:
    """These steps one after another, each with when it was done."""
    said = [noted(isolated(shown(step.label, _LABEL)), local_moment(step.at)) for step in steps[:_NAMED]]
    rest = len(steps) - len(said)
    if rest:
        said.append(ngettext("{count} more", "{count} more", rest).format(count=f"{rest:,}"))
    return listed(said)


def passed_over(steps: Sequence[NamedStep], instead: str = "") -> str:
    """A sentence about the steps that undo went past, to the one that is called ``instead`` where it came to one;
    nothing where it went past none.
    """
    if not steps:
        return ""
    if instead:
        words = _(
            "Undone instead: {label}; what came later can't be undone, since something of it or of what stands on it"
            " was purged from the bin: {list}."
        )
    else:
        words = _("Can't be undone, since something of it or of what stands on it was purged from the bin: {list}.")
    return words.format(label=instead, list=named(steps))
