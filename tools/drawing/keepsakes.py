"""What gifts are made of: seeds in a bowl, reliefs, a branch, a fan, stitches."""

from __future__ import annotations

import math

from tools.drawing import buildings as b
from tools.drawing import scenery as s
from tools.drawing.canvas import CELADON, GOLD, INK, SANDSTONE, VERMILION, Canvas, Point, arc, dark, light, mix, spline
from tools.drawing.still import shadow, turned


def bowl(c: Canvas, cx: float, base: float, scale: float) -> None:
    turned(
        c,
        cx,
        base,
        [
            (120 * scale, 0),
            (128 * scale, 18 * scale),
            (120 * scale, 34 * scale),
            (250 * scale, 130 * scale),
            (330 * scale, 260 * scale),
        ],
        CELADON,
    )
    rim = base - 260 * scale
    c.ellipse(cx, rim, 330 * scale, 60 * scale, light(CELADON, 0.3))
    c.ellipse(cx, rim + 6, 306 * scale, 50 * scale, dark(CELADON, 0.35))
    spots = [(c.dice.uniform(-1, 1), c.dice.uniform(-1, 1)) for _ in range(190)]
    for dx, dy in sorted((p for p in spots if p[0] ** 2 + p[1] ** 2 < 1), key=lambda p: p[1]):
        heap = 58 * (1 - dx * dx) * (0.75 - 0.35 * dy)
        seed(c, cx + dx * 280 * scale, rim + 8 + dy * 42 * scale - heap * scale, 24 * scale)


def seed(c: Canvas, x: float, y: float, r: float) -> None:
    tone = mix("#f3e6c6", "#d9bd8f", c.dice.random())
    c.ellipse(x + r * 0.12, y + r * 0.16, r, r * 0.84, "#8f7350")
    c.ellipse(x, y, r, r * 0.82, light(tone, 0.3), dark(tone, 0.12), across=True)
    c.ellipse(x - r * 0.3, y - r * 0.28, r * 0.3, r * 0.2, "#fffaf0", alpha=0.8)
    c.stroke([(x + r * 0.5, y - r * 0.5), (x + r * 0.72, y - r * 0.3)], "#7a5a38", r * 0.14, 1)


def seed_head(c: Canvas, x: float, base: float, r: float) -> None:
    shadow(c, x, base + 20, r, 30)
    c.stroke(spline([(x + r * 0.7, base - 10), (x + r * 1.4, base + 30), (x + r * 1.9, base + 10)]), "#6d5c3c", 17, 12)
    c.poly(
        spline(
            [
                (x - r, base - r * 0.75),
                (x - r * 0.7, base - r * 0.1),
                (x + r * 0.1, base + r * 0.22),
                (x + r * 0.8, base + r * 0.02),
                (x + r * 0.5, base - r * 0.6),
            ],
            closed=True,
        ),
        "#93855a",
        "#5f5336",
    )
    c.ellipse(x - r * 0.3, base - r * 0.72, r * 0.92, r * 0.5, "#b3a270", "#8f7d50")
    for dx, dy in (
        (-0.85, -0.75),
        (-0.5, -1.0),
        (-0.05, -1.03),
        (0.3, -0.85),
        (0.28, -0.55),
        (-0.1, -0.42),
        (-0.55, -0.45),
        (-0.3, -0.72),
    ):
        c.ellipse(x + dx * r, base + dy * r, r * 0.13, r * 0.085, "#4a3d26")
        c.ellipse(x + dx * r, base + dy * r - 3, r * 0.085, r * 0.055, "#7f9058")


#: Its outline, beak to the right, in units of about a tenth of its length.
_BIRD = [
    (-4.5, 0.6),
    (-2.6, -0.9),
    (0.2, -1.3),
    (1.8, -1.5),
    (2.4, -3.0),
    (2.3, -4.4),
    (3.0, -5.3),
    (4.0, -5.0),
    (5.4, -4.4),
    (4.0, -4.3),
    (3.4, -4.1),
    (3.5, -2.6),
    (3.1, -0.6),
    (2.0, 0.9),
    (0.6, 1.5),
    (-1.6, 1.3),
    (-3.4, 1.6),
    (-5.2, 2.2),
]


def bird(c: Canvas, cx: float, cy: float, u: float, face: int, stone: str) -> None:
    """A long-necked bird in low relief."""
    shape = spline([(cx + face * x * u, cy + y * u) for x, y in _BIRD], closed=True, steps=5)
    legs = [
        [
            (cx + face * dx * u, cy + 1.2 * u),
            (cx + face * (dx + 0.4) * u, cy + 3.0 * u),
            (cx + face * dx * u, cy + 4.9 * u),
            (cx + face * (dx + 1.1) * u, cy + 5.1 * u),
        ]
        for dx in (0.2, 1.2)
    ]
    c.soft([(x + u * 0.4, y + u * 0.4) for x, y in shape], INK, u * 0.35, 0.6)
    for leg in legs:
        c.stroke([(x + u * 0.2, y + u * 0.2) for x, y in leg], dark(stone, 0.4), u * 0.5)
        c.stroke(leg, light(stone, 0.36), u * 0.42)
    c.poly([(x - u * 0.13, y - u * 0.13) for x, y in shape], light(stone, 0.55))
    c.poly(shape, light(stone, 0.28), stone)
    for k in range(4):
        c.stroke(
            spline(
                [
                    (cx + face * (-3.4 + k * 0.6) * u, cy + (0.7 - 0.1 * k) * u),
                    (cx + face * (-1.4 + k * 0.5) * u, cy + (-0.2 + 0.2 * k) * u),
                    (cx + face * (0.6 + k * 0.3) * u, cy + (-0.5 + 0.35 * k) * u),
                ]
            ),
            dark(stone, 0.22),
            u * 0.13,
            1,
        )


def disc(c: Canvas, cx: float, cy: float, r: float) -> None:
    c.soft(arc(cx + r * 0.12, cy + r * 0.14, r, r, 0, 360), INK, r * 0.12, 0.5)
    c.ellipse(cx - r * 0.04, cy - r * 0.04, r, r, light(SANDSTONE, 0.5))
    c.ellipse(cx, cy, r, r, light(SANDSTONE, 0.26), dark(SANDSTONE, 0.05))


def plum_branch(c: Canvas, start: Point, reach: float) -> None:
    x, y = start
    main = spline(
        [
            (x, y),
            (x + reach * 0.12, y - reach * 0.4),
            (x + reach * 0.5, y - reach * 0.62),
            (x + reach * 0.74, y - reach * 1.05),
        ]
    )
    c.stroke(main, "#4a3430", 15, 5)
    side = spline(
        [(x + reach * 0.1, y - reach * 0.34), (x - reach * 0.2, y - reach * 0.6), (x - reach * 0.26, y - reach * 0.96)]
    )
    c.stroke(side, "#4a3430", 10, 4)
    for line in (main, side):
        for px, py in line[8::4]:
            for _ in range(2):
                bx, by = px + c.dice.uniform(-26, 26), py + c.dice.uniform(-26, 26)
                r = c.dice.uniform(9, 17)
                for k in range(5):
                    a = math.radians(72 * k + c.dice.uniform(0, 30))
                    c.ellipse(
                        bx + r * 0.7 * math.cos(a),
                        by + r * 0.7 * math.sin(a),
                        r * 0.6,
                        r * 0.6,
                        c.dice.choice(("#c0485a", "#d9707a", "#e89aa0")),
                    )
                c.ellipse(bx, by, r * 0.3, r * 0.3, GOLD)


def fan(c: Canvas, cx: float, cy: float, r: float, front: bool = True) -> None:
    """A round silk fan; the front carries a painted lake."""
    c.stroke([(cx, cy + r * 0.9), (cx, cy + r * 1.95)], "#5a3626", r * 0.085, r * 0.06)
    c.ellipse(cx, cy + r * 1.97, r * 0.06, r * 0.06, "#c9a24f")
    silk = arc(cx, cy, r, r, 0, 360, 72)
    c.poly(silk, "#f8f0dc", "#ecdfc0")
    if front:
        _painted_lake(c, cx, cy, r)
    else:
        for k in range(-7, 8):
            half = math.sqrt(max(0.0, 1 - (k / 8) ** 2)) * r
            c.stroke([(cx + r * k / 8, cy - half), (cx + r * k * 0.02, cy + r * 0.98)], "#cdb98f", 3, alpha=0.7)
        c.stroke([(cx, cy - r), (cx, cy + r)], "#5a3626", r * 0.035)
    c.shade(silk, INK, 0.0, 0.16)
    c.stroke(arc(cx, cy, r, r, 0, 360, 72), "#5a3626", r * 0.045)
    c.stroke(arc(cx, cy, r * 0.975, r * 0.975, 180, 290, 40), "#a8765a", r * 0.015)


def _painted_lake(c: Canvas, cx: float, cy: float, r: float) -> None:
    def clip(points: list[Point]) -> list[Point]:
        out = []
        for x, y in points:
            d = math.hypot(x - cx, y - cy)
            out.append((x, y) if d < r * 0.97 else (cx + (x - cx) * r * 0.97 / d, cy + (y - cy) * r * 0.97 / d))
        return out

    for k, tone in enumerate(("#b9c9c2", "#93ada4", "#6f9188")):
        line = s.ridge(cy + r * (0.02 + 0.1 * k), r * 0.36, 120 + k, r * 1.1)
        xs = [cx - r + 2 * r * i / 60 for i in range(61)]
        c.poly(
            clip([*((x, line(x)) for x in xs), (cx + r, cy + r * 0.3), (cx - r, cy + r * 0.3)]), tone, light(tone, 0.5)
        )
    b.pagoda(c, cx - r * 0.38, cy + r * 0.14, r * 0.62, 5, "#a8604a", "#4a5252")
    c.poly(
        clip([(cx - r, cy + r * 0.27), (cx + r, cy + r * 0.27), *arc(cx, cy, r, r, 16, 164, 40)]), "#dfe6d6", "#c3d3c6"
    )
    b.arch_bridge(c, cx + r * 0.36, cy + r * 0.29, r * 0.6, r * 0.17, "#a39a86", "#dfe6d6")
    for k in range(7):
        y = cy + r * (0.38 + 0.06 * k)
        c.stroke([(cx - r * 0.3 + k * 9, y), (cx + r * (0.1 + 0.04 * k), y)], "#a3b9ae", 2.5, 1)
    c.poly(
        spline(
            [
                (cx - r * 0.28, cy + r * 0.5),
                (cx - r * 0.1, cy + r * 0.54),
                (cx + r * 0.14, cy + r * 0.49),
                (cx + r * 0.06, cy + r * 0.58),
                (cx - r * 0.2, cy + r * 0.58),
            ],
            closed=True,
        ),
        "#3f4a48",
    )
    for k in range(15):
        x = cx + r * (0.34 + 0.036 * k)
        top = cy - math.sqrt(max(0.0, (r * 0.95) ** 2 - (x - cx) ** 2))
        c.stroke(
            spline([(x, top), (x - r * 0.03, top + r * 0.2), (x + r * 0.02, top + r * c.dice.uniform(0.3, 0.55))]),
            mix("#7d9a63", "#4f7548", c.dice.random()),
            5,
            1,
        )
    c.rect(cx - r * 0.72, cy + r * 0.36, r * 0.07, r * 0.07, VERMILION)


def embroidery(c: Canvas, cx: float, cy: float, r: float) -> None:
    """A stitched flower with leaves."""
    for k in range(6):
        a = math.radians(60 * k + 20)
        tip = (cx + r * 1.7 * math.cos(a), cy + r * 1.7 * math.sin(a))
        for j in range(9):
            t = j / 8
            base = (cx + (tip[0] - cx) * t, cy + (tip[1] - cy) * t)
            wide = r * 0.3 * math.sin(math.pi * t)
            c.stroke(
                [
                    (base[0] - math.sin(a) * wide, base[1] + math.cos(a) * wide),
                    (base[0] + math.sin(a) * wide, base[1] - math.cos(a) * wide),
                ],
                mix("#5f9a72", "#d9b95c", t),
                max(2, r * 0.07),
            )
    for ring, (reach, first, second) in enumerate(
        ((1.0, "#a82f24", "#d9603f"), (0.66, "#d96a4a", "#f0a36a"), (0.34, "#f0b85c", "#f8dc9a"))
    ):
        count = 30 - 7 * ring
        for k in range(count):
            a = math.radians(360 * k / count)
            wave = reach * (0.82 + 0.18 * math.cos(6 * a))
            c.stroke(
                [
                    (cx + r * reach * 0.36 * math.cos(a), cy + r * reach * 0.36 * math.sin(a)),
                    (cx + r * wave * math.cos(a), cy + r * wave * math.sin(a)),
                ],
                first if k % 2 else second,
                max(2, r * 0.11),
                max(1.5, r * 0.06),
            )
    c.ellipse(cx, cy, r * 0.14, r * 0.14, "#8a2b1d")
