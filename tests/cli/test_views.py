"""``add-file``, ``join``, ``split``, ``order``, ``file-role`` and ``print-view`` end to end."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from archive_app.cli.app import run
from archive_app.i18n import set_language
from tests.cli.conftest import Cli
from tests.scenes import one_in_three


def picture(folder: Path, name: str, shade: int) -> str:
    path = folder / name
    Image.new("RGB", (64, 48), (shade, 90, 90)).save(path)
    return str(path)


def files(document: dict[str, Any]) -> list[tuple[int, str, str, bool]]:
    return [(file["number"], file["name"], file["role"], file["shown"]) for file in document["files"]]


def test_a_gift_gets_its_views_and_one_is_printed(cli: Cli, tmp_path: Path) -> None:
    gift = cli("add", "object", "--name", "A bowl")["ref"]
    front, back = picture(tmp_path, "bowl front.jpg", 10), picture(tmp_path, "bowl_back.jpg", 90)
    given = cli("add-file", gift, front, back)
    assert [entry["ref"] for entry in given["added"]] == [gift, gift]
    assert given["step"]
    assert files(given) == [(1, "bowl front.jpg", "master", True), (2, "bowl_back.jpg", "back", False)]
    foot = cli("add-file", gift, picture(tmp_path, "foot.jpg", 200), "--role", "Detail view")
    assert files(foot)[2] == (3, "foot.jpg", "detail", False)
    assert files(cli("print-view", gift, "3")) == files(cli("show", gift)) == [
        (1, "bowl front.jpg", "master", False), (2, "bowl_back.jpg", "back", False), (3, "foot.jpg", "detail", True),
    ]  # fmt: skip
    assert [name for _number, name, *_rest in files(cli("order", gift, "3", "2"))] == [
        "foot.jpg", "bowl_back.jpg", "bowl front.jpg",
    ]  # fmt: skip
    assert files(cli("file-role", gift, "1", "working-copy"))[0] == (1, "foot.jpg", "working copy", True)
    assert files(cli("print-view", gift))[0][3] is True
    assert [file["chosen"] for file in cli("show", gift)["files"]] == [False] * 3
    said = cli.said("show", gift)
    assert "File 1: foot.jpg, image/jpeg" in said
    assert "64×48, working copy, is shown and printed" in said
    assert cli("verify")["ok"]


def test_items_are_joined_and_split_and_all_of_it_is_undone(cli: Cli, tmp_path: Path) -> None:
    pictures = [picture(tmp_path, f"{name}.jpg", number * 60) for number, name in enumerate(("a", "b", "c"))]
    refs = [cli("ingest", path)["added"][0]["ref"] for path in pictures]
    joined = cli("join", *refs)
    assert (joined["ref"], [each["ref"] for each in joined["joined"]]) == (refs[0], refs[1:])
    assert [name for _number, name, *_rest in files(joined)] == ["a.jpg", "b.jpg", "c.jpg"]
    assert cli("search", "kind:photo")["count"] == 1
    assert cli("show", refs[2])["ref"] == refs[0]
    split = cli("split", refs[0], "2")
    assert split["split_off"]["ref"] == refs[0] != split["ref"]
    assert files(split) == [(1, "b.jpg", "master", True)]
    assert [name for _number, name, *_rest in files(cli("show", refs[0]))] == ["a.jpg", "c.jpg"]
    assert cli("undo")["label"] == "Split “b.jpg” off “a.jpg”"
    assert cli("undo")["label"] == "Join 2 items to “a.jpg”"
    assert [len(cli("show", ref)["files"]) for ref in refs] == [1, 1, 1]
    assert cli("verify")["ok"]


def test_what_cannot_be_done_is_one_sentence(cli: Cli, tmp_path: Path) -> None:
    (photo,) = cli("ingest", picture(tmp_path, "a.jpg", 3))["added"]
    ref = photo["ref"]
    event = cli("add", "event", "--name", "Signing")["ref"]
    before = cli("history")
    for words, why in (
        (("split", ref, "1"), "“a.jpg” has this file alone: there is nothing to split off."),
        (("split", ref, "7"), "There is no file 7: the record has 1, numbered from 1."),
        (("join", ref, event), "Only items are joined, and “Signing” is none (event)."),
        (("join", ref, ref), "An item is named twice. Name each one once."),
        (("order", ref, "1", "1"), "File 1 is named twice. Name each file once."),
        (("print-view", event, "1"), "This record has no file yet. Add one first."),
        (("add-file", ref, ""), "A path is empty. Name the files to give to the item."),
    ):
        assert cli(*words, expect=1)["error"]["message"] == why
    refused = cli("add-file", ref, str(tmp_path / "a.jpg"), "--role", "hero", expect=1)["error"]["message"]
    assert refused.startswith("“hero” is no role of a file. Choose one of: master, front, back,")
    gone = cli("add-file", ref, str(tmp_path / "gone.jpg"), expect=1)
    assert gone["refused"][0]["reason"]
    assert cli("history") == before


def test_roles_and_refusals_are_spoken_in_chinese(cli: Cli, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gift = cli("add", "object", "--name", "碗")["ref"]
    given = cli("--language", "zh", "add-file", gift, picture(tmp_path, "a.jpg", 3), "--role", "背面")
    assert given["files"][0]["role"] == "back"
    assert run(["--archive", str(cli.folder), "--language", "zh", "split", gift, "2", "--json"]) == 1
    set_language("en")
    assert json.loads(capsys.readouterr().out)["error"]["message"] == "没有文件 2：此记录有 1 个文件，从 1 开始编号。"


def test_what_looks_like_views_of_one_is_listed_joined_and_kept_apart(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "card"
    folder.mkdir()
    for shade, name in enumerate(("a front.png", "a back.png", "IMG_1.png", "IMG_1.jpg", "deed p1.png", "deed p2.png")):
        picture(folder, name, shade * 30)
    (folder / "IMG_1.xmp").write_text("<x:xmpmeta xmlns:x='adobe:ns:meta/'></x:xmpmeta>", encoding="utf-8")
    (folder / "alone.jpg").write_bytes(Path(picture(tmp_path, "b.jpg", 250)).read_bytes())
    cli("ingest", str(folder))
    listed = cli("views")
    assert sorted((group["why"], [item["title"] for item in group["items"]]) for group in listed["groups"]) == [
        ("pages", ["deed p1.png", "deed p2.png"]),
        ("shot", ["IMG_1.jpg", "IMG_1.png"]),
        ("sides", ["a front.png", "a back.png"]),
    ]
    assert (listed["count"], listed["joined"], listed["step"]) == (3, False, None)
    deeds = next(group["items"] for group in listed["groups"] if group["why"] == "pages")
    cli("keep-apart", *(item["ref"] for item in deeds))
    (hidden, *_others) = next(group["items"] for group in listed["groups"] if group["why"] == "sides")
    cli("reject", hidden["ref"])
    assert [group["why"] for group in cli("views")["groups"]] == ["shot"]
    cli("unreject", hidden["ref"])
    joined = cli("views", "--join")
    assert (joined["count"], joined["joined"]) == (2, True)
    assert cli("views") == {"count": 0, "groups": [], "joined": False, "step": None}
    assert cli.said("views") == "No items look like views of one.\n"
    shot = cli("search", "IMG_1")["hits"]
    assert [file["role"] for file in cli("show", shot[0]["ref"])["files"]] == ["master", "sidecar", "working copy"]
    assert cli("undo")["label"] == "Join the views of 2 items"
    assert cli("views")["count"] == 2
    assert cli("verify")["ok"]


def test_files_that_belong_together_are_taken_in_as_one(cli: Cli, tmp_path: Path) -> None:
    pictures = [picture(tmp_path, name, shade) for shade, name in ((3, "card front.png"), (90, "card back.png"))]
    alone = cli("ingest", *pictures)
    assert "joined" not in alone
    cli("undo")
    taken = cli("ingest", *pictures, picture(tmp_path, "lake.jpg", 200), "--views")
    (group,) = taken["joined"]
    assert (group["why"], len(group["refs"]), len(taken["added"])) == ("sides", 2, 3)
    assert [file["role"] for file in cli("show", group["refs"][0])["files"]] == ["master", "back"]
    assert cli("search", "kind:photo")["count"] == 2
    assert cli("undo")["step"] == taken["step"]
    assert cli("search", "kind:photo")["count"] == 0
    assert cli("redo")["label"] == "Ingest 3 files"
    assert cli("search", "kind:photo")["count"] == 2
    assert cli("verify")["ok"]


def test_the_same_picture_in_another_size_is_listed_and_joined(cli: Cli, tmp_path: Path) -> None:
    given = [str(path) for path in one_in_three(tmp_path / "scans")]
    refs = {entry["path"]: entry["ref"] for entry in cli("ingest", *given)["added"]}
    assert cli("views")["count"] == 0
    listed = cli("views", "--same")
    assert [(group["why"], [item["ref"] for item in group["items"]]) for group in listed["groups"]] == [
        ("picture", [refs[path] for path in given])
    ]
    assert "whole3" in cli.said("views", "--same")
    assert cli("views", "--same", "--join")["joined"]
    assert cli("show", refs[given[0]])["files"][0]["name"] == "whole3.png"
    assert cli("views", "--same")["count"] == 0
    cli("undo")
    assert cli("views", "--same")["count"] == 1
