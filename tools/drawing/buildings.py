"""What people built, from simple geometry. ``base`` is the ground line, ``x`` or ``cx`` the left edge or the middle."""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from tools.drawing.canvas import BRICK, INK, PAPER, ROOF, WALL, Canvas, Point, arc, box, dark, light, mix, spline

#: Walls and roofs of an old European town.
OLD_TOWN = ("#e8c79a", "#dca57e", "#f0dcb8", "#cf8e6d", "#e6b98b", "#c9b294")
TILES = ("#b0573b", "#9c4a35", "#c06a48")


def windows(
    c: Canvas,
    x: float,
    y: float,
    width: float,
    height: float,
    columns: int,
    rows: int,
    colour: str,
    fill: float = 0.5,
    lit: str = "",
    share: float = 0.0,
) -> None:
    """A grid of windows; ``share`` of them ``lit``."""
    cell_w, cell_h = width / columns, height / rows
    for row in range(rows):
        for column in range(columns):
            on = lit and c.dice.random() < share
            c.rect(
                x + cell_w * (column + (1 - fill) / 2),
                y + cell_h * (row + (1 - fill) / 2),
                cell_w * fill,
                cell_h * fill,
                lit if on else colour,
            )


def tower_block(
    c: Canvas,
    x: float,
    base: float,
    width: float,
    height: float,
    wall: str,
    lit: str = "",
    share: float = 0.0,
    crown: str = "flat",
) -> None:
    """An office tower, its right third in shade."""
    top = base - height
    c.rect(x, top, width, height, wall, mix(wall, PAPER, 0.12))
    c.rect(x + width * 0.64, top, width * 0.36, height, dark(wall, 0.18))
    if crown == "spire":
        c.poly([(x + width * 0.2, top), (x + width * 0.5, top - width * 0.7), (x + width * 0.8, top)], dark(wall, 0.08))
        c.stroke([(x + width * 0.5, top - width * 0.6), (x + width * 0.5, top - width * 1.5)], dark(wall, 0.2), 4, 1)
    elif crown == "slope":
        c.poly([(x, top + 1), (x + width, top + 1), (x + width, top - width * 0.45)], dark(wall, 0.1))
    elif crown == "steps":
        c.rect(x + width * 0.15, top - width * 0.25, width * 0.7, width * 0.26, wall)
        c.rect(x + width * 0.32, top - width * 0.5, width * 0.36, width * 0.26, wall)
    rows = max(3, int(height / 17))
    columns = max(2, int(width / 15))
    windows(c, x + width * 0.07, top + 8, width * 0.86, height - 14, columns, rows, dark(wall, 0.34), 0.46, lit, share)


def skyline(
    c: Canvas, x0: float, x1: float, base: float, low: float, high: float, wall: str, lit: str = "", share: float = 0.0
) -> None:
    """A row of towers of varied height, highest in the middle."""
    x = x0
    while x < x1:
        width = c.dice.uniform(38, 84)
        bulge = math.sin(math.pi * (x - x0) / max(1, x1 - x0))
        height = low + (high - low) * bulge * c.dice.uniform(0.35, 1.0)
        crown = c.dice.choice(("flat", "flat", "slope", "steps", "spire"))
        tower_block(
            c,
            x,
            base,
            width,
            height,
            mix(wall, c.dice.choice((INK, PAPER, BRICK)), c.dice.uniform(0, 0.14)),
            lit,
            share,
            crown,
        )
        x += width * c.dice.uniform(0.85, 1.25)


def house(
    c: Canvas,
    x: float,
    base: float,
    width: float,
    height: float,
    wall: str = WALL,
    roof: str = ROOF,
    pane: str = "#51606b",
    gable: bool = False,
    rows: int = 2,
    columns: int = 3,
) -> None:
    """A small house, its roof along the street or with the ``gable`` to it."""
    top = base - height
    c.rect(x, top, width, height, wall, dark(wall, 0.08))
    rise = width * (0.55 if gable else 0.28)
    if gable:
        c.poly([(x, top), (x + width / 2, top - rise), (x + width, top)], wall)
        c.stroke(
            [(x - width * 0.06, top + 3), (x + width / 2, top - rise), (x + width * 1.06, top + 3)], roof, width * 0.09
        )
    else:
        c.poly(
            [
                (x - width * 0.06, top),
                (x + width * 0.08, top - rise),
                (x + width * 0.92, top - rise),
                (x + width * 1.06, top),
            ],
            light(roof, 0.08),
            dark(roof, 0.12),
        )
    windows(c, x + width * 0.08, top + height * 0.08, width * 0.84, height * 0.8, columns, rows, pane, 0.42)
    c.shade(box(x, top, width, height), INK, 0.0, 0.2)


def street(
    c: Canvas,
    x0: float,
    x1: float,
    base: float,
    low: float,
    high: float,
    walls: Sequence[str],
    roofs: Sequence[str],
    gables: float = 0.3,
) -> None:
    """Houses side by side."""
    x = x0
    while x < x1:
        width = c.dice.uniform(0.7, 1.15) * (low + high) / 2
        height = c.dice.uniform(low, high)
        house(
            c,
            x,
            base,
            width,
            height,
            c.dice.choice(walls),
            c.dice.choice(roofs),
            gable=c.dice.random() < gables,
            rows=max(2, round(height / 34)),
            columns=max(2, round(width / 30)),
        )
        x += width


def hillside(c: Canvas, spots: Sequence[Point], size: float, walls: Sequence[str], roofs: Sequence[str]) -> None:
    """Houses at the given feet, smaller where they stand higher."""
    for x, y in sorted(spots, key=lambda p: p[1]):
        s = size * c.dice.uniform(0.75, 1.15)
        house(
            c,
            x,
            y,
            s,
            s * c.dice.uniform(0.55, 0.9),
            c.dice.choice(walls),
            c.dice.choice(roofs),
            rows=2,
            columns=2,
            gable=c.dice.random() < 0.4,
        )


def dome(
    c: Canvas,
    cx: float,
    base: float,
    radius: float,
    colour: str,
    stretch: float = 1.0,
    finial: str = "",
    shape: str = "round",
) -> None:
    """A dome, ``round``, ``onion`` or ``bell``, with light from the left."""
    r, h = radius, radius * stretch
    if shape == "onion":
        half = [(0.0, 1.55), (0.06, 1.3), (0.3, 1.02), (0.82, 0.72), (1.06, 0.42), (1.0, 0.16), (0.8, 0.0)]
    elif shape == "bell":
        half = [(0.12, 1.42), (0.2, 1.3), (0.52, 1.16), (0.78, 0.86), (0.88, 0.5), (0.98, 0.22), (1.12, 0.0)]
    else:
        half = [(math.sin(math.radians(a)), math.cos(math.radians(a))) for a in range(0, 91, 6)]
    right = spline([(cx + x * r, base - y * h) for x, y in half], steps=6)
    outline = [*right, *((2 * cx - x, y) for x, y in reversed(right))]
    c.poly(outline, light(colour, 0.12), dark(colour, 0.1), across=True)
    c.shade(outline, INK, 0.0, 0.36)
    for t in (-0.62, -0.25, 0.25, 0.62):
        c.stroke([(cx + (x - cx) * t, y) for x, y in right], dark(colour, 0.3), 1.6, alpha=0.5)
    if finial:
        top = min(y for _, y in right)
        c.stroke([(cx, top + 3), (cx, top - r * 0.42)], finial, r * 0.05, 1.5)
        c.ellipse(cx, top - r * 0.12, r * 0.055, r * 0.055, finial)


def minaret(c: Canvas, cx: float, base: float, height: float, colour: str, cap: str, galleries: int = 2) -> None:
    w = height * 0.05
    shaft = box(cx - w / 2, base - height * 0.82, w, height * 0.82)
    c.poly(shaft, colour)
    c.shade(shaft, INK, 0.0, 0.4)
    c.poly([(cx - w * 0.62, base - height * 0.81), (cx, base - height), (cx + w * 0.62, base - height * 0.81)], cap)
    for k in range(galleries):
        y = base - height * (0.72 - 0.2 * k)
        c.poly(
            [(cx - w, y - w * 0.5), (cx + w, y - w * 0.5), (cx + w * 0.6, y + w * 0.35), (cx - w * 0.6, y + w * 0.35)],
            dark(colour, 0.14),
        )


def arcade(
    c: Canvas,
    x: float,
    base: float,
    width: float,
    height: float,
    count: int,
    wall: str,
    hollow: str,
    share: float = 0.66,
    rise: float = 0.72,
    pointed: bool = False,
) -> None:
    """A wall with ``count`` arches."""
    c.rect(x, base - height, width, height, wall, dark(wall, 0.06))
    span = width / count
    for k in range(count):
        middle, half = x + span * (k + 0.5), span * share / 2
        spring = base - height * rise + half
        top = arc(middle, spring, half, half, 180, 360, 16)
        if pointed:
            top = spline(
                [
                    (middle - half, spring),
                    (middle - half * 0.7, spring - half * 0.75),
                    (middle, spring - half * 1.3),
                    (middle + half * 0.7, spring - half * 0.75),
                    (middle + half, spring),
                ],
                steps=5,
            )
        c.poly([*top, (middle + half, base), (middle - half, base)], hollow, light(hollow, 0.12))
        c.stroke([(p[0] - half * 0.08, p[1]) for p in top[: len(top) // 2 + 1]], light(wall, 0.3), 2.4, alpha=0.7)


def curved_roof(c: Canvas, cx: float, eaves: float, half: float, rise: float, colour: str, ridge: float = 0.42) -> None:
    """An East Asian roof: upturned corners, a straight ridge of ``ridge`` times the width."""
    top = half * ridge
    left = spline(
        [
            (cx - half, eaves - rise * 0.12),
            (cx - half * 0.78, eaves - rise * 0.14),
            (cx - top * 1.12, eaves - rise * 0.62),
            (cx - top, eaves - rise),
        ],
        steps=6,
    )
    right = [(2 * cx - x, y) for x, y in reversed(left)]
    under = spline(
        [
            (cx + half, eaves - rise * 0.12),
            (cx + half * 0.6, eaves + rise * 0.1),
            (cx, eaves + rise * 0.14),
            (cx - half * 0.6, eaves + rise * 0.1),
            (cx - half, eaves - rise * 0.12),
        ],
        steps=6,
    )
    outline = [*left, *right, *under]
    c.poly(outline, light(colour, 0.14), dark(colour, 0.12))
    c.shade(outline, INK, 0.0, 0.28)
    c.stroke(
        [(cx - top * 1.1, eaves - rise - 1), (cx + top * 1.1, eaves - rise - 1)],
        dark(colour, 0.3),
        max(2.5, rise * 0.1),
    )


def pagoda(
    c: Canvas,
    cx: float,
    base: float,
    height: float,
    tiers: int = 5,
    wall: str = "#c9825a",
    roof: str = "#4a4a4f",
    glow: str = "",
) -> None:
    """A pagoda that tapers, with a finial."""
    body = height * 0.84 / tiers
    for k in range(tiers):
        half = height * (0.15 - 0.06 * k / max(1, tiers - 1))
        y = base - body * k
        storey = box(cx - half, y - body * 0.72, half * 2, body * 0.74)
        c.poly(storey, wall, dark(wall, 0.15))
        for j in range(5):
            wx = cx - half + half * 2 * (j + 0.5) / 5
            c.rect(wx - half * 0.1, y - body * 0.5, half * 0.2, body * 0.46, glow or dark(wall, 0.5))
        c.shade(storey, INK, 0.0, 0.34)
    for k in range(tiers):
        half = height * (0.15 - 0.06 * k / max(1, tiers - 1))
        curved_roof(c, cx, base - body * (k + 0.72), half * 1.6, body * 0.42, roof, 0.5)
    top = base - body * tiers
    c.poly(
        [(cx - height * 0.075, top + body * 0.1), (cx, top - height * 0.07), (cx + height * 0.075, top + body * 0.1)],
        roof,
    )
    c.stroke([(cx, top - height * 0.04), (cx, top - height * 0.16)], dark(roof, 0.2), height * 0.014, 1.2)


def pavilion(
    c: Canvas, cx: float, base: float, width: float, height: float, roof: str = "#4a4a4f", post: str = "#8a4a34"
) -> None:
    for k in range(4):
        x = cx - width * 0.36 + width * 0.24 * k
        c.rect(x - width * 0.018, base - height * 0.6, width * 0.036, height * 0.6, post)
    c.rect(cx - width * 0.42, base - height * 0.1, width * 0.84, height * 0.1, "#cfc4ae")
    curved_roof(c, cx, base - height * 0.56, width * 0.58, height * 0.46, roof, 0.16)


def arch_bridge(c: Canvas, cx: float, water: float, width: float, height: float, colour: str, hollow: str) -> None:
    """A humpbacked stone bridge with one arch; ``hollow`` is what is seen through it."""
    deck = spline(
        [
            (cx - width / 2, water),
            (cx - width * 0.25, water - height * 0.72),
            (cx, water - height),
            (cx + width * 0.25, water - height * 0.72),
            (cx + width / 2, water),
        ],
        steps=10,
    )
    c.poly(deck, light(colour, 0.1), dark(colour, 0.15))
    opening = arc(cx, water, width * 0.15, height * 0.68, 180, 360)
    c.poly(opening, hollow)
    c.stroke(opening, light(colour, 0.3), 3)
    c.stroke([(x, y - 4) for x, y in deck[4:-4]], light(colour, 0.32), 4)
    for x, y in deck[6:-6:4]:
        c.rect(x - 2, y - 13, 4, 12, light(colour, 0.2))


def cable_bridge(
    c: Canvas,
    x0: float,
    x1: float,
    deck: float,
    towers: Sequence[float],
    height: float,
    foot: float,
    colour: str,
    lights: str = "",
) -> None:
    """A cable-stayed bridge; with ``lights`` strung along deck and cables."""
    span = min(abs(b - a) for a, b in itertools.pairwise(towers)) / 2 if len(towers) > 1 else (x1 - x0) / 2.4
    for tx in towers:
        for k in range(1, 9):
            for side in (-1, 1):
                start = (tx, deck - height * (0.35 + 0.075 * k))
                end = (tx + side * span * 0.96 * k / 8, deck)
                c.stroke([start, end], lights or colour, 1.5, alpha=0.75)
        c.poly([(tx - 8, foot), (tx - 3.4, deck - height), (tx + 3.4, deck - height), (tx + 8, foot)], colour)
        c.shade(box(tx - 8, deck - height, 16, foot - deck + height), INK, 0.0, 0.25)
    c.rect(x0, deck - 4, x1 - x0, 9, colour, dark(colour, 0.2))
    if lights:
        for k in range(int((x1 - x0) / 30)):
            c.ellipse(x0 + 30 * k, deck - 7, 2.6, 2.6, lights)


def stone_courses(c: Canvas, outline: Sequence[Point], colour: str, size: float) -> None:
    """Scattered blocks that make a plain wall read as stone."""
    xs, ys = [p[0] for p in outline], [p[1] for p in outline]
    area = (max(xs) - min(xs)) * (max(ys) - min(ys))
    for _ in range(int(area / (size * size * 9))):
        x, y = c.dice.uniform(min(xs), max(xs) - size * 2), c.dice.uniform(min(ys), max(ys) - size)
        y = min(ys) + round((y - min(ys)) / size) * size
        tone = dark(colour, 0.12) if c.dice.random() < 0.6 else light(colour, 0.18)
        c.rect(x, y, size * c.dice.uniform(1.2, 2.2), size * 0.8, tone, alpha=0.8)
