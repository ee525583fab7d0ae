"""What a catalogue says in its languages: names, texts, dates, anniversaries, each piece in the language it is in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePath

from archive_app.domain.dates import dates
from archive_app.domain.dates.value import DateValue
from archive_app.domain.model.anniversaries import Anniversary
from archive_app.domain.model.catalogue import Fact, Wording, Words
from archive_app.domain.model.details import PRINTED as _DETAILS
from archive_app.domain.model.details import REGION, DetailType
from archive_app.domain.model.fields import PRINTED
from archive_app.domain.model.kinds import Kind, NameKind, TextRole
from archive_app.domain.model.records import DetailValue, FileValue, Record, RecordRef
from archive_app.domain.model.regions import region_of
from archive_app.domain.model.relations import RELATIONS, WORDS
from archive_app.domain.model.titles import Candidate, choose
from archive_app.domain.text import collation
from archive_app.domain.text.folding import fold
from archive_app.domain.text.showing import duration_text
from archive_app.domain.text.sounds import spelled
from archive_app.i18n import _, translated
from archive_app.media.formats.filetypes import PDF
from archive_app.media.printing.labels import kind_words, label_languages, labels

_PICTURES = "image/"
#: Names that stand for a record; a former name, an alias or pinyin only does where there is nothing else.
_STANDS = (NameKind.OFFICIAL, NameKind.EXONYM)


def distinct(wordings: Iterable[Wording]) -> Words:
    """The wordings without empty ones and without the same text twice."""
    found: dict[str, Wording] = {}
    for wording in wordings:
        if wording.text.strip():
            found.setdefault(wording.text.strip(), wording)
    return tuple(found.values())


def names(record: Record, languages: Sequence[str]) -> Words:
    """The record's names in ``languages``; in the first of them always one, if only the original or its title."""
    usable = [name for name in record.names if name.kind in _STANDS] or list(record.names)
    written: list[Wording] = []
    for language in languages:
        own = [name for name in usable if _same_language(name.lang, language)]
        candidates = own or ([] if written else usable)
        chosen = choose([Candidate(n.text, n.lang, n.kind, n.is_original) for n in candidates], language)
        written += [Wording(name.text, name.lang) for name in candidates if name.text == chosen][:1]
    return distinct(written) or (Wording(record.title),)


def texts(record: Record, role: TextRole, languages: Sequence[str]) -> Words:
    """The record's texts of one role in ``languages``; where it has none of these, the original."""
    own = [text for text in record.texts if text.role is role]
    wanted = [text for language in languages for text in own if _same_language(text.lang, language)]
    if not wanted:
        wanted = [text for text in own if text.is_original][:1] or own[:1]
    return distinct(Wording(text.text, text.lang) for text in wanted)


def instead(file: FileValue, kind: Kind, languages: Sequence[str]) -> Words:
    """What is said in the place of a picture of what has none by its nature: a sound and how long it is, a document and
    of which sort. Empty where there should be one.
    """
    if file.mime.startswith(_PICTURES) or file.mime == PDF:
        return ()
    about = duration_text(file.duration) if file.duration else ""
    if kind not in (Kind.AUDIO, Kind.VIDEO):
        about = PurePath(file.original_name).suffix.removeprefix(".").upper()
    said = []
    for spoken in label_languages(tuple(languages)):
        own = labels(spoken)
        name = str(own["instead"].get(kind) or own["instead"][Kind.DOCUMENT])
        said.append(Wording(own["instead_joined"].format(name=name, about=about) if about else name, spoken))
    return distinct(said)


def _same_language(lang: str, wanted: str) -> bool:
    """Whether ``lang`` can be read by a reader of ``wanted``; Chinese in Latin letters is not Chinese to read."""
    if lang.partition("-")[0].lower() != wanted.partition("-")[0].lower():
        return False
    return wanted.partition("-")[0].lower() != "zh" or "latn" not in lang.lower()


def date_words(date: DateValue | str | None, languages: Sequence[str]) -> Words:
    """A date in words, in the languages that the labels are printed in."""
    if not date:
        return ()
    return distinct(Wording(dates.words(date, spoken), spoken) for spoken in label_languages(tuple(languages)))


def anniversary_words(anniversary: Anniversary | None, languages: Sequence[str]) -> Words:
    """An anniversary in words, as a printed page may say it: without how many days are left."""
    if anniversary is None:
        return ()
    return distinct(Wording(_anniversary(anniversary, spoken), spoken) for spoken in label_languages(tuple(languages)))


def _anniversary(anniversary: Anniversary, language: str) -> str:
    entry = labels(language)
    pattern = entry["anniversaries"][anniversary.stage.value][anniversary.years != 1]
    text = str(pattern).format(years=anniversary.years, date=dates.words(anniversary.date_edtf, language))
    if not anniversary.uncertain:
        return text
    return str(entry["source_says"]).format(text=text, said=dates.words(anniversary.said, language))


def facts(record: Record, languages: Sequence[str]) -> tuple[Fact, ...]:
    """What its fields and details say under a plate, as it is written there: in no other language. Of a document, how
    many pages it has.
    """
    fields = (Fact(field.name, ((Wording(field.said(record.fields.get(field.name))),),)) for field in PRINTED)
    details = (Fact(each.name, tuple(_detail(each, row) for row in record.details_of(each.name))) for each in _DETAILS)
    said = Fact("extent", (_extent(record.shown, languages),))
    return tuple(fact for fact in (said, *fields, *details) if any(said.text for each in fact.values for said in each))


def _extent(file: FileValue | None, languages: Sequence[str]) -> Words:
    """“PDF, 14 pages”."""
    if file is None or not file.pages:
        return ()
    kind = PurePath(file.original_name).suffix.removeprefix(".").upper()
    patterns = {spoken: labels(spoken)["extent_said"] for spoken in label_languages(tuple(languages))}
    return distinct(
        Wording(str(forms[file.pages != 1]).format(kind=kind, n=file.pages), spoken)
        for spoken, forms in patterns.items()
    )


def from_left(record: Record, file: FileValue) -> list[RecordRef]:
    """Whom the accepted regions of a file name, from left to right as the file is shown: those of the page that is
    printed, the first.
    """
    marked = [
        (box.middle, region.subject)
        for region in map(region_of, record.details_of(REGION.name))
        if region.file == file.id and region.page == 1 and region.accepted and region.subject is not None
        if (box := region.boxed(file.turn)) is not None
    ]
    return [subject for _middle, subject in sorted(marked, key=lambda each: each[0])]


def _detail(declared: DetailType, detail: DetailValue) -> Words:
    """A detail in its parts, the first of which is in its language."""
    columns = sorted((column for column in declared.columns if column.printed), key=lambda column: column.printed)
    langs = [
        str(detail.values.get(declared.language) or "und") if declared.language else "und",
        *("und" for _c in columns),
    ]
    return distinct(
        Wording(column.said(detail.values.get(column.name)), lang) for column, lang in zip(columns, langs, strict=False)
    )


def relation(label: str, language: str) -> str:
    """The label of a relation, shown in the program's language, in the language of a catalogue."""
    source = next((text for each in RELATIONS for text in (*WORDS[each.key], each.inverse) if _(text) == label), label)
    return str(labels(language)["relations"].get(source) or translated(source, language))


def counted(counts: Sequence[tuple[Kind, int]], languages: Sequence[str]) -> Words:
    """So many of each kind, in words."""
    said = []
    for spoken in label_languages(tuple(languages)):
        entry = labels(spoken)
        parts = [entry["count"].format(n=number, kind=kind_words(kind, number, spoken)) for kind, number in counts]
        said.append(Wording(str(entry["list"]).join(parts), spoken))
    return distinct(said)


def sort_key(name: str) -> str:
    """Where a name stands in an index: by its folded letters, Chinese by pinyin."""
    return fold(spelled(name)).strip()


def index_place(name: str, language: str, *, person: bool = False) -> tuple[str, tuple[bool, bytes, bytes]]:
    """The heading in an index in ``language`` under which a name stands, and where: Latin letters first, each letter
    that the language counts as one of its own (ö in Swedish) under a heading of its own. The Chinese name of a
    ``person`` stands under its surname as that is read.
    """
    read = collation.as_surname(name.strip()) if person else name
    said, folded = spelled(read).strip(), sort_key(read)
    heading = letter_of(folded)
    own = said[:1].upper()
    if own.isalpha() and collation.sort_key(own, language) > collation.sort_key(f"{heading}zzz", language):
        heading = own
    shown = (collation.sort_key(heading, language), collation.sort_key(said, language))
    return heading, (not folded[:1].isascii(), *shown)


def letter_of(key: str) -> str:
    """The heading in an index for a sort key."""
    first = next((character for character in key if character.isalnum()), "")
    return first.upper() if first.isalpha() else "#"
