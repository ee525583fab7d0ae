"""``archive.json`` is what was written, or no archive is opened by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archive_app.errors import ArchiveError, NotAnArchive
from archive_app.services.archive import create_archive, open_archive
from archive_app.store.change.archive import read_info


def test_no_flipped_bit_makes_it_another_archive(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    with create_archive(folder) as archive:
        info = archive.store.info
    marker = folder / "archive.json"
    whole = marker.read_bytes()
    refused = 0
    for bit in range(len(whole) * 8):
        damaged = bytearray(whole)
        damaged[bit // 8] ^= 1 << bit % 8
        marker.write_bytes(damaged)
        try:
            assert read_info(folder) == info, bit
        except ArchiveError:
            refused += 1
    # Between its values there is room for other spaces.
    assert refused > len(whole) * 7


def test_one_of_an_earlier_version_is_given_its_digest(tmp_path: Path) -> None:
    folder = tmp_path / "archive"
    with create_archive(folder) as archive:
        info = archive.store.info
    marker = folder / "archive.json"
    said = json.loads(marker.read_text("utf-8"))
    del said["sha256"]
    marker.write_text(json.dumps(said), "utf-8")
    with open_archive(folder) as archive:
        assert archive.store.info == info
    marker.write_text(marker.read_text("utf-8").replace(info.uid[:4], "0000"), "utf-8")
    with pytest.raises(NotAnArchive, match="cannot be read"), open_archive(folder):
        pass
