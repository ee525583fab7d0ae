"""The facts of the demo archive, read from ``resources/demo``: the one reader of those files.

Records are known by keys of their own (``istanbul``, ``hangzhou-istanbul``, ``TR``) until an archive gives them ids.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive_app.domain.model.kinds import FileRole, Kind, NameKind, StageKind, Status, TextRole

HOME = "hangzhou"


@dataclass(frozen=True, slots=True)
class FactName:
    """A name in one language (BCP 47)."""

    text: str
    lang: str
    kind: NameKind = NameKind.OFFICIAL


@dataclass(frozen=True, slots=True)
class FactStage:
    """A stage of a partnership; ``date`` is EDTF, empty where no source gives one."""

    kind: StageKind
    date: str
    source: str
    confidence: str


@dataclass(frozen=True, slots=True)
class FactFile:
    """A picture of an item, by its name in ``pictures/``."""

    name: str
    role: FileRole


@dataclass(frozen=True, slots=True)
class FactRecord:
    """One record. ``fields`` are values as the command line takes them, ``texts`` by role and language.

    ``place`` is where a picture was, as degrees north and east, for its metadata; it is not a field of the record.
    """

    key: str
    kind: Kind
    names: tuple[FactName, ...]
    ref: str = ""
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    texts: Mapping[tuple[TextRole, str], str] = field(default_factory=dict, hash=False)
    stages: tuple[FactStage, ...] = ()
    files: tuple[FactFile, ...] = ()
    place: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class FactLink:
    """A link from ``subject`` to ``other``, both by key; ``relation`` by its key."""

    subject: str
    relation: str
    other: str
    certainty: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything the demo archive is made of, in the order in which it is added."""

    records: tuple[FactRecord, ...]
    links: tuple[FactLink, ...]
    creator: str


def read_facts(folder: Path) -> Facts:
    """Read the files in ``folder`` (``resources/demo``)."""
    return _Reader(folder).facts()


class _Reader:
    def __init__(self, folder: Path) -> None:
        def table(stem: str) -> dict[str, Any]:
            return tomllib.loads((folder / f"{stem}.toml").read_text(encoding="utf-8"))

        self._sources = table("sources")
        self._picture = table("demo")["picture"]
        self._countries, self._cities = table("countries"), table("cities")
        self._stories, self._views, self._items = table("stories"), table("views"), table("items")
        self._places = {key: tuple(entry["at"]) for key, entry in self._every() if "at" in entry}
        self._links: list[FactLink] = []

    def _every(self) -> Iterator[tuple[str, Any]]:
        for part in (self._cities, self._stories):
            yield from ((key, entry) for key, entry in part.items() if key != "also")

    def facts(self) -> Facts:
        records = [
            *(self._country(code, entry) for code, entry in self._countries.items()),
            self._story(HOME, self._stories[HOME]),
            *(self._city(key, entry) for key, entry in self._cities.items()),
            *(self._story(key, entry) for key, entry in self._stories.items() if key not in (HOME, "also")),
            *(self._partnership(key, entry) for key, entry in self._cities.items()),
            *(self._view(key, entry) for key, entry in self._views.items()),
            *(self._item(key, entry) for key, entry in self._items.items()),
        ]
        for entry in self._stories["also"]:
            self._link(entry["from"], entry["links"])
        return Facts(tuple(records), tuple(self._links), self._picture["creator"])

    def _link(self, subject: str, wishes: list[Any]) -> None:
        for wish in wishes:
            if isinstance(wish, str):
                relation, other = wish.split()
                self._links.append(FactLink(subject, relation, other))
            else:
                certainty, note = wish.get("certainty", ""), wish.get("note", "")
                self._links.append(FactLink(subject, wish["relation"], wish["to"], certainty, note))

    def _country(self, code: str, entry: dict[str, Any]) -> FactRecord:
        fields = {"iso_code": code, "continent": entry["continent"], "status": Status.REVIEWED}
        return FactRecord(code, Kind.COUNTRY, _names(entry), fields=fields)

    def _city(self, key: str, entry: dict[str, Any]) -> FactRecord:
        self._link(key, [f"located_in {entry['country']}", f"party_of {HOME}-{key}"])
        self._links.append(FactLink(HOME, "party_of", f"{HOME}-{key}"))
        fields = {
            "latitude": str(entry["at"][0]),
            "longitude": str(entry["at"][1]),
            "iso_code": entry["country"],
            "continent": entry["continent"],
            "source": self._sources["geonames"],
            "status": Status.REVIEWED,
        }
        return FactRecord(key, Kind.CITY, _names(entry), fields=fields)

    def _partnership(self, key: str, entry: dict[str, Any]) -> FactRecord:
        confidence = entry["stages"][-1]["confidence"]
        source = "; ".join(self._sources[name] for name in entry["sources"])
        stages = tuple(
            FactStage(StageKind(stage["kind"]), stage.get("date", ""), source, stage["confidence"])
            for stage in entry["stages"]
        )
        home, away = self._stories[HOME]["names"], entry["names"]
        names = tuple(
            FactName(f"{home[lang]}–{away[lang]}", lang) for lang in ("en", "zh") if lang in home and lang in away
        )
        status = Status.DRAFT if confidence == "low" else Status.REVIEWED
        return FactRecord(
            f"{HOME}-{key}",
            Kind.PARTNERSHIP,
            names,
            ref=f"{self._stories[HOME]['code']}-{entry['code']}",
            fields={"source": source, "confidence": confidence, "status": status},
            texts=_texts({"note": {"en": entry["note"]}} if "note" in entry else {}),
            stages=stages,
        )

    def _story(self, key: str, entry: dict[str, Any]) -> FactRecord:
        fields = {"status": str(Status.REVIEWED), **entry.get("values", {})}
        if "minor" in fields:
            fields["status"] = str(Status.DRAFT)
        if "at" in entry:
            fields |= {"latitude": str(entry["at"][0]), "longitude": str(entry["at"][1])}
        self._link(key, entry.get("links", []))
        return FactRecord(
            key, Kind(entry["kind"]), _names(entry), ref=entry.get("ref", ""), fields=fields, texts=_texts(entry)
        )

    def _view(self, key: str, entry: dict[str, Any]) -> FactRecord:
        """The drawn view of a partner city."""
        picture = {
            **entry,
            "ref": f"{self._cities[key]['code']}-0001",
            "status": Status.PUBLIC,
            "gps": key,
            "links": [f"depicts {key}", f"documents {HOME}-{key}"],
            "files": [{"name": f"{key}.jpg", "role": FileRole.MASTER}],
        }
        return self._item(f"view-{key}", picture)

    def _item(self, key: str, entry: dict[str, Any]) -> FactRecord:
        self._link(key, entry["links"])
        own: dict[str, str] = {name: entry[name] for name in ("date", "status", "material") if name in entry}
        files = entry.get("files", [{"name": f"{key}.jpg", "role": FileRole.MASTER}])
        spaces = {"en": " ", "zh": ""}
        captions = {lang: text + spaces[lang] + self._picture["note"][lang] for lang, text in entry["caption"].items()}
        return FactRecord(
            key,
            Kind(entry.get("kind", Kind.PHOTO)),
            _names({"names": entry["title"]}),
            ref=entry["ref"],
            fields={"credit": self._picture["credit"], "rights": self._picture["rights"], **own},
            texts=_texts({**entry, "caption": captions}),
            files=tuple(FactFile(file["name"], FileRole(file["role"])) for file in files),
            place=self._places.get(entry.get("gps", "")),
        )


def _names(entry: dict[str, Any]) -> tuple[FactName, ...]:
    official = [FactName(text, lang) for lang, text in entry["names"].items()]
    further = [FactName(name["text"], name["lang"], NameKind(name["kind"])) for name in entry.get("other_names", [])]
    return (*official, *further)


def _texts(entry: dict[str, Any]) -> dict[tuple[TextRole, str], str]:
    return {(role, lang): text for role in TextRole for lang, text in entry.get(str(role), {}).items()}
