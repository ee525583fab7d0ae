"""Bits flipped in the files of an archive: each that changes anything must be found, refused, or healed.

``python -m tests.durability.flips 600`` does a long round and prints its table; ``test_flips.py`` a short one.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from archive_app.errors import ArchiveError
from archive_app.services.archive import Archive, open_archive
from archive_app.services.history import history
from archive_app.services.ingest import pictures
from archive_app.services.records import reading
from archive_app.services.search import picking, saved, searching
from archive_app.services.tagging import codes, pads
from archive_app.services.terms import terms
from archive_app.services.upkeep import maintenance
from archive_app.store.schema.entities import ENTITIES
from tests.inside import database
from tests.store.database.archives import unpacked

#: What is flipped, by the name of the round.
TARGETS = {"catalogue": "catalog.db", "marker": "archive.json", "thumbnails": "derived/thumbs.sqlite", "originals": ""}
_QUERIES = ("", "hang", "niš", "杭州", "kind:photo", "person:王小红", "partnership:niš", "silk", "date:2025", "box")
_LOG = ("replica", "step", "operation", "replacement")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one flip: ``refused``, ``found``, ``harmless``, ``silent`` or ``crash``."""

    what: str
    place: str
    detail: str = ""


class Flips:
    """An archive whose files are damaged one bit at a time, and put back."""

    def __init__(self, room: Path, revision: str = "0006") -> None:
        self.folder = unpacked(revision, room)
        #: Whether small pictures are looked at as well: where they are damaged, they are made anew by a process.
        self.pictures = True
        with open_archive(self.folder) as archive:
            maintenance.reindex(archive)
            self.answers(archive)
        # Opened once more, it is as it will be found: no foreign archive, whose small pictures are made anew.
        with open_archive(self.folder) as archive:
            self.sound = self.answers(archive)
        self._kept = room / "kept"
        shutil.copytree(self.folder, self._kept)

    def file(self, target: str, number: int) -> Path:
        """The file that is damaged in this round: of originals one after the other."""
        if target != "originals":
            return self.folder / TARGETS[target]
        originals = sorted(path for path in (self.folder / "objects").rglob("*") if path.is_file())
        return originals[number % len(originals)]

    def outcome(self, file: Path, bit: int) -> Outcome:
        """Flip one bit, look at the archive as its user would, and put it back."""
        place = f"{file.name} bit {bit}"
        flip(file, bit)
        try:
            return self._looked(place)
        finally:
            self._put_back()

    def _looked(self, place: str) -> Outcome:
        try:
            with open_archive(self.folder) as archive:
                problems = maintenance.verify(archive).problems
                answers = self.answers(archive)
        except ArchiveError as error:
            return Outcome("refused", place, error.message)
        except Exception:
            return Outcome("crash", place, traceback.format_exc())
        crashed = [answer for answer in answers.values() if isinstance(answer, str) and answer.startswith("crash")]
        if crashed:
            return Outcome("crash", place, crashed[0])
        if problems:
            return Outcome("found", place, f"{problems[0].what} {problems[0].where} {problems[0].reason}")
        different = [name for name, answer in answers.items() if self.sound[name] != answer]
        return Outcome("silent" if different else "harmless", place, ", ".join(different))

    def _put_back(self) -> None:
        shutil.rmtree(self.folder)
        shutil.copytree(self._kept, self.folder)

    def answers(self, archive: Archive) -> dict[str, Any]:
        """What the archive says to whoever asks, and every kept row and operation as it stands."""
        found: dict[str, Any] = {}
        for name, ask in self._questions(archive):
            try:
                found[name] = ask()
            except ArchiveError as error:
                found[name] = f"refused: {error.message}"
            except Exception:
                found[name] = f"crash: {name}\n{traceback.format_exc()}"
        return found

    def _questions(self, archive: Archive) -> Iterator[tuple[str, Callable[[], Any]]]:
        yield "identity", lambda: archive.store.info.uid
        for query in _QUERIES:
            yield (
                f"search {query}",
                lambda query=query: [
                    (hit.row.ref, hit.row.title) for hit in searching.search(archive, query, limit=500).hits
                ],
            )
        if self.pictures:
            yield from self._pictures(archive)
        yield "title order", lambda: list(searching.search_ids(archive, "", order="title"))
        yield "facets", lambda: searching.facets(archive, "")
        for number in range(1, 40):
            yield f"show {number}", lambda number=number: repr(reading.record(archive, number, all_links=True))
        yield "history", lambda: repr(history.history(archive, limit=1000))
        yield "people", lambda: history.people(archive)
        yield "partnerships", lambda: repr(reading.partnerships(archive))
        yield "terms", lambda: repr([terms.tree(archive, each.key) for each in terms.vocabularies(archive)])
        yield "codes", lambda: repr(codes.codes(archive))
        yield "pads", lambda: repr(pads.pads(archive))
        yield "saved", lambda: repr(saved.searches(archive))
        yield "picked", lambda: list(picking.picked_ids(archive))
        yield "undo", lambda: (history.undo_label(archive), history.redo_label(archive))
        for table in (*(entity.table.__tablename__ for entity in ENTITIES.values()), *_LOG):
            yield f"rows of {table}", lambda table=table: self._rows(archive, table)

    def _pictures(self, archive: Archive) -> Iterator[tuple[str, Callable[[], Any]]]:
        for sha256 in sorted(path.stem for path in (self.folder / "objects").rglob("*") if path.is_file()):
            yield f"picture {sha256}", lambda sha256=sha256: pictures.thumbnail(archive, sha256)

    def _rows(self, archive: Archive, table: str) -> list[tuple[Any, ...]]:
        with database(archive).read() as connection:
            return sorted((tuple(row) for row in connection.exec_driver_sql(f"SELECT * FROM {table}")), key=repr)


def flip(file: Path, bit: int) -> None:
    """Flip one bit of a file, past all rights."""
    file.chmod(0o644)
    content = bytearray(file.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    file.write_bytes(content)


def flipped(flips: Flips, target: str, count: int, seed: int = 0) -> Iterator[Outcome]:
    """Flips at random."""
    chosen = random.Random(f"{target} {seed}")
    flips.pictures = target == "thumbnails"
    for number in range(count):
        file = flips.file(target, number)
        yield flips.outcome(file, chosen.randrange(file.stat().st_size * 8))


def main(count: int, targets: list[str]) -> None:
    """A long round, and its table."""
    with tempfile.TemporaryDirectory() as room:
        flips = Flips(Path(room))
        for target in targets or TARGETS:
            tally: Counter[str] = Counter()
            for outcome in flipped(flips, target, count):
                tally[outcome.what] += 1
                if outcome.what in ("silent", "crash"):
                    print(outcome.place, outcome.what, outcome.detail[-1500:], flush=True)
            print(target, dict(tally), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
