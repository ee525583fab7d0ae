"""All pixels of a picture whose colours would not lie in a worker's memory: how light each is, and the colours of each
four together, as a JPEG keeps them anyway. That takes a byte and a half for a pixel instead of four.
"""

from __future__ import annotations

from typing import BinaryIO

from PIL import Image

from archive_app.media.pictures import colour, shrinking
from archive_app.media.pictures.bands import bands

Box = tuple[int, int, int, int]
_NO_COLOUR = 128
_MIMES = {"PNG": "image/png", "TIFF": "image/tiff"}


class Planes:
    """A picture of ``size``, filled in from above."""

    def __init__(self, size: tuple[int, int], light: Image.Image | None = None) -> None:
        self.size = size
        self._light = light if light is not None else Image.new("L", size)
        half = -(-size[0] // 2), -(-size[1] // 2)
        self.tints = [Image.new("L", half, _NO_COLOUR) for _tint in range(2)]

    def put(self, top: int, band: Image.Image) -> None:
        """The rows from ``top`` on, which is an even number, in sRGB."""
        light, *tints = band.convert("YCbCr").split()
        self._light.paste(light, (0, top))
        for mine, tint in zip(self.tints, tints, strict=True):
            mine.paste(tint.reduce(2), (0, top // 2))

    def cut(self, box: Box, by: int) -> Image.Image:
        """What lies in ``box``, of every ``by`` pixels one."""
        light = self._light.crop(box).reduce(by)
        left, top, right, bottom = box
        around = left // 2, top // 2, -(-right // 2), -(-bottom // 2)
        inner = (left / 2 - around[0], top / 2 - around[1], right / 2 - around[0], bottom / 2 - around[1])
        tints = [
            tint.crop(around).resize(light.size, Image.Resampling.BILINEAR, box=inner, reducing_gap=2.0)
            for tint in self.tints
        ]
        return Image.merge("YCbCr", [light, *tints]).convert("RGB")


def planes_of(stream: BinaryIO, mime: str) -> Planes | None:
    """None where the picture can't be taken apart. Raises what its decoder does."""
    if mime == "image/jpeg":
        return _of_jpeg(stream)
    found = bands(stream, mime)
    if found is None:
        return None
    stream.seek(0)
    with Image.open(stream, formats=("PNG", "TIFF")) as image:
        made, profile = Planes(unturned(image)), image.info.get("icc_profile")
    top = 0
    for band in found:
        if profile:
            band.info["icc_profile"] = profile
        made.put(top, colour.to_srgb(band))
        top += band.height
    return made


def fewer(image: Image.Image, edge: int) -> Image.Image | None:
    """A PNG or TIFF picture in fewer pixels, without ever having all of it: at least ``edge`` of them on its longer
    side, as far as so many lie in a worker's memory beside their copy. None where it can't be taken apart, and then it
    can be decoded as if nobody had looked. Not turned by what the file says of that.
    """
    stream, size = getattr(image, "fp", None), unturned(image)
    found = bands(stream, _MIMES.get(image.format or "", "")) if stream is not None else None
    if found is None:
        return None
    by = 1 << max(0, (max(size) // edge).bit_length() - 1)
    while not shrinking.has_room_for_a_copy((size[0] // by, size[1] // by)):
        by *= 2
    made: Image.Image | None = None
    top = 0
    for band in found:
        while made is None and band.height % by:
            by //= 2
        part = colour.to_scalable(band).reduce(by)
        if made is None:
            made = Image.new(part.mode, (-(-size[0] // by), -(-size[1] // by)))
            made.info = dict(image.info)
        made.paste(part, (0, top // by))
        top += band.height
    return made


def unturned(image: Image.Image) -> tuple[int, int]:
    """Width and height as the file has them: Pillow turns a TIFF file."""
    found = getattr(image, "tag_v2", None)
    return (found[256], found[257]) if found is not None else image.size


def _of_jpeg(stream: BinaryIO) -> Planes | None:
    """Decoded twice: how light each pixel is, and the colours at half the size."""
    stream.seek(0)
    with Image.open(stream, formats=("JPEG",)) as image:
        if image.mode != "RGB":
            return None
        size = image.size
        image.draft("YCbCr", (size[0] // 2, size[1] // 2))
        tints = list(image.split()[1:])
    stream.seek(0)
    with Image.open(stream, formats=("JPEG",)) as image:
        image.draft("L", size)
        image.load()
        made = Planes(size, image)
        made.tints = tints
    return made
