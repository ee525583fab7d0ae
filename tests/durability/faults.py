"""Negative controls: the program with one precaution left out. What does not notice them, notices nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from archive_app import disk, paths
from archive_app.media.objects.objects import ObjectStore
from archive_app.store.database import engine, moving_in


def _nothing(*_arguments: object) -> None:
    return None


def _files() -> None:
    disk.sync_file = _nothing


def _folders() -> None:
    disk.sync_folder = _nothing


def _open_files() -> None:
    disk.sync_open = _nothing


def _trees() -> None:
    disk.sync_tree = _nothing


def _adopted() -> None:
    ObjectStore.sync_directories = _nothing  # type: ignore[method-assign, assignment]


def _log_stays() -> None:
    moving_in.inside.BESIDE = ()  # type: ignore[assignment]


def _log_goes_last() -> None:
    real = moving_in._move_in

    def move_in(begun: Path, folder: Path) -> None:
        beside, moving_in.inside.BESIDE = moving_in.inside.BESIDE, ()  # type: ignore[assignment]
        real(begun, folder)
        moving_in.inside.BESIDE = beside
        for ending in beside:
            (folder / f"{paths.DATABASE}{ending}").unlink(missing_ok=True)

    moving_in._move_in = move_in


def _no_one_moment() -> None:
    def commit(whole: Path, folder: Path, _name: str) -> None:
        disk.sync_tree(whole)
        moving_in._move_in(whole, folder)

    moving_in.commit = commit
    from archive_app.store.face import store

    store.commit = commit


def _lazy_log() -> None:
    real = engine._set_up

    def set_up(connection: sqlite3.Connection, record: object) -> None:
        real(connection, record)
        connection.execute("PRAGMA synchronous=NORMAL")

    engine._set_up = set_up


FAULTS: dict[str, Callable[[], None]] = {
    "files": _files,
    "folders": _folders,
    "open files": _open_files,
    "trees": _trees,
    "adopted": _adopted,
    "log stays": _log_stays,
    "log goes last": _log_goes_last,
    "no one moment": _no_one_moment,
    "lazy log": _lazy_log,
}
