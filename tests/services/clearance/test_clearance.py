"""What may leave the house: by whatever road a minor's picture or name could, and what was rejected or retired."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.model.catalogue import Catalogue, Chapter, Wording
from archive_app.domain.model.details import REGION
from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.domain.text.withholding import Withheld
from archive_app.errors import InvalidInput
from archive_app.services.archive import Archive, create_archive
from archive_app.services.catalogue.catalogue import make_catalogue
from archive_app.services.clearance.clearance import Reason, clear, cleared, counted
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import details, editing, linking, merging, reading, regions
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.tagging import codes
from archive_app.services.tagging.code_files import export_csv
from archive_app.services.terms import terms
from archive_app.services.terms.skos import export_skos
from tests.inside import database
from tests.services.catalogue.test_catalogue import pages_of

DAY = dt.date(2026, 11, 26)
_XMP = (
    b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    b'<rdf:Description xmlns:ext="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" rdf:about="">'
    b"<ext:PersonInImage><rdf:Bag>"
    b"<rdf:li>Canary Kid</rdf:li></rdf:Bag></ext:PersonInImage></rdf:Description></rdf:RDF></x:xmpmeta>"
)


class House:
    """An archive with pictures by name, each of another colour."""

    def __init__(self, archive: Archive, folder: Path) -> None:
        self.archive, self.folder = archive, folder
        self.ids: dict[str, int] = {}
        folder.mkdir()

    def picture(self, name: str, xmp: bytes = b"") -> int:
        colour = (len(self.ids) * 9 % 256, len(self.ids) * 31 % 256, 99)
        Image.new("RGB", (60, 40), colour).save(self.folder / f"{name}.jpg", **({"xmp": xmp} if xmp else {}))
        ingest(self.archive, [self.folder / f"{name}.jpg"])
        self.ids[name] = searching.search_ids(self.archive, f'kind:photo "{name}"')[0]
        return self.ids[name]

    def add(self, kind: Kind, name: str, **values: str) -> int:
        return editing.add_record(self.archive, kind=kind, names=[NewName(name)], values=values).id

    def link(self, subject: int, relation: str, obj: int) -> None:
        linking.add_link(self.archive, records=[subject], relation=relation, other=obj)

    def left(self) -> set[str]:
        """The pictures that may leave."""
        may = set(clear(self.archive, self.ids.values(), day=DAY).ids)
        return {name for name, key in self.ids.items() if key in may}


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(create_archive(tmp_path / "archive"), tmp_path / "pictures")


def test_no_side_road_leads_out(house: House, tmp_path: Path) -> None:
    kid = house.add(Kind.PERSON, "Canary Kid", minor="yes")
    born = house.add(Kind.PERSON, "Birthday Kid", birth_date="2023-05-01")
    merged = house.add(Kind.PERSON, "Merged Kid", minor="yes")
    kept = house.add(Kind.PERSON, "Merged Kid B", minor="no")
    gone = house.add(Kind.PERSON, "Deleted Kid", minor="yes")
    denied = house.add(Kind.PERSON, "Kid With No", minor="no", birth_date="2022")
    gift, party = house.add(Kind.OBJECT, "Drawing given by a kid"), house.add(Kind.EVENT, "Birthday of Canary Kid")
    for name in ("direct", "inverse", "repro", "source", "part", "pictured", "caption", "birth", "merged", "gone",
                 "denied", "sketch", "control", "gifted", "partied"):  # fmt: skip
        house.picture(name)
    house.picture("persontag", _XMP)
    roads = [
        ("direct", "depicts", kid), ("repro", "reproduction_of", house.ids["direct"]),
        ("part", "part_of", house.ids["direct"]), ("pictured", "depicts", house.ids["direct"]),
        ("birth", "depicts", born), ("merged", "depicts", merged), ("gone", "depicts", gone),
        ("denied", "depicts", denied), ("sketch", "created_by", kid), ("gifted", "depicts", gift),
        ("partied", "documents", party),
    ]  # fmt: skip
    for name, relation, obj in roads:
        house.link(house.ids[name], relation, obj)
    house.link(house.ids["direct"], "reproduction_of", house.ids["source"])
    house.link(gift, "given_by", kid)
    house.link(kid, "took_part_in", party)
    house.link(kid, "related_to", house.ids["inverse"])
    words = "Canary Kid, aged three, greets the mayor."
    editing.set_text(house.archive, record=house.ids["caption"], role=TextRole.CAPTION, lang="en", text=words)
    merging.merge(house.archive, keep=kept, drop=merged)
    editing.delete_records(house.archive, records=[gone])
    assert house.left() == {"control", "gifted", "partied"}
    report = make_catalogue(house.archive, query="", out=tmp_path / "c.pdf", title="For Canary Kid", date=DAY)
    printed = " ".join(" ".join(pages_of(report.file)).split())
    assert "control" in printed
    assert "Birthday of ..." in printed
    assert "Canary" not in printed
    assert {each.why for each in report.kept} == {Reason.MINOR}
    house.archive.close()


def test_a_region_that_shows_or_names_a_minor_keeps_its_picture_in(house: House) -> None:
    """Accepted or not, whatever links there are besides, and though the child was deleted or merged since."""
    kid, gone = house.add(Kind.PERSON, "Canary Kid", minor="yes"), house.add(Kind.PERSON, "Deleted Kid", minor="yes")
    kept = house.add(Kind.PERSON, "Somebody", minor="no")
    merged = house.add(Kind.PERSON, "Somebody too", minor="yes")
    subjects = {"subject": kid, "gone": gone, "merged": merged, "control": house.add(Kind.PERSON, "Mayor")}
    for name in (*subjects, "words", "unaccepted"):
        house.picture(name)
    box = {"file": "1", "x": "0.1", "y": "0.1", "width": "0.2", "height": "0.2"}
    for name, record in house.ids.items():
        said = {"words": {"text": "left: Canary Kid"}, "unaccepted": {"text": "Canary Kid", "accepted": "no"}}.get(name)
        said = said or {"subject": reading.refs(house.archive, [subjects[name]])[0].ref}
        details.add_detail(house.archive, records=[record], detail=REGION, values={**box, **said})
        linking.remove_links(house.archive, links=[link.id for link in reading.record(house.archive, record).links])
    editing.delete_records(house.archive, records=[gone])
    merging.merge(house.archive, keep=kept, drop=merged)
    assert house.left() == {"control"}
    for record in house.ids.values():
        regions.remove(house.archive, regions=[each.id for each in regions.of_record(house.archive, record)])
    assert house.left() == set(house.ids)
    house.archive.close()


def test_what_shows_the_same_stays_as_well(house: House) -> None:
    kid = house.add(Kind.PERSON, "Canary Kid", minor="yes")
    whole, page, other, apart = (house.picture(name) for name in ("whole", "page", "other", "apart"))
    house.link(page, "part_of", whole)
    house.link(other, "part_of", whole)
    house.link(page, "depicts", kid)
    house.link(apart, "related_to", page)
    assert house.left() == {"other", "apart"}
    twin = house.picture("twin")
    merging.merge(house.archive, keep=twin, drop=page)
    assert house.left() == {"other", "apart"}
    house.archive.close()


@pytest.mark.parametrize(
    ("birth", "may"),
    [
        ("2008-11-26", True),
        ("2008-11-27", False),
        ("2008", False),
        ("2007", True),
        ("2010/..", False),
        ("../1950", True),
    ],
)
def test_who_is_not_surely_of_age_is_a_minor(house: House, birth: str, may: bool) -> None:
    person = house.add(Kind.PERSON, "Somebody Young", birth_date=birth)
    house.link(house.picture("one"), "depicts", person)
    assert house.left() == ({"one"} if may else set())
    house.archive.close()


def test_whose_damaged_birth_date_cannot_be_read_is_a_minor_and_no_other_is(house: House) -> None:
    young, old = (house.add(Kind.PERSON, name, birth_date="1950") for name in ("Somebody Young", "Somebody Old"))
    house.link(house.picture("one"), "depicts", young)
    house.link(house.picture("two"), "depicts", old)
    with database(house.archive)._write_engine.begin() as connection:
        connection.exec_driver_sql("UPDATE record SET birth_date = '1950-7x-#' WHERE id = ?", (young,))
    assert house.left() == {"two"}
    house.archive.close()


def test_rejected_and_retired_items_stay_and_are_counted(house: House, tmp_path: Path) -> None:
    for name in ("good", "rejected", "retired"):
        house.picture(name)
    editing.set_values(house.archive, records=[house.ids["rejected"]], values={"rating": "-1"})
    editing.set_values(house.archive, records=[house.ids["retired"]], values={"status": "retired"})
    report = make_catalogue(house.archive, ids=list(house.ids.values()), out=tmp_path / "c.pdf")
    assert report.plates == 1
    assert counted(report.kept) == "Left out: 1 item is rejected; 1 item is retired."
    refs = {reading.record(house.archive, house.ids[name]).ref: name for name in house.ids}
    assert {refs[each.ref] for each in report.skipped if not each.printed} == {"rejected", "retired"}
    with pytest.raises(InvalidInput, match=r"Nothing of it may leave the archive\. Left out: 1 item is rejected"):
        make_catalogue(house.archive, query="rejected:yes", out=tmp_path / "d.pdf")
    assert not (tmp_path / "d.pdf").exists()
    house.archive.close()


def test_tables_and_vocabularies_leave_without_the_name(house: House, tmp_path: Path) -> None:
    kid = house.add(Kind.PERSON, "Canary Kid", minor="yes")
    codes.set_code(house.archive, code="ck", targets=[codes.NewTarget(kid)])
    export_csv(house.archive, tmp_path / "codes.csv")
    table = (tmp_path / "codes.csv").read_text("utf-8-sig")
    assert "Canary" not in table
    assert reading.record(house.archive, kid).ref in table
    terms.add_term(house.archive, vocabulary="subjects", names=[NewName("Canary Kid's drawings")])
    export_skos(house.archive, vocabulary="subjects", out=tmp_path / "terms.ttl")
    assert "Canary" not in (tmp_path / "terms.ttl").read_text("utf-8")
    house.archive.close()


def test_a_child_that_is_called_as_a_continent_or_a_language_takes_neither_from_a_catalogue() -> None:
    words = (Wording("Asia and her mother in Asia", "en"),)
    whole = Catalogue(words, (), "Asia", DAY, ("zh", "en"), (Chapter(words, continent="Asia"),))
    printed = cleared(whole, Withheld(["Asia", "En", "Zh"]))
    assert printed.title[0] == Wording("… and her mother in …", "en")
    assert (printed.editor, printed.languages) == ("…", ("zh", "en"))
    assert (printed.chapters[0].title, printed.chapters[0].continent) == (printed.title, "Asia")
