"""The archive that the search is tried on: the story, and what else may be asked about."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PIL import Image

from archive_app.domain.model.boxes import Box
from archive_app.domain.model.kinds import Kind, StageKind, TextRole
from archive_app.services.history import history
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import (
    details,
    editing,
    identifiers,
    links_of_many,
    locations,
    merging,
    reading,
    regions,
    turning,
)
from archive_app.services.search import picking
from archive_app.store.database import clock
from tests.story import Story


class World(Story):
    """The story, and what else a search may be asked about."""

    def __init__(self, story: Story, folder: Path) -> None:
        super().__init__(story.archive, story.id, story.ref)
        self._scripts()
        self._things(folder)
        self._later()

    def _scripts(self) -> None:
        self.add("belgrade", Kind.CITY, "sr-Cyrl:Београд", latitude="44.8", longitude="20.46")
        self.add("moscow", Kind.CITY, "ru:Москва", latitude="55.75", longitude="37.62")
        self.add("bangkok", Kind.CITY, "th:กรุงเทพมหานคร", latitude="13.75", longitude="100.5")
        self.add("agadir", Kind.CITY, "ar:أكادير")
        self.add("seoul", Kind.CITY, "ko:서울특별시")
        self.add("xian", Kind.CITY, "zh:西安", "en:Xi’an")
        self.add("lodz", Kind.CITY, "pl:Łódź", "de:Lodz in der Łódźer Straße")
        self.add("cacak", Kind.CITY, "sr-Cyrl:Чачак", "sr-Latn:Čačak")
        self.add("tbilisi", Kind.CITY, "ka:თბილისი")
        self.add("delhi", Kind.CITY, "hi:नई दिल्ली")
        self.add("museum", Kind.ORGANISATION, "en:Museum of the Belt and Road", "zh:一帶一路博物館",
                 latitude="30.26", longitude="120.16")  # fmt: skip
        self.add("obrien", Kind.PERSON, "en:Flann O'Brien", occupation="photographer from Hawaiʻi")
        self.add("suite", Kind.SERIES, "en:A tale of two cities", "ja:カガの町")
        self.link("obrien", "affiliated with", "museum")
        editing.set_values(
            self.archive, records=[self.id["hangzhou"]], values={"latitude": "30.25", "longitude": "120.17"}
        )
        editing.set_values(
            self.archive, records=[self.id["istanbul"]], values={"latitude": "41.01", "longitude": "28.95"}
        )

    def _things(self, folder: Path) -> None:
        folder.mkdir()
        for number in range(3):
            Image.new("RGB", (8, 8), (number * 60, 0, 0)).save(folder / f"IMG_{number:04d}.jpg")
        for number, entry in enumerate(ingest(self.archive, [folder]).added):
            key = f"file{number}"
            self.ref[key], self.id[key] = entry.ref, reading.resolve(self.archive, entry.ref).id
        papers = folder / "papers"
        papers.mkdir()
        said = "The jade that was carved\n杭州国际传播中心\nqqq, a sister-city dialogue on base"
        (papers / "paper.txt").write_text(said, "utf-8")
        (entry,) = ingest(self.archive, [papers]).taken
        self.ref["paper"], self.id["paper"] = entry.ref, reading.resolve(self.archive, entry.ref).id
        self.add("silk", Kind.TERM, "en:silk", "zh:丝绸", vocabulary="materials")
        self.add("brocade", Kind.TERM, "en:brocade", "zh:织锦", vocabulary="materials")
        self.link("brocade", "narrower than", "silk")
        self.link("file1", "made of", "brocade")
        self.link("file2", "made of", "silk")
        self.link("file0", "created by", "obrien")
        self.link("file0", "in series", "suite")
        self.link("file1", "taken at", "istanbul")
        self.link("file1", "documents", "dialogue")
        self.link("file2", "depicts", "pillar")
        self.link("pillar", "given by", "murat")
        self.link("museum", "took part in", "dialogue")
        self.link("suite", "held under", "p-nis")
        self.add(
            "film", Kind.VIDEO, "zh:杭州2025年的合影", date="1999-12", rating="4", latitude="30.3", longitude="120.1"
        )
        self.add("tape", Kind.AUDIO, "fr:L’été", date="2015/2016", rating="5", rights="Musée d’été", status="public")
        self.add("vase", Kind.OBJECT, "en:Vase", source="Gift book", status="reviewed", date="2025-07-13",
                 technique="carved jade")  # fmt: skip
        self._inscriptions()
        self._gifts()
        self._kept()
        self._regions()
        self.link("vase", "given by", "istanbul")
        self.link("vase", "given to", "museum")
        editing.set_values(
            self.archive,
            records=[self.id["file0"]],
            values={"caption[fr]": "La colline", "alt[en]": "A hill", "note": "belt and road", "rating": "3"},
        )
        editing.set_values(self.archive, records=[self.id["file2"]], values={"rating": "-1"})
        picking.pick(self.archive, records=[self.id[key] for key in ("vase", "film", "nezih")])
        editing.delete_records(self.archive, records=[self.id["loose"]])

    def _regions(self) -> None:
        for key, text, sort, subject in (
            ("file0", "on the left", "face", "nezih"), ("file0", "", "face", "murat"),
            ("file1", "赠予", "inscription", ""),
        ):  # fmt: skip
            regions.add(
                self.archive, record=self.id[key], file=reading.record(self.archive, self.id[key]).files[0].id,
                box=Box(0.1, 0.1, 0.2, 0.2), text=text, sort=sort, subject=self.id[subject] if subject else None,
            )  # fmt: skip

    def _kept(self) -> None:
        self.add("depot", Kind.LOCATION, "en:Depot", "zh:库房", level="site")
        self.add("shelf", Kind.LOCATION, "en:Shelf 3", level="shelf", source="Gift book")
        self.add("case", Kind.LOCATION, "en:Showcase")
        self.link("shelf", "within", "depot")
        for key, place, said in (
            ("vase", "shelf", {"date": "1961", "by": "Museum", "reason": "gift"}),
            ("vase", "case", {"date": "2001-05", "until": "2001-06", "reason": "book"}),
            ("pillar", "case", {"date": "1961-03"}),
            ("pillar", "depot", {"date": "1965", "until": "2100"}),
        ):
            locations.move(self.archive, records=[self.id[key]], to=self.id[place], **said)

    def _gifts(self) -> None:
        self.add("law", Kind.RULE, "en:Gifts of 2020", covers="gifts received", valid_from="2020", status="reviewed")
        self.add("older", Kind.RULE, "en:Gifts of 1990", valid_from="1990", valid_until="2019", status="reviewed")
        self.add("scarf", Kind.TRANSFER, "en:A silk scarf", direction="received", date="2025-07-13")
        self.add("coin", Kind.TRANSFER, "en:A coin", direction="received", date="2025-08", declared_on="2025-09",
                 due_on="2030-01-05", circumstances="at the museum")  # fmt: skip
        self.add("watch", Kind.TRANSFER, "en:A watch", direction="declined", offered_on="2025-07-12")
        self.link("vase", "changed hands in", "scarf")
        self.link("scarf", "given by", "istanbul")
        self.link("coin", "held under", "p-nis")
        for key, sort, said in (
            ("law", "gift_limit", {"amount": "1000", "currency": "EUR", "per": "gift", "act": "hand in"}),
            (
                "law",
                "deadline",
                {"act": "hand in", "count": "60", "unit": "days", "starts": "acceptance", "over": "yes"},
            ),
            ("law", "deadline", {"act": "declare", "count": "30", "unit": "days", "starts": "acceptance"}),
            ("older", "deadline", {"act": "declare", "count": "1", "unit": "days", "starts": "acceptance"}),
            (
                "scarf",
                "party",
                {"side": "giver", "name": "Murat", "office": "Mayor", "organisation": "Museum of gifts"},
            ),
        ):
            detail = details.detail_called(sort)
            details.add_detail(self.archive, records=[self.id[key]], detail=detail, values=said)

    def _inscriptions(self) -> None:
        inscription = details.detail_called("inscription")
        for key, said in (
            ("vase", {"text": "赠予杭州友人", "position": "on the base", "translation": "Given to friends"}),
            ("vase", {"text": "Hotîn 1961", "language": "und"}),
            ("pillar", {"text": "À nos amis", "language": "fr", "translation": "献给我们的朋友"}),
        ):
            details.add_detail(self.archive, records=[self.id[key]], detail=inscription, values=said)
        for key, sort, said in (
            ("vase", "measurement", {"dimension": "height", "value": "30.5", "unit": "cm", "measured_by": "Museum"}),
            ("vase", "measurement", {"dimension": "weight", "value": "12.5", "unit": "kg", "date": "1961"}),
            ("pillar", "measurement", {"dimension": "height", "value": "350", "unit": "mm", "part": "base"}),
            ("vase", "valuation", {"amount": "1200", "currency": "EUR", "basis": "museum book", "date": "1965"}),
            ("pillar", "valuation", {"amount": "35", "currency": "USD"}),
            ("vase", "condition_check", {"condition": "good", "date": "2001-05", "note": "carved jade, whole"}),
            ("pillar", "insurance", {"insurer": "Museum", "amount": "1200.50", "currency": "EUR", "until": "1970"}),
        ):
            detail = details.detail_called(sort)
            details.add_detail(self.archive, records=[self.id[key]], detail=detail, values=said)
        editing.set_values(
            self.archive,
            records=[self.id["nezih"]],
            values={"birth_date": "1961-03", "minor": "no", "confidence": "high"},
        )
        editing.set_values(
            self.archive, records=[self.id["belgrade"]], values={"iso_code": "RS", "continent": "Europe"}
        )

    def _later(self) -> None:
        """What others did on other days to what belongs to a record."""
        with on("2031-03-04", by="bert"):
            editing.set_text(self.archive, record=self.id["film"], role=TextRole.ALT, lang="en", text="A group")
            editing.add_stage(self.archive, partnership=self.id["p-nis"], kind=StageKind.DORMANT, date="2030")
            self.link("vase", "related to", "lodz")
            identifiers.identify(self.archive, record=self.id["obrien"], values=[("wikidata", "Q42")])
            turning.turn(self.archive, records=[self.id["file2"]], by=90)
            picking.pick(self.archive, records=[self.id["tape"]])
        with on("2031-03-05", by="anna"):
            self.add("twin", Kind.CITY, "en:Tiflis")
            self.link("twin", "related to", "delhi")
            tag = links_of_many.Tag(reading.refs(self.archive, [self.id["suite"]])[0])
            links_of_many.apply(self.archive, records=[self.id["file0"], self.id["film"]], tags=[tag])
            editing.change_name(self.archive, name_id=self._name("cacak"), text="Чачак!")
        with on("2032-01-01", by="bert"):
            merging.merge(self.archive, keep=self.id["tbilisi"], drop=self.id["twin"])
            editing.set_text(self.archive, record=self.id["agadir"], role=TextRole.NOTE, lang="en", text="seen")
        with on("2032-01-02", by="anna"):
            history.undo(self.archive)

    def _name(self, key: str) -> int:
        return reading.record(self.archive, self.id[key]).names[0].id


@contextmanager
def on(day: str, *, by: str) -> Iterator[None]:
    """What is done meanwhile is done on that day, by that person."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EXCHANGE_ARCHIVE_USER", by)
        patch.setattr(clock, "now", lambda: f"{day}T12:00:00.000Z")
        yield


#: What a query calls records, by field, and the keys of those that are meant.
CALLED = {
    "partnership": {"istanbul": ["p-istanbul"], "niš": ["p-nis"], "杭州": ["p-istanbul", "p-nis"],
                    "türkiye": ["p-istanbul"]},
    "city": {"istanbul": ["istanbul"], "НИШ": ["nis"], "hangzhou": ["hangzhou"], "西安": ["xian"]},
    "country": {"turkiye": ["turkiye"]},
    "place": {"göbekli tepe": ["gobekli"], "伊斯坦布尔": ["istanbul"]},
    "person": {"murat sav": ["murat"], "nezih": ["nezih"], "o'brien": ["obrien"]},
    "organisation": {"museum": ["museum"], "一带一路": ["museum"]},
    "event": {"dialogue": ["dialogue"]},
    "series": {"a tale of two cities": ["suite"], "カガ": ["suite"]},
    "transfer": {"a coin": ["coin"], "silk scarf": ["scarf"]},
    "term": {"silk": ["silk"], "织锦": ["brocade"]},
    "at": {"depot": ["depot"], "库房": ["depot"], "depot › shelf 3": ["shelf"], "showcase": ["case"]},
    "linked": {"museum": ["museum"], "vase": ["vase"]},
    "taken-by": {"o'brien": ["obrien"], "museum": ["museum"]},
    "given-by": {"murat sav": ["murat"], "istanbul": ["istanbul"]},
    "near": {"istanbul": ["istanbul"], "杭州": ["hangzhou"], "göbekli tepe": ["gobekli"], "museum": ["museum"]},
}  # fmt: skip
