"""Whatever a record is and says, its page is no wider than the pane."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from archive_app.domain.model.columns import FieldType
from archive_app.domain.model.details import DetailType, details_of
from archive_app.domain.model.kinds import BY_NAME, Kind
from archive_app.services.records import details, editing
from archive_app.ui.window.shell import Shell
from archive_app.ui.window.window import Window

Settle = Callable[[], None]


@pytest.mark.parametrize("spoken", ["en", "zh"])
def test_no_record_needs_more_room_than_the_inspector_has(
    shell: Shell, window: Window, settle: Settle, spoken: str
) -> None:
    """What is wider is cut at the right, with its buttons, as nothing there scrolls sideways."""
    assert window.has_archive
    shell.choose("language", spoken)
    settle()
    shell.window.resize(860, 640)
    settle()
    bench = shell.window.workbench
    archive, inspector = bench.session.archive, bench.inspector
    depot = editing.add_record(archive, kind=Kind.LOCATION, names=[editing.NewName("Depot of the museum", "en")])
    wide = {}
    for kind in BY_NAME:
        made = editing.add_record(archive, kind=kind, names=[editing.NewName(f"Whole {kind}", "en")])
        for declared in details_of(kind):
            if not declared.file:
                details.add_detail(archive, records=[made.id], detail=declared, values=_whole(declared, depot.ref))
        inspector.show_id(made.id)
        settle()
        wide[str(kind)] = inspector.page.widget().width() - inspector.page.viewport().width()
    assert {kind: over for kind, over in wide.items() if over > 0} == {}


def _whole(declared: DetailType, place: str) -> dict[str, str]:
    """A row that says all that it may."""
    typed = {
        FieldType.DATE: "2019", FieldType.DECIMAL: "1200.5", FieldType.CURRENCY: "CNY", FieldType.INTEGER: "3",
        FieldType.BOOLEAN: "yes", FieldType.LANGUAGE: "zh", FieldType.RECORD: place,
    }  # fmt: skip
    return {
        column.name: column.choices[0] if column.choices else typed.get(column.type, "words")
        for column in declared.columns
    }
