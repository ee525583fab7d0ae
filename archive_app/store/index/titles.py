"""What records are called in a language: of their names the one that fits, else their parties, caption, file or ref."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import Connection

from archive_app.domain.model.titles import Candidate, choose, title
from archive_app.store.database import statements
from archive_app.store.database.batches import batched, marks

_BATCH = 900

#: What each record is called, by language.
Titles = dict[str, dict[int, str]]


def titles_in(connection: Connection, ids: Collection[int], languages: Iterable[str]) -> Titles:
    """What each record is called in each of these languages (BCP 47); never empty."""
    found: Titles = {language: {} for language in languages}
    for batch in batched(sorted(set(ids)), _BATCH):
        names = _names(connection, batch)
        for language, called in found.items():
            called.update({record: choose(given, language) for record, given in names.items()})
        nameless = [record for record in batch if not any(called.get(record) for called in found.values())]
        if nameless:
            for language, called in _stand_ins(connection, nameless, tuple(found)).items():
                found[language].update(called)
    return found


def _names(connection: Connection, ids: Sequence[int]) -> dict[int, list[Candidate]]:
    names: dict[int, list[Candidate]] = defaultdict(list)
    for record_id, text, lang, kind, original in statements.rows(
        connection,
        f"SELECT record_id, text, lang, kind, is_original FROM name WHERE record_id IN ({marks(ids)})"
        " ORDER BY record_id, position, id",
        tuple(ids),
    ):
        names[record_id].append(Candidate(text, lang, kind, bool(original)))
    return names


def _stand_ins(connection: Connection, ids: list[int], languages: tuple[str, ...]) -> Titles:
    """Titles for records without a name: the parties, the caption, the file's name or the ref."""
    refs: dict[int, str] = {
        row[0]: row[1]
        for row in connection.exec_driver_sql(f"SELECT id, ref FROM record WHERE id IN ({marks(ids)})", tuple(ids))
    }
    files: dict[int, str] = {
        row[0]: row[1]
        for row in connection.exec_driver_sql(
            "SELECT record_id, original_name FROM media_file"
            f" WHERE record_id IN ({marks(ids)}) AND position = 0 AND original_name <> ''",
            tuple(ids),
        )
    }
    captions: dict[int, list[Candidate]] = defaultdict(list)
    for record_id, text, lang, original in connection.exec_driver_sql(
        f"SELECT record_id, text, lang, is_original FROM text WHERE record_id IN ({marks(ids)}) AND role = 'caption'",
        tuple(ids),
    ):
        captions[record_id].append(Candidate(text, lang, "official", bool(original)))
    parties = _parties(connection, ids, languages)
    return {
        language: {
            key: title(parties.get(language, {}).get(key, ()), captions.get(key, ()), files.get(key, ""), ref, language)
            for key, ref in refs.items()
        }
        for language in languages
    }


def _parties(connection: Connection, ids: list[int], languages: tuple[str, ...]) -> dict[str, dict[int, list[str]]]:
    """What the parties of these partnerships are called, by language."""
    parties: dict[int, list[int]] = defaultdict(list)
    for partnership, party in connection.exec_driver_sql(
        "SELECT l.object_id, l.subject_id FROM link l JOIN record r ON r.id = l.subject_id AND r.deleted_at IS NULL"
        f" WHERE l.relation = 'party_of' AND l.object_id IN ({marks(ids)}) ORDER BY l.id",
        tuple(ids),
    ):
        parties[partnership].append(party)
    if not parties:
        return {}
    called = titles_in(connection, [party for group in parties.values() for party in group], languages)
    return {
        language: {key: [names[party] for party in group] for key, group in parties.items()}
        for language, names in called.items()
    }
