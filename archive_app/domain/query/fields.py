"""The fields that can be searched by: one line here is one field in the parser, the completion and the help.

The store evaluates each by its ``name`` (``store/search/fields.py``); a field without an entry there fails a test.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from archive_app.domain.model.amounts import units_of
from archive_app.domain.model.columns import Column, FieldType, in_sentence
from archive_app.domain.model.completeness import BY_KEY, RULES
from archive_app.domain.model.details import DETAILS, SOUGHT, Sought
from archive_app.domain.model.fields import ASKED, Field
from archive_app.domain.model.kinds import (
    ITEM_KINDS,
    KIND_LABEL,
    PEOPLE,
    PLACES,
    SPEC,
    SPECS,
    TEXT_LABEL,
    Asked,
    Kind,
    Status,
    TextRole,
    ranked,
)
from archive_app.domain.text.folding import fold
from archive_app.i18n import LANGUAGES, N_, _, language, translated


class ValueType(StrEnum):
    """How the values of a field are read."""

    KIND = "kind"
    STATUS = "status"
    RECORD = "record"
    DATE = "date"
    NUMBER = "number"
    AMOUNT = "amount"
    AREA = "area"
    CHOICE = "choice"
    TEXT = "text"


#: Types whose values have an order: they may stand after ``>`` and ``<`` and as ``a..b``.
ORDERED = frozenset({ValueType.DATE, ValueType.NUMBER, ValueType.AMOUNT})


@dataclass(frozen=True, slots=True)
class QueryField:
    """One field. ``kinds`` are the records a name may mean (empty: any); ``default`` is what no value means.

    ``languages`` lists the choices that may carry a language, as ``caption[zh]``. ``label`` is that of the field of a
    record or detail that it asks for, where it does no more than that. ``measure`` is what an amount is of, as in
    ``domain/model/amounts.py``; empty for money.
    """

    name: str
    type: ValueType
    help: str
    example: str
    aliases: tuple[str, ...] = ()
    kinds: frozenset[Kind] = frozenset()
    choices: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    default: str = ""
    label: str = ""
    measure: str = ""

    @property
    def asks_whether(self) -> bool:
        """Whether ``any`` and ``none`` are values of it: of what records say, unless it is yes or no, and of links."""
        return self.choices != _YES_NO if self.label else self.type is ValueType.RECORD


_YES_NO = ("yes", "no")
_TEXTS = ("name", "caption", "description", "alt", "note", "keywords", "subtitles")
_LINKS = ("link", "person", "organisation", "place", "event", "series", "partnership")
#: The kinds that give a field, in the order of the help.
_ASKED = ranked(
    frozenset(spec.kind for spec in SPECS if spec.asked),
    Kind.PARTNERSHIP, Kind.CITY, Kind.COUNTRY, Kind.PERSON, Kind.ORGANISATION, Kind.EVENT, Kind.SERIES, Kind.PLACE,
)  # fmt: skip
_WAYS = ("direct", "event", "person", "gift")
_PLACED = PLACES | {Kind.ORGANISATION, Kind.EVENT}
_SPOKEN = tuple(detail.key for detail in DETAILS if detail.language)
_KEYS = frozenset(detail.key for detail in DETAILS)
_PRESENT = (
    *_TEXTS, "date", "position", "rating", *(field.key for field in ASKED), *(detail.key for detail in DETAILS),
    *(sought.name for sought in SOUGHT if sought.name not in _KEYS), "file", "picture", *_LINKS,
)  # fmt: skip
_GAPS = ("any", "none", *(rule.key for rule in RULES))


def _record(name: str, help_: str, example: str, *aliases: str, kinds: frozenset[Kind]) -> QueryField:
    return QueryField(name, ValueType.RECORD, help_, example, aliases, kinds=kinds)


def _of_kind(kind: Kind, asked: Asked) -> QueryField:
    return _record(kind, asked.help, asked.example, *asked.aliases, kinds=asked.meant | {kind})


def _of_field(field: Field) -> QueryField:
    """The field of the query language that asks for one of a record."""
    how, value, choices = _asked_by_type(field)
    return QueryField(
        field.key, how, N_("says this under “{field}”; any or none: whether it says anything there"),
        f"{field.key}:{value}", field.aliases, choices=choices, label=field.label,
    )  # fmt: skip


def _of_detail(sought: Sought) -> QueryField:
    """The field of the query language that asks for what a detail of a record says."""
    how, value, choices = _asked_by_type(sought.column)
    if how is ValueType.AMOUNT:
        value = f">10{units_of(sought.among)[0]}" if sought.among else ">1000EUR"
    return QueryField(
        sought.name, how, N_("says this under “{field}”; any or none: whether it says anything there"),
        f"{sought.name}:{value}", sought.aliases, choices=choices, label=sought.label, measure=sought.among,
    )  # fmt: skip


def _asked_by_type(field: Column) -> tuple[ValueType, str, tuple[str, ...]]:
    """How a value of its type is asked for, an example, and what there is to choose from."""
    choices: tuple[str, ...] = ()
    match field.type:
        case FieldType.DATE:
            how, value = ValueType.DATE, "1960..1970"
        case FieldType.INTEGER | FieldType.NUMBER:
            how, value = ValueType.NUMBER, "10..20"
        case FieldType.DECIMAL:
            how, value = ValueType.AMOUNT, "10..20"
        case FieldType.BOOLEAN:
            how, value, choices = ValueType.CHOICE, "yes", _YES_NO
        case FieldType.CHOICE:
            how, value, choices = ValueType.CHOICE, fold(field.choices[0]), tuple(map(fold, field.choices))
            value = f'"{value}"' if " " in value else value
        case _:
            how, value = ValueType.TEXT, "any"
    return how, value, choices


_OF_KINDS = tuple(_of_kind(kind, asked) for kind in _ASKED if (asked := SPEC[kind].asked))


FIELDS: tuple[QueryField, ...] = (
    QueryField("kind", ValueType.KIND, N_("what it is"), "kind:photo,video", ("type", "类型", "种类")),
    _OF_KINDS[0],
    QueryField("via", ValueType.CHOICE, N_("belongs to that partnership, or to any, in this way"), "via:event",
               ("through", "途径", "经由"), choices=_WAYS),
    *_OF_KINDS[1:],
    QueryField("near", ValueType.AREA, N_("in, of or linked to a place within 50 km of there, or as far as it says"),
               "near:istanbul~200km", ("附近", "周边"), kinds=_PLACED),
    _record("taken-by", N_("made by this person or organisation"), 'taken-by:"Max Wheatley"', "created-by", "creator",
            "photographer", "摄影", "拍摄者", "作者", kinds=PEOPLE),
    _record("given-by", N_("given by this person, organisation, city or country"), "given-by:istanbul", "giver",
            "donor", "赠送者", "赠予者",
            kinds=PEOPLE | {Kind.CITY, Kind.COUNTRY}),
    _record("linked", N_("linked to this record, whatever it is"), "linked:IST-0042", "关联", kinds=frozenset()),
    _record("at", N_("is in this place, or in one within it; any or none: whether one knows"), 'at:"Depot › Room 2"',
            "kept-in", "所在", "存放于", kinds=frozenset({Kind.LOCATION})),
    QueryField("late", ValueType.CHOICE, N_("was to be back in its place before today"), "late:",
               ("return-overdue", "逾期未还"), choices=_YES_NO, default="yes"),
    QueryField("date", ValueType.DATE, N_("may have been on that day, in that month, year or time"), "date:2001..2010",
               ("日期",)),
    QueryField("year", ValueType.DATE, N_("begins in that year, or in those years"), "year:2001..2010",
               ("年份", "年")),
    QueryField("before", ValueType.DATE, N_("was before that day, month or year began"), "before:2001",
               ("早于", "之前")),
    QueryField("after", ValueType.DATE, N_("was after that day, month or year ended"), "after:2025-04",
               ("晚于", "之后")),
    QueryField("status", ValueType.STATUS, N_("how far it has come"), "status:draft", ("状态",)),
    QueryField("rating", ValueType.NUMBER, N_("stars, 0 to 5"), "rating:>=3", ("stars", "评分", "星级")),
    QueryField("rejected", ValueType.CHOICE, N_("is rejected"), "rejected:", ("reject", "淘汰", "弃用"),
               choices=("yes", "no"), default="yes"),
    QueryField("ref", ValueType.TEXT, N_("its ref, or the beginning of it"), "ref:PHO-0042", ("id", "编号")),
    QueryField("name", ValueType.TEXT, N_("one of its names, or the name of its file where it has none"),
               'name:"west lake"', ("title", "called", "名称", "标题")),
    QueryField("file", ValueType.TEXT, N_("the name of one of its files"), "file:IMG_2041", ("filename", "文件")),
    QueryField("folder", ValueType.TEXT, N_("the folder that one of its files came from"), 'folder:"2019 Istanbul"',
               ("directory", "文件夹")),
    QueryField("contents", ValueType.TEXT, N_("what one of its documents says; any or none: whether any was read"),
               "contents:budget", ("inside", "text", "内容", "正文"), languages=()),
    QueryField("region", ValueType.TEXT, N_("a part of it is of this sort, says this, or is this person or thing"),
               "region:face", ("segment", "区域", "片段")),
    QueryField("files", ValueType.NUMBER, N_("how many files it has"), "files>1", ("文件数",)),
    QueryField("picked", ValueType.CHOICE, N_("is among the picked records"), "picked:", ("selected", "已选", "选中"),
               choices=("yes", "no"), default="yes"),
    QueryField("untagged", ValueType.CHOICE, N_("items that are linked to nothing, or say nothing of the kind"),
               "untagged:people", ("未标注", "未标记"),
               choices=("yes", "people", "place", "date", "caption", "event", "partnership"), default="yes"),
    QueryField("due", ValueType.DATE, N_("a gift that asks for something by that day"), "due:2026", ("期限内",)),
    QueryField("overdue", ValueType.CHOICE, N_("a gift that asked for something before today"), "overdue:",
               ("逾期",), choices=("yes", "no"), default="yes"),
    *map(_of_field, ASKED),
    *map(_of_detail, SOUGHT),
    QueryField("has", ValueType.CHOICE, N_("says something there, in that language"), "has:caption[zh]", ("有",),
               choices=_PRESENT, languages=(*_TEXTS, *_SPOKEN)),
    QueryField("missing", ValueType.CHOICE, N_("says nothing there, or not in that language"), "missing:alt",
               ("lacks", "缺", "缺少"), choices=_PRESENT, languages=(*_TEXTS, *_SPOKEN)),
    QueryField("gap", ValueType.CHOICE, N_("lacks what the archive requires of such records, or that of it"),
               "gap:caption", ("gaps", "incomplete", "缺项", "不完整"), choices=_GAPS, default="any"),
    QueryField("added", ValueType.DATE, N_("when it came into the archive"), "added:today", ("created", "添加")),
    QueryField("changed", ValueType.DATE, N_("when it was changed last"), "changed:week", ("modified", "修改", "更改")),
    QueryField("by", ValueType.TEXT, N_("who added it or changed it last"), "by:anna", ("编辑者", "录入者")),
)  # fmt: skip

_BY_NAME = {fold(name): field for field in FIELDS for name in (field.name, *field.aliases)}

_ITEMS = tuple(sorted(str(kind) for kind in ITEM_KINDS))

#: What may be typed for kinds, states and choices beside the stored name.
KIND_WORDS: dict[str, tuple[str, ...]] = {
    **{str(kind): (str(kind),) for kind in Kind},
    **{fold(word): (str(spec.kind),) for spec in SPECS for word in spec.words},
    "item": _ITEMS, "items": _ITEMS, "藏品": _ITEMS,
}  # fmt: skip
STATUS_WORDS: dict[str, tuple[str, ...]] = {
    **{str(status): (str(status),) for status in Status},
    "草稿": ("draft",), "已审核": ("reviewed",), "审核": ("reviewed",), "公开": ("public",), "已公开": ("public",),
    "停用": ("retired",), "已停用": ("retired",),
}  # fmt: skip
CHOICE_WORDS: dict[str, str] = {
    "all": "yes", "anything": "yes", "是": "yes", "否": "no", "linked": "direct", "直接": "direct",
    "礼品": "gift", "礼物": "gift", "gifts": "gift", "events": "event",
    "person": "people", "places": "place", "city": "place",
    "captions": "caption", "title": "name", "names": "name", "people": "person", "links": "link", "files": "file",
    "coordinates": "position", "gps": "position", "map": "position", "organization": "organisation",
    "标题": "name", "名称": "name", "说明": "caption", "描述": "description", "替代文本": "alt", "备注": "note",
    "关键词": "keywords", "字幕": "subtitles", "日期": "date", "位置": "position",
    "评分": "rating", "文件": "file", "图片": "picture", "链接": "link", "人物": "people", "机构": "organisation",
    "地点": "place", "活动": "event", "系列": "series", "伙伴": "partnership",
    "complete": "none", "完整": "none", "没有": "none", "任何": "any", "reasons": "reason",
    "缘由": "reason", "原因": "reason",
    "translations": "translation", "译名": "translation", "party": "parties", "双方": "parties", "stages": "stage",
    "阶段": "stage", "donor": "giver", "赠送者": "giver", "赠予者": "giver", "occupation": "work",
    "affiliation": "work", "职业": "work", "单位": "work", "inventory-number": "inventory", "馆藏号": "inventory",
}  # fmt: skip
#: What may be typed for a field or a detail of a record, beside its key.
FIELD_WORDS: dict[str, str] = {
    **{fold(word): field.key for field in ASKED for word in (field.name, *field.aliases)},
    **{fold(word): detail.key for detail in DETAILS for word in (detail.name, *detail.aliases)},
}
#: What fields, choices and counted days are called where a query is shown in parts; pass through ``_()`` when shown.
FIELD_LABEL: dict[str, str] = {
    **{str(kind): KIND_LABEL[kind] for kind in _ASKED},
    "kind": N_("kind"), "via": N_("belongs"), "near": N_("near"), "taken-by": N_("taken by"),
    "given-by": N_("given by"), "linked": N_("linked to"), "date": N_("date"), "year": N_("year"),
    "before": N_("before"), "after": N_("after"), "status": N_("status"), "rating": N_("rating"),
    "rejected": N_("rejected"), "ref": N_("ref"), "name": N_("Name"),
    "region": N_("Region"), "file": N_("file name"), "folder": N_("folder"),
    "contents": N_("contents"), "files": N_("files"), "picked": N_("picked"),
    "untagged": N_("untagged"),
    "due": N_("due"), "overdue": N_("overdue"),
    "has": N_("has"), "gap": N_("gap"), "missing": N_("missing"), "added": N_("added"), "changed": N_("changed"),
    "by": N_("by"), "at": N_("in"), "late": N_("return overdue"),
    **{field.key: field.label for field in ASKED},
    **{sought.name: sought.label for sought in SOUGHT},
}  # fmt: skip
_DETAIL_LABEL = {detail.key: detail.label for detail in DETAILS}
_OTHER_LABEL = {"position": N_("Position"), "picture": N_("Picture"), "link": N_("Link"),
                "people": KIND_LABEL[Kind.PERSON]}  # fmt: skip
_OWN_WORDS = {*_PRESENT, "place", "people"}
VALUE_LABEL: dict[str, str] = {
    "yes": N_("yes"), "no": N_("no"), "direct": N_("linked directly"), "gift": N_("through a gift"),
    "today": N_("today"), "yesterday": N_("yesterday"), "week": N_("this week"), "month": N_("this month"),
    "year": N_("this year"), "any": N_("anything"), "none": N_("nothing"),
    **{rule.key: rule.label for rule in RULES if rule.key not in _OWN_WORDS},
    **{fold(choice): choice for field in (*ASKED, *(each.column for each in SOUGHT)) for choice in field.choices},
}  # fmt: skip
#: Whether there is anything, in own words of a language; the English ones are what is kept.
WHETHER_WORDS: dict[str, str] = {
    "any": "any", "none": "none", "任何": "any", "有": "any", "无": "none", "没有": "none",
}  # fmt: skip
WHETHER_LABEL: dict[str, str] = {"any": N_("any"), "none": N_("none")}
#: Days that are counted from today.
DAY_WORDS: dict[str, str] = {
    "today": "today", "yesterday": "yesterday", "week": "week", "month": "month", "year": "year",
    "今天": "today", "昨天": "yesterday", "本周": "week", "本月": "month", "今年": "year",
}  # fmt: skip


def field_named(name: str) -> QueryField | None:
    """The field of this name or alias, in any spelling that folds to it, or of the label that chips write."""
    word = fold(name)
    return _BY_NAME.get(word) or _by_label().get(word.replace(" ", "-"))


def counted(field: QueryField | None) -> QueryField | None:
    """The field that is meant where one of this name is compared: “file ≥ 2” is said of how many there are."""
    return _BY_NAME["files"] if field is not None and field.name == "file" else field


@cache
def _by_label() -> dict[str, QueryField]:
    """Fields by what they are called in every language that the program speaks, with hyphens for spaces."""
    found: dict[str, QueryField] = {}
    for field in FIELDS:
        for said in called(FIELD_LABEL[field.name]):
            found.setdefault(said.replace(" ", "-"), field)
    return found


@cache
def called(message: str) -> frozenset[str]:
    """``message`` in every language that the program speaks, as it stands within a sentence, folded."""
    return frozenset(fold(in_sentence(translated(message, spoken))) for spoken in LANGUAGES)


def choice_called(word: str, choices: Sequence[str]) -> str:
    """The choice that is called ``word`` (folded) in any language that the program speaks; empty where none is."""
    return next((choice for choice in choices if word in called(_label(choice))), "")


def kind_called(word: str) -> tuple[str, ...]:
    """The kind that is called ``word`` (folded) in any language that the program speaks, or all that are items."""
    if word in called("items"):
        return _ITEMS
    return next(((str(kind),) for kind, label in KIND_LABEL.items() if word in called(label)), ())


def help_of(field: QueryField) -> str:
    """What it is for, in the current language."""
    return _(field.help).format(field=_(field.label)) if field.label else _(field.help)


def typed_name(field: QueryField) -> str:
    """What a field is called where it is typed, in the current language."""
    return field.name if language() == "en" else label_of(field.name).replace(" ", "-")


def label_of(name: str) -> str:
    """What a field, or a choice of ``has``, is called within a sentence, in the current language; as it is where it has
    no label.
    """
    return in_sentence(_(_label_of(name)))


def choice_label(choice: str) -> str:
    """What a choice is called, in the current language."""
    label = _(_label(choice))
    return label if choice in VALUE_LABEL or choice in set(TextRole) else in_sentence(label)


def choice_said(field: str, choice: str) -> str:
    """What a choice of ``field`` is called where it is shown: a gap as it is wherever gaps are listed."""
    return _(BY_KEY[choice].label) if field == "gap" and choice in BY_KEY else choice_label(choice)


def _label(choice: str) -> str:
    """What a choice is called, in English."""
    if choice in VALUE_LABEL:
        return VALUE_LABEL[choice]
    return TEXT_LABEL[TextRole(choice)] if choice in set(TextRole) else _label_of(choice)


def _label_of(name: str) -> str:
    return FIELD_LABEL.get(name) or _DETAIL_LABEL.get(name) or _OTHER_LABEL.get(name, name)


def field_names() -> list[str]:
    """Every name and alias, folded."""
    return list(_BY_NAME)
