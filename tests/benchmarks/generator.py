"""Archives of any size with realistic names, links and Zipf-like frequencies; the same seed gives the same archive."""

from __future__ import annotations

import random
from pathlib import Path

from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import Archive
from tests.benchmarks.names import Names, real_names
from tests.bulk import BulkInsert
from tests.inside import database

_KINDS = (Kind.PHOTO, Kind.PHOTO, Kind.PHOTO, Kind.PHOTO, Kind.VIDEO, Kind.DOCUMENT, Kind.OBJECT)
_STATUS = ("draft", "draft", "reviewed", "public")


class Generated:
    """What was made: ids of partnerships (the first holds a third of the items), events and people."""

    def __init__(self, names: Names) -> None:
        self.names = names
        self.partnerships: list[int] = []
        self.partners: list[str] = []
        self.events: list[int] = []
        self.people: list[int] = []
        self.series: list[int] = []


def generate(archive: Archive, corpus: Path, items: int, seed: int = 2026) -> Generated:
    """Fill ``archive`` with ``items`` items, an event for every 50 of them and a person for every 20, in one step."""
    chance = random.Random(seed)
    made = Generated(real_names(corpus))
    with database(archive).transact(f"Generate {items} items") as transaction:
        bulk = BulkInsert(transaction)
        _frame(bulk, made, items, chance)
        for number in range(items):
            _item(bulk, made, number, chance)
        bulk.finish()
    return made


def _named(bulk: BulkInsert, record: int, text: str, lang: str, position: int = 0) -> None:
    bulk.row(
        "name", {"record_id": record, "text": text, "lang": lang, "position": position, "is_original": not position}
    )


def _link(bulk: BulkInsert, subject: int, relation: str, other: int) -> None:
    bulk.row("link", {"subject_id": subject, "relation": relation, "object_id": other})


def _frame(bulk: BulkInsert, made: Generated, items: int, chance: random.Random) -> None:
    home = bulk.record(Kind.CITY, {"latitude": 30.25, "longitude": 120.17})
    _named(bulk, home, "Hangzhou", "en")
    _named(bulk, home, "杭州", "zh", 1)
    countries = [bulk.record(Kind.COUNTRY) for _number in range(25)]
    for number, country in enumerate(countries):
        _named(bulk, country, f"{made.names.words[100 + number].title()}land", "en")
    for name, local in made.names.partners:
        city, partnership = bulk.record(Kind.CITY), bulk.record(Kind.PARTNERSHIP)
        _named(bulk, city, name, "en")
        _named(bulk, city, local or name, "und", 1)
        _link(bulk, city, "located_in", chance.choice(countries))
        for party in (home, city):
            _link(bulk, party, "party_of", partnership)
        made.partnerships.append(partnership)
        made.partners.append(name)
    for number in range(40):
        series = bulk.record(Kind.SERIES)
        _named(bulk, series, f"{made.names.titles[number * 7]} {number}", "en")
        made.series.append(series)
    for number in range(max(items // 50, 20)):
        _event(bulk, made, number, chance)
    for number in range(max(items // 20, 20)):
        person = bulk.record(Kind.PERSON)
        name = made.names.people[number % len(made.names.people)]
        _named(bulk, person, name if number < len(made.names.people) else _mixed(made.names, chance), "und")
        made.people.append(person)


def _event(bulk: BulkInsert, made: Generated, number: int, chance: random.Random) -> None:
    event = bulk.record(Kind.EVENT, {"date": str(1979 + number % 47)})
    which = _zipf(len(made.partnerships), chance)
    _named(bulk, event, f"{chance.choice(made.names.occasions)} with {made.partners[which]} {number}", "en")
    _link(bulk, event, "held_under", made.partnerships[which])
    if number % 4 == 0:
        _link(bulk, event, "in_series", chance.choice(made.series))
    made.events.append(event)


def _mixed(names: Names, chance: random.Random) -> str:
    return f"{chance.choice(names.people).split()[0]} {chance.choice(names.people).split()[-1]}"


def _item(bulk: BulkInsert, made: Generated, number: int, chance: random.Random) -> None:
    names = made.names
    item = bulk.record(
        _KINDS[number % 7],
        {
            "date": f"{1979 + number % 47}-{number % 12 + 1:02d}",
            "rating": number % 6,
            "status": _STATUS[number % 4],
        },
    )
    words = " ".join(names.words[_zipf(len(names.words), chance)] for _word in range(4))
    place = f", {names.places[_zipf(len(names.places), chance)]}" if number % 5 == 0 else ""
    _named(bulk, item, f"{words.capitalize()}{place} {number}", "en")
    if number % 3 == 0:
        _caption(bulk, item, "zh", f"{chance.choice(names.han)}{number}")
    elif number % 3 == 1:
        _caption(bulk, item, "en", names.titles[_zipf(len(names.titles), chance)])
    if number % 3 == 1:
        _link(bulk, item, "documents", made.partnerships[0])
    elif number % 10:
        _link(bulk, item, "documents", made.events[_zipf(len(made.events), chance)])
    if number % 2:
        _link(bulk, item, "depicts", made.people[_zipf(len(made.people), chance)])


def _caption(bulk: BulkInsert, item: int, lang: str, text: str) -> None:
    bulk.row("text", {"record_id": item, "role": "caption", "lang": lang, "text": text, "is_original": True})


def _zipf(size: int, chance: random.Random) -> int:
    """An index below ``size``, small ones far more often."""
    return min(int(size ** chance.random()) - 1, size - 1)
