"""Files in the database: which digests are known, which are on their way, and who holds them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from sqlalchemy import Connection, delete, insert

from archive_app.i18n import N_
from archive_app.store.change.archive import Database
from archive_app.store.change.transaction import Transaction
from archive_app.store.database import clock
from archive_app.store.database.batches import batched, marks
from archive_app.store.index import contents
from archive_app.store.index.contents import Contents
from archive_app.store.records.deleted import LIES
from archive_app.store.schema.own_tables import Intent


def items_by_digest(connection: Connection, digests: Collection[str], *, rather: int = 0) -> dict[str, tuple[int, str]]:
    """The item (id, ref) that holds each known digest, of several ``rather`` this one; digests of hidden items only are
    not known.
    """
    found: dict[str, tuple[int, str]] = {}
    for batch in batched(sorted(set(digests)), 900):
        for sha256, record_id, ref in connection.exec_driver_sql(
            "SELECT f.sha256, r.id, r.ref FROM media_file f JOIN record r ON r.id = f.record_id"
            " AND r.deleted_at IS NULL"
            f" WHERE f.sha256 IN ({marks(batch)}) ORDER BY r.id = ?, f.id DESC",
            (*(bytes.fromhex(digest) for digest in batch), rather),
        ):
            found[bytes(sha256).hex()] = (record_id, ref)
    return found


def of_record(connection: Connection, record: int) -> list[tuple[str, str, int]]:
    """The files of a record in their order: (name, type, position)."""
    rows = connection.exec_driver_sql(
        "SELECT original_name, mime, position FROM media_file WHERE record_id = ? ORDER BY position, id", (record,)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def placed(connection: Connection, record: int) -> dict[int, int]:
    """The ids of the files of a record by their positions."""
    rows = connection.exec_driver_sql("SELECT position, id FROM media_file WHERE record_id = ?", (record,))
    return {row[0]: row[1] for row in rows}


def binned(connection: Connection, digests: Collection[str]) -> dict[str, str]:
    """The ref of the record in the bin that holds each of these digests, the one that was deleted last."""
    found: dict[str, str] = {}
    for batch in batched(sorted(set(digests)), 900):
        for sha256, ref in connection.exec_driver_sql(
            f"SELECT f.sha256, r.ref FROM media_file f JOIN record r ON r.id = f.record_id AND {LIES}"
            f" WHERE f.sha256 IN ({marks(batch)}) ORDER BY r.deleted_at, r.id",
            tuple(bytes.fromhex(digest) for digest in batch),
        ):
            found[bytes(sha256).hex()] = ref
    return found


def declare(
    database: Database, originals: Sequence[tuple[str, str]], owner: str, is_there: Callable[[str, str], bool]
) -> None:
    """Commit the intent to keep these (digest, extension), before they are renamed into the object store.

    ``owner`` is the name of whoever is at it, and joins those who are at the same. What ``is_there``, no record has and
    nobody is about to keep was kept before, and nothing is noted of it: it must stay, whatever becomes of this. What a
    record in the bin has is noted, or a purge meanwhile would take it away.
    """
    wanted = dict(originals)
    with database.transact(N_("Ingest")) as transaction:
        connection = transaction.session.connection()
        held: dict[str, str] = {}
        recorded: set[str] = set()
        for batch in batched(sorted(wanted), 500):
            digests = tuple(bytes.fromhex(digest) for digest in batch)
            rows = connection.exec_driver_sql(
                f"SELECT sha256, at FROM intent WHERE sha256 IN ({marks(batch)})", digests
            )
            held.update((bytes(row[0]).hex(), row[1]) for row in rows)
            rows = connection.exec_driver_sql(
                f"SELECT DISTINCT sha256 FROM media_file WHERE sha256 IN ({marks(batch)})", digests
            )
            recorded.update(bytes(row[0]).hex() for row in rows)
        noted = [each for each in wanted.items() if each[0] in held or each[0] in recorded or not is_there(*each)]
        fulfil(transaction, [digest for digest, _extension in noted])
        if noted:
            transaction.session.execute(
                insert(Intent),
                [
                    {"sha256": digest, "extension": extension, "at": f"{held.get(digest) or clock.now()} {owner}"}
                    for digest, extension in noted
                ],
            )


def fulfil(transaction: Transaction, digests: Sequence[str]) -> None:
    """The records are written: the intents go in the same commit."""
    for batch in batched(digests, 500):
        transaction.session.execute(delete(Intent).where(Intent.sha256.in_(batch)))


def intents(connection: Connection) -> list[tuple[str, str]]:
    """What a kill left between rename and record: (digest, extension)."""
    return [(bytes(row[0]).hex(), row[1]) for row in connection.exec_driver_sql("SELECT sha256, extension FROM intent")]


def left(transaction: Transaction, originals: Sequence[tuple[str, str]]) -> None:
    """These (digest, extension), which a purge has left, are removed by now."""
    for batch in batched([digest for digest, _extension in originals], 500):
        transaction.session.execute(delete(Intent).where(Intent.sha256.in_(batch), Intent.at == ""))


def keep_contents(transaction: Transaction, found: Sequence[Contents]) -> None:
    """These are the words of documents: no step of the history, since they can be read again. The records that have
    the files are found by them from now on.
    """
    transaction.session.flush()
    connection = transaction.session.connection()
    contents.put(connection, found)
    for batch in batched([bytes.fromhex(each.sha256) for each in found], 500):
        rows = connection.exec_driver_sql(
            f"SELECT record_id FROM media_file WHERE sha256 IN ({marks(batch)})", tuple(batch)
        )
        records = {row[0] for row in rows}
        transaction.touched.touched |= records
        transaction.touched.changed |= records


def originals(connection: Connection) -> list[tuple[str, str, int, str]]:
    """Every original any record holds, hidden ones too: (digest, extension, size, ref). In a damaged row any may
    be of another sort.
    """
    return [
        (digest.hex(), extension if isinstance(extension, str) else "", size if isinstance(size, int) else 0, str(ref))
        for digest, extension, size, ref in connection.exec_driver_sql(
            "SELECT f.sha256, f.extension, f.size, r.ref FROM media_file f JOIN record r ON r.id = f.record_id"
            " GROUP BY f.sha256, f.extension ORDER BY f.id"
        )
        if isinstance(digest, bytes)
    ]


def without_picture(connection: Connection) -> list[tuple[int, int, str, str, str, str]]:
    """Files of records that are there of which no picture could be made: (file, record, ref, digest, extension,
    reason). Sound that comes in the container of a video is none of them."""
    return [
        (row[0], row[1], row[2], bytes(row[3]).hex(), row[4], row[5])
        for row in connection.exec_driver_sql(
            "SELECT f.id, r.id, r.ref, f.sha256, f.extension, f.picture FROM media_file f"
            " JOIN record r ON r.id = f.record_id AND r.deleted_at IS NULL WHERE f.picture <> ''"
            " AND NOT (r.kind = 'audio' AND f.mime LIKE 'video/%') ORDER BY f.id"
        )
    ]


def with_fact(connection: Connection, fact: str) -> list[int]:
    """The records that are there one of whose files says something under this name."""
    return [
        row[0]
        for row in connection.exec_driver_sql(
            "SELECT DISTINCT r.id FROM media_file f JOIN record r ON r.id = f.record_id AND r.deleted_at IS NULL"
            " WHERE f.technical LIKE ? ORDER BY r.id",
            (f'%"{fact}": %',),
        )
    ]
