"""Which operations an operation replaces: those that hold of the same row and field when it is written.

What holds is what nobody replaced; times only order what is shown. Each field of a row has a line of its own, which
begins at the operation that made the row:

* an operation on a field replaces those on that field that nobody replaced; where there is none, those about the whole
  row that none about the whole row replaced;
* an operation about a whole row, which makes or removes it, replaces those on any field that nobody replaced, and those
  about the whole row that none about the whole row replaced, also where fields of theirs were set since.

In one copy of an archive there is never more than one in a line; where two copies meet there may be several, which
contradict each other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import Connection, bindparam, exists, select
from sqlalchemy.orm import aliased

from archive_app.store.schema.log_tables import Operation, Replacement

#: A row by its uid, and one of its fields; an empty one is the whole row.
Key = tuple[str, str]

_UIDS = Operation.entity_uid.in_(bindparam("uids", expanding=True))
_HELD = select(Operation.entity_uid, Operation.id).where(
    _UIDS, ~exists().where(Replacement.replaced_id == Operation.id)
)
#: What holds of one field, of any field, and of whole rows.
_OF_FIELD = _HELD.where(Operation.field == bindparam("field"))
_OF_FIELDS = _HELD.where(Operation.field != "")
_Later = aliased(Operation)
_OF_ROWS = select(Operation.entity_uid, Operation.id).where(
    _UIDS,
    Operation.field == "",
    ~exists()
    .where(Replacement.replaced_id == Operation.id)
    .where(Replacement.operation_id == _Later.id, _Later.field == ""),
)


def replaced(connection: Connection, keys: Collection[Key]) -> dict[Key, list[int]]:
    """The operations that an operation on each of ``keys`` replaces."""
    fields: dict[str, list[str]] = defaultdict(list)
    for uid, field in keys:
        fields[field].append(uid)
    found: dict[Key, list[int]] = defaultdict(list)
    for field, uids in fields.items():
        held = connection.execute(_OF_FIELD if field else _OF_FIELDS, {"uids": uids, "field": field})
        for uid, operation in held:
            found[uid, field].append(operation)
        whole = [uid for uid in uids if not field or (uid, field) not in found]
        if whole:
            for uid, operation in connection.execute(_OF_ROWS, {"uids": whole}):
                found[uid, field].append(operation)
    return found
