"""Vocabularies that go out as SKOS, and come in again."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive_app.domain.model.kinds import NameKind
from archive_app.errors import InvalidInput
from archive_app.services.archive import Archive, create_archive
from archive_app.services.records import reading
from archive_app.services.records.editing import NewName
from archive_app.services.terms import skos, terms
from tests.made import Made
from tests.services.terms.vocabularies import SILK, tree, written


def test_out_and_in_again_is_the_same(archive: Archive, tmp_path: Path) -> None:
    skos.import_skos(archive, written(tmp_path, SILK))
    assert skos.export_skos(archive, vocabulary="materials", out=tmp_path / "out.ttl") == 3
    skos.export_skos(archive, vocabulary="Materials", out=tmp_path / "twice.ttl")
    assert (tmp_path / "out.ttl").read_bytes() == (tmp_path / "twice.ttl").read_bytes()
    text = (tmp_path / "out.ttl").read_text(encoding="utf-8")
    for expected in (
        "skos:hasTopConcept",
        "skos:narrower",
        "skos:broader",
        "skos:related",
        '"材料"@zh',
        '"Materials"@en',
    ):
        assert expected in text
    with create_archive(tmp_path / "other") as other:
        report = skos.import_skos(other, tmp_path / "out.ttl")
        assert (report.added, report.vocabularies) == (3, ("materials",))
        assert tree(other, "materials") == tree(archive, "materials")
        skos.export_skos(other, vocabulary="materials", out=tmp_path / "third.ttl")
    first, third = ((tmp_path / name).read_text(encoding="utf-8") for name in ("out.ttl", "third.ttl"))
    assert _without_scheme(first) == _without_scheme(third)


def _without_scheme(text: str) -> list[str]:
    """The scheme's address is the archive's own."""
    return sorted(line for line in text.splitlines() if "urn:uuid" not in line)


def test_terms_of_ones_own_go_out_under_their_uid(archive: Archive, tmp_path: Path) -> None:
    made = terms.add_term(archive, vocabulary="Festivals", names=[NewName("Dragon boats"), NewName("龙舟")])
    skos.export_skos(archive, vocabulary="Festivals", out=tmp_path / "out.ttl")
    assert f"urn:uuid:{made.uid}" in (tmp_path / "out.ttl").read_text(encoding="utf-8")
    report = skos.import_skos(archive, tmp_path / "out.ttl")
    assert (report.added, report.same, report.step) == (0, 1, 0)
    with create_archive(tmp_path / "other") as other:
        assert [skos.import_skos(other, tmp_path / "out.ttl").added for _time in range(2)] == [1, 0]


@pytest.mark.parametrize("name", ["out.nt", "out.rdf", "out.n3"])
def test_every_format_that_is_written_is_read_the_same(archive: Archive, tmp_path: Path, name: str) -> None:
    skos.import_skos(archive, written(tmp_path, SILK))
    for out in (name, f"again-{name}", "out.ttl"):
        skos.export_skos(archive, vocabulary="materials", out=tmp_path / out)
    assert (tmp_path / name).read_bytes() == (tmp_path / f"again-{name}").read_bytes()
    with create_archive(tmp_path / "other") as other:
        skos.import_skos(other, tmp_path / name)
        assert skos.import_skos(other, tmp_path / "out.ttl").same == 3
        assert tree(other, "materials") == tree(archive, "materials")


def test_what_is_written_is_valid_skos(archive: Archive, tmp_path: Path) -> None:
    from rdflib import Graph
    from rdflib.namespace import RDF, SKOS

    skos.import_skos(archive, written(tmp_path, SILK))
    terms.add_term(
        archive, vocabulary="materials", names=[NewName("paper", "en"), NewName("paper", "en", NameKind.ALIAS)]
    )
    skos.export_skos(archive, vocabulary="materials", out=tmp_path / "out.ttl")
    graph = Graph().parse(tmp_path / "out.ttl")
    concepts = set(graph.subjects(RDF.type, SKOS.Concept))
    assert len(concepts) == 4
    for concept in concepts:
        labels = list(graph.objects(concept, SKOS.prefLabel))
        assert len({label.language for label in labels}) == len(labels) > 0
        assert None not in {label.language for label in labels}
        assert not set(labels) & set(graph.objects(concept, SKOS.altLabel))
        assert len(list(graph.objects(concept, SKOS.inScheme))) == 1
    for narrow, broad in graph.subject_objects(SKOS.broader):
        assert (broad, SKOS.narrower, narrow) in graph
    (scheme,) = graph.subjects(RDF.type, SKOS.ConceptScheme)
    tops = set(graph.objects(scheme, SKOS.hasTopConcept))
    assert tops == {each for each in concepts if not list(graph.objects(each, SKOS.broader))}


def test_control_characters_go_into_turtle_and_not_into_xml(archive: Archive, tmp_path: Path) -> None:
    name = "silk\x07\u202eklis"
    terms.add_term(archive, vocabulary="materials", names=[NewName(name, "en")])
    with pytest.raises(InvalidInput, match="Turtle"):
        skos.export_skos(archive, vocabulary="materials", out=tmp_path / "out.rdf")
    skos.export_skos(archive, vocabulary="materials", out=tmp_path / "out.ttl")
    with create_archive(tmp_path / "other") as other:
        skos.import_skos(other, tmp_path / "out.ttl")
        assert tree(other, "materials") == [name]


def test_nothing_to_write_is_said(archive: Archive, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no terms"):
        skos.export_skos(archive, vocabulary="subjects", out=tmp_path / "out.ttl")


_LABELS = st.text(
    st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), min_size=1, max_size=40
).filter(lambda text: text.strip() and text == text.strip())


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(_LABELS, _LABELS), min_size=1, max_size=4, unique_by=lambda pair: pair[0]),
    st.sampled_from(["ttl", "nt"]),
)
def test_any_label_comes_back(
    tmp_path_factory: pytest.TempPathFactory, made: Made, labels: list[tuple[str, str]], suffix: str
) -> None:
    folder = tmp_path_factory.mktemp("labels")
    with made.new(folder / "one") as one, create_archive(folder / "other") as other:
        for preferred, alternative in labels:
            if preferred == alternative:
                continue  # no label may be both
            names = [NewName(preferred, "en"), NewName(alternative, "en", NameKind.ALIAS)]
            terms.add_term(one, vocabulary="subjects", names=names)
        if all(preferred == alternative for preferred, alternative in labels):
            return
        skos.export_skos(one, vocabulary="subjects", out=folder / f"out.{suffix}")
        skos.import_skos(other, folder / f"out.{suffix}")
        assert _spoken(one) == _spoken(other)


def _spoken(archive: Archive) -> set[frozenset[tuple[str, str]]]:
    return {
        frozenset((name.text, name.kind.value) for name in reading.record(archive, node.record.id).names)
        for node in terms.tree(archive, "subjects")
    }
