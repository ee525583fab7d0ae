"""Land, water, sky and plants."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Sequence

from tools.drawing.canvas import INK, PAPER, Canvas, Point, arc, dark, light, mix, spline

Ridge = Callable[[float], float]


def ridge(base: float, height: float, seed: int, length: float = 420.0) -> Ridge:
    """A rolling line: ``y`` of the land at ``x``, at most ``height`` above ``base``."""
    dice = random.Random(seed)
    phases = [(dice.uniform(0, 6.28), length / (1.9**k), 0.5**k) for k in range(4)]
    total = sum(weight for _, _, weight in phases)

    def y(x: float) -> float:
        wave = sum(weight * (0.5 + 0.5 * math.sin(x / span * 6.28 + phase)) for phase, span, weight in phases)
        return base - height * wave / total

    return y


def mound(left: float, right: float, base: float, height: float) -> Ridge:
    """The line of one island or hill between ``left`` and ``right``."""

    def y(x: float) -> float:
        across = min(1.0, max(0.0, (x - left) / (right - left)))
        return base - height * math.pow(math.sin(math.pi * across), 0.8)

    return y


def lowered(line: Ridge, by: float) -> Ridge:
    """The same line, ``by`` further down."""
    return lambda x: line(x) + by


def land(c: Canvas, line: Ridge, fill: str, to: str = "", left: float = -10, right: float | None = None) -> None:
    """Fills below ``line`` to the foot of the sheet."""
    end = c.w + 10 if right is None else right
    xs = [left + (end - left) * i / 160 for i in range(161)]
    c.poly([*((x, line(x)) for x in xs), (end, c.h + 10), (left, c.h + 10)], fill, to)


def ranges(c: Canvas, y: float, colours: Sequence[str], height: float, seed: int, gap: float = 46) -> None:
    """Several hill ranges, one before the other, each fading downwards into haze."""
    for i, colour in enumerate(colours):
        land(c, ridge(y + i * gap, height * (1 - 0.12 * i), seed + i, 620 - 70 * i), colour, light(colour, 0.35))


def peaks(c: Canvas, tops: Sequence[Point], base: float, fill: str, snow: str = "", shade: str = "") -> None:
    """Sharp mountains: each top is ``(x, y)``; the right side is shaded, the crown may carry snow."""
    shadow = shade or dark(fill, 0.3)
    for x, y in sorted(tops, key=lambda p: p[1]):
        tall = base - y
        spread = tall * 1.15
        c.poly([(x, y), (x + spread, base), (x - spread, base)], fill, light(fill, 0.35))
        zig = [
            (x, y),
            (x + tall * 0.10, y + tall * 0.22),
            (x - tall * 0.02, y + tall * 0.4),
            (x + tall * 0.16, y + tall * 0.7),
            (x + tall * 0.05, base),
            (x + spread, base),
        ]
        c.poly(zig, shadow, mix(shadow, light(fill, 0.35), 0.75))
        if snow:
            d = tall * 0.34
            crown = [
                (x, y),
                (x + d * 1.15, y + d),
                (x + d * 0.7, y + d * 0.86),
                (x + d * 0.42, y + d * 1.12),
                (x + d * 0.1, y + d * 0.8),
                (x - d * 0.24, y + d * 1.14),
                (x - d * 0.6, y + d * 0.84),
                (x - d * 1.15, y + d),
            ]
            c.poly(crown, snow)
            c.poly([(x, y), *crown[1:5], (x + tall * 0.03, y + d * 0.4)], mix(snow, shadow, 0.3))


def sun(c: Canvas, x: float, y: float, radius: float, colour: str = "#f7dfa6", halo: str = "") -> None:
    c.glow(x, y, radius * 5, halo or colour, 0.75)
    c.ellipse(x, y, radius, radius, colour)


def clouds(
    c: Canvas, spots: Sequence[tuple[float, float, float]], colour: str = "#fff6e8", alpha: float = 0.75
) -> None:
    """Long flat clouds at ``(x, y, width)``: a heaped upper edge over a straight foot that fades away."""
    for x, y, width in spots:
        for shift, size in ((c.dice.uniform(-0.3, 0.3), 0.62), (0.0, 1.0)):
            wide = width * size
            left, foot = x + shift * width - wide / 2, y - (1 - size) * width * 0.09
            heaps = [(i / 9, c.dice.uniform(0.35, 1.0) * math.sin(math.pi * i / 9) ** 0.7) for i in range(10)]
            top = spline([(left + wide * t, foot - wide * 0.11 * up) for t, up in heaps], steps=8)
            c.shade([*top, (left + wide, foot + 2), (left, foot + 2)], colour, alpha, alpha * 0.12, across=False)


def birds(c: Canvas, x: float, y: float, count: int, colour: str = INK, size: float = 13, spread: float = 150) -> None:
    for _ in range(count):
        bx, by = x + c.dice.uniform(-spread, spread), y + c.dice.uniform(-spread, spread) * 0.4
        s = size * c.dice.uniform(0.6, 1.1)
        for side in (-1, 1):
            wing = spline([(bx, by), (bx + side * s * 0.5, by - s * 0.35), (bx + side * s, by - s * 0.12)], steps=6)
            c.stroke(wing, colour, s * 0.2, s * 0.05)


def ripples(
    c: Canvas,
    top: float,
    bottom: float,
    colour: str,
    count: int = 60,
    alpha: float = 0.35,
    left: float = 0,
    right: float | None = None,
) -> None:
    """Lens-shaped glints, longer towards the viewer."""
    end = c.w if right is None else right
    for _ in range(count):
        t = c.dice.random() ** 0.8
        y, x = top + (bottom - top) * t, c.dice.uniform(left, end)
        half = 14 + 90 * t * c.dice.random()
        c.poly([(x - half, y), (x, y - 1.1 - 1.6 * t), (x + half, y), (x, y + 1.1 + 1.6 * t)], colour, alpha=alpha)


def sun_path(c: Canvas, x: float, top: float, bottom: float, colour: str, width: float = 70) -> None:
    """The broken stripe of light that a low sun lays on water."""
    y = top + 3
    while y < bottom:
        t = (y - top) / (bottom - top)
        half = width * (0.35 + 0.9 * t) * c.dice.uniform(0.35, 1.0)
        dx = c.dice.uniform(-1, 1) * width * 0.35 * (0.4 + t)
        thick = 1.5 + 3.2 * t
        c.poly(
            [(x + dx - half, y), (x + dx, y - thick), (x + dx + half, y), (x + dx, y + thick)],
            colour,
            alpha=0.75 - 0.35 * t,
        )
        y += 7 + 13 * t


def tree(c: Canvas, x: float, base: float, height: float, leaf: str, trunk: str = "#5a4638") -> None:
    """A round-headed tree, lit from the upper left."""
    c.stroke([(x, base), (x + height * 0.01, base - height * 0.55)], trunk, height * 0.06, height * 0.03)
    parts = [(c.dice.uniform(-0.24, 0.24), c.dice.uniform(0.45, 0.85), c.dice.uniform(0.15, 0.22)) for _ in range(9)]
    for shift, colour, size in ((0.0, dark(leaf, 0.22), 1.0), (-0.035, leaf, 0.86), (-0.075, light(leaf, 0.2), 0.5)):
        for dx, up, r in parts:
            c.ellipse(
                x + (dx + shift) * height,
                base - (up - shift * 0.9) * height,
                r * size * height,
                r * size * height * 0.9,
                colour,
            )


def pine(c: Canvas, x: float, base: float, height: float, colour: str) -> None:
    c.stroke([(x, base), (x, base - height)], dark(colour, 0.4), height * 0.05, height * 0.01)
    for k in range(5):
        y, half = base - height * (0.14 + 0.17 * k), height * (0.25 - 0.042 * k)
        tier = [
            (x, y - height * 0.27),
            (x + half, y),
            (x + half * 0.4, y - height * 0.03),
            (x, y + height * 0.02),
            (x - half * 0.4, y - height * 0.03),
            (x - half, y),
        ]
        c.poly(tier, light(colour, 0.1))
        c.poly([tier[0], tier[1], tier[2], tier[3]], dark(colour, 0.2))


def cypress(c: Canvas, x: float, base: float, height: float, colour: str) -> None:
    half = height * 0.1
    c.blob(
        [
            (x, base - height),
            (x + half, base - height * 0.4),
            (x + half * 0.5, base),
            (x - half * 0.5, base),
            (x - half, base - height * 0.4),
        ],
        colour,
    )
    c.blob(
        [
            (x + 1, base - height),
            (x + half, base - height * 0.4),
            (x + half * 0.5, base),
            (x, base),
            (x + half * 0.15, base - height * 0.4),
        ],
        dark(colour, 0.25),
    )


def palm(c: Canvas, x: float, base: float, height: float, leaf: str, lean: float = 0.1, trunk: str = "#7a5f48") -> None:
    """A palm whose crown is ``lean`` heights to the right of its foot."""
    top = (x + lean * height, base - height)
    c.stroke(
        spline([(x, base), (x + lean * height * 0.25, base - height * 0.5), top]), trunk, height * 0.045, height * 0.026
    )
    for k in (0, 8, 1, 7, 2, 6, 3, 5, 4):
        angle = math.radians(-200 + 27.5 * k + c.dice.uniform(-7, 7))
        reach = height * c.dice.uniform(0.32, 0.42)
        away, up = math.cos(angle), math.sin(angle)
        tip = (top[0] + reach * away * 1.05, top[1] + reach * (up * 0.5 + 0.3 + 0.25 * abs(away)))
        bend = (top[0] + reach * 0.5 * away, top[1] + reach * (0.62 * up - 0.1))
        _frond(c, [top, bend, tip], reach * 0.11, leaf if k % 2 else dark(leaf, 0.2))
    c.ellipse(top[0], top[1] + 2, height * 0.03, height * 0.03, dark(trunk))


def _frond(c: Canvas, spine: Sequence[Point], half: float, colour: str) -> None:
    """A feathered leaf along a curve: leaflets to both sides, longest in the middle."""
    line = spline(spine, steps=10)
    for i in range(1, len(line)):
        (ax, ay), (bx, by) = line[i - 1], line[i]
        length = math.hypot(bx - ax, by - ay) or 1.0
        dx, dy = (bx - ax) / length, (by - ay) / length
        reach = half * math.sin(math.pi * min(0.95, 0.12 + i / len(line) * 0.88)) + half * 0.15
        for side in (-1, 1):
            end = (bx + (dx * 1.1 - side * dy) * reach, by + (dy * 1.1 + side * dx) * reach + reach * 0.35)
            c.stroke([(bx, by), end], colour if side < 0 else dark(colour, 0.14), half * 0.42, half * 0.08)
    c.stroke(line, light(colour, 0.18), half * 0.2, half * 0.06)


def willow(c: Canvas, x: float, base: float, height: float, leaf: str, side: float = 1.0) -> None:
    """A weeping willow; its crown hangs towards ``side`` (1 right, -1 left)."""
    bark = "#54483d"
    top = (x + side * height * 0.1, base - height * 0.8)
    c.stroke(
        spline([(x, base), (x - side * height * 0.03, base - height * 0.4), top]), bark, height * 0.07, height * 0.02
    )
    for k in range(44):
        t = c.dice.uniform(-0.3, 0.75)
        sx, sy = top[0] + side * t * height * 0.7, top[1] - height * 0.12 + abs(t - 0.1) ** 1.7 * height * 0.3
        drop = height * c.dice.uniform(0.3, 0.72)
        line = spline([(sx, sy), (sx + side * height * 0.05, sy + drop * 0.4), (sx + side * height * 0.03, sy + drop)])
        c.stroke(line, mix(leaf, dark(leaf, 0.4) if k % 3 else light(leaf, 0.3), c.dice.random()), height * 0.016, 1.0)


def willow_fringe(c: Canvas, x0: float, x1: float, leaf: str, drop: float, count: int = 46) -> None:
    """Willow branches that hang into the picture from above, with single leaves."""
    for _ in range(count):
        x, length = c.dice.uniform(x0, x1), drop * c.dice.uniform(0.35, 1.0)
        sway = c.dice.uniform(-18, 18)
        line = spline([(x, -20), (x + sway * 0.4, length * 0.5), (x + sway, length)])
        colour = mix(leaf, dark(leaf, 0.5), c.dice.random())
        c.stroke(line, colour, 2.4, 1.0)
        for px, py in line[3:]:
            side = c.dice.choice((-1, 1))
            c.stroke([(px, py), (px + side * 8, py + 17)], colour, 4.6, 0.8)


def araucaria(c: Canvas, x: float, base: float, height: float, colour: str) -> None:
    """The candelabra tree of southern Brazil."""
    c.stroke([(x, base), (x, base - height * 0.93)], "#5c4a3e", height * 0.045, height * 0.02)
    for k, (up, reach) in enumerate(((0.72, 0.2), (0.8, 0.33), (0.88, 0.4))):
        for side in (-1, 1):
            tip = (x + side * reach * height, base - (up + 0.1) * height)
            c.stroke(
                spline([(x, base - up * height), (x + side * reach * height * 0.6, base - (up + 0.01) * height), tip]),
                "#5c4a3e",
                height * 0.016,
                height * 0.008,
            )
            for dx in (-0.08, 0.0, 0.08):
                c.ellipse(tip[0] + dx * height, tip[1], height * 0.075, height * 0.032, dark(colour, 0.1 * (2 - k)))
                c.ellipse(
                    tip[0] + dx * height, tip[1] - height * 0.012, height * 0.06, height * 0.02, light(colour, 0.12)
                )
    for dx in (-0.12, 0.0, 0.12):
        c.ellipse(x + dx * height, base - 0.97 * height, height * 0.11, height * 0.035, colour)


def birch(c: Canvas, x: float, base: float, height: float, leaf: str = "") -> None:
    c.stroke([(x, base), (x + height * 0.03, base - height)], "#e9e6dd", height * 0.035, height * 0.012)
    for k in range(9):
        y = base - height * (0.08 + 0.1 * k)
        c.stroke(
            [(x - height * 0.008 + k * height * 0.003, y), (x + height * 0.012 + k * height * 0.003, y + 2)], INK, 2.2
        )
    for k in range(5):
        y, side = base - height * (0.5 + 0.1 * k), 1 if k % 2 else -1
        c.stroke([(x + height * 0.018, y), (x + side * height * 0.16, y - height * 0.16)], "#cfcbc0", height * 0.01, 1)
        if leaf:
            c.ellipse(x + side * height * 0.15, y - height * 0.15, height * 0.11, height * 0.08, leaf, alpha=0.85)


def shrubs(c: Canvas, line: Ridge, x0: float, x1: float, step: float, size: float, colour: str) -> None:
    x = x0
    while x < x1:
        r = size * c.dice.uniform(0.6, 1.2)
        y = line(x)
        c.ellipse(x, y, r, r * 0.75, dark(colour, c.dice.uniform(0, 0.25)))
        c.ellipse(x - r * 0.25, y - r * 0.22, r * 0.6, r * 0.4, light(colour, 0.12))
        x += step * c.dice.uniform(0.6, 1.3)


def lotus_leaf(c: Canvas, x: float, y: float, r: float, colour: str, tilt: float = 0.34) -> None:
    """A round lotus leaf seen at a slant, with its veins."""
    c.ellipse(x + r * 0.04, y + r * 0.09, r, r * tilt, dark(colour, 0.4))
    c.poly(arc(x, y, r, r * tilt, 0, 360, 40), light(colour, 0.22), dark(colour, 0.12), across=True)
    for k in range(10):
        a = math.radians(36 * k + 9)
        c.stroke(
            [(x, y), (x + r * 0.92 * math.cos(a), y + r * 0.92 * tilt * math.sin(a))],
            light(colour, 0.42),
            max(1.0, r * 0.018),
            0.6,
            alpha=0.6,
        )


def lotus_flower(c: Canvas, x: float, y: float, size: float, colour: str = "#e79aa4") -> None:
    """An open lotus; the foot of the flower is at ``(x, y)``."""
    for lean, length, tone in (
        (-62, 0.85, 0.15),
        (62, 0.85, 0.2),
        (-38, 1.0, 0.05),
        (38, 1.0, 0.1),
        (-14, 1.08, 0.0),
        (14, 1.08, 0.05),
        (0, 0.95, -0.1),
    ):
        a = math.radians(lean - 90)
        tip = (x + size * length * math.cos(a), y + size * length * math.sin(a))
        wide = size * 0.2
        middle = (x + (tip[0] - x) * 0.55, y + (tip[1] - y) * 0.55)
        nx, ny = math.sin(a) * wide, -math.cos(a) * wide
        petal = [
            *spline([(x, y), (middle[0] + nx, middle[1] + ny), tip], steps=8),
            *spline([tip, (middle[0] - nx, middle[1] - ny), (x, y)], steps=8),
        ]
        c.poly(petal, mix(colour, "#b0455a", 0.25 + tone), mix(colour, PAPER, 0.45))
    c.ellipse(x, y - size * 0.05, size * 0.2, size * 0.1, dark(colour, 0.15))
