"""Papers of an office (registers, receipts, labels) set by the same engine, fonts and cleaning as the catalogue."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pikepdf
import typst

from archive_app import paths
from archive_app.domain.model.catalogue import Wording
from archive_app.domain.model.papers import LabelPaper, Paper, ReceiptPaper, RegisterPaper
from archive_app.media.printing import fonts
from archive_app.media.printing.glyphs import make_copyable
from archive_app.media.printing.text import PrintText, font_table
from archive_app.scratch import Scratch

_TEMPLATES: dict[type[Paper], str] = {
    RegisterPaper: "register.typ", ReceiptPaper: "receipt.typ", LabelPaper: "object_labels.typ",
}  # fmt: skip
#: What is no text for people: drawings and tags.
_SIGNS = frozenset({"code", "language"})


def render_paper(paper: Paper, out: Path) -> int:
    """Write ``paper`` to ``out`` as PDF/A-2a and PDF/UA-1; returns the number of pages. The same paper gives the same
    bytes. OSError where it can't be written.
    """
    text = PrintText()
    own_words = {"words": {}, "lang": paper.language, "font": "", "rtl": False}
    data = {**_built(paper, text), "fonts": font_table(), "labels": [own_words]}
    data["rtl"] = text.right_to_left
    with Scratch(out.parent, "paper") as work:
        made = compile_template(_TEMPLATES[type(paper)], data, work, paper.date)
        with pikepdf.open(io.BytesIO(made)) as document:
            make_copyable(document)
            pages = len(document.pages)
            mode = pikepdf.ObjectStreamMode.generate
            document.save(work / "whole.pdf", deterministic_id=True, object_stream_mode=mode, linearize=False)
        (work / "whole.pdf").replace(out)
    return pages


def compile_template(template: str, data: dict[str, Any], folder: Path, date: dt.date) -> bytes:
    """The PDF of a template of ``resources/pdf`` with ``data``. typst reads nothing but what lies in ``folder``."""
    for each in paths.resources("pdf").glob("*.typ"):
        shutil.copyfile(each, folder / each.name)
    made = typst.compile(
        str(folder / template),
        root=str(folder),
        font_paths=[str(path) for path in fonts.font_paths()],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["a-2a", "ua-1"],
        timestamp=dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC),
        package_path=str(folder),
        package_cache_path=str(folder),
    )
    return made if isinstance(made, bytes) else bytes(made)


def _built(value: Any, text: PrintText) -> Any:
    """A value as JSON has it, each text of it as the templates read one: plain letters as they are, others with
    language, fonts and direction.
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {
            field.name: each if field.name in _SIGNS else _built(each, text)
            for field in fields(value)
            for each in (getattr(value, field.name),)
        }
    if isinstance(value, tuple):
        return [_built(each, text) for each in value]
    if isinstance(value, dt.date):
        return {"y": value.year, "m": value.month, "d": value.day}
    if isinstance(value, str):
        return value if value.isascii() and value.isprintable() else text.wording(Wording(value), clean=text.lines)
    return value
