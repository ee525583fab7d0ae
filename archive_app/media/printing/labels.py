"""The printed words of a catalogue in its own languages, which need not be the ones the program speaks.

They are data, one file for a language in ``resources/pdf/labels``: a partner city adds its language by adding a file.
A language without a file is printed with English labels.
"""

from __future__ import annotations

import json
from functools import cache
from typing import Any

from archive_app import paths
from archive_app.domain.model.kinds import KIND_LABEL, KIND_PLURAL, Kind
from archive_app.i18n import translated

_FALLBACK = "en"


@cache
def labels(language: str) -> dict[str, Any]:
    """The labels of ``language`` (BCP 47): text by key, and lists and tables of texts under a few of the keys."""
    folder = paths.resources("pdf", "labels")
    primary = language.lower().partition("-")[0]
    for name in (language, primary, _FALLBACK):
        path = folder / f"{name}.json"
        if name.replace("-", "").isalnum() and path.is_file():
            return dict(json.loads(path.read_text(encoding="utf-8")), language=name)
    raise FileNotFoundError(folder)


def kind_words(kind: Kind, number: int, language: str) -> str:
    """What so many of a kind are called; by the words of the program where the labels have none."""
    said = labels(language)["kinds"].get(kind)
    if said is not None:
        return str(said[number != 1])
    words = translated(KIND_LABEL[kind] if number == 1 else KIND_PLURAL[kind], language)
    return words[:1].lower() + words[1:]


def label_languages(languages: tuple[str, ...]) -> tuple[str, ...]:
    """The languages that the labels of a catalogue in ``languages`` are printed in: none twice, at least one."""
    return tuple(dict.fromkeys(labels(language)["language"] for language in languages)) or (_FALLBACK,)
