"""What each record lacks, in SQL about ``record r``, and what of it the archive requires.

The bits of ``facet.gaps`` are those of ``domain/model/completeness.py``. Everything asked here is the record's own,
but for whether the other end of a link is hidden: who hides or brings back a record refreshes its
:func:`neighbours` too.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable
from functools import cache

from pyroaring import BitMap
from sqlalchemy import Connection

from archive_app.domain.model.completeness import (
    BY_KEY,
    HOME_LANGUAGE,
    LANGUAGE_SETTING,
    RULES,
    SETTING,
    Requirements,
    Rule,
    requirements,
)
from archive_app.domain.model.kinds import OCCASIONS, PEOPLE, PLACES, Kind, Status
from archive_app.store.database import statements
from archive_app.store.database.batches import batched

_BATCH = 500
_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
#: Gives the stored bitmap of one facet value.
Stored = Callable[[str, str], BitMap]


def _listed(kinds: Collection[Kind]) -> str:
    return ", ".join(f"'{kind}'" for kind in sorted(kinds))


_REASONS = _listed(OCCASIONS | {Kind.PARTNERSHIP})
_PEOPLE = _listed(PEOPLE)
_WHERE = _listed(PLACES)
_PARTNERSHIP = _listed({Kind.PARTNERSHIP})
_AUTHOR = " AND l.relation <> 'created_by'"


def _to(kinds: str, also: str = "") -> str:
    """It is the subject of a link to something of these kinds."""
    return (
        "EXISTS (SELECT 1 FROM link l JOIN record o ON o.id = l.object_id AND o.deleted_at IS NULL"
        f" AND o.kind IN ({kinds}) WHERE l.subject_id = r.id{also})"
    )


def _from(kinds: str) -> str:
    """It is the object of a link from something of these kinds. Links of relations that never lead from these are not
    looked at: they are the many (an event may have ten thousand photographs).
    """
    return (
        "EXISTS (SELECT 1 FROM link l CROSS JOIN record o ON o.id = l.subject_id AND o.deleted_at IS NULL"
        f" AND o.kind IN ({kinds}) WHERE l.object_id = r.id AND l.relation IN (SELECT n.key FROM relation n WHERE"
        f" n.subjects = '[]' OR EXISTS (SELECT 1 FROM json_each(n.subjects) j WHERE j.value IN ({kinds}))))"
    )


def _by(relation: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM link l JOIN record o ON o.id = l.object_id AND o.deleted_at IS NULL"
        f" WHERE l.subject_id = r.id AND l.relation = '{relation}')"
    )


def _text(*roles: str) -> str:
    quoted = ", ".join(f"'{role}'" for role in roles)
    return f"EXISTS (SELECT 1 FROM text x WHERE x.record_id = r.id AND x.role IN ({quoted}))"


def _name(language: str) -> str:
    """It has a name in this language (or, after NOT, in another) that is more than its sound."""
    return (
        "EXISTS (SELECT 1 FROM name x WHERE x.record_id = r.id AND x.kind <> 'pinyin'"
        f" AND x.lang NOT LIKE '%-pinyin' AND {language})"
    )


def _met(home: str) -> dict[str, str]:
    """When each rule is met, given the home language."""
    at_home = f"(x.lang = '{home}' OR x.lang LIKE '{home}-%')"
    return {
        "caption": _text("caption", "description"),
        "date": "coalesce(r.date, r.birth_date, r.death_date) IS NOT NULL",
        "reason": f"({_to(_REASONS)} OR {_from(_PARTNERSHIP)})",
        "people": f"({_to(_PEOPLE, _AUTHOR)} OR {_from(_PEOPLE)})",
        "alt": _text("alt"),
        "place": f"(r.latitude IS NOT NULL OR {_to(_WHERE)})",
        "file": "EXISTS (SELECT 1 FROM media_file f WHERE f.record_id = r.id)",
        "name": _name(at_home),
        "translation": _name(f"NOT {at_home}"),
        "parties": "(SELECT count(DISTINCT l.subject_id) FROM link l JOIN record o ON o.id = l.subject_id"
        " AND o.deleted_at IS NULL WHERE l.object_id = r.id AND l.relation = 'party_of') >= 2",
        "stage": "EXISTS (SELECT 1 FROM stage s WHERE s.record_id = r.id AND s.date IS NOT NULL)",
        **{rule.key: declared for rule in RULES if (declared := _declared(rule))},
    }


def _declared(rule: Rule) -> str:
    """When a rule is met by its own words; empty where they do not say."""
    ways = [f"r.{rule.column} IS NOT NULL"] if rule.column else []
    if rule.detail:
        ways.append(f"EXISTS (SELECT 1 FROM {rule.detail} d WHERE d.record_id = r.id)")
    ways += [_by(relation) for relation in rule.relations]
    return f"({' OR '.join(ways)})" if ways else ""


def expression(connection: Connection) -> str:
    """The bits of what ``record r`` lacks, as an SQL expression."""
    return _expression(home_language(connection))


@cache
def _expression(language: str) -> str:
    met = _met(language)
    branches = []
    for kind in Kind:
        bits = [f"({met[rule.key]} IS NOT TRUE) * {rule.mask}" for rule in RULES if kind in rule.kinds]
        branches.append(f"WHEN '{kind}' THEN {' + '.join(bits)}")
    return f"(CASE r.kind {' '.join(branches)} ELSE 0 END)"


def home_language(connection: Connection) -> str:
    """The language in which the archive wants every name, as BCP 47."""
    stored = _setting(connection, LANGUAGE_SETTING) or ""
    return stored if _LANGUAGE.fullmatch(stored) else HOME_LANGUAGE


def required(connection: Connection) -> Requirements:
    """What the archive requires."""
    return requirements(_setting(connection, SETTING))


def _setting(connection: Connection, key: str) -> str | None:
    found = statements.rows(connection, "SELECT value FROM setting WHERE key = ?", (key,))
    return None if not found or found[0][0] is None else str(found[0][0])


def neighbours(connection: Connection, ids: Iterable[int]) -> set[int]:
    """What these records are linked to, either way."""
    found: set[int] = set()
    for batch in batched(ids, _BATCH):
        rows = statements.rows(
            connection,
            "SELECT l.object_id FROM json_each(?1) j CROSS JOIN link l ON l.subject_id = j.value"
            " UNION SELECT l.subject_id FROM json_each(?1) j CROSS JOIN link l ON l.object_id = j.value",
            (json.dumps(batch),),
        )
        found.update(row[0] for row in rows)
    return found


def condition(wanted: Requirements, choice: str) -> str:
    """What ``gap:choice`` asks of ``facet f``: ``any``, ``none`` or the key of a rule."""
    only = BY_KEY[choice].mask if choice in BY_KEY else -1
    branches = []
    for kind in Kind:
        usual, public = (wanted.mask(kind, status) & only for status in (Status.DRAFT, Status.PUBLIC))
        # No bits are asked for as NULL, which is neither broken nor met.
        masks = [str(mask or "NULL") for mask in (public, usual)]
        if public:
            branches.append(f"WHEN '{kind}' THEN CASE f.status WHEN 'public' THEN {masks[0]} ELSE {masks[1]} END")
    if not branches:
        return "0"
    return f"f.gaps & (CASE f.kind {' '.join(branches)} END) {'=' if choice == 'none' else '<>'} 0"


def incomplete(stored: Stored, wanted: Requirements) -> tuple[BitMap, dict[str, BitMap]]:
    """All records of which anything is required, and for each rule those that must meet it and do not."""
    asked, lacking = BitMap(), {rule.key: BitMap() for rule in RULES}
    by_status = {status: stored("status", status) for status in Status}
    for kind in Kind:
        there = stored("kind", kind)
        if not there:
            continue
        for status in Status:
            mask = wanted.mask(kind, status)
            some = there & by_status[status] if mask else BitMap()
            asked |= some
            for rule in RULES:
                if some and rule.mask & mask:
                    lacking[rule.key] |= some & stored("gap", rule.key)
    return asked, lacking
