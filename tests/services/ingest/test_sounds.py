"""What has no picture track is sound, whatever it is packed in."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import Archive
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import reading


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("wpt-media/test-a-128k-44100Hz-1ch.webm", Kind.AUDIO),
        ("pymediainfo/data/mp4-with-audio.mp4", Kind.AUDIO),
        ("wpt-media/test-v-128k-320x240-24fps-8kfr.webm", Kind.VIDEO),
        ("wpt-media/test.mp4", Kind.VIDEO),
    ],
)
def test_a_container_of_videos_may_have_a_sound_alone(corpus: Path, archive: Archive, name: str, kind: Kind) -> None:
    report = ingest(archive, [corpus / "video" / name])
    record = reading.record(archive, reading.resolve(archive, report.added[0].ref).id)
    assert record.kind is kind
    assert ("sound" in record.files[0].picture) is (kind is Kind.AUDIO)
