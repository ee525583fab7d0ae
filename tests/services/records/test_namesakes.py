"""Records of one name are told apart wherever they are offered, and links of a gift have the words of gifts."""

from __future__ import annotations

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import Archive
from archive_app.services.records import editing, linking, reading
from archive_app.services.search.completing import complete_query
from archive_app.services.tagging.offering import offers


@pytest.fixture
def two(archive: Archive) -> Archive:
    """Two people of one name: one of whom much is known, one of whom nothing is."""
    office = editing.add_record(archive, kind=Kind.ORGANISATION, names=[editing.NewName("Foreign Office")])
    known = editing.add_record(
        archive,
        kind=Kind.PERSON,
        names=[editing.NewName("Shan Guoqiang")],
        values={"occupation": "interpreter", "birth_date": "1950"},
    )
    editing.add_record(archive, kind=Kind.PERSON, names=[editing.NewName("Shan Guoqiang")])
    editing.add_record(archive, kind=Kind.PERSON, names=[editing.NewName("Shan Guomin")])
    linking.add_link(archive, records=[known.id], relation="affiliated with", other=office.id)
    return archive


def test_namesakes_are_told_apart_and_nobody_else_is(two: Archive) -> None:
    wanted = {"interpreter · Foreign Office · 1950 · PER-0001", "PER-0002", ""}
    assert {each.apart for each in offers(two, "shan", kind=Kind.PHOTO)} == wanted
    assert {each.apart for each in reading.complete(two, "shan")} == wanted
    details = {each.detail for each in complete_query(two, "person:shan", 11)}
    assert details == {f"person · {apart}" if apart else "person" for apart in wanted}


@pytest.mark.parametrize(
    ("item", "other", "label"),
    [
        (Kind.OBJECT, Kind.PERSON, "given by"),
        (Kind.OBJECT, Kind.ORGANISATION, "given by"),
        (Kind.OBJECT, Kind.CITY, "comes from"),
        (Kind.OBJECT, Kind.EVENT, "presented at"),
        (Kind.DOCUMENT, Kind.CITY, "comes from"),
        (Kind.PHOTO, Kind.CITY, "taken at"),
        (Kind.PHOTO, Kind.PERSON, "depicts"),
    ],
)
def test_each_kind_of_item_has_its_own_words(archive: Archive, item: Kind, other: Kind, label: str) -> None:
    values = {"date": "2001"} if other == Kind.EVENT else None
    editing.add_record(archive, kind=other, names=[editing.NewName("Niš")], values=values)
    (offer,) = offers(archive, "niš", kind=item)
    assert offer.relations[0].label == label
