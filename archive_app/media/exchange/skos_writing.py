"""Writing SKOS: Turtle, N-Triples and RDF/XML, the same concepts always as the same bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from archive_app.domain.model.skos import NO_ADDRESS, Concept, Thesaurus, Words
from archive_app.domain.model.skos_notes import NOTE_LABEL, apart
from archive_app.errors import InvalidInput
from archive_app.i18n import _

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}
_ESCAPED = re.compile('[\\\\"\x00-\x1f\x7f]')
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

#: An address, or words in a language.
_Object = str | Words


@dataclass(slots=True)
class _Subject:
    """One resource: its type, and its properties in order."""

    uri: str
    type: str
    properties: list[tuple[str, list[_Object]]] = field(default_factory=list)

    def put(self, name: str, objects: Sequence[_Object]) -> None:
        """Say this of it; nothing where there are no objects."""
        if objects:
            self.properties.append((name, list(objects)))


def written(thesaurus: Thesaurus, suffix: str) -> bytes:
    """``thesaurus`` in the format of a file's ending, Turtle where that says nothing.

    InvalidInput where the format cannot hold a label.
    """
    return _WRITERS.get(suffix.lower(), _turtle)(list(_subjects(thesaurus)))


def _subjects(thesaurus: Thesaurus) -> Iterator[_Subject]:
    concepts = {concept.uri: concept for concept in sorted(thesaurus.concepts, key=lambda each: each.uri)}
    narrower: dict[str, list[str]] = {}
    for uri, concept in concepts.items():
        for broad in concept.broader:
            narrower.setdefault(broad, []).append(uri)
    for scheme in sorted(thesaurus.schemes, key=lambda each: each.uri):
        found = _Subject(scheme.uri, "ConceptScheme")
        found.put("prefLabel", _sorted(scheme.labels))
        found.put("hasTopConcept", [uri for uri, each in concepts.items() if _is_top(each, concepts)])
        yield found
    for uri, concept in concepts.items():
        yield _subject(concept, narrower.get(uri, ()), top=_is_top(concept, concepts))


def _is_top(concept: Concept, concepts: Mapping[str, Concept]) -> bool:
    return not any(broad in concepts for broad in concept.broader)


def _sorted(words: Sequence[Words]) -> list[_Object]:
    return [*sorted(words, key=lambda each: (each.lang, each.text))]


def _subject(concept: Concept, narrower: Sequence[str], *, top: bool) -> _Subject:
    found = _Subject(concept.uri, "Concept")
    scheme = [concept.scheme] if concept.scheme else []
    found.put("inScheme", scheme)
    found.put("topConceptOf", scheme if top else [])
    found.put("prefLabel", _sorted(concept.preferred))
    found.put("altLabel", _sorted(concept.alternative))
    found.put("definition", _sorted(concept.definitions))
    notes = list(apart(concept.notes))
    for kind in ("scopeNote", *NOTE_LABEL):
        found.put(kind, _sorted([said for each, said in notes if each == kind]))
    found.put("notation", [Words(text, "") for text in sorted(concept.notations)])
    found.put("broader", sorted(concept.broader))
    found.put("narrower", narrower)
    found.put("related", sorted(concept.related))
    found.put("closeMatch", sorted(concept.matches))
    return found


# -- Turtle and N-Triples


def _quoted(text: str) -> str:
    return '"' + _ESCAPED.sub(lambda found: _ESCAPES.get(found[0]) or f"\\u{ord(found[0]):04X}", text) + '"'


def _plain(uri: str) -> str:
    return NO_ADDRESS.sub(lambda found: f"%{ord(found[0]):02X}", uri)


def _object(each: _Object) -> str:
    if isinstance(each, str):
        return f"<{_plain(each)}>"
    return _quoted(each.text) + (f"@{each.lang}" if each.lang else "")


def _turtle(subjects: Sequence[_Subject]) -> bytes:
    blocks = [f"@prefix skos: <{_SKOS}> ."]
    for subject in subjects:
        lines = [f"<{_plain(subject.uri)}> a skos:{subject.type}"]
        lines += [
            f"    skos:{name} " + " ,\n        ".join(_object(each) for each in objects)
            for name, objects in subject.properties
        ]
        blocks.append(" ;\n".join(lines) + " .")
    return ("\n\n".join(blocks) + "\n").encode("utf-8")


def _triples(subjects: Sequence[_Subject]) -> bytes:
    lines = []
    for subject in subjects:
        head = f"<{_plain(subject.uri)}>"
        lines.append(f"{head} <{_RDF}type> <{_SKOS}{subject.type}> .")
        lines += [
            f"{head} <{_SKOS}{name}> {_object(each)} ." for name, objects in subject.properties for each in objects
        ]
    return ("\n".join(lines) + "\n").encode("utf-8")


# -- RDF/XML


def _rdf_xml(subjects: Sequence[_Subject]) -> bytes:
    root = etree.Element(f"{{{_RDF}}}RDF", nsmap={"rdf": _RDF, "skos": _SKOS})
    for subject in subjects:
        element = etree.SubElement(root, f"{{{_SKOS}}}{subject.type}")
        element.set(f"{{{_RDF}}}about", _plain(subject.uri))
        for name, objects in subject.properties:
            for each in objects:
                child = etree.SubElement(element, f"{{{_SKOS}}}{name}")
                if isinstance(each, str):
                    child.set(f"{{{_RDF}}}resource", _plain(each))
                else:
                    child.text = _for_xml(each.text)
                    if each.lang:
                        child.set(_LANG, each.lang)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _for_xml(text: str) -> str:
    if _NOT_XML.search(text):
        raise InvalidInput(_("RDF/XML cannot hold the control characters of a label. Export as Turtle (.ttl)."))
    return text


_WRITERS: dict[str, Callable[[Sequence[_Subject]], bytes]] = {
    ".ttl": _turtle, ".n3": _turtle, ".nt": _triples, ".rdf": _rdf_xml, ".xml": _rdf_xml, ".owl": _rdf_xml,
}  # fmt: skip
