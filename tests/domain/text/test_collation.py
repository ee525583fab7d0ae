"""The order of names, language by language."""

from __future__ import annotations

import random

import pytest

from archive_app.domain.text.collation import STROKES, sort_key


@pytest.mark.parametrize(
    ("language", "ordered"),
    [
        ("en", ["Box 2", "Box 10", "Box 10a", "Čačak", "Istanbul", "Niš", "Zürich", "阿明"]),
        ("en", ["Ångström", "angular", "Ärger", "Azur", "côte", "coter"]),
        ("de", ["Ärger", "Azur", "Oberhof", "Öl", "Zug"]),
        ("sv", ["Azur", "Oberhof", "Zug", "Ärger", "Öl"]),
        ("cs", ["cibule", "hrad", "chata", "ihla"]),
        ("zh", ["阿明", "北京", "重庆", "第2箱", "第10箱", "杭州国际 9", "杭州国际 11", "李雷", "张三", "Beijing"]),
        ("zh", ["第一届展览", "第二届展览", "第十届展览", "第二十一届展览", "国庆九周年", "国庆三十周年", "千岛湖"]),
        (STROKES, ["一", "丁", "三", "王", "张", "李", "杭州", "阿"]),
    ],
)
def test_names_stand_as_readers_of_the_language_look_for_them(language: str, ordered: list[str]) -> None:
    shuffled = random.Random(7).sample(ordered, len(ordered))
    assert sorted(shuffled, key=lambda name: sort_key(name, language)) == ordered


def test_a_surname_is_read_as_one_in_the_name_of_a_person_alone() -> None:
    people = ["陈先生", "任先生", "单先生", "单国强", "沈先生", "尉迟先生", "解先生", "谢先生", "曾市长", "张三"]
    shuffled = random.Random(7).sample(people, len(people))
    by_key = sorted(shuffled, key=lambda name: sort_key(name, "zh", person=True))
    assert [name[0] for name in by_key] == ["陈", "任", "单", "单", "沈", "谢", "解", "尉", "曾", "张"]
    things = ["曾侯乙编钟", "单车", "复制品"]
    assert sorted(things, key=lambda name: sort_key(name, "zh")) == ["曾侯乙编钟", "单车", "复制品"]
    # By strokes nothing is read.
    assert sort_key("曾市长", STROKES, person=True) == sort_key("曾市长", STROKES)


def test_a_name_beyond_measure_has_a_key_within_it() -> None:
    assert len(sort_key("杭" * 100_000, "zh")) < 1_000


def test_any_text_has_a_key() -> None:
    for text in ("", " ", "\x00", "\ud800", "９", "𠮷", "🂡", "\u202eabc"):
        assert isinstance(sort_key(text, "zh"), bytes)
