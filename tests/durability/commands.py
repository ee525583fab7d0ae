"""Carries out the commands that come in as JSON, for the archive that is named, and answers in JSON what each said."""

from __future__ import annotations

import contextlib
import io
import json
import sys

from archive_app.cli.app import run


def main(folder: str) -> None:
    """Run them one after the other."""
    said = []
    for words in json.load(sys.stdin):
        answer, told = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
        with contextlib.redirect_stdout(answer), contextlib.redirect_stderr(told):
            status = run(["--archive", folder, *words, "--json"])
            answer.flush()
        said.append((status, _document(answer), told.getvalue()))
    json.dump(said, sys.stdout)


def _document(answer: io.TextIOWrapper) -> object:
    answer.seek(0)
    text = answer.read()
    return json.loads(text) if text else None


if __name__ == "__main__":
    main(sys.argv[1])
