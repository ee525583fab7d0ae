"""Whether Qt can start here, asked before Qt is: it ends the process where a display or a library is missing."""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Callable, Iterable, Mapping

from archive_app.errors import MissingComponent
from archive_app.i18n import _

#: The system libraries that the wheels of Qt leave to the system, each with the Debian package that has it.
#: Read with ``readelf -d`` from QtCore, QtGui, QtWidgets, QtDBus of PySide6 6.11.
CORE_LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}

#: What the X11 plugin needs beside them (``libqxcb.so`` and ``libQt6XcbQpa.so``).
X11_LIBRARIES = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}

#: What the Wayland plugin needs beside the core.
WAYLAND_LIBRARIES = {"libwayland-client.so.0": "libwayland-client0", "libwayland-cursor.so.0": "libwayland-cursor0"}


def loadable(library: str) -> bool:
    """Whether the system's loader finds ``library``."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def missing_packages(libraries: Mapping[str, str], probe: Callable[[str], bool] = loadable) -> list[str]:
    """The packages that hold those of ``libraries`` that cannot be loaded, sorted."""
    return sorted({package for library, package in libraries.items() if not probe(library)})


def missing_component(packages: Iterable[str]) -> MissingComponent:
    """The error that names the one line that installs ``packages``."""
    line = "sudo apt install " + " ".join(packages)
    return MissingComponent(
        _("The window needs system libraries that are not installed. Run: {line}").format(line=line)
    )


def display_opens() -> bool:
    """Whether the X server named by ``DISPLAY`` answers."""
    xlib = ctypes.CDLL("libX11.so.6")
    xlib.XOpenDisplay.restype = ctypes.c_void_p
    xlib.XCloseDisplay.argtypes = [ctypes.c_void_p]
    display = xlib.XOpenDisplay(None)
    if display:
        xlib.XCloseDisplay(display)
    return bool(display)


def check(
    environment: Mapping[str, str] = os.environ,
    probe: Callable[[str], bool] = loadable,
    opens: Callable[[], bool] = display_opens,
) -> None:
    """Raise :class:`MissingComponent` with one plain sentence where the window could not start."""
    if not sys.platform.startswith("linux"):
        return
    lacking = missing_packages(CORE_LIBRARIES, probe)
    chosen = environment.get("QT_QPA_PLATFORM", "").split(":")[0]
    if chosen not in ("", "xcb", "wayland"):
        if lacking:
            raise missing_component(lacking)
        return
    wayland = bool(environment.get("WAYLAND_DISPLAY")) and chosen != "xcb"
    if not lacking and wayland and not missing_packages(WAYLAND_LIBRARIES, probe):
        return
    lacking += missing_packages(X11_LIBRARIES, probe)
    if lacking:
        raise missing_component(sorted(lacking))
    if not environment.get("DISPLAY") or not opens():
        raise MissingComponent(
            _("There is no display to open the window on. Start the program from a desktop session.")
        )


def import_qt() -> None:
    """Import what every part of the window needs, or say in one sentence why it cannot be."""
    try:
        import PySide6.QtSvg
        import PySide6.QtWidgets  # noqa: F401
    except ImportError as error:
        lacking = missing_packages(CORE_LIBRARIES) if sys.platform.startswith("linux") else []
        if lacking:
            raise missing_component(lacking) from error
        raise MissingComponent(_("Qt cannot be loaded: {reason}").format(reason=error)) from error
