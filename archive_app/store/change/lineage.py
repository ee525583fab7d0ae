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

from sqlalchemy import Connection

from archive_app.store.database import statements
from archive_app.store.database.batches import marks
from archive_app.store.database.types import packed

#: A row by its uid, and one of its fields; an empty one is the whole row.
Key = tuple[str, str]

#: The operations on some rows that none on one of some fields replaced. What replaced one on a field is on that field
#: or about the whole row: only of one about the whole row it must be asked on which field that is.
_HELD = (
    "SELECT o.entity_uid, o.id FROM operation o WHERE o.entity_uid IN ({marks}){about} AND NOT EXISTS"
    " (SELECT 1 FROM replacement p WHERE p.replaced_id = o.id AND (o.field <> '' OR EXISTS"
    " (SELECT 1 FROM operation later WHERE later.id = p.operation_id AND later.field IN ({fields}))))"
)


def replaced(connection: Connection, keys: Collection[Key]) -> dict[Key, list[int]]:
    """The operations that an operation on each of ``keys`` replaces."""
    wanted: dict[str, dict[bytes, Key]] = defaultdict(dict)
    for key in keys:
        wanted[key[1]][packed(key[0])] = key
    found: dict[Key, list[int]] = defaultdict(list)
    for field, uids in wanted.items():
        about, fields = (" AND o.field IN ('', ?)", "'', ?") if field else ("", "'', o.field")
        statement = _HELD.format(marks=marks(uids), about=about, fields=fields)
        for uid, operation in statements.rows(connection, statement, (*uids, field, field) if field else (*uids,)):
            found[uids[uid]].append(operation)
    return found
