"""Realistic names for the generator: the partner list, and names and titles from real registers."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from pathlib import Path

_HAN = (
    "杭州代表团访问", "签字仪式", "西湖合影", "礼品赠送", "友好城市周年", "丝绸展览", "青少年交流", "市长会见",
    "良渚遗址", "茶文化对话", "国际友城论坛", "博物馆开幕",
)  # fmt: skip
_OCCASIONS = ("Signing", "Visit", "Dialogue", "Anniversary", "Gift presentation", "Exhibition", "Concert", "Marathon")
_PLACES = ("Göbekli Tepe", "West Lake", "Liangzhu", "Kalemegdan", "Grand Canal", "Hagia Sophia", "Table Mountain")
_WORD = re.compile(r"[^\W\d_]{3,14}")


@dataclass(frozen=True)
class Names:
    """``partners`` are English and local names; ``people``, ``titles`` and ``words`` come from the registers; ``words``
    are to be drawn Zipf-like, the first most.
    """

    partners: tuple[tuple[str, str], ...]
    people: tuple[str, ...]
    titles: tuple[str, ...]
    words: tuple[str, ...]
    han: tuple[str, ...] = _HAN
    occasions: tuple[str, ...] = _OCCASIONS
    places: tuple[str, ...] = _PLACES


def real_names(corpus: Path) -> Names:
    """Everything in a fixed order, so that the same seed gives the same archive."""
    gifts = _table(corpus / "records" / "us-diplomatic-gifts" / "gifts_to_2005.csv")
    titles = [*_artworks(corpus), *(row["gift_description"].split(". Rec")[0][:120] for row in gifts)]
    people = [" ".join(reversed(row["name"].split(", "))) for row in _table(corpus / "records/tate/artist_data.csv")]
    people += [row["donor"].removeprefix("His Excellency").strip(" ,").split(",")[0] for row in gifts]
    used: dict[str, int] = {}
    for word in _WORD.findall(" ".join(titles)):
        used[word.lower()] = used.get(word.lower(), 0) + 1
    rows = _table(corpus / "partners" / "hangzhou-partners.csv")
    return Names(
        tuple((row["city"], row["city_local"]) for row in rows),
        tuple(dict.fromkeys(name for name in people if 3 < len(name) < 60)),
        tuple(dict.fromkeys(title for title in titles if title)),
        tuple(sorted(used, key=lambda word: (-used[word], word))),
    )


def _artworks(corpus: Path) -> list[str]:
    found = []
    for file in sorted((corpus / "records" / "tate" / "artworks").rglob("*.json")):
        found.append(str(json.loads(file.read_text(encoding="utf-8")).get("title") or "")[:120])
    return found


def _table(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return [{key: value or "" for key, value in row.items() if key} for row in csv.DictReader(opened)]
