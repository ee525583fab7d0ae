"""A small vocabulary as a file, and what an archive made of one."""

from __future__ import annotations

from pathlib import Path

from archive_app.services.archive import Archive
from archive_app.services.terms import terms

HEAD = """@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix ex: <https://example.org/silk/> .
"""
SILK = (
    HEAD
    + """
ex:scheme a skos:ConceptScheme ; skos:prefLabel "Materials"@en , "材料"@zh .
ex:textile a skos:Concept ; skos:prefLabel "textile"@en , "纺织品"@zh ; skos:inScheme ex:scheme .
ex:silk a skos:Concept ; skos:prefLabel "silk"@en , "丝绸"@zh ; skos:altLabel "silks"@en , "绸"@zh ;
    skos:broader ex:textile ; skos:definition "Cloth of the silkworm"@en ; skos:scopeNote "Not for rayon"@en ;
    skos:notation "A.1" ; skos:inScheme ex:scheme .
ex:brocade a skos:Concept ; skos:prefLabel "brocade"@en ; skos:related ex:textile ; skos:inScheme ex:scheme .
ex:silk skos:narrower ex:brocade .
"""
)


def written(folder: Path, text: str | bytes, name: str = "silk.ttl") -> Path:
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def tree(archive: Archive, vocabulary: str) -> list[object]:
    def shown(node: terms.TermNode) -> object:
        return [node.record.title, [shown(child) for child in node.children]] if node.children else node.record.title

    return [shown(node) for node in terms.tree(archive, vocabulary)]
