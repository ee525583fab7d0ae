"""What a SKOS file says that has no place in an archive, counted by kind, so that nothing is lost without a word."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from archive_app.domain.model.skos import Rest
from archive_app.domain.model.skos_notes import NOTE_LABEL

if TYPE_CHECKING:
    from rdflib import Graph
    from rdflib.term import Node

_XL = "http://www.w3.org/2008/05/skos-xl#"


def rest_of(graph: Graph) -> dict[Rest, int]:
    """How many statements of each kind are not taken over."""
    from rdflib.namespace import OWL, RDF, SKOS

    schemes = {*graph.subjects(RDF.type, SKOS.ConceptScheme), *graph.objects(None, SKOS.inScheme)}
    groups = {node for kind in (SKOS.Collection, SKOS.OrderedCollection) for node in graph.subjects(RDF.type, kind)}
    concepts = {*graph.subjects(RDF.type, SKOS.Concept), *graph.subjects(SKOS.prefLabel, None)} - schemes - groups
    found: Counter[Rest] = Counter()
    found[Rest.COLLECTION] = len(groups)
    old = deprecated(graph)
    found[Rest.DEPRECATED] = len(old & concepts)
    for subject, predicate, value in graph:
        if subject in concepts - old and predicate != OWL.deprecated:
            found[_kind(predicate, value)] += 1
        elif subject in schemes and predicate not in _of_schemes():
            found[Rest.OTHER] += 1
    del found[Rest.NONE]
    return {kind: found[kind] for kind in Rest if found[kind]}


def deprecated(graph: Graph) -> set[Node]:
    """The concepts that are not to be used any more."""
    from rdflib.namespace import OWL

    return {node for node, value in graph.subject_objects(OWL.deprecated) if str(value).lower() in ("true", "1")}


def _of_schemes() -> set[Node]:
    from rdflib.namespace import DC, DCTERMS, RDF, RDFS, SKOS

    return {RDF.type, SKOS.prefLabel, DCTERMS.title, DC.title, RDFS.label, SKOS.hasTopConcept}


def _kind(predicate: Node, value: Node) -> Rest:
    """What becomes of one statement about a concept."""
    from rdflib import Literal
    from rdflib.namespace import RDF, RDFS, SKOS

    if predicate in (SKOS.definition, SKOS.scopeNote, SKOS.note, *(SKOS[kind] for kind in NOTE_LABEL)):
        return Rest.NONE if isinstance(value, Literal) else Rest.NOTE
    if predicate in (SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch, SKOS.mappingRelation):
        return Rest.MATCH
    if predicate == SKOS.hiddenLabel:
        return Rest.HIDDEN
    taken = (
        RDF.type, RDFS.label, SKOS.prefLabel, SKOS.altLabel, SKOS.notation, SKOS.broader, SKOS.narrower, SKOS.related,
        SKOS.inScheme, SKOS.topConceptOf, SKOS.exactMatch, SKOS.closeMatch, SKOS.broaderTransitive,
        SKOS.narrowerTransitive,
    )  # fmt: skip
    return Rest.NONE if predicate in taken or str(predicate).startswith(_XL) else Rest.OTHER
