"""The next anniversary of a partnership, as exactly as its stage is dated and no more.

Counted from the highest stage that has a date: sister city, friendly city, memorandum, letter of intent. A partnership
that is dormant or has ended has none.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from archive_app.domain.dates.elements import Element, days_in_month, read_element, year_text
from archive_app.domain.dates.value import DateValue
from archive_app.domain.dates.words import words
from archive_app.domain.model.kinds import StageKind
from archive_app.domain.model.records import StageValue

_RANK = (StageKind.SISTER_CITY, StageKind.FRIENDLY_CITY, StageKind.MEMORANDUM, StageKind.LETTER_OF_INTENT)
_OVER = (StageKind.DORMANT, StageKind.ENDED)

_ENGLISH = {
    StageKind.SISTER_CITY: "as sister cities",
    StageKind.FRIENDLY_CITY: "as friendly cities",
    StageKind.MEMORANDUM: "of the memorandum",
    StageKind.LETTER_OF_INTENT: "of the letter of intent",
}
_CHINESE = {
    StageKind.SISTER_CITY: "结为友好城市",
    StageKind.FRIENDLY_CITY: "结为友好交流城市",
    StageKind.MEMORANDUM: "签署备忘录",
    StageKind.LETTER_OF_INTENT: "签署意向书",
}


@dataclass(frozen=True, slots=True)
class Anniversary:
    """``years`` full on ``date_edtf``, which is a day, a month or a year, as exact as the stage's own date.

    ``days`` counts from today and is None where the day is not known. ``since`` is the date that was counted from and
    ``said`` the stage's whole date: they differ where the source leaves a choice (``[2015,2016]``).
    """

    years: int
    date_edtf: str
    stage: StageKind
    days: int | None
    milestone: bool
    since: str
    said: str

    @property
    def uncertain(self) -> bool:
        """Whether the source leaves open which year it was."""
        return self.since != self.said


def is_milestone(years: int) -> bool:
    """Whether people celebrate it: 5, 10, 20, 25, 30, 40, 50, 60, 70, 75…"""
    return years > 0 and (years == 5 or years % 10 == 0 or years % 25 == 0)


def next_anniversary(stages: Sequence[StageValue], today: date) -> Anniversary | None:
    """The next anniversary on or after ``today``, or None where there is none or no year to count from."""
    if _is_over(stages):
        return None
    for kind in _RANK:
        dated = [stage for stage in stages if stage.kind is kind and stage.date is not None]
        coming = [found for stage in dated if stage.date and (found := _next(kind, stage.date, today))]
        if coming:
            return min(coming, key=_sooner)
    return None


def _is_over(stages: Sequence[StageValue]) -> bool:
    """Whether the last word is that it sleeps or has ended; a later stage takes it up again."""
    for stage in stages:
        if stage.kind in _OVER:
            later = any(
                other.date is not None and stage.date is not None and other.date.earliest > stage.date.latest
                for other in stages
                if other.kind not in _OVER
            )
            if not later:
                return True
    return False


def _sooner(anniversary: Anniversary) -> tuple[str, bool, int]:
    return anniversary.date_edtf, not anniversary.milestone, anniversary.years


def _next(kind: StageKind, said: DateValue, today: date) -> Anniversary | None:
    choices = []
    for since in _choices(said.edtf):
        element = read_element(since)
        year = int(element.year) if element and element.year.isdigit() else 0
        if element and 0 < year < date.max.year:
            target, days = _target(element, year, today)
            years = int(target[:4]) - year
            choices.append(Anniversary(years, target, kind, days, is_milestone(years), since, said.edtf))
    return min(choices, key=_sooner) if choices else None


def _choices(edtf: str) -> list[str]:
    """The dates it may have been; of a time between two, its beginning."""
    if edtf[:1] in ("[", "{"):
        members = [member.strip() for member in edtf.strip("[]{}").split(",")]
        return [end for member in members for end in member.split("..") if end]
    return [edtf.partition("/")[0]]


def _target(element: Element, year: int, today: date) -> tuple[str, int | None]:
    month = int(element.month) if element.month.isdigit() and not element.season else 0
    day = int(element.day) if month and element.day.isdigit() else 0
    coming = max(year + 1, today.year)
    if month and coming == today.year and (month, day or 31) < (today.month, today.day):
        coming += 1
    text = year_text(coming) or ""
    if not month:
        return text, None
    if not day:
        return f"{text}-{month:02}", None
    # The 29th of February is kept on the 28th where there is none.
    day = min(day, days_in_month(coming, month))
    return f"{text}-{month:02}-{day:02}", (date(coming, month, day) - today).days if coming <= date.max.year else None


def anniversary_words(anniversary: Anniversary, lang: str) -> str:
    """The anniversary in words: "25 years as sister cities on 19 September 2026, in 12 days"."""
    when = words(anniversary.date_edtf, lang)
    if lang.split("-")[0] == "zh":
        text = f"{_CHINESE[anniversary.stage]} {anniversary.years} 周年，{when}{_days_chinese(anniversary.days)}"
        return text + (f"（自{words(anniversary.since, lang)}起算；来源：{words(anniversary.said, lang)}）"
                       if anniversary.uncertain else "")  # fmt: skip
    years = "1 year" if anniversary.years == 1 else f"{anniversary.years} years"
    preposition = "in" if anniversary.days is None else "on"
    text = f"{years} {_ENGLISH[anniversary.stage]} {preposition} {when}{_days_english(anniversary.days)}"
    if not anniversary.uncertain:
        return text
    return f"{text} (counted from {words(anniversary.since, lang)}; the source says {words(anniversary.said, lang)})"


def _days_english(days: int | None) -> str:
    if days is None:
        return ", day unknown"
    return {0: ", today", 1: ", tomorrow"}.get(days, f", in {days} days")


def _days_chinese(days: int | None) -> str:
    if days is None:
        return "，日期不详"
    return {0: "，就是今天", 1: "，就是明天"}.get(days, f"，还有 {days} 天")
