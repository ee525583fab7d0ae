"""XMP packets as plain values: RDF in the forms that XMP allows, by lxml, with no entities, no network and no DTD."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Union

from lxml import etree

from archive_app.media.formats import charsets

_RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ARRAYS = {f"{_RDF}Alt", f"{_RDF}Bag", f"{_RDF}Seq"}
_MAX_PACKET = 16 << 20
_MAX_DEPTH = 24
_MAX_ITEMS = 5_000
_DECLARATION = re.compile(r"^\s*(?:<\?xpacket[^>]*\?>\s*|<\?xml[^>]*\?>\s*)*")
_ROOT = re.compile(r"\s*(?:<!--.*?-->\s*)*<((?:\w+:)?(?:xmpmeta|xapmeta|RDF))[\s>]", re.DOTALL)
_FORBIDDEN = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class NotXmp(ValueError):
    """The packet is no XMP, is damaged, or tries what no packet may (a DTD, entities)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One member of an array: its language (empty where none is stated) and its value."""

    lang: str
    value: Node


#: A text, a structure by names in Clark notation (``{namespace}name``), or the members of an array.
Node = Union[str, "dict[str, Node]", "list[Item]"]


def parse_packet(packet: bytes) -> dict[str, Node]:
    """The properties of one packet by name in Clark notation. Raises NotXmp."""
    body = body_of(packet)
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True
    )
    try:
        root = etree.fromstring(body.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotXmp(str(error)) from error
    rdf = root if root.tag == f"{_RDF}RDF" else root.find(f".//{_RDF}RDF")
    if rdf is None:
        if str(root.tag).endswith("}xmpmeta"):
            return {}
        raise NotXmp("no RDF")
    found: dict[str, Node] = {}
    for description in rdf.findall(f"{_RDF}Description"):
        for name, value in _structure(description, 0).items():
            found.setdefault(name, value)
    return found


def body_of(packet: bytes) -> str:
    """What of a packet is XML, from what it begins with to where that ends. Raises NotXmp."""
    if len(packet) > _MAX_PACKET:
        raise NotXmp("too large")
    body = _whole(_NOT_XML.sub("", _DECLARATION.sub("", _decode(packet), count=1)))
    if _FORBIDDEN.search(body):
        raise NotXmp("a document type or entities")
    return body


def _whole(body: str) -> str:
    """The packet alone: it ends with what it begins with, and what lies behind is none of it (padding, the rest of an
    older and longer packet, what a program wrote over it)."""
    opened = _ROOT.match(body)
    if opened is not None:
        closing = f"</{opened[1]}>"
        # The first that closes is the packet's own: none of that name is nested in it.
        end = body.find(closing)
        if end >= 0:
            return body[: end + len(closing)]
    end = body.find("<?xpacket end")
    if end > 0:
        body = body[:end]
    return body[: body.rfind(">") + 1]


def _decode(packet: bytes) -> str:
    packet = packet.strip(b"\x00") if b"<\x00" not in packet[:4] and b"\x00<" not in packet[:4] else packet
    for mark, encoding in (
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
        (b"<\x00", "utf-16-le"),
        (b"\x00<", "utf-16-be"),
    ):
        if packet.startswith(mark):
            return packet.decode(encoding, "ignore")
    try:
        return packet.decode("utf-8-sig")
    except UnicodeDecodeError:
        return charsets.decode(packet)


def _structure(element: etree._Element, depth: int) -> dict[str, Node]:
    found: dict[str, Node] = {
        str(name): str(value).strip()
        for name, value in element.attrib.items()
        if not str(name).startswith(_RDF) and name != _LANG
    }
    for child in _children(element):
        found.setdefault(str(child.tag), _value(child, depth + 1))
    return found


def _value(element: etree._Element, depth: int) -> Node:
    if depth > _MAX_DEPTH:
        raise NotXmp("nested too deeply")
    resource = element.get(f"{_RDF}resource")
    if resource is not None:
        return str(resource)
    children = _children(element)
    if element.get(f"{_RDF}parseType") == "Resource":
        return _structure(element, depth)
    if len(children) == 1 and children[0].tag in _ARRAYS:
        return _members(children[0], depth)
    if len(children) == 1 and children[0].tag == f"{_RDF}Description":
        return _qualified(_structure(children[0], depth))
    if not children:
        properties = _structure(element, depth)
        return properties or (element.text or "").strip()
    return _structure(element, depth)


def _qualified(structure: dict[str, Node]) -> Node:
    return structure.get(f"{_RDF}value", structure) if f"{_RDF}value" in structure else structure


def _members(array: etree._Element, depth: int) -> list[Item]:
    return [
        Item(str(member.get(_LANG, "")), _value(member, depth + 1))
        for member in _children(array)[:_MAX_ITEMS]
        if member.tag == f"{_RDF}li"
    ]


def _children(element: etree._Element) -> list[etree._Element]:
    return [child for child in element if isinstance(child.tag, str)]
