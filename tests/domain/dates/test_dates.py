"""Dates: EDTF, human writing, bounds and words."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive_app.domain.dates.dates import OPEN_FUTURE, OPEN_PAST, from_capture, parse_date, words
from archive_app.domain.dates.elements import bounds, read_element
from archive_app.errors import InvalidInput

EDTF = [
    ("2001", 2001_01_01, 2001_12_31),
    ("2025-04", 2025_04_01, 2025_04_30),
    ("2025-04-03", 2025_04_03, 2025_04_03),
    ("2000-02", 2000_02_01, 2000_02_29),
    ("1900-02", 1900_02_01, 1900_02_28),
    ("1984~", 1984_01_01, 1984_12_31),
    ("1984?", 1984_01_01, 1984_12_31),
    ("1984-06%", 1984_06_01, 1984_06_30),
    ("201X", 2010_01_01, 2019_12_31),
    ("19XX", 1900_01_01, 1999_12_31),
    ("2004-06-XX", 2004_06_01, 2004_06_30),
    ("2004-XX", 2004_01_01, 2004_12_31),
    ("2001-XX-31", 2001_01_31, 2001_12_31),
    ("2008/2010", 2008_01_01, 2010_12_31),
    ("2008-03/2010-04-05", 2008_03_01, 2010_04_05),
    ("2008/..", 2008_01_01, OPEN_FUTURE),
    ("../2008", OPEN_PAST, 2008_12_31),
    ("2008/", 2008_01_01, OPEN_FUTURE),
    ("20XX/..", 2000_01_01, OPEN_FUTURE),
    ("1984?/2004~", 1984_01_01, 2004_12_31),
    ("[2015,2016]", 2015_01_01, 2016_12_31),
    ("{1960,1961-12}", 1960_01_01, 1961_12_31),
    ("[1667,1668,1670..1672]", 1667_01_01, 1672_12_31),
    ("[..1760-12-03]", OPEN_PAST, 1760_12_03),
    ("2001-21", 2001_03_01, 2001_05_31),
    ("2001-24", 2001_12_01, 2002_02_28),
    ("2001-30", 2001_12_01, 2002_02_28),
    ("2001-34", 2001_04_01, 2001_06_30),
    ("2004-06~-11", 2004_06_11, 2004_06_11),
    ("2025-04-03T10:00:00", 2025_04_03, 2025_04_03),
    ("-9500~", -9500_0000 + 101, -9500_0000 + 1231),
    ("0000", 101, 1231),
    ("Y-12000", -12000_0000 + 101, -12000_0000 + 1231),
]

WRITTEN = [
    ("2025-4", "2025-04"),
    ("2025/04/03", "2025-04-03"),
    ("2025.4.3", "2025-04-03"),
    ("20250403", "2025-04-03"),
    ("13.04.2025", "2025-04-13"),
    ("04/13/2025", "2025-04-13"),
    ("03.03.2025", "2025-03-03"),
    ("04/2025", "2025-04"),
    ("April 2025", "2025-04"),
    ("APRIL 2025", "2025-04"),
    ("3 April 2025", "2025-04-03"),
    ("3rd of Apr. 2025", "2025-04-03"),
    ("April 3, 2025", "2025-04-03"),
    ("Sept 19, 2001", "2001-09-19"),
    ("2025年4月", "2025-04"),
    ("2025年4月3日", "2025-04-03"),
    ("2025 年 4 月".replace(" ", ""), "2025-04"),
    ("２０２５年４月", "2025-04"),
    ("二〇〇一年", "2001"),
    ("c. 1984", "1984~"),
    ("ca 1984", "1984~"),
    ("circa 1984", "1984~"),
    ("about April 2025", "2025-04~"),
    ("约1984年", "1984~"),
    ("1984年前后", "1984~"),
    ("1984?", "1984?"),
    ("c. 1984?", "1984%"),
    ("perhaps 1984", "1984?"),
    ("1980s", "198X"),
    ("1980年代", "198X"),
    ("20世纪80年代", "198X"),
    ("19th century", "18XX"),
    ("201x", "201X"),
    ("20XX-..", "20XX"),
    ("2001-2010", "2001/2010"),
    ("2001–2010", "2001/2010"),
    ("2001年至2010年", "2001/2010"),
    ("April 2025 to May 2025", "2025-04/2025-05"),
    ("3–5 April 2025", "2025-04-03/2025-04-05"),
    ("September 17-21, 2007", "2007-09-17/2007-09-21"),
    ("since 2008", "2008/.."),
    ("2008 – today", "2008/.."),
    ("2008年至今", "2008/.."),
    ("until 2008", "../2008"),
    ("2015 or 2016", "[2015,2016]"),
    ("2015, 2016 or 2017", "[2015,2016,2017]"),
    ("2015年或2016年", "[2015,2016]"),
    ("2015 and 2016", "{2015,2016}"),
    ("spring 2001", "2001-21"),
    ("2001年秋", "2001-23"),
    ("9500 BC", "-9499"),
    ("9500 B.C.", "-9499"),
    ("c. 9500 BC", "-9499~"),
    ("公元前9500年", "-9499"),
    ("1 BC", "0000"),
    ("12000 BCE", "Y-11999"),
    ("AD 450", "0450"),
    ("  2001  ", "2001"),
]

REFUSED = ["", " ", "hello", "12:30", "2025-13", "2001-02-30", "2001-02-29", "2001-04-31", "../..", "/", "[]", "..",
           "-0000", "XXXX", "2010/2001", "Y3E99999999", "Y999999999", "0 BC", "\x00", "\ud800", "2001-2-30", "1" * 500,
           "2001-21-03", "99", "[2015", "2015 or", "20O1", "[2016..2015]", "[2015,x]", "1950S2"]  # fmt: skip


@pytest.mark.parametrize(("edtf", "earliest", "latest"), EDTF)
def test_edtf_is_taken_as_it_is(edtf: str, earliest: int, latest: int) -> None:
    value = parse_date(edtf)
    assert (value.edtf, value.earliest, value.latest) == (edtf, earliest, latest)


@pytest.mark.parametrize(("written", "edtf"), WRITTEN)
def test_human_writing_becomes_edtf(written: str, edtf: str) -> None:
    assert parse_date(written).edtf == edtf
    assert parse_date(edtf).edtf == edtf


@pytest.mark.parametrize("text", REFUSED)
def test_anything_else_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        parse_date(text)
    assert caught.value.message.isprintable()


def test_the_refusal_shows_how_to_write_it() -> None:
    with pytest.raises(InvalidInput, match="2025-04-03"):
        parse_date("soon")


@pytest.mark.parametrize("text", ["03.04.2025", "3/4/2025", "03-04-2025"])
def test_two_possible_days_are_refused_with_both(text: str) -> None:
    with pytest.raises(InvalidInput, match=r"2025-04-03.*2025-03-04|2025-03-04.*2025-04-03"):
        parse_date(text)


def test_two_possible_lengths_are_refused_with_both() -> None:
    with pytest.raises(InvalidInput, match=r"190X.*19XX"):
        parse_date("1900s")


def test_order_is_the_order_of_time() -> None:
    in_order = ["-9500", "-9499-01", "-9499-12-31", "-0001", "0000", "0450", "1984~", "2001-09-19", "2001-10"]
    assert sorted(in_order, key=lambda text: parse_date(text).earliest) == in_order
    assert sorted(in_order, key=lambda text: parse_date(text).latest) == in_order
    assert parse_date("Y-99999999").earliest > OPEN_PAST
    assert parse_date("Y99999999").latest < OPEN_FUTURE


RARE = [
    ("2025-04-03T23:59:59", 2025_04_03),
    ("2025-04-03T24:00:00", 2025_04_03),
    ("2025-04-03T00:00:00Z", 2025_04_03),
    ("2025-04-03T10:00:00+08:00", 2025_04_03),
    ("2025-04-03T10:00:00-13", 2025_04_03),
    ("-0001-04-03T10:00:00+00:30", -1_0000 + 403),
    ("2004-06?-11", 2004_06_11),
    ("2004?-06-11", 2004_06_11),
    ("?2004-06-~11", 2004_06_11),
    ("2004-%06-11", 2004_06_11),
    ("2004%-~02-?29", 2004_02_29),
    ("-2004-~02-29", -2004_0000 + 229),
]


@pytest.mark.parametrize(("text", "day"), RARE)
def test_rare_forms_are_days(text: str, day: int) -> None:
    value = parse_date(text)
    assert (value.edtf, value.earliest, value.latest) == (text, day, day)


@pytest.mark.parametrize(
    ("text", "year"), [("Y17E3", 17_000), ("Y-17E3", -17_000), ("Y1E2", 100), ("Y2E1", 20), ("Y9E7", 90_000_000)]
)
def test_years_with_exponents(text: str, year: int) -> None:
    value = parse_date(text)
    assert (value.edtf, value.earliest, value.latest) == (text, year * 10000 + 101, year * 10000 + 1231)


@pytest.mark.parametrize(
    "text",
    ["2025-04-03T", "2025-04-03T10:00", "2025-04-03T25:00:00", "2025-04-03T24:00:01", "2025-04-03T10:60:00",
     "2025-04-03T10:00:00+14:01", "2025-04-03T10:00:00+00:00", "2025-04-03T10:00:00+8", "2025-02-30T10:00:00",
     "2025-04T10:00:00", "2025T10:00:00", "201X-04-03T10:00:00", "2004-?02-30", "2001?-02-29", "2004~-21", "2004-~21",
     "?2004-XX", "2004-06?-~11", "%2004?", "2004-06?-11?", "2004??-06", "?-0000-01", "Y17E9", "Y17E03", "Y017E3",
     "Y0E3", "Y1E10", "Y17E", "Y17E3?", "Y17E3-01"],
)  # fmt: skip
def test_rare_forms_are_read_strictly(text: str) -> None:
    with pytest.raises(InvalidInput):
        parse_date(text)


MARKS = st.tuples(*[st.sampled_from(["", "?", "%"])] * 6)


@given(st.dates(), MARKS)
def test_a_mark_inside_changes_no_day(day: object, marks: tuple[str, ...]) -> None:
    """EDTF puts a mark before a part for that part, or after the year or the month for all up to there."""
    year, month, number = str(day).split("-")
    text = "".join((marks[0], year, marks[1], "-", marks[2], month, marks[3], "-", marks[4], number, marks[5]))
    where = {place for place, mark in enumerate(marks) if mark}
    of_parts = not where & {3, 5} and not where >= {0, 1}
    if of_parts or where in ({3}, {5}):
        value = parse_date(text)
        assert (value.earliest, value.latest) == (parse_date(str(day)).earliest,) * 2
    else:
        with pytest.raises(InvalidInput):
            parse_date(text)


date_like = st.text(alphabet="0123456789X-/.~?%[]{},YESTZ: abcirAprilJune年月日至约或公元前世纪代春٣", max_size=24)


@given(st.one_of(date_like, st.text(alphabet=st.characters(), max_size=40)))
@example("Y3E5")
@example("Y-3E7S2")
@example("2001-01-01T24:00:00Z")
@example("[..,..]")
@example("2001E5")
@example("~1984S22015")
@example("[~1984S2,2001]")
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        value = parse_date(text)
    except InvalidInput:
        return
    assert OPEN_PAST <= value.earliest <= value.latest <= OPEN_FUTURE
    assert parse_date(value.edtf) == value
    assert words(value, "en")
    assert words(value, "zh")


@given(st.integers(-9999, 9999), st.integers(1, 12), st.integers(1, 28))
def test_every_day_reads_back(year: int, month: int, day: int) -> None:
    text = f"{'-' if year < 0 else ''}{abs(year):04}-{month:02}-{day:02}"
    value = parse_date(text)
    assert value.earliest == value.latest
    assert value.earliest == year * 10_000 + month * 100 + day


@given(st.dates())
def test_english_and_chinese_words_of_a_day_read_back(day: object) -> None:
    value = parse_date(str(day))
    if value.earliest >= 1000_00_00:
        assert parse_date(words(value, "en")) == value
        assert parse_date(words(value, "zh")) == value


@given(st.text(alphabet="0123456789X", min_size=4, max_size=4), st.sampled_from(["", "-XX", "-0X", "-02-3X", "-1X-31"]))
def test_bounds_are_real_days_in_order(year: str, rest: str) -> None:
    element = read_element(year + rest)
    span = bounds(element) if element else None
    if span is not None:
        assert span[0] <= span[1]
        assert all(1 <= number % 10_000 // 100 <= 12 for number in span)


WORDS = [
    ("2001", "2001", "2001年"),
    ("2025-04", "April 2025", "2025年4月"),
    ("2001-09-19", "19 September 2001", "2001年9月19日"),
    ("-9500~", "about 9500 BC", "约公元前9500年"),
    ("-9499", "9500 BC", "公元前9500年"),
    ("-9499~", "about 9500 BC", "约公元前9500年"),
    ("0000", "1 BC", "公元前1年"),
    ("0450", "AD 450", "公元450年"),
    ("2001/2010", "2001–2010", "2001–2010年"),
    ("2025-04-03/2025-04-05", "3–5 April 2025", "2025年4月3–5日"),
    ("2025-04/2025-05", "April–May 2025", "2025年4–5月"),
    ("2025-04/2026-05-01", "April 2025 – 1 May 2026", "2025年4月至2026年5月1日"),
    ("[2015,2016]", "2015 or 2016", "2015年或2016年"),
    ("{2015,2016,2018}", "2015, 2016 and 2018", "2015年、2016年、2018年"),
    ("2008/..", "since 2008", "2008年起"),
    ("../2008", "until 2008", "至2008年"),
    ("1984?", "perhaps 1984", "1984年（存疑）"),
    ("1984%", "perhaps about 1984", "约1984年（存疑）"),
    ("198X", "1980s", "1980年代"),
    ("19XX", "1900–1999", "1900–1999年"),
    ("2001-21", "spring 2001", "2001年春季"),
    ("2001-36", "fourth quarter of 2001", "2001年第四季度"),
    ("2004-06-XX", "June 2004, day unknown", "2004年6月，日期不详"),
    ("2025-04-03T10:00:00", "3 April 2025", "2025年4月3日"),
    ("2004-06~-11", "2004-06~-11", "2004-06~-11"),
]


@pytest.mark.parametrize(("edtf", "english", "chinese"), WORDS)
def test_words(edtf: str, english: str, chinese: str) -> None:
    assert words(edtf, "en") == english
    assert words(parse_date(edtf), "zh-Hans") == chinese


@pytest.mark.parametrize(
    ("captured", "edtf"),
    [
        ("2025-04-03T10:00:00+08:00", "2025-04-03"),
        ("2025:04:03 10:00:00", "2025-04-03"),
        ("2025-04", "2025-04"),
        ("1957", "1957"),
        ("0000", ""),
        ("0000:00:00 00:00:00", ""),
        ("0000-01-01", ""),
        ("2025:02:30 00:00:00", ""),
        ("", ""),
        ("yesterday", ""),
    ],
)
def test_the_day_of_a_capture(captured: str, edtf: str) -> None:
    assert from_capture(captured) == edtf
