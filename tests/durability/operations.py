"""What is interrupted: each operation, how its area is made ready, and what must hold afterwards."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from archive_app.domain.model.kinds import Kind
from archive_app.errors import Refused
from archive_app.media.objects import bag
from archive_app.scratch import is_scratch
from archive_app.services.archive import Archive, create_archive, open_archive
from archive_app.services.ingest.ingest import ingest
from archive_app.services.person import Person
from archive_app.services.records import editing
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.tagging.code_files import export_csv
from archive_app.services.upkeep import backups, keeping, maintenance, places, restoring

_FOLDERS = {"objects", "derived", "backups", "staging"}
_ARCHIVE = {"archive.json", "catalog.db", ".window-lock", *_FOLDERS}


def make_templates(folder: Path) -> None:
    """An archive with two originals and a city, its backup, and the same archive with another city since."""
    (folder / "in").mkdir(parents=True)
    for number in range(2):
        Image.new("RGB", (64, 48), (number * 90, 90, 90)).save(folder / "in" / f"{number}.jpg")
    Image.new("RGB", (64, 48), "blue").save(folder / "blue.jpg")
    with create_archive(folder / "a") as archive:
        ingest(archive, [folder / "in"])
        editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")])
        backups.backup(archive, out=folder / "copy.tar")
        editing.add_record(archive, kind=Kind.CITY, names=[NewName("Oulu")])
        # As a process leaves it that was killed: with what it wrote last in the write-ahead log.
        shutil.copytree(archive.folder, folder / "killed")


def check_templates(folder: Path) -> None:
    """They are in order themselves."""
    assert _cities(folder / "a") == ["Leeds", "Oulu"]


@dataclass(frozen=True)
class Operation:
    """``needs`` are the templates that it works on; ``prepare`` may spoil them. ``do`` is interrupted. ``check`` is
    given whether it was done, and whether to repeat it at once or to open the archive first; what it raises is a fault.
    """

    needs: tuple[str, ...]
    do: Callable[[Path], None]
    check: Callable[[Path, bool, bool], None]
    prepare: Callable[[Path], None] = lambda _area: None


def _cities(folder: Path, originals: int = 2) -> list[str]:
    """The cities of an archive in which everything is in order."""
    with open_archive(folder) as archive:
        report = maintenance.verify(archive)
        assert report.ok, report.problems
        assert report.strangers == []
        assert report.checked == originals, f"{report.checked} originals"
        return sorted(hit.row.title for hit in searching.search(archive, "kind:city").hits)


def _nothing_left(folder: Path, *, backups: str = "") -> None:
    assert {path.name for path in folder.iterdir()} <= _ARCHIVE
    assert list((folder / "staging").iterdir()) == []
    assert [path.name for path in (folder / "backups").iterdir() if not (backups and path.match(backups))] == []


def _new(area: Path) -> None:
    create_archive(area / "a").close()


def _check_new(area: Path, done: bool, _at_once: bool) -> None:
    if done:
        assert _cities(area / "a", 0) == []
    else:
        try:
            _new(area)
        except Refused:
            # It was whole before it could be said.
            assert (area / "a" / "archive.json").is_file()
    assert _cities(area / "a", 0) == []
    _nothing_left(area / "a")


def _restore(area: Path) -> None:
    restoring.restore(area / "copy.tar", area / "a")


def _check_restore(area: Path, done: bool, _at_once: bool) -> None:
    if done:
        assert _cities(area / "a") == ["Leeds"]
    _restore(area)
    assert _cities(area / "a") == ["Leeds"]
    _nothing_left(area / "a", backups="before-restore-*.db")


def _check_over(area: Path, done: bool, at_once: bool) -> None:
    if done or not at_once:
        found = _cities(area / "a")
        assert found in ([["Leeds"]] if done else [["Leeds"], ["Leeds", "Oulu"]])
        if found == ["Leeds"]:
            # What it replaced is kept, and comes back by the same way.
            kept = sorted((area / "a" / "backups").glob("before-restore-*.db"))
            restoring.restore(kept[0], area / "a")
            assert _cities(area / "a") == ["Leeds", "Oulu"]
    _check_restore(area, False, at_once)


def _spoil(area: Path) -> None:
    """A database that nobody can read, beside a log that anybody can, whatever pages of it that has."""
    (area / "killed").rename(area / "a")
    database = area / "a" / "catalog.db"
    database.write_bytes(b"garbage!" * (database.stat().st_size // 8))
    assert (area / "a" / "catalog.db-wal").stat().st_size > 0


def _check_damaged(area: Path, done: bool, _at_once: bool) -> None:
    if done:
        assert _cities(area / "a") == ["Leeds"]
    _restore(area)
    assert _cities(area / "a") == ["Leeds"]
    assert list((area / "a" / "backups").glob("damaged-*/catalog.db"))


def _backup(area: Path) -> None:
    with open_archive(area / "a") as archive:
        backups.backup(archive, out=area / "far" / "out" / "made.tar")


def _whole(file: Path) -> None:
    for _name, _placed in bag.unpack_iter(file):
        pass


def _check_backup(area: Path, done: bool, at_once: bool) -> None:
    made = area / "far" / "out" / "made.tar"
    if done or made.exists():
        _whole(made)
    if not at_once:
        assert _cities(area / "a") == ["Leeds", "Oulu"]
    _backup(area)
    _whole(made)
    assert [path.name for path in made.parent.iterdir()] == ["made.tar"]
    assert _cities(area / "a") == ["Leeds", "Oulu"]
    _nothing_left(area / "a")


def _keep(area: Path) -> None:
    person = Person(area.with_name(f"{area.name}-person"))
    person.put({places.PLACE: str(area / "drive")})
    with open_archive(area / "a") as archive:
        keeping.keep(archive, person=person)


def _check_keep(area: Path, done: bool, at_once: bool) -> None:
    for again in (False, True):
        if done or again:
            restoring.restore(area / "drive", area / "back")
            assert _cities(area / "back") == ["Leeds", "Oulu"]
            shutil.rmtree(area / "back")
        elif not at_once:
            assert _cities(area / "a") == ["Leeds", "Oulu"]
        _keep(area)
    assert [path.name for path in (area / "drive").rglob("*") if is_scratch(path.name)] == []
    _nothing_left(area / "a")


def _export(area: Path) -> None:
    with open_archive(area / "a") as archive:
        export_csv(archive, area / "codes.csv")


def _check_export(area: Path, done: bool, _at_once: bool) -> None:
    there = (area / "codes.csv").read_bytes() if (area / "codes.csv").exists() else None
    _export(area)
    whole = (area / "codes.csv").read_bytes()
    assert whole
    assert there == whole if done else there in (None, whole)
    assert {path.name for path in area.iterdir()} == {"a", "codes.csv"}


#: Closing would bring to the disk what was acknowledged before.
_left_open: list[Archive] = []


def _edit(area: Path) -> None:
    _left_open.append(open_archive(area / "a"))
    editing.add_record(_left_open[-1], kind=Kind.CITY, names=[NewName("Turku")])


def _check_edit(area: Path, done: bool, _at_once: bool) -> None:
    found = _cities(area / "a")
    assert found in ([["Leeds", "Oulu", "Turku"]] if done else [["Leeds", "Oulu"], ["Leeds", "Oulu", "Turku"]])
    _nothing_left(area / "a")


def _ingest(area: Path) -> None:
    _left_open.append(open_archive(area / "a"))
    assert not ingest(_left_open[-1], [area / "blue.jpg"]).refused


def _check_ingest(area: Path, done: bool, at_once: bool) -> None:
    if done:
        _cities(area / "a", 3)
    if not at_once:
        with open_archive(area / "a") as archive:
            assert maintenance.verify(archive).ok
            kept = len(list(archive.objects.iter_objects()))
            assert searching.search(archive, "kind:photo").count == kept
    _ingest(area)
    _left_open.pop().close()
    _cities(area / "a", 3)
    _nothing_left(area / "a")


OPERATIONS = {
    "new": Operation((), _new, _check_new),
    "restore": Operation(("copy.tar",), _restore, _check_restore),
    "restore over": Operation(("copy.tar", "a"), _restore, _check_over),
    "restore damaged": Operation(("copy.tar", "killed"), _restore, _check_damaged, _spoil),
    "backup": Operation(("a",), _backup, _check_backup),
    "keep": Operation(("a",), _keep, _check_keep, lambda area: (area / "drive").mkdir()),
    "export": Operation(("a",), _export, _check_export),
    "edit": Operation(("a",), _edit, _check_edit),
    "ingest": Operation(("a", "blue.jpg"), _ingest, _check_ingest),
}
