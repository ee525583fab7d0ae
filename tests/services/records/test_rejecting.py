"""Rejecting and taking it back: the stars are those of before, however often and whatever was done meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from archive_app.services.archive import Archive, create_archive, open_archive
from archive_app.services.history import history
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing, reading, rejecting
from archive_app.services.search import searching
from tests.story import Story


def _stars(archive: Archive, records: list[int]) -> list[int]:
    return [row.rating for row in reading.rows(archive, records)]


def test_stars_come_back_after_others_and_a_restart(story: Story) -> None:
    four, none, other = story.id["photo"], story.id["portrait"], story.id["loose"]
    editing.set_values(story.archive, records=[four], values={"rating": "4"})
    editing.set_values(story.archive, records=[other], values={"rating": "2"})
    for _time in range(2):
        rejecting.toggle(story.archive, records=[four, none])
        assert _stars(story.archive, [four, none, other]) == [-1, -1, 2]
        rejecting.toggle(story.archive, records=[other])
        folder = story.archive.folder
        story.archive.close()
        story.archive = open_archive(folder)
        rejecting.toggle(story.archive, records=[four, none, other])
        assert _stars(story.archive, [four, none, other]) == [4, 0, 2]
    assert reading.record(story.archive, none).fields["rating"] is None


def test_one_that_is_not_rejected_has_all_rejected_and_each_its_own_stars_again(story: Story) -> None:
    both = [story.id["photo"], story.id["portrait"]]
    editing.set_values(story.archive, records=both[:1], values={"rating": "5"})
    rejecting.toggle(story.archive, records=both[:1])
    rejecting.toggle(story.archive, records=both)
    assert _stars(story.archive, both) == [-1, -1]
    rejecting.take_back(story.archive, records=both)
    assert _stars(story.archive, both) == [5, 0]


def test_stars_given_meanwhile_are_those_that_come_back(story: Story) -> None:
    one = [story.id["photo"]]
    for stars in ("4", "-1", "3", "-1"):
        editing.set_values(story.archive, records=one, values={"rating": stars})
    rejecting.toggle(story.archive, records=one)
    assert _stars(story.archive, one) == [3]
    history.undo(story.archive)
    assert _stars(story.archive, one) == [-1]
    rejecting.toggle(story.archive, records=one)
    assert _stars(story.archive, one) == [3]


@pytest.mark.parametrize(("rating", "found"), [("-1", -1), ("-1.0", -1), ("0", 0), ("4", 4), ("6", 0)])
def test_a_file_that_was_rejected_elsewhere_is(tmp_path: Path, rating: str, found: int) -> None:
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" rdf:about=""'
        f' xmp:Rating="{rating}"/></rdf:RDF></x:xmpmeta>'
    )
    Image.new("RGB", (40, 30), "teal").save(tmp_path / "one.jpg", xmp=xmp.encode())
    with create_archive(tmp_path / "archive") as archive:
        ingest(archive, [tmp_path / "one.jpg"])
        (one,) = searching.search_ids(archive, "kind:photo")
        assert _stars(archive, [one]) == [found]
        assert len(searching.search_ids(archive, "rejected:yes")) == (found == -1)
        rejecting.take_back(archive, records=[one])
        assert _stars(archive, [one]) == [max(0, found)]
