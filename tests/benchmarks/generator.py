"""Archives of any size with realistic names, links and Zipf-like frequencies; the same seed gives the same archive."""

from __future__ import annotations

import csv
import random
from pathlib import Path

from archive_app.domain.kinds import Kind
from archive_app.services.archive import Archive
from archive_app.store.bulk import BulkInsert

_WORDS = (
    "delegation",
    "mayor",
    "signing",
    "memorandum",
    "lotus",
    "silk",
    "tea",
    "ceremony",
    "dialogue",
    "anniversary",
    "museum",
    "students",
    "football",
    "orchestra",
    "marathon",
    "bridge",
    "lake",
    "pagoda",
    "handshake",
    "exhibition",
    "vase",
    "scroll",
    "embroidery",
    "friendship",
    "garden",
    "school",
    "concert",
    "visit",
)
_HAN = ("杭州代表团访问", "签字仪式", "西湖合影", "礼品赠送", "友好城市周年", "丝绸展览", "青少年交流", "市长会见")
_FIRST = ("Nezih", "Murat", "Renato", "Leonardo", "Max", "Gu", "Jovana", "Somchai", "Aroha", "Emma", "Hassan", "Yuki")
_LAST = ("Başgelen", "Sav", "Freitas", "Lombroso", "Wheatley", "Jiafeng", "Petrović", "Wongsa", "Ngata", "Virtanen")


class Generated:
    """What was made: ids of partnerships (the first holds a third of the items), events and people."""

    def __init__(self) -> None:
        self.partnerships: list[int] = []
        self.partners: list[str] = []
        self.events: list[int] = []
        self.people: list[int] = []


def partners(corpus: Path) -> list[tuple[str, str]]:
    """The real partners: English name and local name."""
    with (corpus / "partners" / "hangzhou-partners.csv").open(encoding="utf-8", newline="") as file:
        return [(row["city"], row["city_local"]) for row in csv.DictReader(file)]


def generate(archive: Archive, corpus: Path, items: int, seed: int = 2026) -> Generated:
    """Fill ``archive`` with ``items`` items, an event for every 50 of them and a person for every 20, in one step."""
    chance = random.Random(seed)
    made = Generated()
    with archive.store.transact(f"Generate {items} items") as transaction:
        bulk = BulkInsert(transaction)
        _frame(bulk, made, partners(corpus), items, chance)
        for number in range(items):
            _item(bulk, made, number, chance)
        bulk.finish()
    return made


def _named(bulk: BulkInsert, record: int, text: str, lang: str, position: int = 0) -> None:
    bulk.row(
        "name", {"record_id": record, "text": text, "lang": lang, "position": position, "is_original": not position}
    )


def _frame(bulk: BulkInsert, made: Generated, cities: list[tuple[str, str]], items: int, chance: random.Random) -> None:
    home = bulk.record(Kind.CITY)
    _named(bulk, home, "Hangzhou", "en")
    _named(bulk, home, "杭州", "zh", 1)
    for name, local in cities:
        city, partnership = bulk.record(Kind.CITY), bulk.record(Kind.PARTNERSHIP)
        _named(bulk, city, name, "en")
        _named(bulk, city, local, "und", 1)
        for party in (home, city):
            bulk.row("link", {"subject_id": party, "relation": "party_of", "object_id": partnership})
        made.partnerships.append(partnership)
        made.partners.append(name)
    for number in range(max(items // 50, 20)):
        event = bulk.record(Kind.EVENT, {"date": str(1979 + number % 47)})
        _named(bulk, event, f"{chance.choice(_WORDS).title()} {chance.choice(_WORDS)} {number}", "en")
        partnership = made.partnerships[_zipf(len(made.partnerships), chance)]
        bulk.row("link", {"subject_id": event, "relation": "held_under", "object_id": partnership})
        made.events.append(event)
    for _number in range(max(items // 20, 20)):
        person = bulk.record(Kind.PERSON)
        _named(bulk, person, f"{chance.choice(_FIRST)} {chance.choice(_LAST)}", "und")
        made.people.append(person)


def _item(bulk: BulkInsert, made: Generated, number: int, chance: random.Random) -> None:
    kind = (Kind.PHOTO, Kind.PHOTO, Kind.PHOTO, Kind.PHOTO, Kind.VIDEO, Kind.DOCUMENT, Kind.OBJECT)[number % 7]
    item = bulk.record(kind, {"date": f"{1979 + number % 47}-{number % 12 + 1:02d}", "rating": number % 6})
    words = " ".join(chance.choices(_WORDS, k=3))
    _named(bulk, item, f"{words.capitalize()} {number}", "en")
    if number % 3 == 0:
        text = f"{chance.choice(_HAN)}{number}"
        bulk.row("text", {"record_id": item, "role": "caption", "lang": "zh", "text": text, "is_original": True})
    if number % 3 == 1:
        bulk.row("link", {"subject_id": item, "relation": "documents", "object_id": made.partnerships[0]})
    elif number % 10:
        event = made.events[_zipf(len(made.events), chance)]
        bulk.row("link", {"subject_id": item, "relation": "documents", "object_id": event})
    if number % 2:
        person = made.people[_zipf(len(made.people), chance)]
        bulk.row("link", {"subject_id": item, "relation": "depicts", "object_id": person})


def _zipf(size: int, chance: random.Random) -> int:
    """An index below ``size``, small ones far more often."""
    return min(int(size ** chance.random()) - 1, size - 1)
