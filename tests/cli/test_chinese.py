"""What is shown in Chinese can be typed as it is shown: orders, fields, ways, kinds of change, and lists of them."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from archive_app.cli.app import run
from archive_app.services.search.saved import ORDER_LABEL, checked_order, orders_called
from tests.cli.conftest import Cli
from tests.media.metadata.test_packets import packet

Said = Callable[..., str]


@pytest.fixture
def said(cli: Cli, capsys: pytest.CaptureFixture[str]) -> Said:
    def say(*words: str) -> str:
        run(["--archive", str(cli.folder), "--language", "zh", *words])
        told = capsys.readouterr()
        return told.out + told.err

    return say


def test_an_order_is_typed_as_it_is_shown(said: Said) -> None:
    for name, date in (("甲", "2001"), ("乙", "1999"), ("丙", "2010")):
        ref = said("add", "活动", "--name", name).split()[0]
        said("set", ref, f"date={date}")

    def order(*words: str) -> str:
        return "".join(re.findall("[甲乙丙]", said("search", "类别：活动", *words)))

    assert order("--sort", "日期") == order("--sort", "date") == "乙甲丙"
    assert order("--sort", "日期，由近及远") == order("--sort=-日期") == "丙甲乙"
    wrong = said("search", "类别：活动", "--sort", "奇")
    for word in wrong.partition("：")[2].partition("；")[0].split("、"):
        assert order("--sort", word), word
    assert "date" not in wrong


def test_every_label_of_an_order_means_it() -> None:
    assert [checked_order(label) for label in ORDER_LABEL.values()] == list(ORDER_LABEL)
    assert [checked_order(word) for word in orders_called()] == orders_called()
    assert (checked_order("-Name"), checked_order("标题")) == ("-title", "title")


def test_a_name_is_asked_for_by_the_word_that_stands_beside_it(said: Said, tmp_path: Path) -> None:
    lake = said("add", "活动", "--name", "西湖合影").split()[0]
    tour = said("add", "活动", "--name", "运河夜游").split()[0]
    said("set", tour, "description=西湖合影之后")
    Image.new("RGB", (8, 8)).save(tmp_path / "西湖合影.jpg")
    said("ingest", str(tmp_path / "西湖合影.jpg"))
    for word in ("名称", "标题", "name"):
        found = said("search", f"{word}：西湖合影")
        assert lake in found
        assert tour not in found
        assert "西湖合影.jpg" in found
    assert tour in said("search", "名称:夜游")


def test_ways_fields_and_kinds_of_change_are_typed_as_they_are_listed(said: Said, tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), "red").save(tmp_path / "one.jpg", xmp=packet("", "xmp:Rating='3'"))
    ref = said("ingest", str(tmp_path / "one.jpg")) and said("search", "类别：照片").split()[0]
    (tmp_path / "out").mkdir()
    asked = ("export-originals", "--search", "类别：照片", "--to", str(tmp_path / "out"), "--metadata")
    assert "无、附属文件、嵌入" in said(*asked, "封面")
    assert "标题、" in said(*asked, "附属文件", "--fields", "奇")
    assert "已将 1 个文件写入" in said(*asked, "附属文件", "--fields", "评级，说明")
    assert len(list((tmp_path / "out").glob("*.xmp"))) == 1
    assert said("read-again", "--search", "类别：照片") == "文件所载与档案库没有不同之处。\n"
    said("set", ref, "rating=5")
    assert "没有改动" in said("read-again", "--search", "类别：照片")
    assert "1 条记录" in said("read-again", "--search", "类别：照片", "--take", "评级")
    assert "名称、文字" in said("history", "--what", "奇")
    assert "没有" not in said("history", "--what", "文件，字段")


def test_times_of_backups_are_said_as_everywhere(cli: Cli, said: Said, tmp_path: Path) -> None:
    (tmp_path / "drive").mkdir()
    cli("settings", f"backup-place={tmp_path / 'drive'}")
    cli("backup")
    listed = said("backups")
    assert re.search(r"\d{4}-\d\d-\d\d \d\d:\d\d", listed)
    assert not re.search(r"\d\dT\d\d:\d\d", listed)
