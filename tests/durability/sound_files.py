"""Good files of every format that is kept: made here where that is easy, and of the corpus of real files."""

from __future__ import annotations

import io
import time
import wave
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageCms

from tests.noise import noise

_LARGEST = 400_000
#: Files of one format that are taken of the corpus.
_EACH = 6
_OF_THE_CORPUS = {
    "jpg": ("jpg", "jpeg"),
    "png": ("png",),
    "tif": ("tif", "tiff"),
    "heic": ("heic", "heif", "hif"),
    "avif": ("avif",),
    "raw": ("dng", "nef", "cr2", "raf", "rw2", "pef", "orf", "x3f", "cr3", "arw"),
    "psd": ("psd", "psb"),
    "gif": ("gif",),
    "webp": ("webp",),
    "jp2": ("jp2", "j2k"),
    "mpo": ("mpo",),
    "others": ("bmp", "ico", "tga", "ppm", "pfm", "sgi", "dds", "xcf", "jxl"),
    "mp4": ("mp4", "m4a", "3gp"),
    "mov": ("mov",),
    "mkv": ("mkv", "webm"),
    "avi": ("avi", "wmv"),
    "mp3": ("mp3",),
    "ogg": ("ogg", "opus", "oga", "flac"),
    "pdf": ("pdf",),
    "vtt": ("vtt",),
    "xmp": ("xmp",),
    "svg": ("svg",),
    "office": ("docx", "xlsx", "pptx", "odt", "ppt", "rtf"),
}


@dataclass(frozen=True, slots=True)
class Sound:
    """A good file; ``ending`` of its name without a dot."""

    ending: str
    data: bytes


def sound_files(corpus: Path | None) -> dict[str, list[Sound]]:
    """Some of each format, by the name of the format; always the same ones in the same order."""
    found = {name: [Sound(ending, data) for ending, data in make()] for name, make in _MADE.items()}
    if corpus is not None:
        paths = sorted(path for part in ("photos", "video") for path in (corpus / part).rglob("*") if _fits(path))
        for name, endings in _OF_THE_CORPUS.items():
            some = [path for path in paths if path.suffix[1:].lower() in endings]
            step = max(1, len(some) // _EACH)
            kept = [Sound(path.suffix[1:].lower(), path.read_bytes()) for path in some[::step][:_EACH]]
            found.setdefault(name, []).extend(kept)
    return {name: found[name] for name in sorted(found) if found[name]}


def _fits(path: Path) -> bool:
    raw = path.suffix[1:].lower() in _OF_THE_CORPUS["raw"]
    return path.is_file() and 0 < path.stat().st_size <= _LARGEST * (20 if raw else 1)


def _picture(mode: str = "RGB", size: tuple[int, int] = (160, 120)) -> Image.Image:
    grey = noise(size, 60)
    return Image.merge("RGB", (grey, grey.rotate(180), grey.transpose(Image.Transpose.FLIP_TOP_BOTTOM))).convert(mode)


def _saved(format_: str, image: Image.Image, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def _exif() -> bytes:
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Maker", "Model", 6
    exif.get_ifd(0x8769)[0x9003] = "2011:05:06 07:08:09"
    exif.get_ifd(0x8825).update({1: "N", 2: (60.0, 10.0, 1.0), 3: "E", 4: (24.0, 56.0, 1.0)})
    return exif.tobytes()


def _jpegs() -> list[tuple[str, bytes]]:
    return [
        ("jpg", _saved("JPEG", _picture(), exif=_exif(), comment=b"A comment", quality=80)),
        ("jpg", _saved("JPEG", _picture("CMYK"), progressive=True)),
    ]


def _pngs() -> list[tuple[str, bytes]]:
    made = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    # Without the moment when it was made.
    profile = made[:24] + bytes(12) + made[36:]
    frames = [_picture(size=(40, 30)) for _number in range(3)]
    return [
        ("png", _saved("PNG", _picture("RGBA"), icc_profile=profile, exif=_exif())),
        ("png", _saved("PNG", _picture("P"))),
        ("png", _saved("PNG", frames[0], save_all=True, append_images=frames[1:])),
    ]


def _tiffs() -> list[tuple[str, bytes]]:
    pages = [_picture(size=(80, 60)) for _number in range(4)]
    return [
        ("tif", _saved("TIFF", pages[0], save_all=True, append_images=pages[1:], compression="tiff_lzw")),
        ("tif", _saved("TIFF", _picture("L"), compression="tiff_deflate")),
        ("tif", _saved("TIFF", _picture("L").convert("I"))),
    ]


def _animated(format_: str, ending: str) -> list[tuple[str, bytes]]:
    frames = [_picture(size=(60, 40)) for _number in range(5)]
    more = {"save_all": True, "append_images": frames[1:], "duration": 40}
    return [(ending, _saved(format_, frames[0], **more))]


def _waves() -> list[tuple[str, bytes]]:
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8_000)
        sound.writeframes(noise((100, 40), 60).tobytes())
    return [("wav", out.getvalue())]


def _subtitles(comma: str) -> str:
    line = "00:{0:02d}:0{1}{comma}000 --> 00:{0:02d}:0{2}{comma}500\nWhat is said, 说的话, number {0}\n"
    return "\n".join(line.format(number, number % 7, number % 7 + 1, comma=comma) for number in range(60))


def _srts() -> list[tuple[str, bytes]]:
    numbered = [f"{at}\n{line}\n" for at, line in enumerate(_subtitles(",").split("\n\n"), 1)]
    return [("srt", "\n".join(numbered).encode()), ("srt", "\n".join(numbered).encode("utf-16"))]


def _vtts() -> list[tuple[str, bytes]]:
    return [("vtt", ("WEBVTT\n\n" + _subtitles(".")).encode())]


_PACKET = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmp:Rating="3" xmp:CreateDate="2011-05-06T07:08:09+03:00"><dc:title><rdf:Alt>
<rdf:li xml:lang="x-default">A visit</rdf:li><rdf:li xml:lang="zh">访问</rdf:li></rdf:Alt></dc:title>
<dc:subject><rdf:Bag><rdf:li>lake</rdf:li><rdf:li>gift</rdf:li></rdf:Bag></dc:subject></rdf:Description>
</rdf:RDF></x:xmpmeta>"""


def _packets() -> list[tuple[str, bytes]]:
    return [("xmp", _PACKET.encode()), ("xmp", _PACKET.encode("utf-16"))]


def _drawings() -> list[tuple[str, bytes]]:
    shapes = "".join(f'<rect x="{at}" y="{at}" width="9" height="9"/>' for at in range(50))
    words = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="90"><metadata>{_PACKET}</metadata>{shapes}</svg>'
    )
    return [("svg", words.encode())]


def _offices() -> list[tuple[str, bytes]]:
    made = []
    for ending, folder, part in (("docx", "word", "document"), ("xlsx", "xl", "workbook"), ("pptx", "ppt", "slides")):
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            written = f"<{part}>" + "<p>Words of a letter.</p>" * 300 + f"</{part}>"
            parts = {"[Content_Types].xml": "<Types/>", f"{folder}/{part}.xml": written, "docProps/core.xml": _PACKET}
            for name, words in parts.items():
                # With no time of its own: the same files every time.
                archive.writestr(zipfile.ZipInfo(name), words, zipfile.ZIP_DEFLATED)
        made.append((ending, out.getvalue()))
    return made


def _pdfs() -> list[tuple[str, bytes]]:
    day = time.gmtime(0)
    more = {"append_images": [_picture("L")], "creationDate": day, "modDate": day}
    return [("pdf", _saved("PDF", _picture(), save_all=True, **more))]


def _once(ending: str, format_: str, mode: str = "RGB") -> Callable[[], Sequence[tuple[str, bytes]]]:
    return lambda: [(ending, _saved(format_, _picture(mode)))]


_MADE: dict[str, Callable[[], Sequence[tuple[str, bytes]]]] = {
    "jpg": _jpegs,
    "png": _pngs,
    "tif": _tiffs,
    "gif": lambda: _animated("GIF", "gif"),
    "webp": lambda: _animated("WEBP", "webp"),
    "avif": _once("avif", "AVIF"),
    "jp2": _once("jp2", "JPEG2000"),
    "others": lambda: [*_once("bmp", "BMP")(), *_once("ico", "ICO")(), *_once("tga", "TGA")(), *_once("ppm", "PPM")()],
    "mpo": lambda: _animated("MPO", "mpo"),
    "wav": _waves,
    "srt": _srts,
    "vtt": _vtts,
    "xmp": _packets,
    "svg": _drawings,
    "office": _offices,
    "pdf": _pdfs,
}
