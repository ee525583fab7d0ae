"""The licences of others are all there, up to date, and such that the program may be given away with them."""

from __future__ import annotations

import os
import re

import pytest

from archive_app import paths
from tools import third_party

#: Permissive, or such that bind only changes of the thing itself.
FREE = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "CNRI-Python", "ISC", "LGPL-2.1-only",
    "LGPL-3.0-only", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0", "OFL-1.1", "PSF-2.0", "Unicode-3.0", "Zlib",
}  # fmt: skip


@pytest.fixture(scope="module")
def entries() -> list[third_party.Entry]:
    return third_party.entries()


def test_every_licence_may_be_shipped(entries: list[third_party.Entry]) -> None:
    named = {entry.name: set(re.split(r" AND | OR ", entry.licence)) for entry in entries}
    assert {name: licences - FREE for name, licences in named.items() if licences - FREE} == {}


def test_every_entry_has_its_text(entries: list[third_party.Entry]) -> None:
    without = {entry.name for entry in entries if len("".join(entry.texts.values())) < 500}
    assert without == {"fontpkg"}  # it brings none


def test_the_page_is_what_its_maker_makes(entries: list[third_party.Entry]) -> None:
    page = third_party.TARGET.read_text("utf-8")
    if os.environ.get("CI") == "true" or all(entry.sure for entry in entries if entry.name != "colorama"):
        assert page == third_party.page()
    for entry in entries:
        assert f"| {entry.name} | {', '.join(entry.versions)} | {entry.licence} |\n" in page
        assert f"\n## {entry.name}\n" in page


def test_the_program_finds_it() -> None:
    assert paths.third_party().read_text("utf-8").startswith("# What Exchange Archive stands on")
