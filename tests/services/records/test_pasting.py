"""What is copied of one record and given to others: what there is of it, what it would do, and what it does."""

from __future__ import annotations

import pytest

from archive_app.domain.model.details import BY_NAME
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import Record, RecordRef
from archive_app.errors import Cancelled, InvalidInput, NotFound
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import copying, details, editing, linking, pasting, reading
from archive_app.services.records.copying import Group
from archive_app.services.records.editing import NewName
from archive_app.services.records.pasting import Offer, Paste, PasteReport
from archive_app.services.upkeep import maintenance
from tests.work import counted


def add(archive: Archive, kind: Kind, name: str, **values: str) -> RecordRef:
    return editing.add_record(archive, kind=kind, names=[NewName(name)], values=values)


@pytest.fixture
def ali(archive: Archive) -> RecordRef:
    return add(archive, Kind.PERSON, "Ali")


@pytest.fixture
def bowl(archive: Archive, ali: RecordRef) -> RecordRef:
    """A gift about which everything is said."""
    made = add(archive, Kind.OBJECT, "Bowl", date="2001-09-19", inventory_number="7", credit="© City", rating="4")
    values = {
        "caption[zh]": "碗",
        "caption[en]": "A bowl",
        "latitude": "30.25",
        "longitude": "120.5",
        "status": "public",
    }
    editing.set_values(archive, records=[made.id], values=values)
    linking.add_link(archive, records=[made.id], relation="depicts", other=ali.id, role="giver")
    details.add_detail(archive, records=[made.id], detail=BY_NAME["inscription"], values={"text": "Pax"})
    return made


@pytest.fixture
def photos(archive: Archive) -> list[int]:
    return [add(archive, Kind.PHOTO, f"Photo {number}").id for number in range(3)]


def offers(found: Paste) -> dict[str, Offer]:
    return {offer.piece.key: offer for offer in found.offers}


def give(archive: Archive, source: RecordRef, records: list[int], *only: str) -> PasteReport:
    pieces = copying.chosen(copying.source(archive, source.id).pieces, only)
    return pasting.paste(archive, source=source, pieces=pieces, records=records)


def whole(archive: Archive, record: int) -> Record:
    return reading.record(archive, record)


def test_what_a_record_says_is_offered_but_not_what_tells_it_from_others(
    archive: Archive, bowl: RecordRef, ali: RecordRef
) -> None:
    pieces = copying.source(archive, bowl.id).pieces
    assert [(piece.key, piece.label, piece.value) for piece in pieces] == [
        ("caption[zh]", "Caption (Chinese)", "碗"),
        ("caption[en]", "Caption (English)", "A bowl"),
        ("date", "Date", "19 September 2001"),
        ("position", "Position", "30.25000, 120.50000"),
        ("credit", "Credit", "© City"),
        ("inscription:1", "Inscription", "Pax · English"),
        (f"depicts:{ali.ref}:giver", "Depicts", "Ali (giver)"),
        ("rating", "Rating", "★★★★"),
        ("status", "Status", "public"),
    ]
    assert [piece.key for piece in pieces if not piece.usual] == ["rating", "status"]
    born = add(archive, Kind.PERSON, "Max", birth_date="1900", occupation="mayor")
    assert [piece.key for piece in copying.source(archive, born.id).pieces] == ["occupation", "status"]


def test_the_preview_counts_what_would_be_overwritten(
    archive: Archive, bowl: RecordRef, ali: RecordRef, photos: list[int]
) -> None:
    editing.set_values(archive, records=photos[:1], values={"credit": "other", "caption[zh]": "碗", "latitude": "1"})
    linking.add_link(archive, records=photos[:2], relation="depicts", other=ali.id, role="giver")
    details.add_detail(archive, records=photos[:1], detail=BY_NAME["inscription"], values={"text": "Pax"})
    found = pasting.preview(archive, source=bowl.id, records=[*photos, bowl.id])
    assert (found.items, found.source.title) == (3, "Bowl")
    counts = {key: (each.already, each.changed, each.replaced) for key, each in offers(found).items()}
    assert counts == {
        "caption[zh]": (1, 2, 0),
        "caption[en]": (0, 3, 0),
        "date": (0, 3, 0),
        "position": (0, 3, 1),
        "credit": (0, 3, 1),
        "inscription:1": (1, 2, 0),
        f"depicts:{ali.ref}:giver": (2, 1, 0),
        "rating": (0, 3, 0),
        "status": (0, 3, 3),
    }


def test_only_what_the_others_can_take_is_offered(archive: Archive, bowl: RecordRef, ali: RecordRef) -> None:
    veli = add(archive, Kind.PERSON, "Veli")
    # A person has no picture that a caption could be of.
    assert set(offers(pasting.preview(archive, source=bowl.id, records=[veli.id]))) == {"status"}
    term = add(archive, Kind.TERM, "silk", vocabulary="materials")
    assert set(offers(pasting.preview(archive, source=bowl.id, records=[term.id]))) == {"status"}
    # Whoever is linked to is not linked to themselves.
    photo = add(archive, Kind.PHOTO, "Photo")
    linking.add_link(archive, records=[ali.id], relation="related_to", other=photo.id)
    assert f"related_to-inverse:{ali.ref}" not in offers(pasting.preview(archive, source=photo.id, records=[ali.id]))


def test_everything_is_given_as_one_step_that_can_be_undone(
    archive: Archive, bowl: RecordRef, photos: list[int]
) -> None:
    editing.set_values(archive, records=photos[:1], values={"credit": "other"})
    veli = add(archive, Kind.PERSON, "Veli")
    linking.add_link(archive, records=photos[:1], relation="depicts", other=veli.id)
    newest = history.history(archive, limit=1)[0].id
    report = give(archive, bowl, photos)
    assert (report.changed, report.already) == (21, 0)
    assert history.history(archive, limit=2)[1].id == newest
    assert history.undo_label(archive) == "Copy metadata of “Bowl” to 3 records"
    first, second = whole(archive, photos[0]), whole(archive, photos[1])
    assert first.fields["credit"] == second.fields["credit"] == "© City"
    assert (second.latitude, second.longitude, second.fields["date"]) == (30.25, 120.5, "2001-09-19")
    assert {(text.lang, text.text, text.is_original) for text in second.texts} == {
        ("zh", "碗", True), ("en", "A bowl", False)
    }  # fmt: skip
    assert {(link.other.title, link.role) for link in first.links} == {("Veli", ""), ("Ali", "giver")}
    assert [each.values["text"] for each in second.details] == ["Pax"]
    assert (second.status, second.fields["rating"], second.fields["inventory_number"]) == ("draft", None, None)
    assert (second.title, second.ref) == ("Photo 1", second.ref)
    assert give(archive, bowl, photos) == PasteReport(0, 0, 21)
    history.undo(archive)
    assert whole(archive, photos[0]).fields["credit"] == "other"
    assert not whole(archive, photos[1]).texts
    assert maintenance.verify(archive).problems == []


def test_one_chooses_what(archive: Archive, bowl: RecordRef, photos: list[int]) -> None:
    assert give(archive, bowl, photos, "caption[zh]", "Rating").changed == 6
    record = whole(archive, photos[0])
    assert ([text.text for text in record.texts], record.fields["rating"], record.links) == (["碗"], 4, ())
    pieces = copying.source(archive, bowl.id).pieces
    assert [piece.key for piece in copying.chosen(pieces, ["署名", "position"])] == ["position", "credit"]
    assert [piece.group for piece in copying.chosen(pieces, ["links"])] == [Group.LINKS]
    with pytest.raises(InvalidInput, match=r"nothing called “colour” to copy\. There is: caption\[zh\], caption\[en\]"):
        copying.chosen(pieces, ["colour"])


def test_what_cannot_be(archive: Archive, bowl: RecordRef, photos: list[int]) -> None:
    with pytest.raises(InvalidInput, match="Choose others"):
        pasting.preview(archive, source=bowl.id, records=[bowl.id])
    pieces = copying.source(archive, bowl.id).pieces
    stopped = iter((False, False, True))
    with pytest.raises(Cancelled):
        pasting.paste(archive, source=bowl, pieces=pieces, records=photos, cancelled=lambda: next(stopped, True))
    assert not whole(archive, photos[0]).texts
    editing.delete_records(archive, records=[bowl.id])
    with pytest.raises(NotFound, match="record that was copied is no longer there"):
        pasting.preview(archive, source=bowl.id, records=photos)


def test_of_very_many_links_the_first_are_offered(archive: Archive) -> None:
    event = add(archive, Kind.EVENT, "Visit")
    many = [add(archive, Kind.PERSON, f"Person {number}").id for number in range(copying.LINKS + 5)]
    linking.add_link(archive, records=many, relation="took_part_in", other=event.id)
    found = copying.source(archive, event.id)
    assert (len([piece for piece in found.pieces if piece.tag]), found.links_left) == (copying.LINKS, 5)


def test_ten_times_as_many_records_are_not_ten_times_the_work(archive: Archive, bowl: RecordRef) -> None:
    def added(count: int) -> list[int]:
        return [add(archive, Kind.PHOTO, f"{count} {number}").id for number in range(count)]

    few, more = added(5), added(50)
    with counted() as with_few:
        give(archive, bowl, few)
    with counted() as with_more:
        give(archive, bowl, more)
    assert with_more.statements < 3 * with_few.statements


def test_what_goes_to_other_programs_passes_the_gate(archive: Archive) -> None:
    child = add(archive, Kind.PERSON, "Lena Kurz", minor="yes")
    event = add(archive, Kind.EVENT, "Visit of Lena Kurz")
    shown, rejected, other = (add(archive, Kind.PHOTO, name) for name in ("Lena", "Blurred", "Lake"))
    linking.add_link(archive, records=[shown.id], relation="depicts", other=child.id)
    editing.set_values(archive, records=[rejected.id], values={"rating": "-1"})
    lines = copying.lines(archive, [event.id, shown.id, rejected.id, other.id]).splitlines()
    assert lines[1:] == [shown.ref, rejected.ref, f"{other.ref} Lake"]
    assert lines[0].startswith(f"{event.ref} Visit of ")
    assert "Lena" not in lines[0]
