"""Every operation that writes, as commands for a small archive, and what an archive and a folder say afterwards."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from archive_app import scratch
from archive_app.cli.app import run
from archive_app.domain.model.kinds import Kind
from archive_app.media.objects import bag
from archive_app.services.archive import create_archive
from archive_app.services.ingest.ingest import add_files, ingest
from archive_app.services.records import editing, reading
from archive_app.services.records.editing import NewName
from archive_app.services.upkeep import backups
from archive_app.store.database import engine, migrations
from tests.made import adopt
from tests.store.database.archives import unpacked


@dataclass(frozen=True)
class Operation:
    """Commands for the archive in ``folder`` of a room, one after the other; their words may name places in that room.

    ``twice``: doing it once more when it is done already does nothing. ``changes``: each can be seen to be done.
    """

    commands: tuple[tuple[str, ...], ...]
    folder: str = "archive"
    twice: bool = True
    changes: bool = True


def _alone(*words: str, folder: str = "archive", twice: bool = True) -> Operation:
    return Operation((words,), folder, twice)


OPERATIONS = {
    "new": _alone("new", folder="made", twice=False),
    "ingest": Operation((("ingest", "{room}/card"), ("ingest", "{room}/other card", "{room}/card"))),
    "add file": Operation(
        (
            ("add-file", "PHO-0001", "{room}/card"),
            ("file-role", "PHO-0001", "2", "back"),
            ("print-view", "PHO-0001", "3"),
        )
    ),
    "join": _alone("join", "PHO-0001", "PHO-0002", "PHO-0003", twice=False),
    "split": _alone("split", "OBJ-0001", "1", twice=False),
    "edit": Operation(
        (
            ("set", "PHO-0001", "credit=Ana Ilić", "caption[zh]=握手"),
            ("set", "PHO-0002", "credit=Mei"),
            ("set", "PER-0003", "occupation=guide"),
            ("region", "PHO-0001", "--box", "0,0,0.5,0.5", "--subject", "PER-0001"),
            ("custody", "OBJ-0001", "--to", "Anna", "--date", "2024-05-03"),
        )
    ),
    "link": Operation(
        (
            ("link", "PHO-0001", "depicts", "PER-0001", "--role", "guide"),
            ("link", "PHO-0002", "depicts", "PER-0001"),
        )
    ),
    "tag": _alone("link-many", "kind:photo", "depicts", "PER-0002"),
    "import table": _alone("import-table", "{room}/table.csv"),
    "undo": _alone("undo", twice=False),
    "merge": _alone("merge", "PER-0001", "PER-0002", twice=False),
    "purge": _alone("purge", "--all", "--yes", twice=False),
    "export": _alone("export-originals", "--search", "kind:photo", "--to", "{room}/out", twice=False),
    "catalogue": _alone("catalogue", "--search", "kind:photo", "--out", "{room}/out/printed.pdf"),
    "backup": Operation((("backup", "--out", "{room}/out/one.tar"), ("backup", "--out", "{room}/out/two.tar"))),
    "restore": _alone("restore", "{room}/saved.tar", folder="made", twice=False),
    "restore over": _alone("restore", "{room}/saved.tar"),
    "reindex": Operation((("reindex",),), changes=False),
    "migrate": _alone("search", "kind:photo", folder="old"),
}


def furnish(room: Path) -> None:
    """An archive with all that the operations are about, its backup, an old archive, a card, and a folder for what is
    made.
    """
    (room / "out").mkdir(parents=True)
    with create_archive(room / "archive") as archive:
        people = [
            editing.add_record(archive, kind=Kind.PERSON, names=[NewName(name)]).id for name in ("Ada", "Ida", "Eva")
        ]
        ingest(archive, [_card(room / "first", 3)])
        backups.backup(archive, out=room / "saved.tar")
        (room / "table.csv").write_text("ref,kind,name[en],credit\nOBJ-0100,object,Vase,Ana\nPHO-0001,photo,,Mei")
        ingest(archive, [_card(room / "second", 1, shade=90)])
        editing.delete_records(archive, records=[reading.resolve(archive, "PHO-0004").id])
        gift = editing.add_record(archive, kind=Kind.OBJECT, names=[NewName("A bowl")]).id
        add_files(archive, [_card(room / "third", 1, shade=140)], record=gift)
        editing.set_values(archive, records=people[2:], values={"occupation": "archaeologist"})
    adopt(room / "archive")
    _card(room / "card", 3, shade=200)
    _card(room / "other card", 2, shade=220)
    unpacked("0003", room).rename(room / "old")


def _card(folder: Path, count: int, shade: int = 0) -> Path:
    folder.mkdir()
    for number in range(count):
        Image.new("RGB", (96, 64), (number * 70, shade, 120)).save(folder / f"IMG_{number}.jpg")
    return folder


def perform(operation: Operation, room: Path, until: int | None = None) -> int:
    """Do it, or only so many of its commands, as the command line does, and return the exit status; what is answered
    goes to standard output.
    """
    for command in operation.commands[:until]:
        words = [word.format(room=room) for word in command]
        status = run(["--archive", str(room / operation.folder), *words, "--json"])
        if status:
            return status
    return 0


def acknowledged(answer: bytes) -> int:
    """How many commands have said that they are done."""
    done = 0
    for line in answer.splitlines():
        with contextlib.suppress(ValueError):
            done += "error" not in json.loads(line)
    return done


def leftovers(room: Path) -> list[str]:
    """Whatever is temporary and still there, and what SQLite needs only while a database is open. The small pictures
    are not looked at: they may be deleted at any time, and whoever opens them next tidies up.
    """
    found = []
    for folder, folders, files in os.walk(room):
        folders[:] = [name for name in folders if name != "derived"]
        for name in (*folders, *files):
            path = Path(folder, name)
            ends = (".part", "-wal", "-shm", "-journal")
            if scratch.is_scratch(name) or name.endswith(ends) or path.parent.name == "staging" or ".restore-" in name:
                found.append(path.relative_to(room).as_posix())
    return found


#: Whose file or name a record has says which it is: a number may have been passed over.
_WHO = (
    "(SELECT coalesce((SELECT min(hex(sha256)) FROM media_file WHERE record_id = {0}.id),"
    " (SELECT min(text) FROM name WHERE record_id = {0}.id), {0}.ref))"
)
_R, _S, _O = (_WHO.format(name) for name in "rso")
_KEPT = (
    f"SELECT {_R}, r.kind, r.status, r.credit, r.occupation, r.deleted_at IS NULL, r.merged_into IS NULL FROM record r",
    f"SELECT {_R}, n.text, n.lang, n.kind FROM name n JOIN record r ON r.id = n.record_id",
    f"SELECT {_R}, t.role, t.lang, t.text FROM text t JOIN record r ON r.id = t.record_id",
    f"SELECT {_S}, l.relation, {_O}, l.role FROM link l JOIN record s ON s.id = l.subject_id"
    " JOIN record o ON o.id = l.object_id",
    f"SELECT {_R}, hex(f.sha256), f.extension, f.role, f.position, f.chosen FROM media_file f"
    " JOIN record r ON r.id = f.record_id",
    f"SELECT {_R}, c.took, c.gave, c.date FROM custody c JOIN record r ON r.id = c.record_id",
    # A copy that was killed is no other copy.
    "SELECT count(*) FROM replica",
)


def kept(folder: Path) -> str:
    """One word for all that an archive keeps: the same where the same is there."""
    if not (folder / "archive.json").is_file():
        return "nothing"
    with closing(_opened(folder)) as database:
        ((revision,),) = database.execute("SELECT version_num FROM alembic_version")
        if revision != migrations.HEAD:
            return "of an earlier version"
        rows = [sorted(map(repr, database.execute(query))) for query in _KEPT]
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16]


def made(room: Path) -> dict[str, str]:
    """What was made outside the archive: its names, and what each says."""
    return {made.name: _whole(made) for made in sorted((room / "out").iterdir()) if not scratch.is_scratch(made.name)}


def _opened(folder: Path) -> Any:
    return engine.driver().connect(f"file:{folder / 'catalog.db'}?mode=ro", uri=True)


def _whole(made: Path) -> str:
    """What a file says that was made: all of it for a picture, else whether it is whole."""
    if made.suffix == ".tar":
        members = [name for name, _placed in bag.unpack_iter(made)]
        return f"{len(members)} members"
    content = made.read_bytes()
    if made.suffix == ".pdf":
        return "whole" if content.rstrip().endswith(b"%%EOF") else "half"
    return hashlib.sha256(content).hexdigest()


def unrecorded(folder: Path) -> list[str]:
    """Originals that no record ever had, and intents that nobody follows."""
    with closing(_opened(folder)) as database:
        known = {row[0].lower() for row in database.execute("SELECT hex(sha256) FROM media_file")}
        intents = [row[0].lower() for row in database.execute("SELECT hex(sha256) FROM intent")]
    found = [path.name for path in (folder / "objects").rglob("*") if path.is_file()]
    return [name for name in found if name.partition(".")[0] not in known] + intents
