"""What one transaction touched, as far as anything derived must follow it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Touched:
    """Records by their key, and fields as ``entity.field`` (settings as ``setting.key``)."""

    touched: set[int] = field(default_factory=set)
    linked: set[int] = field(default_factory=set)
    links: set[tuple[int, int]] = field(default_factory=set)
    #: Records that a link was made for or taken from, or of which many had a field set that no words come from, and
    #: those of which anything else changed: what is only linked is found by the same words as before.
    joined: set[int] = field(default_factory=set)
    changed: set[int] = field(default_factory=set)
    #: Records that were made, hidden or brought back.
    appeared: set[int] = field(default_factory=set)
    fields: set[str] = field(default_factory=set)
    #: Records that were picked or unpicked: nothing of theirs changed, so nothing derived does.
    picked: set[int] = field(default_factory=set)
