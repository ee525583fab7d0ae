"""Gifts as still lifes: a wall, a table, soft light from the left, and what stands on it."""

from __future__ import annotations

import math
from collections.abc import Sequence

from tools.drawing.canvas import INK, Canvas, Point, arc, box, dark, light, mix, spline


def stage(c: Canvas, wall: str, table: str, edge: float, window: bool = True) -> None:
    """Wall above, table below the line ``edge``, and the light of a window across both."""
    c.sky((0, dark(wall, 0.22)), (0.6, wall), (1, light(wall, 0.18)), bottom=edge)
    if window:
        for k in range(2):
            x = c.w * (0.1 + 0.17 * k)
            c.soft([(x, -20), (x + c.w * 0.14, -20), (x + c.w * 0.34, edge), (x + c.w * 0.2, edge)], "#fff3d6", 14, 0.2)
    c.rect(0, edge, c.w, c.h - edge, light(table, 0.2), dark(table, 0.14))
    c.soft(box(-40, edge - 6, c.w + 80, 16), INK, 8, 0.3)
    for _ in range(26):
        y = edge + (c.h - edge) * c.dice.random()
        x, half = c.dice.uniform(0, c.w), c.dice.uniform(60, 300)
        c.poly([(x - half, y), (x, y - 1.2), (x + half, y), (x, y + 1.2)], dark(table, 0.3), alpha=0.3)


def shadow(c: Canvas, cx: float, base: float, rx: float, ry: float, alpha: float = 0.45) -> None:
    """The soft shadow of a thing, drawn out to the right."""
    c.soft(arc(cx + rx * 0.55, base, rx * 1.35, ry, 0, 360), INK, max(6, ry * 0.7), alpha * 0.8)
    c.soft(arc(cx + rx * 0.1, base, rx * 0.95, ry * 0.45, 0, 360), INK, max(3, ry * 0.25), alpha)


def turned(c: Canvas, cx: float, base: float, profile: Sequence[Point], colour: str, gloss: float = 0.5) -> list[Point]:
    """A vessel from the wheel: ``profile`` is ``(radius, height)`` from foot to rim. Returns its outline."""
    right = spline([(cx + r, base - y) for r, y in profile], steps=8)
    left = [(2 * cx - x, y) for x, y in right]
    foot, rim = profile[0][0], profile[-1][0]
    bottom = arc(cx, base, foot, foot * 0.16, 0, 180)
    outline = [*reversed(right), *bottom, *left]
    c.poly(outline, light(colour, 0.3), dark(colour, 0.24), across=True)
    c.shade(outline, INK, 0.0, 0.42)
    shine = [(cx - (x - cx) * 0.62, y) for x, y in right]
    c.soft([*shine, *((x + abs(x - cx) * 0.22, y) for x, y in reversed(shine))], "#fffaf0", 7, gloss)
    top = base - profile[-1][1]
    c.ellipse(cx, top, rim, rim * 0.17, light(colour, 0.35))
    c.ellipse(cx, top + rim * 0.03, rim * 0.86, rim * 0.12, dark(colour, 0.5), dark(colour, 0.25))
    return outline


def crackle(c: Canvas, cx: float, top: float, bottom: float, half: float, colour: str, count: int = 90) -> None:
    """The fine net of a crackled glaze."""
    for _ in range(count):
        x, y = cx + c.dice.uniform(-half, half), c.dice.uniform(top, bottom)
        turn = c.dice.uniform(0, math.pi)
        points = [(x, y)]
        for _ in range(3):
            turn += c.dice.uniform(-0.7, 0.7)
            points.append((points[-1][0] + 16 * math.cos(turn), points[-1][1] + 16 * math.sin(turn)))
        c.stroke(points, colour, 1.1, alpha=0.35)


def ball(c: Canvas, cx: float, cy: float, r: float, white: str = "#f4efe4", spot: str = "#2b3138") -> None:
    """A football of pentagons."""
    c.ellipse(cx, cy, r, r, white)
    c.poly(_pentagon(cx - r * 0.05, cy - r * 0.05, r * 0.34, -90), spot)
    for k in range(5):
        a = math.radians(-90 + 72 * k)
        ex, ey = cx - r * 0.05 + r * 0.95 * math.cos(a), cy - r * 0.05 + r * 0.95 * math.sin(a)
        c.stroke(
            [
                (cx - r * 0.05 + r * 0.32 * math.cos(a), cy - r * 0.05 + r * 0.32 * math.sin(a)),
                (cx + (ex - cx) * 0.66, cy + (ey - cy) * 0.66),
            ],
            spot,
            r * 0.04,
        )
        patch = list(_pentagon(cx + (ex - cx) * 0.88, cy + (ey - cy) * 0.88, r * 0.27, -90 + 72 * k + 180))
        c.poly([_inside(cx, cy, r * 0.99, p) for p in patch], spot)
    c.shade(arc(cx, cy, r, r, 0, 360, 60), INK, 0.0, 0.5)
    c.glow(cx - r * 0.35, cy - r * 0.45, r * 0.6, "#ffffff", 0.5)


def _pentagon(cx: float, cy: float, r: float, turn: float) -> list[Point]:
    return [
        (cx + r * math.cos(math.radians(turn + 72 * k)), cy + r * math.sin(math.radians(turn + 72 * k)))
        for k in range(5)
    ]


def _inside(cx: float, cy: float, r: float, p: Point) -> Point:
    length = math.hypot(p[0] - cx, p[1] - cy)
    return p if length <= r else (cx + (p[0] - cx) * r / length, cy + (p[1] - cy) * r / length)


def pillar(c: Canvas, cx: float, base: float, height: float, stone: str, fox: bool = True) -> list[Point]:
    """A T-shaped pillar seen from its broad side. Returns its outline."""
    w = height * 0.3
    outline = spline(
        [(cx - w * 0.52, base), (cx - w * 0.48, base - height * 0.42), (cx - w * 0.5, base - height * 0.7)], steps=5
    )
    outline += [
        (cx - w * 1.12, base - height * 0.76),
        (cx - w * 1.16, base - height * 0.95),
        (cx - w * 1.05, base - height),
        (cx + w * 1.02, base - height * 0.985),
        (cx + w * 1.14, base - height * 0.93),
        (cx + w * 1.1, base - height * 0.77),
    ]
    outline += spline(
        [(cx + w * 0.5, base - height * 0.71), (cx + w * 0.5, base - height * 0.42), (cx + w * 0.54, base)], steps=5
    )
    c.poly(outline, light(stone, 0.22), dark(stone, 0.14))
    c.shade(outline, INK, 0.0, 0.4)
    c.poly(
        [
            (cx - w * 1.05, base - height),
            (cx + w * 1.02, base - height * 0.985),
            (cx + w * 1.1, base - height * 0.955),
            (cx - w * 1.13, base - height * 0.97),
        ],
        light(stone, 0.45),
        alpha=0.7,
    )
    for _ in range(46):
        x, y = cx + c.dice.uniform(-0.46, 0.46) * w, base - c.dice.random() * height * 0.95
        r = c.dice.uniform(0.6, 2.4) * height / 400
        c.ellipse(x, y, r * 1.5, r, dark(stone, 0.25), alpha=0.5)
    if fox:
        relief_fox(c, cx, base - height * 0.42, w * 0.86, stone)
    return outline


def relief_fox(c: Canvas, cx: float, cy: float, width: float, stone: str) -> None:
    """A leaping fox in low relief: a shadow, a body, a lit upper edge."""
    u = width / 10
    body = [
        (-4.6, 2.6),
        (-3.4, 1.0),
        (-2.2, 0.2),
        (-0.4, -0.5),
        (1.4, -1.4),
        (2.4, -2.6),
        (2.7, -4.0),
        (3.4, -2.9),
        (4.5, -2.3),
        (5.1, -1.3),
        (3.9, -0.9),
        (3.0, -0.4),
        (2.5, 0.7),
        (3.6, 2.0),
        (3.2, 2.6),
        (1.8, 1.5),
        (0.6, 1.1),
        (-0.8, 1.5),
        (-1.2, 3.0),
        (-0.8, 4.2),
        (-1.7, 4.2),
        (-2.4, 2.6),
        (-3.2, 2.4),
        (-4.0, 4.4),
        (-5.4, 5.6),
        (-6.0, 4.9),
    ]
    shape = spline([(cx + x * u, cy + y * u * 0.95) for x, y in body], closed=True, steps=5)
    c.soft([(x + u * 0.45, y + u * 0.45) for x, y in shape], INK, u * 0.35, 0.6)
    c.poly([(x - u * 0.14, y - u * 0.14) for x, y in shape], light(stone, 0.55))
    c.poly(shape, light(stone, 0.26), dark(stone, 0.02))


def fringe(c: Canvas, points: Sequence[Point], length: float, colour: str) -> None:
    for x, y in points:
        dx = c.dice.uniform(-3, 3)
        c.stroke(
            [(x, y), (x + dx, y + length * c.dice.uniform(0.85, 1.05))],
            mix(colour, INK, c.dice.uniform(0, 0.25)),
            3,
            1.4,
        )
