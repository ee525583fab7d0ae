"""From whatever a file holds to eight-bit sRGB that looks right: 16 bits, palettes, transparency, ink, profiles."""

from __future__ import annotations

import io
from functools import lru_cache

from PIL import Image, ImageCms

_MAX_PROFILE = 4 << 20
_SRGB = ImageCms.createProfile("sRGB")
_SPACES = {"RGB": "RGB ", "L": "GRAY", "CMYK": "CMYK"}
_WHITE = (255, 255, 255)


def to_scalable(image: Image.Image) -> Image.Image:
    """The picture in a mode that can be made smaller without looking wrong."""
    if image.mode == "1":
        return image.convert("L")
    if image.mode in ("P", "PA"):
        return image.convert("RGBA" if "transparency" in image.info or image.mode == "PA" else "RGB")
    if image.mode.startswith(("I", "F")):
        return _to_eight_bits(image)
    return image


def _to_eight_bits(image: Image.Image) -> Image.Image:
    """Sixteen and more bits a pixel: scaled by the bits in use, since 10- and 12-bit scans come in 16-bit files."""
    if image.mode not in ("I", "F"):
        image = image.convert("I")
    low, high = (float(value) for value in image.getextrema())  # type: ignore[arg-type]
    if image.mode == "F" or low < 0 or high > 65535:
        if image.mode == "F" and low >= 0 and high <= 1:
            low, high = 0.0, 1.0
        span = high - low if high > low else 1.0
        if not span < float("inf"):
            raise ValueError("no finite values")
        return image.convert("F").point(lambda value: value * (255 / span) + (-low * 255 / span)).convert("L")
    scale = next(limit for limit in (255, 1023, 4095, 16383, 65535) if high <= limit)
    return image.point(lambda value: value * (255 / scale) + 0).convert("L")


def to_srgb(image: Image.Image) -> Image.Image:
    """The picture in mode ``RGB`` or ``L``, in sRGB by its embedded profile if that is sound, on white."""
    profile = image.info.get("icc_profile")
    image = to_scalable(image)
    alpha = None
    if image.mode in ("RGBA", "LA", "RGBa", "La"):
        image = image.convert("RGBA") if image.mode != "LA" else image
        alpha = image.getchannel("A")
        image = image.convert("L" if image.mode == "LA" else "RGB")
    elif "transparency" in image.info and image.mode in ("RGB", "L"):
        alpha = image.convert("RGBA").getchannel("A")
    if image.mode in ("YCbCr", "HSV"):
        image = image.convert("RGB")
    if image.mode == "LAB":
        image = ImageCms.profileToProfile(image, ImageCms.createProfile("LAB"), _SRGB, outputMode="RGB") or image
    elif isinstance(profile, bytes):
        image = _by_profile(image, profile)
    if image.mode not in ("RGB", "L"):
        image = image.convert("RGB")
    if alpha is not None:
        ground = Image.new("RGB", image.size, _WHITE)
        ground.paste(image, mask=alpha)
        return ground
    return image


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image:
    space = _SPACES.get(image.mode)
    if space is None or not 128 <= len(profile) <= _MAX_PROFILE or profile[16:20] != space.encode("ascii"):
        return image
    transform = _transform(profile, image.mode)
    if transform is None:
        return image
    try:
        return ImageCms.applyTransform(image, transform) or image
    except (ImageCms.PyCMSError, ValueError):
        return image


@lru_cache(maxsize=8)
def _transform(profile: bytes, mode: str) -> ImageCms.ImageCmsTransform | None:
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        if mode == "RGB" and "srgb" in (ImageCms.getProfileDescription(source) or "").lower():
            return None
        return ImageCms.buildTransform(source, _SRGB, mode, "RGB")
    except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
        return None
