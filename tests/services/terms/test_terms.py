"""Vocabularies by hand: adding, moving, renaming, deleting, and the tree that comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app import i18n
from archive_app.domain.model.kinds import Kind, NameKind
from archive_app.errors import InvalidInput
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import editing, linking, links_of_many, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search.searching import facets, search
from archive_app.services.terms import skos, terms
from archive_app.services.upkeep import maintenance


def _add(archive: Archive, name: str, below: int = 0, vocabulary: str = "materials") -> int:
    return terms.add_term(archive, vocabulary=vocabulary, names=[NewName(name, "en")], broader=below).id


def _tree(archive: Archive, vocabulary: str = "materials") -> list[object]:
    def shown(node: terms.TermNode) -> object:
        return (node.record.title, *(shown(child) for child in node.children)) if node.children else node.record.title

    return [shown(node) for node in terms.tree(archive, vocabulary)]


@pytest.fixture
def cloth(archive: Archive) -> dict[str, int]:
    """textile > silk > brocade, and paper."""
    textile = _add(archive, "textile")
    silk = _add(archive, "silk", textile)
    return {
        "textile": textile,
        "silk": silk,
        "brocade": _add(archive, "brocade", silk),
        "paper": _add(archive, "paper"),
    }


@pytest.mark.usefixtures("cloth")
def test_a_tree_grows_and_is_taken_back_step_by_step(archive: Archive) -> None:
    assert _tree(archive) == ["paper", ("textile", ("silk", "brocade"))]
    assert [(each.key, each.count) for each in terms.vocabularies(archive)] == [
        ("subjects", 0), ("materials", 4), ("techniques", 0), ("roles", 0), ("types", 0)
    ]  # fmt: skip
    history.undo(archive)
    assert _tree(archive) == [("textile", ("silk", "brocade"))]
    assert maintenance.verify(archive).problems == []


def test_a_vocabulary_is_called_in_any_language(archive: Archive) -> None:
    _add(archive, "weaving", vocabulary="工艺")
    _add(archive, "boats", vocabulary="Festivals")
    assert _tree(archive, "techniques") == ["weaving"]
    assert [each.key for each in terms.vocabularies(archive)][-1] == "Festivals"


def test_the_tree_speaks_and_sorts_as_the_reader_does(archive: Archive) -> None:
    for en, zh in (("apple", "中"), ("pear", "丁")):
        terms.add_term(archive, vocabulary="subjects", names=[NewName(en, "en"), NewName(zh, "zh")])
    assert [node.labels for node in terms.tree(archive, "subjects")] == [("apple", "中"), ("pear", "丁")]
    i18n.set_language("zh")
    assert _tree(archive, "subjects") == ["丁", "中"]


def test_what_moves_takes_along_what_is_below(archive: Archive, cloth: dict[str, int]) -> None:
    terms.move_term(archive, term=cloth["silk"], broader=cloth["paper"])
    assert _tree(archive) == [("paper", ("silk", "brocade")), "textile"]
    subject = _add(archive, "crafts", vocabulary="subjects")
    terms.move_term(archive, term=cloth["silk"], broader=subject)
    assert _tree(archive, "subjects") == [("crafts", ("silk", "brocade"))]
    terms.move_to_vocabulary(archive, term=cloth["silk"], vocabulary="Materials")
    assert _tree(archive) == ["paper", ("silk", "brocade"), "textile"]
    history.undo(archive)
    assert _tree(archive, "subjects") == [("crafts", ("silk", "brocade"))]


def test_no_term_comes_to_lie_below_itself(archive: Archive, cloth: dict[str, int]) -> None:
    for above in (cloth["textile"], cloth["silk"], cloth["brocade"]):
        with pytest.raises(InvalidInput, match="below itself"):
            terms.move_term(archive, term=cloth["textile"], broader=above)
    assert _tree(archive) == ["paper", ("textile", ("silk", "brocade"))]
    hangzhou = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Hangzhou")]).id
    with pytest.raises(InvalidInput, match="Only a term"):
        terms.move_term(archive, term=cloth["silk"], broader=hangzhou)


def test_what_hangs_below_a_deleted_term_moves_up(archive: Archive, cloth: dict[str, int]) -> None:
    before = _tree(archive)
    terms.delete_term(archive, term=cloth["silk"])
    assert _tree(archive) == ["paper", ("textile", "brocade")]
    history.undo(archive)
    assert _tree(archive) == before


def test_a_preferred_label_is_one_in_each_language(archive: Archive, cloth: dict[str, int]) -> None:
    terms.rename_term(archive, term=cloth["silk"], text="silk cloth", lang="en")
    terms.rename_term(archive, term=cloth["silk"], text="丝绸")
    names = reading.record(archive, cloth["silk"]).names
    assert [(name.text, name.lang, name.kind) for name in names] == [
        ("silk cloth", "en", NameKind.OFFICIAL), ("丝绸", "zh", NameKind.OFFICIAL)
    ]  # fmt: skip
    with pytest.raises(InvalidInput):
        terms.rename_term(archive, term=cloth["silk"], text=" \0")


def test_uses_count_and_what_has_a_term_has_the_broader_one(archive: Archive, cloth: dict[str, int]) -> None:
    scarf = editing.add_record(archive, kind=Kind.OBJECT, names=[NewName("Scarf")])
    brocade = reading.refs(archive, [cloth["brocade"]])[0]
    assert links_of_many.usual(archive, Kind.OBJECT, brocade) == ("made_of", True)
    linking.add_link(archive, records=[scarf.id], relation="made_of", other=brocade.id)
    uses = {node.record.title: node.uses for node in terms.tree(archive, "materials")[1].children}
    assert uses == {"silk": 0}
    assert search(archive, "kind:object term:textile").count == 1
    assert [value["label"] for value in facets(archive, "kind:object")["subject"]] == ["textile", "silk", "brocade"]
    terms.move_term(archive, term=cloth["silk"])
    assert search(archive, "kind:object term:textile").count == 0
    assert search(archive, "kind:object 术语:silk").count == 1


def test_role_words_are_the_roles_in_the_language_of_the_window(archive: Archive) -> None:
    terms.add_term(archive, vocabulary="roles", names=[NewName("interpreter", "en"), NewName("译员", "zh")])
    assert terms.role_words(archive) == ["interpreter"]
    i18n.set_language("zh")
    assert terms.role_words(archive) == ["译员"]


def test_a_picture_goes_with_what_is_broadest_however_deep(archive: Archive) -> None:
    above = 0
    for n in range(14):
        above = _add(archive, f"level {n}", above)
    scarf = editing.add_record(archive, kind=Kind.OBJECT, names=[NewName("Scarf")])
    linking.add_link(archive, records=[scarf.id], relation="made_of", other=above)
    assert search(archive, 'kind:object term:"level 0"').count == 1
    assert maintenance.verify(archive).problems == []


def _concepts(folder: Path, lines: list[str]) -> Path:
    file = folder / "many.ttl"
    head = "@prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n@prefix ex: <https://example.org/> .\n"
    file.write_text(head + "\n".join(lines), encoding="utf-8")
    return file


def test_a_ladder_of_many_rungs_is_shown_in_no_time(archive: Archive, tmp_path: Path) -> None:
    """Two on every rung, each below both of the rung above: two to the power of fifty ways down."""
    lines = ['ex:a0 skos:prefLabel "a0"@en .', 'ex:b0 skos:prefLabel "b0"@en .']
    for n in range(1, 50):
        for side in "ab":
            lines.append(f'ex:{side}{n} skos:prefLabel "{side}{n}"@en ; skos:broader ex:a{n - 1} , ex:b{n - 1} .')
    skos.import_skos(archive, _concepts(tmp_path, lines), vocabulary="subjects")
    waiting, titles = list(terms.tree(archive, "subjects")), []
    while waiting:
        node = waiting.pop()
        titles.append(node.record.title)
        waiting += node.children
    assert len(set(titles)) == 100
    assert len(titles) < 1_000


def test_a_chain_without_end_is_cut_and_loses_nothing(archive: Archive, tmp_path: Path) -> None:
    lines = [f'ex:n{n} skos:prefLabel "n{n}"@en ; skos:broader ex:n{n + 1} .' for n in range(400)]
    skos.import_skos(
        archive, _concepts(tmp_path, [*lines, 'ex:n400 skos:prefLabel "n400"@en .']), vocabulary="subjects"
    )
    waiting, found = [(node, 1) for node in terms.tree(archive, "subjects")], set()
    while waiting:
        node, depth = waiting.pop()
        assert depth < 100
        found.add(node.record.title)
        waiting += [(child, depth + 1) for child in node.children]
    assert len(found) == 401
