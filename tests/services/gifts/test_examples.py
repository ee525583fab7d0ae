"""The two examples of rules: they ask nothing until they are checked, and come once."""

from __future__ import annotations

from archive_app.domain.model.kinds import Kind, Status
from archive_app.services.archive import Archive
from archive_app.services.gifts import dues, examples
from archive_app.services.history import history
from archive_app.services.records import editing, reading
from tests.services.gifts.conftest import add, value


def test_an_example_asks_nothing_until_it_is_checked(archive: Archive) -> None:
    added = examples.add_examples(archive)
    assert [each.title for each in added] == [
        "Example to be checked: United States, foreign gifts 2023–2025",
        "Example to be checked: China, gifts in official foreign contacts",
    ]
    scarf, vase = (
        add(archive, Kind.TRANSFER, name, direction="received", date="2024-03-01") for name in ("Scarf", "Vase")
    )
    value(archive, scarf, "481", "USD")
    value(archive, vase, "200", "CNY")
    for each in added:
        whole = reading.record(archive, each.id)
        assert whole.status is Status.DRAFT
        assert whole.fields["source"]
        assert whole.date is not None
    assert dues.due_list(archive).count == 0
    for each in added:
        editing.set_values(archive, records=[each.id], values={"status": "reviewed"})
    found = {(line.record.title, line.act, line.day) for line in dues.due_list(archive).lines if line.certain}
    assert found == {
        ("Scarf", "hand in", 20240430), ("Scarf", "declare", 20240430),
        ("Vase", "declare", 20240401), ("Vase", "hand in", 20240401),
    }  # fmt: skip
    assert examples.add_examples(archive) == []


def test_they_are_one_step(archive: Archive) -> None:
    examples.add_examples(archive)
    assert history.undo(archive).label == "Add examples of gift rules"
    assert len(examples.add_examples(archive)) == 2
