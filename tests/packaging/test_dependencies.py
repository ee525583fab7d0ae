"""What is installed with the program is said in ``pyproject.toml``, to the version, with all that it needs in turn."""

from __future__ import annotations

import os
import re
import tomllib
from importlib.metadata import distribution, distributions, packages_distributions
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
PINS = [Requirement(line) for line in PROJECT["dependencies"]]
PINNED = {canonicalize_name(pin.name) for pin in PINS}
#: Those for this machine, each with its version.
HERE = {
    canonicalize_name(pin.name): str(pin.specifier).removeprefix("==")
    for pin in PINS
    if not pin.marker or pin.marker.evaluate(default_environment())
}
IN_CI = os.environ.get("CI") == "true"

#: The machines that it may be installed on: what a marker asks of one.
MACHINES = [
    {"python_version": python, "python_full_version": f"{python}.1", **system, "extra": ""}
    for python in ("3.11", "3.12", "3.13", "3.14")
    for system in (
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
        {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "aarch64"},
        {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
        {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
    )
]


def needs(name: str) -> list[Requirement]:
    """What an installed package needs on any of the machines."""
    every = map(Requirement, distribution(name).requires or ())
    return [
        need
        for need in every
        if not need.marker or any(need.marker.evaluate({**default_environment(), **machine}) for machine in MACHINES)
    ]


def test_every_version_is_exact() -> None:
    assert [str(pin) for pin in PINS if not re.fullmatch(r"==[0-9][^,*]*", str(pin.specifier))] == []


@pytest.mark.parametrize("name", sorted(HERE))
def test_what_a_package_needs_is_pinned_too(name: str) -> None:
    if distribution(name).version != HERE[name] and not IN_CI:
        pytest.skip("another version is installed here than is pinned")
    assert not {canonicalize_name(need.name) for need in needs(name)} - PINNED


def test_nothing_is_pinned_that_nobody_uses() -> None:
    """Every package is imported here, or needed by another one that is pinned."""
    source = "".join(file.read_text("utf-8") for file in (ROOT / "archive_app").rglob("*.py"))
    # Packages of fonts are found by their names, and not imported.
    named = set(re.findall(r"\b(?:import|from) (\w+)", source)) | set(re.findall(r'"(\w+)[".]', source))
    packages = packages_distributions()
    used = {canonicalize_name(package) for name in named for package in packages.get(name, ())}
    for distributed in distributions():
        if canonicalize_name(distributed.name) in PINNED:
            used |= {canonicalize_name(Requirement(need).name) for need in distributed.requires or ()}
    assert not PINNED - used


@pytest.mark.skipif(not IN_CI, reason="an environment that one works in may be ahead of the pins")
def test_what_is_installed_is_what_is_pinned() -> None:
    assert {name: distribution(name).version for name in HERE} == HERE
