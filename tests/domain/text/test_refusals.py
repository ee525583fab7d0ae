"""Why the system refused a file, by number and in the reader's language."""

from __future__ import annotations

import errno

import pytest

from archive_app import i18n
from archive_app.domain.text.refusals import reason


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "full"),
        (errno.EDQUOT, "full"),
        (errno.EROFS, "read-only"),
        (errno.EACCES, "permission"),
        (errno.ENOENT, "not there"),
        (errno.EISDIR, "folder"),
        (errno.EIO, "failed"),
    ],
)
def test_the_number_is_told_and_not_what_the_system_says(number: int, words: str) -> None:
    assert words in reason(OSError(number, "Das Verzeichnis ist voll"))


def test_the_reader_s_language_is_spoken() -> None:
    i18n.set_language("zh")
    assert reason(OSError(errno.ENOSPC, "No space left on device")) == "磁盘已满"


def test_an_unknown_number_keeps_the_system_s_words_and_none_the_kind() -> None:
    assert reason(OSError(errno.ENOTTY, "Not a typewriter")) == "Not a typewriter"
    assert reason(TimeoutError()) == "TimeoutError"
