"""What the program writes into the search box is in the reader's language, and means the same when it is read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive_app import i18n
from archive_app.domain.query import FIELDS, help_text, parse
from archive_app.domain.query.language import named, spoken
from archive_app.domain.query.lexer import tokens
from archive_app.domain.query.narrowing import narrowed
from archive_app.errors import QueryError


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    yield
    i18n.set_language("en")


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("kind:item", "类别：藏品"),
        ("kind:photo,video date:2001..2003", "类别：照片、视频 日期：2001..2003"),
        ("-status:draft hello", "-状态：草稿 hello"),
        ("(kind:photo OR untagged:yes)", "(类别：照片 OR 未标注：是)"),
        ("missing:alt[zh]", "缺：替代文字[zh]"),
        ("rating:>=3", "评级：>=3"),
        ('city:"San Francisco"', '城市："San Francisco"'),
        ("changed:today", "修改于：今天"),
        ("person:none", "人物：无"),
        ("birth-date:any", "出生：任何"),
        ("iso-code:TR", "ISO-3166-代码：TR"),
        ('"kind:photo" 14:30', '"kind:photo" 14:30'),
    ],
)
def test_a_query_is_said_in_either_language(english: str, chinese: str) -> None:
    i18n.set_language("zh")
    assert spoken(english) == chinese
    assert spoken(chinese) == chinese
    i18n.set_language("en")
    assert spoken(chinese) == english
    assert spoken(english) == english


def test_every_example_of_the_help_means_the_same_in_chinese() -> None:
    i18n.set_language("zh")
    for line in help_text():
        if line.field:
            assert parse(spoken(line.example)).root == parse(line.example).root
            assert not spoken(line.example).lstrip("-(").startswith(line.example.split(":")[0]), line.example


def test_every_field_can_be_typed_as_it_is_called() -> None:
    i18n.set_language("zh")
    for field in FIELDS:
        (token,) = tokens(f"{named(field)}x")
        assert token.field is field


def test_what_is_added_to_a_search_is_in_the_language_and_the_rest_stays() -> None:
    i18n.set_language("zh")
    assert narrowed("kind:photo", "city", "CITY-0001", exclude=False) == "kind:photo 城市：CITY-0001"
    assert narrowed("城市：CITY-0001", "city", "CITY-0001", exclude=False) == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("文件≥1", "files:>=1"),
        ("文件：＞2", "files:>2"),
        ("file<3", "files:<3"),
        ("文件数≤4", "files:<=4"),
        ("文件：照片", 'file:"照片"'),
        ('"ISO 3166 代码":TR', "iso-code:TR"),
        ("“ISO 3166 代码”：TR", "iso-code:TR"),
        ("iso-3166-代码:TR", "iso-code:TR"),
        ("更改：今天", "changed:today"),
    ],
)
def test_what_is_called_so_on_the_screen_is_understood(typed: str, meant: str) -> None:
    assert parse(typed).root == parse(meant).root


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("类别：", "“类别：”需要一个值，例如 类别：照片、视频"),
        ("状态：", "“状态：”需要一个值，例如 状态：草稿"),
        ("日期：", "“日期：”需要一个值，例如 日期：2001..2010"),
        ("归属：路上", "“归属：”不认识“路上”。"),
        ("拍摄日期：2009", "没有字段“拍摄日期：”。"),
    ],
)
def test_what_cannot_be_read_is_said_with_the_words_of_the_reader(query: str, said: str) -> None:
    i18n.set_language("zh")
    with pytest.raises(QueryError) as refused:
        parse(query)
    assert refused.value.message.startswith(said)
    example = said.partition("例如 ")[2]
    assert not example or parse(example).root is not None
