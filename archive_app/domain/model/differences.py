"""What differs between two texts, and between two states of a record."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from archive_app.domain.dates.dates import words as date_words
from archive_app.domain.dates.value import DateValue
from archive_app.domain.model.details import BY_NAME as DETAILS
from archive_app.domain.model.fields import fields_of
from archive_app.domain.model.kinds import FILE_ROLE_LABEL, NAME_KIND_LABEL, STAGE_LABEL, TEXT_LABEL, FileRole, NameKind
from archive_app.domain.model.records import Record
from archive_app.domain.text.languages import language_said
from archive_app.i18n import N_, _, language, listed, noted

#: Places in a text: (start, end) in characters.
Spans = tuple[tuple[int, int], ...]

#: Words; where words are not set apart, each sign is one.
_TOKENS = re.compile(
    r"[\u0e00-\u0eff\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]|[^\W_]+|\s+|.", re.DOTALL
)
#: Comparing is quadratic at its worst: longer texts are only told apart at their beginnings and ends.
_MOST_TOKENS = 3_000


def changed(old: str, new: str) -> tuple[Spans, Spans]:
    """The places of the words that only ``old`` has, and of those that only ``new`` has."""
    first, second = _TOKENS.findall(old), _TOKENS.findall(new)
    head = _shared(first, second)
    tail = _shared(first[head:][::-1], second[head:][::-1])
    middle, other = first[head : len(first) - tail], second[head : len(second) - tail]
    if max(len(middle), len(other)) > _MOST_TOKENS:
        blocks = [("replace", 0, len(middle), 0, len(other))]
    else:
        blocks = list(SequenceMatcher(None, middle, other, autojunk=False).get_opcodes())
    moved = [(tag, a + head, b + head, c + head, d + head) for tag, a, b, c, d in blocks if tag != "equal"]
    one = _places(first, [(a, b) for _tag, a, b, _c, _d in moved])
    two = _places(second, [(c, d) for _tag, _a, _b, c, d in moved])
    return one, two


def _shared(one: list[str], two: list[str]) -> int:
    count = 0
    for mine, others in zip(one, two, strict=False):
        if mine != others:
            break
        count += 1
    return count


def _places(tokens: list[str], ranges: list[tuple[int, int]]) -> Spans:
    starts = [0]
    for token in tokens:
        starts.append(starts[-1] + len(token))
    return tuple((starts[first], starts[last]) for first, last in ranges if last > first)


@dataclass(frozen=True, slots=True)
class ComparedLine:
    """One thing that a record says, then and now; what it did not say is empty."""

    label: str
    then: str
    now: str


_LABELS = {"name": N_("Name"), "stage": N_("Stage"), "file": N_("File")}


def compare(then: Record, now: Record | None) -> list[ComparedLine]:
    """Everything that either state says, line by line; ``now`` is ``None`` where the record is there no more."""
    was, is_ = dict(_say(then)), dict(_say(now)) if now else {}
    # In the order of the record, and what is there no more beside what it stood by.
    keys = list(dict.fromkeys([*was, *is_]))
    order = {section: number for number, section in enumerate(dict.fromkeys(key[0] for key in keys))}
    lines = []
    for key in sorted(keys, key=lambda key: order[key[0]]):
        label = (is_.get(key) or was[key])[0]
        lines.append(ComparedLine(label, was.get(key, ("", ""))[1], is_.get(key, ("", ""))[1]))
    return lines


def _say(record: Record) -> Iterator[tuple[tuple[str, Hashable], tuple[str, str]]]:
    called = _LABELS["name"]
    for name in record.names:
        kind = [] if name.kind is NameKind.OFFICIAL else [_(NAME_KIND_LABEL[name.kind])]
        yield ("name", name.id), (noted(_(called), listed([language_said(name.lang), *kind])), name.text)
    for stage in record.stages:
        said = _joined(_(STAGE_LABEL[stage.kind]), _date(stage.date), stage.source, stage.confidence)
        yield ("stage", stage.id), (_(_LABELS["stage"]), said)
    for text in record.texts:
        yield ("text", (text.role, text.lang)), (noted(_(TEXT_LABEL[text.role]), language_said(text.lang)), text.text)
    yield from _fields(record)
    for detail in record.details:
        declared = DETAILS[detail.type]
        yield (detail.type, detail.id), (_(declared.label), declared.said(detail.values))
    for link in record.links:
        title = noted(link.other.title, link.role) if link.role else link.other.title
        yield ("link", link.id), (link.label, _joined(title, _date(link.date), link.certainty, link.note))
    for identifier in record.identifiers:
        yield ("identifier", identifier.id), (identifier.scheme, identifier.value)
    for file in record.files:
        role = _(FILE_ROLE_LABEL[file.role]) if file.role is not FileRole.MASTER else ""
        turned, chosen = f"{file.turn}°" if file.turn else "", _("is shown and printed") if file.chosen else ""
        yield ("file", file.id), (_(_LABELS["file"]), _joined(file.original_name, role, turned, chosen))


def _fields(record: Record) -> Iterator[tuple[tuple[str, Hashable], tuple[str, str]]]:
    for field in fields_of(record.kind):
        value = record.fields.get(field.name)
        if value is None or value == "":
            continue
        yield ("field", field.name), (_(field.label), field.said(value))


def _date(value: DateValue | None) -> str:
    return date_words(value, language()) if value else ""


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)
