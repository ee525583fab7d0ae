"""XMP packets that say what the archive says, made of those that a file has.

What others wrote stays byte for byte: the properties that are written anew are cut out of the old packet, and stand
behind the rest in a description of their own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from archive_app.domain.model.carrying import FIELDS
from archive_app.media.exchange import region_packets
from archive_app.media.metadata import dates
from archive_app.media.metadata.facts import Metadata
from archive_app.media.metadata.rdf import NotXmp, body_of

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "lr": "http://ns.adobe.com/lightroom/1.0/",
    "digiKam": "http://www.digikam.org/ns/1.0/",
    "mwg-rs": "http://www.metadataworkinggroup.com/schemas/regions/",
}
_HEAD = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
_TAIL = '\n<?xpacket end="w"?>'
_EMPTY = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{_RDF}"></rdf:RDF></x:xmpmeta>'

Properties = dict[str, str]


def written(said: Metadata, packet: bytes = b"", fields: Collection[str] = FIELDS) -> bytes:
    """A packet in which ``said`` stands, as far as it is of ``fields``, and all else that ``packet`` has. Raises NotXmp
    where that can't be read. What ``said`` leaves empty is left as it was.
    """
    new: Properties = {}
    for name, maker in _MAKERS.items():
        if name in fields:
            new |= {key: value for key, value in maker(said).items() if value}
    if "regions" in fields and said.regions:
        new |= region_packets.properties(said, packet)
    body = body_of(packet) if packet.strip(b"\x00 \r\n\t") else _EMPTY
    return (_HEAD + _spliced(body, new) + _TAIL).encode()


def _spliced(body: str, new: Properties) -> str:
    data = body.encode()
    found = _Places(data, frozenset(new))
    parts, position = [], 0
    for start, end in sorted(found.old):
        parts.append(data[position:start])
        position = max(position, end)
    own = _description(found.about, new).encode() if new else b""
    if found.closing < 0:
        # Nothing is described: the element that would hold it closes itself.
        start, end, name = found.empty
        whole = data[start:end].rstrip()[:-2] + b">" + own + b"</" + name.encode() + b">"
        return (data[:start] + whole + data[end:]).decode()
    parts += [data[position : found.closing], own, data[found.closing :]]
    return b"".join(parts).decode()


def _description(about: str, new: Properties) -> str:
    used = dict.fromkeys(name.partition(":")[0] for name in new)
    spaces = "".join(f" xmlns:{prefix}={quoteattr(_SPACES[prefix])}" for prefix in used)
    inner = "".join(f"<{name}>{value}</{name}>" for name, value in new.items())
    return f'<rdf:Description rdf:about={quoteattr(about)} xmlns:rdf="{_RDF}"{spaces}>{inner}</rdf:Description>\n'


@dataclass(slots=True)
class _Open:
    """An element that has begun: its name, where, and the prefixes that hold in it."""

    name: str
    start: int
    spaces: dict[str, str] = field(repr=False)
    is_old: bool = False


class _Places:
    """Where in a packet the properties stand that are to be replaced, and where new ones may."""

    def __init__(self, data: bytes, names: Collection[str]) -> None:
        self.old: list[tuple[int, int]] = []
        self.about, self.closing = "", -1
        self.empty = (0, 0, "")
        self._data = data
        self._names = {f"{_SPACES[prefix]} {name}" for prefix, _colon, name in (n.partition(":") for n in names)}
        self._stack: list[_Open] = []
        self._parser = expat.ParserCreate("utf-8")
        self._parser.ordered_attributes = True
        self._parser.StartElementHandler = self._begin
        self._parser.EndElementHandler = self._end
        try:
            self._parser.Parse(data, True)
        except expat.ExpatError as error:
            raise NotXmp(str(error)) from error

    def _begin(self, raw: str, attributes: list[str]) -> None:
        start = self._parser.CurrentByteIndex
        pairs = dict(zip(attributes[::2], attributes[1::2], strict=True))
        spaces = dict(self._stack[-1].spaces) if self._stack else {}
        spaces |= {name[5:].lstrip(":"): value for name, value in pairs.items() if name.split(":")[0] == "xmlns"}
        opened = _Open(_clark(raw, spaces, element=True), start, spaces)
        around = [each.name for each in self._stack[-2:]]
        if around == [f"{_RDF} RDF", f"{_RDF} Description"]:
            opened.is_old = opened.name in self._names
        elif around[-1:] == [f"{_RDF} RDF"] and opened.name == f"{_RDF} Description":
            for name, value in pairs.items():
                clark = _clark(name, spaces, element=False)
                if clark in self._names:
                    self.old.append(self._attribute(start, name))
                elif clark == f"{_RDF} about" and not self.about:
                    self.about = value
        self._stack.append(opened)

    def _end(self, raw: str) -> None:
        opened = self._stack.pop()
        here = self._parser.CurrentByteIndex
        tag = self._tag_end(opened.start)
        is_empty = self._data[tag - 2 : tag] == b"/>"
        end = tag if is_empty else self._data.index(b">", here) + 1
        if opened.is_old:
            self.old.append((opened.start, end))
        elif opened.name == f"{_RDF} RDF":
            if is_empty:
                self.empty = (opened.start, end, raw)
            else:
                self.closing = here

    def _tag_end(self, start: int) -> int:
        """Behind the tag that begins there; a value may hold what ends a tag."""
        match = _TAG.match(self._data, start)
        return match.end() if match else start

    def _attribute(self, start: int, name: str) -> tuple[int, int]:
        pattern = re.compile(rb"\s+" + re.escape(name.encode()) + rb"""\s*=\s*(?:"[^"]*"|'[^']*')""")
        match = pattern.search(self._data, start, self._tag_end(start))
        return match.span() if match else (start, start)


_TAG = re.compile(rb"""<(?:"[^"]*"|'[^']*'|[^'">])*>""")


def _clark(raw: str, spaces: Mapping[str, str], *, element: bool) -> str:
    prefix, colon, name = raw.partition(":")
    if not colon:
        prefix, name = "", raw
    space = spaces.get(prefix, "") if colon or element else ""
    return f"{space} {name}"


def _array(kind: str, items: Collection[str]) -> str:
    inner = "".join(f"<rdf:li>{escape(item)}</rdf:li>" for item in items)
    return f"<rdf:{kind}>{inner}</rdf:{kind}>" if items else ""


def _languages(texts: Mapping[str, str]) -> str:
    """The default first, as XMP has it: what has no language, or else the first there is."""
    if not texts:
        return ""
    default = next((texts[lang] for lang in _NO_LANGUAGE if lang in texts), next(iter(texts.values())))
    entries = [("x-default", default), *((lang, text) for lang, text in texts.items() if lang not in _NO_LANGUAGE)]
    inner = "".join(f"<rdf:li xml:lang={quoteattr(lang)}>{escape(text)}</rdf:li>" for lang, text in entries)
    return f"<rdf:Alt>{inner}</rdf:Alt>"


_NO_LANGUAGE = ("", "und", "x-default")


def _angle(value: float, letters: str) -> str:
    minutes = round(abs(value) * 60, 8)
    whole = int(minutes // 60)
    return f"{whole},{minutes - whole * 60:.8f}{letters[value < 0]}"


def _position(said: Metadata) -> Properties:
    if said.latitude is None or said.longitude is None:
        return {}
    found = {
        "exif:GPSLatitude": _angle(said.latitude, "NS"),
        "exif:GPSLongitude": _angle(said.longitude, "EW"),
    }
    if said.altitude is not None:
        found["exif:GPSAltitude"] = f"{round(abs(said.altitude) * 1000)}/1000"
        found["exif:GPSAltitudeRef"] = "1" if said.altitude < 0 else "0"
    return found


def _date(said: Metadata) -> Properties:
    # EXIF's own property is of whole moments alone.
    whole = {"exif:DateTimeOriginal": said.captured} if dates.has_time(said.captured) else {}
    return {"photoshop:DateCreated": said.captured, **whole}


def _keywords(said: Metadata) -> Properties:
    """Flat for everybody, and as paths for the two programs that have them, each with its own bar."""
    found = {"dc:subject": _array("Bag", said.keywords)}
    if any("|" in path for path in said.hierarchy):
        found["lr:hierarchicalSubject"] = _array("Bag", said.hierarchy)
        found["digiKam:TagsList"] = _array(
            "Seq", [path.replace("/", "\u2215").replace("|", "/") for path in said.hierarchy]
        )
    return found


def _place(said: Metadata) -> Properties:
    return {
        "Iptc4xmpCore:Location": escape(said.sublocation),
        "photoshop:City": escape(said.city),
        "photoshop:State": escape(said.state),
        "photoshop:Country": escape(said.country),
    }


def _rating(said: Metadata) -> Properties:
    return {} if said.rating is None else {"xmp:Rating": str(said.rating)}


_MAKERS: Mapping[str, Callable[[Metadata], Properties]] = {
    "title": lambda said: {"dc:title": _languages(said.title)},
    "caption": lambda said: {"dc:description": _languages(said.caption)},
    "alt": lambda said: {"Iptc4xmpCore:AltTextAccessibility": _languages(said.alt)},
    "headline": lambda said: {"photoshop:Headline": escape(said.headline)},
    "keywords": _keywords,
    "creator": lambda said: {"dc:creator": _array("Seq", said.creators)},
    "rights": lambda said: {"dc:rights": _languages(said.rights)},
    "credit": lambda said: {"photoshop:Credit": escape(said.credit)},
    "source": lambda said: {"photoshop:Source": escape(said.source)},
    "event": lambda said: {"Iptc4xmpExt:Event": _languages({"": said.event} if said.event else {})},
    "people": lambda said: {"Iptc4xmpExt:PersonInImage": _array("Bag", said.people)},
    "place": _place,
    "position": _position,
    "date": _date,
    "rating": _rating,
}
