"""How the window looks: two palettes, one accent colour, one spacing scale, one type family."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from string import Template

from PySide6.QtCore import QDir, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPalette, QPen
from PySide6.QtWidgets import QApplication

from archive_app import paths
from archive_app.domain.model.kinds import Status
from archive_app.domain.text import showing
from archive_app.media.printing.fonts import ui_font_files

#: The spacing scale in pixels. Every margin and gap of the window is one of these.
HAIR, TIGHT, SMALL, MEDIUM, LARGE, WIDE = 2, 4, 8, 12, 20, 32
#: Width of a page that stands alone in the middle.
CARD = 520

POINT_SIZE = 10
#: Between dark and light.
_MIDDLE = 128
#: The weight of Latin letters in headings, before Qt thickens them.
_HEAVY = 500

#: Letters of a tip, and of a line of it.
_LONGEST_TIP, _TIP_LINE = 1_200, 130

SYSTEM, LIGHT, DARK = "system", "light", "dark"


@dataclass(frozen=True, slots=True)
class Shades:
    """The colours of one theme, as ``#rrggbb``."""

    window: str
    base: str
    alternate: str
    raised: str
    line: str
    text: str
    muted: str
    disabled: str
    accent: str
    on_accent: str
    tint: str
    hover: str
    good: str
    warning: str
    calm: str
    #: Errors and what destroys, nothing else: the one red of the window.
    danger: str
    #: What a change took away, and what it brought. Their signs say it too.
    removed: str
    added: str


LIGHT_SHADES = Shades(
    window="#f3f1ed",
    base="#ffffff",
    alternate="#faf8f5",
    raised="#e9e6e0",
    line="#d9d4cc",
    text="#25231f",
    muted="#6b665e",
    disabled="#a8a298",
    accent="#2a5a9c",
    on_accent="#ffffff",
    tint="#dce6f3",
    hover="#ece9e3",
    good="#3f7a4b",
    warning="#9a6200",
    calm="#6a4c93",
    danger="#b3261e",
    removed="#a65200",
    added="#00707a",
)

DARK_SHADES = Shades(
    window="#1f1d1b",
    base="#171614",
    alternate="#1b1917",
    raised="#2b2926",
    line="#383431",
    text="#e8e3db",
    muted="#a19a90",
    disabled="#6a645d",
    accent="#86b3ec",
    on_accent="#0b121a",
    tint="#22344c",
    hover="#292623",
    good="#7fbf8c",
    warning="#e0ad55",
    calm="#bba4e3",
    danger="#f28b7d",
    removed="#e8a25c",
    added="#5cc4cf",
)


def is_dark(choice: str) -> bool:
    """Whether ``choice`` (system, light or dark) means dark on this desktop now."""
    if choice in (LIGHT, DARK):
        return choice == DARK
    return QApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark


def shades(choice: str) -> Shades:
    """The colours that ``choice`` means now."""
    return DARK_SHADES if is_dark(choice) else LIGHT_SHADES


def palette_of(colours: Shades) -> QPalette:
    """The Qt palette of ``colours``. PlaceholderText is the muted text, Mid the lines,
    Dark what is there but not to be read, BrightText what is wrong. Accent is what is chosen, asked for or has the
    focus, and nothing else."""
    palette = QPalette()
    role = QPalette.ColorRole
    for target, colour in {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.base,
        role.AlternateBase: colours.alternate,
        role.Text: colours.text,
        role.Button: colours.window,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.ToolTipBase: colours.raised,
        role.ToolTipText: colours.text,
        role.PlaceholderText: colours.muted,
        role.Highlight: colours.accent,
        role.HighlightedText: colours.on_accent,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.Light: colours.raised,
        role.Midlight: colours.hover,
        role.Mid: colours.line,
        role.Dark: colours.disabled,
        role.Shadow: colours.line,
    }.items():
        palette.setColor(target, QColor(colour))
    for target in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        palette.setColor(QPalette.ColorGroup.Disabled, target, QColor(colours.disabled))
    palette.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(colours.raised))
    return palette


def style_sheet(colours: Shades) -> str:
    """The style sheet with the colours of one theme filled in."""
    source = paths.resources("styles", "window.qss").read_text(encoding="utf-8")
    names = {name: getattr(colours, name) for name in Shades.__slots__}
    # Pictures that a style sheet names have the colour that is in them.
    names["tone"] = DARK if colours is DARK_SHADES else LIGHT
    return Template(source).substitute(names)


def load_fonts() -> str:
    """Give Qt the program's own fonts and return the family to write in; the system's where none loads."""
    families: list[str] = []
    for file in ui_font_files():
        number = QFontDatabase.addApplicationFont(str(file))
        if number >= 0:
            families += QFontDatabase.applicationFontFamilies(number)
    latin = next((family for family in families if family == "Noto Sans"), "")
    if latin and len(families) > 1:
        QFont.insertSubstitutions(latin, [family for family in families if family != latin])
    return latin


def weighty(font: QFont) -> QFont:
    """``font`` as headings have it. The Latin face has an axis of weight, which style sheets do not reach; the Chinese
    one has a single weight, which Qt thickens where bold is asked for, as it does the Latin one by a little more.
    """
    font = QFont(font)
    font.setVariableAxis(QFont.Tag("wght"), _HEAVY)
    font.setWeight(QFont.Weight.Bold)
    return font


def apply(application: QApplication, choice: str) -> Shades:
    """Dress ``application`` in the theme of ``choice``; return its colours."""
    colours = shades(choice)
    sheet = style_sheet(colours)
    if application.styleSheet() == sheet:
        return colours  # dressing it again would lay out every widget anew, to no other end
    application.setStyle("Fusion")
    # By a name of its own: a path in a style sheet would have to be free of quotes and backslashes.
    QDir.setSearchPaths("styles", [str(paths.resources("styles"))])
    application.setPalette(palette_of(colours))
    application.setStyleSheet(sheet)
    return colours


def mix(one: QColor, other: QColor, share: float) -> QColor:
    """``one`` with ``share`` (0…1) of ``other`` in it."""
    return QColor.fromRgbF(
        one.redF() * (1 - share) + other.redF() * share,
        one.greenF() * (1 - share) + other.greenF() * share,
        one.blueF() * (1 - share) + other.blueF() * share,
    )


def tint(palette: QPalette, share: float = 0.16) -> QColor:
    """The background of what is selected."""
    return ground(palette, palette.color(QPalette.ColorRole.Accent), share)


def _shades_of(palette: QPalette) -> Shades:
    return DARK_SHADES if palette.color(QPalette.ColorRole.Base).lightness() < _MIDDLE else LIGHT_SHADES


def difference(palette: QPalette, *, added: bool) -> QColor:
    """The colour of what a change brought, or took away: two that nobody takes for one another, nor for a fault."""
    colours = _shades_of(palette)
    return QColor(colours.added if added else colours.removed)


def ground(palette: QPalette, colour: QColor, share: float = 0.24) -> QColor:
    """``colour`` so thin that text can be read on it."""
    return mix(palette.color(QPalette.ColorRole.Base), colour, share)


def draw_target(painter: QPainter, palette: QPalette, box: QRect) -> None:
    """The mark of what something would be dropped on: this is chosen, until the mouse is let go."""
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Accent), 2))
    painter.setBrush(tint(palette, 0.28))
    painter.drawRoundedRect(box.adjusted(0, 0, -1, -1), 4, 4)


def status_colour(palette: QPalette, status: Status) -> QColor:
    """The colour of a status. None is the accent, which says what is chosen."""
    colours = _shades_of(palette)
    of_status = {
        Status.DRAFT: colours.warning,
        Status.REVIEWED: colours.calm,
        Status.PUBLIC: colours.good,
        Status.RETIRED: colours.disabled,
    }
    return QColor(of_status[status])


def plain_tip(text: str) -> str:
    """``text`` for a tooltip: Qt guesses at markup there and has no switch, so what looks like it is escaped.

    Long lines are broken, and nothing in it hides.
    """
    text = showing.lines(text, _LONGEST_TIP)
    if any(len(line) > _TIP_LINE for line in text.split("\n")):
        broken = (textwrap.fill(line, _TIP_LINE) if len(line) > _TIP_LINE else line for line in text.split("\n"))
        text = "\n".join(broken)
    if "<" not in text:
        return text
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", "<br>")
    return f"<qt>{escaped}</qt>"
