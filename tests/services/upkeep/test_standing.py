"""What an archive says of its backups: when one is due, when it is too old, and what is wrong with it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import Archive
from archive_app.services.person import Person
from archive_app.services.records import editing
from archive_app.services.records.editing import NewName
from archive_app.services.upkeep import keeping, places, standing


@pytest.fixture
def kept(archive: Archive, tmp_path: Path) -> Archive:
    """An archive with a backup, in which something was changed since."""
    (tmp_path / "drive").mkdir()
    Person().put({places.PLACE: str(tmp_path / "drive"), places.AGE: 20, places.VERIFY: 60})
    _edit(archive, "Leeds")
    keeping.keep(archive)
    places.change(archive, apart=False)
    return archive


def _edit(archive: Archive, name: str) -> None:
    editing.add_record(archive, kind=Kind.CITY, names=[NewName(name)])


def _ago(days: float) -> str:
    return (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="seconds")


@pytest.mark.parametrize(
    ("when", "days", "due"),
    [
        ("daily", 0.9, False),
        # Whoever opens it at nine each day finds it due, though yesterday it took until ten past.
        ("daily", 0.99, True),
        ("weekly", 6.9, False),
        ("weekly", 7.1, True),
        ("never", 400.0, False),
    ],
)
def test_a_backup_is_due_as_often_as_is_wanted(kept: Archive, when: str, days: float, due: bool) -> None:
    Person().put({places.WHEN: when})
    places.change(kept, looked_at=_ago(days))
    assert not standing.look(kept, Person()).due
    _edit(kept, "Oulu")
    assert standing.look(kept, Person()).due == due


def test_a_backup_is_too_old_only_where_something_changed_since(kept: Archive) -> None:
    places.change(kept, looked_at=_ago(21))
    found = standing.look(kept, Person())
    assert (found.changed, found.old, standing.wanted_in(kept, Person(), "")) == (False, False, None)
    assert "older than you want" not in found.warning
    _edit(kept, "Oulu")
    found = standing.look(kept, Person())
    assert (found.changed, found.old, standing.wanted_in(kept, Person(), "") is not None) == (True, True, True)
    assert "older than you want" in found.warning
    places.change(kept, looked_at=_ago(19), problems=2)
    found = standing.look(kept, Person())
    assert (found.changed, found.old) == (True, False)
    assert "2 files of the last backup are damaged or missing." in found.warning


def test_what_was_read_again_long_ago_is_to_be_read_again(kept: Archive) -> None:
    places.change(kept, verified_at=_ago(59))
    assert not standing.look(kept, Person()).verify_due
    places.change(kept, verified_at=_ago(61))
    assert standing.look(kept, Person()).verify_due
    places.change(kept, verified_at="", made_at=_ago(61))
    assert standing.look(kept, Person()).verify_due


def test_an_archive_without_a_backup_wants_one(archive: Archive, tmp_path: Path) -> None:
    (tmp_path / "drive").mkdir()
    with archive.store.read() as reader:
        began = reader.history.mark()
    assert standing.wanted_in(archive, Person(), began) is None
    _edit(archive, "Oulu")
    without = standing.wanted_in(archive, Person(), began)
    assert without is not None
    assert (without.folder, without.chosen) == (archive.folder / "backups", False)
    Person().put({places.PLACE: str(tmp_path / "drive"), places.WHEN: "daily"})
    found = standing.look(archive, Person())
    assert (found.due, found.changed, found.verify_due) == (True, True, False)
    assert found.sentence == "This archive was never backed up on this computer."
    where = standing.wanted_in(archive, Person(), began)
    assert where is not None
    assert where.chosen
