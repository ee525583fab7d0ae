"""A catalogue as the data that the templates in ``resources/pdf`` read: JSON, cleaned, with every size known."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Mapping
from typing import Any

from archive_app.domain.dates import dates
from archive_app.domain.model.catalogue import (
    Catalogue,
    Chapter,
    ChapterStage,
    IndexEntry,
    PictureFile,
    Plate,
    Wording,
    Words,
)
from archive_app.domain.model.details import PRINTED as PRINTED_DETAILS
from archive_app.domain.model.fields import PRINTED
from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.titles import shorten
from archive_app.i18n import _, translated
from archive_app.media.printing.labels import kind_words, label_languages, labels
from archive_app.media.printing.pictures import Gathered
from archive_app.media.printing.text import PrintText, font_table, spoken_language

# A plate with more to say than this is set over the whole measure and may run on to the next page.
_LONG = 1000
_HEAD = 60  # characters of the title in the running head
_LISTS = ("marked", "people", "places", "occasions", "creators", "givers", "receivers")
#: What the lines under a plate are called by the program, where the labels do not say.
_CALLED = {
    **{field.name: field.label for field in PRINTED},
    **{detail.name: detail.label for detail in PRINTED_DETAILS},
}


def placeholder_name(number: int) -> str:
    """The name of the stand-in for the picture with this object number."""
    return f"{number}.jpg"


class CatalogueData:
    """Builds the data of one catalogue. ``placed`` and ``refused`` are what became of its pictures."""

    def __init__(
        self, catalogue: Catalogue, placed: Mapping[PictureFile, Gathered], refused: Mapping[PictureFile, str]
    ) -> None:
        self.catalogue = catalogue
        self.text = PrintText()
        self._placed = placed
        self._refused = refused
        self._languages = label_languages(catalogue.languages)
        self._number = 0

    def build(self) -> dict[str, Any]:
        """The data, ready for JSON."""
        catalogue, text = self.catalogue, self.text
        title = text.words(catalogue.title) or text.words(
            self.said("contact_sheet" if catalogue.sheet else "catalogue")
        )
        built: dict[str, Any] = {
            "sheet": catalogue.sheet,
            "title": title,
            "head": self._head(title[0]),
            "subtitle": text.words(catalogue.subtitle),
            "editor": text.line(catalogue.editor),
            "date": {"y": catalogue.date.year, "m": catalogue.date.month, "d": catalogue.date.day},
            "date_words": text.words(self._day(catalogue.date)),
            "lang": spoken_language(Wording("", catalogue.languages[0])).partition("-")[0] or "en",
            "labels": [self._label_table(language) for language in self._languages],
            "fonts": font_table(),
            "cover": self._cover(title),
            "chapters": [self._chapter(chapter) for chapter in catalogue.chapters],
            "people": self._index(catalogue.people),
            "places": self._index(catalogue.places),
        }
        return built | {"rtl": text.right_to_left}

    def _head(self, title: dict[str, Any]) -> list[dict[str, Any]]:
        """The title as it runs along the pages; nothing where it is that of the only chapter, which runs there too."""
        chapters = self.catalogue.chapters
        only = self.text.words(chapters[0].title)[:1] if len(chapters) == 1 else []
        return [] if only == [title] else [title | {"t": shorten(title["t"], _HEAD)}]

    def said(self, key: str, table: str = "") -> Words:
        """A label in the languages of the labels; of ``table`` where the label stands in one."""
        words = ((labels(language), language) for language in self._languages)
        return _distinct((entry[table][key] if table else entry[key], language) for entry, language in words)

    def _day(self, day: dt.date) -> Words:
        return _distinct((dates.words(day.isoformat(), language), language) for language in self._languages)

    def _label_table(self, language: str) -> dict[str, Any]:
        sample = self.text.wording(Wording(labels(language)["contents"], language))
        words = {name: translated(label, language) for name, label in _CALLED.items()}
        words |= {key: value for key, value in labels(language).items() if isinstance(value, str)}
        return {"words": words, "lang": sample["l"], "font": sample["f"], "rtl": sample["r"]}

    def _picture(self, picture: PictureFile | None) -> dict[str, Any] | None:
        place = self._placed.get(picture) if picture else None
        return {"file": placeholder_name(place.number), "w": place.width, "h": place.height} if place else None

    def _cover(self, title: list[dict[str, Any]]) -> dict[str, Any] | None:
        picture = self._picture(self.catalogue.cover)
        if picture is None:
            return None
        alt = next((_alt(plate) for plate in self.catalogue.plates if plate.picture == self.catalogue.cover), "")
        label = self.said("cover_picture")[0].text
        return picture | {"alt": self.text.line(f"{label}: {alt}" if alt else f"{label}: {title[0]['t']}")}

    def _chapter(self, chapter: Chapter) -> dict[str, Any]:
        text = self.text
        # What belongs to no partnership is the others only where there are some that do.
        rest = "other_items" if len(self.catalogue.chapters) > 1 else "plates"
        return {
            "title": text.words(chapter.title) or text.words(self.said(rest)),
            "text": text.paragraphs(chapter.text),
            "parties": [words for party in chapter.parties if (words := text.words(party))],
            "stages": [self._stage(stage) for stage in chapter.stages],
            "anniversary": text.words(chapter.anniversary),
            "continent": self._continent(chapter.continent),
            "counts": [self._count(kind, number) for kind, number in chapter.counts],
            "plates": [self._plate(plate) for plate in chapter.plates],
        }

    def _continent(self, continent: str) -> list[dict[str, Any]]:
        if not continent:
            return []
        known = continent in labels(self._languages[0])["continents"]
        return self.text.words(self.said(continent, "continents") if known else (Wording(continent, "en"),))

    def _count(self, kind: Kind, number: int) -> list[dict[str, Any]]:
        words = (
            (labels(language)["count"].format(n=number, kind=kind_words(kind, number, language)), language)
            for language in self._languages
        )
        return self.text.words(_distinct(words))

    def _stage(self, stage: ChapterStage) -> dict[str, Any]:
        return {
            "kind": self.text.words(self.said(stage.kind.value, "stage_kinds")),
            "date": self.text.words(stage.date),
            "source": self.text.line(stage.source),
        }

    def _plate(self, plate: Plate) -> dict[str, Any]:
        self._number += 1
        text, ref = self.text, plate.ref
        picture = self._picture(plate.picture)
        title = text.words(plate.title, ref) or [text.wording(Wording(plate.ref, "und"))]
        built: dict[str, Any] = {
            "number": self._number,
            "ref": text.line(plate.ref),
            "title": title,
            "caption": text.paragraphs(plate.caption, ref),
            "alt": text.line(_alt(plate), ref) or title[0]["t"],
            "date": text.words(plate.date, ref),
            "picture": picture,
            "instead": [] if picture else text.words(plate.instead, ref),
        }
        for name in _LISTS:
            built[name] = [said for value in getattr(plate, name) if (said := text.words(value, ref))]
        facts = (
            (fact.key, [said for value in fact.values if (said := text.words(value, ref))]) for fact in plate.facts
        )
        built["facts"] = [{"key": key, "values": values} for key, values in facts if values]
        built["why"] = text.line(plate.why, ref)
        return built | {"long": _measure(built) > _LONG}

    def _index(self, entries: tuple[IndexEntry, ...]) -> list[dict[str, Any]]:
        groups: list[dict[str, Any]] = []
        for entry in entries:
            name = self.text.words(entry.name)
            if not name:
                continue
            letter = self.text.line(entry.letter)
            if not groups or groups[-1]["letter"] != letter:
                groups.append({"letter": letter, "entries": []})
            groups[-1]["entries"].append({"name": name, "plates": list(entry.plates)})
        return groups

    def notes(self) -> list[tuple[str, str]]:
        """What could not be printed as it is: pairs of a plate's ref and the reason, in the order of the pages."""
        notes = []
        for plate in self.catalogue.plates:
            # Whoever prints it is told why, and not the partner who reads it.
            reason = self._refused.get(plate.picture, "") if plate.picture is not None else plate.missing
            if reason:
                notes.append((plate.ref, _("Printed without its picture: {reason}").format(reason=reason)))
            if plate.ref in self.text.unprintable:
                notes.append((plate.ref, _no_glyph(self.text.unprintable[plate.ref])))
        if "" in self.text.unprintable:
            notes.append(("", _no_glyph(self.text.unprintable[""])))
        return notes


def _distinct(pairs: Any) -> Words:
    words: dict[str, Wording] = {}
    for text, language in pairs:
        words.setdefault(text, Wording(text, language))
    return tuple(words.values())


def _alt(plate: Plate) -> str:
    for words in (plate.alt, plate.caption, plate.title):
        said = next((wording.text for wording in words if wording.text.strip()), "")
        if said:
            return said
    return plate.ref


def _measure(built: dict[str, Any]) -> int:
    """About how many Latin letters wide the text of a plate is, all in all."""
    texts = [wording["t"] for key in ("title", "caption", "date") for wording in built[key]]
    texts += [wording["t"] for key in _LISTS for said in built[key] for wording in said]
    texts += [wording["t"] for fact in built["facts"] for said in fact["values"] for wording in said]
    texts.append(built["why"])
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for text in texts for c in text)


def _no_glyph(characters: set[str]) -> str:
    codes = ", ".join(f"U+{ord(character):04X}" for character in sorted(characters))
    return _("No font here has a sign for {codes}; a box is printed instead.").format(codes=codes)
