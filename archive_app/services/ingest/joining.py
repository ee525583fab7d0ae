"""Files that are views of one thing become one item as they are taken in, where that is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from archive_app.domain.model.together import Single, groups
from archive_app.domain.model.views import is_sidecar, is_subtitles
from archive_app.domain.text.showing import shown
from archive_app.i18n import _, sentences
from archive_app.media.formats.filetypes import BY_EXTENSION
from archive_app.media.objects.walk import walk
from archive_app.services.archive import Archive
from archive_app.services.ingest.report import IngestReport
from archive_app.services.ingest.sidecars import is_packet
from archive_app.services.records import together
from archive_app.services.records.together import Offer

#: So many files are looked at beforehand: nobody waits for the count of a whole drive.
_MOST = 20_000
#: Letters of a title.
_TITLE = 80


def foreseen(paths: Sequence[Path]) -> list[tuple[str, ...]]:
    """The names of the files of each item of several that ``paths`` would make, as far as names tell; each folder by
    itself.
    """
    singles, names = [], dict[int, str]()
    for number, found in enumerate(islice(walk(paths), _MOST)):
        if is_packet(found.path):
            continue
        known = BY_EXTENSION.get(found.path.suffix.lower().removeprefix("."))
        if not found.reason:
            names[number] = found.path.name
            singles.append(Single(number, found.path.name, known.mime if known else "", "", str(found.path.parent)))
    return [tuple(names[each] for each in group.ids) for group in groups(singles)]


def join_taken(archive: Archive, report: IngestReport) -> list[Offer]:
    """Join the new items of an ingest that look like views of one, as part of its own step; what was joined."""
    refs = [entry.ref for entry in (*report.added, *report.without_preview)]
    with archive.store.read() as reader:
        new = set(reader.records.by_refs(refs))
    offers = together.offered(archive, among=new)
    if offers:
        together.join_offered(archive, offers, step=report.step or None)
        _say(report, offers)
    return offers


def _say(report: IngestReport, offers: Sequence[Offer]) -> None:
    """Say in the report where each file is now, and of what goes with another one nothing of a picture."""
    stays = {other.ref: offer.items[0] for offer in offers for other in offer.items[1:]}
    for entries in (report.added, report.without_preview):
        for entry in list(entries):
            if (item := stays.get(entry.ref)) is None:
                continue
            words = _("Joined “{title}”, as subtitles.") if is_subtitles(entry.path) else _("Joined “{title}”.")
            said = words.format(title=shown(item.title, _TITLE))
            beside = is_sidecar(entry.path)
            reason = said if beside else sentences(said, entry.reason)
            place = entries.index(entry)
            entries[place : place + 1] = [] if beside else [replace(entry, ref=item.ref, reason=reason)]
            if beside:
                report.added.append(replace(entry, ref=item.ref, reason=reason))
