"""What ``file:``, ``folder:`` and ``contents:`` ask for, in SQL about ``record r``: names and words of its files."""

from __future__ import annotations

import re

from archive_app.domain.model.kinds import ITEM_KINDS
from archive_app.domain.text.folding import fold, match_terms
from archive_app.domain.text.parts import Fit, part_query
from archive_app.store.search.values import ANY, NONE, of_kinds

_LONGEST = 200
_READ = (
    "EXISTS (SELECT 1 FROM media_file f JOIN document d ON d.sha256 = f.sha256 AND d.mark <> 0"
    " WHERE f.record_id = r.id)"
)


def called(value: str, *, folder: bool) -> tuple[str, tuple[object, ...]]:
    """One of its files has ``value`` in a name, or in the ``folder`` where it lay, and the parameters."""
    # A folder is the same with a slash behind it.
    wanted = (folder and value.strip().rstrip("/\\")) or value.strip()
    pattern = re.sub(r"([\\%_])", r"\\\1", wanted)
    column, other = ("folder", "folder") if folder else ("original_name", "name")
    return (
        f"EXISTS (SELECT 1 FROM media_file f WHERE f.record_id = r.id AND f.{column} LIKE ? ESCAPE '\\')"
        f" OR EXISTS (SELECT 1 FROM file_name n WHERE n.record_id = r.id AND n.{other} LIKE ? ESCAPE '\\')",
        (f"%{pattern}%", f"%{pattern}%"),
    )


def containing(value: str) -> tuple[str, tuple[object, ...], bool]:
    """The words of ``value`` stand in one of its documents; the parameters, and whether that is asked by ``r.id``."""
    word = fold(value).strip()
    if word in ANY:
        return _READ, (), True
    if word in NONE:
        return f"{of_kinds(ITEM_KINDS)} AND NOT {_READ}", (), False
    expression = part_query(match_terms(value[:_LONGEST], phrase=False), Fit.ANYWHERE)
    if expression is None:
        return "0", (), False
    return "r.id IN (SELECT rowid FROM parts WHERE parts MATCH ?)", (f"{{pages}} : ({expression})",), True
