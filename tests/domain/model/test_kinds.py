"""Every kind is declared once, and whatever knows kinds knows all of them."""

from __future__ import annotations

import pytest

from archive_app import paths
from archive_app.domain.model.completeness import DEFAULTS, rules_of
from archive_app.domain.model.fields import fields_of
from archive_app.domain.model.guessing import usual
from archive_app.domain.model.kinds import (
    ITEM_KINDS,
    KIND_ALIASES,
    LINKED_TO,
    SPEC,
    SPECS,
    TARGETS,
    Kind,
    Sort,
    of_sort,
    ranked,
)
from archive_app.domain.model.relations import RELATIONS
from archive_app.domain.query.facets import FACETS
from archive_app.domain.query.fields import FIELD_LABEL, KIND_WORDS, field_named
from archive_app.media.printing.labels import kind_words


def test_each_kind_is_declared_once_in_order() -> None:
    assert [spec.kind for spec in SPECS] == list(Kind)
    prefixes = [spec.prefix for spec in SPECS]
    assert len(set(prefixes)) == len(prefixes)
    assert all(len(p) == 3 and p.isupper() and p.isascii() for p in prefixes)
    keys = [spec.key for spec in SPECS if spec.key]
    assert len(set(keys)) == len(keys)
    assert not [spec for spec in SPECS if spec.key and not spec.new]
    words = [word for spec in SPECS for word in (str(spec.kind), *spec.words)]
    assert len(set(words)) == len(words)
    assert len(KIND_ALIASES) == len(words) - len(SPECS)


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_has_its_drawing_its_words_and_its_place_everywhere(kind: Kind) -> None:
    spec = SPEC[kind]
    assert paths.resources("icons", f"{kind}.svg").is_file()
    assert all(KIND_WORDS[word.casefold()] == (kind,) for word in (str(kind), *spec.words))
    assert kind in of_sort(spec.sort)
    assert [kind in ITEM_KINDS, kind in TARGETS, spec.sort is Sort.OFFICE].count(True) == 1
    assert fields_of(kind)
    assert rules_of(kind)
    assert set(DEFAULTS[kind]) <= {rule.key for rule in rules_of(kind)}
    # What is no item goes with items: it gives a field to search by.
    asked = field_named(kind)
    assert (asked is not None and kind in asked.kinds) == (kind in TARGETS) == (spec.asked is not None)
    assert (kind in FIELD_LABEL) == (kind in TARGETS)
    facet = spec.asked.facet if spec.asked else ""
    assert [each.key for each in FACETS if each.kind is kind] == [facet][: bool(facet)]
    for language in ("en", "zh"):
        assert kind_words(kind, 1, language)
        assert kind_words(kind, 2, language)
    # Whatever is met can be put together with an item, whichever way.
    assert usual(RELATIONS, Kind.PHOTO, kind).label
    assert usual(RELATIONS, kind, Kind.PHOTO).label


def test_sorts_are_what_the_rules_speak_of() -> None:
    assert of_sort(Sort.WHO) >= {Kind.PERSON, Kind.ORGANISATION}
    assert of_sort(Sort.WHERE) >= {Kind.CITY, Kind.COUNTRY, Kind.PLACE}
    assert of_sort(Sort.WHEN) >= {Kind.EVENT, Kind.SERIES}
    assert Kind.PARTNERSHIP not in LINKED_TO
    assert LINKED_TO | {Kind.PARTNERSHIP} == TARGETS


def test_a_ranked_order_forgets_none() -> None:
    assert ranked(ITEM_KINDS, Kind.OBJECT, Kind.CITY)[:2] == (Kind.OBJECT, Kind.PHOTO)
    assert set(ranked(ITEM_KINDS, Kind.OBJECT)) == ITEM_KINDS
