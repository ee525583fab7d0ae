"""What people type in Latin letters for a text that is written in another script."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pypinyin import lazy_pinyin

from archive_app.domain.text.folding import fold
from archive_app.domain.text.sounds import _OVERLAP, _WINDOW, _cities, _read, resources, sounds
from archive_app.domain.text.umlauts import in_two_letters

any_text = st.text(alphabet=st.characters(), max_size=80)
SCRIPTS = "杭州国际重慶绿吕一在伊斯坦布尔BeogradБеоград’' -Ниш١٢กรุงเทพเ서울カガ々〇हिन्दीქ\ud800\x00\U00020000"


def found(typed: str, text: str) -> bool:
    """As the index finds: one or two letters begin a word, three or more stand anywhere in one."""
    return all(
        any(word.startswith(part) if len(part) < 3 else part in word for word in sounds(text).split())
        for part in fold(typed).replace("'", "").split()
    )


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("hangzhou", "杭州国际"),
        ("hang zhou", "杭州国际"),
        ("hang", "杭州国际"),
        ("hángzhōu", "杭州国际"),
        ("guoji", "杭州国际"),
        ("hzgj", "杭州国际"),
        ("hz", "杭州国际"),
        ("gj", "杭州国际"),
        ("zgj", "杭州国际"),
        ("gu", "杭州国际"),
        ("HangZhou", "在杭州國際傳播中心"),
        ("xian", "西安"),
        ("xi'an", "西安"),
        ("xa", "西安"),
        ("chongqing", "重庆"),
        ("chongqing", "重慶"),
        ("qianlong", "乾隆"),
        ("yinhang", "中国银行"),
        ("shanxian", "单县"),
        ("zeng", "曾国藩"),
        ("lv", "绿"),
        ("lu", "绿"),
        ("lü", "吕"),
        ("nvhai", "女孩"),
        ("nuhai", "女孩"),
        ("istanbul", "伊斯坦布尔"),
        ("istanbul", "代表团在伊斯坦布尔举行活动"),
        ("istanbul", "伊斯坦堡"),
        ("istanbul", "Стамбул"),
        ("stambul", "Стамбула"),
        ("istanbul", "이스탄불에서"),
        ("belgrad", "Београд"),
        ("beograd", "Београд"),
        ("belgrade", "贝尔格莱德"),
        ("belgrade", "貝爾格勒"),
        ("mosca", "Москва"),
        ("moscow", "Москва"),
        ("moskva", "Москва"),
        ("new york", "в Нью-Йорке"),
        ("athens", "Αθήνα"),
        ("bangkok", "กรุงเทพ"),
        ("krungthep", "กรุงเทพมหานคร"),
        ("tokyo", "東京タワー"),
        ("kaga", "カガ"),
        ("seoul", "서울특별시"),
        ("nis", "Ниш"),
        ("cacak", "Чачак"),
        ("chachak", "Чачак"),
        ("tbilisi", "თბილისი"),
        ("hindi", "हिन्दी"),
        ("erevan", "Ереван"),
    ],
)
def test_is_found_by_what_one_types(typed: str, text: str) -> None:
    assert found(typed, text)


@pytest.mark.parametrize(
    ("text", "said"),
    [("Göbekli Tepe", "goebekli"), ("Jäger-Müller", "jaeger mueller"), ("ÅRHUS, Øresund", "aarhus oeresund"),
     ("Mu\u0308ller 杭州", "mueller hangzhou")],
)  # fmt: skip
def test_a_letter_that_is_also_written_as_two_is_said_in_two(text: str, said: str) -> None:
    assert set(said.split()) <= set(sounds(text).split())


@pytest.mark.parametrize("text", ["", "Şanlıurfa’s “hill” – Niš", "ＡＢＣ ﬁ", "Łódź, Straße 12", "٢٠٢٥", "—☆🙂"])
def test_latin_text_has_no_other_words(text: str) -> None:
    assert sounds(text) == ""


@pytest.mark.parametrize(
    ("typed", "text"), [("rome", "Римма"), ("istanbul", "伊斯坦"), ("zhongqing", "重庆"), ("ning", "2025年")]
)
def test_what_is_not_said_is_not_found(typed: str, text: str) -> None:
    assert not found(typed, text)


@given(any_text)
@example("\ud800杭\udfff州")
@example("\U0003ffff\U0010ffff\u0378")
def test_any_text_gives_plain_words(text: str) -> None:
    said = sounds(text)
    assert re.fullmatch(r"(?:[a-z0-9]+(?: [a-z0-9]+)*)?", said)
    assert sounds(text) == said
    words = said.split()
    assert len(words) == len(set(words))
    if fold(in_two_letters(text)).isascii():
        assert len(words) <= sum(map(text.casefold().count, "äöüåø")) + text.count("\u0308") + text.count("\u030a")


@given(st.text(alphabet=SCRIPTS, max_size=120))
def test_the_work_is_bounded_by_the_length(text: str) -> None:
    words = sounds(text).split()
    assert max(map(len, words), default=0) <= 8 * _WINDOW
    assert sum(map(len, words)) <= 300 + 120 * len(text)


@given(st.text(alphabet="杭州国际传播中心在的西湖博物馆代表团", min_size=1, max_size=120), st.data())
def test_any_stretch_of_a_long_caption_is_found_by_its_pinyin(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    length = data.draw(st.integers(1, _OVERLAP))
    syllables = [syllable.reading for syllable in _read(text)]
    assert found("".join(syllables[start : start + length]), text)
    assert found("".join(word[0] for word in syllables[start : start + length]), text)


@given(
    st.text(alphabet="杭州国际重庆长安银行长音乐会方便宜居了解放军都市曾绿女血统计划人行道士", min_size=1, max_size=20)
)
def test_reads_as_pypinyin_does(text: str) -> None:
    assert [syllable.reading for syllable in _read(text)] == lazy_pinyin(text)


def test_tables_are_read_at_the_first_text_that_needs_them() -> None:
    code = (
        "from archive_app.domain.text import sounds as s; s.sounds('Göbekli'); import sys;"
        "print(s._tables.cache_info().currsize, s._cities.cache_info().currsize, 'pypinyin' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["0", "0", "False"]


def test_the_table_of_cities_is_folded_and_small() -> None:
    cities = _cities()
    assert sum(map(len, cities.values())) > 3000
    for forms in cities.values():
        for form, names in forms:
            assert fold(form) == form
            assert names
            assert all(re.fullmatch("[a-z0-9]+", name) for name in names)
    assert resources("exonyms", "exonyms.tsv").stat().st_size < 150_000
