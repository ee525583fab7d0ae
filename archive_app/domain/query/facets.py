"""What a result is counted by: kind, whatever kind of record it goes with that says so, year and status."""

from __future__ import annotations

from dataclasses import dataclass

from archive_app.domain.model.kinds import SPEC, SPECS, Kind, ranked
from archive_app.i18n import N_


@dataclass(frozen=True, slots=True)
class Facet:
    """One facet: its key in the answer of ``services.search.searching``, its heading (pass through ``_()``), the field
    that narrows a search to one of its values, and the kind of these where they are records.
    """

    key: str
    heading: str
    field: str
    kind: Kind | None = None


#: In the order in which they are shown.
FACETS: tuple[Facet, ...] = (
    Facet("kind", N_("Kind"), "kind"),
    *(
        Facet(asked.facet, asked.heading, kind, kind)
        for kind in ranked({spec.kind for spec in SPECS if spec.asked and spec.asked.facet}, Kind.PARTNERSHIP)
        if (asked := SPEC[kind].asked)
    ),
    Facet("year", N_("Year"), "year"),
    Facet("status", N_("Status"), "status"),
)
