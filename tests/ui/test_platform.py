"""What the program says where Qt cannot start, before Qt ends the process."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import PySide6
import pytest

from archive_app.errors import MissingComponent
from archive_app.ui import platform_check
from archive_app.ui.platform_check import CORE_LIBRARIES, X11_LIBRARIES, check, missing_packages

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the probe is for Linux")


def without(*lacking: str) -> Callable[[str], bool]:
    return lambda library: library not in lacking


def test_all_there_passes() -> None:
    check({"DISPLAY": ":0"}, without(), lambda: True)
    check({"QT_QPA_PLATFORM": "offscreen"}, without(), lambda: False)
    check({"WAYLAND_DISPLAY": "wayland-0"}, without(), lambda: False)


def test_the_line_names_only_what_is_missing() -> None:
    with pytest.raises(MissingComponent) as caught:
        check({"DISPLAY": ":0"}, without("libEGL.so.1", "libxcb-cursor.so.0"), lambda: True)
    assert caught.value.message.endswith("Run: sudo apt install libegl1 libxcb-cursor0")


def test_offscreen_needs_no_x11_libraries() -> None:
    check({"QT_QPA_PLATFORM": "offscreen"}, without(*X11_LIBRARIES), lambda: False)
    with pytest.raises(MissingComponent, match="libgl1"):
        check({"QT_QPA_PLATFORM": "offscreen"}, without("libGL.so.1"), lambda: False)


@pytest.mark.parametrize("environment", [{}, {"DISPLAY": ":77"}])
def test_no_display_is_one_sentence(environment: dict[str, str]) -> None:
    with pytest.raises(MissingComponent, match="no display") as caught:
        check(environment, without(), lambda: False)
    assert "\n" not in caught.value.message


def test_wayland_without_its_libraries_falls_back_to_x11() -> None:
    lacking = without("libwayland-cursor.so.0")
    check({"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, lacking, lambda: True)
    with pytest.raises(MissingComponent, match="no display"):
        check({"WAYLAND_DISPLAY": "wayland-0"}, lacking, lambda: False)


def test_a_display_that_does_not_answer_is_found_out() -> None:
    code = "from archive_app.ui.platform_check import display_opens; raise SystemExit(0 if display_opens() else 3)"
    ran = subprocess.run(
        [sys.executable, "-c", code], env={**os.environ, "DISPLAY": ":987"}, cwd=Path(__file__).parents[2], check=False
    )
    assert ran.returncode == 3


def test_the_tables_name_every_library_that_qt_leaves_to_the_system() -> None:
    """Read from Qt's own files, so that a new PySide6 cannot silently need one more."""
    folder = Path(PySide6.__file__).parent / "Qt"
    files = [folder / "lib" / f"libQt6{name}.so.6" for name in ("Core", "Gui", "Widgets", "DBus", "Svg")]
    assert _needed(files) <= set(CORE_LIBRARIES)
    x11 = [folder / "plugins" / "platforms" / "libqxcb.so", folder / "lib" / "libQt6XcbQpa.so.6"]
    assert _needed(x11) <= set(CORE_LIBRARIES) | set(X11_LIBRARIES)


def _needed(files: list[Path]) -> set[str]:
    found: set[str] = set()
    own = ("libQt6", "libicu", "libshiboken", "libpyside")
    common = ("libc.so", "libm.so", "libgcc_s", "libstdc++", "libdl", "libpthread", "librt", "ld-linux", "libresolv")
    for file in files:
        ran = subprocess.run(["readelf", "-d", str(file)], capture_output=True, text=True, check=False)
        if ran.returncode:
            pytest.skip("readelf is not installed")
        for line in ran.stdout.splitlines():
            if "NEEDED" in line:
                name = line.partition("[")[2].rstrip("]")
                if not name.startswith((*own, *common)):
                    found.add(name)
    return found


def test_qt_that_cannot_be_imported_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "PySide6.QtSvg", None)
    monkeypatch.setattr(platform_check, "missing_packages", lambda _libraries: ["libegl1"])
    with pytest.raises(MissingComponent, match="sudo apt install libegl1"):
        platform_check.import_qt()


def test_every_library_of_this_machine_is_found() -> None:
    assert missing_packages(CORE_LIBRARIES) == []
