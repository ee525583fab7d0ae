"""The one icon set: stroke drawings in ``resources/icons``, painted in the colours of the palette."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

from archive_app import paths
from archive_app.domain.model.kinds import Kind

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


@lru_cache(maxsize=1024)
def _drawn(name: str, colour: str, edge: int) -> QPixmap:
    return pixmap(name, QColor(colour), edge)


class _Drawing(QIconEngine):
    """A drawing in its two colours, painted in the size that is asked for, when it is: a window has some hundred icons
    and shows a dozen.
    """

    def __init__(self, name: str, normal: str, disabled: str) -> None:
        super().__init__()
        self._name, self._normal, self._disabled = name, normal, disabled

    def pixmap(self, size: QSize, mode: QIcon.Mode, _state: QIcon.State) -> QPixmap:
        colour = self._disabled if mode == QIcon.Mode.Disabled else self._normal
        return _drawn(self._name, colour, max(1, min(size.width(), size.height())))

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        edge = min(rect.width(), rect.height())
        ratio = painter.device().devicePixelRatioF() if painter.device() is not None else 1.0
        picture = self.pixmap(QSize(edge, edge) * ratio, mode, state)
        place = QRect(0, 0, edge, edge)
        place.moveCenter(rect.center())
        painter.drawPixmap(place, picture)

    def clone(self) -> QIconEngine:
        copy = _Drawing(self._name, self._normal, self._disabled)
        # Qt takes it over, and Python would let it go at once. Only drawing onto an icon asks for one, as nothing does.
        _copies.append(copy)
        return copy


_copies: list[QIconEngine] = []


@lru_cache(maxsize=512)
def _icon(name: str, normal: str, disabled: str) -> QIcon:
    return QIcon(_Drawing(name, normal, disabled))


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
