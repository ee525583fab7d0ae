"""What lies in an archive's folder is opened through ``inside``: the source is read for other ways."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

import archive_app

_ROOT = Path(archive_app.__file__).parent
_WAYS = {"open", "read_bytes", "read_text", "copyfile", "copy2", "copytree", "connect"}
#: What is opened by its own name elsewhere, and why none of it is a file that a stranger's folder may have.
_ELSEWHERE = {
    # The ways themselves, and what writes new files.
    "inside.py": {"os.open"},
    "disk.py": {"os.open"},
    "locks.py": {"os.open"},
    # Databases, each looked at before (`inside.check_database`).
    "store/database/engine.py": {"_driver.connect"},
    "media/pictures/thumbnails.py": {"sqlite3.connect"},
    # This person's own folders.
    "services/drafts.py": {"file.read_text"},
    "services/logbook.py": {"os.open"},
    "services/upkeep/places.py": {"_memory(archive).read_text"},
    "services/exchange/mappings.py": {"_file().read_text"},
    "services/person.py": {"file.read_text", "self.file.read_text"},
    "store/change/acquaintance.py": {"memory.read_text"},
    "store/change/replicas.py": {"file.read_text", "os.open"},
    # What a worker tries to open in vain.
    "media/pictures/cage.py": {"os.open", "found.connect", "_STATM.read_text"},
    # What the system says of its drives.
    "services/upkeep/drives.py": {"_MOUNTED.read_text"},
    # Files that somebody names: to be taken in, imported, restored or repaired from.
    "media/exchange/skos.py": {"path.read_bytes"},
    "media/metadata/xmp.py": {"path.open"},
    "media/objects/objects.py": {"os.open"},
    "media/objects/bagit.py": {"path.open"},
    "media/objects/transfer.py": {"os.open"},
    "media/objects/vault.py": {
        "(self.folder / CHECKS).read_text",
        "(self.folder_of(name) / RECORD).read_text",
        "(self.folder_of(state) / bagit.MANIFEST).read_bytes",
    },
    "media/objects/sources.py": {"os.open", "tarfile.open"},
    "media/objects/unpacking.py": {"placed.open", "tarfile.open"},
    "services/exchange/opening.py": {"path.open"},
    "services/tagging/code_files.py": {"path.open"},
    "services/upkeep/restoring.py": {"file.open", "shutil.copyfile"},
    # What is being made, in a folder of its own.
    "media/objects/bag.py": {"tarfile.open", "target.open"},
    "media/printing/glyphs.py": {"contents.read_bytes", "self.resource.ToUnicode.read_bytes"},
    "media/printing/papers.py": {"pikepdf.open", "shutil.copyfile"},
    "media/printing/pdf.py": {"pictures.open", "pikepdf.open"},
    "media/printing/pictures.py": {"target.open"},
    "services/outputs.py": {"draft.open"},
}
#: Of an open file, or of what came with the program.
_NO_FILE = {"Image.open", "engine.connect", "connect", "once.connect", "self._reader.connect"}
_NO_FILE |= {"copy.connect", "migrator.connect", "reader.connect", "self._zip.open"}
_SHIPPED = {"media/printing/fonts.py", "media/printing/labels.py", "services/upkeep/demo_facts.py"}
_SHIPPED |= {"services/gifts/examples.py"}


def _opened(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            way = ast.unparse(node.func)
            if way.rpartition(".")[2] in _WAYS and way not in _NO_FILE:
                yield way


@cache
def _trees() -> dict[Path, ast.AST]:
    rooms = [(_ROOT / room).rglob("*.py") for room in ("store", "media", "services")]
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in chain(_ROOT.glob("*.py"), *rooms)}


def _found() -> dict[str, set[str]]:
    found = {}
    for path, tree in _trees().items():
        ways = set(_opened(tree))
        name = path.relative_to(_ROOT).as_posix()
        if ways and name not in _SHIPPED:
            found[name] = ways
    return found


def test_no_file_of_an_archive_is_opened_past_the_wall() -> None:
    past = {name: ways - _ELSEWHERE.get(name, set()) for name, ways in _found().items()}
    assert {name: ways for name, ways in past.items() if ways} == {}


def test_what_is_excepted_is_there() -> None:
    found = _found()
    assert {
        name: ways - found.get(name, set()) for name, ways in _ELSEWHERE.items() if ways - found.get(name, set())
    } == {}


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("path.open('rb')", True),
        ("open(path)", True),
        ("archive.objects.path_of(a, b).read_bytes()", True),
        ("shutil.copyfile(source, target)", True),
        ("sqlite3.connect(path)", True),
        ("inside.open_file(path)", False),
        ("Image.open(stream, formats=('JPEG',))", False),
    ],
)
def test_a_way_is_known_when_it_is_seen(line: str, seen: bool) -> None:
    assert bool(list(_opened(ast.parse(line)))) is seen


def test_images_are_opened_from_open_files() -> None:
    given = {
        ast.unparse(node.args[0])
        for tree in _trees().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Image.open"
    }
    assert all(each in ("stream", "whole", "preview") or each.startswith("io.BytesIO(") for each in given), given
