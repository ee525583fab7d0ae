"""Buildings that stand for one city."""

from __future__ import annotations

import math
from collections.abc import Callable

from tools.drawing import buildings as b
from tools.drawing import scenery as s
from tools.drawing.canvas import GOLD, INK, Canvas, Point, arc, box, dark, light, mix, spline


def castle(c: Canvas, cx: float, base: float, size: float, wall: str = "#efe7d6", roof: str = "#4b5560") -> None:
    c.poly(
        [
            (cx - size * 0.62, base),
            (cx - size * 0.46, base - size * 0.3),
            (cx + size * 0.46, base - size * 0.3),
            (cx + size * 0.62, base),
        ],
        "#8d8577",
        "#6b655c",
    )
    y = base - size * 0.3
    for half, tall in ((0.42, 0.26), (0.31, 0.24), (0.2, 0.22)):
        storey = box(cx - half * size, y - tall * size, half * 2 * size, tall * size)
        c.poly(storey, wall)
        c.shade(storey, INK, 0.0, 0.3)
        b.windows(
            c, cx - half * size, y - tall * size * 0.62, half * 2 * size, tall * size * 0.36, 5, 1, "#4a4f55", 0.34
        )
        b.curved_roof(c, cx, y - tall * size, half * 1.5 * size, 0.15 * size, roof, 0.55)
        y -= tall * size + 0.07 * size


def torii(c: Canvas, cx: float, base: float, tall: float) -> None:
    red, shade_red = "#9c2f24", "#6b2424"
    for side in (-1, 1):
        post = [
            (cx + side * tall * 0.37 - 15, base),
            (cx + side * tall * 0.32 - 12, base - tall * 0.88),
            (cx + side * tall * 0.32 + 12, base - tall * 0.88),
            (cx + side * tall * 0.37 + 15, base),
        ]
        c.poly(post, red, shade_red, across=True)
    c.rect(cx - tall * 0.46, base - tall * 0.72, tall * 0.92, tall * 0.055, red, shade_red)
    c.poly(
        spline(
            [
                (cx - tall * 0.64, base - tall * 1.02),
                (cx - tall * 0.3, base - tall * 0.955),
                (cx + tall * 0.3, base - tall * 0.955),
                (cx + tall * 0.64, base - tall * 1.02),
                (cx + tall * 0.6, base - tall * 0.9),
                (cx + tall * 0.3, base - tall * 0.865),
                (cx - tall * 0.3, base - tall * 0.865),
                (cx - tall * 0.6, base - tall * 0.9),
            ],
            closed=True,
            steps=6,
        ),
        "#3a2530",
        red,
    )
    c.rect(cx - tall * 0.03, base - tall * 0.87, tall * 0.06, tall * 0.15, shade_red)
    for k in range(9):
        y, dx = base + 4 + k * 17, c.dice.uniform(-9, 9)
        for side in (-1, 1):
            c.poly(box(cx + side * tall * 0.37 - 14 + dx, y, 28, 9), "#6b2b2e", alpha=0.55 - 0.05 * k)


def gate(c: Canvas, cx: float, base: float) -> None:
    body = [(cx - 200, base), (cx - 176, base - 230), (cx + 176, base - 230), (cx + 200, base)]
    c.poly(body, "#d8ccb4", "#b1a68f")
    c.shade(body, INK, 0.0, 0.25)
    b.stone_courses(c, box(cx - 170, base - 220, 340, 210), "#c6baa3", 18)
    c.poly([*arc(cx, base - 100, 62, 62, 180, 360), (cx + 62, base), (cx - 62, base)], "#3a332f", "#54483f")
    for half, y, wall in ((150, base - 230, "#8f4a3a"), (112, base - 330, "#7e463a")):
        c.rect(cx - half, y - 66, half * 2, 70, wall, dark(wall))
        for k in range(6):
            c.rect(cx - half + half * 2 * k / 6 + 8, y - 58, 10, 58, "#4f7a68")
        b.curved_roof(c, cx, y - 62, half * 1.5, 62, "#4d5558", 0.6)


def mosque(c: Canvas, cx: float, base: float, size: float, wall: str, lead: str) -> None:
    """A great dome between half domes and minarets."""
    for dx, tall in ((-0.95, 1.35), (0.95, 1.35), (-0.62, 1.15), (0.62, 1.15)):
        b.minaret(c, cx + dx * size, base, tall * size, light(wall, 0.12), lead)
    c.rect(cx - size * 0.62, base - size * 0.28, size * 1.24, size * 0.3, wall, dark(wall))
    b.windows(c, cx - size * 0.6, base - size * 0.22, size * 1.2, size * 0.2, 14, 2, dark(wall, 0.4), 0.4)
    for dx in (-0.5, 0.5):
        b.dome(c, cx + dx * size, base - size * 0.26, size * 0.15, lead, 0.8)
    for dx in (-0.27, 0.27):
        b.dome(c, cx + dx * size, base - size * 0.28, size * 0.25, lead, 0.8)
    c.rect(cx - size * 0.31, base - size * 0.52, size * 0.62, size * 0.26, light(wall, 0.06), wall)
    b.windows(c, cx - size * 0.3, base - size * 0.48, size * 0.6, size * 0.1, 12, 1, dark(wall, 0.4), 0.4)
    b.dome(c, cx, base - size * 0.5, size * 0.34, light(lead, 0.06), 0.86, GOLD)


def prang(c: Canvas, cx: float, base: float, tall: float) -> None:
    """A corn-shaped temple tower on stepped terraces."""
    stone, shade_stone = "#b98a86", "#6a567a"
    for k in range(5):
        half, y = tall * (0.3 - 0.036 * k), base - tall * 0.085 * k
        c.poly(
            [
                (cx - half, y),
                (cx - half * 0.93, y - tall * 0.088),
                (cx + half * 0.93, y - tall * 0.088),
                (cx + half, y),
            ],
            stone,
            shade_stone,
            across=True,
        )
        c.rect(cx - half * 0.95, y - tall * 0.092, half * 1.9, tall * 0.012, light(stone, 0.25))
        b.windows(c, cx - half * 0.9, y - tall * 0.07, half * 1.8, tall * 0.05, 11 - k, 1, dark(shade_stone, 0.2), 0.3)
    silhouette = [
        (0.13, 0.42),
        (0.105, 0.52),
        (0.098, 0.62),
        (0.085, 0.74),
        (0.06, 0.83),
        (0.03, 0.89),
        (0.012, 0.91),
        (0.004, 1.0),
    ]
    right = spline([(cx + out * tall, base - up * tall) for out, up in silhouette], steps=6)
    outline = [*right, *((2 * cx - x, y) for x, y in reversed(right))]
    c.poly(outline, light(stone, 0.12), shade_stone, across=True)
    for k in range(11):
        y = base - tall * (0.44 + 0.038 * k)
        w = tall * (0.125 - 0.0065 * k)
        c.stroke([(cx - w, y), (cx + w, y)], light(stone, 0.3), max(1.5, tall * 0.006), alpha=0.5)


def colonnade(c: Canvas, x: float, base: float, width: float, height: float, count: int, stone: str) -> None:
    """Columns before a dark wall, with steps and an entablature."""
    c.rect(x, base - height, width, height, dark(stone, 0.5), dark(stone, 0.35))
    gap = width / count
    for k in range(count):
        column = box(x + gap * (k + 0.24), base - height * 0.94, gap * 0.52, height * 0.94)
        c.poly(column, light(stone, 0.2))
        c.shade(column, INK, 0.0, 0.45)
        c.rect(x + gap * (k + 0.14), base - height, gap * 0.72, height * 0.07, light(stone, 0.28))
    c.rect(x - width * 0.02, base - height * 1.17, width * 1.04, height * 0.18, stone, light(stone, 0.12))
    c.rect(x - width * 0.03, base - height * 1.2, width * 1.06, height * 0.05, light(stone, 0.25))
    for k in range(4):
        c.rect(x - 10 - 9 * k, base + 8 * k, width + 20 + 18 * k, 9, mix(light(stone, 0.2), INK, 0.06 * k))


def clock_tower(c: Canvas, cx: float, base: float, stone: str) -> None:
    c.rect(cx - 92, base - 110, 184, 112, stone)
    b.windows(c, cx - 84, base - 100, 168, 90, 5, 1, dark(stone, 0.5), 0.36)
    c.shade(box(cx - 92, base - 110, 184, 112), INK, 0.0, 0.34)
    for k in range(8):
        x = cx - 86 + 172 * k / 7
        c.stroke([(x, base - 112), (x, base - 214)], light(stone, 0.22 - 0.05 * k), 13)
    c.rect(cx - 66, base - 214, 132, 104, dark(stone, 0.42))
    for k in range(8):
        c.rect(cx - 92 + 172 * k / 7 - 0, base - 214, 12, 104, mix(light(stone, 0.28), INK, 0.045 * k))
    c.rect(cx - 102, base - 232, 204, 20, light(stone, 0.18))
    b.dome(c, cx, base - 232, 78, "#6f7d83", 1.35)
    c.rect(cx - 26, base - 392, 52, 60, stone)
    c.shade(box(cx - 26, base - 392, 52, 60), INK, 0.0, 0.35)
    c.ellipse(cx, base - 268, 27, 27, "#f5ead0")
    c.stroke([(cx, base - 268), (cx, base - 287)], INK, 3)
    c.stroke([(cx, base - 268), (cx + 13, base - 262)], INK, 3)
    b.dome(c, cx, base - 390, 30, "#6f7d83", 1.2, dark(stone, 0.5))


def qolsharif(c: Canvas, cx: float, base: float) -> None:
    white, blue = "#f8f3e6", "#3f9bbd"
    for dx in (-180, -108, 108, 180):
        b.minaret(c, cx + dx, base, 400 if abs(dx) > 150 else 350, white, blue, 1)
    c.poly([(cx - 150, base), (cx - 118, base - 150), (cx + 118, base - 150), (cx + 150, base)], white, "#dcd5c6")
    for k in range(5):
        x = cx - 104 + 52 * k
        c.poly(
            spline(
                [(x - 16, base), (x - 16, base - 86), (x, base - 118), (x + 16, base - 86), (x + 16, base)], steps=4
            ),
            "#7fb6c9",
            "#4d8ba3",
        )
    c.poly([(cx - 112, base - 148), (cx - 60, base - 190), (cx + 60, base - 190), (cx + 112, base - 148)], "#e9e2d1")
    for dx in (-78, 78):
        b.dome(c, cx + dx, base - 148, 30, blue, 1.0, GOLD, "onion")
    b.dome(c, cx, base - 186, 74, blue, 1.05, GOLD, "onion")


def leaning_tower(c: Canvas, cx: float, base: float) -> None:
    lean, half, storey = 0.085, 112, 104

    def at(x: float, up: float) -> tuple[float, float]:
        return cx + x + up * lean, base - up + x * lean * 0.6

    marble = "#f6efe0"
    for k in range(8):
        w = half if k < 7 else half * 0.78
        low, high = k * storey, k * storey + (storey if k < 7 else storey * 0.9)
        drum = [at(-w, low), at(w, low), at(w, high), at(-w, high)]
        c.poly(drum, "#a09788" if 0 < k < 7 else marble)
        _loggia(c, at, w, low, high, open_=0 < k < 7)
        c.poly([at(-w - 8, high - 11), at(w + 8, high - 11), at(w + 8, high), at(-w - 8, high)], light(marble, 0.4))
        c.shade(drum, INK, 0.0, 0.42)


def _loggia(c: Canvas, at: Callable[[float, float], Point], w: float, low: float, high: float, *, open_: bool) -> None:
    """One storey of the tower: a row of columns before a gallery, or of blind arches."""
    marble, storey, count, gap = "#f6efe0", 104, 9, w / 9
    for j in range(count):
        x = -w + 2 * w * (j + 0.5) / count
        if open_:
            c.poly(
                [
                    at(x + gap * 0.78, low),
                    at(x + gap * 0.78, low + storey * 0.7),
                    at(x + gap * 1.22, low + storey * 0.7),
                    at(x + gap * 1.22, low),
                ],
                marble,
            )
        else:
            span = gap * 0.62
            c.poly(
                [
                    at(x - span, low),
                    at(x - span, low + storey * 0.62),
                    at(x, low + storey * 0.78),
                    at(x + span, low + storey * 0.62),
                    at(x + span, low),
                ],
                "#c9bda6",
            )
    if open_:
        c.poly([at(-w, low + storey * 0.66), at(w, low + storey * 0.66), at(w, high), at(-w, high)], marble)
        for j in range(count):
            x = -w + 2 * w * (j + 0.5) / count
            arch = [(math.cos(math.radians(a)), math.sin(math.radians(a))) for a in range(0, 181, 20)]
            c.poly([at(x + gap * 0.72 * u, low + storey * 0.65 + 20 * v) for u, v in arch], "#a09788")


def frauenkirche(c: Canvas, cx: float, base: float, stone: str) -> None:
    c.rect(cx - 128, base - 220, 256, 222, light(stone, 0.12), stone)
    b.windows(c, cx - 110, base - 200, 220, 190, 4, 2, dark(stone, 0.5), 0.42)
    c.shade(box(cx - 128, base - 220, 256, 222), INK, 0.0, 0.34)
    for dx in (-108, 108):
        c.rect(cx + dx - 24, base - 290, 48, 292, light(stone, 0.16), stone)
        c.shade(box(cx + dx - 24, base - 290, 48, 292), INK, 0.0, 0.3)
        b.dome(c, cx + dx, base - 290, 26, light(stone, 0.04), 1.1, dark(stone, 0.4), "bell")
    b.dome(c, cx, base - 214, 128, light(stone, 0.08), 1.22, "", "bell")
    top = base - 436
    c.rect(cx - 30, top - 62, 60, 84, light(stone, 0.15), stone)
    b.windows(c, cx - 28, top - 54, 56, 60, 3, 1, dark(stone, 0.5), 0.5)
    c.shade(box(cx - 30, top - 62, 60, 84), INK, 0.0, 0.3)
    b.dome(c, cx, top - 60, 34, stone, 0.9, GOLD)


def storehouse(c: Canvas, x: float, base: float, width: float, height: float, red: str) -> None:
    c.rect(x, base - height, width, height, red, dark(red, 0.2))
    for k in range(int(width / 11)):
        c.rect(x + 11 * k, base - height, 1.6, height, dark(red, 0.35), alpha=0.6)
    b.windows(c, x + 16, base - height + 22, width - 32, height - 40, 3, 1, "#f8d68a", 0.34)
    for k in range(3):
        wx = x + 16 + (width - 32) * (k + 0.5) / 3
        c.glow(wx, base - height * 0.5, 70, "#f8cf7d", 0.4)
    c.poly(
        [(x - 12, base - height + 4), (x + width / 2, base - height * 1.62), (x + width + 12, base - height + 4)],
        dark(red, 0.1),
        red,
    )
    c.poly(
        [
            (x - 16, base - height + 6),
            (x + width / 2, base - height * 1.66),
            (x + width + 16, base - height + 6),
            (x + width + 4, base - height + 8),
            (x + width / 2, base - height * 1.5),
            (x - 4, base - height + 8),
        ],
        "#f6f5ee",
        "#d3e0e2",
    )


def old_bridge(c: Canvas) -> None:
    deck = spline([(-20, 726), (400, 690), (800, 664), (1200, 690), (1620, 726)], steps=16)
    c.poly([*deck, (1620, 848), (-20, 848)], "#c07a56", "#cfa680")
    b.stone_courses(c, box(0, 720, 1600, 110), "#c99a74", 17)
    for k in range(5):
        cx, r = 130 + 335 * k, 122 if k in (1, 2, 3) else 106
        c.poly(arc(cx, 850, r, r * 0.98, 180, 360), "#54705f", "#7fa08a")
        for j in range(15):
            a = 180 + 12 * j + 6
            c.stroke([arc(cx, 850, r, r * 0.98, a, a, 1)[0], arc(cx, 850, r + 22, r + 20, a, a, 1)[0]], "#f0e0c2", 9)
        if k < 4:
            px = cx + 167
            c.poly([(px - 34, 850), (px - 24, 770), (px + 24, 770), (px + 34, 850)], "#efe0c4", "#cdb594")
            c.ellipse(px, 748, 18, 18, "#7a5a48")
    c.stroke([(x, y - 4) for x, y in deck], "#f2e2c4", 12)


def gallery_house(c: Canvas, x: float, base: float, width: float, height: float) -> None:
    white, red = "#f8f2e2", "#a9472f"
    c.rect(x, base - height, width, height, white, "#e4dac4")
    c.rect(x, base - 24, width, 24, "#a85f48")
    for k in range(5):
        wx = x + width * (k + 0.5) / 5
        for y in (base - height * 0.9, base - height * 0.42):
            c.rect(wx - 13, y, 26, height * 0.24, "#3f6a5f", "#2f524b")
            c.stroke([(wx, y), (wx, y + height * 0.24)], white, 2)
    c.rect(x - 14, base - height * 0.54, width + 28, 10, dark(white, 0.15))
    for k in range(7):
        px = x - 10 + (width + 20) * k / 6
        c.stroke([(px, base - height * 0.54), (px, base)], light(white, 0.4), 7)
    for k in range(24):
        px = x - 10 + (width + 20) * k / 23
        c.stroke([(px, base - height * 0.54), (px, base - height * 0.66)], light(white, 0.4), 3)
    c.stroke([(x - 14, base - height * 0.66), (x + width + 14, base - height * 0.66)], light(white, 0.4), 5)
    c.poly(
        [
            (x - 22, base - height + 6),
            (x + width * 0.2, base - height * 1.42),
            (x + width * 0.8, base - height * 1.42),
            (x + width + 22, base - height + 6),
        ],
        light(red, 0.1),
        dark(red, 0.15),
    )
    dx = x + width / 2
    c.rect(dx - 26, base - height * 1.28, 52, height * 0.22, white)
    c.poly([(dx - 36, base - height * 1.27), (dx, base - height * 1.46), (dx + 36, base - height * 1.27)], red)
    c.rect(dx - 11, base - height * 1.22, 22, height * 0.13, "#4a5f63")
    c.shade(box(x, base - height, width, height), INK, 0.0, 0.16)


def glass_vault(c: Canvas, cx: float, base: float, width: float, tall: float) -> None:
    outline = [
        *arc(cx, base - tall * 0.45, width / 2, tall * 0.55, 180, 360, 30),
        (cx + width / 2, base),
        (cx - width / 2, base),
    ]
    c.poly(outline, "#bfe0dc", "#8fbfae")
    for k in range(5):
        s.tree(c, cx - width * 0.36 + width * 0.18 * k, base, tall * c.dice.uniform(0.3, 0.55), "#6fa677")
    c.poly(outline, "#dff0ea", "#a9d2c6", alpha=0.45)
    for k in range(1, 8):
        x = cx - width / 2 + width * k / 8
        y = base - tall * 0.45 - tall * 0.55 * math.sqrt(max(0.0, 1 - ((x - cx) / (width / 2)) ** 2))
        c.stroke([(x, base), (x, y)], "#fbf8ee", 3)
    for k in range(1, 7):
        y = base - tall * k / 7
        up = max(0.0, (base - tall * 0.45 - y) / (tall * 0.55))
        half = width / 2 * math.sqrt(max(0.0, 1 - up * up))
        c.stroke([(cx - half, y), (cx + half, y)], "#fbf8ee", 3)
    c.stroke(outline[:31], "#fffdf5", 7)
    c.shade(outline, INK, 0.0, 0.16)


def fortress(c: Canvas, wall: str) -> None:
    c.poly([(250, 318), (262, 268), (600, 262), (618, 318)], wall, dark(wall, 0.12))
    for k in range(18):
        c.rect(264 + 19 * k, 256, 11, 14, wall)
    for x in (256, 420, 584):
        c.rect(x, 244, 40, 76, light(wall, 0.08), dark(wall, 0.1))
        c.rect(x + 10, 270, 7, 16, dark(wall, 0.5))


def obelisk(c: Canvas, cx: float, base: float, height: float, colour: str) -> None:
    w = height * 0.085
    c.rect(cx - w * 2.2, base - height * 0.08, w * 4.4, height * 0.08, dark(colour, 0.08))
    c.rect(cx - w * 1.3, base - height * 0.2, w * 2.6, height * 0.13, colour)
    shaft = [
        (cx - w, base - height * 0.18),
        (cx - w * 0.55, base - height * 0.86),
        (cx + w * 0.55, base - height * 0.86),
        (cx + w, base - height * 0.18),
    ]
    c.poly(shaft, light(colour, 0.15))
    c.shade(shaft, INK, 0.0, 0.4)
    c.rect(cx - w * 0.8, base - height * 0.89, w * 1.6, height * 0.035, colour)
    c.stroke([(cx, base - height * 0.88), (cx, base - height)], dark(colour, 0.35), w * 0.34, w * 0.1)
