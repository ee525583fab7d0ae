"""What documents say finds them: in every script, whatever happens to their records, and never after they are gone."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from archive_app.domain.model.kinds import TextRole
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.ingest import documents
from archive_app.services.ingest.documents import Contents, read_documents
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import deleted, editing, reading, views
from archive_app.services.search import searching
from archive_app.services.upkeep import maintenance
from archive_app.store.database import engine
from tests.media.documents import made

PAGES = ["Memorandum of the harbour", "杭州国际传播中心", "صداقة المدن بين", "ידידות הערים", "มิตรภาพของเมือง"]
_SCRIPTS = ("harbour", "memorandum of the har", "国际传播", "传播", "المدن", "הערים", "มิตรภาพ")


@pytest.fixture(scope="module")
def letter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made.pdf(tmp_path_factory.mktemp("letters") / "letter.pdf", PAGES)


def take_in(archive: Archive, path: Path) -> int:
    report = ingest(archive, [path])
    return reading.resolve(archive, [*report.added, *report.without_preview][0].ref).id


def found(archive: Archive, query: str) -> list[int]:
    return list(searching.search_ids(archive, query))


def counts(archive: Archive, queries: Sequence[str]) -> dict[str, int]:
    return {query: searching.search(archive, query).count for query in queries}


def problems(archive: Archive) -> list[str]:
    return [problem.reason for problem in maintenance.verify(archive).problems]


def test_the_words_of_a_document_find_it_in_every_script(archive: Archive, letter: Path) -> None:
    record = take_in(archive, letter)
    assert {query: found(archive, query) for query in _SCRIPTS} == {query: [record] for query in _SCRIPTS}
    # Of what stands on two pages nothing is a phrase.
    asked = ("harbour 杭州", "contents:harbour", "内容:传播", '"harbour 杭州"', "contents:letter", "letter", "-harbour",
             "contents:none", "contents:any", "kind:document -contents:harbour")  # fmt: skip
    assert list(counts(archive, asked).values()) == [1, 1, 1, 0, 0, 1, 0, 0, 1, 0]


def test_a_hit_says_on_which_page(archive: Archive, letter: Path) -> None:
    record = take_in(archive, letter)
    (hit,) = searching.search(archive, "传播").hits
    assert [(match.field, match.page, match.text) for match in hit.matched] == [("contents", 2, PAGES[1])]
    assert hit.matched[0].text[slice(*hit.matched[0].spans[0])] == "传播"
    assert [match.page for match in searching.matched(archive, record, "harbour")] == [1]
    there = searching.page_found(archive, record, "เมือง")
    assert (there and (there[0].page, there[0].sha256)) == (5, reading.record(archive, record).files[0].sha256)
    assert searching.page_found(archive, record, "letter") is None


def test_words_may_stand_in_the_document_and_beside_it(archive: Archive, letter: Path) -> None:
    record = take_in(archive, letter)
    editing.set_text(archive, record=record, role=TextRole.CAPTION, lang="en", text="A letter of friendship")
    assert counts(archive, ["friendship harbour", "friendship -harbour", "friendship harbour zzz"]) == {
        "friendship harbour": 1, "friendship -harbour": 0, "friendship harbour zzz": 0,
    }  # fmt: skip
    assert problems(archive) == []


def test_whole_words_come_before_parts_of_words_in_documents_too(archive: Archive, tmp_path: Path) -> None:
    whole = take_in(archive, made.word(tmp_path / "a.docx", made.paragraphs("the art of paper")))
    part = take_in(archive, made.word(tmp_path / "b.docx", made.paragraphs("start of summer")))
    assert found(archive, "art") == list(searching.search_ids(archive, "art", limit=2)) == [whole, part]
    assert list(searching.search_ids(archive, "art", limit=50)) == [whole, part]


def test_no_step_of_the_history_is_made_of_words(archive: Archive, letter: Path) -> None:
    take_in(archive, letter)
    with closing(engine.driver().connect(archive.folder / "catalog.db")) as database:
        said = database.execute("SELECT count(*) FROM operation WHERE new LIKE '%harbour%'").fetchone()
    assert said == (0,)
    assert problems(archive) == []
    maintenance.reindex(archive)
    assert (counts(archive, ["harbour"]), problems(archive)) == ({"harbour": 1}, [])


def test_undo_and_redo_and_joining_take_the_words_along(archive: Archive, letter: Path, tmp_path: Path) -> None:
    item = take_in(archive, made.word(tmp_path / "a.docx", made.paragraphs("the cover")))
    record = take_in(archive, letter)
    history.undo(archive)
    assert found(archive, "harbour") == []
    history.redo(archive)
    assert found(archive, "harbour") == [record]
    views.join(archive, keep=item, others=[record])
    assert (found(archive, "harbour"), found(archive, "cover")) == ([item], [item])
    history.undo(archive)
    assert (found(archive, "harbour"), found(archive, "cover")) == ([record], [item])
    assert problems(archive) == []


def test_nothing_that_a_purged_document_said_is_left(archive: Archive, letter: Path) -> None:
    record = take_in(archive, letter)
    digest = reading.record(archive, record).files[0].sha256
    editing.delete_records(archive, records=[record])
    assert found(archive, "harbour") == []
    deleted.purge(archive, records=[record])
    assert documents.contents_of(archive, digest) is None
    assert problems(archive) == []
    archive.close()
    for file in archive.folder.glob("catalog.db*"):
        assert b"harbour" not in file.read_bytes(), file.name


def test_what_another_record_still_has_is_not_forgotten(archive: Archive, letter: Path, tmp_path: Path) -> None:
    record = take_in(archive, letter)
    editing.delete_records(archive, records=[record])
    again = take_in(archive, Path(shutil.copy(letter, tmp_path / "again.pdf")))
    deleted.purge(archive, records=[record])
    assert found(archive, "harbour") == [again]


def test_documents_of_before_are_read_when_asked_for(archive: Archive, letter: Path, tmp_path: Path) -> None:
    record = take_in(archive, letter)
    (tmp_path / "broken.pdf").write_bytes(letter.read_bytes()[:300])
    broken = take_in(archive, tmp_path / "broken.pdf")
    with archive.store.transact("x") as transaction:
        files = [reading.record(archive, each).files[0].sha256 for each in (record, broken)]
        inside = transaction._inside.session.connection()
        for digest in files:
            for table in ("page", "document"):
                inside.exec_driver_sql(f"DELETE FROM {table} WHERE sha256 = x'{digest}'")
    maintenance.reindex(archive)
    assert found(archive, "harbour") == []
    steps = len(history.history(archive))
    report = read_documents(archive)
    refs = [reading.record(archive, each).ref for each in (record, broken)]
    assert (report.read, [(each.ref, each.reason) for each in report.unread]) == (
        refs[:1], [(refs[1], "The document is damaged and can't be shown.")],
    )  # fmt: skip
    assert (found(archive, "harbour"), len(history.history(archive)), problems(archive)) == ([record], steps, [])
    nothing, tried = read_documents(archive), read_documents(archive, again=True)
    assert ((nothing.read, nothing.unread), [each.ref for each in tried.unread]) == (([], []), refs[1:])


def test_documents_that_an_earlier_version_read_are_read_anew(archive: Archive, letter: Path) -> None:
    record = take_in(archive, letter)
    sha256 = reading.record(archive, record).files[0].sha256
    with archive.store.transact("x") as transaction:
        transaction.files_read([Contents(sha256, ("har-bour",), 1)])
    assert found(archive, "harbour") == []
    assert read_documents(archive, again=True).read == []
    assert len(read_documents(archive, anew=True).read) == 1
    assert (found(archive, "harbour"), problems(archive)) == ([record], [])


def test_words_that_are_others_than_what_was_read_are_told_and_read_again(archive: Archive, letter: Path) -> None:
    record = take_in(archive, letter)
    with archive.store.transact("x") as transaction:
        connection = transaction._inside.session.connection()
        connection.exec_driver_sql("UPDATE page SET text = 'forged' WHERE number = 0")
    told = problems(archive)
    assert "The words of a document are not those that were read. Read it again with “read-documents --again”." in told
    read_documents(archive, [record], again=True)
    assert (problems(archive), counts(archive, ["harbour", "forged"])) == ([], {"harbour": 1, "forged": 0})


def test_only_the_words_of_a_document_that_changed_are_cut_up_again(
    archive: Archive, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from archive_app.store.index import contents

    record = take_in(archive, letter)
    cut = list[str]()
    monkeypatch.setattr(contents, "page_tokens", lambda pages: cut.extend(pages) or "")
    editing.set_text(archive, record=record, role=TextRole.CAPTION, lang="en", text="Another caption")
    assert cut == []
    assert found(archive, "harbour caption") == [record]
