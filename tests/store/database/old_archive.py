"""A writer of its own for logs as revision 0003 kept them: rows and operations by number, and nothing of the program.

It is handed choices and makes of each what is possible just then, so that any sequence of choices is a history.
"""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Iterable
from pathlib import Path
from typing import Any

Row = dict[str, Any]
#: What is to be done, and two numbers that say with what.
Choice = tuple[str, int, int]
CHOICES = ("step", "record", "field", "child", "change", "remove", "remake", "setting", "merge", "go on")

_AT = "2025-{month:02d}-{day:02d}T{hour:02d}:00:00.000Z"
_DEVICES = ("desk", "laptop", "笔记本")
_STAMPS = {"created_at": _AT.format(month=1, day=1, hour=0), "changed_at": _AT.format(month=1, day=1, hour=0)}
_RECORD: Row = {
    "ref": "", "kind": "photo", "status": "draft", "date": None, "rating": None, "credit": None, "latitude": None,
    "title_key": "", "deleted_at": None, "merged_into": None, "created_by": "anna", "changed_by": "anna", **_STAMPS,
}  # fmt: skip
#: Tables of what belongs to others: what names another row, and what else is said.
CHILDREN: dict[str, tuple[str, dict[str, str], Row]] = {
    "name": ("name", {"record_id": "record"},
             {"text": "", "lang": "zh", "script": "", "kind": "official", "is_original": True, "position": 0}),
    "text": ("text", {"record_id": "record"}, {"role": "caption", "lang": "", "text": "", "is_original": False}),
    "stage": ("stage", {"record_id": "record"},
              {"kind": "dormant", "date": None, "date_from": None, "date_to": None, "source": "", "confidence": ""}),
    "link": ("link", {"subject_id": "record", "object_id": "record"},
             {"relation": "depicts", "role": "", "date": None, "date_from": None, "date_to": None, "certainty": "",
              "note": ""}),
    "file": ("media_file", {"record_id": "record"},
             {"sha256": "00" * 32, "extension": "jpg", "size": 1, "mime": "image/jpeg", "original_name": "",
              "role": "master", "position": 0, "width": None, "height": None, "orientation": 1, "duration": 0.1,
              "captured": "", "latitude": None, "longitude": None, "camera": "", "picture": "", "turn": 0,
              "technical": {"Ünïcode": [1, None, "二"]}}),
    "pick": ("pick", {"record_id": "record"}, {}),
    "identifier": ("identifier", {"record_id": "record"}, {"scheme": "wikidata", "value": ""}),
    "code": ("code", {}, {"code": ""}),
    "code_target": ("code_target", {"code_id": "code", "record_id": "record"},
                    {"relation": "", "role": "", "written": True, "position": 0}),
    "pad": ("pad", {}, {"name": "", "position": 0}),
    "pad_entry": ("pad_entry", {"pad_id": "pad", "record_id": "record"},
                  {"ticked": True, "relation": "", "role": "", "field": "", "value": "", "position": 0}),
    "distinction": ("distinction", {"record_id": "record", "other_id": "record"}, {}),
    "saved_search": ("saved_search", {}, {"name": "", "query": "", "order": "date", "position": 0}),
}  # fmt: skip
#: The column that tells rows of a table apart, and is given anew for each change.
_WORDS = {
    "name": "text", "text": "lang", "stage": "source", "link": "role", "file": "original_name", "identifier": "value",
    "code": "code", "code_target": "role", "pad": "name", "pad_entry": "value", "saved_search": "query",
}  # fmt: skip


class OldArchive:
    """Rows and a log in memory, until :meth:`write`."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, int], Row] = {}
        self.gone: dict[tuple[str, int], Row] = {}
        self.settings: dict[str, Row] = {}
        self.steps: list[list[Any]] = []
        self.operations: list[tuple[Any, ...]] = []
        self._numbers: dict[str, int] = {}
        self._serial = 0
        self._step = 0
        self.begin(0, 0)

    def play(self, choices: Iterable[Choice]) -> OldArchive:
        for what, one, other in choices:
            self._step_of(what, one, other)
        return self

    def _step_of(self, what: str, one: int, other: int) -> None:
        match what:
            case "step":
                self.begin(one, other)
            case "go on":
                self._step = one % len(self.steps) + 1
            case "record":
                self.make("record", {**_RECORD, "ref": self._word("IST-")})
            case "field":
                self._set_field(one, other)
            case "child":
                self._add_child(list(CHILDREN)[one % len(CHILDREN)], other)
            case "change":
                self._change_child(one, other)
            case "remove":
                self._remove(one)
            case "remake":
                self._remake(one)
            case "setting":
                self._set_setting(("home_language", "rules", "家")[one % 3], other)
            case "merge":
                self._merge(one, other)

    def begin(self, one: int, other: int) -> None:
        """A new step; its clock may well be behind that of the one before."""
        number = len(self.steps) + 1
        at = _AT.format(month=one % 12 + 1, day=other % 28 + 1, hour=number % 24)
        self.steps.append(
            [
                number,
                self._uid(),
                f"Step {number}",
                ("anna", "李雷")[other % 2],
                _DEVICES[one % 3],
                at,
                "do",
                None,
                None,
            ]
        )
        if number > 1 and one % 5 == 4:
            self.steps[-1][6:8] = ["undo", number - 1]
            self.steps[-2][8] = number
        self._step = number

    def make(self, entity: str, columns: Row) -> int:
        self._numbers[entity] = number = self._numbers.get(entity, 0) + 1
        row = {"id": number, "uid": str(uuid.UUID(bytes=self._uid())), **columns}
        self.rows[entity, number] = row
        self._log(entity, number, row, "", None, dict(row))
        return number

    def change(self, entity: str, number: int, field: str, value: Any) -> None:
        row = self.rows[entity, number]
        old, row[field] = row[field], value
        if old != value:
            self._log(entity, number, row, field, old, value)

    def _records(self) -> list[int]:
        return [number for entity, number in self.rows if entity == "record"]

    def _children(self) -> list[tuple[str, int]]:
        return [key for key in self.rows if key[0] != "record"]

    def _set_field(self, one: int, other: int) -> None:
        records = self._records()
        if not records:
            return
        record = records[one % len(records)]
        field = ("rating", "credit", "ref", "deleted_at", "latitude", "status")[other % 6]
        value = {
            "rating": other % 4 or None, "credit": self._word("© "), "ref": self._word("NEW-"), "latitude": other / 7,
            "deleted_at": None if other % 4 else "2026-02-02T00:00:00.000Z", "status": ("draft", "public")[one % 2],
        }[field]  # fmt: skip
        self.change("record", record, field, value)

    def _add_child(self, entity: str, other: int) -> None:
        _table, references, columns = CHILDREN[entity]
        row = {**self._named(references, other), **columns}
        if None in [row[column] for column in references if (entity, column) != ("pad_entry", "record_id")]:
            return
        if entity in _WORDS:
            row[_WORDS[entity]] = self._word("字")
        if self._fits(entity, row):
            self.make(entity, row)

    def _named(self, references: dict[str, str], other: int) -> Row:
        found: Row = {}
        for place, (column, target) in enumerate(references.items()):
            there = [number for entity, number in self.rows if entity == target]
            found[column] = there[(other + place) % len(there)] if there else None
        return found

    def _fits(self, entity: str, row: Row) -> bool:
        """Whether no unique constraint forbids it: where rows have no word of their own, no two name the same."""
        references = CHILDREN[entity][1]
        if entity in _WORDS:
            return True
        same = tuple(row[column] for column in references)
        return len(set(same)) == len(same) and not any(
            tuple(each[column] for column in references) == same
            for (other, number), each in self.rows.items()
            if other == entity and number != row.get("id")
        )

    def _change_child(self, one: int, other: int) -> None:
        children = self._children()
        if not children:
            return
        entity, number = children[one % len(children)]
        references = list(CHILDREN[entity][1])
        if other % 2 and references:
            column = references[other % len(references)]
            value = self._named({column: CHILDREN[entity][1][column]}, other)[column]
            if self._fits(entity, {**self.rows[entity, number], column: value}):
                self.change(entity, number, column, value)
        elif entity in _WORDS:
            self.change(entity, number, _WORDS[entity], self._word("“\u2028”"))

    def _remove(self, one: int) -> None:
        named = {(t, row[c]) for (e, _n), row in self.rows.items() if e != "record" for c, t in CHILDREN[e][1].items()}
        free = [key for key in self._children() if key not in named]
        if free:
            entity, number = free[one % len(free)]
            row = self.gone[entity, number] = self.rows.pop((entity, number))
            self._log(entity, number, row, "", dict(row), None)

    def _remake(self, one: int) -> None:
        """Undo of a removal: the row as it was, with its number and its uid."""
        if not self.gone:
            return
        entity, number = list(self.gone)[one % len(self.gone)]
        row = self.gone[entity, number]
        there = all(row[c] is None or (t, row[c]) in self.rows for c, t in CHILDREN[entity][1].items())
        if there and self._fits(entity, row):
            self.rows[entity, number] = self.gone.pop((entity, number))
            self._log(entity, number, row, "", None, dict(row))

    def _set_setting(self, key: str, other: int) -> None:
        old = self.settings.get(key)
        new = None if other % 3 == 0 else {"key": key, "value": self._word("值")}
        if old is None and new is None:
            return
        self.settings.pop(key, None)
        if new is not None:
            self.settings[key] = new
        self._put("setting", 0, None, None, "", old, new)

    def _merge(self, one: int, other: int) -> None:
        records = self._records()
        keep, drop = (records[number % len(records)] if records else 0 for number in (one, other))
        if keep == drop:
            return
        for (entity, number), row in list(self.rows.items()):
            for column, target in (CHILDREN[entity][1] if entity != "record" else {}).items():
                if target == "record" and row[column] == drop and self._fits(entity, {**row, column: keep}):
                    self.change(entity, number, column, keep)
        self.change("record", drop, "merged_into", keep)
        self.change("record", drop, "deleted_at", "2026-03-03T00:00:00.000Z")

    def _log(self, entity: str, number: int, row: Row, field: str, old: Any, new: Any) -> None:
        if entity == "record":
            owners = (number, None)
        elif entity == "link":
            owners = (row["subject_id"], row["object_id"])
        else:
            owners = (row.get("record_id"), row.get("other_id"))
        self._put(entity, number, *owners, field, old, new)

    def _put(self, *operation: Any) -> None:
        *said, old, new = operation
        replaces = len(self.operations) % 3 or None  # was wrong for many, and must not matter
        self.operations.append((self._step, *said, json.dumps(old), json.dumps(new), replaces))

    def _word(self, begin: str) -> str:
        self._serial += 1
        return f"{begin}{self._serial:04d}"

    def _uid(self) -> bytes:
        self._serial += 1
        return uuid.uuid5(uuid.NAMESPACE_OID, str(self._serial)).bytes

    def write(self, database: Path) -> None:
        """Put all of it into an empty database of revision 0003."""
        connection = sqlite3.connect(database)
        with connection:
            connection.execute("INSERT INTO relation VALUES ('depicts', 'depicts', 'depicted in', '[]', '[]')")
            for (entity, _number), row in sorted(self.rows.items(), key=lambda item: item[0][0] != "record"):
                table = "record" if entity == "record" else CHILDREN[entity][0]
                values = [_stored(column, value) for column, value in row.items()]
                columns = ", ".join(f'"{column}"' for column in row)
                connection.execute(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(row))})", values)
            connection.executemany("INSERT INTO setting VALUES (:key, :value)", list(self.settings.values()))
            connection.executemany(
                "INSERT INTO step (id, uid, label, by, device, at, kind, reverses, undone_by)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                self.steps,
            )
            connection.executemany(
                "INSERT INTO operation (step_id, entity, entity_id, record_id, other_id, field, old, new, replaces)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                self.operations,
            )
        connection.close()


def _stored(column: str, value: Any) -> Any:
    match column:
        case "uid":
            return uuid.UUID(value).bytes
        case "sha256":
            return bytes.fromhex(value)
        case "technical":
            return json.dumps(value)
        case _:
            return value
