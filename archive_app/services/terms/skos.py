"""Vocabularies out of SKOS files and into them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from archive_app import i18n
from archive_app.domain.model.identifiers import url_of
from archive_app.domain.model.kinds import NameKind, TextRole
from archive_app.domain.model.labels import Label
from archive_app.domain.model.skos import Concept, Rest, Scheme, Thesaurus, Words
from archive_app.domain.model.vocabularies import WELL_KNOWN, key_of
from archive_app.domain.text.showing import shown
from archive_app.errors import InvalidInput
from archive_app.i18n import NN_, _, ngettext
from archive_app.media.exchange.skos import SUFFIXES as SUFFIXES
from archive_app.media.exchange.skos import read
from archive_app.media.exchange.skos_writing import written
from archive_app.services import outputs
from archive_app.services.archive import Archive
from archive_app.services.clearance.clearance import cleared, withheld_names
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records.values import clean, limit
from archive_app.services.terms.skos_import import Import, address_of, setting_of
from archive_app.services.terms.terms import label_of
from archive_app.store.face.values import URN

_LANGUAGES = ("en", "zh")


@dataclass(frozen=True, slots=True)
class SkosReport:
    """What an import did: terms added and changed, and those that were as the file has them; the vocabularies it went
    into, and the ``step`` of the history (0 where nothing changed). ``rest`` is how much of what kind the file
    says that was not taken over.
    """

    added: int
    changed: int
    same: int
    vocabularies: tuple[str, ...]
    step: int = 0
    rest: Mapping[Rest, int] = field(default_factory=dict, hash=False)

    @property
    def left(self) -> str:
        """What was not taken over, in a sentence; empty where that is nothing."""
        parts = [_counted(kind, count) for kind, count in self.rest.items()]
        return _("Not taken over: {parts}.").format(parts=_(", ").join(parts)) if parts else ""


def _counted(kind: Rest, count: int) -> str:
    words = {
        Rest.NOTE: ngettext("{count} note", "{count} notes", count),
        Rest.COLLECTION: ngettext("{count} collection", "{count} collections", count),
        Rest.MATCH: ngettext("{count} match", "{count} matches", count),
        Rest.DEPRECATED: ngettext("{count} deprecated concept", "{count} deprecated concepts", count),
        Rest.HIDDEN: ngettext(
            "that {count} label is hidden (it became another name)",
            "that {count} labels are hidden (they became other names)",
            count,
        ),
        Rest.ADDRESS: ngettext("the address of {count} scheme", "the addresses of {count} schemes", count),
        Rest.UNLINKED: ngettext(
            "{count} link to a concept that is not there", "{count} links to concepts that are not there", count
        ),
        Rest.OTHER: ngettext("{count} other statement", "{count} other statements", count),
    }
    return words[kind].format(count=f"{count:,}")


def import_skos(
    archive: Archive,
    path: Path,
    *,
    vocabulary: str = "",
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> SkosReport:
    """Take every concept of ``path`` into the archive, as one step. A concept whose address is known is brought up to
    date, never doubled. ``vocabulary`` is where they go, else what their scheme is called, else the file's name.

    FaultyFile lists what is wrong, and nothing is imported; Cancelled leaves nothing either.
    """
    if on_progress is not None:
        on_progress(Progress(0, 0, path.name))
    thesaurus = read(path, cancelled=cancelled)
    count = len(thesaurus.concepts)
    key = key_of(clean(vocabulary))
    limit(key, "name")
    run = Import(thesaurus, key, path, Ticker(count, on_progress), cancelled, archive=archive.info.uid)
    forms = NN_("Import {count} term from “{file}”", "Import {count} terms from “{file}”")
    with archive.store.transact(Label.of_many(forms, count, file=shown(path.name))) as transaction:
        run.go(transaction)
        step = transaction.step if transaction.written else 0
    counted = {**thesaurus.rest, Rest.UNLINKED: run.unlinked, Rest.ADDRESS: run.unaddressed}
    rest = {kind: counted[kind] for kind in Rest if counted.get(kind)}
    return SkosReport(run.added, run.changed, count - run.added - run.changed, run.vocabularies, step, rest)


def export_skos(archive: Archive, *, vocabulary: str, out: Path) -> int:
    """Write a vocabulary to ``out`` as SKOS: RDF/XML or N-Triples where its ending says so, else Turtle. The same terms
    give the same bytes. Returns how many there are; ``out`` is replaced.
    """
    outputs.check(out)
    key = key_of(clean(vocabulary))
    with archive.store.read() as reader:
        ids = reader.terms.in_vocabulary(key)
        if not ids:
            raise InvalidInput(_("The vocabulary “{name}” has no terms.").format(name=label_of(key)))
        names, texts = reader.terms.labels(ids), reader.terms.texts(ids)
        up, beside = reader.terms.broader(ids), reader.terms.related(ids)
        known = reader.terms.identifiers(ids)
        refs = reader.records.refs(ids)
        came_with = reader.settings.value(setting_of(key))
    addresses = {term: _address(known.get(term, ()), refs[term].uid) for term in ids}
    scheme = Scheme(came_with or address_of(archive.info.uid, key), _scheme_labels(key))
    concepts = [
        Concept(
            uri=addresses[term],
            preferred=_spoken(names.get(term, ()), official=True),
            alternative=_spoken(names.get(term, ()), official=False),
            definitions=_said(texts.get(term, ()), TextRole.DESCRIPTION),
            notes=_said(texts.get(term, ()), TextRole.NOTE),
            notations=tuple(value for kind, value in known.get(term, ()) if kind == "notation"),
            broader=tuple(addresses[above] for above in up.get(term, ()) if above in addresses),
            related=tuple(addresses[other] for other in beside.get(term, ()) if other in addresses),
            scheme=scheme.uri,
            matches=_matches(known.get(term, ()), addresses[term]),
        )
        for term in ids
    ]
    thesaurus = cleared(Thesaurus((scheme,), tuple(concepts)), withheld_names(archive))
    outputs.write(out, written(thesaurus, out.suffix))
    return len(concepts)


def _address(known: Sequence[tuple[str, str]], uid: str) -> str:
    """The address a term came with, else one made of its own uid."""
    return next((value for scheme, value in known if scheme == "uri"), f"{URN}{uid}")


def _matches(known: Sequence[tuple[str, str]], own: str) -> tuple[str, ...]:
    """The addresses of its pages in other registers."""
    found = [value if scheme == "uri" else url_of(scheme, value) for scheme, value in known if scheme != "notation"]
    return tuple(dict.fromkeys(each for each in found if each and each != own))


def _scheme_labels(key: str) -> tuple[Words, ...]:
    if key not in WELL_KNOWN:
        return (Words(key or _("Without a vocabulary"), i18n.language()),)
    return tuple(Words(i18n.translated(WELL_KNOWN[key], lang), lang) for lang in _LANGUAGES)


def _spoken(names: Sequence[tuple[str, str, str]], *, official: bool) -> tuple[Words, ...]:
    """The first official name of each language is the preferred label; all others are alternative ones."""
    preferred: dict[str, Words] = {}
    others: list[Words] = []
    for text, lang, kind in names:
        if kind == NameKind.OFFICIAL and lang not in preferred:
            preferred[lang] = Words(text, lang)
        else:
            others.append(Words(text, lang))
    # No label may be both (SKOS, S13).
    return tuple(preferred.values()) if official else tuple(each for each in others if each not in preferred.values())


def _said(texts: Sequence[tuple[str, str, str]], role: TextRole) -> tuple[Words, ...]:
    return tuple(Words(text, lang) for kind, text, lang in texts if kind == role)
