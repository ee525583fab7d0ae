"""Names with offices, and surnames first."""

from __future__ import annotations

import pytest

from archive_app.domain.text.taking_apart import given_name_first, part_of, taken, without

_TEMPLATES = ("{name}, {office} of {organisation}", "{name}--{office}", "{name}, {office}")


@pytest.mark.parametrize(
    ("text", "name", "office", "organisation"),
    [
        ("X Y, President of the Republic", "X Y", "President", "the Republic"),
        ("David Ransom--Ambassador (Retired)", "David Ransom", "Ambassador (Retired)", ""),
        ("X Y, King", "X Y", "King", ""),
        ("Government of Bahrain", "Government of Bahrain", "", ""),
    ],
)
def test_a_cell_is_taken_apart_by_the_first_template_that_fits(
    text: str, name: str, office: str, organisation: str
) -> None:
    assert [part_of(_TEMPLATES, part, text) for part in ("name", "office", "organisation")] == [
        name, office, organisation,
    ]  # fmt: skip


def test_a_part_of_a_long_text_is_found_or_is_nothing() -> None:
    text = "Rug. Recd--May 26, 2004. Est. Value-- $650. Archives Foreign."
    assert part_of(["{}Est. Value--{value}. {}"], "value", text) == "$650"
    assert part_of(["{}Disposition--{kept}."], "kept", text) == ""
    assert taken("{name}, {office}", "nobody") is None


def test_titles_are_left_out_and_given_names_come_first() -> None:
    assert without(["His Excellency", "Dr."], "His Excellency, Dr. Li Lei") == "Li Lei"
    assert without(["Li"], "Lima") == "Lima"
    assert given_name_first("Rice, Condoleezza") == "Condoleezza Rice"
    assert given_name_first("Card, Andrew H., Jr.") == "Andrew H. Card Jr."
    assert given_name_first("Kaya, Ayşe, President, Republic") == "Kaya, Ayşe, President, Republic"
