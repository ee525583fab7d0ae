"""Any text at all, in a large archive: an answer or one sentence, and none that takes longer than a second at 100,000
items. The same fixed texts each time; ``extra_info`` names the slowest.
"""

from __future__ import annotations

import random
import time

from pytest_benchmark.fixture import BenchmarkFixture

from archive_app.errors import QueryError
from archive_app.services.archive import Archive
from archive_app.services.search.searching import search
from tests.benchmarks.generator import Generated

_TEXTS = 300
_PIECES = (
    "the", "and", "a", "of", "gobekli", "杭州", "杭", "hangzhou", "e", "1", "20", "ing", "gift", '"', '"sister city"',
    "(", ")", "-", "-the", "OR", "AND", "NOT", "|", "kind:photo", "kind:item", "-kind:photo", "status:draft",
    "rating:>=3", "files>1", "files:0", "date:2001..2010", "before:1990", "after:2020", "year:1999",
    "changed:today", "added:today", "by:nobody", "has:caption[zh]", "missing:alt", "missing:people", "untagged:yes",
    "has:position", "near:hangzhou~200km", "near:0,0~20000km", "near:30,120~1m", "taken-by:any", "given-by:none",
    "taken-by:magdalena", "person:william", "event:visit", "event:any", "series:none", "partnership:any",
    "partnership:none", "partnership:gifu", "via:direct", "via:event", "via:gift", "country:any", "city:hangzhou",
    "linked:hangzhou", "place:any", "ref:PHO", "ref:P", "file:a", "picked:yes", "picked:no", "file:%", "NEAR(a b)",
    "names:the", "* ", "^the", "'; DROP TABLE record; --", "\x00", "\ud800", "{names} : a", "﷽", "é̀̂", "👨‍👩‍👧",
    "ﬁ", "ـــ", "‮", "İ", "ß", "a" * 300, "的" * 300, "x" * 9_999,
)  # fmt: skip


def _texts() -> list[str]:
    chance = random.Random(3)
    made = [" ".join(chance.choices(_PIECES, k=chance.randint(1, 6))) for _number in range(_TEXTS)]
    made += [
        "".join(chr(chance.randrange(0x110000)) for _letter in range(chance.choice((5, 50, 10_000))))
        for _n in range(40)
    ]
    return [*_PIECES, *made]


def test_any_text(benchmark: BenchmarkFixture, large: tuple[Archive, Generated]) -> None:
    archive, _made = large
    taken: dict[str, float] = {}
    places: list[tuple[int, int]] = []

    def ask() -> None:
        for text in _texts():
            begin = time.perf_counter()
            try:
                search(archive, text)
            except QueryError as fault:
                places.append((fault.position, len(text)))
            taken[text] = time.perf_counter() - begin

    benchmark.pedantic(ask, rounds=1)
    assert all(0 <= position <= length for position, length in places)
    slowest = sorted(taken, key=lambda text: -taken[text])[:5]
    benchmark.extra_info["slowest_ms"] = {text[:60]: round(taken[text] * 1000) for text in slowest}
    benchmark.extra_info["over_a_second"] = sum(seconds > 1 for seconds in taken.values())
