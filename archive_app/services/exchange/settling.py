"""Writing what the lines of a table say, in one transaction: new records by bulk, of others what is different."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from archive_app.domain.model.details import BY_NAME as DETAIL
from archive_app.domain.model.fields import BY_NAME
from archive_app.domain.model.kinds import NameKind
from archive_app.domain.model.records import Record, StageValue
from archive_app.domain.text.languages import guess_language
from archive_app.errors import InvalidInput
from archive_app.i18n import _
from archive_app.services.exchange.binding import Coming, Linked
from archive_app.services.exchange.lines import Line
from archive_app.services.records.assigning import assign, name_columns
from archive_app.services.records.values import Assignment
from archive_app.store.face.transaction import Transaction

#: New records that are made at once.
_BATCH = 500


@dataclass(slots=True)
class Settled:
    """How many records were added, changed, and said all of it already."""

    added: int = 0
    changed: int = 0
    same: int = 0


def settle(
    transaction: Transaction,
    lines: Sequence[Line],
    new: Sequence[Coming],
    tell: Callable[[str], None],
    *,
    foreseen: bool,
) -> Settled:
    """Write what ``lines`` say, and make those who are ``new``. New records that are given their refs here can't fail:
    where it is only to be foreseen, they are counted. ``tell`` hears the ref of each, and raises to stop.
    """
    done = Settled()
    if not foreseen:
        _make(transaction, new)
    plain = [line for line in lines if line.record is None and not line.ref]
    for line in lines:
        if line.record is not None or not line.ref:
            continue
        tell(line.ref)
        try:
            made = transaction.records.add(line.kind, _fields(line), ref=line.ref)
        except InvalidInput as error:
            sentence = _("Line {line}: {reason}")
            raise InvalidInput(sentence.format(line=line.number, reason=error.message)) from error
        _come(line, made.id)
        _describe(transaction, [made.id], [line])
        done.added += 1
    done.added += len(plain)
    for kind in dict.fromkeys(line.kind for line in plain) if not foreseen else ():
        same = [line for line in plain if line.kind is kind]
        for start in range(0, len(same), _BATCH):
            batch = same[start : start + _BATCH]
            rows = transaction.records.add_many(kind, [_fields(line) for line in batch])
            for line, row in zip(batch, rows, strict=True):
                tell(row.ref)
                _come(line, row.id)
            _describe(transaction, [row.id for row in rows], batch)
    for line in lines:
        if line.record is not None:
            tell(line.record.ref)
            _change(transaction, line.record, line, done)
    # Last: a line may name what a later one becomes.
    _link(transaction, [(line.coming.id, line.links) for line in lines if line.coming is not None and line.coming.id])
    return done


def _come(line: Line, record: int) -> None:
    if line.coming is not None:
        line.coming.id = record


def _make(transaction: Transaction, new: Sequence[Coming]) -> None:
    """Make records of which is known but what they are called."""
    for kind in dict.fromkeys(each.kind for each in new):
        same = [each for each in new if each.kind is kind]
        rows = transaction.records.add_many(kind, [{} for _each in same])
        names = []
        for each, row in zip(same, rows, strict=True):
            each.id = row.id
            names.append(
                {
                    **name_columns(each.name, "", NameKind.OFFICIAL),
                    "record_id": row.id, "position": 0, "is_original": True,
                }
            )  # fmt: skip
        transaction.parts.add_many("name", names)


def _change(transaction: Transaction, record: Record, line: Line, done: Settled) -> None:
    wanted = [item for item in line.items if not _says(record, item)]
    # One name without a language takes the place of the one in its own; of several, those that lack are added.
    bare = [item for item in line.items if item.target == "name" and not item.lang]
    for item in wanted:
        if (item in bare and len(bare) > 1) or (item.target == "name" and _name_kind(item) is not NameKind.OFFICIAL):
            transaction.parts.add_name(record.id, name_columns(item.value, item.lang, _name_kind(item)))
        elif item in bare:
            assign(transaction, [record.id], replace(item, lang=guess_language(item.value)))
        else:
            assign(transaction, [record.id], item)
    for name, rows in line.rows.items():
        for row, values in rows.changed:
            known = {**transaction.details.row(DETAIL[name], row), **values}
            DETAIL[name].checked({each: known.get(each) for each in DETAIL[name].names})
            transaction.parts.change(name, row, values)
        for values in rows.added:
            transaction.details.add(DETAIL[name], [record.id], values)
    new = [link for link in line.links if not _linked(record, link)]
    _link(transaction, [(record.id, new)])
    stages = [stage for stage in line.stages if not any(_says_stage(each, stage) for each in record.stages)]
    for stage in stages:
        alike = [each.id for each in record.stages if each.kind == stage["kind"]]
        values = {name: value for name, value in stage.items() if value}
        if len(alike) == 1:
            transaction.parts.change("stage", alike[0], values)
        else:
            transaction.parts.add_stage(record.id, values)
    different = bool(wanted or new or stages or line.rows)
    done.changed += different
    done.same += not different


def _name_kind(item: Assignment) -> NameKind:
    return NameKind(item.key) if item.key in set(NameKind) else NameKind.OFFICIAL


def _linked(record: Record, link: Linked) -> bool:
    """Whether it is linked so; a link that says less says nothing else."""
    for each in record.links:
        if each.forward and (each.relation, each.other.id) == (link.relation, link.other):
            date = each.date.edtf if each.date is not None else ""
            there = {"date": date, "certainty": each.certainty, "note": each.note}
            if link.role in ("", each.role) and all(value in ("", there[name]) for name, value in link.said.items()):
                return True
    return False


def _says_stage(stage: StageValue, said: Mapping[str, str]) -> bool:
    date = stage.date.edtf if stage.date is not None else ""
    there = {"kind": stage.kind, "date": date, "source": stage.source, "confidence": stage.confidence}
    return all(value in ("", there[name]) for name, value in said.items())


def _fields(line: Line) -> dict[str, object]:
    return {item.key: item.value for item in line.items if item.target == "field"}


def _describe(transaction: Transaction, records: Sequence[int], lines: Sequence[Line]) -> None:
    """Give new records the names, texts and details that their lines say, the first of each as the original."""
    names: list[dict[str, object]] = []
    texts: list[dict[str, object]] = []
    for record, line in zip(records, lines, strict=True):
        said = [item for item in line.items if item.target == "name"]
        names += [
            {
                **name_columns(item.value, item.lang, _name_kind(item)),
                "record_id": record, "position": place, "is_original": place == 0,
            }
            for place, item in enumerate(said)
        ]  # fmt: skip
        words = {(item.key, item.lang): item.value for item in line.items if item.target == "text"}
        roles = [role for role, _lang in words]
        texts += [
            {"record_id": record, "role": role, "lang": lang, "text": text, "is_original": roles.index(role) == place}
            for place, ((role, lang), text) in enumerate(words.items())
        ]
    transaction.parts.add_many("name", names)
    transaction.parts.add_many("text", texts)
    for name in dict.fromkeys(name for line in lines for name in line.rows):
        rows = [
            (record, values)
            for record, line in zip(records, lines, strict=True)
            if name in line.rows
            for values in line.rows[name].added
        ]
        transaction.details.add_many(DETAIL[name], rows, fresh=True)
    for record, line in zip(records, lines, strict=True):
        for stage in line.stages:
            transaction.parts.add_stage(record, {name: value for name, value in stage.items() if value})
        for item in line.items:
            if item.target not in ("field", "name", "text"):
                assign(transaction, [record], item)


def _link(transaction: Transaction, wanted: Iterable[tuple[int, Sequence[Linked]]]) -> None:
    """Link each of these records to those that it is to be linked to: by relation and role, and one by one those of
    which more is said.
    """
    pairs: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for record, links in wanted:
        for link in links:
            there = link.other.id if isinstance(link.other, Coming) else link.other
            # Who is new is not made where it is only to be foreseen.
            if not there:
                continue
            if any(link.said.values()):
                said = {name: value for name, value in link.said.items() if value}
                transaction.links.add([record], link.relation, [there], {"role": link.role, **said})
            else:
                pairs.setdefault((link.relation, link.role), []).append((record, there))
    for (relation, role), every in pairs.items():
        transaction.links.add_many(every, relation, role)


def _says(record: Record, item: Assignment) -> bool:
    """Whether the record says so already."""
    if item.target == "field":
        there = record.status if item.key == "status" else record.fields.get(item.key)
        return bool(BY_NAME[item.key].given(there) == item.value)
    if item.target == "name":
        return any(each.text == item.value and item.lang in ("", each.lang) for each in record.names)
    if item.target == "text":
        return any(
            each.text == item.value and each.role == item.key and item.lang in ("", each.lang) for each in record.texts
        )
    return any(each.kind == item.key and each.date and each.date.edtf == item.value for each in record.stages)
