"""What is made can be opened, and what cannot be opened says why and stays as it is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.kinds import Kind
from archive_app.errors import ArchiveTooNew, NotAnArchive, Refused
from archive_app.store.face.store import MARKER, read_info
from tests.store.contract.backends import Backend
from tests.store.contract.conftest import Kept


def _nobody(_change: ChangeSet) -> None:
    return


def _author() -> str:
    return "anna"


def test_a_new_archive_has_the_relations_of_the_program_and_nothing_else(backend: Backend, tmp_path: Path) -> None:
    made = backend.create(tmp_path / "new", _nobody, _author)
    with made.read() as reader:
        assert {"party_of", "documents", "located_in"} <= {relation.key for relation in reader.links.relations()}
        assert reader.index.counts() == {}
        assert made.labels() == (None, None)
    assert read_info(tmp_path / "new").uid == made.info.uid
    made.close()


def test_a_folder_with_something_in_it_is_left_alone(backend: Backend, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(Refused):
        backend.create(tmp_path, _nobody, _author)
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
    with pytest.raises(NotAnArchive):
        backend.open(tmp_path, _nobody, _author)


def test_an_archive_of_a_newer_program_is_not_opened(kept: Kept) -> None:
    kept.add(Kind.CITY, "Oulu")
    kept.store.close()
    marker = kept.folder / MARKER
    written = json.loads(marker.read_text(encoding="utf-8"))
    marker.write_text(json.dumps(written | {"format": written["format"] + 1}), encoding="utf-8")
    with pytest.raises(ArchiveTooNew):
        kept.backend.open(kept.folder, _nobody, _author)
    marker.write_text(json.dumps(written), encoding="utf-8")
    kept.reopen()
    with kept.store.read() as reader:
        assert reader.index.counts() == {"city": 1}


def _there(_digest: str, _extension: str) -> bool:
    return True


def _not_there(_digest: str, _extension: str) -> bool:
    return False


def test_what_is_about_to_be_kept_is_known_with_all_who_are_at_it(kept: Kept) -> None:
    digests = ["ab" * 32, "cd" * 32]
    kept.store.declare_files([(digest, ".jpg") for digest in digests], "first", _not_there)
    # It is there now, since the first put it there: no reason to think that it was kept before.
    kept.store.declare_files([(digests[0], ".jpg"), ("ef" * 32, ".jpg")], "second", _there)
    with kept.store.read() as reader:
        found = {digest: owners for digest, _since, owners in reader.files.entering()}
        assert found == {digests[0]: ["first", "second"], digests[1]: ["first"]}
        assert reader.files.leaving() == []


def test_intents_are_forgotten_once_their_files_are_recorded(kept: Kept) -> None:
    digests = ["ab" * 32, "cd" * 32]
    kept.store.declare_files([(digest, ".jpg") for digest in digests], "first", _not_there)
    photo = kept.add(Kind.PHOTO, "Photo")
    row = {
        "record_id": photo,
        "position": 0,
        "sha256": digests[0],
        "extension": ".jpg",
        "size": 3,
        "mime": "image/jpeg",
    }
    with kept.store.transact("File") as transaction:
        transaction.parts.add("file", [{**row, "original_name": "a.jpg", "role": "master", "picture": ""}])
        transaction.files_recorded(digests[:1])
    with kept.store.read() as reader:
        assert [digest for digest, _since, _owners in reader.files.entering()] == [digests[1]]
        both = [(digest, ".jpg") for digest in digests]
        assert reader.files.spoken_of([*both, (digests[0], ".png")]) == set(both[:1])
        assert reader.files.items(digests).keys() == {digests[0]}
        assert reader.files.extension(digests[0]) == ".jpg"
        assert reader.files.extension(digests[1]) is None
        assert [each[:3] for each in reader.files.originals()] == [(digests[0], ".jpg", 3)]
