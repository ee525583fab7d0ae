"""Which records belong to a partnership, and the reason in words."""

from __future__ import annotations

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.services.archive import Archive
from archive_app.services.history import history
from archive_app.services.records import editing, linking, reading
from archive_app.services.records.editing import NewName
from archive_app.services.upkeep import maintenance
from tests.story import Story

#: Each way that a record may belong: its rule, the kinds on the way, and the relations between them.
_WAYS = [
    ("direct", "photo", "documents>", "partnership"),
    ("direct", "photo", "<related to", "partnership"),
    ("event", "photo", "documents>", "event", "held under>", "partnership"),
    ("event", "photo", "depicts>", "event", "related to>", "partnership"),
    ("event", "person", "took part in>", "event", "held under>", "partnership"),
    ("event", "event", "in series>", "series", "held under>", "partnership"),
    ("event", "event", "part of>", "event", "held under>", "partnership"),
    ("event", "video", "documents>", "event", "in series>", "series", "held under>", "partnership"),
    ("event", "person", "took part in>", "event", "part of>", "event", "held under>", "partnership"),
    ("gift", "object", "presented at>", "event", "held under>", "partnership"),
    ("gift", "object", "given by>", "city", "party of>", "partnership"),
    ("gift", "object", "given to>", "city", "party of>", "partnership"),
    ("gift", "object", "given by>", "person", "represents>", "city", "party of>", "partnership"),
    ("gift", "object", "given to>", "organisation", "represents>", "city", "party of>", "partnership"),
    ("gift", "photo", "depicts>", "object", "related to>", "partnership"),
    ("gift", "document", "documents>", "object", "presented at>", "event", "held under>", "partnership"),
    ("gift", "photo", "reproduction of>", "object", "presented at>", "event", "held under>", "partnership"),
    ("person", "person", "represents>", "city", "party of>", "partnership"),
    ("person", "photo", "depicts>", "person", "represents>", "city", "party of>", "partnership"),
    ("person", "photo", "created by>", "organisation", "represents>", "city", "party of>", "partnership"),
    ("person", "photo", "documents>", "person", "represents>", "partnership"),
    ("person", "photo", "depicts>", "person", "related to>", "partnership"),
]


@pytest.mark.parametrize("way", _WAYS, ids=" ".join)
def test_every_way_of_belonging(archive: Archive, way: tuple[str, ...]) -> None:
    rule, *steps = way
    ids = [editing.add_record(archive, kind=Kind(kind), names=[NewName(kind)]).id for kind in steps[::2]]
    links = [
        (here, relation.strip("<>"), there) if relation.endswith(">") else (there, relation.strip("<>"), here)
        for here, relation, there in zip(ids, steps[1::2], ids[1:], strict=False)
    ]
    for number, (one, relation, other) in enumerate(links, 1):
        assert reading.record(archive, ids[0]).memberships == (), "not before the way is whole"
        linking.add_link(archive, records=[one], relation=relation, other=other)
        found = reading.record(archive, ids[0]).memberships
        assert bool(found) is (number == len(links))
    assert [why.rule for why in found] == [rule]
    assert found[0].partnership.id == ids[-1]
    for one, relation, other in links:
        linking.unlink(archive, record=one, relation=relation, other=other)
        assert reading.record(archive, ids[0]).memberships == ()
        history.undo(archive)
        assert [why.rule for why in reading.record(archive, ids[0]).memberships] == [rule]
    assert maintenance.verify(archive).problems == []


def _rules(story: Story, key: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for why in reading.record(story.archive, story.id[key]).memberships:
        found.setdefault(why.partnership.title, []).append(why.rule)
    return found


def test_what_is_linked_belongs_directly(story: Story) -> None:
    assert _rules(story, "lotus") == {"Hangzhou–Niš": ["direct"]}


def test_a_photo_of_an_event_belongs_by_the_event_and_says_so(story: Story) -> None:
    (why,) = reading.record(story.archive, story.id["photo"]).memberships
    assert why.rule == "event"
    assert why.text == ("The pillar is shown → documents → Dialogue on Göbekli Tepe → held under → Hangzhou–Istanbul")


def test_a_gift_belongs_by_the_event_it_was_presented_at(story: Story) -> None:
    assert _rules(story, "pillar") == {"Hangzhou–Istanbul": ["gift"]}


def test_who_represents_the_partner_belongs_and_so_do_portraits(story: Story) -> None:
    assert _rules(story, "murat") == {"Hangzhou–Istanbul": ["person"]}
    assert _rules(story, "portrait") == {"Hangzhou–Istanbul": ["person"]}


def test_the_origin_of_a_gift_is_no_partner(story: Story) -> None:
    assert _rules(story, "gobekli") == {}
    assert _rules(story, "site") == {}


def test_representing_the_home_city_says_nothing_about_which_partnership(story: Story) -> None:
    story.link("nezih", "represents", "hangzhou")
    assert _rules(story, "nezih") == {"Hangzhou–Istanbul": ["event"]}


def test_memberships_follow_a_link_that_is_removed_and_undone(story: Story) -> None:
    linking.unlink(story.archive, record=story.id["dialogue"], relation="held under", other=story.id["p-istanbul"])
    assert _rules(story, "photo") == {}
    assert _rules(story, "pillar") == {}
    history.undo(story.archive)
    assert _rules(story, "photo") == {"Hangzhou–Istanbul": ["event"]}


def test_a_deleted_event_carries_nobody(story: Story) -> None:
    editing.delete_records(story.archive, records=[story.id["dialogue"]])
    assert _rules(story, "photo") == {}


def test_what_a_partnership_is_linked_to_goes_with_it(story: Story) -> None:
    story.link("p-nis", "related to", "loose")
    assert _rules(story, "loose") == {"Hangzhou–Niš": ["direct"]}
    editing.delete_records(story.archive, records=[story.id["p-nis"]])
    assert _rules(story, "loose") == {}
    history.undo(story.archive)
    assert _rules(story, "loose") == {"Hangzhou–Niš": ["direct"]}


def test_a_second_partnership_makes_a_city_speak_for_none(story: Story) -> None:
    story.add("second", editing.Kind.PARTNERSHIP)
    story.link("istanbul", "party of", "second")
    assert _rules(story, "murat") == {}
    history.undo(story.archive)
    assert _rules(story, "murat") == {"Hangzhou–Istanbul": ["person"]}


def test_a_city_speaks_again_when_its_second_partnership_is_gone(story: Story) -> None:
    """Also for a portrait of who represents it, three steps from the partnership."""
    story.add("second", editing.Kind.PARTNERSHIP)
    story.link("istanbul", "party of", "second")
    editing.delete_records(story.archive, records=[story.id["second"]])
    assert [_rules(story, key) for key in ("murat", "portrait")] == [{"Hangzhou–Istanbul": ["person"]}] * 2
    history.undo(story.archive)
    assert [_rules(story, key) for key in ("murat", "portrait")] == [{}, {}]


def test_the_kept_memberships_are_what_a_rebuild_gives(story: Story) -> None:
    assert maintenance.verify(story.archive).problems == []
    maintenance.reindex(story.archive)
    assert _rules(story, "photo") == {"Hangzhou–Istanbul": ["event"]}


def test_partnership_page_groups_its_records(story: Story) -> None:
    page = reading.partnership_page(story.archive, story.id["p-istanbul"])
    assert [hit.row.title for hit in page.events] == ["Dialogue on Göbekli Tepe"]
    assert {hit.row.title for hit in page.people} == {"Nezih Başgelen", "Murat Sav"}
    assert [hit.row.title for hit in page.gifts] == ["Replica of a pillar"]
    assert {hit.row.title for hit in page.items} == {"The pillar is shown", "Portrait of Murat Sav"}
    assert page.counts == {"direct": 3, "event": 2, "gift": 1, "person": 2}
