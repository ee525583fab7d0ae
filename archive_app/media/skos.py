"""SKOS files: Turtle, N-Triples, Notation3 and RDF/XML, read and written with rdflib.

Nothing is fetched from anywhere: XML is read without its document type first, so that no entity is looked up or blown
up, and rdflib itself asks the network only for contexts of JSON-LD, which is not read here.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from archive_app.domain.languages import guess_language
from archive_app.domain.problems import FaultyFile, Problem
from archive_app.domain.skos import Concept, Scheme, Thesaurus, Words, faults
from archive_app.errors import InvalidInput, StorageError
from archive_app.i18n import _

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

#: Larger files are refused: a thesaurus of 100,000 concepts has about 60 MB.
_LARGEST = 100_000_000
_XML = frozenset({".rdf", ".xml", ".owl", ".skos"})
_TURTLE = frozenset({".ttl", ".turtle", ".n3", ".nt"})
#: What the file dialog and the sentences say.
SUFFIXES = tuple(sorted(_XML | _TURTLE))
_BOMS = (b"\xef\xbb\xbf",)

# Literals that do not fit their type are kept as they are written; that is no news for whoever imports.
logging.getLogger("rdflib").setLevel(logging.ERROR)


def read(path: Path) -> Thesaurus:
    """The concepts of a file. FaultyFile lists every fault with its line; StorageError where it cannot be read."""
    data = _bytes(path)
    source = data.decode("utf-8", "replace")
    graph = _graph(path, data)
    found = _thesaurus(graph)
    if not found.concepts:
        raise InvalidInput(_("“{file}” holds no SKOS concepts. It is another kind of data.").format(file=path.name))
    places = _Places(source)
    problems = faults(found.concepts, places.line)
    if problems:
        raise FaultyFile(path.name, problems)
    return found


def write(path: Path, thesaurus: Thesaurus) -> None:
    """Write ``thesaurus`` as Turtle, the same bytes for the same concepts. StorageError where it cannot be written."""
    text = turtle(thesaurus)
    draft = path.with_name(path.name + ".part")
    try:
        draft.write_text(text, encoding="utf-8")
        draft.replace(path)
    except OSError as error:
        raise StorageError(
            _("“{file}” could not be written: {reason}.").format(file=path, reason=error.strerror or error)
        ) from error


def turtle(thesaurus: Thesaurus) -> str:
    """``thesaurus`` as Turtle."""
    from rdflib import Graph
    from rdflib.namespace import DCTERMS, RDF, SKOS

    graph = Graph()
    graph.bind("skos", SKOS)
    graph.bind("dct", DCTERMS)
    for scheme in thesaurus.schemes:
        node = _node(scheme.uri)
        graph.add((node, RDF.type, SKOS.ConceptScheme))
        _say(graph, node, SKOS.prefLabel, scheme.labels)
    narrower: dict[str, list[str]] = {}
    for concept in thesaurus.concepts:
        for above in concept.broader:
            narrower.setdefault(above, []).append(concept.uri)
    for concept in thesaurus.concepts:
        _write_concept(graph, concept, narrower.get(concept.uri, ()))
    return str(graph.serialize(format="turtle"))


def _write_concept(graph: Graph, concept: Concept, narrower: Iterable[str]) -> None:
    from rdflib import Literal
    from rdflib.namespace import RDF, SKOS

    node = _node(concept.uri)
    graph.add((node, RDF.type, SKOS.Concept))
    for relation, words in (
        (SKOS.prefLabel, concept.preferred),
        (SKOS.altLabel, concept.alternative),
        (SKOS.definition, concept.definitions),
        (SKOS.scopeNote, concept.notes),
    ):
        _say(graph, node, relation, words)
    for notation in concept.notations:
        graph.add((node, SKOS.notation, Literal(notation)))
    for relation, others in (
        (SKOS.broader, concept.broader),
        (SKOS.narrower, narrower),
        (SKOS.related, concept.related),
    ):
        for other in others:
            graph.add((node, relation, _node(other)))
    if concept.scheme:
        graph.add((node, SKOS.inScheme, _node(concept.scheme)))
        if not concept.broader:
            graph.add((node, SKOS.topConceptOf, _node(concept.scheme)))
            graph.add((_node(concept.scheme), SKOS.hasTopConcept, node))


def _say(graph: Graph, node: Node, relation: Node, words: Sequence[Words]) -> None:
    from rdflib import Literal

    for each in words:
        graph.add((node, relation, Literal(each.text, lang=None if each.lang == "und" else each.lang)))


def _node(uri: str) -> Node:
    from rdflib import BNode, URIRef

    return BNode(uri[2:]) if uri.startswith("_:") else URIRef(uri)


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise InvalidInput(
                _("“{file}” is larger than {size} MB. Split it into several files.").format(
                    file=path.name, size=_LARGEST // 1_000_000
                )
            )
        data = path.read_bytes()
    except OSError as error:
        raise StorageError(
            _("“{file}” could not be read: {reason}.").format(file=path, reason=error.strerror or error)
        ) from error
    for bom in _BOMS:
        data = data.removeprefix(bom)
    return data


def _graph(path: Path, data: bytes) -> Graph:
    suffix = path.suffix.lower()
    if suffix in _XML or (suffix not in _TURTLE and data.lstrip()[:1] == b"<" and b"<?xml" in data[:200]):
        return _from_xml(path, data)
    if suffix not in _TURTLE and suffix in (".json", ".jsonld"):
        raise InvalidInput(
            _("JSON-LD is not read. Save “{file}” as Turtle (.ttl) or RDF/XML (.rdf).").format(file=path.name)
        )
    return _from_turtle(path, data)


def _from_xml(path: Path, data: bytes) -> Graph:
    from rdflib import Graph
    from rdflib.exceptions import ParserError

    parser = etree.XMLParser(resolve_entities="internal", no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise FaultyFile(path.name, [Problem(line, str(column), error.msg or _("This is no XML."))]) from error
    if root is None:
        raise FaultyFile(path.name, [Problem(1, "1", _("This is no XML."))])
    graph = Graph()
    try:
        # The root alone: without a document type there are no entities left to look up.
        graph.parse(data=etree.tostring(root), format="xml")
    except (ParserError, ValueError) as error:
        raise FaultyFile(path.name, [Problem(0, "", str(error))]) from error
    except Exception as error:  # the SAX parser's own, whose class is the platform's
        raise FaultyFile(path.name, [Problem(0, "", str(error))]) from error
    return graph


def _from_turtle(path: Path, data: bytes) -> Graph:
    from rdflib import Graph
    from rdflib.plugins.parsers.notation3 import BadSyntax

    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise FaultyFile(path.name, [Problem(line, "", _("This is not UTF-8. Save the file as UTF-8."))]) from error
    graph = Graph()
    try:
        # What Notation3 has beyond Turtle, rules and formulas, no vocabulary needs.
        graph.parse(data=text, format="turtle")
    except BadSyntax as error:
        line, column = _position(text, int(getattr(error, "_i", 0)))
        reason = str(getattr(error, "_why", "")) or _("This is no Turtle.")
        raise FaultyFile(path.name, [Problem(line, str(column), reason)]) from error
    except RecursionError as error:
        raise FaultyFile(path.name, [Problem(0, "", _("It is nested too deeply."))]) from error
    except Exception as error:  # what rdflib raises on damaged input is not all of one kind
        raise FaultyFile(path.name, [Problem(0, "", str(error) or _("This is no Turtle."))]) from error
    return graph


def _position(text: str, at: int) -> tuple[int, int]:
    before = text[: max(0, at)]
    return before.count("\n") + 1, at - before.rfind("\n")


class _Places:
    """Where something stands in the source: rdflib does not say, so that the text is looked at."""

    def __init__(self, source: str) -> None:
        self._lines = source.split("\n")

    def line(self, uri: str, text: str) -> int:
        """The line of ``text`` after the beginning of the concept, or of that beginning; 0 where it is not found."""
        start = self._first(uri)
        if text:
            probe = text[:40].replace('"', '\\"')
            for number in range(max(0, start - 1), len(self._lines)):
                if probe in self._lines[number]:
                    last = self._again(probe, number)
                    return last + 1
        return start

    def _first(self, uri: str) -> int:
        """Where the concept begins: at the head of a line, as an attribute of XML, or wherever it is named first."""
        local = uri.removeprefix("_:").rstrip("/#")
        local = re.escape(local[max(local.rfind("/"), local.rfind("#")) + 1 :])
        for pattern in (
            rf"^\s*(?:<[^<>]*[/#:]?{local}>|[\w.-]*:{local})(?=[\s;]|$)",
            rf"""(?:about|ID|resource)=["'][^"']*{local}["']""",
            rf"[:/#]{local}(?![\w-])",
        ):
            found = re.compile(pattern)
            for number, line in enumerate(self._lines, start=1):
                if found.search(line):
                    return number
        return 0

    def _again(self, probe: str, number: int) -> int:
        """Where the same label stands twice on the following lines, the second is meant."""
        for later in range(number + 1, min(number + 4, len(self._lines))):
            if probe in self._lines[later]:
                return later
        return number


def _thesaurus(graph: Graph) -> Thesaurus:
    from rdflib.namespace import DC, DCTERMS, RDF, RDFS, SKOS

    nodes = sorted({*graph.subjects(RDF.type, SKOS.Concept), *graph.subjects(SKOS.prefLabel, None)}
                   - set(graph.subjects(RDF.type, SKOS.ConceptScheme)), key=str)  # fmt: skip
    schemes = sorted({*graph.subjects(RDF.type, SKOS.ConceptScheme), *graph.objects(None, SKOS.inScheme)}, key=str)
    concepts = [_concept(graph, node) for node in nodes]
    named = [
        Scheme(
            _uri(node),
            _words(graph, node, SKOS.prefLabel, DCTERMS.title, DC.title, RDFS.label),
        )
        for node in schemes
    ]
    return Thesaurus(tuple(named), tuple(concepts))


def _concept(graph: Graph, node: Node) -> Concept:
    from rdflib.namespace import RDFS, SKOS

    up = {*graph.objects(node, SKOS.broader), *graph.subjects(SKOS.narrower, node)}
    related = {*graph.objects(node, SKOS.related), *graph.subjects(SKOS.related, node)}
    schemes = sorted(
        {*graph.objects(node, SKOS.inScheme), *graph.objects(node, SKOS.topConceptOf),
         *graph.subjects(SKOS.hasTopConcept, node)}, key=str
    )  # fmt: skip
    preferred = _words(graph, node, SKOS.prefLabel)
    return Concept(
        uri=_uri(node),
        preferred=preferred or _words(graph, node, RDFS.label),
        alternative=_words(graph, node, SKOS.altLabel, SKOS.hiddenLabel),
        definitions=_words(graph, node, SKOS.definition),
        notes=_words(graph, node, SKOS.scopeNote, SKOS.note),
        notations=tuple(sorted(str(each) for each in graph.objects(node, SKOS.notation))),
        broader=tuple(sorted(_uri(each) for each in up)),
        related=tuple(sorted(_uri(each) for each in related)),
        scheme=_uri(schemes[0]) if schemes else "",
    )


def _uri(node: Node) -> str:
    from rdflib import BNode

    return f"_:{node}" if isinstance(node, BNode) else str(node)


def _words(graph: Graph, node: Node, *relations: Node) -> tuple[Words, ...]:
    """What is said by these relations, in a fixed order; where no language is stated, the script speaks for one."""
    from rdflib import Literal

    found: list[Words] = []
    for relation in relations:
        said = [each for each in graph.objects(node, relation) if isinstance(each, Literal)]
        for each in sorted(said, key=lambda literal: (literal.language or "", str(literal))):
            words = Words(str(each), each.language or guess_language(str(each)))
            if words not in found:
                found.append(words)
    return tuple(found)
