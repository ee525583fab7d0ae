"""What records are called in other registers: Wikidata, GeoNames, VIAF, ISNI and more."""

from __future__ import annotations

from collections.abc import Sequence

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.fields import BY_NAME
from archive_app.domain.model.identifiers import ISO, SCHEMES, Scheme, read, recognise, url_of
from archive_app.domain.model.kinds import KIND_LABEL, Kind
from archive_app.domain.model.labels import Label
from archive_app.domain.model.records import IdentifierValue
from archive_app.errors import InvalidInput
from archive_app.i18n import N_, _
from archive_app.services.archive import Archive
from archive_app.services.records.values import clean
from archive_app.store.face.transaction import Transaction

__all__ = ["SCHEMES", "Scheme", "identifiers", "identify", "paste", "recognise", "remove_identifier", "url_of"]


def identifiers(archive: Archive, record_id: int) -> tuple[IdentifierValue, ...]:
    """The identifiers of a record, by scheme and value."""
    with archive.store.read() as reader:
        return reader.records.identifiers(record_id)


def identify(archive: Archive, *, record: int, values: Sequence[tuple[str, str]]) -> ChangeSet:
    """Give a record identifiers, each (scheme, value or address of its page), as one step; those it has stay.

    The scheme ``iso`` sets the field ``iso_code``. InvalidInput says how a value should look.
    """
    return _identify(archive, record, [read(scheme, clean(value)) for scheme, value in values])


def paste(archive: Archive, *, record: int, text: str) -> ChangeSet:
    """Give a record the identifier that was pasted: a page's address, ``scheme:value`` or a Wikidata number."""
    return _identify(archive, record, [recognise(clean(text))])


def remove_identifier(archive: Archive, *, identifier_id: int) -> ChangeSet:
    """Take an identifier off its record."""
    with archive.store.transact(N_("Remove an identifier")) as transaction:
        transaction.parts.remove("identifier", [identifier_id])
    return transaction.change


def _identify(archive: Archive, record: int, values: Sequence[tuple[str, str]]) -> ChangeSet:
    label = Label(N_("Identify as {list}"), {"list": [f"{scheme}:{value}" for scheme, value in values[:3]]})
    with archive.store.transact(label) as transaction:
        kind = transaction.records.kinds([record])[record]
        for scheme, value in values:
            _set(transaction, record, kind, scheme, value)
    return transaction.change


def _set(transaction: Transaction, record: int, kind: Kind, scheme: str, value: str) -> None:
    if scheme != ISO:
        transaction.parts.add_identifier(record, scheme, value)
        return
    if kind not in BY_NAME["iso_code"].kinds:
        raise InvalidInput(
            _("Only countries and cities have an ISO 3166 code; this is: {kind}.").format(kind=_(KIND_LABEL[kind]))
        )
    transaction.values.set_column([record], "iso_code", value)
