"""What a check of an archive finds amiss."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Flaw:
    """``what`` is where it is (``database``, ``history``, ``record``…), ``code`` what is wrong there, for programs.

    ``ref`` is the record that it is about, ``field`` its field as it is set (``caption[en]``); both may be empty.
    """

    what: str
    code: str
    reason: str
    ref: str = ""
    field: str = ""
