"""In which script somebody writes whose text has names of others in it."""

from __future__ import annotations

import pytest

from archive_app.domain.text.languages import guess_language
from archive_app.domain.text.scripts import script_of

_CAPTIONS = {
    "zh": (
        "与Technische Universität Dresden签约",
        "与 Technische Universität Dresden 签约",
        "访问Boston Symphony Orchestra",
        "访问 Boston Symphony Orchestra",
        "Boston Symphony Orchestra 来访",
        "第十二张Delegation at West Lake",
        "Anna Müller女士参观西湖",
        "VIP嘉宾合影",
        "访问École nationale supérieure des beaux-arts de Paris",
        "参观 Museum of Modern Art",
        "与University of the West of England签署备忘录",
        "2019年5月10日，市长会见Oberbürgermeister Dirk Hilbert（Dresden）一行",
        "演出《Swan Lake》",
        "张伟 (Zhang Wei, Deputy Director of the Foreign Affairs Office)",
        "杭州图书馆 floor 2",
        "DSC_0012（杭州代表团访问德累斯顿）",
        "1979年 Kansas City 友好代表团",
        "Hannover：「中国周」开幕",
        "МГУ им. Ломоносова代表团来访",
        "接待서울특별시代表团一行访问西湖风景区",
        "Кемерово与杭州签约",
        "与Ναύπλιο市签约",
    ),
    "ja": (
        "Technische Universität Dresdenとの調印式",
        "ドレスデン工科大学 (Technische Universität Dresden) との調印式",
        "Boston Symphony Orchestra の演奏会",
        "岐阜市長とMayor of San Francisco",
        "中国・杭州市とのFriendship City締結",
    ),
    "ko": (
        "Technische Universität Dresden와 협약 체결",
        "Boston Symphony Orchestra 방문",
        "여수시 대표단, Museum of Modern Art 관람",
        "항저우(杭州) 방문단",
    ),
    "ru": (),
    "und-Cyrl": (
        "Подписание соглашения с Technische Universität Dresden",
        "Technische Universität Dresden подписывает соглашение",
        "Technische Universität Dresden: подписание соглашения с городом",
        "Гости из Boston Symphony Orchestra в Казани",
        "Делегация из 杭州",
        "Ниш (Niš, Serbia)",
    ),
    "ar": (
        "توقيع اتفاقية مع Technische Universität Dresden",
        "Boston Symphony Orchestra في أكادير",
        "زيارة École nationale supérieure des beaux-arts",
        "وفد من 杭州 في أكادير",
    ),
    "th": (
        "พิธีลงนามกับ Technische Universität Dresden",
        "Boston Symphony Orchestra เยือนกรุงเทพ",
        "เยือน Museum of Modern Art",
    ),
    "el": ("Υπογραφή συμφωνίας με το Technische Universität Dresden",),
    "he": ("ביקור של Boston Symphony Orchestra",),
    "en": (
        "Delegation at West Lake (西湖)",
        "International (杭州)",
        "Zhang Wei (张伟)",
        "Niš (尼什)",
        "Hangzhou (浙江省杭州市)",
        "Delegation from 杭州 visits Boston",
        "Besuch in 杭州",
        "Visit to 浙江大学",
        "Visit of 李建国 to 杭州",
        "Empfang der Delegation aus 杭州 im Rathaus",
        "Meeting with 李建国, 王芳 and others",
        "Performance of 《茉莉花》 in Dresden",
        'Opening of the exhibition "西湖" in Kraków',
        "西湖 is a lake in Hangzhou",
        "The Mayor of Niš (Ниш) meets guests",
        "Visit to Нижний Новгород",
        "Visit to أكادير",
        "A gift of กรุงเทพ to the city",
        "The α-helix",
        "Ω Watch Company",
    ),
}


@pytest.mark.parametrize(("language", "text"), [(lang, text) for lang, texts in _CAPTIONS.items() for text in texts])
def test_a_caption_is_in_the_language_of_its_sentence_whatever_names_stand_in_it(language: str, text: str) -> None:
    assert guess_language(text) == language


def test_a_long_text_is_not_told_by_one_foreign_word() -> None:
    english = "The delegation visited the lake and sang in a K歌房 until late. Then it went home. " * 10
    assert script_of(english) == "Latn"
    assert script_of("代表团访问西湖，随后参加晚宴。" * 20 + "The end of the visit.") == "Hani"


def test_marks_belong_to_the_word_that_they_stand_in() -> None:
    assert script_of("กรุงเทพมหานคร City of Angels") == "Thai"
    assert script_of("मुंबई Boston Symphony Orchestra") == "Deva"
