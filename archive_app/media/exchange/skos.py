"""Reading SKOS: Turtle, N-Triples, RDF/XML and JSON-LD as concepts, by rdflib.

Nothing is fetched from anywhere: XML is read without its document type first, so that no entity is looked up or blown
up, and JSON-LD whose context lies elsewhere is refused before rdflib would ask for it.
"""

from __future__ import annotations

import json
import logging
import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from lxml import etree

from archive_app.domain.model.skos import Concept, Scheme, Thesaurus, Words, faults, tag
from archive_app.domain.model.skos_notes import NOTE_LABEL, paragraph
from archive_app.domain.tables.problems import FaultyFile, Problem, listed
from archive_app.domain.text.languages import known_language
from archive_app.domain.text.refusals import reason
from archive_app.errors import Cancelled, InvalidInput, StorageError
from archive_app.i18n import _
from archive_app.media.exchange.skos_rest import deprecated, rest_of

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

#: Larger files are refused: rdflib takes some fifty times as much memory. 32 MB hold about 50,000 concepts.
_LARGEST = 32_000_000
_FORMATS = {
    ".ttl": "turtle", ".turtle": "turtle", ".n3": "turtle", ".nt": "turtle", ".rdf": "xml", ".xml": "xml",
    ".owl": "xml", ".skos": "xml", ".jsonld": "json-ld", ".json": "json-ld",
}  # fmt: skip
#: What the file dialog and the sentences say.
SUFFIXES = tuple(sorted(_FORMATS))
_XL = "http://www.w3.org/2008/05/skos-xl#"
_RDF_ROOT = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}RDF"
_DOCTYPE = re.compile(r"<!DOCTYPE", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_PLACED = re.compile(r":(\d+):(\d+): (.*)", re.DOTALL)
_BAD_TAG = re.compile(r"^'(.*)' is not a valid language tag")
#: How often, in statements, it is asked whether to stop.
_OFTEN = 1_000
_LONGEST_REASON = 300

# Literals that do not fit their type are kept as they are written; that is no news for whoever imports.
logging.getLogger("rdflib").setLevel(logging.CRITICAL)


class _Fault(Exception):
    """The file cannot be read on from here."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        super().__init__(problem.reason)


def read(path: Path, *, cancelled: Callable[[], bool] = lambda: False) -> Thesaurus:
    """The concepts of a file. FaultyFile lists every fault with its line; InvalidInput where it is no SKOS at all;
    StorageError where it cannot be read; Cancelled as soon as ``cancelled`` says so.
    """
    data = _bytes(path)
    format_ = _FORMATS.get(path.suffix.lower()) or ("xml" if data.lstrip()[:5] == b"<?xml" else "turtle")
    try:
        text = _text(data, xml=format_ == "xml")
        parsed = _checked_xml(text) if format_ == "xml" else text.encode("utf-8", "replace")
        if format_ == "json-ld":
            _check_json(text)
        # What has no host of its own is the file's, wherever that lies.
        base = f"http://vocabulary.invalid/{quote(os.fsencode(path.stem))}"
        graph = _parsed(parsed, text, format_, base, cancelled)
    except _Fault as fault:
        raise FaultyFile(path.name, [fault.problem]) from fault
    found = _thesaurus(graph)
    if not found.concepts:
        raise InvalidInput(_("“{file}” holds no SKOS concepts. It is another kind of data.").format(file=path.name))
    problems = faults(found.concepts, _Places(text).line)
    if problems:
        raise FaultyFile(path.name, listed(problems))
    return found


# -- the text


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > _LARGEST:
            raise InvalidInput(
                _("“{file}” is larger than {size} MB. Split it into several files.").format(
                    file=path.name, size=_LARGEST // 1_000_000
                )
            )
        return path.read_bytes()
    except OSError as error:
        raise StorageError(
            _("“{file}” could not be read: {reason}.").format(file=path, reason=reason(error))
        ) from error


def _text(data: bytes, *, xml: bool) -> str:
    declared = _ENCODING.match(data) if xml else None
    encoding = declared[1].decode("ascii") if declared else "utf-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif data.startswith(b"\xef\xbb\xbf"):
        encoding = "utf-8-sig"
    try:
        return data.decode(encoding)
    except LookupError as error:
        raise _Fault(Problem(1, "", _("The encoding “{name}” is not known.").format(name=encoding))) from error
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        raise _Fault(_problem(before, len(before), _("This is not UTF-8. Save the file as UTF-8."))) from error


def _problem(text: str, at: int, reason: str) -> Problem:
    """A fault at a place in the text; the column counts letters."""
    at = max(0, at)
    return Problem(text.count("\n", 0, at) + 1, str(at - text.rfind("\n", 0, at)), reason)


# -- what is looked at before rdflib sees it


def _checked_xml(text: str) -> bytes:
    """The XML without a document type, its entities put in where they are the file's own and few."""
    # The declaration might name another encoding; every line stays where it was.
    data = _DECLARATION.sub(lambda found: "\n" * found[0].count("\n"), text, count=1).encode("utf-8", "replace")
    # The stubs know only yes and no, and nothing of where things stand.
    internal: Any = "internal"
    line: Any
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=internal, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line, column = error.position
        raise _Fault(Problem(line, str(column), error.msg or _("This is no XML."))) from error
    except ValueError as error:
        raise _Fault(Problem(0, "", str(error))) from error
    if root.tag != _RDF_ROOT:
        line = root.sourceline or 1
        raise _Fault(Problem(line, "", _("This XML is no RDF: it does not begin with rdf:RDF.")))
    return etree.tostring(root) if _DOCTYPE.search(text) else data


def _check_json(text: str) -> None:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise _Fault(Problem(error.lineno, str(error.colno), error.msg)) from error
    except (RecursionError, ValueError) as error:
        raise _Fault(Problem(0, "", _("It is nested too deeply."))) from error
    waiting: list[tuple[Any, bool]] = [(value, False)]
    while waiting:
        each, address = waiting.pop()
        if isinstance(each, str) and address:
            reason = _(
                "Its context lies elsewhere ({address}), and nothing is fetched: save it with its context in it."
            )
            at = text.find(json.dumps(each, ensure_ascii=False))
            raise _Fault(_problem(text, at, reason.format(address=each[:_LONGEST_REASON])))
        if isinstance(each, list):
            waiting += [(part, address) for part in each]
        elif isinstance(each, dict):
            waiting += [(part, name in ("@context", "@import")) for name, part in each.items()]


# -- rdflib


def _parsed(data: bytes, text: str, format_: str, base: str, cancelled: Callable[[], bool]) -> Graph:
    """``text`` is what ``data`` was made of. rdflib takes half a second to load: only who imports waits for it."""
    from rdflib import Graph
    from rdflib.exceptions import ParserError
    from rdflib.plugins.parsers.jsonld import to_rdf
    from rdflib.plugins.parsers.notation3 import BadSyntax

    graph = Graph()
    _watch(graph, cancelled)
    try:
        if format_ == "json-ld":
            to_rdf(json.loads(text), graph, base)
        else:
            # What Notation3 has beyond Turtle, rules and formulas, no vocabulary needs.
            graph.parse(data=data, format=format_, publicID=base)
    except Cancelled:
        raise
    except BadSyntax as error:
        at, why = int(getattr(error, "_i", 0)), str(getattr(error, "_why", ""))
        raise _Fault(_problem(text, at, _reason(why) or _("This is no Turtle."))) from error
    except ParserError as error:
        found = _PLACED.search(str(error))
        place = (int(found[1]), found[2]) if found and len(data) == len(text.encode("utf-8", "replace")) else (0, "")
        raise _Fault(Problem(*place, _reason(found[3] if found else str(error)))) from error
    except RecursionError as error:
        raise _Fault(Problem(0, "", _("It is nested too deeply."))) from error
    except IndexError as error:
        raise _Fault(_problem(text, len(text), _("The file ends in the middle of a statement."))) from error
    except Exception as error:  # what rdflib raises on damaged input is not all of one kind
        raise _Fault(_unexpected(error, text)) from error
    return graph


def _watch(graph: Graph, cancelled: Callable[[], bool]) -> None:
    """Let the parser ask, statement after statement, whether it is to go on."""
    add, count = graph.store.add, 0

    def counted(*triple: Any, **more: Any) -> None:
        nonlocal count
        count += 1
        if count % _OFTEN == 0 and cancelled():
            raise Cancelled(_("Stopped. Nothing was imported."))
        add(*triple, **more)

    graph.store.add = counted  # type: ignore[method-assign]


def _unexpected(error: Exception, text: str) -> Problem:
    found = _BAD_TAG.match(str(error))
    if found is None:
        return Problem(0, "", _reason(str(error)) or _("This is no Turtle."))
    reason = _("“{tag}” is no language: write a code such as en, zh, sr-Latn.").format(tag=_reason(found[1]))
    mark = re.search(rf"""(?:@|lang\s*=\s*["']){re.escape(found[1])}""", text)
    return _problem(text, mark.start(), reason) if mark else Problem(0, "", reason)


def _reason(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_REASON]


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


# -- the concepts


def _thesaurus(graph: Graph) -> Thesaurus:
    from rdflib import Literal, URIRef
    from rdflib.namespace import DC, DCTERMS, RDF, RDFS, SKOS

    other = {
        node for kind in (SKOS.ConceptScheme, SKOS.Collection, SKOS.OrderedCollection)
        for node in graph.subjects(RDF.type, kind)
    }  # fmt: skip
    nodes = {*graph.subjects(RDF.type, SKOS.Concept), *graph.subjects(SKOS.prefLabel, None)} - other - deprecated(graph)
    schemes = {*graph.subjects(RDF.type, SKOS.ConceptScheme), *graph.objects(None, SKOS.inScheme)}
    named = [
        Scheme(_uri(node), _words(graph, node, SKOS.prefLabel, DCTERMS.title, DC.title, RDFS.label))
        for node in sorted((node for node in schemes if isinstance(node, URIRef)), key=str)
    ]
    concepts = [_concept(graph, node) for node in sorted(nodes, key=str) if not isinstance(node, Literal)]
    return Thesaurus(tuple(named), tuple(concepts), rest_of(graph))


def _concept(graph: Graph, node: Node) -> Concept:
    from rdflib import Literal, URIRef
    from rdflib.namespace import RDFS, SKOS

    def others(*ways: Iterator[Node]) -> tuple[str, ...]:
        return tuple(sorted({_uri(each) for way in ways for each in way if not isinstance(each, Literal)}))

    schemes = others(
        graph.objects(node, SKOS.inScheme), graph.objects(node, SKOS.topConceptOf),
        graph.subjects(SKOS.hasTopConcept, node),
    )  # fmt: skip
    matches = (graph.objects(node, SKOS.exactMatch), graph.objects(node, SKOS.closeMatch))
    preferred = _words(graph, node, SKOS.prefLabel) or _formed(graph, node, "prefLabel")
    alternative = _words(graph, node, SKOS.altLabel, SKOS.hiddenLabel) or _formed(graph, node, "altLabel")
    return Concept(
        uri=_uri(node),
        preferred=preferred or _words(graph, node, RDFS.label),
        alternative=tuple(each for each in alternative if each not in preferred),
        definitions=_words(graph, node, SKOS.definition),
        notes=(
            *_words(graph, node, SKOS.scopeNote, SKOS.note),
            *(
                paragraph(kind, said.text, said.lang)
                for kind in NOTE_LABEL
                for said in _words(graph, node, SKOS[kind])
                if said.text.strip()
            ),
        ),
        notations=tuple(sorted(str(each) for each in graph.objects(node, SKOS.notation))),
        broader=others(graph.objects(node, SKOS.broader), graph.subjects(SKOS.narrower, node)),
        related=others(graph.objects(node, SKOS.related), graph.subjects(SKOS.related, node)),
        scheme=schemes[0] if schemes else "",
        matches=tuple(sorted(str(each) for way in matches for each in way if isinstance(each, URIRef))),
    )


def _formed(graph: Graph, node: Node, name: str) -> tuple[Words, ...]:
    """The labels that are resources of their own (SKOS-XL, Appendix B of the recommendation)."""
    from rdflib import URIRef

    labels = sorted(graph.objects(node, URIRef(_XL + name)), key=str)
    found = [words for label in labels for words in _words(graph, label, URIRef(_XL + "literalForm"))]
    return tuple(sorted(set(found), key=lambda words: (words.lang, words.text)))


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
            words = Words(str(each), tag(each.language) if each.language else known_language(str(each)))
            if words not in found:
                found.append(words)
    return tuple(found)
