"""Tables of others: what their lines become, what is refused, and that the same again changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.domain.tables.mapping import TableMapping, read
from archive_app.errors import InvalidInput
from archive_app.services.archive import Archive
from archive_app.services.exchange.arriving import import_table
from archive_app.services.exchange.tables import export_table
from archive_app.services.history import history
from archive_app.services.records import editing, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from tests.story import Story

_MAP = TableMapping(
    kind="object",
    key="inventory-number",
    columns={"馆藏号": "inventory-number", "名称": "name[zh]", "日期": "date", "材质": "material"},
)
_HEAD, _ONE, _TWO = "馆藏号,名称,日期,材质,备注", "HZ-1,丝绸盘,2019-05,丝绸,旧", "HZ-2,青瓷瓶,2020,瓷,"


def _table(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "gifts.csv"
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


def _objects(archive: Archive) -> dict[object, object]:
    ids = searching.search_ids(archive, "kind:object inventory-number:HZ")
    records = [reading.record(archive, each) for each in ids]
    return {each.fields["inventory_number"]: each.fields.get("material") for each in records}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_lines_become_records_in_one_step_in_whatever_encoding(story: Story, tmp_path: Path, encoding: str) -> None:
    table = _table(tmp_path, _HEAD, _ONE, _TWO, encoding=encoding)
    report = import_table(story.archive, table, mapping=_MAP)
    assert (report.added, report.changed, report.refused, report.left) == (2, 0, [], ("备注",))
    assert _objects(story.archive) == {"HZ-1": "丝绸", "HZ-2": "瓷"}
    history.undo(story.archive)
    assert not _objects(story.archive)


def test_the_same_again_changes_nothing_and_a_changed_file_changes_by_key(story: Story, tmp_path: Path) -> None:
    import_table(story.archive, _table(tmp_path, _HEAD, _ONE, _TWO), mapping=_MAP)
    again = import_table(story.archive, _table(tmp_path, _HEAD, _ONE, _TWO), mapping=_MAP)
    assert (again.added, again.changed, again.same, again.step) == (0, 0, 2, 0)
    changed = import_table(story.archive, _table(tmp_path, _HEAD, _ONE, _TWO.replace(",瓷,", ",玉,")), mapping=_MAP)
    assert (changed.added, changed.changed, changed.same) == (0, 1, 1)
    assert _objects(story.archive) == {"HZ-1": "丝绸", "HZ-2": "玉"}


def test_what_cannot_be_taken_is_refused_by_its_line_and_a_trial_changes_nothing(story: Story, tmp_path: Path) -> None:
    lines = (_HEAD, _ONE, "HZ-3,碗,Tuesday,,", _ONE, ",无号,2020,,", "HZ-4,壶,2020,,,,more")
    foreseen = import_table(story.archive, _table(tmp_path, *lines), mapping=_MAP, dry_run=True)
    assert (foreseen.added, foreseen.step) == (1, 0)
    assert not _objects(story.archive)
    done = import_table(story.archive, _table(tmp_path, *lines), mapping=_MAP)
    assert [each.line for each in done.refused] == [each.line for each in foreseen.refused] == [3, 4, 5, 6]
    assert list(_objects(story.archive)) == ["HZ-1"]


def test_what_was_exported_comes_back_and_says_the_same(story: Story, tmp_path: Path) -> None:
    made = editing.add_record(
        story.archive, kind=Kind.OBJECT, names=[NewName("Silk plate", "en"), NewName("丝绸盘", "zh")],
        values={"material": "-silk", "date": "2019-05", "rating": "4", "caption[en]": "=1+1\nand more"},
    )  # fmt: skip
    out = tmp_path / "out.csv"
    ids = [made.id, *searching.search_ids(story.archive, "kind:photo")]
    columns = ("ref", "kind", "name", "caption[en]", "material", "date", "rating", "status", "title", "given-by")
    export_table(story.archive, ids=ids, out=out, columns=columns)
    report = import_table(story.archive, out)
    assert (report.added, report.changed, report.refused, report.step) == (0, 0, [], 0)
    assert report.same > 1
    assert report.left == ("title", "given-by")
    editing.set_values(story.archive, records=[made.id], values={"material": "glass", "caption[en]": "other"})
    assert import_table(story.archive, out).changed == 1
    record = reading.record(story.archive, made.id)
    assert (record.fields["material"], [each.text for each in record.texts]) == ("-silk", ["=1+1\nand more"])


@pytest.mark.parametrize("broken", ["[]", "{", '{"columns": {"a": 1}}', '{"colums": {}}', '{"key": 3}'])
def test_a_mapping_that_is_none_is_refused(broken: str) -> None:
    with pytest.raises(InvalidInput, match="mapping"):
        read(broken)


def test_a_table_that_is_none_is_one_sentence(story: Story, tmp_path: Path) -> None:
    for content, mapping in (
        ("", _MAP),
        (f"{_HEAD}\n{_ONE}", TableMapping(key="material")),
        (f"{_HEAD}\n{_ONE}", TableMapping()),
        (f"{_HEAD}\n{_ONE}", TableMapping(encoding="no-such")),
        ("PK\x03\x04", _MAP),
    ):
        with pytest.raises(InvalidInput):
            import_table(story.archive, _table(tmp_path, content), mapping=mapping)
