"""A folder from a stranger: nothing in it leads out of it, whatever one does with it."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from archive_app import inside
from archive_app.cli.app import run
from archive_app.errors import InvalidInput, Refused, StorageError
from archive_app.media.objects.objects import ObjectStore
from archive_app.services.archive import Archive, open_archive
from archive_app.services.catalogue.catalogue import make_catalogue
from archive_app.services.exchange import looking
from archive_app.services.exchange.originals import export_originals
from archive_app.services.ingest import pictures
from archive_app.services.ingest.ingest import ingest
from archive_app.services.upkeep import backups, maintenance
from archive_app.services.upkeep.repair import repair
from tests.durability.outside import SECRET, Outside
from tests.made import Made

_FOLDERS = ["objects", "objects/sha256", "drawer", "staging", "derived", "backups"]
_DATABASES = [f"{name}{end}" for name in ("catalog.db", "derived/thumbs.sqlite") for end in ("", *inside.BESIDE)]
_FILES = ["archive.json", *_DATABASES, ".window-lock", ".ingest-lock", ".window-knock"]

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links are for administrators there")


@pytest.fixture
def outside(tmp_path: Path) -> Outside:
    return Outside(tmp_path / "outside")


@pytest.fixture(scope="module")
def saved(made: Made, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive with one photograph, its card and its backup beside it."""
    room = tmp_path_factory.mktemp("saved")
    with made.new(room / "archive") as archive:
        ingest(archive, [_photograph(room / "card", "teal")])
        backups.backup(archive, out=room / "saved.tar")
    return room


@pytest.fixture
def folder(saved: Path, tmp_path: Path) -> Path:
    """A copy of it, as it comes from somebody."""
    shutil.copytree(saved, tmp_path, dirs_exist_ok=True)
    return tmp_path / "archive"


def _photograph(card: Path, colour: str) -> Path:
    card.mkdir(exist_ok=True)
    Image.new("RGB", (40, 30), colour).save(card / f"{colour}.png")
    return card / f"{colour}.png"


def _original(folder: Path) -> Path:
    (_digest, _extension, path), *_others = ObjectStore(folder).iter_objects()
    return path


def _at(folder: Path, place: str) -> Path:
    return _original(folder).parent if place == "drawer" else folder / place


def _link(place: Path, to: Path) -> None:
    """Put a link in the place of what is there. What is there goes on being there, at the other end."""
    if place.is_dir():
        for each in place.iterdir():
            shutil.move(each, to / each.name)
        place.rmdir()
    else:
        place.unlink(missing_ok=True)
    place.symlink_to(to)


def _commands(folder: Path, card: Path) -> list[list[str]]:
    return [
        ["search", "kind:photo"],
        ["verify"],
        ["ingest", str(card)],
        ["backup"],
        ["backup", "--out", str(folder.parent / "out.tar")],
        ["restore", str(folder.parent / "saved.tar")],
        ["repair", "--from", str(card)],
        ["reindex"],
        ["new"],
    ]


@pytest.mark.parametrize("place", [*_FOLDERS, *_FILES])
def test_no_command_follows_a_link_in_the_place_of_a_folder_or_file(
    folder: Path, outside: Outside, place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copyfile(folder / "catalog.db", outside.folder / "catalog.db")
    target = outside.folder if place in _FOLDERS else outside.folder / "catalog.db"
    _link(_at(folder, place), target)
    outside.watch()
    for words in _commands(folder, tmp_path / "card"):
        assert run(["--archive", str(folder), *words]) == 1, words
        told = capsys.readouterr().err
        assert told.count("\n") == 1, told
        assert outside.touched() == [], words


@pytest.mark.parametrize("place", _FILES)
def test_what_is_no_file_is_not_opened(folder: Path, place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spot = folder / place
    spot.unlink(missing_ok=True)
    # The path of a socket may have a hundred characters.
    monkeypatch.chdir(spot.parent)
    for make, drop in ((os.mkfifo, os.unlink), (_bind, os.unlink), (os.mkdir, os.rmdir)):
        make(spot.name)
        with pytest.raises(Refused, match="is not a file"):
            open_archive(folder)
        drop(spot.name)


def _bind(name: str) -> None:
    with socket.socket(socket.AF_UNIX) as bound:
        bound.bind(name)


@pytest.mark.parametrize("place", _FOLDERS)
def test_a_file_in_the_place_of_a_folder_is_refused(folder: Path, place: str) -> None:
    spot = _at(folder, place)
    shutil.rmtree(spot)
    spot.write_bytes(b"no folder")
    with pytest.raises(Refused, match="is not a folder"):
        open_archive(folder)
    assert spot.read_bytes() == b"no folder"


def test_the_folder_itself_may_be_reached_by_a_link(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "way").symlink_to(folder, target_is_directory=True)
    with open_archive(tmp_path / "way") as archive:
        assert maintenance.verify(archive).ok


Reading = Callable[[Archive, Path], object]


_READINGS: dict[str, Reading] = {
    "backup": lambda archive, out: backups.backup(archive, out=out / "saved.tar"),
    "export": lambda archive, out: export_originals(archive, ids=[1], folder=out),
    "copies": lambda archive, out: looking.copies(archive, ids=[1], folder=out),
    "catalogue": lambda archive, out: make_catalogue(archive, query="kind:photo", out=out / "made.pdf"),
    "preview": lambda archive, out: (out / "made.jpg").write_bytes(pictures.preview(archive, _digest(archive)) or b""),
    "repair": lambda archive, out: repair(archive, out),
}


def _digest(archive: Archive) -> str:
    with archive.store.read() as reader:
        return next(digest for digest, *_rest in reader.files.originals())


@pytest.mark.parametrize("reading", _READINGS)
def test_an_original_that_is_a_link_is_not_read(folder: Path, outside: Outside, reading: str, tmp_path: Path) -> None:
    # What the link leads to even is what the original was: only that it is a link is wrong.
    original, there = _original(folder), outside.folder / "there.png"
    there.write_bytes(original.read_bytes())
    outside.watch()
    _link(original, there)
    out = tmp_path / "out"
    out.mkdir()
    with open_archive(folder) as archive, contextlib.suppress(InvalidInput, StorageError):
        _READINGS[reading](archive, out)
    assert outside.touched() == []
    secret = there.read_bytes()
    assert not [each for each in out.rglob("*") if secret in each.read_bytes()]
    assert not (out / "made.jpg").exists() or (out / "made.jpg").read_bytes() == b""


def test_a_check_calls_a_link_in_the_place_of_an_original_one(folder: Path, outside: Outside) -> None:
    _link(_original(folder), outside.key)
    with open_archive(folder) as archive:
        (problem,) = maintenance.verify(archive).problems
    assert (problem.ref, "link" in problem.reason) == ("PHO-0001", True)


def test_an_original_that_is_a_pipe_holds_nothing_up(folder: Path) -> None:
    original = _original(folder)
    original.unlink()
    os.mkfifo(original)
    with open_archive(folder) as archive:
        (problem,) = maintenance.verify(archive).problems
        assert "no file" in problem.reason
        assert pictures.preview(archive, _digest(archive)) is None


def test_giving_the_original_again_puts_it_in_the_place_of_the_link(
    folder: Path, outside: Outside, tmp_path: Path
) -> None:
    _link(_original(folder), outside.key)
    with open_archive(folder) as archive:
        ingest(archive, [tmp_path / "card"])
        assert maintenance.verify(archive).ok
    assert outside.key.read_bytes() == SECRET
    assert outside.touched() == []


def test_control_without_the_wall_a_linked_staging_is_written_to(
    folder: Path, outside: Outside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inside, "look_through", lambda _folder: None)
    _link(folder / "staging", outside.folder)
    with open_archive(folder) as archive:
        ingest(archive, [_photograph(tmp_path / "card", "tan")])
    assert outside.touched()


def test_control_without_the_wall_a_linked_original_is_read(
    folder: Path, outside: Outside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inside, "leads_elsewhere", lambda _facts: False)
    monkeypatch.setattr(inside, "is_file", Path.is_file)
    monkeypatch.setattr(inside, "open_file", lambda path: path.open("rb"))
    _link(_original(folder), outside.key)
    with open_archive(folder) as archive:
        backups.backup(archive, out=tmp_path / "saved.tar")
    assert SECRET in (tmp_path / "saved.tar").read_bytes()
