"""What a file is, by its bytes; its name is believed only where the bytes say nothing."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from archive_app.i18n import _
from archive_app.media.formats.filetypes import BY_EXTENSION, BY_MIME, TIFF_RAW, Family, FileType

__all__ = ["Family", "FileType", "label", "sniff"]

_UNKNOWN = "application/octet-stream"
_EXTENSION = re.compile(r"[a-z0-9]{1,8}")

#: Bytes at an offset that settle the matter, in order of trial.
_MAGIC: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"8BPS\x00", "image/vnd.adobe.photoshop"),
    (0, b"\x00\x00\x00\x0cjP  \r\n\x87\n", "image/jp2"),
    (0, b"\xff\x4f\xff\x51", "image/j2c"),
    (0, b"\x00\x00\x00\x0cJXL \r\n\x87\n", "image/jxl"),
    (0, b"\xff\x0a", "image/jxl"),
    (0, b"IIRO", "image/x-olympus-orf"),
    (0, b"IIRS", "image/x-olympus-orf"),
    (0, b"MMOR", "image/x-olympus-orf"),
    (0, b"IIU\x00", "image/x-panasonic-rw2"),
    (0, b"FUJIFILMCCD-RAW", "image/x-fuji-raf"),
    (0, b"\x00MRM", "image/x-minolta-mrw"),
    (0, b"FOVb", "image/x-sigma-x3f"),
    (6, b"HEAPCCDR", "image/x-canon-crw"),
    (0, b"\x76\x2f\x31\x01", "image/x-exr"),
    (0, b"#?RADIANCE", "image/vnd.radiance"),
    (0, b"#?RGBE", "image/vnd.radiance"),
    (0, b"AT&TFORM", "image/vnd.djvu"),
    (0, b"gimp xcf", "image/x-xcf"),
    (0, b"qoif", "image/qoi"),
    (0, b"DDS ", "image/x-dds"),
    (0, b"\xd7\xcd\xc6\x9a", "image/wmf"),
    (0, b"%!PS", "application/postscript"),
    (0, b"\xc5\xd0\xd3\xc6", "application/postscript"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"glTF", "model/gltf-binary"),
    (0, b"fLaC", "audio/flac"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"MThd", "audio/midi"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"FLV\x01", "video/x-flv"),
    (0, b"\x00\x00\x01\xba", "video/mpeg"),
    (0, b"\x00\x00\x01\xb3", "video/mpeg"),
    (0, b".RMF", "video/vnd.rn-realvideo"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-wmv"),
    (0, b"\x1f\x8b\x08", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\x00", "application/x-xz"),
    (0, b"\x28\xb5\x2f\xfd", "application/zstd"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (257, b"ustar", "application/x-tar"),
    (0, b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (0, b"\x7fELF", "application/x-executable"),
    (0, b"\xcf\xfa\xed\xfe", "application/x-executable"),
)

#: Models that may be written in letters.
_WRITTEN_MODELS = ("model/gltf+json", "model/obj", "model/stl")
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs"}
_HEIF_BRANDS = {b"mif1", b"msf1", b"mif2"}
_AVIF_BRANDS = {b"avif", b"avis"}


def label(mime: str) -> str:
    """What people call files of this type, in the current language: ``PNG picture``."""
    known = BY_MIME.get(mime, BY_MIME[_UNKNOWN])
    return _(known.label)


def sniff(head: bytes, name: str) -> FileType:
    """The type of the file that begins with ``head`` (16 KiB are enough) and is called ``name``."""
    extension = name.rpartition(".")[2].lower() if "." in name else ""
    mime = _by_bytes(head, extension)
    claimed = BY_EXTENSION.get(extension)
    if mime is None:
        if claimed is not None and not claimed.magic and claimed.family is not Family.TEXT:
            return FileType(claimed.mime, extension, claimed.family)
        mime = _UNKNOWN
    known = BY_MIME[mime]
    if extension in known.extensions:
        return FileType(mime, extension, known.family)
    if mime == _UNKNOWN:
        kept = extension if claimed is None and _EXTENSION.fullmatch(extension) else "bin"
        found = FileType(mime, kept, known.family)
    else:
        found = FileType(mime, known.extensions[0], known.family)
    if claimed is None or claimed.label == known.label:
        return found
    if mime == _UNKNOWN:
        note = _("Its name says {claimed}, but its content is not one.").format(claimed=_(claimed.label))
    else:
        note = _("Its name says {claimed}, but it is this: {found}.").format(
            claimed=_(claimed.label), found=_(known.label)
        )
    return replace(found, note=note)


def _by_bytes(head: bytes, extension: str) -> str | None:
    for offset, magic, mime in _MAGIC:
        if head.startswith(magic, offset):
            return _refined(mime, extension)
    for test in _TESTS:
        found = test(head, extension)
        if found is not None:
            return found
    return None


def _refined(mime: str, extension: str) -> str:
    """A container's closer type where the name says it and the bytes do not speak against it."""
    if mime == "image/jpeg" and extension == "mpo":
        return "image/mpo"
    if mime == "video/x-ms-wmv" and extension == "wma":
        return "audio/x-ms-wma"
    return mime


def _tiff(head: bytes, extension: str) -> str | None:
    if head[:4] not in (b"II*\x00", b"MM\x00*", b"II+\x00", b"MM\x00+"):
        return None
    if head[8:10] == b"CR":
        return "image/x-canon-cr2"
    claimed = BY_EXTENSION.get(extension)
    if claimed is not None and claimed.mime in TIFF_RAW:
        return claimed.mime
    # The DNGVersion tag (50706, four bytes) in the first directory.
    dng = b"\x12\xc6\x01\x00\x04\x00\x00\x00" if head[:1] == b"I" else b"\xc6\x12\x00\x01\x00\x00\x00\x04"
    return "image/x-adobe-dng" if dng in head[:4096] else "image/tiff"


def _riff(head: bytes, _extension: str) -> str | None:
    if head[:4] in (b"RIFF", b"RF64", b"RIFX"):
        return {b"WEBP": "image/webp", b"AVI ": "video/x-msvideo", b"WAVE": "audio/wav"}.get(head[8:12])
    if head[:4] == b"FORM" and head[8:12] in (b"AIFF", b"AIFC"):
        return "audio/aiff"
    return None


def _iso_media(head: bytes, extension: str) -> str | None:
    if head[4:8] != b"ftyp":
        if head[4:8] in (b"moov", b"mdat", b"wide", b"pnot", b"skip", b"free") and head[:2] == b"\x00\x00":
            return "video/quicktime"
        return None
    size = int.from_bytes(head[:4], "big")
    body = head[8 : min(max(size, 12), 512)]
    major = body[:4]
    brands = {major} | {body[i : i + 4] for i in range(8, len(body) - 3, 4)}
    if major in _AVIF_BRANDS or (major in _HEIF_BRANDS and brands & _AVIF_BRANDS):
        return "image/avif"
    if major in _HEIC_BRANDS or (major in _HEIF_BRANDS and brands & _HEIC_BRANDS):
        return "image/heic"
    if major in _HEIF_BRANDS:
        return "image/heif"
    if major == b"crx ":
        return "image/x-canon-cr3"
    if major == b"qt  ":
        return "video/quicktime"
    if major[:2] == b"3g":
        return "video/3gpp"
    if major in (b"M4A ", b"M4B ", b"M4P ") or (extension in ("m4a", "m4b")):
        return "audio/mp4"
    return "video/mp4"


def _matroska(head: bytes, _extension: str) -> str | None:
    if head[:4] != b"\x1a\x45\xdf\xa3":
        return None
    return "video/webm" if b"webm" in head[:64] else "video/x-matroska"


def _ogg(head: bytes, _extension: str) -> str | None:
    if head[:4] != b"OggS":
        return None
    if b"\x80theora" in head[:4096]:
        return "video/ogg"
    return "audio/opus" if b"OpusHead" in head[:128] else "audio/ogg"


def _zip(head: bytes, extension: str) -> str | None:
    if head[:4] not in (b"PK\x03\x04", b"PK\x05\x06"):
        return None
    if head[30:38] == b"mimetype":
        declared = head[38:138]
        for mime in BY_MIME:
            if mime.startswith(("application/vnd.oasis", "application/epub")) and declared.startswith(mime.encode()):
                return mime
    if b"[Content_Types].xml" in head or b"_rels/" in head:
        claimed = BY_EXTENSION.get(extension)
        if claimed is not None and claimed.mime.startswith("application/vnd.openxmlformats"):
            return claimed.mime
        for folder, usual in ((b"word/", "docx"), (b"xl/", "xlsx"), (b"ppt/", "pptx")):
            if folder in head:
                return BY_EXTENSION[usual].mime
    return "application/zip"


def _ole(head: bytes, extension: str) -> str | None:
    if head[:8] != b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        return None
    claimed = BY_EXTENSION.get(extension)
    office = claimed is not None and claimed.family is Family.DOCUMENT and claimed.mime.startswith("application/")
    known_ole = office and claimed is not None and ("ms" in claimed.mime or "ole" in claimed.mime)
    return claimed.mime if known_ole and claimed is not None else "application/x-ole-storage"


def _pdf(head: bytes, _extension: str) -> str | None:
    return "application/pdf" if b"%PDF-" in head[:1024] else None


def _simple_pictures(head: bytes, _extension: str) -> str | None:
    if (
        head[:2] == b"BM"
        and len(head) >= 18
        and int.from_bytes(head[14:18], "little") in (12, 16, 40, 52, 56, 64, 108, 124)
    ):
        return "image/bmp"
    if head[:4] in (b"\x00\x00\x01\x00", b"\x00\x00\x02\x00") and 0 < int.from_bytes(head[4:6], "little") < 256:
        return "image/vnd.microsoft.icon"
    if re.match(rb"P[1-7fF]\s", head[:3]):
        return "image/x-portable-anymap"
    return None


def _sound_frames(head: bytes, extension: str) -> str | None:
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return None
    if head[1] & 0xF6 == 0xF0:
        return "audio/aac" if extension == "aac" else None
    layer, rate, sampling = head[1] & 0x06, head[2] >> 4, (head[2] >> 2) & 3
    return "audio/mpeg" if layer in (2, 4) and rate not in (0, 15) and sampling != 3 else None


def _transport_stream(head: bytes, _extension: str) -> str | None:
    for start, step in ((0, 188), (4, 192)):
        if len(head) > start + 3 * step and all(head[start + i * step] == 0x47 for i in range(4)):
            return "video/mp2t"
    return None


def _program(head: bytes, _extension: str) -> str | None:
    return "application/x-executable" if head[:2] == b"MZ" and b"\x00" in head[:64] else None


def _text(head: bytes, extension: str) -> str | None:
    named = BY_EXTENSION.get(extension)
    written = named is not None and (named.family is Family.TEXT or named.mime in _WRITTEN_MODELS)
    claimed = named if written else None
    text = _as_text(head, claimed is not None)
    if text is None:
        return None
    start = text.lstrip("\ufeff \t\r\n").lower()
    if start.startswith("<") and ("<svg" in start[:4096]):
        return "image/svg+xml"
    if start.startswith(("<!doctype html", "<html")):
        return "text/html"
    if "<x:xmpmeta" in start[:2048] or "<?xpacket" in start[:64]:
        return "application/rdf+xml"
    if claimed is not None:
        return claimed.mime
    if start.startswith("<?xml"):
        return "application/xml"
    return "text/plain"


def _as_text(head: bytes, is_claimed: bool) -> str | None:
    """The text that ``head`` is. In encodings of two bytes a character it is none unless it ``is_claimed``."""
    for mark, encoding in (
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"<\x00", "utf-16-le"),
        (b"\x00<\x00", "utf-16-be"),
    ):
        if head.startswith(mark):
            return head.decode(encoding, "ignore")
    controls = sum(1 for byte in head if byte < 32 and byte not in b"\t\n\r\x0c\x1b")
    if not head or controls:
        return None
    try:
        return head.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(head) - error.start < 4:
            return head[: error.start].decode("utf-8")
    high = sum(1 for byte in head if byte >= 0x80)
    return head.decode("latin-1") if is_claimed or high <= len(head) * 0.7 else None


_TESTS: tuple[Callable[[bytes, str], str | None], ...] = (
    _tiff, _riff, _iso_media, _matroska, _ogg, _zip, _ole, _pdf, _simple_pictures, _sound_frames, _transport_stream,
    _program, _text,
)  # fmt: skip
