"""Which records belong to a partnership, and the reason in words."""

from __future__ import annotations

from archive_app.services.history import history
from archive_app.services.records import editing, linking, reading
from archive_app.services.upkeep import maintenance
from tests.story import Story


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
