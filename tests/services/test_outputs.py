"""Where files may be written that leave the archive, and how: beside the target, whole, in one step."""

from __future__ import annotations

import ast
import errno
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import archive_app
from archive_app import disk
from archive_app.domain.model.kinds import Kind
from archive_app.errors import ArchiveError, Refused, StorageError
from archive_app.services import outputs
from archive_app.services.archive import Archive, open_archive
from archive_app.services.catalogue.catalogue import make_catalogue
from archive_app.services.exchange import register, slips, stocktaking, tables
from archive_app.services.records import editing, stocktakes
from archive_app.services.records.editing import NewName
from archive_app.services.search import searching
from archive_app.services.tagging.code_files import export_csv
from archive_app.services.terms import terms
from archive_app.services.terms.skos import export_skos
from archive_app.services.upkeep import backups, maintenance
from tests.story import Story

_ROOT = Path(archive_app.__file__).parent


def _catalogue(archive: Archive, out: Path) -> None:
    make_catalogue(archive, query="kind:photo", out=out)


def _terms(archive: Archive, out: Path) -> None:
    if not terms.tree(archive, "subjects"):
        terms.add_term(archive, vocabulary="subjects", names=[NewName("silk")])
    export_skos(archive, vocabulary="subjects", out=out)


def _table(archive: Archive, out: Path) -> None:
    tables.export_table(archive, ids=searching.search_ids(archive, "kind:photo"), out=out, form=".xlsx")


def _transfer(archive: Archive) -> int:
    values = {"date": "2020", "direction": "received"}
    return editing.add_record(archive, kind=Kind.TRANSFER, names=[NewName("Scarf")], values=values).id


def _register(archive: Archive, out: Path) -> None:
    _transfer(archive)
    register.register(archive, first="2020", last="2020", out=out, form=".pdf")


def _register_table(archive: Archive, out: Path) -> None:
    _transfer(archive)
    register.register(archive, first="2020", last="2020", out=out, form=".xlsx")


def _receipts(archive: Archive, out: Path) -> None:
    slips.receipts(archive, records=[_transfer(archive)], out=out)


def _labels(archive: Archive, out: Path) -> None:
    slips.object_labels(archive, records=searching.search_ids(archive, "kind:object"), out=out)


def _stocktake(archive: Archive, out: Path, form: str) -> None:
    depot = editing.add_record(archive, kind=Kind.LOCATION, names=[NewName("Depot")]).id
    stocktakes.start(archive, place=depot)
    stocktaking.write_report(archive, stocktakes.report(archive, place=depot), out=out, form=form)


def _stocktake_paper(archive: Archive, out: Path) -> None:
    _stocktake(archive, out, ".pdf")


def _stocktake_table(archive: Archive, out: Path) -> None:
    _stocktake(archive, out, ".xlsx")


def _backup(archive: Archive, out: Path) -> None:
    backups.backup(archive, out=out)


Writer = Callable[[Archive, Path], object]
#: Everything that writes a file for somebody.
WRITERS: dict[str, Writer] = {
    "catalogue": _catalogue,
    "codes": export_csv,
    "terms": _terms,
    "table": _table,
    "register": _register,
    "register as a table": _register_table,
    "receipts": _receipts,
    "labels": _labels,
    "stock-take": _stocktake_paper,
    "stock-take as a table": _stocktake_table,
    "backup": _backup,
}


@pytest.fixture(params=WRITERS)
def writer(request: pytest.FixtureRequest) -> Writer:
    return WRITERS[request.param]


def _inside(archive: Archive, _folder: Path) -> Path:
    return archive.folder / "catalog.db"


def _beside_originals(archive: Archive, _folder: Path) -> Path:
    return archive.folder / "objects" / "new.pdf"


def _by_a_linked_folder(archive: Archive, folder: Path) -> Path:
    (folder / "way").symlink_to(archive.folder, target_is_directory=True)
    return folder / "way" / "catalog.db"


def _in_another(_archive: Archive, folder: Path) -> Path:
    other = folder / "other"
    (other / "objects" / "ab").mkdir(parents=True)
    (other / "archive.json").write_text("{}")
    return other / "objects" / "ab" / "new.pdf"


def _a_link(_archive: Archive, folder: Path) -> Path:
    (folder / "kept").write_text("kept")
    (folder / "link.pdf").symlink_to(folder / "kept")
    return folder / "link.pdf"


def _a_link_to_nothing(_archive: Archive, folder: Path) -> Path:
    (folder / "link.pdf").symlink_to(folder / "not there yet")
    return folder / "link.pdf"


def _a_device(_archive: Archive, _folder: Path) -> Path:
    return Path("/dev/full")


def _a_pipe(_archive: Archive, folder: Path) -> Path:
    os.mkfifo(folder / "pipe")
    return folder / "pipe"


def _a_folder(_archive: Archive, folder: Path) -> Path:
    (folder / "folder.pdf").mkdir()
    return folder / "folder.pdf"


@pytest.mark.parametrize(
    ("place", "sentence"),
    [
        (_inside, "inside the archive"),
        (_beside_originals, "inside the archive"),
        (_by_a_linked_folder, "inside the archive"),
        (_in_another, "inside the archive"),
        (_a_link, "is a link"),
        (_a_link_to_nothing, "is a link"),
        (_a_device, "is a device"),
        (_a_pipe, "is a device"),
        (_a_folder, "is a folder"),
    ],
)
def test_nothing_is_written_where_no_file_may_stand(
    story: Story, tmp_path: Path, writer: Writer, place: Callable[[Archive, Path], Path], sentence: str
) -> None:
    target = place(story.archive, tmp_path)
    before = sorted(str(path) for path in tmp_path.rglob("*"))
    with pytest.raises((Refused, StorageError), match=sentence):
        writer(story.archive, target)
    after = sorted(str(path) for path in tmp_path.rglob("*"))
    assert after == before
    assert maintenance.verify(story.archive).ok


def test_a_backup_alone_may_go_to_the_folder_of_backups(story: Story, writer: Writer) -> None:
    target = story.archive.folder / "backups" / "mine"
    if writer is _backup:
        writer(story.archive, target)
        assert target.is_file()
    else:
        with pytest.raises(Refused, match="inside the archive"):
            writer(story.archive, target)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_what_was_there_stays_where_the_disk_refuses(
    story: Story, tmp_path: Path, writer: Writer, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "old").write_bytes(b"the one of last year")

    def refuse(_file: Path) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(disk, "sync_file", refuse)
    with pytest.raises(StorageError, match="old” cannot be written: the d"):
        writer(story.archive, out / "old")
    assert [path.name for path in out.iterdir()] == ["old"]
    assert (out / "old").read_bytes() == b"the one of last year"


def test_the_file_then_its_name_then_its_folder_go_to_the_disk(
    story: Story, tmp_path: Path, writer: Writer, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "made"
    done: list[tuple[str, bool]] = []
    real_file, real_folder = disk.sync_file, disk.sync_folder

    def sync_file(path: Path) -> None:
        if path.parent.parent == tmp_path:
            done.append(("file", target.exists()))
        real_file(path)

    def sync_folder(path: Path) -> None:
        if path == tmp_path:
            done.append(("folder", target.exists()))
        real_folder(path)

    monkeypatch.setattr(disk, "sync_file", sync_file)
    monkeypatch.setattr(disk, "sync_folder", sync_folder)
    writer(story.archive, target)
    assert done == [("file", False), ("folder", True)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["archive", "made"]


def test_a_link_that_comes_while_it_is_made_is_not_followed_nor_replaced(tmp_path: Path) -> None:
    target = tmp_path / "made.pdf"

    def make() -> None:
        with outputs.written(target) as draft:
            draft.write_text("new")
            target.symlink_to(tmp_path / "elsewhere")

    with pytest.raises(Refused, match="is a link"):
        make()
    assert [path.name for path in tmp_path.iterdir()] == ["made.pdf"]


def test_rights_of_the_old_file_stay(tmp_path: Path) -> None:
    target = tmp_path / "made.pdf"
    target.write_text("old")
    target.chmod(0o640)
    outputs.write(target, b"new")
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_name_that_is_too_long_is_said_before_anything_is_made(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="longer than the system takes"):
        outputs.check(tmp_path / ("x" * 300))


def test_files_of_one_name_are_numbered(tmp_path: Path) -> None:
    names = []
    for _n in range(3):
        file = outputs.free(tmp_path / "a-1.jpg")
        file.write_text("")
        names.append(file.name)
    assert names == ["a-1.jpg", "a-1-2.jpg", "a-1-3.jpg"]


def test_a_folder_called_like_a_part_of_an_archive_is_none(tmp_path: Path) -> None:
    (tmp_path / "objects").mkdir()
    outputs.write(tmp_path / "objects" / "x.txt", b"x")
    assert (tmp_path / "objects" / "x.txt").read_bytes() == b"x"
    with pytest.raises(ArchiveError, match="does not exist"):
        outputs.check_folder(tmp_path / "nowhere")


#: Modules of services, cli and ui that write files themselves, and which: all of them the program's own.
_OWN = {
    "services/outputs.py",  # the one way
    "services/logbook.py",  # lines of the log, added to its end
    "services/upkeep/restoring.py",  # restoring fills the folder of the archive itself
    "ui/window/neighbour.py",  # an empty file in the folder of the archive, by which two windows find each other
    "cli/wording.py",  # lines of a help, which its library calls so
    "cli/app.py",  # what nobody reads goes to nowhere
}
_WRITING = {"write_text", "write_bytes", "copyfile", "copy2", "copytree", "touch", "symlink_to", "hardlink_to",
            "mkstemp", "mkdtemp", "TemporaryDirectory", "NamedTemporaryFile", "TemporaryFile", "QSaveFile",
            "QTemporaryFile", "QPdfWriter", "QPrinter", "QTemporaryDir", "truncate"}  # fmt: skip


_FLAGS = {"O_WRONLY", "O_RDWR", "O_CREAT", "O_APPEND", "WriteOnly", "ReadWrite", "Append"}


def _writes(tree: ast.AST) -> Iterator[int]:
    """The lines that open a file for writing, move one, or make one."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_writing(node):
            yield node.lineno


def _is_writing(call: ast.Call) -> bool:
    method = call.func if isinstance(call.func, ast.Attribute) else None
    name = method.attr if method else getattr(call.func, "id", "")
    owner = getattr(method.value, "id", "") if method else ""
    if name == "open":
        inside = list(ast.walk(call))
        modes = [each.value for each in inside if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        flags = {each.attr for each in inside if isinstance(each, ast.Attribute)}
        return bool(flags & _FLAGS) or any(set(mode) <= set("rwaxbt+") and set(mode) & set("wax+") for mode in modes)
    if name in ("replace", "rename") and method:
        # A text replaces two, and a record is renamed with its key; a file has one new place.
        return owner == "os" or (name == "replace" and len(call.args) == 1 and owner != "replacer")
    if name in ("copy", "move"):
        return owner == "shutil"
    # What was typed is saved in the archive itself.
    own = {"unsaved", "self", "_section", "writing"}
    typed = method is not None and {owner, getattr(method.value, "attr", "")} & own
    return name in _WRITING or (name == "save" and method is not None and bool(call.args) and not typed)


def test_only_the_one_way_opens_files_for_writing() -> None:
    found = {
        path.relative_to(_ROOT).as_posix(): list(_writes(ast.parse(path.read_text(encoding="utf-8"))))
        for floor in ("services", "cli", "ui")
        for path in sorted((_ROOT / floor).rglob("*.py"))
    }
    assert {name: lines for name, lines in found.items() if lines and name not in _OWN} == {}
    assert {name for name in _OWN if found[name]} == _OWN


def test_only_the_one_module_brings_files_to_the_disk() -> None:
    names = {
        path.relative_to(_ROOT).as_posix(): {
            getattr(node, "attr", "") for node in ast.walk(ast.parse(path.read_bytes()))
        }
        for path in _ROOT.rglob("*.py")
    }
    assert [file for file, used in names.items() if used & {"fsync", "fdatasync"}] == ["disk.py"]


@pytest.mark.parametrize(
    ("line", "writes"),
    [
        ('open(path, "w")', True),
        ('path.open("wb")', True),
        ('path.open(mode="a", encoding="utf-8")', True),
        ("os.open(path, os.O_WRONLY)", True),
        ("path.write_bytes(b'')", True),
        ("draft.replace(target)", True),
        ("os.replace(draft, target)", True),
        ("shutil.copyfile(made, target)", True),
        ("image.save(target)", True),
        ('path.open("rb")', False),
        ("dialog.open()", False),
        ("painter.save()", False),
        ('text.replace("a", "b")', False),
        ("codes.rename(code_id, code)", False),
    ],
)
def test_what_writes_is_known_when_it_is_seen(line: str, writes: bool) -> None:
    assert bool(list(_writes(ast.parse(line)))) is writes


def test_copies_that_a_killed_window_left_go_with_the_next_start(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system = tmp_path / "system"
    system.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(system))
    mine = outputs.scratch_folder("copies")
    if os.name != "nt":
        assert stat.S_IMODE(mine.folder.stat().st_mode) == 0o700
    left = system / ".exchange-archive-copies-0123456789abcdef"
    left.mkdir()
    (left / "portrait.jpg").write_bytes(b"private")
    (left / "portrait.jpg").chmod(0o444)
    open_archive(archive.folder).close()
    assert [path.name for path in system.iterdir()] == [mine.name]
    mine.cleanup()
    mine.cleanup()
    assert list(system.iterdir()) == []
