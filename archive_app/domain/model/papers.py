"""Papers of an office as values: everything that stands on their pages, before anybody thinks about pages."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RegisterPaper:
    """A table over as many pages as it takes. ``widths`` are the shares of its columns; ``sums`` are told below it."""

    title: str
    subtitle: str
    language: str
    date: dt.date
    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    sums: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """One page: ``facts`` are (label, value), ``things`` lines of what is handed over; below them ``statement`` and a
    line to sign on for each of ``signatures``.
    """

    ref: str
    facts: tuple[tuple[str, str], ...]
    things: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """Receipts, each on a page of its own, in two copies by whoever prints it twice."""

    title: str
    language: str
    date: dt.date
    things: str
    statement: str
    signatures: tuple[str, ...]
    place_and_date: str
    receipts: tuple[Receipt, ...]


@dataclass(frozen=True, slots=True)
class ObjectLabel:
    """One label: ``lines`` under its ``ref``, and ``code``, the drawing (SVG) of the QR code that says the ref."""

    ref: str
    lines: tuple[str, ...]
    code: str
    alt: str


@dataclass(frozen=True, slots=True)
class LabelPaper:
    """Sheets of 21 labels of 70 × 42.3 mm, the usual sheet for A4; the first ``skipped`` places stay empty, where some
    labels of a sheet were used before.
    """

    title: str
    language: str
    date: dt.date
    pieces: tuple[ObjectLabel, ...]
    skipped: int = 0


Paper = RegisterPaper | ReceiptPaper | LabelPaper
