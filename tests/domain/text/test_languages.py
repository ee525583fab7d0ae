"""Guessing and choosing languages."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from archive_app import i18n
from archive_app.domain.text.languages import (
    LANGUAGE_NAMES,
    best,
    guess_language,
    known_language,
    language_kept,
    language_said,
    script_meant,
    script_said,
)
from archive_app.domain.text.scripts import script_of


@pytest.fixture
def spoken() -> Iterator[Callable[[str], None]]:
    before = i18n.language()
    yield i18n.set_language
    i18n.set_language(before)


@pytest.mark.parametrize(
    ("text", "language", "script"),
    [
        ("杭州", "zh", "Hani"),
        ("杭州图书馆 floor 2", "zh", "Hani"),
        ("岐阜のひと", "ja", "Jpan"),
        ("ﾋﾛｼﾏ", "ja", "Jpan"),
        ("여수시", "ko", "Kore"),
        ("กรุงเทพ", "th", "Thai"),
        ("أكادير", "ar", "Arab"),
        ("ירושלים", "he", "Hebr"),
        ("Αθήνα", "el", "Grek"),
        ("Ниш", "und-Cyrl", "Cyrl"),
        ("हिन्दी", "und-Deva", "Deva"),
        ("Hangzhou", "en", "Latn"),
        ("Visit of the Niš delegation", "en", "Latn"),
        ("International (杭州)", "en", "Latn"),
        ("ＡＢＣ", "en", "Latn"),
        ("12:30 🙂", "und", ""),
        ("", "und", ""),
    ],
)
def test_guesses_by_script(text: str, language: str, script: str) -> None:
    assert (guess_language(text), script_of(text)) == (language, script)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Empfang der Delegation im Rathaus", "und"),
        ("Delegation in the town hall", "und"),
        ("پذیرایی از هیئت", "und-Arab"),
        ("Ниш", "und-Cyrl"),
        ("杭州", "zh"),
        ("여수시", "ko"),
        ("12:30", "und"),
    ],
)
def test_what_a_file_says_in_a_script_of_many_languages_is_in_none_that_is_known(text: str, language: str) -> None:
    assert known_language(text) == language


def test_a_language_of_which_the_script_alone_is_known_is_said_in_words() -> None:
    assert language_said("und-Cyrl") == "language unknown (Cyrillic)"
    assert language_said("und-Zzzz") == "und-Zzzz"


@given(st.text(alphabet=st.characters(), max_size=40))
def test_guessing_never_fails(text: str) -> None:
    assert guess_language(text)
    assert len(script_of(text)) in (0, 4)


@pytest.mark.parametrize(
    ("languages", "wanted", "original", "chosen"),
    [
        ("en zh", "zh", "", "zh"),
        ("en zh", "zh-Hans", "", "zh"),
        ("en zh-Hant", "zh", "", "zh-Hant"),
        ("en tr", "zh", "tr", "tr"),
        ("tr en", "zh", "", "en"),
        ("tr und", "zh", "", "und"),
        ("tr de", "zh", "", "tr"),
    ],
)
def test_the_nearest_language_is_chosen(languages: str, wanted: str, original: str, chosen: str) -> None:
    values = {language: language.upper() for language in languages.split()}
    assert best(values, wanted, original) == (chosen, chosen.upper())


def test_nothing_to_choose_from() -> None:
    assert best({}, "en") is None


def test_the_pickers_offer_what_is_guessed() -> None:
    assert {guess_language(text) for text in ("杭州", "서울", "ひ", "ไทย", "a", "ع", "א", "α", "1")} <= set(
        LANGUAGE_NAMES
    )


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("zh-CN", "zh"), ("zh_cn", "zh"), ("ZH", "zh"), ("cmn-SG", "zh"), ("zh-TW", "zh-Hant"), ("zh-HK", "zh-Hant"),
        ("zh-Hans", "zh-Hans"), ("zh-hans-cn", "zh-Hans"), ("zh-Hant-TW", "zh-Hant"), ("x-klingon", "x-klingon"),
        ("zh-Latn-pinyin", "zh-Latn-pinyin"), ("en-GB", "en"), ("en_US", "en"), ("eng", "en"), ("pt-BR", "pt"),
        ("es-419", "es"), ("sr-Latn-RS", "sr-Latn"), ("en-Latn-GB", "en"), ("ca-ES-valencia", "ca-valencia"),
        ("zh-u-co-stroke", "zh-u-co-stroke"), ("", ""), ("und", "und"), ("Serbian (Latin)", "Serbian (Latin)"),
    ],
)  # fmt: skip
def test_a_text_is_kept_in_one_language_as_people_see_it(said: str, kept: str) -> None:
    assert language_kept(said) == kept
    assert language_kept(kept) == kept


def test_a_tag_that_has_no_words_here_is_said_in_those_of_others(spoken: Callable[[str], None]) -> None:
    tags = ("zh-CN", "zh-Hans", "zh-Hant-TW", "en-GB", "pt-BR", "hr", "sr-Latn-RS", "hy", "x-klingon")
    assert [language_said(tag) for tag in tags] == [
        "Chinese (China)", "Chinese (simplified)", "Chinese (traditional) (Taiwan)", "English (United Kingdom)",
        "Portuguese (Brazil)", "Croatian", "Serbian (Latin) (Serbia)", "Armenian", "x-klingon",
    ]  # fmt: skip
    spoken("zh")
    assert [language_said(tag) for tag in tags[:6]] == [
        "中文（中国）", "中文（简体）", "中文（繁体）（台湾）", "英语（英国）", "葡萄牙语（巴西）", "克罗地亚语",
    ]  # fmt: skip


@given(st.text() | st.from_regex(r"[a-z]{1,9}([-_][A-Za-z0-9]{1,9}){0,3}", fullmatch=True))
@example("Klingonese")
@example("zh-\ud800")
def test_whatever_stands_as_a_language_is_said(tag: str) -> None:
    assert language_said(tag) or not tag
    assert language_kept(tag) or not tag.strip()


def test_a_script_is_not_called_as_a_language() -> None:
    for tongue in i18n.LANGUAGES:
        i18n.set_language(tongue)
        try:
            assert script_said("Hani") != language_said("zh")
            assert script_meant(script_said("Hani")) == "Hani"
        finally:
            i18n.set_language("en")


def test_what_is_no_tag_of_a_language_is_said_as_it_stands() -> None:
    assert language_said("chinese (traditional)") == "chinese (traditional)"
