"""Vocabularies in and out of SKOS, and files that are none."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain.model.kinds import NameKind
from archive_app.domain.model.skos import Rest
from archive_app.domain.tables.problems import FaultyFile
from archive_app.errors import ArchiveError, Cancelled
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import merging, reading
from archive_app.services.terms import skos
from archive_app.services.upkeep import maintenance
from tests.services.terms.vocabularies import HEAD, SILK, tree, written


def test_a_vocabulary_comes_in_whole(archive: Archive, tmp_path: Path) -> None:
    report = skos.import_skos(archive, written(tmp_path, SILK))
    assert (report.added, report.changed, report.same, report.vocabularies) == (3, 0, 0, ("materials",))
    assert tree(archive, "materials") == [["textile", [["silk", ["brocade"]]]]]
    silk = reading.record(archive, reading.resolve(archive, "丝绸").id)
    assert {(name.text, name.lang, name.kind) for name in silk.names} == {
        ("silk", "en", NameKind.OFFICIAL), ("丝绸", "zh", NameKind.OFFICIAL),
        ("silks", "en", NameKind.ALIAS), ("绸", "zh", NameKind.ALIAS),
    }  # fmt: skip
    assert {(text.role.value, text.text) for text in silk.texts} == {
        ("description", "Cloth of the silkworm"), ("note", "Not for rayon")
    }  # fmt: skip
    assert {(each.scheme, each.value) for each in silk.identifiers} == {
        ("uri", "https://example.org/silk/silk"), ("notation", "A.1")
    }  # fmt: skip
    assert maintenance.verify(archive).problems == []
    history.undo(archive)
    assert tree(archive, "materials") == []


def test_the_same_file_again_changes_nothing_and_a_newer_one_brings_up_to_date(
    archive: Archive, tmp_path: Path
) -> None:
    file = written(tmp_path, SILK)
    skos.import_skos(archive, file)
    steps = len(history.history(archive))
    again = skos.import_skos(archive, file)
    assert (again.added, again.changed, again.same, again.step) == (0, 0, 3, 0)
    assert len(history.history(archive)) == steps
    newer = SILK.replace('"silk"@en', '"silk cloth"@en').replace("skos:broader ex:textile ;", "")
    report = skos.import_skos(archive, written(tmp_path, newer))
    assert (report.added, report.changed) == (0, 1)
    assert tree(archive, "materials") == [["silk cloth", ["brocade"]], "textile"]


@pytest.mark.parametrize("name", ["silk.nt", "silk.rdf", "silk.n3"])
def test_other_ways_of_writing(archive: Archive, tmp_path: Path, name: str) -> None:
    from rdflib import Graph

    graph = Graph().parse(data=SILK, format="turtle")
    graph.serialize(
        tmp_path / name, format={"nt": "nt", "rdf": "xml", "n3": "n3"}[name[-3:].strip(".")], encoding="utf-8"
    )
    assert skos.import_skos(archive, tmp_path / name).added == 3
    assert tree(archive, "materials") == [["textile", [["silk", ["brocade"]]]]]


def test_where_terms_go(archive: Archive, tmp_path: Path) -> None:
    bare = HEAD + 'ex:a a skos:Concept ; skos:prefLabel "tea"@en .'
    assert skos.import_skos(archive, written(tmp_path, bare, "Drinks.ttl")).vocabularies == ("Drinks",)
    named = written(tmp_path, bare.replace("ex:a", "ex:b"), "x.ttl")
    assert skos.import_skos(archive, named, vocabulary="技法").vocabularies == ("techniques",)


_BAD: list[tuple[str, str, int, str, str]] = [
    ("two labels", 'ex:a a skos:Concept ;\n skos:prefLabel "tea"@en ,\n "cha"@en .', 4, "prefLabel", "second"),
    ("no label", 'ex:b a skos:Concept ; skos:prefLabel "b"@en .\nex:a a skos:Concept .', 4, "prefLabel",
     "no preferred"),
    ("syntax", 'ex:a a skos:Concept ;\n skos:prefLabel "tea@en .\n', 4, "", ""),
    ("circle", 'ex:a a skos:Concept ; skos:prefLabel "a"@en ; skos:broader ex:b .\n'
     'ex:b a skos:Concept ; skos:prefLabel "b"@en ; skos:broader ex:a .', 3, "broader", "below itself"),
    ("long", f'ex:a a skos:Concept ;\n skos:prefLabel "{"x" * 10_001}"@en .', 4, "prefLabel", "10,001"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "line", "column", "reason"), _BAD, ids=[each[0] for each in _BAD])
def test_faults_are_listed_and_nothing_is_imported(
    archive: Archive, tmp_path: Path, what: str, text: str, line: int, column: str, reason: str
) -> None:
    good = 'ex:z a skos:Concept ; skos:prefLabel "z"@en .\n'
    with pytest.raises(FaultyFile) as raised:
        skos.import_skos(archive, written(tmp_path, HEAD + text + ("" if what == "syntax" else "\n" + good)))
    problem = raised.value.problems[0]
    assert abs(problem.line - line) <= (0 if what != "syntax" else 2)
    assert reason in problem.reason
    assert not column or problem.column == column
    assert tree(archive, "silk") == []
    assert history.history(archive) == []


def test_a_circle_with_what_is_there_is_refused(archive: Archive, tmp_path: Path) -> None:
    skos.import_skos(archive, written(tmp_path, SILK))
    turned = HEAD + 'ex:textile a skos:Concept ; skos:prefLabel "textile"@en ; skos:broader ex:silk .'
    with pytest.raises(FaultyFile, match="below itself"):
        skos.import_skos(archive, written(tmp_path, turned, "turned.ttl"), vocabulary="materials")
    assert tree(archive, "materials") == [["textile", [["silk", ["brocade"]]]]]


_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12))
    + "]><r>&m;</r>"
)
_OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE rdf:RDF [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="http://www.w3.org/2004/02/skos/core#">'
    '<skos:Concept rdf:about="https://example.org/a"><skos:prefLabel xml:lang="en">x&x;</skos:prefLabel></skos:Concept>'
    "</rdf:RDF>"
)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bomb.rdf", _BOMB.encode()),
        ("outside.rdf", _OUTSIDE.encode()),
        ("empty.ttl", b""),
        ("latin.ttl", SILK.replace("丝绸", "é").encode("latin-1", "replace")),
        ("picture.ttl", bytes(range(256)) * 20),
        ("cut.rdf", b"<?xml version='1.0'?><rdf:RDF xmlns:rdf='x'><a>"),
        ("other.rdf", b"<?xml version='1.0'?><html><body>Hello</body></html>"),
        ("data.json", b"{}"),
        ("deep.ttl", (HEAD + "ex:a ex:b " + "[ ex:c " * 5_000).encode()),
    ],
)
def test_what_is_no_vocabulary_is_refused_in_a_sentence(
    archive: Archive, tmp_path: Path, name: str, content: bytes
) -> None:
    with pytest.raises(ArchiveError) as raised:
        skos.import_skos(archive, written(tmp_path, content, name))
    assert "Traceback" not in raised.value.message
    assert history.history(archive) == []


def test_no_network_is_asked(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_anything: object, **_more: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr("socket.socket.connect", no)
    text = (
        "@base <https://example.org/> .\n"
        + SILK
        + "<> <http://www.w3.org/2002/07/owl#imports> <https://example.org/x> .\n"
    )
    assert skos.import_skos(archive, written(tmp_path, text)).added == 3


def test_a_stopped_import_leaves_nothing(archive: Archive, tmp_path: Path) -> None:
    told: list[int] = []
    with pytest.raises(Cancelled):
        skos.import_skos(
            archive, written(tmp_path, SILK), on_progress=lambda p: told.append(p.done), cancelled=lambda: len(told) > 1
        )
    assert tree(archive, "materials") == []
    assert history.history(archive) == []


def test_an_import_stops_while_the_file_is_read(archive: Archive, tmp_path: Path) -> None:
    many = HEAD + "".join(f'ex:n{n} a skos:Concept ; skos:prefLabel "n {n}"@en .\n' for n in range(800))
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return True

    with pytest.raises(Cancelled):
        skos.import_skos(archive, written(tmp_path, many), cancelled=cancelled)
    assert len(asked) == 1
    assert history.history(archive) == []


def test_matches_are_identifiers_and_go_out_again(archive: Archive, tmp_path: Path) -> None:
    text = HEAD + (
        'ex:z a skos:Concept ; skos:prefLabel "z"@en ; skos:exactMatch <http://vocab.getty.edu/aat/300014069> ;\n'
        "skos:closeMatch <https://other.example/a> .\n"
    )
    skos.import_skos(archive, written(tmp_path, text), vocabulary="materials")
    found = reading.record(archive, reading.resolve(archive, "z").id).identifiers
    assert {(each.scheme, each.value) for each in found} == {
        ("uri", "https://example.org/silk/z"), ("aat", "300014069"), ("uri", "https://other.example/a")
    }  # fmt: skip
    skos.export_skos(archive, vocabulary="materials", out=tmp_path / "out.ttl")
    assert skos.import_skos(archive, tmp_path / "out.ttl").same == 1
    other = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n<https://other.example/a> a skos:Concept ;"
    report = skos.import_skos(archive, written(tmp_path, other + ' skos:prefLabel "a"@en .'), vocabulary="materials")
    assert report.added == 1, "a match is another concept"


def test_concepts_without_an_address_are_known_by_their_labels(archive: Archive, tmp_path: Path) -> None:
    text = HEAD + '[] a skos:Concept ; skos:prefLabel "tea"@en , "茶"@zh ; skos:altLabel "cha"@en .'
    reports = [skos.import_skos(archive, written(tmp_path, text), vocabulary="Drinks") for _time in range(2)]
    assert [(each.added, each.same) for each in reports] == [(1, 0), (0, 1)]


def test_merged_terms_stay_one_when_their_file_comes_again(archive: Archive, tmp_path: Path) -> None:
    text = HEAD + (
        'ex:tea a skos:Concept ; skos:prefLabel "tea"@en .\nex:zcha a skos:Concept ; skos:prefLabel "cha"@en .\n'
    )
    skos.import_skos(archive, written(tmp_path, text), vocabulary="Drinks")
    tea, cha = (reading.resolve(archive, name).id for name in ("tea", "cha"))
    merging.merge(archive, keep=tea, drop=cha)
    report = skos.import_skos(archive, written(tmp_path, text), vocabulary="Drinks")
    assert report.added == 0
    assert tree(archive, "Drinks") == ["tea"]


_CONTEXT = (
    '"@context": {"skos": "http://www.w3.org/2004/02/skos/core#", "prefLabel": {"@id": "skos:prefLabel",'
    ' "@language": "en"}}'
)


def test_json_with_its_context_in_it(archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no(*_anything: object, **_more: object) -> None:
        raise AssertionError("the network was asked")

    monkeypatch.setattr("socket.socket.connect", no)
    data = "{" + _CONTEXT + ', "@id": "https://example.org/a", "@type": "skos:Concept", "prefLabel": "tea"}'
    assert skos.import_skos(archive, written(tmp_path, data, "tea.jsonld")).vocabularies == ("tea",)
    for context in ('"https://example.org/context.jsonld"', '["https://example.org/c", {}]'):
        away = '{\n"@context": ' + context + ', "@type": "skos:Concept"}'
        with pytest.raises(FaultyFile, match="nothing is fetched") as raised:
            skos.import_skos(archive, written(tmp_path, away, "away.jsonld"))
        assert raised.value.problems[0].line == 2


def test_entities_of_the_file_itself_are_put_in(archive: Archive, tmp_path: Path) -> None:
    """As the editors of ontologies write RDF/XML."""
    text = (
        '<?xml version="1.0"?>\n<!DOCTYPE rdf:RDF [<!ENTITY skos "http://www.w3.org/2004/02/skos/core#">]>\n'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:skos="&skos;">\n'
        '<rdf:Description rdf:about="https://example.org/a"><rdf:type rdf:resource="&skos;Concept"/>'
        '<skos:prefLabel xml:lang="zh-hans">茶</skos:prefLabel></rdf:Description></rdf:RDF>'
    )
    assert skos.import_skos(archive, written(tmp_path, text, "tea.rdf")).added == 1
    (name,) = reading.record(archive, reading.resolve(archive, "茶").id).names
    assert name.lang == "zh-Hans"


@pytest.mark.parametrize(
    ("name", "text", "line", "column", "reason"),
    [
        ("a.ttl", HEAD + 'ex:a skos:prefLabel "a"@9 .', 3, "24", "no language"),
        ("a.ttl", HEAD + "ex:a a skos:Concept\n  茶", 4, "3", ""),
        ("a.ttl", HEAD + "ex:a a", 3, "7", "ends in the middle"),
        ("a.ttl", HEAD + '<http://a b> a skos:Concept ; skos:prefLabel "a"@en .', 3, "", "no address"),
        ("a.rdf", "<a>\n <b></a>", 2, "9", ""),
        ("a.json", '{\n "a": }', 2, "7", ""),
        ("a.ttl", HEAD + 'ex:a skos:prefLabel "a"@zh-hans , "b"@zh-Hans .', 3, "prefLabel", "second"),
        ("a.ttl", HEAD + 'ex:a a skos:Concept ; skos:prefLabel " "@en .', 3, "prefLabel", "empty"),
    ],
)
def test_a_fault_has_its_place(
    archive: Archive, tmp_path: Path, name: str, text: str, line: int, column: str, reason: str
) -> None:
    with pytest.raises(FaultyFile) as raised:
        skos.import_skos(archive, written(tmp_path, text, name))
    problem = raised.value.problems[0]
    assert (problem.line, problem.column) == (line, column), problem
    assert reason in problem.reason


@pytest.mark.corpus
def test_real_vocabularies(archive: Archive, corpus: Path) -> None:
    """Most are RDF Schema and no SKOS: each comes in, or is refused in a sentence."""
    files = sorted((corpus / "records" / "tropy-vocab").iterdir())
    assert files
    for file in files:
        try:
            report = skos.import_skos(archive, file)
        except ArchiveError:
            continue
        assert report.added > 0


_RICH = """
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix : <https://voc.example.org/gifts/> .
:scheme a skos:ConceptScheme ; skos:prefLabel "Gift kinds"@en ; dct:creator "The city" .
:textile a skos:Concept ; skos:inScheme :scheme ; skos:prefLabel "Textile"@en ; skos:scopeNote "Woven only."@en ;
  skos:editorialNote "Check."@en ; skos:historyNote "Until 1998."@en ; skos:hiddenLabel "Textil"@en ;
  skos:definition [ skos:prefLabel "no text" ] ; dct:created "2019-05-01" .
:silk a skos:Concept ; skos:inScheme :scheme ; skos:broader :textile, :gone ; skos:prefLabel "Silk"@en ;
  skos:exactMatch <http://vocab.example.net/1> ; skos:broadMatch <http://vocab.example.net/2> .
:old a skos:Concept ; skos:inScheme :scheme ; skos:prefLabel "Tapestry"@en ; owl:deprecated true .
:col a skos:Collection ; skos:prefLabel "by technique"@en ; skos:member :silk .
"""


def test_what_is_not_taken_over_is_said(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "gifts.ttl"
    path.write_text(_RICH.replace("[ skos:prefLabel ", "[ dct:title "), encoding="utf-8")
    report = skos.import_skos(archive, path)
    assert report.added == 2, "a deprecated concept is not offered"
    assert {str(kind): count for kind, count in report.rest.items()} == {
        "note": 1, "collection": 1, "match": 1, "deprecated": 1, "hidden": 1, "unlinked": 1, "other": 2,
    }  # fmt: skip
    assert report.left.startswith("Not taken over: 1 note, 1 collection, 1 match, 1 deprecated concept, ")


def test_notes_of_other_kinds_are_kept_as_notes_and_written_out_as_what_they_were(
    archive: Archive, tmp_path: Path
) -> None:
    path, out = tmp_path / "gifts.ttl", tmp_path / "out.ttl"
    path.write_text(
        _RICH.replace("[ skos:prefLabel ", "[ dct:title ").replace(
            '"Until 1998."@en', '"Until 1998.\\n\\nThen here."@en, "1998 年以前"@zh ; skos:example "A scarf"@en'
        ),
        encoding="utf-8",
    )
    skos.import_skos(archive, path)
    term = reading.resolve(archive, "Textile").id
    notes = {text.lang: text.text for text in reading.record(archive, term).texts if text.role == "note"}
    assert notes == {
        "en": "Woven only.\n\nEditorial note: Check.\n\nHistory note: Until 1998.\nThen here.\n\nExample: A scarf",
        "zh": "沿革注：1998 年以前",
    }
    skos.export_skos(archive, vocabulary="Gift kinds", out=out)
    said = out.read_text(encoding="utf-8")
    for line in ('scopeNote "Woven only."@en', 'editorialNote "Check."@en', 'example "A scarf"@en', '"1998 年以前"@zh'):
        assert line in said
    assert said.count("skos:historyNote") == 1
    assert (skos.import_skos(archive, out).changed, skos.import_skos(archive, path).changed) == (0, 0)


def test_nothing_is_said_where_all_was_taken(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "gifts.ttl"
    path.write_text(_RICH.replace("[ skos:prefLabel ", "[ dct:title "), encoding="utf-8")
    skos.import_skos(archive, path)
    skos.export_skos(archive, vocabulary="Gift kinds", out=tmp_path / "out.ttl")
    again = skos.import_skos(archive, tmp_path / "out.ttl")
    assert (again.rest, again.left) == ({}, "")


def test_a_vocabulary_goes_out_under_the_address_that_it_came_with(archive: Archive, tmp_path: Path) -> None:
    path, out = tmp_path / "gifts.ttl", tmp_path / "out.ttl"
    path.write_text(_RICH.replace("[ skos:prefLabel ", "[ dct:title "), encoding="utf-8")
    report = skos.import_skos(archive, path)
    assert Rest.ADDRESS not in report.rest
    skos.export_skos(archive, vocabulary="Gift kinds", out=out)
    assert "<https://voc.example.org/gifts/scheme> a skos:ConceptScheme" in out.read_text("utf-8")
    # What another scheme brings into the same vocabulary does not take its place, and that is said.
    other = tmp_path / "other.ttl"
    other.write_text(path.read_text("utf-8").replace(":scheme", ":other"), encoding="utf-8")
    again = skos.import_skos(archive, other)
    assert again.rest[Rest.ADDRESS] == 1
    assert "the address of 1 scheme" in again.left
    skos.export_skos(archive, vocabulary="Gift kinds", out=out)
    assert "<https://voc.example.org/gifts/scheme> a skos:ConceptScheme" in out.read_text("utf-8")
    # It is part of the import, and goes with it.
    history.undo(archive)
    skos.import_skos(archive, other)
    skos.export_skos(archive, vocabulary="Gift kinds", out=out)
    assert "<https://voc.example.org/gifts/other> a skos:ConceptScheme" in out.read_text("utf-8")
