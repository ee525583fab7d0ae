"""What is set is called as a reader of the history would call it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive_app import i18n
from archive_app.domain.model.fields import FIELDS
from archive_app.domain.model.kinds import StageKind, TextRole
from archive_app.domain.model.labels import Label
from archive_app.services.records.values import spoken


@pytest.fixture
def chinese() -> Iterator[None]:
    i18n.set_language("zh")
    yield
    i18n.set_language("en")


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize(
    "key",
    ["name", "ref", *TextRole, *(field.name for field in FIELDS), *(kind.replace(" ", "_") for kind in StageKind)],
)
def test_all_that_can_be_set_has_a_word_in_chinese(key: str) -> None:
    said = spoken(key)
    assert isinstance(said, Label)
    assert any("\u4e00" <= sign <= "\u9fff" for sign in said.words()), said.words()
