"""What of a file's own words and numbers becomes the item's."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from archive_app.services.archive import Archive
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import reading

_RATED = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmp:Rating="{rating}"/></rdf:RDF></x:xmpmeta>'
)


@pytest.mark.parametrize(
    ("written", "taken"),
    # −1 is what others call rejected, 0 says that there are no stars, and 6 nothing.
    [("-1", -1), ("0", None), ("1", 1), ("5", 5), ("6", None), ("-2", None), ("many", None)],
)
def test_stars_of_the_file_are_those_of_the_item(
    archive: Archive, tmp_path: Path, written: str, taken: int | None
) -> None:
    file = tmp_path / "rated.jpg"
    Image.new("RGB", (8, 8)).save(file, xmp=_RATED.format(rating=written).encode())
    (entry,) = ingest(archive, [file]).added
    item = reading.record(archive, reading.resolve(archive, entry.ref).id)
    assert item.fields["rating"] == taken
