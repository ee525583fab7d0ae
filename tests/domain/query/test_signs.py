"""Signs of any keyboard, and fields and values as the chips call them."""

from __future__ import annotations

import pytest

from archive_app import i18n
from archive_app.domain.model.fields import STATUS
from archive_app.domain.model.kinds import KIND_LABEL, Kind, Status
from archive_app.domain.query import DAY_WORDS, FIELDS, field_named, parse
from archive_app.domain.query.chips import chips
from archive_app.domain.query.fields import VALUE_LABEL, choice_label, label_of
from archive_app.domain.query.values import read_value
from archive_app.errors import QueryError

ALIKE = {
    "rating：＞＝3": "rating:>=3", "rating:≥3": "rating:>=3", "rating≥3": "rating>=3", "评分≦3": "rating<=3",
    "rating＜3": "rating<3", "rating＝3": "rating=3", "rating:>＝3": "rating:>=3", "date:2001…2010": "date:2001..2010",
    "date:2001……2010": "date:2001..2010", "rating:2‥4": "rating:2..4", "date:2001．．2010": "date:2001..2010",
    "date:2001。。": "date:2001..", "kind:photo −draft": "kind:photo -draft", "kind:photo －draft": "kind:photo -draft",
    "kind:photo –draft": "kind:photo -draft", "﹣draft": "-draft",
    "near:istanbul~200,5km": "near:istanbul~200.5km", "near:istanbul∼200，5公里": "near:istanbul~200.5km",
    'near:"Göbekli Tepe"~20km': "near:“Göbekli Tepe”～20km", "near:−33.4，−70.6~5km": "near:-33.4,-70.6~5km",
    "＂sister city＂": '"sister city"', "«sister city»": '"sister city"', "»sister city«": '"sister city"',
    "has:caption［zh］": "has:caption[zh]", "kind:photo，video": "kind:photo,video", "kind∶photo": "kind:photo",
}  # fmt: skip


@pytest.mark.parametrize(("typed", "meant"), ALIKE.items())
def test_a_sign_means_what_it_looks_like(typed: str, meant: str) -> None:
    assert parse(typed).root == parse(meant).root
    assert [chip.value for chip in chips(typed)] == [chip.value for chip in chips(meant)]


def test_a_dash_between_words_is_passed_over_and_one_inside_a_word_stays() -> None:
    assert parse("Hangzhou – Niš").root == parse("Hangzhou Niš").root
    assert [chip.value for chip in chips("1914–18")] == ["1914–18"]
    assert parse("boston ＯＲ leeds").root == parse("boston OR leeds").root


@pytest.mark.parametrize("shown", ["zh", "en"])
@pytest.mark.parametrize("spoken", ["zh", "en"])
def test_what_chips_write_may_be_typed(shown: str, spoken: str) -> None:
    """In whichever of the program's languages it was shown, and is spoken now."""
    for field in FIELDS:
        i18n.set_language(shown)
        label, choices = label_of(field.name), [choice_label(choice) for choice in field.choices]
        i18n.set_language(spoken)
        assert field_named(label.replace(" ", "-")) is field, label
        for choice, called in zip(field.choices, choices, strict=True):
            assert read_value(field, called) == (choice,), (field.name, called)
    for name, labels in (
        ("kind", {str(kind): KIND_LABEL[kind] for kind in Kind}),
        ("date", {day: VALUE_LABEL[day] for day in DAY_WORDS.values()}),
        ("status", {str(status): STATUS.said(status) for status in Status}),
    ):
        for stored, label in labels.items():
            found = field_named(name)
            assert found is not None
            assert read_value(found, i18n.translated(label, shown)) == (stored,)


def test_a_name_that_nobody_writes_is_still_a_mistake() -> None:
    with pytest.raises(QueryError, match="no field"):
        parse("类别们:照片")
