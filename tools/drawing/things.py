"""Things to put on tables and walls and into hands."""

from __future__ import annotations

import math

from tools.drawing import buildings as b
from tools.drawing.canvas import INK, VERMILION, Canvas, Point, arc, box, dark, light, spline


def fiddle(c: Canvas, cx: float, base: float, tall: float, wood: str, turn: float = 0.0) -> None:
    """A cello, standing, turned by ``turn`` degrees."""
    half = [
        (0.0, 0.04),
        (0.13, 0.05),
        (0.19, 0.12),
        (0.19, 0.2),
        (0.12, 0.28),
        (0.115, 0.33),
        (0.155, 0.4),
        (0.15, 0.48),
        (0.09, 0.53),
        (0.025, 0.545),
    ]
    right = spline(half, steps=6)
    shape = [*right, *((-x, y) for x, y in reversed(right))]
    a = math.radians(turn)

    def at(x: float, y: float) -> Point:
        return cx + (x * math.cos(a) + y * math.sin(a)) * tall, base - (y * math.cos(a) - x * math.sin(a)) * tall

    c.stroke([at(0, 0.05), at(0, 0.0)], "#c9ced0", tall * 0.012)
    body = [at(x, y) for x, y in shape]
    c.poly([(x + tall * 0.02, y + tall * 0.008) for x, y in body], dark(wood, 0.6))
    c.poly(body, light(wood, 0.24), dark(wood, 0.2), across=True)
    for side in (-1, 1):
        c.stroke(
            spline([at(side * 0.06, 0.36), at(side * 0.05, 0.3), at(side * 0.07, 0.24)], steps=6),
            dark(wood, 0.7),
            tall * 0.01,
        )
    c.stroke([at(0, 0.17), at(0, 0.09)], INK, tall * 0.03, tall * 0.05)
    c.stroke([at(0, 0.33), at(0, 0.87)], "#241a18", tall * 0.038, tall * 0.024)
    c.stroke([at(0, 0.86), at(0, 0.97)], wood, tall * 0.03, tall * 0.02)
    c.stroke(arc(*at(0.0, 0.975), tall * 0.018, tall * 0.018, 0, 300), wood, tall * 0.016)
    for k in (-1, 1):
        c.stroke([at(-0.035, 0.91 + 0.02 * k), at(0.035, 0.91 + 0.02 * k)], "#241a18", tall * 0.012)
    c.stroke([at(-0.045, 0.285), at(0.045, 0.285)], "#e9c896", tall * 0.014)
    for nth in (-1.5, -0.5, 0.5, 1.5):
        c.stroke([at(nth * 0.009, 0.14), at(nth * 0.005, 0.88)], "#f3ecda", 1.4)


def film_camera(c: Canvas, x: float, y: float) -> None:
    metal = "#2b2f38"
    for dx in (-150, 10, 170):
        c.stroke([(x + 20, y + 110), (x + dx, 1030)], "#3a3330", 13, 9)
    c.ellipse(x + 20, y + 110, 42, 17, "#3a3f48")
    for dx, r in ((-46, 78), (86, 64)):
        c.ellipse(x + dx, y - 86, r, r, metal)
        c.ellipse(x + dx - 4, y - 90, r * 0.86, r * 0.86, light(metal, 0.16), metal)
        c.ellipse(x + dx, y - 86, r * 0.24, r * 0.24, "#c9a96a")
        for k in range(5):
            a = math.radians(72 * k + 20)
            c.ellipse(
                x + dx + r * 0.55 * math.cos(a), y - 86 + r * 0.55 * math.sin(a), r * 0.15, r * 0.15, dark(metal, 0.6)
            )
    c.rect(x - 112, y - 40, 260, 146, light(metal, 0.1), dark(metal, 0.2))
    c.rect(x - 96, y - 24, 110, 60, "#4a505c")
    c.ellipse(x + 82, y + 36, 36, 36, "#5a606c")
    c.stroke([(x + 82, y + 36), (x + 118, y + 70)], "#c9a96a", 9)
    c.rect(x - 162, y - 14, 54, 44, metal)
    c.poly([(x + 148, y - 20), (x + 216, y - 34), (x + 216, y + 62), (x + 148, y + 48)], metal)
    c.poly([(x + 216, y - 60), (x + 296, y - 96), (x + 296, y + 124), (x + 216, y + 88)], "#3f444f", "#23262e")
    c.ellipse(x + 220, y + 14, 9, 34, "#a9cfd8")


def teapot(c: Canvas, x: float, base: float) -> None:
    clay = "#8a4a34"
    c.stroke(
        spline([(x + 52, base - 60), (x + 100, base - 78), (x + 104, base - 34), (x + 56, base - 26)]),
        dark(clay, 0.2),
        12,
    )
    c.poly(
        spline(
            [
                (x - 54, base - 30),
                (x - 92, base - 60),
                (x - 112, base - 84),
                (x - 98, base - 88),
                (x - 70, base - 66),
                (x - 48, base - 60),
            ],
            closed=True,
        ),
        clay,
    )
    body = spline(
        [
            (x - 40, base),
            (x - 66, base - 40),
            (x - 40, base - 82),
            (x + 40, base - 82),
            (x + 66, base - 40),
            (x + 40, base),
        ],
        closed=True,
    )
    c.poly(body, light(clay, 0.2), dark(clay, 0.2), across=True)
    c.ellipse(x, base - 82, 40, 9, light(clay, 0.15))
    c.ellipse(x, base - 94, 12, 11, clay)


def page(c: Canvas, number: int) -> None:
    """A sheet of paper with lines for words."""
    c.rect(0, 0, 1067, 1600, "#7f6a58", "#6b5848")
    for _ in range(40):
        y = c.dice.uniform(0, 1600)
        c.stroke([(0, y), (1067, y + c.dice.uniform(-8, 8))], "#5a4a3e", 2, alpha=0.35)
    c.soft(box(120, 110, 860, 1410), INK, 20, 0.55)
    c.poly([(96, 84), (972, 92), (966, 1508), (90, 1500)], "#fbf5e6", "#f1e6cd")
    y = 200.0
    if number == 1:
        c.rect(360, 190, 350, 26, "#54493f")
        c.rect(300, 244, 470, 14, "#8a7d6c")
        c.stroke([(420, 300), (650, 300)], VERMILION, 4)
        y = 370.0
    while y < (1380 if number == 1 else 820):
        for x0, x1 in ((170, 500), (560, 895)):
            end = x1 - c.dice.uniform(0, 1) ** 3 * 200
            c.rect(x0, y, end - x0, 9, "#8d8271", alpha=0.75)
        y += 27
        if c.dice.random() < 0.13:
            y += 30
    if number == 2:
        for x in (180, 570):
            c.stroke([(x, 1080), (x + 310, 1080)], "#6d6255", 3)
            points = [(x + 24 + 26 * k, 1058 + c.dice.uniform(-40, 18)) for k in range(10)]
            c.stroke(spline(points), "#22304f", 5, 2.5)
            c.rect(x, 1100, 210, 9, "#8d8271")
        c.ellipse(330, 1270, 92, 92, VERMILION, alpha=0.85)
        c.ellipse(330, 1270, 76, 76, "#f7eedb")
        c.rect(286, 1226, 88, 88, VERMILION, alpha=0.85)
        for k in range(3):
            c.rect(298 + 26 * k, 1240, 9, 60, "#f7eedb")
        c.stroke(arc(730, 1270, 96, 96, 0, 360, 60), "#2f4f7a", 7, alpha=0.8)
        c.stroke(arc(730, 1270, 74, 74, 0, 360, 60), "#2f4f7a", 4, alpha=0.8)
        b.arcade(c, 690, 1300, 80, 66, 3, "#2f4f7a", "#f7eedb", 0.6, 0.8)
    c.rect(505, 1450, 60, 8, "#8d8271")


def star(c: Canvas, cx: float, cy: float, r: float, fill: str, edge: str) -> None:
    for size, colour in ((1.22, edge), (1.0, fill)):
        points = []
        for k in range(10):
            a = math.radians(-90 + 36 * k)
            reach = r * size * (1.0 if k % 2 == 0 else 0.42)
            points.append((cx + reach * math.cos(a), cy + reach * math.sin(a)))
        c.poly(points, colour)


def cup(c: Canvas, cx: float, base: float, tall: float, metal: str) -> None:
    c.rect(cx - tall * 0.2, base - tall * 0.12, tall * 0.4, tall * 0.12, "#3a2a26")
    c.stroke([(cx, base - tall * 0.1), (cx, base - tall * 0.45)], metal, tall * 0.2, tall * 0.07)
    for side in (-1, 1):
        c.stroke(
            spline(
                [
                    (cx + side * tall * 0.2, base - tall * 0.9),
                    (cx + side * tall * 0.4, base - tall * 0.82),
                    (cx + side * tall * 0.32, base - tall * 0.6),
                    (cx + side * tall * 0.12, base - tall * 0.52),
                ]
            ),
            dark(metal, 0.14),
            tall * 0.04,
        )
    bowl = spline(
        [
            (cx - tall * 0.25, base - tall),
            (cx - tall * 0.22, base - tall * 0.66),
            (cx, base - tall * 0.42),
            (cx + tall * 0.22, base - tall * 0.66),
            (cx + tall * 0.25, base - tall),
        ],
        steps=6,
    )
    c.poly(bowl, light(metal, 0.35), dark(metal, 0.25), across=True)
    c.shade(bowl, INK, 0.0, 0.4)
    c.ellipse(cx, base - tall, tall * 0.25, tall * 0.04, dark(metal, 0.35))
    c.ellipse(cx - tall * 0.12, base - tall * 0.78, tall * 0.025, tall * 0.1, "#ffffff", alpha=0.7)
