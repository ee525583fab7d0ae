"""That no two records that are there say the same where a field tells them apart, however a change came about: typed,
set of many, merged, undone or brought back.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection

from archive_app.domain.model.columns import in_sentence
from archive_app.domain.model.fields import UNIQUE, Field
from archive_app.errors import InvalidInput
from archive_app.i18n import _
from archive_app.store.database.batches import batched, marks
from archive_app.store.index.touched import Touched

_BATCH = 500


def check(connection: Connection, touched: Touched) -> None:
    """InvalidInput, naming who has it, where a record that was touched says what another one says."""
    for field in UNIQUE:
        about = touched.touched if f"record.{field.name}" in touched.fields else touched.appeared
        for batch in batched(sorted(about), _BATCH):
            _check(connection, field, batch)


def _check(connection: Connection, field: Field, records: Collection[int]) -> None:
    twice = connection.exec_driver_sql(
        f"SELECT r.{field.name}, o.ref FROM record r JOIN record o ON o.{field.name} = r.{field.name} AND o.id <> r.id"
        f" AND o.deleted_at IS NULL WHERE r.id IN ({marks(records)}) AND r.deleted_at IS NULL ORDER BY o.id LIMIT 1",
        tuple(records),
    ).first()
    if twice is not None:
        raise InvalidInput(
            _("The {field} {value} is taken: {ref} has it. Choose another.").format(
                field=in_sentence(_(field.label)), value=twice[0], ref=twice[1]
            )
        )
