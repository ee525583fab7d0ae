"""Files that are views of one thing become one item as they are taken in, where that is wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path

from archive_app.domain.model.together import Single, groups
from archive_app.domain.model.views import is_sidecar, is_subtitles
from archive_app.domain.text.showing import shown
from archive_app.i18n import _, listed, sentences
from archive_app.media.formats.filetypes import BY_EXTENSION
from archive_app.media.objects.walk import walk
from archive_app.services.archive import Archive
from archive_app.services.ingest.report import IngestReport
from archive_app.services.ingest.sidecars import is_packet
from archive_app.services.records import subtitles, together
from archive_app.services.records.together import Offer

#: So many files are looked at beforehand: nobody waits for the count of a whole drive.
_MOST = 20_000
#: Letters of a title.
_TITLE = 80


def foreseen(paths: Sequence[Path]) -> list[tuple[str, ...]]:
    """The names of the files of each item of several that ``paths`` would make, as far as names tell; each folder by
    itself. What their times say against it is known once they are read: :func:`join_taken` puts it into the report.
    """
    found = (each.path for each in islice(walk(paths), _MOST) if not is_packet(each.path) and not each.reason)
    return [tuple(path.name for path in group) for group in _by_names(list(found))]


def _by_names(paths: Sequence[Path]) -> list[tuple[Path, ...]]:
    singles = []
    for number, path in enumerate(paths):
        known = BY_EXTENSION.get(path.suffix.lower().removeprefix("."))
        singles.append(Single(number, path.name, known.mime if known else "", "", str(path.parent)))
    return [tuple(paths[each] for each in group.ids) for group in groups(singles)]


def join_taken(archive: Archive, report: IngestReport) -> list[Offer]:
    """Join the new items of an ingest that look like views of one, as part of its own step; what was joined. The report
    says of files that belong together by their names alone why they were not.
    """
    refs = [entry.ref for entry in (*report.added, *report.without_preview)]
    promised = _by_names([Path(entry.path) for entry in (*report.added, *report.without_preview)])
    with archive.store.read() as reader:
        new = set(reader.records.by_refs(refs))
        named = {ref.id: ref.ref for ref in reader.records.refs(list(new)).values()} if promised else {}
        times = {named[each.id]: each.captured for each in reader.records.singles() if each.id in named}
    offers = together.offered(archive, among=new)
    _say_apart(report, promised, offers, times)
    if offers:
        together.join_offered(archive, offers, step=report.step or None)
        _say(archive, report, offers)
    return offers


def _say_apart(
    report: IngestReport, promised: Sequence[Sequence[Path]], offers: Sequence[Offer], times: Mapping[str, str]
) -> None:
    """Say of the files that belong together by their names, and are not joined, why they are not."""
    items = {entry.path: entry.ref for entry in (*report.added, *report.without_preview)}
    joined = [{item.ref for item in offer.items} for offer in offers]
    apart: dict[str, str] = {}
    for group in promised:
        refs = {items[str(path)] for path in group}
        if len(refs) < 2 or any(refs <= offer for offer in joined):
            continue
        taken = {times[ref] for ref in refs if times.get(ref)}
        for path in group:
            others = listed(shown(each.name, _TITLE) for each in group if each != path)
            words = (
                _("Not joined with {names}: they were not taken at the same time.")
                if len(taken) > 1
                else _("Not joined with {names}: more than their names would have to say so.")
            )
            apart[str(path)] = words.format(names=others)
    for entries in (report.added, report.without_preview):
        entries[:] = [
            replace(entry, reason=sentences(apart[entry.path], entry.reason)) if entry.path in apart else entry
            for entry in entries
        ]


def _say(archive: Archive, report: IngestReport, offers: Sequence[Offer]) -> None:
    """Say in the report where each file is now, and of what goes with another one nothing of a picture."""
    stays = {other.ref: offer.items[0] for offer in offers for other in offer.items[1:]}
    for entries in (report.added, report.without_preview):
        for entry in list(entries):
            if (item := stays.get(entry.ref)) is None:
                continue
            words = _("Joined “{title}”, as subtitles.") if is_subtitles(entry.path) else _("Joined “{title}”.")
            said = words.format(title=shown(item.title, _TITLE))
            if is_subtitles(entry.path) and subtitles.is_unsaid(archive, item.id, Path(entry.path)):
                said = sentences(
                    said, _("Its words are not shown or found: there were subtitles of its language before.")
                )
            beside = is_sidecar(entry.path)
            reason = said if beside else sentences(said, entry.reason)
            place = entries.index(entry)
            entries[place : place + 1] = [] if beside else [replace(entry, ref=item.ref, reason=reason)]
            if beside:
                report.added.append(replace(entry, ref=item.ref, reason=reason))
