"""The settings as one table, wherever they are kept: this person's file, or the open archive."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.completeness import LANGUAGE_SETTING
from archive_app.domain.model.kinds import KIND_LABEL, Kind, NameKind
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import RecordRef
from archive_app.domain.model.settings import HOME_CITY, Scope, Setting, Value, shown
from archive_app.domain.model.settings import read as read_value
from archive_app.domain.model.settings import written as written_value
from archive_app.domain.text.languages import official_languages
from archive_app.errors import Ambiguous, InvalidInput, NotAnArchive
from archive_app.i18n import N_, _
from archive_app.services.archive import Archive
from archive_app.services.person import Person
from archive_app.services.records import reading
from archive_app.services.records.assigning import name_columns
from archive_app.services.records.values import clean
from archive_app.services.upkeep import completeness


@dataclass(frozen=True, slots=True)
class Held:
    """A setting and the value that holds: as it is kept, as it is written, in words; ``usual`` where nobody set it."""

    setting: Setting
    value: Value
    written: str
    said: str
    usual: bool


def held(person: Person, archive: Archive | None = None) -> list[Held]:
    """Every setting; those of an archive only where one is open."""
    return [
        _of_person(person, setting) if setting.scope is Scope.PERSON else _of_archive(archive, setting)
        for setting in shown()
        if setting.scope is Scope.PERSON or archive is not None
    ]


def put(person: Person, archive: Archive | None, written: Mapping[Setting, str | None]) -> ChangeSet | None:
    """Set all of ``written`` or, where one of them cannot be, none; ``None`` is the usual value.

    InvalidInput says what could be written; NotAnArchive where a setting is an archive's and none is open. Returns
    what was changed in the archive, which is one step and can be undone.
    """
    mine: dict[str, Value | None] = {}
    ours: dict[str, str] = {}
    for setting, text in written.items():
        if setting.scope is Scope.PERSON:
            mine[setting.name] = None if text is None else read_value(setting, text)
        elif archive is None:
            raise NotAnArchive(_("“{name}” is a setting of an archive. Say of which.").format(name=setting.name))
        else:
            ours[setting.key] = _kept(archive, setting, text)
    change = _put_in_archive(archive, ours) if archive is not None and ours else None
    if mine:
        person.put(mine)
    return change


def home_city(archive: Archive) -> RecordRef | None:
    """The city that the archive was told is its own."""
    with archive.store.read() as reader:
        found = reader.settings.home_city()
    return next(iter(reading.refs(archive, [found])), None) if found is not None else None


def home_languages(archive: Archive) -> tuple[str, ...]:
    """The languages of the home city, as BCP 47: those of its country, and those of its own names."""
    city = home_city(archive)
    if city is None:
        return ()
    home = reading.record(archive, city.id)
    around = [reading.record(archive, link.other.id) for link in home.links if link.relation == "located_in"]
    codes = [str(each.fields.get("iso_code") or "") for each in (home, *around)]
    found = [lang for code in codes for lang in official_languages(code)]
    found += [name.lang for name in home.names if not name.lang.startswith("und")]
    return tuple(dict.fromkeys(found))


def name_home(archive: Archive, name: str) -> ChangeSet:
    """Make the city called ``name`` the archive's own; one step. ``""`` is none.

    A name that no city has yet is that of a new one, or corrects the name of the one that is home already.
    """
    name = clean(name)
    with archive.store.transact(Label(N_("Make “{name}” the home city"), {"name": name})) as transaction:
        cities = transaction.reader.index.names.exact(name, [Kind.CITY]) if name else []
        if len(cities) > 1:
            raise Ambiguous(_("Several cities are called “{name}”. Choose one in the Preferences.").format(name=name))
        home = transaction.reader.settings.home_city()
        named = transaction.reader.records.names(home) if home is not None else ()
        if name and not cities and home is not None and named:
            cities = [home]
            transaction.parts.change("name", named[0].id, name_columns(name, "", NameKind.OFFICIAL))
        elif name and not cities:
            cities = [transaction.records.add(Kind.CITY, {}, ref=None).id]
            transaction.parts.add_name(cities[0], name_columns(name, "", NameKind.OFFICIAL))
        uid = transaction.reader.records.refs(cities)[cities[0]].uid if cities else ""
        transaction.set_setting(HOME_CITY, uid)
    return transaction.change


def _put_in_archive(archive: Archive, values: Mapping[str, str]) -> ChangeSet:
    with archive.store.transact(N_("Change the settings of the archive")) as transaction:
        for key, value in values.items():
            if value != transaction.reader.settings.value(key):
                transaction.set_setting(key, value)
    return transaction.change


def _kept(archive: Archive, setting: Setting, text: str | None) -> str:
    """As the archive keeps it: a record by its uid, all else as it is written."""
    if text is None or not text.strip():
        return str(setting.default)
    if setting.kind is not None:
        found = reading.resolve(archive, text, kinds=[setting.kind])
        if found.kind is not setting.kind:
            sentence = _("{ref} is not of this kind: {kind}.")
            raise InvalidInput(sentence.format(ref=found.ref, kind=_(KIND_LABEL[setting.kind])))
        return found.uid
    return str(read_value(setting, text))


def _of_person(person: Person, setting: Setting) -> Held:
    value = person.value(setting.name)
    return Held(setting, value, written_value(value), _said(setting, value), not person.is_set(setting.name))


def _of_archive(archive: Archive | None, setting: Setting) -> Held:
    assert archive is not None
    if setting.key == HOME_CITY:
        city = home_city(archive)
        return Held(setting, city.uid if city else "", city.ref if city else "", city.title if city else "", not city)
    if setting.key == LANGUAGE_SETTING:
        value = completeness.home_language(archive)
    else:
        with archive.store.read() as reader:
            value = reader.settings.value(setting.key) or str(setting.default)
    return Held(setting, value, value, _said(setting, value), value == setting.default)


def _said(setting: Setting, value: Value) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return _(dict(setting.choices).get(str(value), str(value))) if value != "" else ""
