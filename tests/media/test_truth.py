"""What files say, field by field, beside two independent readers; ``differences.tsv`` says why each difference is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive_app.media.metadata.metadata import Metadata, read_metadata
from tests.media import truth
from tests.media.truth import Said

pytestmark = pytest.mark.corpus
_LEAST = 0.99
#: Fields that many files must speak of, lest the comparison go on about nothing.
_SPOKEN = {
    "date": 150, "zone": 15, "latitude": 40, "altitude": 40, "orientation": 200, "width": 400, "make": 120, "title": 30,
    "caption": 60, "keywords": 40, "creators": 35, "rights": 30, "rating": 20, "people": 3, "city": 20, "state": 20,
    "country": 20, "headline": 20, "credit": 15, "source": 15, "event": 3, "duration": 40, "video codec": 30,
    "rotation": 30,
}  # fmt: skip


def _compared(corpus: Path) -> Iterator[tuple[Said, Metadata]]:
    for path, row in truth.pictures(corpus).items():
        filetype = truth.type_of(corpus / path)
        if filetype.family in ("picture", "document"):
            found = read_metadata(corpus / path, filetype)
            yield from ((said, found) for said in truth.compare_picture(path, row, found))
    for path, probe in truth.recordings(corpus).items():
        filetype = truth.type_of(corpus / path)
        if filetype.family in ("video", "audio"):
            found = read_metadata(corpus / path, filetype)
            yield from ((said, found) for said in truth.compare_recording(path, probe, found))


def test_all_that_differs_is_in_the_table(corpus: Path) -> None:
    compared = list(_compared(corpus))
    reasons = truth.reasons()
    differing = {(said.path, said.field): said for said, _found in compared if not said.same}
    assert {key: (said.expected, said.found) for key, said in differing.items()} == {
        key: (reason.expected, reason.found) for key, reason in reasons.items()
    }
    assert all(len(reason.why) > 20 for reason in reasons.values())

    by_path = {said.path: found for said, found in compared}
    for (path, field), reason in reasons.items():
        facts = {_readable(fact) for fact in by_path[path].raw.values()}
        assert not reason.kept or _readable(reason.expected) in facts, (path, field)
    lost = [key for key in differing if not reasons[key].kept]
    assert 1 - len(lost) / len(compared) >= _LEAST
    counts = Counter(said.field for said, _found in compared)
    assert {field: counts[field] for field, least in _SPOKEN.items() if counts[field] < least} == {}


def _readable(text: str) -> str:
    """As exiftool shows it: a question mark for each sign that it can't read."""
    return "".join(sign if sign.isascii() else "?" for sign in truth.line(text))
