"""Files read again on request: where they and the archive differ, both are shown, and one is chosen.

What a file says is what it was taken in with, or a sidecar that came since. Taking it is one step that can be undone;
what is not taken stays as it is, in the archive and in the file.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from archive_app import inside
from archive_app.domain.model.details import REGION
from archive_app.domain.model.fields import BY_NAME
from archive_app.domain.model.kinds import TEXT_LABEL, FileRole, TextRole
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import FileValue, NameValue, Record, RecordRef, TextValue
from archive_app.domain.text.folding import fold
from archive_app.domain.text.languages import language_kept, language_said
from archive_app.errors import Cancelled, InvalidInput
from archive_app.i18n import N_, NN_, _, language, listed, noted
from archive_app.media.formats.sniff import sniff
from archive_app.media.metadata.facts import Metadata, with_sidecar
from archive_app.media.objects.objects import HEAD
from archive_app.services.archive import Archive
from archive_app.services.ingest import regions
from archive_app.services.ingest.encodings import ReadAgainReport
from archive_app.services.ingest.record import columns_of, spoken, words_of
from archive_app.services.progress import Progress, Ticker
from archive_app.services.records import editing, reading

#: A position is one thing, though it is two fields.
POSITION = "position"
#: What a file says of regions comes to those that are there.
REGIONS = "regions"
_XMP = "application/rdf+xml"
_NAME, _POSITION = N_("Name"), N_("Position")


@dataclass(frozen=True, slots=True)
class Difference:
    """What a record and its file say otherwise: ``key`` as it is set by (``caption[zh]``), ``label`` for people, and
    the two sides as they are written. ``mine`` is empty where the archive says nothing.
    """

    record: RecordRef
    key: str
    label: str
    mine: str
    said: str


def differences(
    archive: Archive,
    ids: Sequence[int],
    *,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> list[Difference]:
    """Read the files of ``ids`` again; all in which these and the archive differ. Cancelled changes nothing."""
    ticker, found = Ticker(len(ids), on_progress), list[Difference]()
    for each in ids:
        if cancelled():
            raise Cancelled(_("Stopped. Nothing was changed."))
        whole = reading.record(archive, each)
        found += _differing(whole, _said(archive, whole))
        ticker.tick(whole.ref)
    return found


def chosen(found: Sequence[Difference], fields: Collection[str]) -> list[Difference]:
    """Those of ``found`` that are named by ``fields``: a field with or without its language, or ``all``. InvalidInput
    for what is none of them.
    """

    def called(each: Difference) -> set[str]:
        said = (each.key, each.key.partition("[")[0], each.label, _field(each.key), "all", _("all"))
        return set(map(fold, said))

    wanted = set(map(fold, fields))
    known = {word for each in found for word in called(each)}
    for name in fields:
        if found and fold(name) not in known:
            sentence = _("In “{value}” no file differs. They differ in: {choices}.")
            words = {each.key if language() == "en" else each.label for each in found}
            raise InvalidInput(sentence.format(value=name, choices=listed(sorted(words))))
    return [each for each in found if wanted & called(each)]


def take(archive: Archive, wanted: Sequence[Difference]) -> ReadAgainReport:
    """Let records say what their files say, as one step. What was changed since it was shown stays."""
    report = ReadAgainReport()
    if not wanted:
        return report
    by_record: dict[int, list[Difference]] = {}
    for each in wanted:
        by_record.setdefault(each.record.id, []).append(each)
    forms = NN_("Take over what a file says", "Take over what {count} files say")
    with archive.store.transact(Label.of_many(forms, len(by_record))) as transaction:
        for record_id, group in by_record.items():
            whole = reading.record(archive, record_id)
            # Regions come to what is there, whatever became of that.
            fresh = [each for each in group if each.key == REGIONS or _mine(whole, each.key) == each.mine]
            values: dict[str, str] = {}
            for each in fresh:
                if each.key == REGIONS:
                    regions.take(transaction, whole, each.said.split("\n"), _said(archive, whole))
                elif each.key == POSITION:
                    values["latitude"], values["longitude"] = each.said.split(", ")
                else:
                    values[each.key] = each.said
            if values:
                editing.set_values(archive, records=[record_id], values=values)
            (report.changed if len(fresh) == len(group) else report.kept).append(whole.ref)
        report.step = transaction.step if transaction.written else 0
    return report


def _said(archive: Archive, whole: Record) -> Metadata:
    """What the first file of a record says, with its sidecars on top, the one that came last above all."""
    own = regions.own_file(whole)
    said = _read(archive, own) if own is not None else Metadata()
    for file in whole.files:
        if file.role is FileRole.SIDECAR and file.mime == _XMP:
            said = with_sidecar(said, _read(archive, file))
    return said


def _read(archive: Archive, file: FileValue) -> Metadata:
    with archive.store.read() as reader:
        extension = reader.files.extension(file.sha256) or ""
    path = archive.objects.path_of(file.sha256, extension)
    try:
        with inside.open_file(path) as stream:
            filetype = sniff(stream.read(HEAD), path.name)
    except OSError:
        return Metadata()
    return archive.decoders.submit(path, filetype, ()).result().metadata


def _differing(whole: Record, said: Metadata) -> Iterator[Difference]:
    ref = RecordRef(whole.id, whole.uid, whole.ref, whole.kind, whole.title)
    for each, value in _values(said):
        key = _standing(whole, each)
        mine = _mine(whole, key)
        if key.startswith("name[") and any(name.text == value for name in whole.names):
            continue
        if value and value != mine:
            yield Difference(ref, key, _label(key), mine, value)
    there, more = regions.differing(whole, said)
    if more:
        yield Difference(ref, REGIONS, _(REGION.plural), there, more)


def _standing(whole: Record, key: str) -> str:
    """The key of the field that the record has for this language: an earlier version kept what files call it."""
    name, _bracket, lang = key.rstrip("]").partition("[")
    there = [each.lang for each in (whole.names if name == "name" else whole.texts) if _is(name, each)]
    if not lang or lang in there:
        return key
    return next((f"{name}[{each}]" for each in there if language_kept(each) == lang), key)


def _is(name: str, said: NameValue | TextValue) -> bool:
    return isinstance(said, NameValue) or said.role == name


def _values(said: Metadata) -> Iterator[tuple[str, str]]:
    for lang, title in spoken(said.title).items():
        yield f"name[{lang}]", title
    for role, lang, text in words_of(said):
        yield f"{role}[{lang}]", text
    columns = columns_of(said)
    if said.latitude is not None and said.longitude is not None:
        yield POSITION, _pair(said.latitude, said.longitude)
    for name in ("date", "rating", "credit", "rights"):
        yield name, "" if columns.get(name) is None else str(columns[name])


def _pair(latitude: float | None, longitude: float | None) -> str:
    return "" if latitude is None or longitude is None else f"{latitude}, {longitude}"


def _mine(whole: Record, key: str) -> str:
    name, _bracket, lang = key.rstrip("]").partition("[")
    if key == POSITION:
        return _pair(whole.latitude, whole.longitude)
    if name == "name":
        return next((each.text for each in whole.names if each.lang == lang), "")
    if lang:
        return next((each.text for each in whole.texts if each.role == name and each.lang == lang), "")
    if name == "date":
        return whole.date.edtf if whole.date else ""
    value = whole.fields.get(name)
    return "" if value is None or value == 0 else str(value)


def _label(key: str) -> str:
    _name, _bracket, lang = key.rstrip("]").partition("[")
    return noted(_field(key), language_said(lang)) if lang else _field(key)


def _field(key: str) -> str:
    """What a field is called, whatever the language of what it says."""
    name = key.partition("[")[0]
    if name == POSITION:
        return _(_POSITION)
    if name == "name":
        return _(_NAME)
    if name == REGIONS:
        return _(REGION.plural)
    return _(TEXT_LABEL[TextRole(name)]) if name in set(TextRole) else _(BY_NAME[name].label)
