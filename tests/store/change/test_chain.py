"""Each step is chained to the one before it: what was written cannot be changed unnoticed, whatever wrote it."""

from __future__ import annotations

import json
from collections import defaultdict
from hashlib import blake2b
from pathlib import Path
from typing import Any

import pytest

from archive_app.domain.model.kinds import Kind, TextRole
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.ingest.ingest import ingest
from archive_app.services.records import deleted, editing, merging
from archive_app.services.records.editing import NewName
from tests.inside import database


def digest(*parts: bytes) -> bytes:
    return blake2b(b"".join(parts), digest_size=32).digest()


def listed(*values: Any) -> bytes:
    return digest(json.dumps(values).encode())


def rows(archive: Archive, statement: str) -> list[tuple[Any, ...]]:
    with database(archive).read() as connection:
        return [tuple(row) for row in connection.exec_driver_sql(statement)]


def _number(value: Any) -> Any:
    return value if isinstance(value, str) else json.dumps(value)


def broken(archive: Archive) -> list[str]:
    """What of the chain is not as ``store/change/chain.py`` tells it, worked out here once more."""
    found: list[str] = []
    before: dict[int, bytes] = {}
    for number, uid, device, person, mark, key, at, kept in rows(
        archive, "SELECT id, uid, device, person, mark, public_key, created_at, digest FROM replica"
    ):
        before[number] = listed(uid.hex(), device, person, mark, key and key.hex(), at)
        found += [] if kept == before[number] else [f"replica {number}"]
    uids = {row[0]: row[1] for row in rows(archive, "SELECT id, uid FROM step")}
    replicas = {row[0]: row[1] for row in rows(archive, "SELECT id, uid FROM replica")}
    about: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for step, *operation in rows(
        archive, "SELECT step_id, seal, entity, entity_uid, field, old, new FROM operation ORDER BY step_id, ordinal"
    ):
        about[step].append(tuple(operation))
    for number, replica, milliseconds, counter, by, at, reverses, content, kept, seal, kind, label, message in rows(
        archive,
        "SELECT id, replica_id, milliseconds, counter, by, at, reverses, content, digest, seal, kind, label, message"
        " FROM step ORDER BY replica_id, milliseconds, counter",
    ):
        taken_back = uids[reverses].hex() if reverses is not None else None
        made = listed(uids[number].hex(), replicas[replica].hex(), milliseconds, counter, by, at)
        for op_seal, entity, uid, field, old, new in about[number]:
            values = op_seal[:32] if len(op_seal) == 64 else digest(op_seal, f"{_number(old)}\n{_number(new)}".encode())
            made = digest(made, values, f"{entity}\n{uid.hex()}\n{field}".encode())
        sort = {"redo": "do", "final": "do"}.get(kind, kind)
        said = seal[:32] if len(seal) == 64 else digest(seal, json.dumps([sort, label, message, taken_back]).encode())
        before[replica] = digest(before[replica], made, said)
        found += [] if (content, kept) == (made, before[replica]) else [f"step {number}"]
    return found


def city(archive: Archive, name: str) -> int:
    return editing.add_record(archive, kind=Kind.CITY, names=[NewName(name)]).id


def worked_on(archive: Archive) -> int:
    """All sorts of steps, and the number of a city that lies in the bin at last."""
    leeds = city(archive, "Leeds")
    editing.set_values(archive, records=[leeds], values={"latitude": "53.8", "longitude": "-2", "name[zh]": "利兹"})
    editing.set_text(archive, record=leeds, role=TextRole.NOTE, lang="en", text="A secret\nin two lines")
    other = city(archive, "Leeds, too")
    merging.merge(archive, keep=leeds, drop=other)
    history.undo(archive)
    history.redo(archive)
    history.undo(archive)
    editing.delete_records(archive, records=[leeds])
    return leeds


def test_steps_of_all_sorts_are_chained(archive: Archive) -> None:
    worked_on(archive)
    assert {row[0] for row in rows(archive, "SELECT kind FROM step")} == {"do", "undo", "redo"}
    assert broken(archive) == []


def test_what_is_added_to_an_earlier_step_moves_the_chain_on(archive: Archive) -> None:
    """An ingest writes its groups under the one step that it began, while others make theirs."""
    with database(archive).transact("First") as transaction:
        step = transaction.step.id
    # Nothing was written under it, so it was dropped.
    assert rows(archive, "SELECT 1 FROM step") == []
    first = city(archive, "One")
    step = rows(archive, "SELECT max(id) FROM step")[0][0]
    for name in ("Two", "Three"):
        city(archive, name)
    before = rows(archive, "SELECT digest FROM step ORDER BY id")
    with archive.store.transact("More", step=step):
        editing.set_values(archive, records=[first], values={"continent": "Europe"})
    assert broken(archive) == []
    assert all(
        old != new for old, new in zip(before, rows(archive, "SELECT digest FROM step ORDER BY id"), strict=True)
    )


def test_an_ingest_is_chained(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("words", encoding="utf-8")
    ingest(archive, [file])
    city(archive, "Later")
    assert broken(archive) == []


def test_a_purge_leaves_the_chain_and_nothing_to_guess_by(archive: Archive) -> None:
    leeds = worked_on(archive)
    secret = rows(archive, "SELECT seal, old, new FROM operation WHERE new LIKE '%secret%'")[0]
    deleted.purge(archive, records=[leeds])
    assert broken(archive) == []
    left = rows(archive, f"SELECT seal, old, new FROM operation WHERE record_id = {leeds} AND entity = 'text'")
    assert left
    assert {(len(seal), old, new) for seal, old, new in left} == {(64, "null", "null")}
    # The salt is gone: without it the digest of words that somebody guesses is not the one that stands there.
    assert not any(secret[0] in seal for seal, _old, _new in left)
    assert digest(secret[0], f"{secret[1]}\n{secret[2]}".encode()) in {seal[:32] for seal, _old, _new in left}


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE operation SET new = '\"Leedz\"' WHERE new = '\"Leeds\"' OR field = 'continent'",
        "UPDATE operation SET field = 'source' WHERE field = 'continent'",
        "DELETE FROM operation WHERE field = 'continent'",
        "UPDATE step SET by = 'nobody' WHERE id = 2",
        'UPDATE step SET message = \'{"message": "x"}\' WHERE id = 2',
        "UPDATE step SET at = '2020' WHERE id = 2",
        "UPDATE replica SET device = 'another'",
    ],
)
def test_the_rule_finds_what_was_changed(archive: Archive, damage: str) -> None:
    leeds = city(archive, "Leeds")
    editing.set_values(archive, records=[leeds], values={"continent": "Europe", "source": "letter"})
    with database(archive).transact("Damage") as transaction:
        transaction.session.connection().exec_driver_sql(damage)
    assert broken(archive) != []
