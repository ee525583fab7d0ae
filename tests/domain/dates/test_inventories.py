"""Dates as inventories write them: read where there is one reading, else asked back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive_app.domain.dates.dates import parse_date, words
from archive_app.errors import InvalidInput

READ = {
    "before 1950": "../1949", "after 1900": "1901/..", "[before 1950]": "../1949", "vor 1950": "../1949",
    "nach 1945": "1946/..", "avant 1950": "../1949", "après 1945": "1946/..", "pre-1900": "../1899",
    "before 12 May 1950": "../1950-05-11", "before 1 January 1950": "../1949-12-31", "after Dec. 1950": "1951-01/..",
    "after May 1950": "1950-06/..", "before the 1950s": "../1949", "after the 19th century": "1900/..",
    "before 44 BC": "../-0044", "before c. 1900": "../1899~", "1950年以前": "../1949", "1950年之后": "1951/..",
    "1950'den önce": "../1949", "not after 1950": "../1950", "1950 or later": "1950/..", "seit 1950": "1950/..",
    "bis 1950": "../1950", "depuis 1950": "1950/..", "1950-": "1950/..", "1950年9月至今": "1950-09/..",
    "between 1950 and 1960": "1950/1960", "zwischen 1950 und 1960": "1950/1960", "entre 1950 et 1960": "1950/1960",
    "1950至1960年之间": "1950/1960", "from 1950 to 1960": "1950/1960", "1950 bis 1960": "1950/1960",
    "[1920]": "1920?", "[ca. 1920]": "1920%", "[1920-1930]": "1920/1930", "19[20]": "1920?", "[192-?]": "192X?",
    "[19--]": "19XX?", "192-": "192X", "1920 (inferred)": "1920?",
    "um 1900": "1900~", "vers 1900": "1900~", "yaklaşık 1950": "1950~", "1920 ca.": "1920~", "c1920": "1920~",
    "ca. 1920-1930": "1920~/1930~", "1970-circa 2016": "1970/2016~", "1920–1930 (?)": "1920?/1930?",
    "vermutlich 1950": "1950?", "peut-être 1950": "1950?", "公元前约9600年": "-9599~",
    "1914-18": "1914/1918", "1914–18": "1914/1918", "1914/18": "1914/1918", "2020/21": "2020/2021",
    "1939-45": "1939/1945", "2010 to 11": "2010/2011", "2010/05": "2010-05", "winter 2001/02": "2001-24",
    "2019-2020 winter": "2019-24", "1950-60s": "195X/196X", "1950s or 1960s": "[195X,196X]",
    "7 Jun - 14 Jul 1916": "1916-06-07/1916-07-14", "May-June 2010": "2010-05/2010-06",
    "30 April-2 May 2010": "2010-04-30/2010-05-02", "June 7-14, 1916": "1916-06-07/1916-06-14",
    "3.–7. Mai 1950": "1950-05-03/1950-05-07", "Nov/Dec 2010": "2010-11/2010-12",
    "2001年9月19日–21日": "2001-09-19/2001-09-21", "2001年9–10月": "2001-09/2001-10",
    "20世纪50–60年代": "195X/196X", "March 4 or 5, 1950": "[1950-03-04,1950-03-05]",
    "2001-2003, 2005": "{2001..2003,2005}", "May and June 2010": "{2010-05,2010-06}",
    "13.04.–17.04.2001": "2001-04-13/2001-04-17", "2001-09-19 - 2001-09-21": "2001-09-19/2001-09-21",
    "9600-8000 BC": "-9599/-7999", "2160 - 2040 BC": "-2159/-2039", "c. 9600–8000 BCE": "-9599~/-7999~",
    "9600-8000 v. Chr.": "-9599/-7999", "100 av. J.-C.": "-0099", "MÖ 9600": "-9599", "30 BC – 14 AD": "-0029/0014",
    "公元前9600—前8000年": "-9599/-7999", "公元前9600—8000年": "-9599/-7999", "100-200 AD": "0100/0200",
    "500 BC - 1500": "-0499/1500", "15 March 44 BC": "-0043-03-15",
    "5th century BC": "-04XX", "5th-4th century BC": "-04XX/-03XX", "公元前5世纪": "-04XX", "1st c. BC": "-00XX",
    "3rd millennium BC": "-2XXX", "340s BC": "-0348/-0339", "19. Jh.": "18XX", "XIXe siècle": "18XX",
    "XIX. yüzyıl": "18XX", "十九世纪": "18XX", "19th-20th century": "18XX/19XX", "1950'ler": "195X",
    "first half of the 19th century": "1800/1849", "1. Hälfte 19. Jh.": "1800/1849", "Q3 2001": "2001-35",
    "2001年上半年": "2001-40", "2001年2月下旬": "2001-02-21/2001-02-28", "Sommer 1950": "1950-22",
    "2001 年 9 月 19 日": "2001-09-19", "19. September 2001": "2001-09-19", "19.IX.2001": "2001-09-19",
    "19 Eylül 2001": "2001-09-19", "1er mai 2001": "2001-05-01", "Wednesday, 19 September 2001": "2001-09-19",
    "2001年9月19日(星期三)": "2001-09-19", "1999-05-00": "1999-05", "1999-00-00": "1999",
    "2001-09-19 00:00:00": "2001-09-19", "民国三十五年": "1946", "民國元年": "1912", "民国35年1月1日": "1946-01-01",
    "令和3年": "2021", "昭和20年8月15日": "1945-08-15", "昭和3–5年": "1928/1930", "昭和64年": "1989",
    "光绪三十年": "1904/1905", "光緒三十年": "1904/1905", "清光绪三十年": "1904/1905", "约光绪三十年": "1904~/1905~",
    "乾隆十二年": "1747/1748", "宣统元年": "1909/1910", "明治三年": "1870/1871", "明治5年": "1872",
    "大明万历三年": "1575/1576",
    "光绪三十至三十二年": "1904/1907", "光绪三十年–宣统二年": "1904/1911", "1875年-光绪三十年": "1875/1905",
    "康熙年间": "1662/1723", "清康熙": "1662/1723", "民国时期": "1912/1949", "昭和": "1926/1989",
    "光绪三十年(1904)": "1904", "光绪三十年（1905年）": "1905", "1904年（光绪三十年）": "1904",
    "民国三十八年（1949）": "1949", "令和3年(2021)": "2021",
}  # fmt: skip

ASKED = {
    "2010/11": ("2010-11", "2010/2011"), "2004/05": ("2004-05", "2004/2005"), "2010–11": ("2010-11", "2010/2011"),
    "1999/00": ("1999", "1999/2000"), "公元前221—206年": ("-0220/-0205", "-0220/0206"),
    "2000 BC – 1500": ("-1999/-1499", "-1999/1500"), "early 19th century": ("1800~/1832~", "18XX"),
    "mid-1950s": ("1953~/1956~", "195X"), "late 20th century": ("1967~/1999~", "19XX"),
    "2001年初": ("2001-01~", "2001"),
    "03.04.2001 - 05.06.2001": ("2001-04-03", "2001-03-04"),
}  # fmt: skip

REFUSED = ["300 - 400 BC", "35年", "三年前", "100年前", "上世纪八十年代", "50s", "9600 BP", "宣统九年", "明光绪三十年",
           "昭和65年", "光绪三十年以前", "同治、光绪年间", "5 May",
           "Paris, 1950", "30 April - May 1950", "2019-2020 spring",
           "2004-06?-11?", "n.d.", "14–15"]  # fmt: skip


@pytest.mark.parametrize(("written", "edtf"), READ.items())
def test_what_has_one_reading_is_read(written: str, edtf: str) -> None:
    assert parse_date(written).edtf == edtf
    assert parse_date(edtf).edtf == edtf


@pytest.mark.parametrize(("written", "ways"), ASKED.items())
def test_what_has_two_is_asked_back_with_ways_that_are_read(written: str, ways: tuple[str, ...]) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_date(written)
    for way in ways:
        assert way in caught.value.message
        assert parse_date(way).edtf == way


@pytest.mark.parametrize("text", REFUSED)
def test_what_says_no_certain_days_is_no_date(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_date(text)


_DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))
_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
           "November", "December")  # fmt: skip


def _said(day: date, precision: int, *, chinese: bool) -> tuple[str, str]:
    """A date in words and in EDTF, of the first parts of a day."""
    edtf = str(day)[: (4, 7, 10)[precision]]
    if chinese:
        return "".join((f"{day.year}年", f"{day.month}月", f"{day.day}日")[: precision + 1]), edtf
    parts = (str(day.year), _MONTHS[day.month - 1], str(day.day))
    return " ".join(reversed(parts[: precision + 1])), edtf


@example([date(1999, 12, 1), date(2000, 1, 1)], 1, False, " to ", "", False)
@given(
    st.tuples(_DAYS, _DAYS).map(sorted),
    st.integers(0, 2),
    st.booleans(),
    st.sampled_from(["-", "–", "—", " - ", " – ", " to ", " bis ", "~", "至"]),
    st.sampled_from(["", "about ", "ca. ", "circa ", "约"]),
    st.booleans(),
)
def test_words_of_a_range_are_those_of_both_ends(
    days: list[date], precision: int, chinese: bool, separator: str, about: str, shortened: bool
) -> None:
    (one, first), (two, last) = (_said(day, precision, chinese=chinese) for day in days)
    if shortened and precision and days[0].year == days[1].year:
        # “3 May – 14 June 1916”, “2001年9月19日–10月3日”: the year is said once.
        one, two = (one, two[5:]) if chinese else (one[:-5], two)
    mark = "~" if about else ""
    assert parse_date(f"{about}{one}{separator}{two}").edtf == f"{first}{mark}/{last}{mark}"


@given(st.integers(1, 9999), st.integers(1, 9999), st.sampled_from(["BC", "BCE", "b.c.", "v. Chr.", "av. J.-C."]))
def test_an_era_at_the_end_is_that_of_both(one: int, other: int, era: str) -> None:
    older, younger = max(one, other), min(one, other)
    value = parse_date(f"{older}–{younger} {era}")
    assert (value.earliest // 10_000, value.latest // 10_000) == (1 - older, 1 - younger)


@given(st.integers(1000, 2999), st.integers(0, 99), st.sampled_from("/–"))
def test_a_year_and_two_digits_are_never_a_season_and_never_guessed(year: int, second: int, sign: str) -> None:
    text = f"{year}{sign}{second:02}"
    try:
        value = parse_date(text)
    except InvalidInput:
        return
    later = f"{year}/{year // 100}{second:02}"
    assert value.edtf == (later if second > 12 else f"{year}-{second:02}")
    assert second > 12 or second <= year % 100


@given(_DAYS, st.integers(0, 2), st.sampled_from(["before", "after"]))
def test_before_and_after_leave_out_what_they_name(day: date, precision: int, word: str) -> None:
    said, edtf = _said(day, precision, chinese=False)
    whole, beside = parse_date(edtf), parse_date(f"{word} {said}")
    assert beside.latest < whole.earliest if word == "before" else beside.earliest > whole.latest
    assert parse_date(words(beside, "en")) == beside
    assert parse_date(words(beside, "zh")) == beside


@pytest.mark.parametrize(
    ("written", "one", "other"),
    [
        ("70年代", "197X", "187X"), ("七十年代初", "197X", "187X"), ("上世纪八十年代", "198X", "188X"),
        ("the 70s", "197X", "187X"), ("late '60s", "196X", "186X"), ("80er Jahre", "198X", "188X"),
    ],
)  # fmt: skip
def test_a_decade_without_its_century_is_asked_about(written: str, one: str, other: str) -> None:
    with pytest.raises(InvalidInput, match="which century") as raised:
        parse_date(written)
    assert one in str(raised.value)
    assert other in str(raised.value)


@pytest.mark.parametrize(
    ("written", "part"),
    [("1998年底", "1998-11~/1998-12~"), ("1998年初", "1998-01~/1998-02~"), ("1970年代初", "1970~/1972~")],
)
def test_the_end_of_a_year_is_not_its_last_third(written: str, part: str) -> None:
    with pytest.raises(InvalidInput) as raised:
        parse_date(written)
    assert part in str(raised.value)


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        (
            "before 光绪三十年",
            "“before 光绪三十年” began early in 1904 and ended early in 1905: write 1904, or 1904/1905.",
        ),
        (
            "宣统元年五月",
            "“宣统元年五月” counts months by the moon: write the day or month of our calendar, or 1909/1910"
            " for the year.",
        ),
        (
            "光绪三十年正月初五",
            "“光绪三十年正月初五” counts months by the moon: write the day or month of our calendar, or 1904/1905"
            " for the year.",
        ),
        ("光绪30年(1906)", "“光绪30年(1906)” says two years that do not agree: 1906 and 1904/1905."),
        ("民国38年(1948)", "“民国38年(1948)” says two years that do not agree: 1948 and 1949."),
        # More years than the era had are none of it.
        ("宣统九年", "“宣统九年” is not a date that can be read."),
    ],
)
def test_what_a_lunar_calendar_leaves_open_is_offered_and_not_guessed(written: str, sentence: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_date(written)
    assert caught.value.message.startswith(sentence)


_LUNAR_ERAS = {"康熙": (1662, 61), "乾隆": (1736, 60), "光绪": (1875, 34), "宣统": (1909, 3), "崇祯": (1628, 17),
               "慶應": (1865, 4)}  # fmt: skip
_DIGITS = "〇一二三四五六七八九"


def _in_characters(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens < 2 else _DIGITS[tens]) + ("十" if tens else "") + (_DIGITS[ones] if ones else "")


@given(st.sampled_from(sorted(_LUNAR_ERAS)), st.integers(1, 70), st.booleans(), st.integers(-2, 2))
def test_a_year_of_a_lunar_era_is_all_of_the_two_that_it_lies_in(
    era: str, number: int, characters: bool, beside: int
) -> None:
    first, years = _LUNAR_ERAS[era]
    written = f"{era}{'元' if number == 1 else _in_characters(number) if characters else number}年"
    year = first + number - 1
    if number > years:
        with pytest.raises(InvalidInput, match="not a date"):
            parse_date(written)
        return
    value = parse_date(written)
    assert (value.edtf, value.earliest, value.latest) == (
        f"{year}/{year + 1}", year * 10_000 + 101, (year + 1) * 10_000 + 1231
    )  # fmt: skip
    # What is shown beside it is read as the same.
    assert parse_date(words(value, "zh")) == parse_date(words(value, "en")) == value
    # A year of ours in brackets decides, where it can be that.
    with_ours = f"{written}({year + beside})"
    if beside in (0, 1):
        assert parse_date(with_ours).edtf == str(year + beside)
    else:
        with pytest.raises(InvalidInput, match="do not agree"):
            parse_date(with_ours)


@given(st.sampled_from([("民国", 1912, 113), ("大正", 1912, 15), ("昭和", 1926, 64), ("平成", 1989, 31)]), st.data())
def test_a_year_of_an_era_of_our_calendar_is_one_year(era: tuple[str, int, int], data: st.DataObject) -> None:
    name, first, years = era
    number = data.draw(st.integers(1, years))
    assert parse_date(f"{name}{_in_characters(number)}年" if number < 100 else f"{name}{number}年").edtf == str(
        first + number - 1
    )


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2001年9月19日上午", "2001-09-19"),
        ("二〇〇一年九月十九日下午三点半", "2001-09-19"),
        ("2001-09-19 14:30", "2001-09-19"),
        ("19 September 2001, afternoon", "2001-09-19"),
        ("19.9.2001 14:30 Uhr", "2001-09-19"),
        ("3 April 2025 at 5 pm", "2025-04-03"),
    ],
)
def test_a_time_of_the_day_is_said_to_be_too_much(written: str, day: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_date(written)
    assert caught.value.message == (
        f"“{written}” says a time of the day, which is no part of this date: write {day} alone."
    )
