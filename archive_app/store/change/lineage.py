"""Which operations an operation replaces: those that hold of the same row and field when it is written.

What holds is what nobody replaced; times only order what is shown. Each field of a row has a line of its own, to which
the operations about the whole row, which make or remove it, belong as well:

* of a field hold the operations on it and about the whole row that none of these replaced; an operation on the field
  replaces them;
* an operation about the whole row replaces what holds of any field, and those about the whole row that none about the
  whole row replaced.

In one copy of an archive one holds of each field; where two copies meet there may be several, which contradict each
other.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import BindParameter, Connection, Select, bindparam, exists, select
from sqlalchemy.orm import InstrumentedAttribute, aliased

from archive_app.store.schema.log_tables import Operation, Replacement

#: A row by its uid, and one of its fields; an empty one is the whole row.
Key = tuple[str, str]

_Later = aliased(Operation)


def _held(*fields: str | InstrumentedAttribute[str] | BindParameter[str]) -> Select[str, int]:
    """The operations on some rows that none on one of ``fields`` replaced."""
    gone = exists().where(
        Replacement.replaced_id == Operation.id, Replacement.operation_id == _Later.id, _Later.field.in_(fields)
    )
    return select(Operation.entity_uid, Operation.id).where(
        Operation.entity_uid.in_(bindparam("uids", expanding=True)), ~gone
    )


_FIELD = bindparam("field", type_=Operation.field.type)
_OF_FIELD = _held("", _FIELD).where(Operation.field.in_(("", _FIELD)))
_OF_ROW = _held("", Operation.field)


def replaced(connection: Connection, keys: Collection[Key]) -> dict[Key, list[int]]:
    """The operations that an operation on each of ``keys`` replaces."""
    fields: dict[str, list[str]] = defaultdict(list)
    for uid, field in keys:
        fields[field].append(uid)
    found: dict[Key, list[int]] = defaultdict(list)
    for field, uids in fields.items():
        values = {"uids": uids, "field": field} if field else {"uids": uids}
        for uid, operation in connection.execute(_OF_FIELD if field else _OF_ROW, values):
            found[uid, field].append(operation)
    return found
