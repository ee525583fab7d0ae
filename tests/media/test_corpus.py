"""Real files: what independent readers found in them is found, and nothing in them does harm."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import pytest

from archive_app.errors import Unreadable
from archive_app.media.formats.sniff import Family, FileType, sniff
from archive_app.media.metadata.metadata import Metadata, read_metadata
from archive_app.media.objects.objects import Fixity, ObjectStore
from archive_app.media.objects.walk import walk
from archive_app.media.pictures.workers import DecoderPool, Examined

pytestmark = pytest.mark.corpus


def _type_of(path: Path) -> FileType:
    with path.open("rb") as stream:
        return sniff(stream.read(16384), path.name)


@dataclass
class Agreement:
    """How often two readers agree on one field, and where they do not."""

    count: int = 0
    differing: list[tuple[str, object, object]] = field(default_factory=list)

    @property
    def share(self) -> float:
        return 1 - len(self.differing) / self.count


def _plain(text: str) -> str:
    """exiftool's cell: JSON for lists, a text otherwise; blanks made one."""
    try:
        value = json.loads(text)
    except ValueError:
        value = text
    return " | ".join(map(str, value)) if isinstance(value, list) else " ".join(text.split())


def _texts(values: Iterable[str]) -> set[str]:
    return {" ".join(value.split()) for value in values}


def _first(row: dict[str, str], *names: str) -> str:
    """The first of the places that says something, in the order of precedence that the program documents."""
    return next((_plain(row[name]) for name in names if row[name].strip()), "")


def _compare(row: dict[str, str], found: Metadata) -> Iterator[tuple[str, object, object, bool]]:
    """Field, what exiftool says, what was found, and whether that is the same."""
    date = row["date_original"][:19].replace(":", "-", 2).replace(" ", "T")
    yield "date", date, found.captured, found.captured.startswith(date)
    yield "zone", row["offset_original"], found.captured, found.captured.endswith(row["offset_original"])
    fraction = row["subsec"].rstrip("0")
    yield "fraction", fraction, found.captured, f".{fraction}" in found.captured
    for name, value, tolerance in (
        ("gps_lat", found.latitude, 1e-5),
        ("gps_lon", found.longitude, 1e-5),
        ("gps_alt", found.altitude, 0.5),
    ):
        if row[name]:
            yield name, row[name], value, value is not None and abs(float(row[name]) - value) <= tolerance
    yield "orientation", row["orientation"], found.orientation, row["orientation"] == str(found.orientation)
    yield "make", _plain(row["make"]), found.make, _plain(row["make"]) == " ".join(found.make.split())
    yield "model", _plain(row["model"]), found.model, _plain(row["model"]) == " ".join(found.model.split())
    if row["width"] and found.width:
        yield "width", row["width"], found.width, row["width"] == str(found.width)
    title, captions = _first(row, "xmp_title", "iptc_title"), _texts(found.caption.values())
    yield "title", title, found.title, title in _texts(found.title.values())
    caption = _first(row, "xmp_description", "iptc_caption")
    yield "caption", caption, found.caption, caption in captions
    keywords = _first(row, "xmp_subject", "iptc_keywords")
    yield "keywords", keywords, found.keywords, keywords == " | ".join(found.keywords)
    creators = _first(row, "xmp_creator", "iptc_byline", "artist")
    yield "creators", creators, found.creators, creators == " | ".join(found.creators)
    rights = _first(row, "xmp_rights", "iptc_copyright", "exif_copyright")
    yield "rights", rights, found.rights, rights in _texts(found.rights.values())
    yield "people", _plain(row["persons"]), found.people, set(_plain(row["persons"]).split(" | ")) <= set(found.people)
    yield "city", _plain(row["city"]), found.city, _plain(row["city"]) == found.city
    yield "country", _plain(row["country"]), found.country, _plain(row["country"]) == found.country
    if row["rating"]:
        yield "rating", row["rating"], found.rating, float(row["rating"]) == found.rating


#: The least share of agreement per field. What is missing to 1, looked at one by one, is of these kinds: exiftool reads
#: raw formats and drawings that are not read here (CRW, MRW, X3F, XCF); it takes 0°, 0°, orientation 0 and dates that
#: are no dates as they are; it shows both sides where IPTC and XMP contradict each other, of which here the one wins
#: that was written last; and it reads a position with decimal commas as something else.
_LEAST = {
    "date": 0.97,
    "zone": 1.0,
    "fraction": 1.0,
    "gps_lat": 0.95,
    "gps_lon": 0.95,
    "gps_alt": 0.95,
    "orientation": 0.99,
    "make": 0.97,
    "model": 0.98,
    "width": 1.0,
    "title": 0.95,
    "caption": 0.8,
    "keywords": 0.97,
    "creators": 0.90,
    "rights": 0.90,
    "people": 1.0,
    "city": 0.95,
    "country": 1.0,
    "rating": 1.0,
}


def test_metadata_agrees_with_an_independent_reader(corpus: Path) -> None:
    agreements: dict[str, Agreement] = defaultdict(Agreement)
    with (corpus / "truth" / "photos.key.csv").open(encoding="utf-8", newline="") as table:
        for row in csv.DictReader(table):
            path = corpus / row["path"]
            filetype = _type_of(path)
            if filetype.family is not Family.PICTURE:
                continue
            for name, wanted, found, same in _compare(row, read_metadata(path, filetype)):
                if wanted:
                    agreements[name].count += 1
                    if not same:
                        agreements[name].differing.append((row["path"], wanted, found))
    for name, agreement in agreements.items():
        print(f"{name}: {agreement.share:.3f} of {agreement.count}", *agreement.differing, sep="\n    ")
    assert set(agreements) == set(_LEAST)
    assert {name: one.differing for name, one in agreements.items() if one.share < _LEAST[name]} == {}
    assert sum(agreement.count for agreement in agreements.values()) > 1500


def test_recordings_agree_with_an_independent_reader(corpus: Path) -> None:
    truth = json.loads((corpus / "truth" / "video.ffprobe.json").read_text(encoding="utf-8"))
    differing, count, turned, placed = [], 0, 0, 0
    for name, probe in truth.items():
        filetype = _type_of(corpus / name)
        if filetype.family not in (Family.VIDEO, Family.AUDIO):
            continue
        found = read_metadata(corpus / name, filetype)
        video = [stream for stream in probe.get("streams", []) if stream["codec_type"] == "video"]
        seconds = float(probe.get("format", {}).get("duration", 0))
        wanted = (video[0]["width"], video[0]["height"]) if video else (None, None)
        count += 1
        if (found.width, found.height) != wanted or (seconds and abs((found.duration or 0) - seconds) > 0.1):
            differing.append((name, seconds, found.duration, wanted, found.width, found.height))
        turned += found.orientation == 6
        placed += found.latitude is not None
    assert count >= 45
    # ffprobe counts the frames of bare AAC, which has no length of its own.
    assert [one[0].rpartition(".")[2] for one in differing] == ["aac"], differing
    assert (turned, placed) == (2, 5)


@dataclass
class Sweep:
    """Every file of a set after staging and examining: its reason where it was refused, or what was found."""

    refused: dict[Path, str] = field(default_factory=dict)
    examined: dict[Path, Examined] = field(default_factory=dict)
    types: dict[Path, FileType] = field(default_factory=dict)
    most_memory: int = 0


def _sweep(folders: list[Path], store: ObjectStore) -> Sweep:
    sweep, waiting = Sweep(), []
    with DecoderPool(workers=2) as pool:
        for found in walk(folders):
            if found.reason:
                sweep.refused[found.path] = found.reason
                continue
            try:
                staged = store.stage(found.path)
            except Unreadable as error:
                sweep.refused[found.path] = error.message
                continue
            filetype = sweep.types[found.path] = sniff(staged.head, found.path.name)
            waiting.append((found.path, staged, pool.submit(staged.staging_path, filetype)))
        for path, staged, future in waiting:
            sweep.examined[path] = future.result(timeout=60)
            store.adopt(staged, sweep.types[path].extension)
            assert store.verify(staged.sha256, sweep.types[path].extension) is Fixity.OK
        for child in psutil.Process().children():
            if "archive_app.media.pictures.worker" in " ".join(child.cmdline()):
                sweep.most_memory = max(sweep.most_memory, child.memory_info().rss)
        store.sync_directories()
    return sweep


def test_nothing_bad_does_harm(corpus: Path, tmp_path: Path) -> None:
    store = ObjectStore(tmp_path)
    sweep = _sweep([corpus / "bad"], store)

    files = {path for path in (corpus / "bad").rglob("*") if path.is_file()}
    assert set(sweep.refused) | set(sweep.examined) >= files
    assert all(path.stat().st_size == 0 for path in sweep.refused if path in files and not path.name.startswith("."))
    for path, found in sweep.examined.items():
        assert bool(found.reason) != bool(found.pictures), path
        assert "\n" not in found.reason
        if "truncated" in path.parts and sweep.types[path].family is Family.PICTURE:
            assert "cut off" in found.reason, path
        if path.parent.name == "bombs" and sweep.types[path].family is Family.PICTURE and path.suffix != ".svg":
            allowed = "million pixels" in found.reason or "more than is safe" in found.reason
            assert allowed or path.stem == "gif_many_frames", path
    assert not any("longer than" in found.reason for found in sweep.examined.values())
    assert list(store.staging.iterdir()) == []
    assert sweep.most_memory < 150 << 20


def test_no_document_in_a_picture_reaches_outside(corpus: Path) -> None:
    for path in sorted((corpus / "bad" / "generated" / "xml").glob("jpeg_xmp_*.jpg")):
        metadata = read_metadata(path, _type_of(path))
        assert "root:" not in repr(metadata), path
        assert len(repr(metadata)) < 5_000, path


def test_impossible_camera_data_is_left_out(corpus: Path) -> None:
    read = {
        path.stem: read_metadata(path, _type_of(path))
        for path in (corpus / "bad" / "generated" / "exif").glob("*.jpg")
        if path.name != "app1_past_eof.jpg"
    }
    assert read["gps_south_pole"].latitude == -90
    for stem, metadata in read.items():
        assert metadata.orientation in range(1, 9)
        if stem.startswith("gps_") and stem != "gps_south_pole":
            assert metadata.latitude is None, stem
        if stem.startswith("datetime_") and stem not in ("datetime_iso", "datetime_future"):
            assert metadata.captured == "", stem
        # Where a segment claims a length of 1, only the decoder goes on looking.
        assert (metadata.width, metadata.height) == (320, 240) or stem == "app1_len_short", stem
    assert read["desc_gbk"].caption[""].isprintable()
    assert any("\u4e00" <= character <= "\u9fff" for character in read["desc_gbk"].caption[""])


def test_a_heic_says_the_same_in_all_three_places(corpus: Path) -> None:
    (path,) = (corpus / "photos" / "pillow-heif").rglob("L_exif_xmp_iptc.heic")
    found = read_metadata(path, _type_of(path))
    assert (found.city, found.country, found.width) == ("Budapest", "Hungary", 64)
    assert "HvK" in found.keywords
    assert found.captured


def test_metadata_survives_what_crashes_the_decoder(corpus: Path) -> None:
    (path,) = (corpus / "photos" / "pillow-heif").rglob("invalid_metadata_type.heic")
    with DecoderPool(workers=1) as pool:
        found = pool.submit(path, _type_of(path)).result(timeout=60)
    assert found.pictures or "broke off" in found.reason
    assert found.metadata.warnings == ()


@pytest.mark.slow
def test_every_real_picture_is_shown_or_has_a_reason(corpus: Path, tmp_path: Path) -> None:
    sweep = _sweep([corpus / "photos", corpus / "video", corpus / "fullsize"], ObjectStore(tmp_path))
    with (corpus / "truth" / "opens.csv").open(encoding="utf-8", newline="") as table:
        opens = {corpus / row["path"]: row["behaviour"] for row in csv.DictReader(table)}
    lost = []
    for path, found in sweep.examined.items():
        assert bool(found.reason) != bool(found.pictures), path
        if opens.get(path, "").startswith("decoded") and found.reason and "can't be shown" not in found.reason:
            lost.append((path, found.reason))
        if found.pictures:
            assert found.width, path
            assert found.height, path
    # One HEIC crashes libheif. It is kept all the same.
    assert len(lost) <= 1, lost
    assert sum(bool(found.pictures) for found in sweep.examined.values()) > 610
    assert not any("longer than" in found.reason for found in sweep.examined.values())
