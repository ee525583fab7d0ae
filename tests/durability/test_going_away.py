"""A folder that is moved away while it is open, as a drive is that is pulled: it is gone, and never called damaged."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.model.kinds import Kind
from archive_app.errors import StorageError
from archive_app.media.objects.objects import ObjectStore
from archive_app.services.archive import Archive, open_archive
from archive_app.services.catalogue.catalogue import make_catalogue
from archive_app.services.exchange import looking
from archive_app.services.exchange.originals import export_originals
from archive_app.services.ingest import pictures
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import backups, maintenance
from archive_app.services.upkeep.repair import repair

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no folder is moved there while a file in it is open")


@pytest.fixture
def open_one(archive: Archive, tmp_path: Path) -> Archive:
    """An archive with a photograph."""
    (tmp_path / "card").mkdir()
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "card" / "teal.png")
    ingest(archive, [tmp_path / "card" / "teal.png"])
    Image.new("RGB", (40, 30), "tan").save(tmp_path / "card" / "tan.png")
    (tmp_path / "out").mkdir()
    return archive


@pytest.fixture(params=["moved", "an empty folder left"])
def gone(request: pytest.FixtureRequest, open_one: Archive, tmp_path: Path) -> Iterator[Archive]:
    """It is not there any more; where a drive was mounted, an empty folder is left."""
    open_one.folder.rename(tmp_path / "moved")
    if request.param != "moved":
        open_one.folder.mkdir()
    yield open_one
    left = [path.name for path in open_one.folder.rglob("*")]
    assert left == [], "nothing is made at the old place"
    assert open_one.folder.exists() is (request.param != "moved")


Work = Callable[[Archive, Path], object]


def _take_in(archive: Archive, room: Path) -> None:
    report = ingest(archive, [room / "card" / "tan.png"])
    assert not report.added
    raise StorageError(report.halted)


_WORK: dict[str, Work] = {
    "verify": lambda archive, _room: maintenance.verify(archive),
    "backup": lambda archive, _room: backups.backup(archive),
    "backup elsewhere": lambda archive, room: backups.backup(archive, out=room / "out" / "saved.tar"),
    "backup into its folder": lambda archive, _room: backups.backup(archive, out=archive.folder / "backups" / "x.tar"),
    "ingest": _take_in,
    "export": lambda archive, room: export_originals(archive, ids=[1], folder=room / "out"),
    "copies": lambda archive, room: looking.copies(archive, ids=[1], folder=room / "out"),
    "repair": lambda archive, room: repair(archive, room / "card"),
    "change": lambda archive, _room: editing.add_record(archive, kind=Kind.CITY, names=[NewName("Turku")]),
}


@pytest.mark.parametrize("work", _WORK)
def test_it_is_said_to_be_gone(gone: Archive, work: str, tmp_path: Path) -> None:
    with pytest.raises(StorageError) as raised:
        _WORK[work](gone, tmp_path)
    said = raised.value.message
    assert "\n" not in said
    assert "damaged" not in said
    assert "estore" not in said
    assert not list((tmp_path / "out").iterdir())


def test_what_only_reads_goes_on_or_says_so(gone: Archive, tmp_path: Path) -> None:
    digest = next(iter(ObjectStore(tmp_path / "moved").iter_objects()))[0]
    for work in (
        lambda: searching.search(gone, "kind:photo"),
        lambda: pictures.preview(gone, digest),
        lambda: make_catalogue(gone, query="kind:photo", out=tmp_path / "out" / "made.pdf"),
    ):
        # As long as the system has the database open, it can be read.
        with contextlib.suppress(StorageError):
            work()


def test_it_goes_on_where_it_was_put(open_one: Archive, tmp_path: Path) -> None:
    open_one.folder.rename(tmp_path / "moved")
    open_one.close()
    with open_archive(tmp_path / "moved") as archive:
        assert maintenance.verify(archive).ok
    assert not open_one.folder.exists()


def test_control_one_original_that_is_missing_is_missing(open_one: Archive) -> None:
    shutil.rmtree(open_one.objects.objects)
    (problem,) = maintenance.verify(open_one).problems
    assert "missing" in problem.reason
