"""Fields and details are declared once, and nothing of a declaration contradicts another."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive_app import i18n
from archive_app.domain.model.columns import Column, FieldType, in_sentence
from archive_app.domain.model.completeness import RULES
from archive_app.domain.model.details import DETAILS, SPEAKING, DetailType, details_of
from archive_app.domain.model.details import PRINTED as PRINTED_DETAILS
from archive_app.domain.model.fields import FIELDS, PRINTED, SEARCHED, STATUS
from archive_app.domain.model.kinds import Kind, Status

_EVERY: list[Column] = [*FIELDS, *(column for detail in DETAILS for column in detail.columns)]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    i18n.set_language("en")
    yield
    i18n.set_language("en")


def test_no_two_of_anything_are_called_the_same() -> None:
    for names in (
        [field.name for field in FIELDS],
        [detail.name for detail in DETAILS],
        [rule.key for rule in RULES],
        [rule.bit for rule in RULES],
        [field.printed for field in PRINTED],
        [detail.printed for detail in PRINTED_DETAILS],
        [each.key for each in (*FIELDS, *DETAILS)],
    ):
        assert len(set(names)) == len(names), names
    # A bit that was given once is never given to another: these are.
    given = "caption date reason people credit alt rights place file name translation parties stage giver material work"
    given += " dimensions inventory technique inscription"
    assert [rule.key for rule in RULES][: len(given.split())] == given.split()
    assert [rule.bit for rule in RULES] == list(range(len(RULES)))


def test_the_states_are_those_of_the_field() -> None:
    assert STATUS.choices == tuple(Status)


@pytest.mark.parametrize("column", _EVERY, ids=lambda column: column.name)
def test_a_column_says_all_that_its_type_needs(column: Column) -> None:
    assert column.name.replace("_", "").isalpha()
    assert column.name.islower()
    assert bool(column.choices) is (column.type is FieldType.CHOICE)
    assert not column.long or column.type is FieldType.TEXT
    assert not column.searched or column.type is FieldType.TEXT
    assert not column.unit or column.type in (FieldType.INTEGER, FieldType.NUMBER)


@pytest.mark.parametrize("detail", DETAILS, ids=lambda detail: detail.name)
def test_a_detail_can_be_told_apart_edited_and_printed(detail: DetailType) -> None:
    assert detail.kinds
    assert set(detail.alike) <= set(detail.names)
    assert detail.alike
    assert any(column.required for column in detail.columns)
    # What stands first in the inspector is not the language.
    assert detail.columns[0].type is not FieldType.LANGUAGE
    assert not {"id", "uid", "record_id", "ordinal", "date_from", "date_to"} & set(detail.names)
    assert bool(detail.printed) is any(column.printed for column in detail.columns)
    assert all(detail in details_of(kind) for kind in detail.kinds)
    assert (detail in SPEAKING) is any(column.searched for column in detail.columns)


def test_a_value_is_put_into_words_by_its_type() -> None:
    def said(type_: FieldType, value: object, **more: object) -> str:
        return Column("some", "Some", type_, **more).said(value)  # type: ignore[arg-type]

    assert said(FieldType.TEXT, "as it is") == "as it is"
    assert said(FieldType.TEXT, None) == said(FieldType.NUMBER, "") == ""
    assert said(FieldType.DATE, "1984~") == "about 1984"
    assert [said(FieldType.BOOLEAN, value) for value in (True, False, 0)] == ["yes", "no", "no"]
    assert said(FieldType.NUMBER, 12.50, unit="cm") == "12.5 cm"
    assert said(FieldType.INTEGER, 0) == "0"
    assert said(FieldType.LANGUAGE, "zh") == "Chinese"
    assert said(FieldType.LANGUAGE, "xyz") == "xyz"
    assert STATUS.said("public") == "public"
    i18n.set_language("zh")
    assert STATUS.said("public") == "公开"
    assert said(FieldType.LANGUAGE, "zh") == "中文"


def test_a_detail_is_put_into_one_line() -> None:
    inscription = next(detail for detail in DETAILS if detail.name == "inscription")
    values = {"text": "赠予杭州", "language": "zh", "position": None, "translation": "Given to Hangzhou"}
    assert inscription.said(values) == "赠予杭州 · Chinese · Given to Hangzhou"
    assert inscription.language == "language"


def test_labels_stand_in_sentences() -> None:
    assert in_sentence("Alt text") == "alt text"
    assert in_sentence("ISO 3166 code") == "ISO 3166 code"


def test_every_kind_has_its_fields_and_details() -> None:
    assert {field.name for field in SEARCHED} >= {"credit", "technique", "source"}
    assert [detail.name for detail in details_of(Kind.OBJECT)][:1] == ["inscription"]
    assert details_of(Kind.CITY) == ()


@pytest.mark.parametrize(
    ("value", "said"), [(120.1485, "120.1485"), (-30.171066, "-30.17107"), (0.0, "0"), (120, "120")]
)
def test_a_position_is_said_to_the_metre(value: float, said: str) -> None:
    assert Column("longitude", "Longitude", FieldType.LONGITUDE).said(value) == said
