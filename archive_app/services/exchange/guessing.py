"""What the columns of somebody's table may be: told by the words of their headings in every language of the program,
and by what stands in them. A proposal, to be looked at beside the first lines.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from archive_app.domain.model.amounts import CURRENCIES, UNITS
from archive_app.domain.model.columns import FieldType
from archive_app.domain.model.details import DetailType, details_of
from archive_app.domain.model.fields import fields_of
from archive_app.domain.model.kinds import KIND_LABEL, SPEC, TEXT_LABEL, Kind, TextRole
from archive_app.domain.tables.mapping import MappedColumn, TableMapping
from archive_app.domain.text.folding import fold
from archive_app.domain.text.languages import guess_language, language_said
from archive_app.i18n import LANGUAGES, _, noted, translated
from archive_app.media.exchange import workbooks
from archive_app.services.archive import Archive
from archive_app.services.exchange.lines import is_ours, kind_called, plainly_called
from archive_app.services.exchange.opening import content, opened

#: So many lines are looked at.
LOOKED_AT = 200
_LANGS = ("en", "zh")
#: What museums and offices call what is called otherwise here.
_CALLED: Mapping[str, tuple[str, ...]] = {
    "accession-number": ("accession no", "acc no", "入藏号", "总登记号"),
    "inventory-number": (
        "id", "no", "nr", "number", "identifier", "inventory no", "object id", "gift id", "register no", "编号", "序号",
        "馆藏号", "礼品编号", "藏品编号",
    ),
    "name": (
        "title", "object", "gift", "item", "gift description", "description of gift", "object name", "名称", "品名",
        "礼品名称", "礼品", "题名", "藏品名称",
    ),
    "date": (
        "date received", "date of receipt", "received", "year", "year received", "datum", "受赠日期", "接收日期",
        "年代", "时间",
    ),
    "given-by": ("donor", "giver", "from", "received from", "presented by", "赠送人", "赠送方", "赠礼人", "赠方",
                 "捐赠者"),
    "given-to": ("recipient", "receiver", "given to", "受赠人", "受赠方", "接收人"),
    "created-by": ("creator", "maker", "artist", "author", "作者", "制作者"),
    "comes-from": ("country", "origin", "donor country", "provenance", "国家", "国别", "来源地"),
    "valuation.amount": ("value", "price", "estimate", "estimated value", "价值", "金额", "估价", "估值", "参考价格"),
    "valuation.currency": ("currency", "币种", "货币"),
    "measurement": ("size", "dimensions", "measurements", "尺寸", "规格"),
    "material": ("materials", "medium", "材质", "质地"),
    "description": ("描述", "简介"),
    "keywords": ("subject", "subjects", "tags", "主题"),
    "note": ("notes", "remarks", "comment", "comments", "justification", "备注", "说明"),
    "credit": ("accession", "credit line"),
    "originality": ("reproduction", "original", "复制品"),
    "source": ("agency", "agency name", "department", "部门"),
    "condition-check.condition": ("condition", "state", "完残程度", "完残情况"),
}  # fmt: skip
#: What programs write where there is nothing.
_NOTHING = ("NA", "N/A", "n/a", "#N/A", "NULL", "null", "NaN")
_SPACED = re.compile(r"[\s_\-./:#（）()\[\]]+")
_SIZES = re.compile(r"\d[\d.,]*\s*[x×*]\s*\d", re.IGNORECASE)
_MONEY = re.compile(r"[$€£¥￥]\s*\d|\d\s*(?:万|亿)?(?:元|€|EUR|USD)")


@dataclass(frozen=True, slots=True)
class Target:
    """What a column may become: its key, what that is called, and the words by which a heading names it. ``own`` are
    those that it is called by here, in any language.
    """

    key: str
    label: str
    words: frozenset[str]
    own: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Seen:
    """A table as it was looked at: in which encoding (empty for a workbook), the ``sheets`` of that, the heading, how
    many lines there are and the first of them. ``ours``: its headings are those of ``export-table``.
    """

    encoding: str
    sheets: tuple[str, ...]
    heading: tuple[str, ...]
    count: int
    lines: tuple[tuple[str, ...], ...]
    ours: bool


def look(archive: Archive, path: Path, mapping: TableMapping) -> Seen:
    """Read a table as far as it is shown. InvalidInput or StorageError with the sentence why it can't be read."""
    data = content(path)
    book = workbooks.is_workbook(data)
    table, encoding = opened(path, mapping)
    return Seen(
        "" if book else encoding,
        tuple(workbooks.names(data)) if book else (),
        table.heading,
        len(table.lines),
        tuple(cells for _number, cells in table.lines[:LOOKED_AT]),
        is_ours(archive, table.heading),
    )


def targets(archive: Archive, kind: Kind, langs: Iterable[str] = _LANGS) -> list[Target]:
    """All that the columns of a table of records of ``kind`` may become, in the order in which it is offered."""
    return list(_targets(archive, kind, tuple(langs)))


def _targets(archive: Archive, kind: Kind, langs: Sequence[str]) -> Iterator[Target]:
    for key, label in (("ref", "Ref"), ("uid", "UID"), ("kind", "Kind")):
        yield _target(key, _(label), (label,))
    for lang in langs:
        yield _target(f"name[{lang}]", noted(_("Name"), language_said(lang)), ("Name",), lang)
    yield _target("name", noted(_("Name"), _("by its script")), ("Name",))
    for field in fields_of(kind):
        yield _target(field.key, _(field.label), (field.label, *field.aliases))
    for role in TextRole:
        if role in SPEC[kind].texts:
            for lang in langs:
                said = noted(_(TEXT_LABEL[role]), language_said(lang))
                yield _target(f"{role.value}[{lang}]", said, (TEXT_LABEL[role],), lang)
    with archive.store.read() as reader:
        relations = reader.links.relations()
    for relation in relations:
        if not relation.subjects or kind in relation.subjects:
            label = _(relation.label)
            yield _target(relation.key.replace("_", "-"), label[:1].upper() + label[1:], (relation.label,))
    for detail in details_of(kind):
        if not detail.file:
            yield from _of_detail(detail)


def _of_detail(detail: DetailType) -> Iterator[Target]:
    split = detail.column(detail.split) if detail.split else None
    if split is not None:
        yield _target(detail.key, noted(_(detail.plural), "12 × 8 × 3"), (detail.label, detail.plural))
        for choice in split.choices:
            yield _target(f"{detail.key}.{choice}", noted(_(detail.label), _(choice)), (choice,))
    for column in detail.columns:
        label = noted(_(detail.label), _(column.label))
        words = (f"{detail.label} {column.label}", *((column.label,) if column.required else ()))
        yield _target(f"{detail.key}.{column.key}", label, words)


def _target(key: str, label: str, messages: Iterable[str], lang: str = "") -> Target:
    own = {fold(each).strip() for message in messages for each in (message, *_spoken(message))}
    words = {_worded(each) for each in own}
    words |= {_worded(each) for each in _CALLED.get(key.partition("[")[0], ())}
    words.add(_worded(key))
    if lang:
        words |= {f"{word} {name}" for word in tuple(words) for name in (lang, _worded(language_said(lang)))}
    return Target(key, label, frozenset(words - {""}), frozenset(own))


def _spoken(message: str) -> Iterator[str]:
    for language in LANGUAGES:
        yield translated(message, language)


def _worded(text: str) -> str:
    return _SPACED.sub(" ", fold(text)).strip()


def guess(archive: Archive, seen: Seen, kind: Kind, mapping: TableMapping) -> TableMapping:
    """``mapping`` with a column for each heading that tells what it is, and the key that finds its records."""
    if seen.ours:
        key = next((each for each in ("ref", "uid") if each in map(plainly_called, seen.heading)), mapping.key)
        return replace(mapping, kind="", key=key, columns=())
    offered = targets(archive, kind)
    found: dict[str, MappedColumn] = {}
    for place, head in enumerate(seen.heading):
        cells = [line[place] for line in seen.lines if place < len(line) and line[place]]
        target = _best(head, cells, offered, {each.to for each in found.values()}) if head else None
        if target is not None:
            found[head] = _column(head, target.key)
    said = {cell for line in seen.lines for cell in line}
    nothing = mapping.nothing or tuple(word for word in _NOTHING if word in said)
    key = _key(seen, found)
    return replace(mapping, kind=str(kind), key=key, nothing=nothing, columns=tuple(found.values()))


def _best(head: str, cells: Sequence[str], offered: Sequence[Target], taken: set[str]) -> Target | None:
    words = _worded(head)
    bare = " ".join(word for word in words.split() if word.upper() not in CURRENCIES and word not in UNITS)
    zh = sum(guess_language(cell) == "zh" for cell in cells) * 2 > len(cells)
    for said in dict.fromkeys((words, bare)):
        fitting = [each for each in offered if said in each.words and each.key not in taken]
        # Of the languages of a text the one that stands in it.
        fitting.sort(
            key=lambda each: (
                said not in _CALLED.get(each.key.partition("[")[0], ()),
                ("[zh]" in each.key) != zh if "[" in each.key else False,
            )
        )
        if fitting:
            return fitting[0]
    by_cells = {"measurement": _SIZES, "valuation.amount": _MONEY}
    for key, pattern in by_cells.items():
        if cells and key not in taken and sum(bool(pattern.search(cell[:80])) for cell in cells) * 2 > len(cells):
            return next((each for each in offered if each.key == key), None)
    return None


def _column(head: str, key: str) -> MappedColumn:
    words = _worded(head).split()
    currency = next((word.upper() for word in words if word.upper() in CURRENCIES), "")
    unit = next((word for word in words if word in UNITS), "")
    column = MappedColumn(head, key)
    if key == "valuation.amount":
        return replace(column, currency=currency)
    if key.startswith("measurement"):
        order = ("height", "width", "depth") if key == "measurement" else ()
        return replace(column, unit=unit, order=order)
    return column


def _key(seen: Seen, found: Mapping[str, MappedColumn]) -> str:
    """The column by which lines are told apart: the first that says something else in each."""
    by_key = {each.to: seen.heading.index(head) for head, each in found.items()}
    for key in ("ref", "uid", "accession-number", "inventory-number"):
        if key in by_key:
            cells = [line[by_key[key]] for line in seen.lines]
            if all(cells) and not any(times > 1 for times in Counter(cells).values()):
                return key
    return next((key for key in ("ref", "uid", "accession-number", "inventory-number") if key in by_key), "ref")


def settings_of(key: str, kind: Kind, archive: Archive) -> frozenset[str]:
    """What more may be said of a column that becomes ``key``: names of :class:`MappedColumn`."""
    plain = plainly_called(key)
    name, _dot, part = plain.partition(".")
    detail = next((each for each in details_of(kind) if each.name == name), None)
    if detail is not None:
        column = detail.column(part)
        if column is None:
            return frozenset({"decimal", "unit", *(() if part else ("order",))})
        if column.type is FieldType.DECIMAL:
            return frozenset({"decimal", "currency" if detail.column("currency") else "unit"})
        return frozenset({"dates", "century"} if column.type is FieldType.DATE else {"pattern"})
    field = next((each for each in fields_of(kind) if each.name == plain), None)
    if field is not None:
        return frozenset({"dates", "century"} if field.type is FieldType.DATE else {"pattern", "apart"})
    with archive.store.read() as reader:
        related = any(each.key == plain for each in reader.links.relations())
    return frozenset({"pattern", "apart", "names", "new"} if related else {"pattern", "apart"})


def kinds() -> list[tuple[str, str]]:
    """The kinds that a table may be of, with what each is called."""
    return [(str(kind), _(KIND_LABEL[kind])) for kind in Kind]


__all__ = ["Seen", "Target", "guess", "kind_called", "kinds", "look", "settings_of", "targets"]
