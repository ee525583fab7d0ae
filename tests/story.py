"""A small archive with the traps of the real material, built through the services."""

from __future__ import annotations

from archive_app.domain.model.kinds import Kind, NameKind, StageKind
from archive_app.services.archive import Archive
from archive_app.services.records import editing, linking
from archive_app.services.records.editing import NewName


class Story:
    """Hangzhou with Istanbul and Niš; every record by a short name in ``id``."""

    def __init__(self, archive: Archive, ids: dict[str, int], refs: dict[str, str]) -> None:
        self.archive = archive
        self.id = ids
        self.ref = refs

    @classmethod
    def told(cls, archive: Archive) -> Story:
        """Put the story into an empty archive."""
        story = cls(archive, {}, {})
        story._places()
        story._partnerships()
        story._people_and_gifts()
        return story

    def add(self, key: str, kind: Kind, *names: str, **values: str) -> int:
        given = [_name(text, lang) for lang, text in map(_split, names)]
        made = editing.add_record(self.archive, kind=kind, names=given, values=values)
        self.id[key], self.ref[key] = made.id, made.ref
        return made.id

    def link(self, first: str, relation: str, second: str) -> None:
        linking.add_link(self.archive, records=[self.id[first]], relation=relation, other=self.id[second])

    def _places(self) -> None:
        self.add("hangzhou", Kind.CITY, "en:Hangzhou", "zh:杭州", continent="Asia")
        self.add("istanbul", Kind.CITY, "tr:İstanbul", "en:Istanbul", "zh:伊斯坦布尔", continent="Asia")
        self.add("nis", Kind.CITY, "sr-Latn:Niš", "sr-Cyrl:Ниш", "zh:尼什", continent="Europe")
        self.add("turkiye", Kind.COUNTRY, "en:Türkiye", iso_code="TR")
        self.add("gobekli", Kind.PLACE, "en:Göbekli Tepe", latitude="37.2232", longitude="38.9225")
        self.link("istanbul", "located in", "turkiye")
        self.link("gobekli", "located in", "turkiye")

    def _partnerships(self) -> None:
        for key in ("istanbul", "nis"):
            partnership = f"p-{key}"
            self.add(partnership, Kind.PARTNERSHIP)
            self.link("hangzhou", "party of", partnership)
            self.link(key, "party of", partnership)
        editing.add_stage(
            self.archive, partnership=self.id["p-istanbul"], kind=StageKind.SISTER_CITY, date="[2015,2016]"
        )
        editing.add_stage(self.archive, partnership=self.id["p-nis"], kind=StageKind.MEMORANDUM, date="2025-04")

    def _people_and_gifts(self) -> None:
        self.add("dialogue", Kind.EVENT, "en:Dialogue on Göbekli Tepe", "zh:哥贝克力石阵对话", date="2025-07")
        self.link("dialogue", "held under", "p-istanbul")
        self.add("nezih", Kind.PERSON, "tr:Nezih Başgelen")
        self.link("nezih", "took part in", "dialogue")
        self.add("murat", Kind.PERSON, "tr:Murat Sav")
        self.link("murat", "represents", "istanbul")
        self.add("pillar", Kind.OBJECT, "en:Replica of a pillar", "zh:石柱复制品", credit="Museum")
        self.link("pillar", "presented at", "dialogue")
        self.link("pillar", "comes from", "gobekli")
        self.add("photo", Kind.PHOTO, "en:The pillar is shown", date="2025-07-12")
        editing.set_values(
            self.archive,
            records=[self.id["photo"]],
            values={"caption[en]": "At the sister-city dialogue", "caption[zh]": "杭州国际传播中心的对话"},
        )
        self.link("photo", "documents", "dialogue")
        self.add("portrait", Kind.PHOTO, "en:Portrait of Murat Sav")
        self.link("portrait", "depicts", "murat")
        self.add("site", Kind.PHOTO, "en:The hill")
        self.link("site", "depicts", "gobekli")
        self.add("lotus", Kind.PHOTO, "en:Lotus seeds from Niš")
        self.link("lotus", "documents", "p-nis")
        self.add("loose", Kind.PHOTO, "en:Nobody knows")


def _split(name: str) -> tuple[str, str]:
    lang, _colon, text = name.partition(":")
    return lang, text


def _name(text: str, lang: str) -> NewName:
    return NewName(text, lang, NameKind.OFFICIAL)
