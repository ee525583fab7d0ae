"""Bits flipped in the files of an archive: each that changes anything must be found, refused, or healed.

``python -m tests.durability.flips 600`` does a long round of each file and prints its table; ``--seed`` has the bits
elsewhere. ``test_flips.py`` does a short one.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import os
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

from archive_app.cli.app import run
from archive_app.errors import ArchiveError
from archive_app.services.archive import Archive, open_archive
from archive_app.services.history import history
from archive_app.services.ingest import pictures
from archive_app.services.records import reading
from archive_app.services.search import picking, saved, searching
from archive_app.services.tagging import codes, pads
from archive_app.services.terms import terms
from archive_app.services.upkeep import maintenance
from tests.durability.bits import Bits
from tests.homes import home
from tests.inside import database
from tests.store.database.archives import unpacked

#: What is flipped, by the name of the round.
TARGETS = {"catalogue": "catalog.db", "marker": "archive.json", "thumbnails": "derived/thumbs.sqlite", "originals": ""}
_QUERIES = ("", "hang", "niš", "杭州", "kind:photo", "person:王小红", "partnership:niš", "silk", "date:2025", "box")
#: What is done by the program of today to an archive of an earlier one: rules, a text longer than a page, an undo, a
#: purge, and one more of what the log keeps of each.
_SINCE = (
    ("rules", "--set", "photo.date=always"),
    ("set", "PHO-0001", f"description[en]={'A long description of the lake. ' * 400}"),
    ("set", "PHO-0003", "credit=nobody"),
    ("undo",),
    ("delete", "PHO-0004"),
    ("purge", "--all", "--yes"),
    ("pick", "PER-0001"),
)
_TABLES = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name"
#: Of most tables all columns. What would be given next may be higher and nothing is amiss; SQL is the same in capitals.
_COMPARED = {
    "sqlite_sequence": "name",
    "counter": "replica_id, prefix",
    "sqlite_schema": "type, name, tbl_name, rootpage, lower(sql)",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one flip: ``refused``, ``found``, ``healed``, ``harmless``, ``silent`` or ``crash``."""

    what: str
    place: str
    detail: str = ""


class Flips:
    """An archive whose files are damaged one bit at a time, and put back."""

    def __init__(self, room: Path, revision: str = "0006") -> None:
        self.folder = unpacked(revision, room)
        _do_since(self.folder)
        #: Whether small pictures are looked at as well: where they are damaged, they are made anew by a process.
        self._pictures_too = True
        #: Whether all is asked, or only what a file beside the catalogue can change.
        self._all = True
        with open_archive(self.folder) as archive:
            with database(archive).read() as connection:
                # Those of the search index too, and what describes them all.
                self._tables = [*connection.exec_driver_sql(_TABLES).scalars(), "sqlite_schema"]
            maintenance.reindex(archive)
            self.answers(archive)
        # Opened once more, it is as it will be found: no foreign archive, whose small pictures are made anew.
        with open_archive(self.folder) as archive:
            self.sound = self.answers(archive)
        self._kept = room / "kept"
        shutil.copytree(self.folder, self._kept)

    def originals(self) -> list[Path]:
        """All of them."""
        return sorted(path for path in (self.folder / "objects").rglob("*") if path.is_file())

    def outcome(self, file: Path, bit: int) -> Outcome:
        """Flip one bit, look at the archive as its user would, and put it back."""
        place = f"{file.name} bit {bit}"
        self._pictures_too, self._all = file.suffix == ".sqlite", file.suffix in (".db", ".json")
        flip(file, bit)
        damaged = file.read_bytes()
        try:
            outcome = self._looked(place)
            if outcome.what == "harmless" and file.read_bytes() != damaged:
                return Outcome("healed", place)
            return outcome
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
        if self._pictures_too:
            yield from self._pictures(archive)
        if not self._all:
            return
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
        for table in self._tables:
            yield f"rows of {table}", lambda table=table: self._rows(archive, table)

    def _pictures(self, archive: Archive) -> Iterator[tuple[str, Callable[[], Any]]]:
        for sha256 in [path.stem for path in self.originals()]:
            yield f"picture {sha256}", lambda sha256=sha256: pictures.thumbnail(archive, sha256)

    def _rows(self, archive: Archive, table: str) -> list[tuple[Any, ...]]:
        with database(archive).read() as connection:
            if table.endswith("_data"):
                # What the index says: beside that lies what it said of words that are gone.
                index = table.removesuffix("_data")
                made = f"USING fts5vocab('main', '{index}', 'instance')"
                connection.exec_driver_sql(f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.{index}_said {made}")
                table = f"{index}_said"
            columns = _COMPARED.get(table, "*")
            return sorted(map(tuple, connection.exec_driver_sql(f"SELECT {columns} FROM {table}")), key=repr)


def flip(file: Path, bit: int) -> None:
    """Flip one bit of a file, past all rights."""
    file.chmod(0o644)
    content = bytearray(file.read_bytes())
    content[bit // 8] ^= 1 << bit % 8
    file.write_bytes(content)


def _do_since(folder: Path) -> None:
    for words in _SINCE:
        said = io.TextIOWrapper(io.BytesIO(), "utf-8")
        with contextlib.redirect_stdout(said):
            if run(["--archive", str(folder), *words]):
                raise RuntimeError(f"{words[0]} does not work")


def flipped(
    flips: Flips, target: str, count: int, seed: int = 0, reached: Counter[str] | None = None
) -> Iterator[Outcome]:
    """Flips at random; how many were of each kind of page is counted in ``reached``."""
    chosen = random.Random(f"{target} {seed}")
    files = flips.originals() if target == "originals" else [flips.folder / TARGETS[target]]
    bits = {file: Bits(file, chosen) for file in files}
    each = {file: iter(found) for file, found in bits.items()}
    for number in range(count):
        file = files[number % len(files)]
        yield flips.outcome(file, next(each[file]))
    for found in bits.values():
        if reached is not None:
            reached.update(dict.fromkeys(found.kinds, 0))
            reached.update(found.reached)


def main(arguments: list[str]) -> int:
    """A long round, and its table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, help="flips in each")
    parser.add_argument("targets", nargs="*", help=", ".join(TARGETS))
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    bad = 0
    with tempfile.TemporaryDirectory() as room:
        os.environ.update(home(Path(room) / "home"))
        flips = Flips(Path(room))
        for target in given.targets or TARGETS:
            tally: Counter[str] = Counter()
            reached: Counter[str] = Counter()
            for outcome in flipped(flips, target, given.count, given.seed, reached):
                tally[outcome.what] += 1
                if outcome.what in ("silent", "crash"):
                    print(outcome.place, outcome.what, outcome.detail[-1500:], flush=True)
            print(target, dict(tally), f"{len(+reached)} of {len(reached)} kinds of page", flush=True)
            bad += tally["silent"] + tally["crash"]
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
