"""Printing what was found: a catalogue of partnerships with their plates, as one PDF."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from archive_app.domain.model.catalogue import Catalogue
from archive_app.domain.model.kinds import ITEM_KINDS
from archive_app.domain.query import parse
from archive_app.errors import Cancelled, InvalidInput
from archive_app.i18n import _
from archive_app.services import outputs
from archive_app.services.archive import Archive
from archive_app.services.catalogue.data import Collector
from archive_app.services.clearance import clearance
from archive_app.services.clearance.clearance import Kept
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records import reading
from archive_app.services.search import searching

_LANGUAGE = re.compile(r"[a-zA-Z]{2,3}(-[a-zA-Z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Skipped:
    """An item that was left out, or ``printed`` with something missing, and why."""

    ref: str
    reason: str
    printed: bool = False


@dataclass(frozen=True, slots=True)
class CatalogueReport:
    """What was printed. ``kept`` are the items that must not leave the archive; ``skipped`` names each that was left
    out or printed with something missing, and why.
    """

    file: Path
    pages: int
    plates: int
    skipped: tuple[Skipped, ...]
    kept: tuple[Kept, ...] = ()


def make_catalogue(
    archive: Archive,
    *,
    query: str | None = None,
    ids: Sequence[int] | None = None,
    out: Path,
    languages: Sequence[str] = ("en",),
    title: str = "",
    subtitle: str = "",
    editor: str = "",
    date: dt.date | None = None,
    sheet: bool = False,
    order: str = "date",
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> CatalogueReport:
    """Print the items that ``query`` finds, in ``order``, or those of ``ids``, to the PDF ``out``.

    A ``sheet`` has them as small pictures in rows. ``languages`` are BCP 47 tags, the first one leads. ``date`` stands
    on the cover and anniversaries are counted from it: today by default. Raises InvalidInput where there is nothing to
    print, QueryError where the query cannot be read, StorageError where ``out`` cannot be written, and Cancelled;
    ``out`` is replaced as a whole or not at all.
    """
    outputs.check(out)
    spoken = _checked(languages)
    day = date or dt.date.today()
    found, partnerships = _found(archive, query, ids, day, order)
    seen = min(day, dt.date.today())
    gate = clearance.clear(archive, found, day=seen)
    clearance.refuse_nothing(gate)
    collector = Collector(archive, spoken, day)
    ticker = Ticker(len(gate.ids) * 2, on_progress)

    def tick() -> None:
        if cancelled():
            raise Cancelled(_("The catalogue was cancelled."))
        ticker.tick(_("Reading records"))

    entries = collector.collect(gate.ids, partnerships=partnerships, tick=tick)
    if not entries:
        raise InvalidInput(_nothing(query))
    collector.photographed(entries, lambda photos: clearance.clear(archive, photos, day=seen).ids)
    named = {"title": title.strip(), "subtitle": subtitle.strip(), "editor": editor.strip()}
    catalogue = collector.catalogue(entries, **named, sheet=sheet)
    bare = () if sheet else tuple(Skipped(ref, _nameless(), printed=True) for ref in collector.nameless(entries))
    return _print(archive, gate.cleared(catalogue), out, gate.kept, bare, ticker, cancelled)


def _nameless() -> str:
    return _("It has no caption and no name: the name of its file is printed as its title.")


def _print(
    archive: Archive,
    catalogue: Catalogue,
    out: Path,
    kept: tuple[Kept, ...],
    bare: tuple[Skipped, ...],
    ticker: Ticker,
    cancelled: Callable[[], bool],
) -> CatalogueReport:
    # Imported here: typst and pikepdf take longer to load than most commands take to run.
    from archive_app.media.printing.pdf import render_catalogue

    before = ticker.total // 2

    def tell(done: int, total: int, what: str) -> None:
        ticker.at(before + done, before + total, what)

    with outputs.written(out) as draft:
        rendered = render_catalogue(catalogue, draft, archive.decoders, on_progress=tell, cancelled=cancelled)
    notes = tuple(Skipped(ref, reason, printed=True) for ref, reason in rendered.notes)
    left_out = tuple(Skipped(each.ref, each.reason) for each in kept)
    return CatalogueReport(out, rendered.pages, rendered.plates, left_out + bare + notes, kept)


def _checked(languages: Sequence[str]) -> tuple[str, ...]:
    for language in languages:
        if not _LANGUAGE.fullmatch(language):
            raise InvalidInput(
                _("“{language}” is not a language tag; write it like en or zh.").format(language=language)
            )
    return tuple(dict.fromkeys(languages)) or ("en",)


def _found(
    archive: Archive, query: str | None, ids: Sequence[int] | None, date: dt.date, order: str
) -> tuple[list[int], frozenset[int]]:
    """The ids to look at, and the partnerships that the query asks for."""
    if ids is not None:
        return list(dict.fromkeys(ids)), frozenset()
    if query is None:
        raise InvalidInput(_("Say what to print: a search, or records."))
    found = searching.search_ids(archive, query, order=order, today=date)
    items = [row.id for row in reading.rows(archive, found) if row.kind in ITEM_KINDS]
    with archive.store.read() as reader:
        asked = reader.index.search(parse(query), date).partnerships
    return items, frozenset(asked)


def _nothing(query: str | None) -> str:
    if query is None:
        return _("None of these records is a photo, a video, a sound recording, a document or an object.")
    return _("“{query}” finds no photo, video, sound recording, document or object: nothing to print.").format(
        query=query
    )
