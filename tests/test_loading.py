"""What is loaded when it is asked for, and the very functions that are named. What the window's first screen does
without is named here; ``tests/benchmarks/test_bench_window.py`` has the time.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

from archive_app.loading import later
from tests.processes import unmeasured

#: What the window is shown without: what changes an archive, reads files, prints, exchanges, and every dialog.
NOT_FOR_THE_WINDOW = {
    "sqlalchemy.orm", "archive_app.store.schema.tables", "archive_app.store.change.transaction", "alembic", "mako",
    "rapidfuzz", "regex", "PIL", "pi_heif", "lxml", "exifread", "pymediainfo", "rdflib", "pikepdf", "typst",
    "pypdfium2", "archive_app.media.metadata.metadata", "archive_app.media.pictures.workers",
    "archive_app.services.ingest.ingest", "archive_app.services.catalogue.catalogue",
    "archive_app.services.upkeep.maintenance", "archive_app.ui.catalogue.catalogue", "archive_app.ui.codes.dialog",
    "archive_app.ui.dialogs.bin", "archive_app.ui.dialogs.preferences", "archive_app.ui.history.dialog",
    "archive_app.ui.merging.merge", "archive_app.ui.terms.window",
}  # fmt: skip


def test_a_function_is_that_of_its_module() -> None:
    cancellation, clock = later("archive_app.store.database", "cancellation clock")
    assert clock.now.__name__ == "now"
    assert clock.now().startswith("20")
    with pytest.raises(AttributeError):
        clock.no_such_thing()
    with pytest.raises(AttributeError):
        _ = cancellation.__path__


def test_the_window_is_there_without_what_its_dialogs_need() -> None:
    code = "import sys, archive_app.ui.commands.table, archive_app.ui.window.shell; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=unmeasured())
    assert not set(done.stdout.split()) & NOT_FOR_THE_WINDOW
