"""What is exported with all that comes back changes nothing where it was, and says the same in an empty archive."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import pytest

from archive_app.domain.model.details import BY_NAME
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.records import Record
from archive_app.services.archive import Archive, create_archive
from archive_app.services.exchange.arriving import import_table
from archive_app.services.exchange.columns import returning
from archive_app.services.exchange.tables import export_table
from archive_app.services.records import editing, linking, many, reading
from archive_app.services.records.details import add_detail
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep.demo import make_demo

_DETAILS = {
    "inscription": ({"text": "one\ntwo", "position": "on the foot"}, {"text": "第三", "translation": "a third"}),
    "valuation": (
        {"amount": "1234.567", "currency": "EUR", "basis": "appraisal"}, {"amount": "12", "currency": "JPY"},
        {"amount": "12.345", "currency": "USD", "date": "1999~"},
    ),
    "measurement": ({"dimension": "height", "value": "12.125", "unit": "in"},),
    "custody": ({"took": "Li Lei", "date": "2001", "gave-confirmed": "yes"},),
}  # fmt: skip


def _all(archive: Archive, out: Path) -> None:
    ids = list(searching.search_ids(archive, ""))
    summary = many.summary(archive, ids)
    langs = sorted({lang for _role, lang in summary.texts})
    columns = [each.key for each in returning(archive, [kind for kind, _count in summary.kinds], langs)]
    export_table(archive, ids=ids, out=out, columns=columns, filled=True)


def _shape(record: Record, known: Collection[str]) -> dict[str, Any]:
    links = [
        (each.relation, each.other.ref, each.role, each.date, each.certainty, each.note)
        for each in record.links
        if each.forward and each.other.ref in known
    ]
    return {
        "kind": record.kind,
        "fields": (record.status, record.fields),
        "names": [(each.text, each.lang, each.kind, each.is_original) for each in record.names],
        "texts": sorted((each.role, each.lang, each.text) for each in record.texts),
        "stages": sorted((each.kind, str(each.date), each.source, each.confidence) for each in record.stages),
        "links": sorted(links, key=str),
        "details": [(each.type, each.values) for each in record.details if not BY_NAME[each.type].file],
    }


def _records(archive: Archive) -> dict[str, Record]:
    every = (reading.record(archive, each, all_links=True) for each in searching.search_ids(archive, ""))
    return {record.ref: record for record in every}


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_demo_and_a_thing_with_all_details_come_back(tmp_path: Path, ending: str) -> None:
    with make_demo(tmp_path / "demo") as archive:
        made = editing.add_record(
            archive, kind=Kind.OBJECT, names=[NewName("Plate", "en"), NewName("盘", "zh")],
            values={"caption[en]": "=1+1\n\nand more", "material": "-silk"},
        )  # fmt: skip
        for name, rows in _DETAILS.items():
            for values in rows:
                add_detail(archive, records=[made.id], detail=BY_NAME[name], values=values)
        (giver, *_others) = searching.search_ids(archive, "kind:person")
        linking.add_link(archive, records=[made.id], relation="given_by", other=giver, role="mayor")
        _all(archive, tmp_path / f"all.{ending}")
        same = import_table(archive, tmp_path / f"all.{ending}")
        assert (same.added, same.changed, same.refused, same.left, same.step) == (0, 0, [], (), 0)
        before = _records(archive)
    with create_archive(tmp_path / "empty") as empty:
        report = import_table(empty, tmp_path / f"all.{ending}")
        assert (report.changed, report.refused, report.added) == (0, [], same.same)
        after = _records(empty)
        again = import_table(empty, tmp_path / f"all.{ending}")
        assert (again.added, again.changed, again.same) == (0, 0, same.same)
    differing = {
        ref for ref, record in after.items() if _shape(record, after.keys()) != _shape(before[ref], after.keys())
    }
    # The name of a minor, which stays at home.
    assert len(differing) <= 1
    assert all("…" in after[ref].title for ref in differing)
    assert made.ref in after


def test_a_gap_in_the_place_of_a_withheld_name_does_not_come_back(tmp_path: Path) -> None:
    with make_demo(tmp_path / "demo") as archive:
        _all(archive, tmp_path / "all.csv")
        assert "…" in (tmp_path / "all.csv").read_text("utf-8-sig")
        before = {ref: record.title for ref, record in _records(archive).items()}
        assert import_table(archive, tmp_path / "all.csv").step == 0
        assert {ref: record.title for ref, record in _records(archive).items()} == before
