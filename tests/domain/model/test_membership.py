"""Rules of membership as data."""

from __future__ import annotations

from archive_app.domain.model.kinds import Kind
from archive_app.domain.model.membership import RULE_LABEL, RULES
from archive_app.domain.model.relations import BY_KEY


def test_every_rule_has_its_words() -> None:
    assert list(RULE_LABEL) == list(dict.fromkeys(rule.name for rule in RULES))
    assert all(RULE_LABEL.values())


def test_every_rule_ends_at_a_partnership_and_walks_relations_that_there_are() -> None:
    for rule in RULES:
        assert 1 <= len(rule.steps) <= 3
        assert rule.steps[-1].arrives == {Kind.PARTNERSHIP}
        assert {name for step in rule.steps for name in step.relations} <= BY_KEY.keys()
        assert {step.direction for step in rule.steps} <= {"<", ">"}
