"""Text of unknown encoding, as older cameras and editors wrote it."""

from __future__ import annotations

import re

_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_HIGH = re.compile(r"[^\x00-\x7f]")
#: What cameras and programs write where a person would have written a caption.
_MAKERS = r"olympus|(?:konica )?minolta|kodak|pentax|casio|sanyo|fujifilm|samsung|nikon|sony|ricoh|hp|epson|polaroid"
_CAMERA_DEFAULTS = re.compile(
    rf"(?:{_MAKERS}|digital)? *(?:digital (?:still )?camera|dsc|picture|imag(?:e|ing))|dcf 1\.0|default|dcim.*"
    r"|exif_jpeg_picture|exif software version.*|my beautiful picture|charset=.*|screenshot|untitled|image description"
    r"|(?:created|written|file written) (?:with|by|using) .*|none|null|<[a-z ]*>|[-_. \d]+",
    re.IGNORECASE,
)


def clean(text: str) -> str:
    """``text`` without control characters and surrounding blanks; line ends are made one."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = text.encode("utf-8", "ignore").decode("utf-8")
    return _CONTROLS.sub("", text).strip(" \t\n\ufeff\ufffe")


def decode(data: bytes) -> str:
    """UTF-8 where it is that; Chinese GB 18030 where it reads as that; else Western (Windows-1252)."""
    data = data.split(b"\x00\x00\x00", 1)[0].rstrip(b"\x00")
    try:
        return clean(data.decode("utf-8"))
    except UnicodeDecodeError:
        pass
    if _reads_as_chinese(data):
        return clean(data.decode("gb18030"))
    try:
        return clean(data.decode("cp1252"))
    except UnicodeDecodeError:
        return clean(data.decode("latin-1"))


def _reads_as_chinese(data: bytes) -> bool:
    try:
        high = _HIGH.findall(data.decode("gb18030"))
    except UnicodeDecodeError:
        return False
    # Western text decodes by accident, but not to the common characters of GB 2312.
    common = [character for character in high if _is_gb2312(character)]
    return len(common) * 4 >= len(high) * 3 and "\ufffd" not in high


def _is_gb2312(character: str) -> bool:
    try:
        return len(character.encode("gb2312")) == 2
    except UnicodeEncodeError:
        return False


def is_camera_default(text: str) -> bool:
    """Is this what a camera or program fills in by itself, and no caption of a person."""
    return not text or _CAMERA_DEFAULTS.fullmatch(text) is not None
