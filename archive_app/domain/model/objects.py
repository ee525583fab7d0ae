"""What is said of a thing in the round: its measures, its state, its worth. How their rows are checked and worded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archive_app.domain.dates.dates import words
from archive_app.domain.model.amounts import amount_said, units_of
from archive_app.errors import InvalidInput
from archive_app.i18n import N_, _, language, listed, noted

#: How well a thing is kept, from the best to the worst.
CONDITIONS = (N_("excellent"), N_("good"), N_("fair"), N_("poor"), N_("damaged"), N_("perished"))
ORIGINALITY = (N_("original"), N_("reproduction"))
_BETWEEN = " · "


def measured(values: Mapping[str, Any]) -> dict[str, Any]:
    """A measurement whose unit fits what is measured; InvalidInput where it does not."""
    unit, dimension = values.get("unit"), str(values.get("dimension"))
    units = units_of(dimension)
    if unit and unit not in units:
        sentence = _("“{unit}” measures no {what}. Write one of: {units}.")
        raise InvalidInput(sentence.format(unit=_(str(unit)), what=_(dimension), units=listed(map(_, units))))
    return dict(values)


def measure_said(values: Mapping[str, Any]) -> str:
    """“height 30.5 cm (frame) · Li Lei · 2024”."""
    unit, value = values.get("unit") or "", amount_said(str(values.get("value") or ""))
    said = f"{_(str(values.get('dimension') or ''))} {value} {_(unit) if unit else ''}".strip()
    part = str(values.get("part") or "")
    return _joined(noted(said, part) if part else said, values.get("measured_by"), _day(values.get("date")))


def value_said(values: Mapping[str, Any]) -> str:
    """“1 200 USD · appraisal · Li Lei · 2024”."""
    return _joined(_money(values), values.get("basis"), values.get("valued_by"), _day(values.get("date")))


def insurance_said(values: Mapping[str, Any]) -> str:
    """“PICC · 4711 · 1 200 USD · 2024 – 2025”."""
    since, until = _day(values.get("since")), _day(values.get("until"))
    span = f"{since} – {until}".strip() if since or until else ""
    return _joined(values.get("insurer"), values.get("policy"), _money(values), span)


def _money(values: Mapping[str, Any]) -> str:
    return f"{amount_said(str(values.get('amount') or ''))} {values.get('currency') or ''}".strip()


def _day(edtf: Any) -> str:
    return words(str(edtf), language()) if edtf else ""


def _joined(*parts: Any) -> str:
    return _BETWEEN.join(str(part) for part in parts if part)
