"""What is derived follows every change as it ends: searching, counting, completing, and why a record belongs."""

from __future__ import annotations

from array import array
from datetime import date

import pytest

from archive_app.domain.model.kinds import Kind
from archive_app.domain.query import parse
from archive_app.errors import QueryError
from tests.store.contract.conftest import Kept

_TODAY = date(2026, 1, 1)


def found(kept: Kept, query: str, order: str = "added") -> list[int]:
    with kept.store.read() as reader:
        asked = reader.index.search(parse(query), _TODAY)
        ids = asked.ids(order=order)
        assert asked.count() == len(ids)
        assert asked.ids(order=order, limit=2) == ids[:2]
        return ids.tolist()


@pytest.fixture
def told(kept: Kept) -> dict[str, int]:
    """A partnership of two cities, an event under it, and a photo of the event."""
    ids = {"oulu": kept.add(Kind.CITY, "Oulu", "zh:奥卢"), "leeds": kept.add(Kind.CITY, "Leeds")}
    ids["partnership"] = kept.add(Kind.PARTNERSHIP)
    for city in ("oulu", "leeds"):
        kept.link(ids[city], "party_of", ids["partnership"])
    ids["signing"] = kept.add(Kind.EVENT, "Signing", date="2001-05-03")
    kept.link(ids["signing"], "held_under", ids["partnership"])
    ids["photo"] = kept.add(Kind.PHOTO, "Handshake", date="2001-05-03")
    kept.link(ids["photo"], "documents", ids["signing"])
    ids["other"] = kept.add(Kind.PHOTO, "Harbour", date="1999")
    return ids


def test_words_are_found_in_any_script_and_the_newest_come_first(kept: Kept, told: dict[str, int]) -> None:
    assert found(kept, "oul") == [told["oulu"]]
    assert found(kept, "奥卢") == [told["oulu"]]
    assert found(kept, "hand* OR harbour") == [told["other"], told["photo"]]
    assert found(kept, "kind:photo -harbour") == [told["photo"]]
    assert found(kept, "nothing-is-called-so") == []


def test_orders_go_both_ways(kept: Kept, told: dict[str, int]) -> None:
    photos = [told["other"], told["photo"]]
    assert found(kept, "kind:photo", "date") == photos
    assert found(kept, "kind:photo", "-date") == photos[::-1]
    assert found(kept, "kind:photo", "title") == photos[::-1]
    assert found(kept, "kind:photo", "added") == photos
    assert found(kept, "kind:photo", "ref") == photos[::-1]


def test_a_query_that_names_what_is_not_there_is_refused(kept: Kept, told: dict[str, int]) -> None:
    assert told
    with pytest.raises(QueryError), kept.store.read() as reader:
        reader.index.search(parse("partnership:atlantis"), _TODAY)


def test_membership_follows_links_and_says_why(kept: Kept, told: dict[str, int]) -> None:
    query = "partnership:leeds kind:photo"
    assert found(kept, query) == [told["photo"]]
    with kept.store.read() as reader:
        (why,) = reader.index.memberships([told["photo"]])[told["photo"]]
        assert why.partnership.id == told["partnership"]
        assert [step.record.id for step in why.steps] == [told["signing"], told["partnership"]]
        links = reader.links.of_record(told["photo"])
    with kept.store.transact("Unlink") as transaction:
        transaction.parts.remove("link", [link.id for link in links])
    assert found(kept, query) == []
    kept.store.undo()
    assert found(kept, query) == [told["photo"]]


def test_a_facet_counts_what_one_finds(kept: Kept, told: dict[str, int]) -> None:
    with kept.store.read() as reader:
        ids = reader.index.search(parse(""), _TODAY).ids(order="added")
        facets = reader.index.facets(ids)
        assert reader.index.facets(array("q")) == {facet: [] for facet in facets}
    kinds = {str(line["value"]): line["count"] for line in facets["kind"]}
    assert kinds == {"city": 2, "partnership": 1, "event": 1, "photo": 2}
    assert {str(line["value"]): line["count"] for line in facets["year"]} == {"1999": 1, "2001": 2}
    assert len(ids) == len(told)
    for kind, count in kinds.items():
        assert len(found(kept, f"kind:{kind}")) == count


def test_names_are_completed_and_found_whole(kept: Kept, told: dict[str, int]) -> None:
    with kept.store.read() as reader:
        assert [one.id for one in reader.index.completion.named("ou", [Kind.CITY])] == [told["oulu"]]
        assert reader.index.names.exact("OULU", None) == [told["oulu"]]
        assert reader.index.names.exact("Oulu–Leeds", None) == [told["partnership"]]
        assert reader.index.names.near("Oolu", None) == ["Oulu"]
        assert reader.index.counts()["photo"] == 2
        assert reader.index.untagged() == 1


def test_many_are_summed_up_as_one(kept: Kept, told: dict[str, int]) -> None:
    photos = [told["photo"], told["other"]]
    with kept.store.read() as reader:
        many = reader.index.many([*photos, told["other"] + 100])
        assert many.count == 2
        assert many.kinds() == [("photo", 2)]
        assert many.columns(["date"])["date"][:2] == (2, 0)
        assert many.having_link("documents", told["signing"], None, ["photo"], forward=True) == 1
        links, total = reader.index.links_in_common(photos, 10)
        assert [(other.id, relation, count) for other, relation, _forward, _role, _label, count in links] == [
            (told["signing"], "documents", 1)
        ]
        assert total == 1


def test_what_is_derived_is_what_a_rebuild_gives(kept: Kept, told: dict[str, int]) -> None:
    with kept.store.transact("Delete") as transaction:
        transaction.records.hide([told["signing"]])
    kept.store.undo()
    for _turn in range(2):
        with kept.store.read_anew() as reader:
            checks = reader.index.checks
            assert (checks.integrity(), checks.search(), checks.memberships(), checks.facets()) == ([], [], [], [])
        assert kept.store.reindex(lambda _done, _total: None, lambda: False) == len(told)
