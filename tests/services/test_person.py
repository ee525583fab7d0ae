"""The file of one person's settings: nothing that stands in it ends the program, and nothing in it is lost."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive_app import i18n, paths
from archive_app.domain.model import settings
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.settings import Scope, declared
from archive_app.errors import InvalidInput, StorageError
from archive_app.services.archive import create_archive
from archive_app.services.history import history
from archive_app.services.person import Person, speak
from archive_app.services.records import editing
from archive_app.services.records.editing import NewName

_MINE = [each for each in settings.SETTINGS if each.scope is Scope.PERSON]


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "config")


def _write(person: Person, text: str) -> None:
    person.file.parent.mkdir(parents=True, exist_ok=True)
    person.file.write_text(text, encoding="utf-8")


def test_what_was_set_is_there_for_the_next_and_for_one_that_runs_already(person: Person) -> None:
    running = Person(person.file.parent)
    assert running.value("grid-size") == declared("grid-size").default
    person.put({"grid-size": 200, "user": "Anna Ćirić"})
    assert running.value("grid-size") == 200
    assert Person(person.file.parent).value("user") == "Anna Ćirić"
    running.put({"user": None})
    assert person.value("user") == ""
    assert person.value("grid-size") == 200
    assert json.loads(person.file.read_text("utf-8")) == {"grid-size": 200}
    assert [each.name for each in person.file.parent.iterdir()] == ["settings.json"]


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", '"x"', "\x00\xff", "[" * 100_000, "{'a': 1}", '{"a": 1'])
def test_a_file_that_is_no_settings_gives_the_usual_ones_a_sentence_and_is_kept(person: Person, text: str) -> None:
    _write(person, text)
    assert [person.value(each.name) for each in _MINE] == [each.default for each in _MINE]
    (fault,) = person.faults()
    assert "cannot be read" in fault
    assert "\n" not in fault
    person.put({"user": "Anna"})
    assert person.faults() == []
    assert (person.file.parent / "settings.broken.json").read_text("utf-8") == text
    _write(person, text)
    person.put({"user": "Berta"})
    assert (person.file.parent / "settings.broken-2.json").read_text("utf-8") == text


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("grid-size", 10_000),
        ("grid-size", "200"),
        ("grid-size", True),
        ("grid-size", 1.5),
        ("colours", "purple"),
        ("colours", ["dark"]),
        ("grid-titles", 1),
        ("user", {"name": "Anna"}),
    ],
)
def test_a_value_that_cannot_be_gives_way_and_stays_until_another_is_set(
    person: Person, name: str, value: object
) -> None:
    _write(person, json.dumps({name: value, "of a later version": [1], "language": "zh"}))
    assert person.value(name) == settings.declared(name).default
    assert person.value("language") == "zh"
    (fault,) = person.faults()
    assert f"“{name}”" in fault
    person.put({"start": "last"})
    kept = json.loads(person.file.read_text("utf-8"))
    assert kept == {name: value, "of a later version": [1], "language": "zh", "start": "last"}


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from([each.name for each in _MINE]) | st.text(max_size=5), inner, max_size=8)
        ),
        max_leaves=8,
    )
)
def test_whatever_json_stands_there_every_setting_has_a_value_of_its_kind(
    tmp_path_factory: pytest.TempPathFactory, content: object
) -> None:
    person = Person(tmp_path_factory.mktemp("config"))
    _write(person, json.dumps(content))
    for each in _MINE:
        assert settings.fits(each, person.value(each.name))
    assert all("\n" not in fault for fault in person.faults())


def test_what_the_window_kept_before_is_carried_over(person: Person) -> None:
    person.file.parent.mkdir(parents=True)
    (person.file.parent / "window.ini").write_text(
        "[window]\nlanguage=zh\ntheme=dark\ngeometry=@ByteArray(\\x1\\xd9%s)\n[results]\nsize=200\nview=table\n",
        "utf-8",
    )
    assert [person.value(name) for name in ("language", "colours", "grid-size")] == ["zh", "dark", 200]
    person.put({"user": "Anna"})
    assert [Person(person.file.parent).value(name) for name in ("language", "colours")] == ["zh", "dark"]
    person.put({"language": None})
    assert person.value("language") == "system"


def test_what_the_window_kept_may_be_spoilt(person: Person) -> None:
    person.file.parent.mkdir(parents=True)
    (person.file.parent / "window.ini").write_bytes(b"\xff\xfe[[[window]\nlanguage=zh\n=\n")
    assert person.value("language") == "system"
    (person.file.parent / "window.ini").write_text("[window]\nlanguage=xx\ntheme=dark\n", "utf-8")
    assert Person(person.file.parent).value("colours") == "dark"


def test_a_folder_that_takes_no_file_is_a_sentence_and_the_old_values_hold(tmp_path: Path) -> None:
    (tmp_path / "config").write_text("a file, not a folder")
    person = Person(tmp_path / "config")
    assert person.value("language") == "system"
    with pytest.raises(StorageError, match="cannot be written"):
        person.put({"language": "zh"})


def test_a_full_disk_leaves_the_old_file_whole(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    person.put({"user": "Anna"})

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageError, match="the disk is full"):
        person.put({"user": "Berta"})
    monkeypatch.undo()
    assert Person(person.file.parent).value("user") == "Anna"
    assert [each.name for each in person.file.parent.iterdir()] == ["settings.json"]


def test_it_is_read_whole_while_another_writes(person: Person) -> None:
    person.put({"user": "a" * 80})
    stop, seen = threading.Event(), set()

    def look() -> None:
        while not stop.is_set():
            other = Person(person.file.parent)
            seen.add(other.value("user"))
            seen.update(other.faults())

    thread = threading.Thread(target=look)
    thread.start()
    for number in range(40):
        person.put({"user": "ab"[number % 2] * 80})
    stop.set()
    thread.join()
    assert seen <= {"a" * 80, "b" * 80}


@pytest.mark.parametrize(
    ("name", "written", "value"),
    [
        ("user", "  Anna \n Ćirić ", "Anna Ćirić"),
        ("grid-size", "96", 96),
        ("colours", "DARK", "dark"),
        ("Grid_Titles", "off", False),
        ("grid-titles", "是", True),
    ],
)
def test_what_a_person_writes(name: str, written: str, value: object) -> None:
    assert settings.read(settings.named(name), written) == value


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("grid-size", "95"),
        ("grid-size", "x"),
        ("grid-size", "²"),
        ("colours", "red"),
        ("grid-titles", "perhaps"),
        ("user", "x" * 101),
    ],
)
def test_what_cannot_be_set_is_a_sentence(name: str, written: str) -> None:
    with pytest.raises(InvalidInput, match=name):
        settings.read(settings.named(name), written)


def test_who_asks_while_the_file_is_read_gets_what_stands_in_it(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(person, '{"user": "Anna"}')
    asked: list[object] = []
    load = person._load

    def slow() -> dict[str, object]:
        if not asked:
            asked.append("reading")
            other = threading.Thread(target=lambda: asked.append(person.value("user")))
            other.start()
            other.join()
        return load()

    monkeypatch.setattr(person, "_load", slow)
    assert person.value("user") == "Anna"
    assert asked == ["reading", "Anna"]


@pytest.mark.parametrize("name", ["", "nothing", "window/geometry", "inspector/open-x"])
def test_what_is_no_setting_of_a_person_cannot_be_named(name: str) -> None:
    with pytest.raises(InvalidInput, match="There are: user, "):
        settings.named(name)


def test_what_is_not_declared_is_a_fault_of_ours(person: Person) -> None:
    with pytest.raises(KeyError):
        person.value("undeclared")
    assert settings.declared("inspector/open-details").default is True


def test_the_name_that_is_set_stands_beside_changes_at_once(
    tmp_path: Path, person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("EXCHANGE_ARCHIVE_USER")
    monkeypatch.setattr("archive_app.services.person.account", lambda: "account")
    with create_archive(tmp_path / "archive", person=person) as archive:
        for name in ("", "Anna Ćirić"):
            person.put({"user": name or None})
            editing.add_record(archive, kind=Kind.CITY, names=[NewName("Leeds")])
        monkeypatch.setenv("EXCHANGE_ARCHIVE_USER", "script")
        editing.add_record(archive, kind=Kind.CITY, names=[NewName("Oulu")])
        assert [step.by for step in history.history(archive)] == ["script", "Anna Ćirić", "account"]
        # Bytes that are no text, as the system hands them on.
        monkeypatch.setenv("EXCHANGE_ARCHIVE_USER", "J\udcffrg")
        editing.add_record(archive, kind=Kind.CITY, names=[NewName("Niš")])
        assert history.history(archive)[0].by == "J\\uDCFFrg"


def test_the_language_that_is_set_is_spoken_unless_another_is_asked_for(
    person: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGUAGE", "en")
    person.put({"language": "zh"})
    speak(person)
    assert i18n.language() == "zh"
    speak(person, "en")
    assert i18n.language() == "en"
    person.put({"language": "system"})
    speak(person)
    assert i18n.language() == "en"


def test_it_lies_where_the_system_keeps_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(paths, "config_dir", lambda: tmp_path / "there")
    Person().put({"language": "zh"})
    assert (tmp_path / "there" / "settings.json").is_file()
