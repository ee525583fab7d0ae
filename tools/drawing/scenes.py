"""The register of scenes: one function a picture, by the picture's file stem."""

from __future__ import annotations

from collections.abc import Callable

from tools.drawing.canvas import PAPER, Canvas

SHAPES = {"wide": (1600, 1067), "tall": (1067, 1600), "square": (1300, 1300)}
Scene = Callable[[Canvas], None]
SCENES: dict[str, tuple[str, Scene]] = {}


def scene(stem: str, shape: str = "wide") -> Callable[[Scene], Scene]:
    """Registers a function that draws the picture ``stem``."""

    def register(function: Scene) -> Scene:
        SCENES[stem] = (shape, function)
        return function

    return register


def drawn(stem: str) -> Canvas:
    """The scene ``stem`` on its sheet, not yet finished."""
    shape, function = SCENES[stem]
    canvas = Canvas(*SHAPES[shape], seed=stem, ground=PAPER)
    function(canvas)
    return canvas
