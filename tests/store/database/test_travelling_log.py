"""Revision 0004 says the same history in other words: every row after every step, from any log that revision 0003 kept.

The logs are made by a writer of its own and read, before and after, by plain Python; see the two modules beside this.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import tempfile
import uuid
from collections import defaultdict
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from archive_app import paths
from archive_app.errors import NotFound
from archive_app.services.archive import open_archive
from archive_app.services.history import past
from archive_app.store.database import engine
from tests.store.database import replaying
from tests.store.database.old_archive import CHOICES, Choice, OldArchive
from tests.store.database.showing import everyone, said, shown

_NAMESPACE = uuid.UUID("7b1e6f0a-3c52-5d0e-9f64-0c8a5d2e41b7")
#: A history is rather of many children than of anything else; a short one would show little.
histories = st.lists(
    st.tuples(
        st.sampled_from((*CHOICES, *("child",) * 4, *("change",) * 2, "record", "step")),
        st.integers(0, 60),
        st.integers(0, 60),
    ),
    min_size=100,
    max_size=160,
)
any_history = given(choices=histories)
quick = settings(
    max_examples=15,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of revision 0003 with nothing in it."""
    database = tmp_path_factory.mktemp("old") / "catalog.db"
    engine.make(database)
    upgrade(database, "0003")
    return database


def upgrade(database: Path, revision: str = "0004") -> None:
    config = Config()
    config.set_main_option("script_location", str(paths.migrations()))
    once = engine.connect_once(database, begin="BEGIN IMMEDIATE")
    with once.connect() as connection:
        raw = connection.connection.cursor()
        raw.execute("PRAGMA foreign_keys=OFF")
        raw.close()
        with connection.begin():
            config.attributes["connection"] = connection
            command.upgrade(config, revision)
    once.dispose()


def both(empty: Path, choices: list[Choice]) -> tuple[OldArchive, Path, Path]:
    """A history, its database as revision 0003 kept it, and the same as 0004 does."""
    old, new = empty.with_name("old.db"), empty.with_name("new.db")
    history = OldArchive().play(choices)
    shutil.copy(empty, old)
    history.write(old)
    shutil.copy(old, new)
    upgrade(new)
    return history, old, new


def rows(database: Path, query: str) -> list[Any]:
    connection = replaying.read(database)
    found = connection.execute(query).fetchall()
    connection.close()
    return found


@quick
@any_history
def test_every_row_after_every_step_is_the_same(empty: Path, choices: list[Choice]) -> None:
    history, old, new = both(empty, choices)
    before, after = replaying.old_states(old), replaying.new_states(new)
    assert list(before) == [0, *range(1, len(history.steps) + 1)]
    assert after == before
    assert not [key for key in before[0] if key[0] != "setting"]


@quick
@any_history
def test_an_operation_replaces_what_held_of_its_row_and_field(empty: Path, choices: list[Choice]) -> None:
    _history, _old, new = both(empty, choices)
    of_row: dict[bytes, list[Any]] = defaultdict(list)
    for operation in rows(new, "SELECT id, entity_uid, field, new FROM operation ORDER BY id"):
        of_row[operation["entity_uid"]].append(operation)
    expected = set()
    for operations in of_row.values():
        for place, operation in enumerate(operations):
            before, field = operations[:place], operation["field"]
            for at, each in enumerate(before):
                covering = {each["field"], ""} if each["field"] else {""}
                if (not field or each["field"] in (field, "")) and not any(
                    later["field"] in (covering if not field else {field, ""}) for later in before[at + 1 :]
                ):
                    expected.add((operation["id"], each["id"]))
    assert {tuple(pair) for pair in rows(new, "SELECT operation_id, replaced_id FROM replacement")} == expected


@quick
@any_history
def test_what_nothing_replaced_is_what_the_rows_say_now(empty: Path, choices: list[Choice]) -> None:
    _history, _old, new = both(empty, choices)
    replaced = defaultdict(set)
    for _later, earlier, field in rows(
        new, "SELECT r.operation_id, r.replaced_id, o.field FROM replacement r JOIN operation o ON o.id = operation_id"
    ):
        replaced[earlier].add(field)
    now = replaying.new_states(new)
    latest = now[max(now)]
    holding: dict[replaying.Key, dict[str, Any]] = defaultdict(dict)
    for operation in rows(new, "SELECT * FROM operation"):
        key = (operation["entity"], str(uuid.UUID(bytes=operation["entity_uid"])))
        value = replaying.parsed(operation["new"])
        if operation["entity"] == "setting" or "" in replaced[operation["id"]]:
            continue
        said = {operation["field"]: value} if operation["field"] else (value or {"uid": None})
        for column in said.keys() - replaced[operation["id"]] - {"id"}:
            assert column not in holding[key], "two operations hold of one field"
            holding[key][column] = said[column]
    for key, row in holding.items():
        there = {column: value for column, value in row.items() if value not in (None, 0, "") and column not in (
            "title_key", "changed_at", "changed_by")}  # fmt: skip
        assert there == latest.get(key, {})


@quick
@any_history
def test_steps_keep_what_they_say_and_get_a_clock_that_never_goes_back(empty: Path, choices: list[Choice]) -> None:
    history, _old, new = both(empty, choices)
    said = rows(new, "SELECT s.id, s.uid, label, by, device, at, kind, reverses, undone_by FROM step s"
                " JOIN replica r ON r.id = s.replica_id ORDER BY s.id")  # fmt: skip
    assert [list(step) for step in said] == history.steps
    clock = [(0, 0)]
    for step in history.steps:
        at = int(datetime.fromisoformat(step[5]).timestamp() * 1000)
        clock.append((at, 0) if at > clock[-1][0] else (clock[-1][0], clock[-1][1] + 1))
    reached = [tuple(row) for row in rows(new, "SELECT milliseconds, counter FROM step ORDER BY id")]
    assert reached == clock[1:]
    assert len(set(reached)) == len(reached)
    replicas = {row["device"]: row for row in rows(new, "SELECT uid, device, person, mark FROM replica")}
    for device, replica in replicas.items():
        steps = [step for step in history.steps if step[4] == device]
        assert (replica["person"], replica["mark"]) == (steps[-1][3], "")
        first = uuid.UUID(bytes=steps[0][1])
        assert replica["uid"] == uuid.uuid5(_NAMESPACE, f"replica:{first}").bytes
    assert set(replicas) == {step[4] for step in history.steps}


@quick
@any_history
def test_operations_are_numbered_within_their_step_in_the_order_they_were_written(
    empty: Path, choices: list[Choice]
) -> None:
    _history, old, new = both(empty, choices)
    columns = "id, step_id, entity, nullif(entity_id, 0) AS entity_id, record_id, other_id, field"
    assert rows(new, f"SELECT {columns} FROM operation ORDER BY id") == rows(
        old, f"SELECT {columns} FROM operation ORDER BY id"
    )
    of_step: dict[int, list[int]] = defaultdict(list)
    for step, ordinal in rows(new, "SELECT step_id, ordinal FROM operation ORDER BY id"):
        of_step[step].append(ordinal)
    assert all(ordinals == list(range(len(ordinals))) for ordinals in of_step.values())


@quick
@any_history
def test_a_ref_that_nobody_bears_leads_to_who_bore_it_last(empty: Path, choices: list[Choice]) -> None:
    history, _old, new = both(empty, choices)
    bore: dict[str, int] = {}
    for _step, entity, number, _record, _other, field, old, _new, _replaces in history.operations:
        if (entity, field) == ("record", "ref"):
            bore[json.loads(old)] = number
    now = {row["ref"] for (entity, _number), row in history.rows.items() if entity == "record"}
    found = rows(new, "SELECT ref, record_id, uid FROM former_ref")
    assert {row["ref"]: row["record_id"] for row in found} == {r: n for r, n in bore.items() if r not in now}
    assert all(row["uid"] == uuid.uuid5(_NAMESPACE, f"former_ref:{row['ref']}").bytes for row in found)


@quick
@any_history
def test_a_record_was_changed_by_whoever_changed_anything_of_it_last(empty: Path, choices: list[Choice]) -> None:
    history, _old, new = both(empty, choices)
    newest: dict[int, int] = {}
    for step, entity, _number, record, other, *_rest in history.operations:
        for owner in (record, other):
            if owner is not None and entity != "pick":
                newest[owner] = max(step, newest.get(owner, 0))
    by_step = {step[0]: (step[5], step[3]) for step in history.steps}
    found = rows(new, "SELECT id, changed_at, changed_by FROM record")
    assert {row["id"]: (row["changed_at"], row["changed_by"]) for row in found} == {
        record: by_step[step] for record, step in newest.items()
    }


def test_a_clock_that_was_ahead_of_today_does_not_lead_all_that_came_after(empty: Path) -> None:
    _history, old, _new = both(empty, [("record", 1, 1), ("step", 1, 1), ("record", 1, 1)])
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute("UPDATE step SET at = '2999-01-01T00:00:00.000Z' WHERE id = 1")
        connection.execute("UPDATE step SET at = 'yesterday' WHERE id = 2")
    before = int(datetime.now().timestamp() * 1000)
    upgrade(old)
    after = int(datetime.now().timestamp() * 1000)
    (first, *_one), (second, counter) = rows(old, "SELECT milliseconds, counter FROM step ORDER BY id")
    assert before <= first <= after
    assert (second, counter) == (first, 1)


def test_numbers_once_given_are_never_given_again(empty: Path) -> None:
    """A step that changed nothing was dropped, and its number with it."""
    _history, old, _new = both(empty, [("record", 1, 1)])
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute("UPDATE sqlite_sequence SET seq = 77 WHERE name = 'step'")
    upgrade(old)
    assert [row[0] for row in rows(old, "SELECT seq FROM sqlite_sequence WHERE name = 'step'")] == [77]


@settings(quick, max_examples=6)
@any_history
def test_the_program_shows_every_record_as_it_was_after_every_step(empty: Path, choices: list[Choice]) -> None:
    # What was linked before it was made, by adding to an earlier step, is shown by neither in the same way.
    _history, old, _new = both(empty, [choice for choice in choices if choice[0] != "go on"])
    states = replaying.old_states(old)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copy(old, folder / "catalog.db")
        with closing(sqlite3.connect(folder / "catalog.db")) as connection:
            connection.execute(f"PRAGMA application_id = {engine.APPLICATION_ID}")
        marker = {"format": 1, "uid": str(uuid.uuid4()), "created_at": "2025-01-01T00:00:00.000Z"}
        (folder / "archive.json").write_text(json.dumps(marker), encoding="utf-8")
        with open_archive(folder) as archive:
            for number, uid in everyone(folder).items():
                for step, rows_then in states.items():
                    try:
                        was = said(past.as_of(archive, number, after_step=step))
                    except NotFound:
                        was = None
                    assert was == shown(rows_then, uid), (number, step)
