"""What CONTRIBUTING says of adding a field, a kind, a relation, a detail and a kept table is done to a copy of the
checkout, step by step, and then used.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from archive_app.domain.model.completeness import RULES
from archive_app.domain.model.details import PRINTED as PRINTED_DETAILS
from archive_app.domain.model.fields import PRINTED
from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import create_archive
from archive_app.services.records import editing

ROOT = Path(__file__).parents[2]
_TAKEN = ("archive_app", "db", "resources", "tests", "tools", "pyproject.toml", "README.md", "THIRD_PARTY.md")
_LEFT = shutil.ignore_patterns("__pycache__", ".*", "*.mo", "*.jpg", "benchmarks")
_BIT = max(rule.bit for rule in RULES) + 1
_PLACE = max(field.printed for field in PRINTED) + 1

_FIELD = f"""    Field(
        "dynasty", N_("Dynasty"), _TEXT, ITEM_KINDS, aliases=("朝代",), searched=True, printed={_PLACE},
        gap=Gap({_BIT}, N_("dynasty")),
    ),
"""
_DETAIL = f"""    DetailType(
        "condition", N_("Condition"), N_("Conditions"), frozenset({{Kind.OBJECT}}),
        (
            Column("state", N_("State"), FieldType.CHOICE, choices=(N_("sound"), N_("worn")), required=True, printed=1),
            Column("date", N_("Date"), FieldType.DATE),
            Column("height", N_("Height"), FieldType.NUMBER, unit=N_("mm")),
            Column("remark", N_("Remark"), FieldType.TEXT, searched=True),
        ),
        alike=("state", "date"), gap=Gap({_BIT + 1}, N_("condition")), printed={len(PRINTED_DETAILS) + 1},
    ),
"""
_KIND = """    KindSpec(
        Kind.MONUMENT, "MON", Sort.WHERE, N_("monument"), N_("Monuments"), words=("monuments", "纪念碑"),
        new=N_("New monument…"), listed=True,
        asked=Asked(N_("linked to this monument"), "monument:arch", ("纪念碑",), facet="monument",
                    heading=N_("Monuments")),
    ),
"""
_RELATION = """\
    Relation("restored_by", N_("restored by"), N_("restorer of"),
             frozenset({Kind.OBJECT, Kind.PHOTO, Kind.MONUMENT}), frozenset({Kind.PERSON})),
"""
_TABLE = '''

class Loan(Base):
    """Who borrowed an item."""

    __tablename__ = "loan"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[str] = mapped_column(Uid, default=new_uid, unique=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("record.id"), index=True)
    borrower: Mapped[str]
'''
_ENTITY = """    Entity("loan", Loan, N_("Loan"), "archive", ("record_id",), alike=("borrower",), said=("borrower",)),
"""
_CHINESE = {
    "Dynasty": "朝代", "dynasty": "朝代", "Condition": "状况", "Conditions": "状况", "condition": "状况",
    "State": "状态", "sound": "完好", "worn": "磨损", "Height": "高度", "Remark": "备注说明", "monument": "纪念碑",
    "Monuments": "纪念碑", "New monument…": "新建纪念碑…", "linked to this monument": "与此纪念碑相关",
    "restored by": "修复者", "restorer of": "修复了", "Loan": "借出", "mm": "毫米",
}  # fmt: skip
_NEW_RELATION = """\
    # A new archive is given its relations when it is made; this is for those that have them already.
    archive = op.get_bind()
    if archive.exec_driver_sql("SELECT 1 FROM relation LIMIT 1").scalar():
        row = ("restored_by", "restored by", "restorer of", '["object", "photo", "monument"]', '["person"]')
        archive.exec_driver_sql("INSERT OR IGNORE INTO relation VALUES (?, ?, ?, ?, ?)", row)
"""
_NEW_KIND = """\
    # What joins places joins it, in archives that have their relations already.
    for ends in ("subjects", "objects"):
        op.execute(
            f"UPDATE relation SET {ends} = json_insert({ends}, '$[#]', 'monument')"
            f" WHERE EXISTS (SELECT 1 FROM json_each({ends}) WHERE value = 'place')"
        )
"""
_KEPT = """
from pathlib import Path
from archive_app.services.archive import open_archive
import sys
with open_archive(Path(sys.argv[1])) as archive:
    with archive.store.transact("Lend it") as transaction:
        transaction.parts.add("loan", [{"record_id": int(sys.argv[2]), "borrower": "City Museum"}])
"""


#: Carries out one command line after another; starting Python anew for each would take most of the time.
_COMMANDS = """
import io, json, sys
from archive_app.cli.app import run
answer = sys.stdout
for line in sys.stdin:
    sys.stdout = said = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    status = run(json.loads(line))
    said.flush()
    print(json.dumps([status, said.buffer.getvalue().decode("utf-8")]), file=answer, flush=True)
"""
#: What the command line answers, as JSON.
Say = Callable[..., Any]


@dataclass
class Clone:
    """A copy of the checkout that may be edited, and an archive made before it was."""

    folder: Path
    archive: Path
    scratch: Path

    def edit(self, file: str, before: str, text: str) -> None:
        """Put ``text`` before the only place of ``before`` in ``file``."""
        path = self.folder / file
        whole = path.read_text("utf-8")
        assert whole.count(before) == 1, (file, before)
        path.write_text(whole.replace(before, text + before), "utf-8")

    def run(self, *arguments: str, module: str = "archive_app") -> str:
        """What a command of the copy answers; it must succeed."""
        done = subprocess.run(
            [sys.executable, *(["-m", module] if module else []), *arguments],
            cwd=self.folder, env=self.environment(), capture_output=True, text=True, encoding="utf-8", timeout=600,
        )  # fmt: skip
        assert done.returncode == 0, f"{arguments}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}"
        return done.stdout

    def environment(self) -> dict[str, str]:
        """That of a process which is to see the copy alone."""
        return {**os.environ, "PYTHONPATH": str(self.folder), "TMPDIR": str(self.scratch), "LANGUAGE": "en",
                "EXCHANGE_ARCHIVE_USER": "tester", "QT_QPA_PLATFORM": "offscreen"}  # fmt: skip

    def revise(self, message: str, *, upgrade: str = "") -> None:
        """A revision, by what CONTRIBUTING says; with ``upgrade`` one that is written by hand."""
        self.run("upgrade", "head", module="alembic")
        told = self.run("revision", *([] if upgrade else ["--autogenerate"]), "-m", message, module="alembic")
        if upgrade:
            path = next((self.folder / "db" / "versions").glob(f"*_{message.lower().replace(' ', '_')}.py"), None)
            assert path is not None, told
            body = re.sub(r"    # ### commands.*?# ### end Alembic commands ###\n", lambda _m: upgrade,
                          path.read_text("utf-8"), flags=re.DOTALL)  # fmt: skip
            path.write_text(body, "utf-8")


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Clone:
    """The copy, with everything added."""
    place = tmp_path_factory.mktemp("clone")
    made = Clone(place / "checkout", place / "archive", place / "scratch")
    made.folder.mkdir()
    made.scratch.mkdir()
    with create_archive(made.archive) as archive:
        editing.add_record(archive, kind=Kind.OBJECT, names=[editing.NewName("Stone lion")])
        editing.add_record(archive, kind=Kind.PERSON, names=[editing.NewName("Mila")])
    for name in _TAKEN:
        source, target = ROOT / name, made.folder / name
        shutil.copytree(source, target, ignore=_LEFT) if source.is_dir() else shutil.copy(source, target)
    _add_field(made)
    _add_detail(made)
    _add_kind(made)
    _add_relation(made)
    _add_table(made)
    _say_it_in_chinese(made)
    return made


@pytest.fixture
def say(clone: Clone) -> Iterator[Say]:
    """What the command line of the copy answers, of the archive."""
    with subprocess.Popen(
        [sys.executable, "-c", _COMMANDS], cwd=clone.folder, env=clone.environment(), text=True, encoding="utf-8",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        assert process.stdin is not None
        assert process.stdout is not None
        asked, answered = process.stdin, process.stdout

        def answer(*arguments: str) -> Any:
            print(json.dumps(["--archive", str(clone.archive), "--json", *arguments]), file=asked, flush=True)
            status, said = json.loads(answered.readline())
            assert status == 0, f"{arguments}\n{said[-4000:]}"
            return json.loads(said)

        yield answer


def _add_field(clone: Clone) -> None:
    clone.edit("archive_app/domain/model/fields.py", '    Field("source"', _FIELD)
    clone.edit("archive_app/store/schema/tables.py", "    technique: Mapped", "    dynasty: Mapped[str | None]\n")
    clone.revise("Dynasty")


def _add_detail(clone: Clone) -> None:
    clone.edit("archive_app/domain/model/details.py", ")  # fmt: skip\n\nBY_NAME", _DETAIL)
    clone.revise("Condition")


def _add_kind(clone: Clone) -> None:
    clone.edit("archive_app/domain/model/kinds.py", "\n\nclass Sort(", '    MONUMENT = "monument"\n')
    clone.edit("archive_app/domain/model/kinds.py", ")  # fmt: skip\n\nSPEC:", _KIND)
    icons = clone.folder / "resources" / "icons"
    shutil.copy(icons / "place.svg", icons / "monument.svg")
    clone.revise("Monuments", upgrade=_NEW_KIND)


def _add_relation(clone: Clone) -> None:
    clone.edit("archive_app/domain/model/relations.py", ")\n\nBY_KEY", _RELATION)
    clone.revise("Restored by", upgrade=_NEW_RELATION)


def _add_table(clone: Clone) -> None:
    tables = clone.folder / "archive_app/store/schema/tables.py"
    tables.write_text(tables.read_text("utf-8") + _TABLE, "utf-8")
    clone.edit("archive_app/store/schema/entities.py", "    MediaFile,\n", "    Loan,\n")
    clone.edit("archive_app/store/schema/entities.py", "    *(\n        Entity(\n            detail.name", _ENTITY)
    clone.revise("Loans")


def _say_it_in_chinese(clone: Clone) -> None:
    catalogue = clone.folder / "resources/i18n/zh_CN/LC_MESSAGES/archive.po"
    said = catalogue.read_text("utf-8")
    new = {english: chinese for english, chinese in _CHINESE.items() if f'\nmsgid "{english}"\n' not in said}
    more = "".join(f'\nmsgid "{english}"\nmsgstr "{chinese}"\n' for english, chinese in new.items())
    catalogue.write_text(said + more, "utf-8")


@pytest.mark.slow
def test_the_schema_is_that_of_the_declarations(clone: Clone) -> None:
    clone.run("upgrade", "head", module="alembic")
    assert "No new upgrade operations detected" in clone.run("check", module="alembic")
    names = sorted(file.name for file in (clone.folder / "db" / "versions").glob("*.py"))[-5:]
    assert [name[5:-3] for name in names] == ["dynasty", "condition", "monuments", "restored_by", "loans"]
    numbers = [int(name[:4]) for name in names]
    assert numbers == list(range(numbers[0], numbers[0] + 5))


@pytest.mark.slow
def test_nothing_is_forgotten(clone: Clone) -> None:
    """The tests that walk what is declared find each new thing in its place."""
    actions = "tests/ui/actions/test_actions.py::test_"
    tests = (
        "tests/domain/model", "tests/domain/query", "tests/store/schema", "tests/ui/test_i18n.py",
        f"{actions}names_and_shortcuts_are_used_once", f"{actions}every_action_has_a_menu_and_a_drawing_that_is_there",
    )  # fmt: skip
    clone.run("-q", "-p", "no:cacheprovider", *tests, module="pytest")


@pytest.mark.slow
def test_the_new_things_are_used_like_those_that_were_there(clone: Clone, say: Say) -> None:
    lion, mila = "OBJ-0001", "PER-0001"
    # The field: set, found, asked for, missed.
    say("set", lion, "dynasty=Liangzhu")
    assert say("show", lion)["fields"]["dynasty"] == "Liangzhu"
    for query in ("liangzhu", "dynasty:lian", "has:dynasty", "朝代:any"):
        assert say("search", query)["count"] == 1, query
    assert say("search", "missing:dynasty")["count"] == say("search", "dynasty:none")["count"] == 0
    # The kind: made, linked by the relations of its sort and by the new one, a field and a facet.
    arch = say("add", "纪念碑", "--name", "Arch of Peace")["ref"]
    assert arch.startswith("MON-")
    say("link", lion, "taken at", arch)
    say("link", arch, "restored by", mila)
    assert say("search", "monument:arch", "--facets")["facets"]["monument"] == [
        {"value": arch, "label": "Arch of Peace", "count": 3}
    ]
    assert [link["relation"] for link in say("show", mila)["links"]] == ["restorer of"]
    # The detail: given, worded, found, taken back.
    say("detail", lion, "condition", "state=worn", "date=2024-05", "height=12.5", "remark=Left ear")
    worded = "worn · May 2024 · 12.5 mm · Left ear"
    assert [each["text"] for each in say("show", lion)["details"]] == [worded]
    assert say("search", "left ear")["count"] == say("search", "has:condition")["count"] == 1
    assert say("history", lion)["steps"][0]["operations"][0]["after"] == worded
    say("detail", lion, "condition", "1", "state=sound")
    say("undo")
    assert [each["text"] for each in say("show", lion)["details"]] == [worded]
    # What makes it complete: of the kind, the field and the detail.
    say("rules", "--set", "monument.name=never", "--set", "object.dynasty=always", "--set", "object.condition=always")
    photo = say("add", "object", "--name", "Vase")["ref"]
    lacking = {gap["rule"] for gap in say("gaps", photo)["gaps"]} - {gap["rule"] for gap in say("gaps", lion)["gaps"]}
    assert lacking == {"dynasty", "condition"}
    assert "name" not in {gap["rule"] for gap in say("gaps", arch)["gaps"]}
    # The table: logged, worded, undone.
    clone.run("-c", _KEPT, str(clone.archive), "1", module="")
    lent = say("history", lion)["steps"][0]["operations"][0]
    assert (lent["label"], lent["before"], lent["after"]) == ("Loan", "", "City Museum")
    assert say("undo")["label"] == "Lend it"
    taken = say("history", lion)["steps"][0]["operations"][0]
    assert (taken["label"], taken["before"], taken["after"]) == ("Loan", "City Museum", "")
    assert say("verify")["ok"] is True
