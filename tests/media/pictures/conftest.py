"""Workers, sound ones and others, and a photograph for them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from archive_app.media.pictures import workers
from archive_app.media.pictures.workers import DecoderPool
from tests.media.pictures.sabotage import SABOTAGE


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    exif = Image.Exif()
    exif[271], exif[274] = "Canon", 6
    Image.new("RGB", (640, 480), "red").save(tmp_path / "photo.jpg", exif=exif)
    return tmp_path / "photo.jpg"


@pytest.fixture(scope="module")
def pool() -> Iterator[DecoderPool]:
    with DecoderPool(workers=1) as pool:
        yield pool


@pytest.fixture
def sabotaged(monkeypatch: pytest.MonkeyPatch) -> Iterator[DecoderPool]:
    monkeypatch.setattr(workers, "_BOOT", SABOTAGE)
    with DecoderPool(workers=1, time_limit=1.0, patience=4.0) as pool:
        yield pool
