"""How the columns of somebody's table become what a record says: a mapping, kept as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from archive_app.errors import InvalidInput
from archive_app.i18n import _, listed

#: What a decision says of a name for which there is to be a new record.
NEW = "new"


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """What the cells under ``header`` become: ``to`` is a field, name, text, link or part of a detail (``caption[zh]``,
    ``given-by``, ``valuation.amount``, ``measurement.height``). Without a header it is ``text`` in every line that says
    something of the same row. Parts of a detail make one row together, those with another ``row`` another one.

    Of a cell ``take`` is the part that the first fitting template of ``pattern`` (``{name}, {office}``) has, ``drop``
    what is left out at its beginning, ``values`` what it says in other words, ``contains`` what it says by the words in
    it, the first that are there; ``before`` is put before it. ``apart`` is what stands between several values;
    ``names`` is ``surname-first`` where they are. ``decimal`` is the sign before a fraction, ``dates`` the order of a
    day (``dmy``, ``mdy``, ``ymd``, or the ``1900`` or ``1904`` from which a spreadsheet counts), both told by the whole
    column where nothing is said; ``century`` is the first of the hundred years that two digits mean. ``currency`` and
    ``unit`` are meant where a cell says none, ``order`` has the sides of ``12 x 8 x 3``. ``new`` is the kind of the
    record that is made for a name to which nothing is near, ``otherwise`` the text (``note[en]``) that takes what can't
    be read, and ``fill`` lets an empty cell say what the one above says, as merged cells do.
    """

    header: str
    to: str
    text: str = ""
    row: str = ""
    pattern: tuple[str, ...] = ()
    take: str = ""
    drop: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict, hash=False)
    contains: Mapping[str, str] = field(default_factory=dict, hash=False)
    before: str = ""
    apart: str = ""
    names: str = ""
    decimal: str = ""
    dates: str = ""
    century: int = 0
    currency: str = ""
    unit: str = ""
    order: tuple[str, ...] = ()
    new: str = ""
    otherwise: str = ""
    fill: bool = False


@dataclass(frozen=True, slots=True)
class TableMapping:
    """``columns`` say what those of the table are; a heading that is missing there is left out, and where there are
    none at all headings are what they say. ``key`` is the column by which a line finds its record, ``kind`` that of new
    records, ``encoding`` and ``delimiter`` those of a table of text, found out where they are empty, ``sheet`` that of
    a workbook, the first one where it is empty. ``skip`` lines stand above the heading. ``nothing`` are cells that say
    nothing, such as ``NA``. ``decisions`` say by name who is meant by it: a ref, or :data:`NEW`.
    """

    kind: str = ""
    key: str = "ref"
    encoding: str = ""
    delimiter: str = ""
    sheet: str = ""
    skip: int = 0
    nothing: tuple[str, ...] = ()
    columns: tuple[MappedColumn, ...] = ()
    decisions: Mapping[str, str] = field(default_factory=dict, hash=False)


def plainly(columns: Mapping[str, str]) -> tuple[MappedColumn, ...]:
    """Columns of which is said but what they are."""
    return tuple(MappedColumn(header.strip(), to.strip()) for header, to in columns.items())


_CHOICES = {
    "names": ("", "surname-first"),
    "decimal": ("", ".", ","),
    "dates": ("", "dmy", "mdy", "ymd", "1900", "1904"),
}
_SHAPES: dict[str, type] = {
    each.name: {"tuple[str, ...]": tuple, "int": int, "bool": bool, "Mapping[str, str]": dict}.get(str(each.type), str)
    for each in fields(MappedColumn)
}
_WORDS = ("kind", "key", "encoding", "delimiter", "sheet")


def read(text: str) -> TableMapping:
    """A mapping out of JSON; InvalidInput with a sentence where it is none. ``columns`` are a list of such as
    :class:`MappedColumn` says, or by their headings what they are, or the rest of that.
    """
    try:
        found: Any = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InvalidInput(_("This mapping is no JSON: {reason}.").format(reason=error)) from None
    if (
        not isinstance(found, dict)
        or not all(isinstance(found.get(word, ""), str) for word in _WORDS)
        or not _are_texts(found.get("nothing", []))
        or not _says_texts(found.get("decisions", {}))
        or type(found.get("skip", 0)) is not int
        or not isinstance(found.get("columns", {}), dict | list)
        or set(found) - {*_WORDS, "columns", "nothing", "decisions", "skip"}
    ):
        sentence = _("A mapping has texts for {words}, lists of texts for “nothing”, and “columns” by their headings.")
        raise InvalidInput(sentence.format(words=listed(_WORDS)))
    given: dict[str, Any] = {
        word: found[word].strip() if word != "delimiter" else found[word] for word in _WORDS if found.get(word)
    }
    return TableMapping(
        **given,
        skip=max(0, found.get("skip", 0)),
        nothing=tuple(found.get("nothing", [])),
        columns=tuple(_columns(found.get("columns", {}))),
        decisions={name.strip(): meant.strip() for name, meant in found.get("decisions", {}).items()},
    )


def _columns(written: Any) -> Iterable[MappedColumn]:
    if isinstance(written, list):
        for each in written:
            yield _column("", each)
        return
    for header, each in written.items():
        for one in each if isinstance(each, list) else [each]:
            yield _column(header.strip(), {"to": one} if isinstance(one, str) else one)


def _column(header: str, written: Any) -> MappedColumn:
    if not isinstance(written, dict) or not all(isinstance(name, str) for name in written):
        raise InvalidInput(_("A column of a mapping says “header” and “to”."))
    said = {"header": header} | {("otherwise" if name == "else" else name): value for name, value in written.items()}
    # One template is a list of one.
    for name in ("pattern", "drop", "order"):
        if isinstance(said.get(name), str):
            said[name] = [said[name]]
    for name, value in said.items():
        if name not in _SHAPES or not _fits(_SHAPES[name], value) or value not in _CHOICES.get(name, (value,)):
            sentence = _("In the mapping of “{header}”, “{name}” is nothing that can be said.")
            raise InvalidInput(sentence.format(header=str(said["header"])[:60], name=name[:60]))
    if not str(said.get("to", "")).strip() or not (str(said["header"]).strip() or said.get("text")):
        raise InvalidInput(_("A column of a mapping says “header” and “to”."))
    given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    return MappedColumn(**given | {"header": given["header"].strip(), "to": given["to"].strip()})


def write(mapping: TableMapping) -> str:
    """A mapping as JSON, without what says nothing."""
    whole = _said(mapping, skipping=("columns",)) | {
        "columns": [
            {("else" if name == "otherwise" else name): value for name, value in _said(each).items()}
            for each in mapping.columns
        ]
    }
    return json.dumps(whole, ensure_ascii=False, indent=2)


def _said(of: Any, skipping: Iterable[str] = ()) -> dict[str, Any]:
    values = {each.name: getattr(of, each.name) for each in fields(of) if each.name not in skipping}
    return {
        name: list(value) if isinstance(value, tuple) else dict(value) if isinstance(value, Mapping) else value
        for name, value in values.items()
        if value
    }


def _fits(shape: type, value: Any) -> bool:
    if shape is tuple:
        return _are_texts(value)
    return _says_texts(value) if shape is dict else type(value) is shape


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)


def _says_texts(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(each, str) for each in value.values())
