"""Which programs the desktop names for a sort of file, and how each is told the file."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from archive_app import i18n
from archive_app.ui.kit import programs
from archive_app.ui.kit.programs import Program

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there are no desktop entries")


class Desktop:
    """A desktop's folders of entries, its own and its user's."""

    def __init__(self, folder: Path) -> None:
        self.user, self.system, self.config = folder / "user", folder / "system", folder / "config"
        for place in (self.user / "applications", self.system / "applications", self.config):
            place.mkdir(parents=True)

    def entry(self, name: str, said: str) -> None:
        """A desktop entry of the system; what can be run is this very Python."""
        text = f"[Desktop Entry]\nType=Application\n{said}\n".replace("PYTHON", sys.executable)
        file = self.system / "applications" / f"{name}.desktop"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def cache(self, lines: str) -> None:
        (self.system / "applications" / "mimeinfo.cache").write_text(f"[MIME Cache]\n{lines}\n", encoding="utf-8")

    def lists(self, lines: str) -> None:
        (self.config / "mimeapps.list").write_text(lines, encoding="utf-8")


@pytest.fixture
def desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desktop:
    found = Desktop(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(found.user))
    monkeypatch.setenv("XDG_DATA_DIRS", str(found.system))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(found.config))
    monkeypatch.setenv("XDG_CONFIG_DIRS", str(tmp_path / "none"))
    return found


def _names(mime: str = "image/jpeg") -> list[str]:
    return [program.name for program in programs.installed(mime)]


def test_programs_come_in_the_order_of_the_desktop_the_usual_one_first(desktop: Desktop) -> None:
    for name in ("viewer", "painter", "editor", "gone"):
        desktop.entry(name, f"Name={name.title()}\nExec=PYTHON %f")
    desktop.cache("image/jpeg=viewer.desktop;painter.desktop;gone.desktop;\nimage/png=editor.desktop;")
    assert _names() == ["Viewer", "Painter", "Gone"]
    desktop.lists(
        "[Default Applications]\nimage/jpeg=painter.desktop\n[Added Associations]\nimage/jpeg=editor.desktop;\n"
        "[Removed Associations]\nimage/jpeg=gone.desktop;\n"
    )
    assert _names() == ["Painter", "Editor", "Viewer"]
    assert _names("image/png") == ["Editor"]


def test_what_opens_text_opens_every_sort_of_text(desktop: Desktop) -> None:
    desktop.entry("kde/pad", "Name=Pad\nExec=PYTHON %U")
    desktop.cache("text/plain=kde-pad.desktop;")
    assert _names("text/x-python") == ["Pad"]


@pytest.mark.parametrize(
    "said",
    [
        "Exec=PYTHON %f\nNoDisplay=true", "Exec=PYTHON %f\nHidden=true", "Exec=PYTHON %f\nTerminal=true",
        "Exec=not-there-at-all %f", "Exec=PYTHON %f\nTryExec=not-there-at-all", "Exec=PYTHON \"unended", "Name[zh]=x",
    ],
)  # fmt: skip
def test_what_cannot_be_run_is_not_offered(desktop: Desktop, said: str) -> None:
    desktop.entry("odd", f"Name=Odd\n{said}")
    desktop.cache("image/jpeg=odd.desktop;missing.desktop;")
    assert _names() == []


def test_a_file_that_is_no_list_is_passed_over(desktop: Desktop) -> None:
    desktop.entry("viewer", "Name=Viewer\nExec=PYTHON %f")
    desktop.cache("image/jpeg=viewer.desktop;")
    (desktop.config / "mimeapps.list").write_bytes(b"\xff\x00 no = list")
    assert _names() == ["Viewer"]


def test_a_program_is_called_as_in_the_language_that_is_spoken(desktop: Desktop) -> None:
    desktop.entry("viewer", "Name=Viewer\nName[zh_CN]=看图\nExec=PYTHON %f")
    desktop.cache("image/jpeg=viewer.desktop;")
    i18n.set_language("zh")
    assert _names() == ["看图"]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("see", "%f"), ["see", "/tmp/a b.jpg"]),
        (("see", "--new", "%U"), ["see", "--new", "file:///tmp/a%20b.jpg"]),
        (("see", "--file=%f", "%i", "%k"), ["see", "--file=/tmp/a b.jpg"]),
        (("see", "100%%", "%c"), ["see", "100%", "See", "/tmp/a b.jpg"]),
        (("see",), ["see", "/tmp/a b.jpg"]),
    ],
)
def test_a_program_is_told_the_file_in_its_own_way(command: tuple[str, ...], words: list[str]) -> None:
    assert Program("See", command).words(Path("/tmp/a b.jpg")) == words
