"""What is said of a thing in the round: measures, state, worth, insurance, and the number that tells it from others."""

from __future__ import annotations

import pytest

from archive_app.domain.model.completeness import Level
from archive_app.domain.model.details import BY_NAME
from archive_app.domain.model.kinds import Kind
from archive_app.errors import ArchiveError, InvalidInput
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import details, editing, linking, many, merging, reading
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.upkeep import completeness, maintenance


def object_(archive: Archive, name: str) -> int:
    return editing.add_record(archive, kind=Kind.OBJECT, names=[NewName(name)]).id


@pytest.fixture
def lion(archive: Archive) -> int:
    return object_(archive, "Stone lion")


def give(archive: Archive, record: int, detail: str, **values: str) -> None:
    details.add_detail(archive, records=[record], detail=BY_NAME[detail], values=values)


def said(archive: Archive, record: int, detail: str) -> list[str]:
    return [BY_NAME[detail].said(each.values) for each in reading.record(archive, record).details_of(detail)]


def found(archive: Archive, query: str) -> list[int]:
    return sorted(searching.search_ids(archive, query))


def test_measures_are_exact_and_found_by_value_whatever_the_unit(archive: Archive, lion: int) -> None:
    vase = object_(archive, "Vase")
    give(archive, lion, "measurement", dimension="height", value="30.10", unit="cm", part="base", measured_by="Li Lei")
    give(archive, lion, "measurement", dimension="weight", value="12,5", unit="kg", date="2024-05")
    give(archive, vase, "measurement", dimension="height", value="90", unit="mm")
    assert said(archive, lion, "measurement") == ["height 30.1 cm (base) · Li Lei", "weight 12.5 kg · May 2024"]
    for query, there in (
        ("height:>10", [lion]), ("height:>10mm", [lion, vase]), ("height<100cm", [lion, vase]),
        ("height:9cm", [vase]), ("height:30.1", [lion]), ("height:8..40", [lion, vase]), ("width:any", []),
        ("width:none", [lion, vase]), ("weight:>12kg", [lion]), ("weight:>12500g", []), ("高:>10厘米", [lion]),
        ("measurement:weight", [lion]), ("measurement-part:base", [lion]), ("measurement-measured-by:li", [lion]),
        ("measurement-date:2024", [lion]), ("measurement-date:>2024", []), ("has:measurement", [lion, vase]),
    ):  # fmt: skip
        assert found(archive, query) == there, query
    completeness.set_rules(archive, levels={Kind.OBJECT: {"dimensions": Level.ALWAYS, "valuation": Level.ALWAYS}})
    assert [gap.rule for gap in completeness.gaps(archive, lion)] == ["valuation"]
    assert maintenance.verify(archive).problems == []


def test_a_unit_that_does_not_fit_is_refused_and_changes_nothing(archive: Archive, lion: int) -> None:
    with pytest.raises(InvalidInput, match="“kg” measures no height"):
        give(archive, lion, "measurement", dimension="height", value="30", unit="kg")
    give(archive, lion, "measurement", dimension="height", value="30", unit="cm")
    (one,) = reading.record(archive, lion).details
    with pytest.raises(InvalidInput, match="“cm” measures no weight"):
        details.change_detail(archive, detail=BY_NAME["measurement"], detail_id=one.id, values={"dimension": "weight"})
    with pytest.raises(InvalidInput, match="is no amount"):
        details.change_detail(archive, detail=BY_NAME["measurement"], detail_id=one.id, values={"value": "tall"})
    assert said(archive, lion, "measurement") == ["height 30 cm"]


def test_worth_state_and_insurance_are_kept_found_undone_and_merged(archive: Archive, lion: int) -> None:
    give(archive, lion, "valuation", amount="1,200.50", currency="usd", basis="appraisal", valued_by="Li", date="2019")
    give(archive, lion, "condition_check", condition="good", date="2020-03-01", checked_by="Anna", note="A chip")
    give(archive, lion, "insurance", insurer="PICC", policy="A-1", amount="5000", currency="CNY", until="2027-01-01")
    for query in (
        "valuation:>1000", "valuation:>1000USD", "valuation:1200.5", "valuation-currency:usd",
        "valuation-basis:apprais", "valuation-date:<2020", "condition-check:good", "condition-check-date:2020",
        "condition-check-note:chip", "chip",
        "insurance:picc", "insurance-policy:A-1", "insurance-amount:>=5000CNY", "insurance-until:<2028",
        "appraisal",
        "估价:>1000", "状况检查:良好",
    ):  # fmt: skip
        assert found(archive, query) == [lion], query
    for query in ("valuation:>1000EUR", "valuation:>1200.5", "valuation-date:>2019", "condition-check:poor"):
        assert found(archive, query) == [], query
    other = object_(archive, "Lion of stone")
    give(archive, other, "valuation", amount="1200.5", currency="USD", basis="appraisal", date="2019")
    give(archive, other, "valuation", amount="900", currency="USD")
    merging.merge(archive, keep=lion, drop=other)
    assert said(archive, lion, "valuation") == ["1200.5 USD · appraisal · Li · 2019", "900 USD"]
    history.undo(archive)
    assert said(archive, lion, "valuation") == ["1200.5 USD · appraisal · Li · 2019"]
    assert maintenance.verify(archive).problems == []


def test_an_accession_number_is_given_once_however_it_comes_about(archive: Archive, lion: int) -> None:
    vase, bowl = object_(archive, "Vase"), object_(archive, "Bowl")
    editing.set_values(archive, records=[lion], values={"accession number": "2026.1"})
    taken = r"The accession number 2026\.1 is taken: OBJ-0001 has it\. Choose another\."
    with pytest.raises(ArchiveError, match=taken):
        editing.set_values(archive, records=[vase], values={"accession_number": "2026.1"})
    with pytest.raises(ArchiveError, match="2026-2 is taken"):
        many.set_values(archive, records=[vase, bowl], values={"accession_number": "2026-2"})
    assert found(archive, "accession:none") == [vase, bowl]
    # Of what was deleted it is free, until that comes back.
    gone = editing.delete_records(archive, records=[lion])
    editing.set_values(archive, records=[vase], values={"accession_number": "2026.1"})
    with pytest.raises(ArchiveError, match=r"is taken: OBJ-0002"):
        history.undo(archive, step=gone.step)
    assert found(archive, "accession-number:2026.1") == [vase]
    assert maintenance.verify(archive).problems == []


def test_type_maker_and_origin_are_terms_and_links(archive: Archive, lion: int) -> None:
    sculpture, carving = (
        editing.add_record(archive, kind=Kind.TERM, names=[NewName(name)], values={"vocabulary": "types"}).id
        for name in ("sculpture", "carving")
    )
    linking.add_link(archive, records=[carving], relation="broader", other=sculpture)
    linking.add_link(archive, records=[lion], relation="of_type", other=carving)
    assert found(archive, "term:sculpture kind:object") == found(archive, "term:carving kind:object") == [lion]
    values = {"originality": "reproduction", "reproduces": "Lion of Chu", "culture": "Chu", "period": "Warring States"}
    editing.set_values(archive, records=[lion], values=values | {"features": "Left ear chipped"})
    for query in ("originality:reproduction", "reproduces:chu", "culture:chu", "period:warring", "features:ear"):
        assert found(archive, query) == [lion], query
