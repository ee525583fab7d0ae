"""The database that Alembic compares the tables with belongs to one checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[3]
_ALEMBIC = "import sys; from alembic.config import main; main(argv=sys.argv[1:])"


@pytest.mark.slow
def test_two_checkouts_on_one_machine_do_not_meet(tmp_path: Path) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    for name in ("one", "other"):
        checkout = tmp_path / name
        shutil.copytree(_ROOT / "db", checkout / "db")
        shutil.copy(_ROOT / "pyproject.toml", checkout)
        # An older branch is checked out in the other one.
        if name == "other":
            for revision in sorted((checkout / "db" / "versions").glob("[0-9]*.py"))[3:]:
                revision.unlink()
        environment = {**os.environ, "TMPDIR": str(scratch), "PYTHONPATH": str(_ROOT)}
        subprocess.run(
            [sys.executable, "-c", _ALEMBIC, "upgrade", "head"], cwd=checkout, env=environment, check=True, timeout=120
        )
    assert len(list(scratch.glob("*.db"))) == 2
