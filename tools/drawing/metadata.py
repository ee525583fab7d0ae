"""What a drawn picture says of itself: EXIF, IPTC and XMP, as a camera and a cataloguer would have written them."""

from __future__ import annotations

import io
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from PIL import Image
from PIL.ExifTags import GPS, IFD, Base

from archive_app.domain.model.kinds import TextRole
from archive_app.services.upkeep.demo_facts import FactRecord

QUALITY = 78

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 photoshop:Credit={credit}{date}>
<dc:title>{title}</dc:title><dc:description>{caption}</dc:description>
<dc:creator><rdf:Seq><rdf:li>{creator}</rdf:li></rdf:Seq></dc:creator><dc:rights>{rights}</dc:rights>
<Iptc4xmpCore:AltTextAccessibility>{alt}</Iptc4xmpCore:AltTextAccessibility>
</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>"""


def save(picture: Image.Image, file: Path, record: FactRecord, creator: str) -> None:
    """Write ``picture`` as a JPEG that carries the record's title, caption, date and place."""
    buffer = io.BytesIO()
    picture.save(
        buffer,
        "JPEG",
        quality=QUALITY,
        optimize=True,
        progressive=True,
        exif=_exif(record, creator),
        xmp=_xmp(record, creator),
    )
    data = buffer.getvalue()
    file.write_bytes(data[:2] + _iptc(record, creator) + data[2:])


def _titles(record: FactRecord) -> dict[str, str]:
    return {name.lang: name.text for name in record.names}


def _captions(record: FactRecord) -> dict[str, str]:
    return {lang: text for (role, lang), text in record.texts.items() if role is TextRole.CAPTION}


def _exif(record: FactRecord, creator: str) -> Image.Exif:
    exif = Image.Exif()
    exif[Base.Artist] = creator
    exif[Base.Software] = "Exchange Archive demo drawings"
    date = record.fields.get("date", "")
    if len(date) == len("2025-04-01") and date[:4].isdigit():
        exif.get_ifd(IFD.Exif)[Base.DateTimeOriginal] = date.replace("-", ":") + " 12:00:00"
    if record.place:
        gps = exif.get_ifd(IFD.GPSInfo)
        north, east = record.place
        gps[GPS.GPSLatitudeRef], gps[GPS.GPSLatitude] = "N" if north >= 0 else "S", _sexagesimal(north)
        gps[GPS.GPSLongitudeRef], gps[GPS.GPSLongitude] = "E" if east >= 0 else "W", _sexagesimal(east)
    return exif


def _sexagesimal(degrees: float) -> tuple[float, float, float]:
    whole, rest = divmod(abs(degrees) * 60, 60)
    return whole, float(int(rest)), round((rest - int(rest)) * 60, 3)


def _xmp(record: FactRecord, creator: str) -> bytes:
    date = record.fields.get("date", "")
    plain = date if date.replace("-", "").isdigit() and not date.startswith("-") else ""
    packet = _XMP.format(
        credit=quoteattr(record.fields["credit"]),
        date=f" photoshop:DateCreated={quoteattr(plain)}" if plain else "",
        title=_alternatives(_titles(record)),
        caption=_alternatives(_captions(record)),
        creator=escape(creator),
        rights=_alternatives({"en": record.fields["rights"]}),
        alt=_alternatives({lang: text for (role, lang), text in record.texts.items() if role is TextRole.ALT}),
    )
    return packet.encode()


def _alternatives(texts: dict[str, str]) -> str:
    items = "".join(f"<rdf:li xml:lang={quoteattr(lang)}>{escape(text)}</rdf:li>" for lang, text in texts.items())
    return f"<rdf:Alt>{items}</rdf:Alt>"


def _iptc(record: FactRecord, creator: str) -> bytes:
    """An APP13 segment with IPTC-IIM records in UTF-8; IIM knows one language: English."""
    values = [
        (1, 90, b"\x1b%G"),
        (2, 5, _titles(record)["en"].encode()[:64]),
        (2, 80, creator.encode()[:32]),
        (2, 110, record.fields["credit"].encode()[:32]),
        (2, 120, _captions(record)["en"].encode()[:2000]),
    ]
    iim = b"".join(bytes((0x1C, part, number)) + len(value).to_bytes(2) + value for part, number, value in values)
    resource = b"8BIM\x04\x04\x00\x00" + len(iim).to_bytes(4) + iim + (b"\x00" if len(iim) % 2 else b"")
    payload = b"Photoshop 3.0\x00" + resource
    return b"\xff\xed" + (len(payload) + 2).to_bytes(2) + payload
