"""The window decodes JPEG of a known size: whatever else lies in the cache of pictures is nothing."""

from __future__ import annotations

import ast
import io
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtGui import QColor

import archive_app.ui
from archive_app.ui.session.jpeg import picture


def _drawn(format_: str, size: tuple[int, int] = (64, 48)) -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, format_)
    return file.getvalue()


def _reaching_out(tmp_path: Path) -> bytes:
    """A drawing that shows a file that lies elsewhere."""
    (tmp_path / "other.png").write_bytes(_drawn("PNG"))
    link = f'<image href="file://{tmp_path}/other.png" width="64" height="48"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="64" height="48">{link}</svg>'.encode()


def test_a_jpeg_is_shown() -> None:
    made = picture(_drawn("JPEG"), 64)
    assert (made.width(), made.height()) == (64, 48)
    assert abs(made.pixelColor(9, 9).blue() - QColor("teal").blue()) < 4


@pytest.mark.parametrize("format_", ["PNG", "GIF", "BMP", "PPM", "TIFF", "WEBP", "ICO"])
def test_no_other_picture_is(format_: str) -> None:
    assert picture(_drawn(format_), 64).isNull()


def test_no_drawing_opens_a_file_elsewhere(tmp_path: Path) -> None:
    drawing = _reaching_out(tmp_path)
    assert picture(drawing, 64).isNull()
    assert picture(b"\xff\xd8" + drawing + b"\xff\xd9", 64).isNull()


def test_nor_is_a_jpeg_that_is_larger_than_it_can_be() -> None:
    assert picture(_drawn("JPEG", (65, 8)), 64).isNull()
    assert not picture(_drawn("JPEG", (65, 8)), 65).isNull()


@pytest.mark.parametrize("data", [None, b"", b"\xff\xd8\xff\xd9", _drawn("JPEG")[:100]])
def test_nothing_is_nothing(data: bytes | None) -> None:
    assert picture(data, 64).isNull()


def test_bytes_become_pictures_in_one_place_only() -> None:
    room = Path(archive_app.ui.__file__).parent
    found = {
        f"{path.relative_to(room)}: {ast.unparse(node)}"
        for path in sorted(room.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name | ast.Attribute)
        and ast.unparse(node.func).rpartition(".")[2] in {"loadFromData", "fromData", "QImageReader", "QMovie"}
    }
    assert {each.partition(":")[0] for each in found} == {"session/jpeg.py"}, found
