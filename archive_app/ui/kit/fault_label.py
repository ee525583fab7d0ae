"""What is wrong with what was filled in, said within a dialog, which grows by it."""

from __future__ import annotations

from archive_app.domain.text import showing
from archive_app.ui.kit import room
from archive_app.ui.kit.editors import PlainLabel


class FaultLabel(PlainLabel):
    """Hidden until there is something to say."""

    def __init__(self) -> None:
        super().__init__(showing.LABEL)
        self.setWordWrap(True)
        self.setObjectName("fault")
        self.hide()

    def say(self, sentence: str) -> None:
        """Show ``sentence``; its window makes room for it, so that nothing in it is squeezed."""
        self.setText(sentence)
        self.show()
        room.grow(self.window())
