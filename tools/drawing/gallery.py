"""All scenes: importing this module registers every one of them."""

from __future__ import annotations

from tools.drawing import (
    specimens,
    story_curitiba,
    story_istanbul,
    story_nis,
    story_people,
    story_tale,
    views_america,
    views_east_asia,
    views_north_europe,
    views_south,
    views_south_europe,
    views_west_asia,
)
from tools.drawing.scenes import SCENES, Scene, drawn

ROOMS = (
    specimens,
    story_curitiba,
    story_istanbul,
    story_nis,
    story_people,
    story_tale,
    views_america,
    views_east_asia,
    views_north_europe,
    views_south,
    views_south_europe,
    views_west_asia,
)

__all__ = ["ROOMS", "SCENES", "Scene", "drawn"]
