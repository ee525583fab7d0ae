"""Copies of originals with what the archive says inside or beside them; the originals stay as they are."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.model.carrying import How, fields_called, how_called
from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.errors import InvalidInput
from archive_app.i18n import set_language
from archive_app.media.formats.sniff import sniff
from archive_app.media.metadata.metadata import Metadata, read_metadata
from archive_app.services.archive import Archive
from archive_app.services.exchange.originals import OriginalsReport, export_originals
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import editing, linking, reading
from archive_app.services.records.editing import NewName
from archive_app.services.upkeep import maintenance
from tests.media.metadata.test_packets import packet

OTHERS = packet(
    "<own:thing xmlns:own='urn:x'>  kept </own:thing><dc:description>By a camera</dc:description>",
    'photoshop:City="Old" photoshop:State="Zhejiang"',
)


def _read(file: Path) -> Metadata:
    return read_metadata(file, sniff(file.read_bytes()[:16384], file.name))


@pytest.fixture
def item(archive: Archive, tmp_path: Path) -> int:
    folder = tmp_path / "in"
    folder.mkdir()
    Image.new("RGB", (40, 30), "red").save(folder / "one.jpg", xmp=OTHERS)
    (folder / "one.jpg.xmp").write_bytes(OTHERS.replace(b"kept", b"beside"))
    made = reading.resolve(archive, ingest(archive, [folder]).added[0].ref).id
    editing.add_name(archive, record=made, text="签署", lang="zh")
    editing.add_name(archive, record=made, text="Signing", lang="en")
    editing.set_values(archive, records=[made], values={"rating": "4", "rights": "© Office", "date": "2024-02"})
    editing.set_values(archive, records=[made], values={"latitude": "30.25", "longitude": "120.155"})
    country = editing.add_record(archive, kind=Kind.COUNTRY, names=[NewName("China", "en")]).id
    city = editing.add_record(archive, kind=Kind.CITY, names=[NewName("Hangzhou", "en")]).id
    person = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Ana", "en")]).id
    linking.add_link(archive, records=[city], relation="located_in", other=country)
    linking.add_link(archive, records=[made], relation="taken_at", other=city)
    linking.add_link(archive, records=[made], relation="depicts", other=person)
    return made


def _export(archive: Archive, item: int, folder: Path, how: How, *fields: str) -> OriginalsReport:
    folder.mkdir()
    chosen = {"fields": fields} if fields else {}
    return export_originals(archive, ids=[item], folder=folder, how=how, **chosen)


def test_a_copy_has_it_inside(archive: Archive, item: int, tmp_path: Path) -> None:
    report = _export(archive, item, tmp_path / "out", How.EMBED)
    copy = next(file for file in report.files if file.suffix == ".jpg")
    found = _read(copy)
    assert found.title == {"zh": "签署", "en": "Signing"}
    assert (found.rating, found.rights, found.people) == (4, {"": "© Office"}, ("Ana",))
    assert (found.city, found.state, found.country) == ("Hangzhou", "Zhejiang", "China")
    assert (found.captured, found.latitude, found.longitude) == ("2024-02", 30.25, 120.155)
    assert b"<own:thing xmlns:own='urn:x'>  kept </own:thing>" in copy.read_bytes()
    assert maintenance.verify(archive).problems == []
    original = (tmp_path / "in" / "one.jpg").read_bytes()
    assert Path(reading.record(archive, item).files[0].path).read_bytes() == original


def test_a_sidecar_has_it_beside(archive: Archive, item: int, tmp_path: Path) -> None:
    report = _export(archive, item, tmp_path / "out", How.SIDECAR, "title", "place")
    (sidecar,) = report.sidecars
    assert sidecar.name == f"{report.files[0].name}.xmp"
    found = _read(sidecar)
    assert (found.title, found.city, found.rating) == ({"zh": "签署", "en": "Signing"}, "Hangzhou", None)
    assert found.caption == {"": "By a camera"}
    assert b"<own:thing xmlns:own='urn:x'>  beside </own:thing>" in sidecar.read_bytes()
    assert report.files[0].read_bytes() == (tmp_path / "in" / "one.jpg").read_bytes()


def test_what_takes_nothing_inside_has_it_beside(archive: Archive, tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), "red").save(tmp_path / "one.bmp")
    Image.new("RGB", (40, 30), "blue").save(tmp_path / "two.jpg", xmp=b"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF")
    made = [entry.ref for entry in ingest(archive, [tmp_path / "one.bmp", tmp_path / "two.jpg"]).added]
    ids = [reading.resolve(archive, ref).id for ref in made]
    editing.set_values(archive, records=ids, values={"rating": "2"})
    (tmp_path / "out").mkdir()
    report = export_originals(archive, ids=ids, folder=tmp_path / "out", how=How.EMBED)
    assert [ref for ref, _reason in report.beside] == made
    assert "damaged" in report.beside[1][1]
    assert [_read(file).rating for file in report.sidecars] == [2, 2]


def test_names_that_may_not_leave_are_not_written(archive: Archive, item: int, tmp_path: Path) -> None:
    kid = editing.add_record(archive, kind=Kind.PERSON, names=[NewName("Signing")], values={"minor": "yes"}).id
    with pytest.raises(InvalidInput, match="minor"):
        _export(archive, item, tmp_path / "out", How.EMBED)
    assert list((tmp_path / "out").iterdir()) == []
    assert kid


def test_ways_and_fields_are_called_by_their_names() -> None:
    assert (how_called(" Embed "), fields_called("title, rating")) == (How.EMBED, ("title", "rating"))
    with pytest.raises(InvalidInput, match="embed"):
        how_called("inside")
    with pytest.raises(InvalidInput, match="“titel”"):
        fields_called("titel")


def test_terms_and_their_wider_ones_are_keywords(archive: Archive, item: int, tmp_path: Path) -> None:
    terms = [editing.add_record(archive, kind=Kind.TERM, names=[NewName(n, "en")]).id for n in ("Crafts", "Silk")]
    linking.add_link(archive, records=[terms[1]], relation="broader", other=terms[0])
    linking.add_link(archive, records=[item], relation="has_subject", other=terms[1])
    report = _export(archive, item, tmp_path / "out", How.SIDECAR, "keywords")
    found = _read(report.sidecars[0])
    assert (found.keywords, found.hierarchy) == (("Silk",), ("Crafts|Silk",))
    written = report.sidecars[0].read_text("utf-8")
    assert "<rdf:li>Crafts|Silk</rdf:li>" in written
    assert "<rdf:li>Crafts/Silk</rdf:li>" in written


@pytest.mark.parametrize(("spoken", "first"), [("en", "Mayor"), ("zh", "市长")])
def test_programs_of_one_language_show_the_one_by_which_the_file_is_named(
    archive: Archive, item: int, tmp_path: Path, spoken: str, first: str
) -> None:
    for lang, text in (("und", ""), ("zh", "市长"), ("en", "Mayor")):
        editing.set_text(archive, record=item, role=TextRole.CAPTION, lang=lang, text=text)
    set_language(spoken)
    try:
        report = _export(archive, item, tmp_path / "out", How.SIDECAR)
        (sidecar,) = report.sidecars
        said = sidecar.read_text(encoding="utf-8")
        described = said[said.index("<dc:description>") : said.index("</dc:description>")]
        titled = said[said.index("<dc:title>") : said.index("</dc:title>")]
    finally:
        set_language("en")
    assert f'"x-default">{first}<' in described
    name = {"en": "Signing", "zh": "签署"}[spoken]
    assert f'"x-default">{name}<' in titled
    assert name in report.files[0].name
