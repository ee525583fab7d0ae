"""Files read again: where they and the archive differ, and what is taken over, which undo gives back."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from archive_app.errors import InvalidInput
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.ingest import rereading
from archive_app.services.ingest.ingest import ingest
from archive_app.services.ingest.rereading import Difference
from archive_app.services.records import editing, reading
from tests.media.metadata.test_packets import packet

SAID = packet(
    "<dc:title><rdf:Alt><rdf:li xml:lang='en'>Signing</rdf:li></rdf:Alt></dc:title>"
    "<dc:description><rdf:Alt><rdf:li xml:lang='en'>On a boat</rdf:li></rdf:Alt></dc:description>"
    "<dc:rights>© Office</dc:rights>",
    "xmp:Rating='3' photoshop:Credit='Agency' photoshop:DateCreated='2024-02-03' xmlns:exif='http://ns.adobe.com/exif/1.0/'"
    " exif:GPSLatitude='30,15N' exif:GPSLongitude='120,9E'",
)


@pytest.fixture
def item(archive: Archive, tmp_path: Path) -> int:
    Image.new("RGB", (40, 30), "red").save(tmp_path / "one.jpg", xmp=SAID)
    return reading.resolve(archive, ingest(archive, [tmp_path / "one.jpg"]).added[0].ref).id


def _sides(found: list[Difference]) -> dict[str, tuple[str, str]]:
    return {each.key: (each.mine, each.said) for each in found}


def test_what_differs_is_shown_and_chosen(archive: Archive, item: int) -> None:
    assert rereading.differences(archive, [item]) == []
    values = {
        "rating": "5",
        "caption[en]": "By hand",
        "date": "2023",
        "latitude": "1.5",
        "longitude": "2",
        "rights": "",
    }
    editing.set_values(archive, records=[item], values=values)
    found = rereading.differences(archive, [item])
    assert _sides(found) == {
        "caption[en]": ("By hand", "On a boat"),
        "position": ("1.5, 2.0", "30.25, 120.15"),
        "date": ("2023", "2024-02-03"),
        "rating": ("5", "3"),
        "rights": ("", "© Office"),
    }
    assert found[0].label == "Caption (English)"
    wanted = rereading.chosen(found, ["caption", "position", "rights"])
    report = rereading.take(archive, wanted)
    ref = reading.record(archive, item).ref
    assert (report.changed, report.kept) == ([ref], [])
    assert _sides(rereading.differences(archive, [item])) == {"date": ("2023", "2024-02-03"), "rating": ("5", "3")}
    assert history.undo(archive).label == "Take over what a file says"
    assert _sides(rereading.differences(archive, [item])) == _sides(found)
    with pytest.raises(InvalidInput, match="“titel”"):
        rereading.chosen(found, ["titel"])


def test_what_was_changed_since_stays(archive: Archive, item: int) -> None:
    editing.set_values(archive, records=[item], values={"rating": "5"})
    found = rereading.differences(archive, [item])
    editing.set_values(archive, records=[item], values={"rating": "1"})
    report = rereading.take(archive, found)
    assert (report.changed, report.kept) == ([], [reading.record(archive, item).ref])
    assert reading.record(archive, item).fields["rating"] == 1


def test_a_sidecar_that_came_since_is_read(archive: Archive, item: int, tmp_path: Path) -> None:
    (tmp_path / "one.xmp").write_bytes(packet("", "xmp:Rating='-1'"))
    ingest(archive, [tmp_path / "one.jpg"])
    found = rereading.differences(archive, [item])
    assert _sides(found) == {"rating": ("3", "-1")}
    rereading.take(archive, found)
    assert reading.record(archive, item).fields["rating"] == -1
