"""Parts of pictures that are too large to be had whole."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageCms, ImageStat

from archive_app.errors import Unreadable
from archive_app.media.formats.sniff import sniff
from archive_app.media.pictures import bands, colour, decode, parts, planes, shrinking
from archive_app.media.pictures.parts import LastSheet, Sheet
from archive_app.media.pictures.workers import DecoderPool
from tests.noise import noise

_SIZE = (611, 1_300)


@pytest.fixture(scope="module")
def drawn() -> Image.Image:
    """Nothing in it is like anything else in it, and its colours change slowly."""
    light = noise((153, 325), 40).resize(_SIZE, Image.Resampling.BICUBIC)
    across = Image.linear_gradient("L").resize(_SIZE).point(lambda value: 100 + value // 5)
    return Image.merge("YCbCr", (light, across, across.transpose(Image.Transpose.FLIP_TOP_BOTTOM))).convert("RGB")


def _saved(image: Image.Image, format_: str, **options: object) -> io.BytesIO:
    out = io.BytesIO()
    image.save(out, format_, **options)
    out.seek(0)
    return out


def _apart(one: Image.Image, other: Image.Image) -> float:
    assert one.size == other.size
    difference = ImageChops.difference(one.convert("RGB"), other.convert("RGB"))
    return max(ImageStat.Stat(difference).mean)


def _shown(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


_BOXES = [(0, 0, 256, 256), (101, 333, 357, 589), (355, 1_044, 611, 1_300)]
#: Ways to write a picture that can be taken apart.
_WRITTEN: dict[str, tuple[str, dict[str, object]]] = {
    "JPEG": ("JPEG", {"quality": 95}),
    "PNG": ("PNG", {}),
    "TIFF, one strip that is not packed": ("TIFF", {"tiffinfo": {278: 1_300}}),
    "TIFF, LZW": ("TIFF", {"compression": "tiff_lzw", "tiffinfo": {278: 7}}),
    "TIFF, deflate": ("TIFF", {"compression": "tiff_deflate", "tiffinfo": {278: 16, 317: 2}}),
    "TIFF, JPEG": ("TIFF", {"compression": "jpeg", "quality": 95, "tiffinfo": {278: 16}}),
}


@pytest.fixture
def _no_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any picture is too large to lie there as it is."""
    monkeypatch.setattr(shrinking, "ROOM", 0)


@pytest.mark.usefixtures("_no_room")
@pytest.mark.parametrize("written", _WRITTEN)
@pytest.mark.parametrize("by", [1, 2, 4])
def test_a_part_is_what_lies_there(drawn: Image.Image, written: str, by: int) -> None:
    format_, options = _WRITTEN[written]
    stream = _saved(drawn, format_, **options)
    sheet = Sheet(stream, sniff(stream.getvalue()[:16_384], "x"), 1)
    for box in _BOXES:
        wanted = drawn.crop(box).reduce(by)
        assert _apart(_shown(sheet.part(box, by)), wanted) < 4


@pytest.mark.usefixtures("_no_room")
@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_what_shines_through_lies_on_white(drawn: Image.Image, mode: str) -> None:
    clear = drawn.convert(mode)
    clear.putalpha(Image.linear_gradient("L").resize(_SIZE))
    stream = _saved(clear, "PNG")
    part = _shown(Sheet(stream, sniff(stream.getvalue(), "x.png"), 1).part((0, 0, 256, 200), 1))
    assert ImageStat.Stat(part.convert("L").crop((0, 0, 256, 3))).extrema[0][0] > 230
    assert _apart(part, parts.colour.to_srgb(clear).crop((0, 0, 256, 200))) < 5


@pytest.mark.parametrize("room", [0, shrinking.ROOM], ids=["apart", "whole"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_part_is_upright(drawn: Image.Image, orientation: int, room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shrinking, "ROOM", room)
    upright = drawn.transpose(decode.TRANSPOSE[orientation]) if orientation > 1 else drawn
    for format_, name in (("JPEG", "x.jpg"), ("TIFF", "x.tif")):
        exif = Image.Exif()
        exif[0x0112] = orientation
        stream = _saved(drawn, format_, exif=exif, **({"quality": 95} if format_ == "JPEG" else {}))
        sheet = Sheet(stream, sniff(stream.getvalue()[:16_384], name), orientation)
        for box in ((0, 0, 200, 300), (257, 70, 411, 190)):
            assert _apart(_shown(sheet.part(box, 1)), upright.crop(box)) < 4


def test_what_reaches_over_the_edge_ends_there(drawn: Image.Image) -> None:
    stream = _saved(drawn, "PNG")
    sheet = Sheet(stream, sniff(stream.getvalue(), "x.png"), 1)
    assert _shown(sheet.part((512, 1_024, 1_024, 1_536), 1)).size == (99, 276)
    with pytest.raises(Unreadable):
        sheet.part((700, 0, 800, 100), 1)


@pytest.mark.usefixtures("_no_room")
@pytest.mark.parametrize("format_", ["WEBP", "GIF"])
def test_what_cannot_be_taken_apart_says_so(drawn: Image.Image, format_: str) -> None:
    stream = _saved(drawn, format_)
    with pytest.raises(Unreadable, match="memory"):
        Sheet(stream, sniff(stream.getvalue(), "x"), 1)


@pytest.mark.usefixtures("_no_room")
@pytest.mark.parametrize("written", ["PNG", "TIFF, LZW"])
def test_what_is_cut_off_has_no_parts(drawn: Image.Image, written: str) -> None:
    format_, options = _WRITTEN[written]
    data = _saved(drawn, format_, **options).getvalue()
    stream = io.BytesIO(data[: len(data) // 2] if format_ == "PNG" else data[:-40_000])
    with pytest.raises(Unreadable):
        Sheet(stream, sniff(data[:16_384], "x"), 1)


@pytest.mark.parametrize("rows", [64, 256])
def test_bands_follow_each_other_to_the_end(drawn: Image.Image, rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bands, "ROWS", rows)
    for written, mime in (("PNG", "image/png"), ("TIFF, deflate", "image/tiff")):
        format_, options = _WRITTEN[written]
        found: Sequence[Image.Image] = list(bands.bands(_saved(drawn, format_, **options), mime) or ())
        assert [band.height for band in found[:-1]] == [rows] * (len(found) - 1)
        whole, top = Image.new("RGB", _SIZE), 0
        for band in found:
            whole.paste(band, (0, top))
            top += band.height
        assert top == _SIZE[1]
        assert _apart(whole, drawn) == 0


@pytest.mark.parametrize(("name", "orientation"), [("x.tif", 6), ("x.png", 1)])
def test_a_large_picture_is_made_smaller_without_having_all_of_it(
    drawn: Image.Image, name: str, orientation: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / name
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"compression": "tiff_lzw", "exif": exif} if name == "x.tif" else {}
    drawn.save(path, **options)  # type: ignore[arg-type]
    filetype = sniff(path.read_bytes()[:16_384], path.name)
    whole = decode.decode_pictures(path, filetype, (256,), orientation)[256]
    monkeypatch.setattr(shrinking, "ROOM", 1_000_000)
    monkeypatch.setattr(Image.Image, "resize", _no_larger_than(700_000))
    small = decode.decode_pictures(path, filetype, (256,), orientation)[256]
    assert (small.width, small.height) == (whole.width, whole.height)
    assert {small.width, small.height} == set(_SIZE)
    assert _apart(_shown(small.data).resize((32, 15)), _shown(whole.data).resize((32, 15))) < 4
    most = _shown(decode.decode_pictures(path, filetype, (1_300,), orientation)[1_300].data)
    assert sorted(most.size) == [153, 325], "as many pixels as have room beside their copy"


def test_a_large_png_keeps_its_profile_and_is_put_on_white(
    drawn: Image.Image, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "x.png"
    clear = drawn.convert("RGBA")
    clear.paste((10, 20, 30, 0), (0, 0, _SIZE[0], 600))
    clear.save(path, icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    filetype = sniff(path.read_bytes()[:16_384], path.name)
    monkeypatch.setattr(shrinking, "ROOM", 1_000_000)
    profiles: list[object] = []
    real = colour.to_srgb
    monkeypatch.setattr(colour, "to_srgb", lambda image: profiles.append(image.info.get("icc_profile")) or real(image))
    small = _shown(decode.decode_pictures(path, filetype, (256,))[256].data)
    assert isinstance(profiles[-1], bytes)
    assert small.getpixel((60, 40)) == (255, 255, 255)
    below = drawn.crop((0, 650, *_SIZE)).resize((32, 32))
    assert _apart(small.crop((0, 128, *small.size)).resize((32, 32)), below) < 4


def test_a_large_png_that_cannot_be_taken_apart_is_decoded_from_its_beginning(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "deep.png"
    slope = Image.linear_gradient("L").resize(_SIZE)
    slope.convert("I;16").point(lambda value: value * 257).save(path)
    filetype = sniff(path.read_bytes()[:16_384], path.name)
    whole = _shown(decode.decode_pictures(path, filetype, (256,))[256].data)
    monkeypatch.setattr(shrinking, "ROOM", 1_000_000)
    assert _apart(_shown(decode.decode_pictures(path, filetype, (256,))[256].data), whole) < 4


def test_a_large_png_that_is_cut_off_says_so(
    drawn: Image.Image, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    data = _saved(drawn, "PNG").getvalue()
    (tmp_path / "x.png").write_bytes(data[: len(data) // 2])
    reasons = []
    for room in (shrinking.ROOM, 1_000_000):
        monkeypatch.setattr(shrinking, "ROOM", room)
        with pytest.raises(Unreadable) as caught:
            decode.decode_pictures(tmp_path / "x.png", sniff(data[:16_384], "x.png"), (256,))
        reasons.append(caught.value.message)
    assert reasons[0] == reasons[1]


def _no_larger_than(pixels: int) -> object:
    real = Image.Image.resize

    def resize(self: Image.Image, *rest: object, **more: object) -> Image.Image:
        assert self.width * self.height < pixels
        return real(self, *rest, **more)  # type: ignore[arg-type]

    return resize


def test_a_picture_is_decoded_once_for_all_its_parts(
    drawn: Image.Image, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    monkeypatch.setattr(parts, "Sheet", lambda *given: made.append(given) or given[1].extension)
    for name in ("one.png", "two.png"):
        drawn.save(tmp_path / name)
    last = LastSheet()
    for name in ("one.png", "one.png", "two.png", "one.png"):
        with (tmp_path / name).open("rb") as file:
            last.of(file, sniff(file.read(100), name), lambda: 1)
    assert len(made) == 3


def test_a_worker_hands_out_parts_behind_its_walls(drawn: Image.Image, tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 3
    drawn.save(tmp_path / "x.jpg", quality=95, exif=exif)
    filetype = sniff((tmp_path / "x.jpg").read_bytes()[:100], "x.jpg")
    with DecoderPool(workers=1) as pool:
        found = pool.submit(tmp_path / "x.jpg", filetype, (512,), part=(10, 20, 266, 148, 1)).result()
        assert found.reason == ""
        assert _apart(_shown(found.pictures[512]), drawn.rotate(180).crop((10, 20, 266, 148))) < 4
        outside = pool.submit(tmp_path / "x.jpg", filetype, (512,), part=(900, 0, 999, 9, 1)).result()
        assert outside.pictures == {}
        assert outside.reason


def test_colours_take_a_quarter_of_the_room() -> None:
    made = planes.Planes((1_000, 600))
    assert [tint.size for tint in made.tints] == [(500, 300)] * 2
