"""Small pictures that look right, and plain reasons where there are none."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageCms, ImageDraw, ImageStat

from archive_app.errors import Unreadable
from archive_app.media.formats.sniff import Family, FileType, sniff
from archive_app.media.pictures.decode import MAX_PIXELS, decode_pictures
from archive_app.media.pictures.workers import DecoderPool
from tests.media.pictures.sabotage import decode_picture


def _type_of(path: Path) -> FileType:
    with path.open("rb") as stream:
        return sniff(stream.read(16384), path.name)


def _decoded(path: Path, edge: int = 256, orientation: int = 1) -> Image.Image:
    picture = decode_picture(path, _type_of(path), edge, orientation)
    assert picture.data.startswith(b"\xff\xd8\xff")
    return Image.open(io.BytesIO(picture.data)).convert("RGB")


def _near(found: object, wanted: tuple[int, int, int], tolerance: int = 12) -> bool:
    return isinstance(found, tuple) and all(abs(a - b) <= tolerance for a, b in zip(found, wanted, strict=True))


def _quartered(mode: str = "RGB") -> Image.Image:
    """Red, green, blue and white quarters, to tell which side is up."""
    image = Image.new("RGB", (600, 400), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 299, 199), fill=(255, 0, 0))
    draw.rectangle((300, 0, 599, 199), fill=(0, 255, 0))
    draw.rectangle((0, 200, 299, 399), fill=(0, 0, 255))
    return image.convert(mode)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "TIFF", "WEBP", "GIF", "AVIF", "BMP", "JPEG2000", "PPM", "TGA"])
def test_formats(tmp_path: Path, format_: str) -> None:
    path = tmp_path / f"picture.{format_.lower()}"
    _quartered().save(path, format_)
    picture = decode_picture(path, _type_of(path), 256)
    small = Image.open(io.BytesIO(picture.data))
    assert (picture.width, picture.height, picture.frames) == (600, 400, 1)
    assert small.size == (256, 171)
    assert _near(small.getpixel((40, 40)), (255, 0, 0))
    assert _near(small.getpixel((200, 40)), (0, 255, 0))
    assert _near(small.getpixel((40, 150)), (0, 0, 255))


@pytest.mark.parametrize("orientation", range(1, 9))
def test_every_orientation_comes_out_upright(tmp_path: Path, orientation: int) -> None:
    undo = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    stored = _quartered().transpose(undo[orientation]) if orientation in undo else _quartered()
    path = tmp_path / "picture.png"
    stored.save(path)
    picture = decode_picture(path, _type_of(path), 256, orientation)
    small = Image.open(io.BytesIO(picture.data))
    assert (picture.width, picture.height) == (600, 400)
    assert _near(small.getpixel((40, 40)), (255, 0, 0))
    assert _near(small.getpixel((200, 40)), (0, 255, 0))


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_tiff_is_not_turned_twice(tmp_path: Path, orientation: int) -> None:
    turn = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    stored = _quartered().transpose(turn[orientation]) if orientation in turn else _quartered()
    path = tmp_path / "picture.tif"
    stored.save(path, tiffinfo={274: orientation})
    small = _decoded(path, orientation=orientation)
    assert small.size == (256, 171)
    assert _near(small.getpixel((40, 40)), (255, 0, 0))


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK", "YCbCr", "LAB"])
def test_modes(tmp_path: Path, mode: str) -> None:
    path = tmp_path / "picture.tif"
    image = _quartered()
    if mode == "LAB":
        lab = ImageCms.createProfile("LAB")
        image = ImageCms.profileToProfile(image, ImageCms.createProfile("sRGB"), lab, outputMode="LAB") or image
    else:
        image = image.convert(mode)
    image.save(path)
    small = _decoded(path)
    if mode in ("1", "L"):
        assert _near(small.getpixel((200, 150)), (255, 255, 255))
        assert small.getpixel((40, 150)) < small.getpixel((200, 40))
    else:
        assert _near(small.getpixel((40, 40)), (255, 0, 0), 40)
        assert _near(small.getpixel((200, 150)), (255, 255, 255))


@pytest.mark.parametrize("edge", [256, 1000])
def test_transparency_lies_on_white(tmp_path: Path, edge: int) -> None:
    image = Image.new("RGBA", (600, 400), (0, 0, 0, 0))
    ImageDraw.Draw(image).rectangle((0, 0, 299, 399), fill=(255, 0, 0, 255))
    for name in ("picture.png", "picture.webp", "palette.png"):
        (image.quantize() if name.startswith("palette") else image).save(tmp_path / name)
        small = _decoded(tmp_path / name, edge)
        assert _near(small.getpixel((20, 80)), (255, 0, 0))
        assert _near(small.getpixel((small.width - 20, 80)), (255, 255, 255))


@pytest.mark.parametrize("most", [255, 4095, 65535])
def test_sixteen_bits_are_scaled_by_the_bits_in_use(tmp_path: Path, most: int) -> None:
    data = struct.pack("<600H", *(most * i // 599 for i in range(600))) * 400
    image = Image.frombytes("I;16", (600, 400), data)
    for name in ("picture.png", "picture.tif"):
        image.save(tmp_path / name)
        small = _decoded(tmp_path / name)
        assert _near(small.getpixel((2, 80)), (0, 0, 0))
        assert _near(small.getpixel((128, 80)), (128, 128, 128))
        assert _near(small.getpixel((253, 80)), (255, 255, 255))


@pytest.mark.parametrize("span", [(0.0, 1.0), (-100.0, 3000.0)])
def test_floating_point_is_stretched(tmp_path: Path, span: tuple[float, float]) -> None:
    low, high = span
    row = struct.pack("<600f", *(low + (high - low) * i / 599 for i in range(600)))
    Image.frombytes("F", (600, 400), row * 400).save(tmp_path / "picture.tif")
    small = _decoded(tmp_path / "picture.tif")
    assert _near(small.getpixel((2, 80)), (0, 0, 0))
    assert _near(small.getpixel((253, 80)), (255, 255, 255))


def test_a_profile_is_followed_and_noise_is_not(tmp_path: Path) -> None:
    image = _quartered()
    image.save(tmp_path / "noise.png", icc_profile=b"noise" * 100)
    assert _near(_decoded(tmp_path / "noise.png").getpixel((40, 40)), (255, 0, 0))

    # A profile that is sRGB with red and blue exchanged shows at once whether it was followed.
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    swapped = bytearray(srgb)
    count = int.from_bytes(srgb[128:132], "big")
    for i in range(count):
        entry = 132 + 12 * i
        name = bytes(swapped[entry : entry + 4])
        if name in (b"rXYZ", b"bXYZ"):
            swapped[entry : entry + 4] = b"bXYZ" if name == b"rXYZ" else b"rXYZ"
    description = swapped.find(b"s\x00R\x00G\x00B")
    while description >= 0:
        swapped[description : description + 1] = b"x"
        description = swapped.find(b"s\x00R\x00G\x00B")
    image.save(tmp_path / "swapped.png", icc_profile=bytes(swapped))
    found = _decoded(tmp_path / "swapped.png").getpixel((40, 40))
    assert isinstance(found, tuple)
    assert found[2] > found[0], found


def test_a_photoshop_file_without_layers_is_one_picture(tmp_path: Path) -> None:
    header = b"8BPS" + (1).to_bytes(2, "big") + bytes(6)
    header += b"".join(number.to_bytes(size, "big") for number, size in ((3, 2), (8, 4), (8, 4), (8, 2), (3, 2)))
    (tmp_path / "flat.psd").write_bytes(header + bytes(12) + bytes(2) + bytes([200]) * 3 * 64)
    with DecoderPool(workers=1) as pool:
        found = pool.submit(tmp_path / "flat.psd", _type_of(tmp_path / "flat.psd")).result(60)
    assert (found.reason, found.frames, found.width, list(found.pictures)) == ("", 1, 8, [256])


def test_frames_are_counted_and_the_first_is_shown(tmp_path: Path) -> None:
    frames = [Image.new("RGB", (300, 200), colour) for colour in ("red", "green", "blue")]
    for name in ("a.gif", "a.webp", "a.png", "a.tif", "a.avif"):
        frames[0].save(tmp_path / name, save_all=True, append_images=frames[1:])
        picture = decode_picture(tmp_path / name, _type_of(tmp_path / name), 100)
        assert picture.frames == 3, name
        assert _near(Image.open(io.BytesIO(picture.data)).convert("RGB").getpixel((50, 30)), (255, 0, 0)), name


def test_the_pictures_of_a_telephone_s_file_are_had_one_by_one(corpus: Path) -> None:
    path = corpus / "photos" / "pillow-heif" / "heif" / "zPug_3.heic"
    with DecoderPool(workers=1) as pool:
        sizes = []
        for number in range(pool.submit(path, _type_of(path), (), page=0).result(60).frames):
            found = pool.submit(path, _type_of(path), (256,), page=number).result(60)
            sizes.append((found.reason, found.width, found.height, list(found.pictures)))
        beyond = pool.submit(path, _type_of(path), (256,), page=len(sizes)).result(60)
    assert sizes == [("", 64, 64, [256]), ("", 64, 64, [256]), ("", 96, 64, [256])]
    assert (beyond.reason, beyond.pictures) == ("The document has no such page.", {})


def test_several_sizes_by_decoding_once(tmp_path: Path) -> None:
    path = tmp_path / "picture.jpg"
    _quartered().resize((3000, 2000)).save(path)
    pictures = decode_pictures(path, _type_of(path), (256, 2048))
    sizes = {edge: Image.open(io.BytesIO(picture.data)).size for edge, picture in pictures.items()}
    assert sizes == {256: (256, 171), 2048: (2048, 1365)}


def test_a_small_picture_is_not_enlarged(tmp_path: Path) -> None:
    Image.new("RGB", (20, 10), "red").save(tmp_path / "a.png")
    assert _decoded(tmp_path / "a.png").size == (20, 10)


def test_a_narrow_picture_keeps_a_pixel(tmp_path: Path) -> None:
    Image.new("RGB", (4000, 3), "red").save(tmp_path / "a.png")
    assert _decoded(tmp_path / "a.png").size == (256, 1)


def _reason(path: Path) -> str:
    with pytest.raises(Unreadable) as caught:
        decode_picture(path, _type_of(path), 256)
    return caught.value.message


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "TIFF", "WEBP", "GIF", "AVIF", "BMP", "JPEG2000"])
def test_a_cut_off_picture_is_refused(tmp_path: Path, format_: str) -> None:
    out = io.BytesIO()
    Image.frombytes("RGB", (300, 200), Random(format_).randbytes(180_000)).save(out, format_)
    path = tmp_path / "picture"
    path.write_bytes(out.getvalue()[: len(out.getvalue()) * 6 // 10])
    assert "cut off" in _reason(path)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    for width in (20_000, 100_000):
        head = struct.pack(">IIBBBBB", width, width, 1, 0, 0, 0, 0)
        path = tmp_path / f"{width}.png"
        path.write_bytes(
            b"\x89PNG\r\n\x1a\n"
            + chunk(b"IHDR", head)
            + chunk(b"IDAT", zlib.compress(b"\x00" * 9999))
            + chunk(b"IEND", b"")
        )
        reason = _reason(path)
        assert f"{width * width // 1_000_000:,} million pixels" in reason
        assert f"{MAX_PIXELS // 1_000_000} million" in reason


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "a.eps", "PostScript document"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "SVG drawing"),
        (b"PK\x03\x04" + b"\x00" * 40, "a.jpg", "ZIP archive"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x00\x00isomavc1", "a.mp4", "The recording is damaged, or of a kind that"),
        (b"ID3\x04" + b"\x00" * 40, "a.mp3", "sound"),
        (b"\x00\x01\x02" * 40, "a.bin", "not known"),
        (b"\xd7\xcd\xc6\x9a" + b"\x00" * 40, "a.wmf", "can't be shown"),
        (b"FOVb" + b"\x00" * 4000, "a.x3f", "A camera's raw picture that"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 40, "a.jpg", "damaged"),
    ],
)
def test_reasons(tmp_path: Path, content: bytes, name: str, words: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert words in _reason(tmp_path / name)


def test_the_preview_inside_a_raw_file_is_shown(tmp_path: Path) -> None:
    inner = io.BytesIO()
    _quartered().save(inner, "JPEG")
    small = io.BytesIO()
    Image.new("RGB", (64, 48), "yellow").save(small, "JPEG")
    head = b"II*\x00" + struct.pack("<I", 8)
    directory = len(head) + 2 + 3 * 12 + 4
    preview_at = directory + len(small.getvalue())
    second_at = preview_at + len(inner.getvalue())

    def table(offset: int, length: int, following: int) -> bytes:
        rows = struct.pack("<HHII", 259, 3, 1, 6) + struct.pack("<HHII", 513, 4, 1, offset)
        return struct.pack("<H", 3) + rows + struct.pack("<HHII", 514, 4, 1, length) + struct.pack("<I", following)

    raw = head + table(directory, len(small.getvalue()), second_at) + small.getvalue() + inner.getvalue()
    raw += table(preview_at, len(inner.getvalue()), 0)
    path = tmp_path / "photo.nef"
    path.write_bytes(raw)
    assert _type_of(path).mime == "image/x-nikon-nef"
    shown = _decoded(path, orientation=6)
    assert shown.size == (171, 256)
    assert _near(shown.getpixel((130, 40)), (255, 0, 0))


def test_a_raw_file_without_a_picture_inside_is_developed(corpus: Path) -> None:
    path = corpus / "photos" / "derived-raw" / "derived_1.dng"
    made = decode_pictures(path, _type_of(path), (256, 2048))
    assert [(edge, Image.open(io.BytesIO(each.data)).size) for edge, each in made.items()] == [
        (2048, (1332, 1000)), (256, (256, 192)),
    ]  # fmt: skip
    assert {(each.width, each.height) for each in made.values()} == {(1332, 1000)}
    # Where no more is needed, half of it is: what the whole is, is known all the same.
    small = decode_pictures(path, _type_of(path), (256,))[256]
    assert (small.width, small.height) == (1332, 1000)
    # It is a photograph, and not one colour.
    assert min(ImageStat.Stat(Image.open(io.BytesIO(small.data))).stddev) > 20


def test_a_raw_file_that_is_cut_off_says_so(corpus: Path, tmp_path: Path) -> None:
    whole = (corpus / "photos" / "derived-raw" / "derived_1.dng").read_bytes()
    (tmp_path / "cut.dng").write_bytes(whole[: len(whole) // 2])
    assert _reason(tmp_path / "cut.dng") == "A camera's raw picture that is cut off: kept, without a picture."


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="can't be read"):
        decode_picture(tmp_path / "gone.jpg", FileType("image/jpeg", "jpg", Family.PICTURE), 256)
