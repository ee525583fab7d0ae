"""The command line end to end: keys, exit codes, one document on stdout, sentences on stderr."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from archive_app.cli.app import run
from archive_app.errors import ArchiveBusy, Refused
from archive_app.services.catalogue import catalogue
from archive_app.store.face.store import Store
from tests.cli.conftest import Cli


def _nis(cli: Cli) -> str:
    cli("add", "city", "--name", "en=Hangzhou", "--name", "zh=杭州")
    cli("add", "city", "--name", "Niš", "--name", "sr-Cyrl=Ниш")
    partnership = cli("add", "partnership")["ref"]
    cli("link", "hangzhou", "party of", partnership)
    cli("link", partnership, "has party", "Ниш")
    cli("add", "event", "--name", "Signing", "--set", "date=April 2025")
    cli("link", "signing", "held under", partnership)
    return str(partnership)


def test_an_archive_is_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert Cli(tmp_path / "archive", capsys)("new") == {"archive": str(tmp_path / "archive")}
    assert Cli(tmp_path / "archive", capsys)("search", "kind:item")["count"] == 0


def test_the_main_job(cli: Cli, tmp_path: Path) -> None:
    partnership = _nis(cli)
    (tmp_path / "in").mkdir()
    Image.new("RGB", (640, 400), "teal").save(tmp_path / "in" / "签字 – Niš.jpg")
    report = cli("ingest", str(tmp_path / "in"), "--link", "documents=Signing")
    assert {key for key in report if key != "step"} == {
        "added",
        "known",
        "repaired",
        "without_preview",
        "refused",
        "passed_over",
        "cancelled",
    }
    (entry,) = report["added"]
    assert entry["path"].endswith("签字 – Niš.jpg")
    found = cli("search", "partnership:nis kind:photo")
    assert found["count"] == 1
    (hit,) = found["hits"]
    assert (hit["ref"], hit["kind"]) == (entry["ref"], "photo")
    assert hit["why"][0]["rule"] == "event"
    assert hit["why"][0]["path"][1::2] == ["documents", "held under"]
    shown = cli("show", entry["ref"])
    assert {"ref", "uid", "kind", "names", "texts", "fields", "links", "files", "memberships"} <= set(shown)
    assert shown["files"][0]["width"] == 640
    assert cli("show", shown["uid"])["ref"] == entry["ref"]
    catalogue = cli("catalogue", "--search", "partnership:nis", "--out", str(tmp_path / "x.pdf"), "--lang", "en,zh")
    assert catalogue["plates"] == 1
    [lacking] = catalogue["skipped"]
    assert (lacking["ref"], lacking["reason"].partition(":")[0]) == (entry["ref"], "It has no caption and no name")
    assert (tmp_path / "x.pdf").read_bytes().startswith(b"%PDF")
    assert cli("search", f"partnership:{partnership}", "--count")["count"] == 4
    assert cli("verify") == {"ok": True, "checked": 1, "problems": []}


def test_undo_and_redo_name_the_step(cli: Cli) -> None:
    ref = cli("add", "person", "--name", "Max Wheatley")["ref"]
    changed = cli("set", ref, "occupation=scholar", "note[en]=of SOAS")
    assert {"ref", "uid", "kind"} <= set(changed)
    undone = cli("undo")
    assert undone["label"] == "Set occupation, note (English)"
    assert cli("show", ref)["fields"].get("occupation") is None
    assert cli("redo")["step"] == undone["step"]
    assert cli("show", ref)["fields"]["occupation"] == "scholar"
    steps = cli("history")["steps"]
    assert {"id", "label", "at", "by", "device", "undone", "operations"} <= set(steps[0])
    assert [step["label"] for step in cli("history", ref)["steps"]][-1] == "Add person “Max Wheatley”"


def test_stages_of_a_partnership_are_set_by_name(cli: Cli) -> None:
    partnership = cli("add", "partnership", "--set", "memorandum=April 2025")["ref"]
    cli("set", partnership, "sister_city=2027", "memorandum=2025-05")
    assert [(s["kind"], s["date"]) for s in cli("show", partnership)["stages"]] == [
        ("memorandum", "2025-05"), ("sister city", "2027"),
    ]  # fmt: skip
    cli("set", partnership, "sister_city=")
    assert len(cli("show", partnership)["stages"]) == 1
    cli("undo")
    assert len(cli("show", partnership)["stages"]) == 2


def test_backup_and_restore(cli: Cli, tmp_path: Path) -> None:
    _nis(cli)
    backup = cli("backup", "--out", str(tmp_path / "copy.tar"))
    assert len(backup["sha256"]) == 64
    cli.folder = tmp_path / "back"
    assert cli("restore", backup["file"]) == {"archive": str(tmp_path / "back")}
    assert cli("search", "signing")["count"] == 1
    cli("add", "city", "--name", "Leeds")
    cli("restore", backup["file"], str(tmp_path / "back"))
    assert cli("search", "Leeds")["count"] == 0
    (copy,) = (tmp_path / "back" / "backups").glob("before-restore-*.db")
    assert cli("restore", str(copy)) == {"archive": str(tmp_path / "back")}
    assert cli("search", "Leeds")["count"] == 1


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        (("show", "Nobody"), "not-found"),
        (("search", "(lotus"), "query"),
        (("search", "partnership:nowhere"), "query"),
        (("add", "spaceship", "--name", "x"), "invalid"),
        (("add", "city"), "invalid"),
        (("add", "city", "--name", "x", "--set", "rating=5"), "invalid"),
        (("add", "photo", "--name", "x", "--set", "rating=9"), "invalid"),
        (("add", "photo", "--name", "x", "--set", "date=someday"), "invalid"),
        (("add", "photo", "--name", "x", "--set", "latitude=91"), "invalid"),
        (("add", "photo", "--name", "x", "--set", "nonsense"), "invalid"),
        (("undo",), "not-found"),
        (("redo",), "not-found"),
        (("restore", "nothing.tar"), "not-an-archive"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_exit_1(cli: Cli, words: tuple[str, ...], kind: str) -> None:
    answer = cli(*words, expect=1)
    assert answer["error"]["kind"] == kind
    assert answer["error"]["message"].strip()
    assert "Traceback" not in cli.output.err
    assert len(cli.output.err.strip().splitlines()) == 1
    assert cli("search", "", "--count")["count"] == 0


@pytest.mark.parametrize("words", [("frobnicate",), ("search", "--limit", "many"), ("set",), ("link", "a")])
def test_wrong_usage_is_exit_2(cli: Cli, words: tuple[str, ...]) -> None:
    cli(*words, expect=2)


def test_relations_answer_to_label_inverse_and_key_and_refuse_other_kinds(cli: Cli) -> None:
    partnership = _nis(cli)
    refused = cli("link", "signing", "party of", partnership, expect=1)
    assert "cannot lead from a event" not in refused["error"]["message"] or "party of" in refused["error"]["message"]
    unknown = cli("link", "signing", "marries", partnership, expect=1)
    assert "held under" in unknown["error"]["message"]
    assert cli("link", "signing", "held_under", partnership)["new"] is False
    cli("unlink", "signing", "held under", partnership)
    assert cli("show", "signing")["links"] == []
    cli("unlink", "signing", "held under", partnership, expect=1)


def test_two_of_one_name_are_told_apart_by_ref(cli: Cli) -> None:
    first, second = (cli("add", "person", "--name", "Wang Wei")["ref"] for _number in range(2))
    message = cli("show", "wang wei", expect=1)["error"]
    assert message["kind"] == "ambiguous"
    assert first in message["message"]
    assert second in message["message"]


def test_without_a_display_everything_but_the_window_works(tmp_path: Path) -> None:
    bare = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")}
    command = [sys.executable, "-m", "archive_app", "--archive", str(tmp_path / "a")]
    made = subprocess.run([*command, "new", "--json"], capture_output=True, text=True, env=bare, check=False)
    assert json.loads(made.stdout) == {"archive": str(tmp_path / "a")}
    shown = subprocess.run([*command, "open"], capture_output=True, text=True, env=bare, check=False, timeout=60)
    assert shown.returncode == 1
    assert "Traceback" not in shown.stderr
    assert shown.stderr.strip()


def test_numbers_are_read_back_from_the_history(cli: Cli) -> None:
    ref = cli("add", "photo", "--name", "x")["ref"]
    cli("set", ref, "rating=3", "latitude=43.5", "longitude=-21")
    cli("set", ref, "rating=4")
    newest, older = cli("history", ref)["steps"][:2]
    assert [(o["old"], o["new"]) for o in newest["operations"]] == [(3, 4)]
    assert {o["field"]: o["new"] for o in older["operations"]} == {"rating": 3, "latitude": 43.5, "longitude": -21.0}


def test_what_is_not_known_is_not_so(cli: Cli) -> None:
    cli("add", "event", "--name", "dated", "--set", "date=2025")
    cli("add", "event", "--name", "undated")
    for query, titles in (
        ("kind:event -date:2025", {"undated"}),
        ("kind:event -after:2000", {"undated"}),
        ("kind:event -date:2024", {"dated", "undated"}),
    ):
        assert {hit["title"] for hit in cli("search", query)["hits"]} == titles


def test_a_query_may_begin_with_a_hyphen_and_need_no_quotes(cli: Cli) -> None:
    cli("add", "city", "--name", "Hangzhou")
    assert cli("search", "-hangzhou")["count"] == 0
    assert cli("search", "--count", "-kind:photo")["count"] == 1
    assert cli("search", "kind:city", "hang")["count"] == 1


@pytest.mark.skipif(sys.platform == "win32", reason="arguments are text there")
def test_arguments_that_are_no_text_are_one_sentence(cli: Cli) -> None:
    ref = cli("add", "city", "--name", "Leeds")["ref"]
    cli("show", "\udcff", expect=1)
    cli("set", ref, "\udcff=1", expect=1)
    cli("link", ref, "located in", "\udcff", expect=1)
    cli("ingest", "x", "--link", "depicts=\udcff", expect=1)
    cli("ingest", "", expect=1)


def test_an_empty_value_clears_the_only_text_and_asks_where_there_are_several(cli: Cli) -> None:
    ref = cli("add", "photo", "--name", "x", "--set", "note=hello")["ref"]
    cli("set", ref, "note=")
    assert cli("show", ref)["texts"] == []
    cli("set", ref, "note[en]=one", "note[zh]=二")
    assert "note[en]" in cli("set", ref, "note=", expect=1)["error"]["message"]
    cli("set", ref, "note[zh]=")
    assert [text["lang"] for text in cli("show", ref)["texts"]] == ["en"]


def test_a_link_that_is_there_takes_over_what_is_said_of_it(cli: Cli) -> None:
    partnership = _nis(cli)
    assert cli("link", "signing", "held under", partnership, "--note", "second")["new"] is False
    (link,) = cli("show", "signing")["links"]
    assert link["note"] == "second"
    cli("link", "signing", "held under", partnership, "--role", "opening")
    cli("unlink", "signing", "held under", partnership, "--role", "opening")
    assert [link["role"] for link in cli("show", "signing")["links"]] == [""]


def test_two_links_of_one_relation_can_be_asked_of_an_ingest(cli: Cli, tmp_path: Path) -> None:
    first, second = (cli("add", "person", "--name", name)["ref"] for name in ("Anna", "Max"))
    Image.new("RGB", (64, 48), "teal").save(tmp_path / "x.png")
    cli("ingest", str(tmp_path / "x.png"), "--link", f"depicts={first}", "--link", f"depicts={second}")
    assert cli("search", "person:anna person:max kind:photo")["count"] == 1


def test_a_field_given_twice_is_refused(cli: Cli) -> None:
    assert (
        "twice"
        in cli("add", "event", "--name", "x", "--set", "date=2001", "--set", "date=2002", expect=1)["error"]["message"]
    )


def test_near_names_can_be_used(cli: Cli) -> None:
    _nis(cli)
    cli("add", "city", "--name", "Nisia")
    message = cli("search", "partnership:nos", expect=1)["error"]["message"]
    assert "Niš" in message
    assert "Nisia" not in message


@pytest.mark.skipif(sys.platform == "win32", reason="there is no full device")
def test_a_full_or_closed_stdout_is_no_fault_of_ours(cli: Cli) -> None:
    command = f'"{sys.executable}" -m archive_app --archive "{cli.folder}" '
    full = subprocess.run(["bash", "-c", command + "history > /dev/full"], capture_output=True, text=True, check=False)
    assert full.returncode == 1
    assert "could not be written" in full.stderr
    closed = subprocess.run(["bash", "-c", command + "history | true"], capture_output=True, text=True, check=False)
    assert "Traceback" not in closed.stderr + full.stderr


def test_links_beyond_a_page_are_counted_and_never_cut_silently(cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive_app.services.records.reading.LINKS", 3)
    city = cli("add", "city", "--name", "Oulu")["ref"]
    places = [cli("add", "place", "--name", f"Place {number}")["ref"] for number in range(5)]
    for place in places:
        cli("link", place, "located in", city)
    shown = cli("show", city)
    assert shown["links_total"] == 5
    assert [link["ref"] for link in shown["links"]] == places
    lines = cli.said("show", city).splitlines()
    assert [place for place in places if any(place in line for line in lines)] == places[:3]
    assert "  3 of 5 links; --all-links shows all" in lines
    whole = cli.said("show", city, "--all-links")
    assert all(place in whole for place in places)
    assert "--all-links" not in whole


def test_values_are_chinese_in_the_chinese_command_line(cli: Cli, capsys: pytest.CaptureFixture[str]) -> None:
    def said(*words: str) -> str:
        run(["--archive", str(cli.folder), "--language", "zh", *words])
        told = capsys.readouterr()
        return told.out + told.err

    ref = said("add", "友城关系", "--name", "Hangzhou–Niš").split()[0]
    assert ref in said("set", ref, "sister_city=2001", "status=公开", "confidence=高")
    whole = said("show", ref)
    for value in ("友好城市：2001", "状态：公开", "可信度：高", "友城关系"):
        assert value in whole
    assert not re.search("sister|public|high|partnership", whole)
    assert "草稿、已审核、公开、停用" in said("set", ref, "status=奇")
    assert "高、中、低" in said("set", ref, "confidence=奇")
    assert "草稿、已审核、公开、停用" in said("search", "status:奇")
    assert "直接关联、活动、人物、通过礼品" in said("search", "via:奇")
    assert "system（跟随系统）" in said("settings")
    said("settings", "colours=深色")
    assert "dark（深色）" in said("settings")


def test_fields_lists_and_sentences_are_chinese_in_the_chinese_command_line(
    cli: Cli, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*words: str) -> str:
        run(["--archive", str(cli.folder), "--language", "zh", *words])
        told = capsys.readouterr()
        return told.out + told.err

    ref = said("add", "人物", "--name", "zh=单国强").split()[0]
    said("set", ref, "备注[zh]=翻译", "名称[en]=Shan Guoqiang")
    shown = cli("show", ref)
    assert [(text["role"], text["lang"], text["text"]) for text in shown["texts"]] == [("note", "zh", "翻译")]
    assert "Shan Guoqiang" in [name["text"] for name in shown["names"]]
    refused = said("set", ref, "颜色=红")
    assert "名称、" in refused
    assert not re.search("[a-z]{3}|, ", refused)
    assert "。如要作为" in said("search", "胡说：红")
    counted = said("search", "kind:person", "--facets")
    assert "类别：人物 1" in counted
    assert not re.search("kind|country", counted)
    assert said("search", "评级：≥3").startswith("0")


def test_files_are_shown_in_the_marks_of_the_language_and_without_a_size_that_none_has(
    cli: Cli, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "名单.txt").write_bytes("单国强".encode("gb18030"))
    cli("ingest", str(tmp_path / "名单.txt"))
    run(["--archive", str(cli.folder), "--language", "zh", "show", "DOC-0001"])
    assert "文件：名单.txt、text/plain、6 B\n" in capsys.readouterr().out


def test_a_catalogue_is_in_the_language_spoken(
    cli: Cli, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []

    def make(_archive: object, **how: Any) -> None:
        asked.append(how["languages"])
        raise Refused("No more than that.")

    monkeypatch.setattr(catalogue, "make_catalogue", make)
    for before, after in (("zh", ()), ("en", ()), ("zh", ("--lang", "en,zh"))):
        out = str(tmp_path / "x.pdf")
        run(["--archive", str(cli.folder), "--language", before, "catalogue", "--search", "x", "--out", out, *after])
    assert asked == [("zh",), ("en",), ("en", "zh")]
    capsys.readouterr()


def test_the_window_speaks_the_language_asked_for() -> None:
    shown: list[tuple[Path | None, str]] = []

    def window(folder: Path | None, language: str) -> int:
        shown.append((folder, language))
        return 0

    assert run(["--language", "zh"], window=window) == 0
    assert run(["--language", "en", "open"], window=window) == 0
    assert run([], window=window) == 0
    assert [language for _folder, language in shown] == ["zh", "en", ""]


def test_an_ingest_that_waits_for_another_program_says_so(
    cli: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    busy, declare = [ArchiveBusy("busy")], Store.declare_files

    def later(self: Store, *rest: object) -> None:
        if busy:
            raise busy.pop()
        declare(self, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "declare_files", later)
    Image.new("RGB", (8, 8)).save(tmp_path / "x.png")
    assert run(["--archive", str(cli.folder), "ingest", str(tmp_path / "x.png")]) == 0
    told = capsys.readouterr()
    assert "Waiting until another program has written to this archive." in told.err
    assert "Added 1" in told.out
