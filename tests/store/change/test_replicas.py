"""Which copy of an archive one is: never the same as another one's, and the same again after a restart."""

from __future__ import annotations

import json
import os
import shutil
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from nacl.signing import SigningKey
from sqlalchemy.exc import IntegrityError

from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import create_archive, open_archive
from archive_app.services.history import history
from archive_app.services.records import editing, reading
from archive_app.services.records.editing import NewName
from archive_app.services.upkeep import maintenance
from archive_app.store.change import replicas, signing
from archive_app.store.database import engine
from tests.inside import database
from tests.made import Made


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An archive with one city, on a machine that knows of no other."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    create_archive(tmp_path / "a").close()
    _add(tmp_path / "a")
    return tmp_path / "a"


def _add(folder: Path) -> str:
    """The ref of one more city."""
    with open_archive(folder) as archive:
        return editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")]).ref


def _replicas(folder: Path) -> list[tuple[str, str]]:
    with open_archive(folder) as archive, database(archive).read() as connection:
        rows = connection.exec_driver_sql("SELECT hex(uid), mark FROM replica ORDER BY id").all()
    return [(row[0], row[1]) for row in rows]


def _written(folder: Path) -> dict[str, list[str]]:
    """The steps of each replica in order."""
    found: dict[str, list[str]] = {}
    with open_archive(folder) as archive, database(archive).read() as connection:
        for replica, step in connection.exec_driver_sql(
            "SELECT hex(r.uid), hex(s.uid) FROM step s JOIN replica r ON r.id = s.replica_id"
            " ORDER BY s.milliseconds, s.counter"
        ):
            found.setdefault(replica, []).append(step)
    return found


def test_it_is_the_same_after_a_restart_and_when_the_folder_was_renamed(folder: Path) -> None:
    assert _add(folder) == "CIT-0002"
    folder.rename(folder.with_name("b"))
    assert _add(folder.with_name("b")) == "CIT-0003"
    assert len(_replicas(folder.with_name("b"))) == 1


def test_a_copied_folder_is_another_one_once_it_is_written_to(folder: Path) -> None:
    copy = Path(shutil.copytree(folder, folder.with_name("b")))
    with open_archive(copy) as archive:
        history.history(archive)
        reading.resolve(archive, "CIT-0001")
        with database(archive).transact("Nothing"):
            pass
    assert len(_replicas(copy)) == 1
    ref = _add(copy)
    [(_first, none), (_second, mark)] = _replicas(copy)
    assert (none, len(mark)) == ("", 3)
    assert ref == f"CIT-{mark}0001"
    assert _add(copy) == f"CIT-{mark}0002"
    assert _add(folder) == "CIT-0002"
    assert len(_replicas(folder)) == 1
    with open_archive(copy) as archive:
        assert reading.resolve(archive, ref.lower()).ref == ref
        assert maintenance.verify(archive).ok


def test_two_windows_on_one_folder_are_one_copy(folder: Path) -> None:
    with open_archive(folder) as one, open_archive(folder) as other:
        for archive in (one, other, one, other):
            editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")])
    assert len(_replicas(folder)) == 1


def test_two_programs_that_write_to_a_new_copy_at_once_are_one(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is remembered is read while nobody else can write."""
    copy = Path(shutil.copytree(folder, folder.with_name("b")))
    found: list[bool] = []
    read = replicas.read

    def look(file: Path) -> replicas.Remembered | None:
        other = engine.driver().connect(str(copy / "catalog.db"), timeout=0)
        try:
            other.execute("BEGIN IMMEDIATE")
        except engine.driver().OperationalError:
            found.append(True)
        else:
            found.append(False)
        finally:
            other.close()
        return read(file)

    monkeypatch.setattr(replicas, "read", look)
    _add(copy)
    assert set(found) == {True}


def test_another_machine_is_another_one(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "elsewhere"))
    monkeypatch.setattr("platform.node", lambda: "laptop")
    assert _add(folder) != "CIT-0002"
    with open_archive(folder) as archive:
        assert [step.device == "laptop" for step in history.history(archive)] == [True, False]


def test_an_earlier_state_does_not_give_a_ref_twice(folder: Path) -> None:
    with open_archive(folder) as archive:
        database(archive).copy_to(folder / "earlier.db")
    assert _add(folder) == "CIT-0002"
    for left in ("catalog.db-wal", "catalog.db-shm"):
        (folder / left).unlink(missing_ok=True)
    (folder / "earlier.db").replace(folder / "catalog.db")
    ref = _add(folder)
    assert ref.startswith("CIT-")
    assert ref != "CIT-0002"
    assert len(_replicas(folder)) == 2


def test_a_change_that_comes_to_nothing_makes_no_other_copy(folder: Path) -> None:
    def fail() -> None:
        with open_archive(folder) as archive, database(archive).transact("Fail"):
            editing.add_record(archive, kind=Kind.CITY, names=[NewName("Oulu")])
            raise KeyError

    def fail_late() -> None:
        with open_archive(folder) as archive, database(archive).transact("Fail late") as transaction:
            editing.add_record(archive, kind=Kind.CITY, names=[NewName("Oulu")])
            transaction.session.connection().exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            transaction.session.connection().exec_driver_sql("UPDATE name SET record_id = 9999")

    for attempt in (fail, fail_late):
        with pytest.raises((KeyError, IntegrityError)):
            attempt()
        assert _add(folder).startswith("CIT-0")
    assert len(_replicas(folder)) == 1


def test_a_kill_before_the_commit_makes_no_other_copy(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was to be remembered is there, and the step is not in the log."""
    left, home, real = tmp_path / "left", tmp_path / "home", replicas.remember

    def remember(file: Path, remembered: replicas.Remembered) -> None:
        real(file, remembered)
        if not left.exists():
            shutil.copytree(folder, left / "a")
            shutil.copytree(home, left / "home")

    monkeypatch.setattr(replicas, "remember", remember)
    assert _add(folder) == "CIT-0002"
    for place in (folder, home):
        shutil.rmtree(place)
        (left / place.name).rename(place)
    assert _add(folder) == "CIT-0002"
    assert len(_replicas(folder)) == 1


def test_a_kill_behind_the_commit_makes_no_other_copy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The step is in the log, and was to be remembered; with a new copy, nothing was before."""
    copy = Path(shutil.copytree(folder, folder.with_name("b")))
    with monkeypatch.context() as patch:
        patch.setattr(replicas.Copy, "_keep", lambda *_given, **_more: None)
        _add(folder)
        _add(copy)
    _add(folder)
    _add(copy)
    assert len(_replicas(folder)) == 1
    assert len(_replicas(copy)) == 2


@pytest.mark.parametrize(
    "spoil", ["{", "[]", '{"replica": 5}', '{"replica": "nobody"}', '{"replica": ""}', '{"last": "x"}', "forbid"]
)
def test_what_cannot_be_remembered_stops_nobody(folder: Path, tmp_path: Path, spoil: str) -> None:
    home = tmp_path / "home"
    if spoil != "forbid":
        for file in home.rglob("*.json"):
            whole = json.loads(file.read_text("ascii"))
            spoilt = json.dumps(whole | json.loads(spoil)) if spoil.startswith('{"') else spoil
            file.write_text(spoilt, encoding="ascii")
    else:
        shutil.rmtree(home)
        home.write_text("no folder", encoding="ascii")
    with open_archive(folder) as archive:
        refs = [editing.add_record(archive, kind=Kind.CITY, names=[NewName("Oulu")]).ref for _city in range(2)]
    assert len({*refs, "CIT-0001", "CIT-0002"}) == 4
    assert len(_replicas(folder)) == 2


def test_the_private_key_stays_at_home_and_is_nobody_elses(folder: Path, tmp_path: Path) -> None:
    [file] = (tmp_path / "home").rglob("*.json")
    if os.name == "posix":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    with open_archive(folder) as archive, database(archive).read() as connection:
        public = connection.exec_driver_sql("SELECT public_key FROM replica").scalar_one()
    private = json.loads(file.read_text("ascii"))["key"]
    assert signing.public(private) == public
    signed = SigningKey(bytes.fromhex(private)).sign(b"a step")
    assert SigningKey(bytes.fromhex(private)).verify_key.verify(signed) == b"a step"
    for inside in folder.rglob("*"):
        if inside.is_file():
            content = inside.read_bytes()
            assert private.encode() not in content
            assert bytes.fromhex(private) not in content


_ACTS = st.lists(
    st.tuples(st.sampled_from(["write", "write", "copy", "move"]), st.integers(0, 2), st.integers(0, 2)), max_size=9
)


@settings(
    max_examples=25,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=_ACTS)
def test_no_two_copies_ever_write_as_one(
    acts: list[tuple[str, int, int]], made: Made, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Folders are copied over each other and moved, and any of them is written to."""
    place = tmp_path_factory.mktemp("copies")
    made.new(place / "0").close()
    given_: dict[str, str] = {}
    for act, one, other in acts:
        here, there = place / str(one), place / str(other)
        if not here.exists():
            continue
        if act == "write":
            ref = _add(here)
            with open_archive(here) as archive:
                uid = reading.record(archive, reading.resolve(archive, ref).id).uid
            assert given_.setdefault(ref, uid) == uid
        elif here != there:
            shutil.rmtree(there, ignore_errors=True)
            shutil.copytree(here, there) if act == "copy" else here.rename(there)
    logs = [_written(folder) for folder in place.iterdir()]
    for replica in {each for log in logs for each in log}:
        lines = sorted((log.get(replica, []) for log in logs), key=len)
        assert all(line == lines[-1][: len(line)] for line in lines)


def test_an_archive_of_an_earlier_revision_goes_on_and_its_copies_differ(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = Path(__file__).parents[1] / "database" / "archives" / "0003.tar.xz"
    shutil.unpack_archive(packed, tmp_path / "old", filter="data")
    folder = next(file.parent for file in (tmp_path / "old").rglob("archive.json"))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    with open_archive(folder) as archive, database(archive).read() as connection:
        number = connection.exec_driver_sql("SELECT max(next) FROM counter WHERE prefix = 'CIT'").scalar()
    copy = Path(shutil.copytree(folder, tmp_path / "copy"))
    assert _add(folder) == f"CIT-{number or 1:04d}"
    assert _add(copy) == f"CIT-{_replicas(copy)[-1][1]}0001"
    assert len(_replicas(copy)[-1][1]) == 3
