"""One archive a test, on every backend there is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive_app.domain.model.changes import ChangeSet
from archive_app.domain.model.kinds import Kind
from archive_app.store.face.store import Store
from archive_app.store.face.transaction import Transaction
from tests.made import copied
from tests.store.contract.backends import BACKENDS, Backend


class Kept:
    """An open archive of one backend, with what it published."""

    def __init__(self, backend: Backend, folder: Path) -> None:
        self.backend = backend
        self.folder = folder
        self.heard: list[ChangeSet] = []
        self.store = backend.open(folder, self.heard.append, lambda: "anna")

    def reopen(self) -> Store:
        """Close it and open it again, as another run of the program would."""
        self.store.close()
        self.store = self.backend.open(self.folder, self.heard.append, lambda: "bela")
        return self.store

    def add(self, kind: Kind, *names: str, **columns: Any) -> int:
        """A record with these names, each in English or, after ``zh:``, in Chinese; one step."""
        with self.store.transact(f"Add {' '.join(names)}") as transaction:
            return add(transaction, kind, *names, **columns)

    def link(self, subject: int, relation: str, obj: int, **values: str) -> int:
        """A link, as one step; returns its key."""
        with self.store.transact("Link") as transaction:
            transaction.links.add([subject], relation, [obj], values)
        with self.store.read() as reader:
            return reader.links.between(subject, relation, obj)[-1].id


def add(transaction: Transaction, kind: Kind, *names: str, **columns: Any) -> int:
    """A record with these names within a transaction."""
    made = transaction.records.add(kind, columns)
    for name in names:
        lang, colon, text = name.rpartition(":")
        values = {"text": text, "lang": lang if colon else "en", "script": "Hans" if lang == "zh" else "Latn"}
        transaction.parts.add_name(made.id, {**values, "kind": "official"})
    return made.id


@pytest.fixture(params=BACKENDS, ids=lambda backend: backend.name)
def backend(request: pytest.FixtureRequest) -> Backend:
    """Each of the backends."""
    found: Backend = request.param
    return found


@pytest.fixture(scope="session")
def new_ones(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """A closed archive with nothing in it of each backend, to be copied."""
    folder = tmp_path_factory.mktemp("new")
    for each in BACKENDS:
        each.create(folder / each.name, lambda _change: None, lambda: "anna").close()
    return {each.name: folder / each.name for each in BACKENDS}


@pytest.fixture
def kept(backend: Backend, new_ones: dict[str, Path], tmp_path: Path) -> Iterator[Kept]:
    """A new archive with nothing in it."""
    opened = Kept(backend, copied(new_ones[backend.name], tmp_path / "archive"))
    yield opened
    opened.store.close()
