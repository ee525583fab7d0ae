"""Subtitles that are given to a recording: what they say becomes a text of it, which is searched, edited and shown."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePath

from archive_app import inside
from archive_app.domain.model.kinds import TextRole
from archive_app.domain.model.views import is_subtitles
from archive_app.domain.text import subtitles
from archive_app.domain.text.languages import LANGUAGE_NAMES, guess_language, language_kept
from archive_app.services.archive import Archive
from archive_app.services.records.recordings import MOST_SUBTITLES, decoded
from archive_app.services.records.values import clean
from archive_app.store.face.transaction import Transaction

#: Letters that are kept of one.
_LONGEST = 1_000_000


def add(transaction: Transaction, record: int, files: Sequence[tuple[str, Path]]) -> None:
    """Texts of ``record`` for the subtitles among ``files``, each with its name and where it is; of a language that is
    there already nothing is changed.
    """
    read = [(_named(PurePath(name)), _read(path)) for name, path in files if is_subtitles(name)]
    _add(transaction, record, read)


def is_unsaid(archive: Archive, record: int, file: Path) -> bool:
    """Whether what a file of subtitles says is no text of ``record``, since there was one in its language before."""
    text = _read(file)
    with archive.store.read() as reader:
        there = {each.text for each in reader.records.texts(record) if each.role is TextRole.SUBTITLES}
    return bool(text) and bool(there) and text not in there


def add_inside(transaction: Transaction, record: int, tracks: Sequence[tuple[str, str]]) -> None:
    """Texts of ``record`` for the subtitles that are inside its file: each a language, ``und`` where none is said, and
    what was said.
    """
    _add(transaction, record, [(lang if lang != "und" else "", clean(text)) for lang, text in tracks])


def _add(transaction: Transaction, record: int, said: Sequence[tuple[str, str]]) -> None:
    if not any(text for _lang, text in said):
        return
    there = {text.lang for text in transaction.reader.records.texts(record) if text.role is TextRole.SUBTITLES}
    rows = []
    for named, text in said:
        lang = named or guess_language(subtitles.spoken(text))
        if text and lang not in there:
            rows.append(
                {"record_id": record, "role": "subtitles", "lang": lang, "text": text, "is_original": not there}
            )
            there.add(lang)
    if rows:
        transaction.parts.add("text", rows)


def _read(path: Path) -> str:
    """The text of a file of subtitles; empty where there is nothing in it that is said at a time, or far too much."""
    try:
        with inside.open_file(path) as stream:
            data = stream.read(MOST_SUBTITLES + 1)
    except OSError:
        return ""
    text = clean(decoded(data)) if len(data) <= MOST_SUBTITLES else ""
    return text if len(text) <= _LONGEST and subtitles.parse(text) else ""


def _named(path: PurePath) -> str:
    """The language that the name says, as in ``talk.zh.srt``, ``talk.zh-CN.srt`` and ``talk.eng.srt``."""
    called = language_kept(path.with_suffix("").suffix.removeprefix("."))
    return called if called in LANGUAGE_NAMES else ""
