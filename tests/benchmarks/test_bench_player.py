"""How soon a video is seen, and what stands for it. Goal: its first picture within 500 ms."""

from __future__ import annotations

import os
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from pytest_benchmark.fixture import BenchmarkFixture
from pytestqt.qtbot import QtBot

from archive_app.media.formats.sniff import sniff
from archive_app.media.pictures.messages import TRACKS
from archive_app.media.pictures.workers import DecoderPool
from archive_app.services.archive import create_archive
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import reading
from archive_app.ui.session import multimedia

# The off-screen plugin and a machine without sound warn of what they cannot do; that is not ours.
pytestmark = pytest.mark.qt_log_ignore(
    "This plugin does not support", "PulseAudio", "No audio device", "No RHI backend"
)


@pytest.mark.parametrize(
    "name",
    ["phones-and-codecs/with-gps.mp4", "pymediainfo/data/sample.mp4", "wpt-media/counting.webm"],
    ids=["a telephone's, 1080p", "H.264, 1080p", "VP8"],
)
def test_first_picture(benchmark: BenchmarkFixture, corpus: Path, tmp_path: Path, qtbot: QtBot, name: str) -> None:
    assert multimedia.loads()
    from archive_app.ui.kit.player import Player

    with create_archive(tmp_path / "archive") as archive:
        report = ingest(archive, [corpus / "video" / name])
        record = reading.resolve(archive, report.added[0].ref)
        (file,) = reading.record(archive, record.id).files
        player = Player()
        qtbot.addWidget(player)
        player.resize(1280, 720)
        player.show()

        def seen() -> None:
            player.stop()
            with qtbot.waitSignal(player.shown, timeout=60_000):
                player.show_file(file)
            assert not player.surface.grab().toImage().isNull()

        seen()
        before = time.process_time()
        benchmark.pedantic(seen, rounds=20)
        benchmark.extra_info["CPU ms"] = round((time.process_time() - before) / 20 * 1000)
        player.stop()


@pytest.mark.parametrize(
    "name",
    ["phones-and-codecs/with-gps.mp4", "phones-and-codecs/gizmo_hevc_8bit_420.mp4", "wpt-media/counting.webm"],
    ids=["a telephone's, 1080p", "HEVC", "VP9"],
)
def test_still_picture(benchmark: BenchmarkFixture, corpus: Path, name: str) -> None:
    """What stands for a video, with what it says of itself, from behind the walls; its worker has begun."""
    path = corpus / "video" / name
    with DecoderPool(workers=1) as pool:
        filetype = sniff(path.read_bytes()[:16_384], path.name)

        def made() -> None:
            assert pool.submit(path, filetype, (256,), besides=(TRACKS,)).result(60).pictures

        made()
        benchmark.pedantic(made, rounds=20)
