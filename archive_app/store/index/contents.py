"""The words of documents: kept page by page beside what is derived, and cut up for the index.

They follow from the originals, and can be read again at any time: none of it is logged. In the index the words of a
record's files stand behind a token that says which reading of which files they are, so that what did not change is
known without being cut up again.
"""

from __future__ import annotations

import json
import zlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from archive_app.domain.text.parts import page_tokens
from archive_app.domain.text.subtitles import spoken
from archive_app.i18n import _
from archive_app.store.database import statements
from archive_app.store.database.batches import batched, marks

_BATCH = 400
#: Begins the token of a reading: no word has it.
_READ = "\ue007"
_TIMED = ("application/x-subrip", "text/vtt")


@dataclass(frozen=True, slots=True)
class Contents:
    """What was read of a document: its pages, of which there may be more than were kept (``cut``); ``total`` is how
    many it has, 0 where they can't be turned; ``why`` it can't be read, empty where it was.
    """

    sha256: str
    pages: tuple[str, ...] = ()
    total: int = 0
    cut: bool = False
    why: str = ""


def put(connection: Connection, found: Iterable[Contents]) -> None:
    """Keep what was read, in the place of what was read before."""
    for each in found:
        digest = bytes.fromhex(each.sha256)
        _drop(connection, [digest])
        statements.run(
            connection,
            "INSERT INTO document (sha256, total, cut, why, mark) VALUES (?, ?, ?, ?, ?)",
            (digest, each.total, int(each.cut), each.why, _mark(each.pages)),
        )
        statements.run_many(
            connection,
            "INSERT INTO page (sha256, number, text) VALUES (?, ?, ?)",
            [(digest, number, text) for number, text in enumerate(each.pages)],
        )


def forget(connection: Connection, digests: Collection[str]) -> None:
    """Drop what was read of these originals."""
    for batch in batched(sorted(digests), _BATCH):
        _drop(connection, [bytes.fromhex(digest) for digest in batch])


def of_file(connection: Connection, digest: str) -> Contents | None:
    """What was read of an original; None where that was not tried."""
    key = (bytes.fromhex(digest),)
    for total, cut, why in statements.rows(connection, "SELECT total, cut, why FROM document WHERE sha256 = ?", key):
        rows = statements.rows(connection, "SELECT text FROM page WHERE sha256 = ? ORDER BY number", key)
        return Contents(digest, tuple(str(row[0]) for row in rows), int(total), bool(cut), str(why))
    return None


def unread(connection: Connection, *, again: bool = False, anew: bool = False) -> list[tuple[int, str, str, str, str]]:
    """The files of records that are there of which it was not tried: (record, ref, digest, extension, type), each
    digest once; with ``again`` those too that could not be read, or of which the words are others by now; with ``anew``
    all of them.
    """
    failed = " OR TRUE" if anew else ""
    if again and not anew:
        wrong = ", ".join(f"x'{digest}'" for digest in out_of_step(connection))
        failed = f" OR d.why <> '' OR d.sha256 IN ({wrong})"
    return [
        (row[0], str(row[1]), bytes(row[2]).hex(), str(row[3]), str(row[4]))
        for row in statements.rows(
            connection,
            "SELECT r.id, r.ref, f.sha256, f.extension, f.mime FROM media_file f"
            " JOIN record r ON r.id = f.record_id AND r.deleted_at IS NULL LEFT JOIN document d ON d.sha256 = f.sha256"
            f" WHERE d.sha256 IS NULL{failed} GROUP BY f.sha256 ORDER BY f.id",
        )
    ]


def totals(connection: Connection, digests: Collection[str]) -> dict[str, int]:
    """How many pages each of these originals has that has any."""
    found: dict[str, int] = {}
    for batch in batched(sorted(set(digests)), _BATCH):
        rows = statements.rows(
            connection,
            f"SELECT sha256, total FROM document WHERE total > 0 AND sha256 IN ({marks(batch)})",
            [bytes.fromhex(digest) for digest in batch],
        )
        found.update((bytes(row[0]).hex(), int(row[1])) for row in rows)
    return found


def totals_of(connection: Connection, record: int) -> dict[str, int]:
    """How many pages each file of a record has that was read."""
    rows = statements.rows(
        connection,
        "SELECT d.sha256, d.total FROM media_file f JOIN document d ON d.sha256 = f.sha256 WHERE f.record_id = ?",
        (record,),
    )
    return {bytes(row[0]).hex(): int(row[1]) for row in rows}


def pages_of(connection: Connection, record: int) -> Iterator[tuple[str, int, str]]:
    """The pages of a record's files in their order, one after the other: (digest, number, text)."""
    for digest, _reading in _files(connection, [record]).get(record, ()):
        number = 0
        while rows := statements.rows(
            connection, "SELECT text FROM page WHERE sha256 = ? AND number = ?", (digest, number)
        ):
            yield digest.hex(), number, str(rows[0][0])
            number += 1


def tokens(connection: Connection, ids: Sequence[int], there: Mapping[int, str]) -> dict[int, str]:
    """What the index holds of the documents of these records; ``there`` is what it holds now, which is taken where it
    is of the same reading.
    """
    found: dict[int, str] = {}
    for record, files in _files(connection, ids).items():
        reading = f"{_READ}{zlib.crc32(json.dumps([each for _digest, each in files]).encode()):08x}"
        before = there.get(record, "")
        found[record] = before if before.startswith(f"{reading} ") else f"{reading} {_cut(connection, files)}"
    return found


def out_of_step(connection: Connection) -> list[str]:
    """The originals whose words are not those that were read."""
    wrong = []
    for digest, mark in statements.rows(connection, "SELECT sha256, mark FROM document ORDER BY sha256"):
        rows = statements.rows(connection, "SELECT text FROM page WHERE sha256 = ? ORDER BY number", (digest,))
        if _mark([str(row[0]) for row in rows]) != mark:
            wrong.append(bytes(digest).hex())
    return wrong


def problems(connection: Connection) -> list[tuple[str, str]]:
    """What ``verify`` says of documents whose words are not those that were read: (ref, reason)."""
    found = []
    sentence = _("The words of a document are not those that were read. Read it again with “read-documents --again”.")
    for digest in out_of_step(connection):
        rows = statements.rows(
            connection,
            "SELECT r.ref FROM media_file f JOIN record r ON r.id = f.record_id WHERE f.sha256 = ? ORDER BY r.id",
            (bytes.fromhex(digest),),
        )
        found.append((str(rows[0][0]) if rows else "", sentence))
    return found


def _files(connection: Connection, ids: Sequence[int]) -> dict[int, list[tuple[bytes, list[object]]]]:
    """The files of each record that were read and say something, in their order, and what tells their reading.

    Subtitles of a recording are a text of its own, which may have been edited since.
    """
    found: dict[int, list[tuple[bytes, list[object]]]] = defaultdict(list)
    for record, digest, mark, mime in statements.rows(
        connection,
        "SELECT f.record_id, f.sha256, d.mark, f.mime FROM media_file f JOIN document d ON d.sha256 = f.sha256"
        " JOIN record r ON r.id = f.record_id"
        f" WHERE f.record_id IN ({marks(ids)}) AND d.mark <> 0"
        f" AND NOT (f.mime IN ({marks(_TIMED)}) AND r.kind IN ('video', 'audio'))"
        " ORDER BY f.record_id, f.position, f.id",
        (*ids, *_TIMED),
    ):
        timed = mime in _TIMED
        found[record].append((bytes(digest), [bytes(digest).hex(), mark, timed]))
    return found


def _cut(connection: Connection, files: Sequence[tuple[bytes, list[object]]]) -> str:
    pages = []
    for digest, (_name, _reading, timed) in files:
        rows = statements.rows(connection, "SELECT text FROM page WHERE sha256 = ? ORDER BY number", (digest,))
        # Nobody looks for the times at which something is said.
        pages += [spoken(str(row[0])) if timed else str(row[0]) for row in rows]
    return page_tokens(pages)


def _mark(pages: Iterable[str]) -> int:
    """Of what was read; 0 where nothing is said."""
    mark = 0
    for page in pages:
        mark = zlib.crc32(page.encode("utf-8", "surrogatepass"), zlib.crc32(b"\f", mark)) if page else mark
    return mark


def _drop(connection: Connection, digests: Sequence[bytes]) -> None:
    for table in ("page", "document"):
        statements.run(connection, f"DELETE FROM {table} WHERE sha256 IN ({marks(digests)})", digests)
