"""The file types the program knows by name: mime type, usual extensions, family, and what people call them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from archive_app.i18n import N_


class Family(StrEnum):
    """What a file is for people."""

    PICTURE = "picture"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"
    TEXT = "text"
    ARCHIVE = "archive"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class FileType:
    """What a file's bytes say it is: ``extension`` without the dot, ``note`` a sentence where its name lies."""

    mime: str
    extension: str
    family: Family
    note: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """One known type. ``magic``: its bytes always tell, so that a name alone proves nothing."""

    mime: str
    extensions: tuple[str, ...]
    family: Family
    label: str
    magic: bool = True


_P, _V, _A, _D, _T, _Z, _O = Family

RAW = N_("camera raw picture")
TYPES: tuple[Known, ...] = (
    Known("image/jpeg", ("jpg", "jpeg", "jpe", "jfif"), _P, N_("JPEG picture")),
    Known("image/mpo", ("mpo",), _P, N_("JPEG picture"), magic=False),
    Known("image/png", ("png", "apng"), _P, N_("PNG picture")),
    Known("image/tiff", ("tif", "tiff", "btf", "tf8"), _P, N_("TIFF picture")),
    Known("image/webp", ("webp",), _P, N_("WebP picture")),
    Known("image/gif", ("gif",), _P, N_("GIF picture")),
    Known("image/avif", ("avif", "avifs"), _P, N_("AVIF picture")),
    Known("image/heic", ("heic", "heics", "hif"), _P, N_("HEIC picture")),
    Known("image/heif", ("heif", "heifs"), _P, N_("HEIF picture")),
    Known("image/bmp", ("bmp", "dib"), _P, N_("BMP picture")),
    Known("image/jp2", ("jp2", "jpf", "jpx", "jpm"), _P, N_("JPEG 2000 picture")),
    Known("image/j2c", ("j2k", "j2c", "jpc"), _P, N_("JPEG 2000 picture")),
    Known("image/jxl", ("jxl",), _P, N_("JPEG XL picture")),
    Known("image/vnd.adobe.photoshop", ("psd", "psb"), _P, N_("Photoshop picture")),
    Known("image/vnd.microsoft.icon", ("ico", "cur"), _P, N_("icon")),
    Known("image/svg+xml", ("svg",), _P, N_("SVG drawing")),
    Known("image/x-portable-anymap", ("pnm", "ppm", "pgm", "pbm", "pam", "pfm"), _P, N_("PNM picture")),
    Known("image/x-tga", ("tga",), _P, N_("TGA picture"), magic=False),
    Known("image/x-exr", ("exr",), _P, N_("OpenEXR picture")),
    Known("image/vnd.radiance", ("hdr",), _P, N_("Radiance picture")),
    Known("image/vnd.djvu", ("djvu", "djv"), _D, N_("DjVu document")),
    Known("image/x-xcf", ("xcf",), _P, N_("GIMP picture")),
    Known("image/x-pcx", ("pcx",), _P, N_("PCX picture"), magic=False),
    Known("image/x-sgi", ("sgi", "rgb"), _P, N_("SGI picture"), magic=False),
    Known("image/qoi", ("qoi",), _P, N_("QOI picture")),
    Known("image/x-dds", ("dds",), _P, N_("DDS picture")),
    Known("image/wmf", ("wmf", "emf"), _P, N_("Windows metafile")),
    Known("image/x-adobe-dng", ("dng",), _P, RAW),
    Known("image/x-canon-cr2", ("cr2",), _P, RAW),
    Known("image/x-canon-cr3", ("cr3",), _P, RAW),
    Known("image/x-canon-crw", ("crw",), _P, RAW),
    Known("image/x-nikon-nef", ("nef", "nrw"), _P, RAW, magic=False),
    Known("image/x-sony-arw", ("arw", "sr2", "srf"), _P, RAW, magic=False),
    Known("image/x-fuji-raf", ("raf",), _P, RAW),
    Known("image/x-olympus-orf", ("orf",), _P, RAW),
    Known("image/x-panasonic-rw2", ("rw2",), _P, RAW),
    Known("image/x-pentax-pef", ("pef",), _P, RAW, magic=False),
    Known("image/x-samsung-srw", ("srw",), _P, RAW, magic=False),
    Known("image/x-hasselblad-3fr", ("3fr", "fff"), _P, RAW, magic=False),
    Known("image/x-phaseone-iiq", ("iiq",), _P, RAW, magic=False),
    Known("image/x-epson-erf", ("erf",), _P, RAW, magic=False),
    Known("image/x-kodak-dcr", ("dcr", "kdc", "k25"), _P, RAW, magic=False),
    Known("image/x-leaf-mos", ("mos", "mef", "rwl"), _P, RAW, magic=False),
    Known("image/x-minolta-mrw", ("mrw",), _P, RAW),
    Known("image/x-sigma-x3f", ("x3f",), _P, RAW),
    Known("application/pdf", ("pdf", "ai"), _D, N_("PDF document")),
    Known("application/postscript", ("ps", "eps"), _D, N_("PostScript document")),
    Known("application/rtf", ("rtf",), _D, N_("RTF document")),
    Known("application/msword", ("doc", "dot"), _D, N_("Word document")),
    Known("application/vnd.ms-excel", ("xls",), _D, N_("Excel table")),
    Known("application/vnd.ms-powerpoint", ("ppt", "pps"), _D, N_("PowerPoint presentation")),
    Known("application/vnd.ms-outlook", ("msg",), _D, N_("Outlook message")),
    Known("application/x-ole-storage", ("ole", "fpx"), _D, N_("Office document")),
    Known(
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ("docx", "docm", "dotx"),
        _D,
        N_("Word document"),
    ),
    Known(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ("xlsx", "xlsm", "xltx"),
        _D,
        N_("Excel table"),
    ),
    Known(
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        ("pptx", "pptm", "ppsx"),
        _D,
        N_("PowerPoint presentation"),
    ),
    Known("application/vnd.oasis.opendocument.text", ("odt", "ott"), _D, N_("OpenDocument text")),
    Known("application/vnd.oasis.opendocument.spreadsheet", ("ods", "ots"), _D, N_("OpenDocument table")),
    Known("application/vnd.oasis.opendocument.presentation", ("odp", "otp"), _D, N_("OpenDocument presentation")),
    Known("application/vnd.oasis.opendocument.graphics", ("odg", "otg"), _D, N_("OpenDocument drawing")),
    Known("application/epub+zip", ("epub",), _D, N_("EPUB book")),
    Known("video/mp4", ("mp4", "m4v", "f4v"), _V, N_("MP4 video")),
    Known("video/quicktime", ("mov", "qt"), _V, N_("QuickTime video")),
    Known("video/3gpp", ("3gp", "3g2", "3gpp"), _V, N_("3GP video")),
    Known("video/x-msvideo", ("avi",), _V, N_("AVI video")),
    Known("video/x-matroska", ("mkv", "mka", "mk3d"), _V, N_("Matroska video")),
    Known("video/webm", ("webm",), _V, N_("WebM video")),
    Known("video/mp2t", ("mts", "m2ts", "ts", "m2t"), _V, N_("MPEG transport stream")),
    Known("video/mpeg", ("mpg", "mpeg", "vob", "m2v"), _V, N_("MPEG video")),
    Known("video/x-ms-wmv", ("wmv", "asf"), _V, N_("Windows Media video")),
    Known("video/x-flv", ("flv",), _V, N_("Flash video")),
    Known("video/ogg", ("ogv",), _V, N_("Ogg video")),
    Known("video/vnd.rn-realvideo", ("rm", "rmvb", "ra"), _V, N_("RealMedia video")),
    Known("audio/mpeg", ("mp3", "mp2"), _A, N_("MP3 sound")),
    Known("audio/aac", ("aac",), _A, N_("AAC sound")),
    Known("audio/wav", ("wav",), _A, N_("WAV sound")),
    Known("audio/flac", ("flac",), _A, N_("FLAC sound")),
    Known("audio/ogg", ("ogg", "oga"), _A, N_("Ogg sound")),
    Known("audio/opus", ("opus",), _A, N_("Opus sound")),
    Known("audio/mp4", ("m4a", "m4b"), _A, N_("M4A sound")),
    Known("audio/aiff", ("aiff", "aif", "aifc"), _A, N_("AIFF sound")),
    Known("audio/x-ms-wma", ("wma",), _A, N_("Windows Media sound"), magic=False),
    Known("audio/amr", ("amr",), _A, N_("AMR sound")),
    Known("audio/midi", ("mid", "midi"), _A, N_("MIDI music")),
    Known("model/gltf-binary", ("glb",), _O, N_("3D model (glTF)")),
    Known("model/gltf+json", ("gltf",), _O, N_("3D model (glTF)"), magic=False),
    Known("model/obj", ("obj",), _O, N_("3D model (OBJ)"), magic=False),
    Known("model/stl", ("stl",), _O, N_("3D model (STL)"), magic=False),
    Known("application/zip", ("zip",), _Z, N_("ZIP archive")),
    Known("application/gzip", ("gz", "tgz"), _Z, N_("gzip archive")),
    Known("application/x-tar", ("tar",), _Z, N_("tar archive")),
    Known("application/x-bzip2", ("bz2",), _Z, N_("bzip2 archive")),
    Known("application/x-xz", ("xz",), _Z, N_("xz archive")),
    Known("application/zstd", ("zst",), _Z, N_("Zstandard archive")),
    Known("application/x-7z-compressed", ("7z",), _Z, N_("7-Zip archive")),
    Known("application/vnd.rar", ("rar",), _Z, N_("RAR archive")),
    Known("text/plain", ("txt", "text", "log", "me"), _T, N_("text file"), magic=False),
    Known("text/csv", ("csv",), _T, N_("CSV table"), magic=False),
    Known("text/tab-separated-values", ("tsv", "tab"), _T, N_("TSV table"), magic=False),
    Known("text/markdown", ("md", "markdown"), _T, N_("Markdown text"), magic=False),
    Known("text/html", ("html", "htm", "xhtml"), _T, N_("web page"), magic=False),
    Known("text/vtt", ("vtt",), _T, N_("subtitles"), magic=False),
    Known("application/x-subrip", ("srt",), _T, N_("subtitles"), magic=False),
    Known("application/json", ("json", "geojson", "jsonld"), _T, N_("JSON data"), magic=False),
    Known("application/xml", ("xml",), _T, N_("XML data"), magic=False),
    Known("application/rdf+xml", ("xmp", "rdf"), _T, N_("XMP sidecar"), magic=False),
    Known("application/vnd.apple.mpegurl", ("m3u8", "m3u"), _T, N_("playlist"), magic=False),
    Known("application/x-executable", ("exe", "dll", "so"), _O, N_("program"), magic=False),
    Known("application/vnd.sqlite3", ("sqlite", "db"), _O, N_("database"), magic=False),
    Known("application/octet-stream", ("bin", "dat"), _O, N_("file of an unknown type"), magic=False),
)

BY_MIME: dict[str, Known] = {known.mime: known for known in TYPES}
BY_EXTENSION: dict[str, Known] = {extension: known for known in TYPES for extension in known.extensions}

PDF = "application/pdf"
JXL = "image/jxl"
#: Pictures whose pages or frames are looked at one by one. What cameras put behind a JPEG is for their own use.
SEVERAL = frozenset({"image/tiff", "image/gif", "image/webp", "image/png", "image/avif", "image/heic", "image/heif"})
#: Raw formats of cameras: shown by the JPEG picture that the camera put inside, or developed.
CAMERA_RAW: frozenset[str] = frozenset(known.mime for known in TYPES if known.label == RAW)
#: Raw formats that are TIFF files in all but name.
TIFF_RAW: frozenset[str] = CAMERA_RAW - {
    "image/x-canon-cr3",
    "image/x-canon-crw",
    "image/x-fuji-raf",
    "image/x-minolta-mrw",
    "image/x-sigma-x3f",
}
