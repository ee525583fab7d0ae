"""The one icon set: stroke drawings in ``resources/icons``, painted in the colours of the palette."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from archive_app import paths
from archive_app.domain.model.kinds import Kind

_SIZES = (16, 20, 24, 48)
_RATIOS = (1, 2)

#: The drawing of each kind of record.
KIND_ICON = {kind: kind.value for kind in Kind}


@lru_cache(maxsize=256)
def _source(name: str) -> str:
    return paths.resources("icons", f"{name}.svg").read_text(encoding="utf-8")


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The drawing ``name`` in ``colour``, ``size`` logical pixels wide, for a screen of ``ratio``."""
    picture = QPixmap(QSize(size, size) * ratio)
    picture.fill(Qt.GlobalColor.transparent)
    renderer = QSvgRenderer(QByteArray(_source(name).replace("currentColor", colour.name()).encode()))
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size * ratio, size * ratio))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


@lru_cache(maxsize=512)
def _icon(name: str, normal: str, disabled: str) -> QIcon:
    icon = QIcon()
    for size in _SIZES:
        for ratio in _RATIOS:
            icon.addPixmap(pixmap(name, QColor(normal), size, ratio), QIcon.Mode.Normal)
            icon.addPixmap(pixmap(name, QColor(disabled), size, ratio), QIcon.Mode.Disabled)
    return icon


def icon(name: str, role: QPalette.ColorRole = QPalette.ColorRole.WindowText) -> QIcon:
    """The icon ``name`` in the colour that the palette of the program gives to ``role``."""
    palette = QGuiApplication.palette()
    disabled = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.WindowText)
    return _icon(name, palette.color(role).name(), disabled.name())


def icon_in(name: str, colour: QColor) -> QIcon:
    """The icon ``name`` in one colour, on whatever it stands."""
    return _icon(name, colour.name(), colour.name())


def kind_icon(kind: Kind, role: QPalette.ColorRole = QPalette.ColorRole.PlaceholderText) -> QIcon:
    """The icon of a kind of record."""
    return icon(KIND_ICON[kind], role)
