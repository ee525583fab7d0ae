"""The log: what ran and what failed, and not a word of what is in the archive; it never fails anybody."""

from __future__ import annotations

import logging
import os
import threading
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from sqlalchemy import text as sql
from sqlalchemy.exc import OperationalError

from archive_app import __version__, paths
from archive_app.cli.app import run
from archive_app.errors import StorageError
from archive_app.services import logbook
from archive_app.services.crash import report_text, write_report
from archive_app.services.logbook import KEPT, LARGEST, Logbook, LogbookHandler, fault, without_names
from archive_app.store.database import complaints, engine
from tests.cli.conftest import Cli, cli

__all__ = ["cli"]

SECRET = "Zwetschgenknödel"


def _lines(book: Logbook) -> list[str]:
    return book.file.read_text(encoding="utf-8").splitlines()


def test_each_command_says_what_it_was_with_which_versions_how_it_ended_and_how_long_it_took(cli: Cli) -> None:
    cli("add", "city", "--name", "Leeds")
    cli("show", "nobody", expect=1)
    begun, ended, _begun, failed = _lines(Logbook())
    assert f" begin command=add archive={cli.folder} version={__version__} python=3." in begun
    assert " end command=add status=0 seconds=" in ended
    assert "sqlite=3." in ended
    assert "command=show status=1" in failed
    assert "kind=not-found error=NotFound at=archive_app/services/records/reading.py:" in failed


def test_a_command_that_sqlite_ends_says_by_what_beside_the_version(cli: Cli) -> None:
    cli("search", "")
    (cli.folder / "catalog.db").write_bytes(b"no database" * 1_000)
    cli("search", "", expect=1)
    failed = _lines(Logbook())[-1]
    assert " status=1 " in failed
    assert " sqlite=3." in failed
    assert " sqlite_error=SQLITE_NOTADB" in failed


def test_nothing_of_what_is_in_an_archive_stands_in_the_log(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / SECRET
    folder.mkdir()
    Image.new("RGB", (40, 30), "teal").save(folder / f"{SECRET}.png")
    (folder / f"broken {SECRET}.jpg").write_bytes(b"\xff\xd8\xff\xe0" + SECRET.encode())
    cli("add", "city", "--name", SECRET, "--name", f"zh={SECRET}")
    cli("ingest", str(folder))
    cli("set", "PHO-0001", f"caption[en]={SECRET} by the river", f"credit={SECRET}")
    cli("search", SECRET)
    cli("search", f"kind:{SECRET}", expect=1)
    cli("search", f'"{SECRET}', expect=1)
    cli("show", f"{SECRET} of nobody", expect=1)
    cli("replace", "--search", SECRET, "--find", SECRET, "--with", f"more {SECRET}")
    cli("save-search", SECRET, SECRET)
    cli("settings", f"user={SECRET}", f"home-city={SECRET}")
    cli("settings", f"colours={SECRET}", expect=1)
    cli("backup", "--out", str(folder / f"{SECRET}.tar"))
    cli("restore", str(folder / "none.tar"), expect=1)
    cli("catalogue", "--search", SECRET, "--out", str(folder / "missing" / "x.pdf"), expect=1)
    cli("import-codes", str(folder / f"{SECRET}.csv"), expect=1)
    cli(SECRET, expect=2)
    cli("undo")

    def broken(*_arguments: object, **_named: object) -> None:
        raise RuntimeError(f"no {SECRET} left") from KeyError(SECRET)

    monkeypatch.setattr("archive_app.services.records.reading.record", broken)
    cli("show", "PHO-0001", expect=1)
    book = Logbook()
    assert len(_lines(book)) > 30
    assert any("kind=crash error=RuntimeError<KeyError" in line for line in _lines(book))
    assert SECRET not in book.file.read_text(encoding="utf-8")
    assert SECRET.lower() not in book.file.read_text(encoding="utf-8").lower()
    (report,) = book.folder.glob("crash-*.txt")
    assert f"Log: {book.file}" in report.read_text(encoding="utf-8")
    capsys.readouterr()


def test_our_own_loggers_are_written_without_what_was_filled_in(tmp_path: Path) -> None:
    book, log = Logbook(tmp_path), logging.getLogger("archive_app.test")
    handler = LogbookHandler(book)
    log.addHandler(handler)
    log.propagate = False
    try:
        try:
            raise ValueError(SECRET)
        except ValueError:
            log.exception("a listener failed on %s", SECRET)
        log.warning("so many: %d", 3, extra={"facts": {"count": 3}})
    finally:
        log.removeHandler(handler)
    failed, counted = _lines(book)
    assert ' error form="a listener failed on %s" kind=crash error=ValueError at=services/test_logbook.py:' in failed
    assert counted.endswith(' warning form="so many: %d" count=3')
    assert SECRET not in failed


@pytest.mark.parametrize(
    "message",
    [
        f"QFile: cannot open '/home/anna/{SECRET}.svg'",
        f'cannot decode "{SECRET} of\nLeeds"',
        f"could not load /home/{SECRET}/a.png: no such file",
        f"cannot read C:\\Users\\{SECRET}",
        f"no “{SECRET}” here",
    ],
)
def test_what_another_library_names_is_left_out(message: str) -> None:
    assert SECRET not in without_names(message)
    assert without_names("Unknown property caret-color") == "Unknown property caret-color"


def test_faults_have_their_codes_and_those_of_their_causes(tmp_path: Path) -> None:
    (tmp_path / "catalog.db").write_bytes(b"no database at all" * 100)
    opened = engine.connect_once(tmp_path / "catalog.db")
    with (
        pytest.raises(Exception, match="damaged") as raised,
        complaints.plain_errors(tmp_path),
        opened.connect() as one,
    ):
        one.execute(sql("SELECT 1"))
    said = fault(raised.value)
    assert said["kind"] == "not-an-archive"
    assert said["sqlite_error"] == "SQLITE_NOTADB"
    try:
        raise StorageError(SECRET) from OSError(28, SECRET, f"/{SECRET}")
    except StorageError as error:
        said = fault(error)
    assert (said["kind"], said["errno"], said["error"]) == ("storage", 28, "StorageError<OSError")
    assert fault(OperationalError("x", {}, ValueError()))["kind"] == "crash"
    assert fault(KeyboardInterrupt())["kind"] == "stopped"


def test_a_full_log_begins_anew_and_only_a_few_are_kept(tmp_path: Path) -> None:
    book = Logbook(tmp_path)
    for number in range(KEPT + 3):
        book.write("event", number=number)
        with book.file.open("ab") as out:
            out.truncate(LARGEST)
    book.write("event", number="last")
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        book.file.name,
        f"{logbook.FILE}.1",
        f"{logbook.FILE}.2",
    ]
    assert "number=last" in book.file.read_text()
    assert f"number={KEPT + 2}" in (tmp_path / f"{logbook.FILE}.1").read_text()


def test_many_write_at_once_and_every_line_stays_whole(tmp_path: Path) -> None:
    def write(name: str) -> None:
        for number in range(50):
            Logbook(tmp_path).write("event", name=name * 40, number=number)

    threads = [threading.Thread(target=write, args=(name,)) for name in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lines = _lines(Logbook(tmp_path))
    assert len(lines) == 200
    assert all(" event name=" in line and " number=" in line for line in lines)


def test_a_fact_is_one_word_and_a_line_one_line(tmp_path: Path) -> None:
    book = Logbook(tmp_path)
    book.write("event", archive=os.fsdecode(b"/a b/\xff\nend status=0"), long="x" * 5000, seconds=1.23456, yes=True)
    (line,) = _lines(book)
    assert r'archive="/a b/\udcff\nend status=0"' in line
    assert len(line) < 800
    assert line.endswith("seconds=1.235 yes=True")


@pytest.mark.parametrize("kind", ["file", "read-only", "name"])
def test_where_it_cannot_be_written_nothing_else_fails(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    place = tmp_path / "log"
    if kind == "file":
        place.write_text("a file")
    elif kind == "name":
        place = tmp_path / ("x" * 300)
    else:
        place.mkdir()

        really = os.open

        def refuse(path: str | Path, *rest: Any, **named: Any) -> int:
            if str(place) in str(path):
                raise OSError(30, "Read-only file system")
            return really(path, *rest, **named)

        monkeypatch.setattr(os, "open", refuse)
    monkeypatch.setattr(paths, "log_dir", lambda: place)
    assert cli("search", "x", "--count")["count"] == 0
    assert cli.output.err == ""
    if kind != "read-only":
        assert write_report(RuntimeError("x"), Logbook()) is None


def test_the_version_is_told_without_a_log(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--version"]) == 0
    assert run(["--help"]) == 0
    assert not Logbook().file.exists()
    capsys.readouterr()


def test_a_report_says_all_versions_and_where_the_log_lies(tmp_path: Path) -> None:
    book = Logbook(tmp_path)
    said = report_text(ValueError("broken spring"), book)
    assert said.startswith(f"Exchange Archive {__version__}, Python 3.")
    assert f"Log: {book.file}" in said
    assert "ValueError: broken spring" in said
