"""What a further file of an item is, and which order is meant."""

from __future__ import annotations

import pytest

from archive_app.domain.model.kinds import FILE_ROLE_LABEL, FileRole, Kind
from archive_app.domain.model.views import Beside, likely_role, reordered, role_called
from archive_app.errors import InvalidInput
from archive_app.i18n import set_language

_RAW, _JPEG, _HEIC = "image/x-canon-cr2", "image/jpeg", "image/heic"


@pytest.mark.parametrize(
    ("name", "mime", "there", "kind", "role"),
    [
        ("a.jpg", _JPEG, [], Kind.PHOTO, FileRole.MASTER),
        ("a.xmp", "application/rdf+xml", [], Kind.PHOTO, FileRole.SIDECAR),
        ("b.jpg", _JPEG, [("a.jpg", _JPEG)], Kind.PHOTO, FileRole.VIEW),
        ("b.jpg", _JPEG, [("a.jpg", _JPEG)], Kind.DOCUMENT, FileRole.PAGE),
        ("IMG_1.JPG", _JPEG, [("img_1.cr2", _RAW)], Kind.PHOTO, FileRole.WORKING_COPY),
        ("IMG_1.CR2", _RAW, [("IMG_1.JPG", _JPEG)], Kind.PHOTO, FileRole.MASTER),
        ("IMG_1.MOV", "video/quicktime", [("IMG_1.HEIC", _HEIC)], Kind.PHOTO, FileRole.LIVE_MOTION),
        ("IMG_2.MOV", "video/quicktime", [("IMG_1.HEIC", _HEIC)], Kind.PHOTO, FileRole.VIEW),
        ("vase-front.png", "image/png", [("vase.png", "image/png")], Kind.OBJECT, FileRole.FRONT),
        ("letter verso.png", "image/png", [("letter.png", "image/png")], Kind.DOCUMENT, FileRole.BACK),
        ("信封背面.png", "image/png", [("信封.png", "image/png")], Kind.DOCUMENT, FileRole.BACK),
        ("scan_p2.tif", "image/tiff", [("scan_p1.tif", "image/tiff")], Kind.PHOTO, FileRole.PAGE),
        ("feedback.png", "image/png", [("a.png", "image/png")], Kind.PHOTO, FileRole.VIEW),
        ("stop2.png", "image/png", [("a.png", "image/png")], Kind.PHOTO, FileRole.VIEW),
    ],
)
def test_a_further_file_is_known_by_its_name_and_type(
    name: str, mime: str, there: list[tuple[str, str]], kind: Kind, role: FileRole
) -> None:
    assert likely_role(Beside(name, mime), [Beside(*each) for each in there], kind) is role


def test_every_role_is_known_by_each_of_its_words() -> None:
    assert set(FILE_ROLE_LABEL) == set(FileRole)
    for language in ("en", "zh"):
        set_language(language)
        for role, label in FILE_ROLE_LABEL.items():
            assert role_called(str(role).upper()) is role_called(label.replace(" ", "-")) is role
    assert role_called("工作副本") is FileRole.WORKING_COPY
    with pytest.raises(InvalidInput, match="请从中选择：主文件、"):
        role_called("hero")


def test_those_that_are_named_come_first_and_the_others_follow() -> None:
    assert reordered(4, [3]) == [2, 0, 1, 3]
    assert reordered(4, [4, 2]) == [3, 1, 0, 2]
    assert reordered(2, []) == [0, 1]
    for numbers in ([0], [5], [2, 2], [-1]):
        with pytest.raises(InvalidInput):
            reordered(4, numbers)
