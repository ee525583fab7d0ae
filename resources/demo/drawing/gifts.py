"""Objects as still lifes, each in its views."""

from __future__ import annotations

import math

from drawing import buildings as b
from drawing import scenery as s
from drawing.canvas import (GOLD, INK, PAPER, VERMILION, Canvas, Point, arc, box, dark, light, mix, spline)  # fmt: skip
from drawing.scenes import scene
from drawing.still import ball, crackle, fringe, pillar, relief_fox, shadow, stage, turned
from drawing.stories import SANDSTONE, star

CELADON = "#a9c4b0"
YELLOW, GREEN = "#eec643", "#3f8a5a"


@scene("curitiba-jersey", "tall")
def jersey(c: Canvas) -> None:
    stage(c, "#9fb3a4", "#a87a52", 1230)
    c.soft([(300, 350), (860, 380), (900, 1150), (360, 1160)], INK, 34, 0.36)
    c.stroke(arc(533, 214, 30, 34, 150, 380), "#4a4f55", 8)
    c.stroke([(330, 352), (533, 258), (736, 352)], "#7a5236", 20)
    body = [(400, 330), (260, 392), (130, 620), (250, 690), (318, 586), (318, 1120), (748, 1120), (748, 586), (816, 690), (936, 620), (806, 392), (666, 330)]
    c.poly([*body[:-1], *spline([(666, 330), (533, 400), (400, 330)])], light(YELLOW, 0.15), dark(YELLOW, 0.1))
    for x, wide, a in ((360, 90, 0.28), (533, 120, 0.2), (690, 60, 0.34)):
        c.soft([(x, 560), (x + wide * 0.3, 560), (x + wide, 1110), (x + wide * 0.4, 1110)], "#8a5a1d", 18, a)
    c.stroke(spline([(400, 330), (533, 404), (666, 330)]), GREEN, 26)
    for cuff in (((130, 620), (250, 690)), ((816, 690), (936, 620))):
        c.stroke(cuff, GREEN, 24)
    c.stroke([(318, 1110), (748, 1110)], GREEN, 18)
    for line in ([(318, 586), (270, 480)], [(748, 586), (796, 480)]):
        c.stroke(line, dark(YELLOW, 0.3), 4)
    shadow(c, 760, 1440, 120, 26)
    ball(c, 740, 1330, 122)


@scene("nis-lotus-seeds-1")
def seeds(c: Canvas) -> None:
    stage(c, "#c9b99a", "#8f5f42", 640)
    c.poly([(180, 760), (1440, 730), (1560, 1000), (80, 1040)], "#e3d6b8", "#c9b892")
    for k in range(30):
        c.stroke([(190 + 42 * k, 760 - k), (90 + 49 * k, 1038 - 1.3 * k)], "#bba983", 2, alpha=0.5)
    shadow(c, 760, 880, 330, 60)
    bowl(c, 740, 880, 1.0)
    _seed_head(c, 1230, 850, 150)
    for _ in range(16):
        x, y = c.dice.uniform(940, 1160), c.dice.uniform(890, 970)
        seed(c, x, y, 21)
    for x, y in ((300, 900), (350, 948), (262, 956)):
        seed(c, x, y, 22)


def bowl(c: Canvas, cx: float, base: float, scale: float) -> None:
    turned(c, cx, base, [(120 * scale, 0), (128 * scale, 18 * scale), (120 * scale, 34 * scale), (250 * scale, 130 * scale), (330 * scale, 260 * scale)], CELADON)
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


def _seed_head(c: Canvas, x: float, base: float, r: float) -> None:
    shadow(c, x, base + 20, r, 30)
    c.stroke(spline([(x + r * 0.7, base - 10), (x + r * 1.4, base + 30), (x + r * 1.9, base + 10)]), "#6d5c3c", 17, 12)
    c.poly(spline([(x - r, base - r * 0.75), (x - r * 0.7, base - r * 0.1), (x + r * 0.1, base + r * 0.22), (x + r * 0.8, base + r * 0.02), (x + r * 0.5, base - r * 0.6)], closed=True), "#93855a", "#5f5336")
    c.ellipse(x - r * 0.3, base - r * 0.72, r * 0.92, r * 0.5, "#b3a270", "#8f7d50")
    for dx, dy in ((-0.85, -0.75), (-0.5, -1.0), (-0.05, -1.03), (0.3, -0.85), (0.28, -0.55), (-0.1, -0.42), (-0.55, -0.45), (-0.3, -0.72)):
        c.ellipse(x + dx * r, base + dy * r, r * 0.13, r * 0.085, "#4a3d26")
        c.ellipse(x + dx * r, base + dy * r - 3, r * 0.085, r * 0.055, "#7f9058")


@scene("nis-lotus-seeds-2", "square")
def seeds_near(c: Canvas) -> None:
    c.rect(0, 0, 1300, 1300, dark(CELADON, 0.3), dark(CELADON, 0.45))
    spots = sorted(((c.dice.uniform(-60, 1360), c.dice.uniform(80, 1360)) for _ in range(330)), key=lambda p: p[1])
    for x, y in spots:
        seed(c, x, y, c.dice.uniform(56, 72))
    c.poly([*arc(650, 330, 1000, 330, 180, 360, 60), (1650, -50), (-350, -50)], light(CELADON, 0.3), CELADON)
    c.stroke(arc(650, 330, 1000, 330, 180, 360, 60), light(CELADON, 0.5), 26)
    crackle(c, 650, 0, 140, 640, dark(CELADON, 0.4), 60)
    c.shade(box(0, 0, 1300, 1300), INK, 0.0, 0.4)


@scene("red-star-pennant", "tall")
def pennant(c: Canvas) -> None:
    c.sky((0, "#8f8a80"), (0.6, "#b9b1a2"), (1, "#cfc6b4"))
    c.soft([(60, -20), (330, -20), (760, 1620), (420, 1620)], "#fff3d6", 30, 0.24)
    c.soft([(300, 380), (840, 380), (600, 1330)], INK, 26, 0.45)
    c.stroke(spline([(270, 330), (533, 190), (796, 330)]), GOLD, 7)
    c.ellipse(533, 196, 13, 13, "#5a4a3a")
    shape = [(268, 330), (798, 330), (533, 1250)]
    c.poly(shape, "#f8f1e2", "#e6dbc6")
    for x0, x1 in ((268, 400), (533 - 44, 533 + 44), (666, 798)):
        low = [(533 + (x - 533) * 0.0, 1250) for x in (x0, x1)]
        c.poly([(x0, 330), (x1, 330), low[1], low[0]], "#c03d2a", "#a02f20")
    c.shade(shape, INK, 0.0, 0.3)
    star(c, 533, 560, 116, VERMILION, "#f8f1e2")
    c.stroke([(248, 330), (818, 330)], "#7a5236", 26)
    for x in (246, 820):
        c.ellipse(x, 330, 21, 21, GOLD)
    fringe(c, [(268 + 265 * k / 40, 330 + 920 * k / 40) for k in range(41)], 54, GOLD)
    fringe(c, [(798 - 265 * k / 40, 330 + 920 * k / 40) for k in range(41)], 54, GOLD)
    c.stroke([(533, 1250), (533, 1330)], GOLD, 12)
    c.blob([(505, 1330), (561, 1330), (570, 1450), (496, 1450)], GOLD, "#b98a3c")


@scene("istanbul-pillar-1", "tall")
def pillar_front(c: Canvas) -> None:
    stage(c, "#5f7f84", "#7a4f38", 1200)
    shadow(c, 540, 1410, 330, 66)
    c.rect(300, 1310, 480, 104, "#5a3826", "#3d2418")
    c.poly([(300, 1312), (340, 1268), (740, 1268), (780, 1312)], "#7a5236", "#6b452c")
    c.rect(430, 1345, 220, 40, "#c9a24f", "#a3803a")
    for k in range(2):
        c.rect(452, 1356 + 12 * k, 176 - 40 * k, 4, "#6b5220")
    pillar(c, 540, 1290, 1040, SANDSTONE)


@scene("istanbul-pillar-2", "tall")
def pillar_side(c: Canvas) -> None:
    stage(c, "#8a7f86", "#7a4f38", 1200, window=False)
    c.soft([(300, -20), (620, -20), (760, 1200), (440, 1200)], "#fff3d6", 24, 0.22)
    shadow(c, 540, 1410, 260, 60)
    c.rect(360, 1310, 360, 104, "#5a3826", "#3d2418")
    c.poly([(360, 1312), (396, 1268), (684, 1268), (720, 1312)], "#7a5236", "#6b452c")
    outline = spline([(446, 1290), (452, 800), (448, 560), (440, 260)], steps=6) + spline([(620, 256), (632, 560), (628, 800), (636, 1290)], steps=6)
    c.poly(outline, light(SANDSTONE, 0.2), dark(SANDSTONE, 0.12))
    c.shade(outline, INK, 0.0, 0.46)
    c.poly([(440, 262), (470, 244), (604, 242), (620, 258)], light(SANDSTONE, 0.4))
    for side, x in ((-1, 500), (1, 584)):
        arm = spline([(x, 640), (x + side * 6, 780), (x - side * 10, 920), (540 + side * 16, 1010)])
        c.stroke([(px + 5, py + 6) for px, py in arm], dark(SANDSTONE, 0.45), 30, 22)
        c.stroke(arm, light(SANDSTONE, 0.3), 26, 18)
        for k in range(4):
            c.stroke([(540 + side * 14, 1008 + 3 * k), (540 + side * (3 + k), 1050 - 4 * k)], light(SANDSTONE, 0.34), 8, 5)
    c.rect(446, 1100, 188, 46, dark(SANDSTONE, 0.2))
    for k in range(7):
        c.stroke(arc(470 + 23 * k, 1124, 9, 12, 180, 360), light(SANDSTONE, 0.35), 5)


@scene("istanbul-pillar-3", "square")
def pillar_near(c: Canvas) -> None:
    c.rect(0, 0, 1300, 1300, light(SANDSTONE, 0.2), dark(SANDSTONE, 0.12))
    c.shade(box(0, 0, 1300, 1300), INK, 0.0, 0.34)
    for _ in range(430):
        x, y, r = c.dice.uniform(0, 1300), c.dice.uniform(0, 1300), c.dice.uniform(1.5, 8)
        c.ellipse(x + 1.5, y + 2, r * 1.4, r, light(SANDSTONE, 0.4), alpha=0.5)
        c.ellipse(x, y, r * 1.4, r, dark(SANDSTONE, 0.25), alpha=0.6)
    for _ in range(90):
        x, y = c.dice.uniform(0, 1300), c.dice.uniform(0, 1300)
        c.stroke(spline([(x, y), (x + 60, y + c.dice.uniform(-9, 9)), (x + c.dice.uniform(90, 190), y + c.dice.uniform(-16, 16))]), dark(SANDSTONE, 0.22), 3, 0.8, alpha=0.45)
    relief_fox(c, 640, 640, 900, SANDSTONE)


def bird(c: Canvas, cx: float, cy: float, u: float, face: int, stone: str) -> None:
    """A long-necked bird in low relief."""
    body = [(-4.5, 0.6), (-2.6, -0.9), (0.2, -1.3), (1.8, -1.5), (2.4, -3.0), (2.3, -4.4), (3.0, -5.3), (4.0, -5.0), (5.4, -4.4), (4.0, -4.3), (3.4, -4.1),
            (3.5, -2.6), (3.1, -0.6), (2.0, 0.9), (0.6, 1.5), (-1.6, 1.3), (-3.4, 1.6), (-5.2, 2.2)]  # fmt: skip
    shape = spline([(cx + face * x * u, cy + y * u) for x, y in body], closed=True, steps=5)
    legs = [[(cx + face * dx * u, cy + 1.2 * u), (cx + face * (dx + 0.4) * u, cy + 3.0 * u), (cx + face * dx * u, cy + 4.9 * u), (cx + face * (dx + 1.1) * u, cy + 5.1 * u)] for dx in (0.2, 1.2)]
    c.soft([(x + u * 0.4, y + u * 0.4) for x, y in shape], INK, u * 0.35, 0.6)
    for leg in legs:
        c.stroke([(x + u * 0.2, y + u * 0.2) for x, y in leg], dark(stone, 0.4), u * 0.5)
        c.stroke(leg, light(stone, 0.36), u * 0.42)
    c.poly([(x - u * 0.13, y - u * 0.13) for x, y in shape], light(stone, 0.55))
    c.poly(shape, light(stone, 0.28), stone)
    for k in range(4):
        c.stroke(spline([(cx + face * (-3.4 + k * 0.6) * u, cy + (0.7 - 0.1 * k) * u), (cx + face * (-1.4 + k * 0.5) * u, cy + (-0.2 + 0.2 * k) * u), (cx + face * (0.6 + k * 0.3) * u, cy + (-0.5 + 0.35 * k) * u)]), dark(stone, 0.22), u * 0.13, 1)


@scene("istanbul-relief-1")
def relief(c: Canvas) -> None:
    stage(c, "#6d6a78", "#5a3b2c", 700)
    shadow(c, 800, 930, 560, 70)
    c.poly([(280, 400), (1320, 400), (1400, 500), (200, 500)], "#4a1f1c", "#6b2a24")
    c.poly([(300, 90), (1300, 90), (1320, 410), (280, 410)], "#6b2a24", "#8a3a30")
    c.stroke([(300, 90), (1300, 90), (1320, 410), (280, 410), (300, 90)], "#3d2418", 22)
    c.poly([(200, 498), (1400, 498), (1420, 900), (180, 900)], "#5a3826", "#3d2418")
    c.poly([(232, 520), (1368, 520), (1384, 876), (216, 876)], "#7a2f28", "#8f3a30")
    plate = spline([(360, 560), (800, 548), (1240, 560), (1262, 700), (1252, 842), (800, 854), (348, 842), (340, 700)], closed=True, steps=6)
    c.soft([(x + 14, y + 16) for x, y in plate], INK, 12, 0.55)
    c.poly(plate, light(SANDSTONE, 0.24), dark(SANDSTONE, 0.1))
    c.shade(plate, INK, 0.0, 0.3)
    for _ in range(120):
        x, y = c.dice.uniform(370, 1230), c.dice.uniform(566, 838)
        c.ellipse(x, y, c.dice.uniform(1, 5), c.dice.uniform(1, 3), dark(SANDSTONE, 0.22), alpha=0.6)
    bird(c, 540, 720, 22, 1, SANDSTONE)
    bird(c, 1060, 720, 22, -1, SANDSTONE)
    disc(c, 800, 660, 52)
    c.rect(700, 905, 200, 34, "#c9a24f", "#a3803a")


def disc(c: Canvas, cx: float, cy: float, r: float) -> None:
    c.soft(arc(cx + r * 0.12, cy + r * 0.14, r, r, 0, 360), INK, r * 0.12, 0.5)
    c.ellipse(cx - r * 0.04, cy - r * 0.04, r, r, light(SANDSTONE, 0.5))
    c.ellipse(cx, cy, r, r, light(SANDSTONE, 0.26), dark(SANDSTONE, 0.05))


@scene("istanbul-relief-2", "square")
def relief_near(c: Canvas) -> None:
    c.rect(0, 0, 1300, 1300, light(SANDSTONE, 0.22), dark(SANDSTONE, 0.1))
    for _ in range(360):
        x, y, r = c.dice.uniform(0, 1300), c.dice.uniform(0, 1300), c.dice.uniform(1.5, 7)
        c.ellipse(x, y, r * 1.4, r, dark(SANDSTONE, 0.22), alpha=0.5)
    disc(c, 1010, 300, 190)
    bird(c, 600, 780, 96, 1, SANDSTONE)
    c.shade(box(0, 0, 1300, 1300), INK, 0.0, 0.3)


def plum_branch(c: Canvas, start: Point, reach: float) -> None:
    x, y = start
    main = spline([(x, y), (x + reach * 0.12, y - reach * 0.4), (x + reach * 0.5, y - reach * 0.62), (x + reach * 0.74, y - reach * 1.05)])
    c.stroke(main, "#4a3430", 15, 5)
    side = spline([(x + reach * 0.1, y - reach * 0.34), (x - reach * 0.2, y - reach * 0.6), (x - reach * 0.26, y - reach * 0.96)])
    c.stroke(side, "#4a3430", 10, 4)
    for line in (main, side):
        for px, py in line[8::4]:
            for _ in range(2):
                bx, by = px + c.dice.uniform(-26, 26), py + c.dice.uniform(-26, 26)
                r = c.dice.uniform(9, 17)
                for k in range(5):
                    a = math.radians(72 * k + c.dice.uniform(0, 30))
                    c.ellipse(bx + r * 0.7 * math.cos(a), by + r * 0.7 * math.sin(a), r * 0.6, r * 0.6, c.dice.choice(("#c0485a", "#d9707a", "#e89aa0")))
                c.ellipse(bx, by, r * 0.3, r * 0.3, GOLD)


@scene("specimen-vase-1", "tall")
def vase(c: Canvas) -> None:
    stage(c, "#b0a48f", "#6b4232", 1190)
    plum_branch(c, (540, 640), 420)
    shadow(c, 540, 1420, 230, 60)
    profile = [(130, 0), (138, 26), (120, 46), (210, 260), (236, 430), (180, 590), (86, 690), (76, 770), (120, 820)]
    turned(c, 540, 1420, profile, CELADON, 0.6)
    crackle(c, 540, 760, 1380, 190, dark(CELADON, 0.4), 150)
    plum_branch_shadow = spline([(640, 1180), (760, 1150), (900, 1160)])
    c.stroke(plum_branch_shadow, dark("#6b4232", 0.3), 6, 2, alpha=0.0 + 0.3)


@scene("specimen-vase-2", "square")
def vase_above(c: Canvas) -> None:
    c.rect(0, 0, 1300, 1300, "#7a4d3a", "#5a3628")
    for _ in range(60):
        y = c.dice.uniform(0, 1300)
        c.stroke([(0, y), (1300, y + c.dice.uniform(-20, 20))], "#4a2c20", 2.5, alpha=0.4)
    c.soft(arc(740, 730, 470, 450, 0, 360), INK, 50, 0.5)
    for k in range(26):
        r = 460 - 12 * k
        c.ellipse(650 - 1.6 * k, 640 - 1.6 * k, r, r, mix(dark(CELADON, 0.34), light(CELADON, 0.42), math.sin(math.pi * k / 30)))
    crackle(c, 650, 220, 1060, 400, dark(CELADON, 0.42), 260)
    c.ellipse(610, 600, 176, 176, light(CELADON, 0.5))
    c.ellipse(612, 604, 150, 150, dark(CELADON, 0.55), dark(CELADON, 0.3))
    c.ellipse(616, 612, 122, 122, dark(CELADON, 0.78), dark(CELADON, 0.6))
    c.soft(arc(420, 430, 90, 60, 0, 360), "#ffffff", 28, 0.55)


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
        c.poly(clip([*((x, line(x)) for x in xs), (cx + r, cy + r * 0.3), (cx - r, cy + r * 0.3)]), tone, light(tone, 0.5))
    b.pagoda(c, cx - r * 0.38, cy + r * 0.14, r * 0.62, 5, "#a8604a", "#4a5252")
    c.poly(clip([(cx - r, cy + r * 0.27), (cx + r, cy + r * 0.27), *arc(cx, cy, r, r, 16, 164, 40)]), "#dfe6d6", "#c3d3c6")
    b.arch_bridge(c, cx + r * 0.36, cy + r * 0.29, r * 0.6, r * 0.17, "#a39a86", "#dfe6d6")
    for k in range(7):
        y = cy + r * (0.38 + 0.06 * k)
        c.stroke([(cx - r * 0.3 + k * 9, y), (cx + r * (0.1 + 0.04 * k), y)], "#a3b9ae", 2.5, 1)
    c.poly(spline([(cx - r * 0.28, cy + r * 0.5), (cx - r * 0.1, cy + r * 0.54), (cx + r * 0.14, cy + r * 0.49), (cx + r * 0.06, cy + r * 0.58), (cx - r * 0.2, cy + r * 0.58)], closed=True), "#3f4a48")
    for k in range(15):
        x = cx + r * (0.34 + 0.036 * k)
        top = cy - math.sqrt(max(0.0, (r * 0.95) ** 2 - (x - cx) ** 2))
        c.stroke(spline([(x, top), (x - r * 0.03, top + r * 0.2), (x + r * 0.02, top + r * c.dice.uniform(0.3, 0.55))]), mix("#7d9a63", "#4f7548", c.dice.random()), 5, 1)
    c.rect(cx - r * 0.72, cy + r * 0.36, r * 0.07, r * 0.07, VERMILION)


@scene("specimen-fan-1")
def fan_front(c: Canvas) -> None:
    c.rect(0, 0, 1600, 1067, "#9a3527", "#7a2419")
    folds = [(c.dice.uniform(-200, 1700), c.dice.uniform(30, 90)) for _ in range(13)]
    for x, wide in folds:
        c.soft([(x, -60), (x + wide, -60), (x + wide + 260, 1130), (x + 210, 1130)], "#3d0f0c", 30, 0.3)
        c.soft([(x + wide + 20, -60), (x + wide + 60, -60), (x + wide + 330, 1130), (x + wide + 280, 1130)], "#e08a6a", 26, 0.14)
    c.soft(arc(790, 490, 370, 370, 0, 360), INK, 26, 0.5)
    c.soft([(776, 800), (836, 800), (836, 1070), (776, 1070)], INK, 14, 0.4)
    fan(c, 760, 455, 370)
    c.stroke(spline([(760, 1060), (860, 1000), (980, 1010), (1060, 950)]), "#c9a24f", 5)
    for k in range(16):
        c.stroke(spline([(1060, 950), (1084 + 2 * k, 980), (1080 + 6 * k - 30, 1060)]), mix(GOLD, "#a3703a", k / 16), 3.5, 1.5)


@scene("specimen-fan-2", "square")
def fan_back(c: Canvas) -> None:
    stage(c, "#a3b0a3", "#7a5238", 960)
    shadow(c, 650, 1130, 160, 36)
    c.soft(arc(760, 470, 340, 350, 0, 360), INK, 40, 0.3)
    fan(c, 650, 430, 330, front=False)
    c.rect(560, 1070, 180, 62, "#4a3026", "#33201a")
    c.poly([(560, 1072), (590, 1046), (710, 1046), (740, 1072)], "#6b4634")


def embroidery(c: Canvas, cx: float, cy: float, r: float) -> None:
    """A stitched flower with leaves."""
    for k in range(6):
        a = math.radians(60 * k + 20)
        tip = (cx + r * 1.7 * math.cos(a), cy + r * 1.7 * math.sin(a))
        for j in range(9):
            t = j / 8
            base = (cx + (tip[0] - cx) * t, cy + (tip[1] - cy) * t)
            wide = r * 0.3 * math.sin(math.pi * t)
            c.stroke([(base[0] - math.sin(a) * wide, base[1] + math.cos(a) * wide), (base[0] + math.sin(a) * wide, base[1] - math.cos(a) * wide)], mix("#5f9a72", "#d9b95c", t), max(2, r * 0.07))
    for ring, (reach, first, second) in enumerate(((1.0, "#a82f24", "#d9603f"), (0.66, "#d96a4a", "#f0a36a"), (0.34, "#f0b85c", "#f8dc9a"))):
        count = 30 - 7 * ring
        for k in range(count):
            a = math.radians(360 * k / count)
            wave = reach * (0.82 + 0.18 * math.cos(6 * a))
            c.stroke([(cx + r * reach * 0.36 * math.cos(a), cy + r * reach * 0.36 * math.sin(a)), (cx + r * wave * math.cos(a), cy + r * wave * math.sin(a))], first if k % 2 else second, max(2, r * 0.11), max(1.5, r * 0.06))
    c.ellipse(cx, cy, r * 0.14, r * 0.14, "#8a2b1d")


@scene("specimen-scarf-1")
def scarf(c: Canvas) -> None:
    stage(c, "#c3ab8a", "#94684a", 560)
    shadow(c, 800, 900, 520, 80)
    navy = "#24395a"
    c.poly(spline([(280, 560), (800, 520), (1320, 560), (1400, 720), (1380, 880), (800, 930), (220, 880), (200, 720)], closed=True, steps=8), dark(navy, 0.2), dark(navy, 0.4))
    for k, (y, tone) in enumerate(((600, 0.28), (540, 0.16), (478, 0.05))):
        top = spline([(270 + 8 * k, y + 20), (540, y - 40), (800, y - 50), (1060, y - 40), (1330 - 8 * k, y + 20)], steps=8)
        low = spline([(1344, y + 220 - 14 * k), (1060, y + 268), (800, y + 280), (540, y + 268), (256, y + 220 - 14 * k)], steps=8)
        c.soft([*((x + 8, py + 14) for x, py in (*top, *low))], INK, 12, 0.4)
        c.poly([*top, *low], light(dark(navy, tone), 0.1), dark(navy, tone + 0.12))
    c.stroke(spline([(300, 690), (560, 738), (800, 748), (1040, 738), (1300, 690)]), "#c9a24f", 7)
    c.stroke(spline([(294, 660), (560, 708), (800, 718), (1040, 708), (1306, 660)]), "#a83a2c", 5)
    for x, y, r in ((480, 570, 62), (800, 560, 84), (1120, 570, 62)):
        embroidery(c, x, y, r)
    for x, y in ((640, 600), (960, 600), (360, 600), (1240, 600)):
        embroidery(c, x, y, 26)
    fringe(c, [(262 + 12 * k, 700 + 62 * math.sin(math.pi * (262 + 12 * k - 256) / 1088)) for k in range(91)], 96, navy)


@scene("specimen-scarf-2", "square")
def scarf_near(c: Canvas) -> None:
    navy = "#24395a"
    c.rect(0, 0, 1300, 1300, light(navy, 0.06), dark(navy, 0.2))
    for k in range(170):
        c.stroke([(0, 8 * k), (1300, 8 * k - 60)], light(navy, 0.14), 2, alpha=0.4)
        c.stroke([(8 * k - 30, 0), (8 * k, 1300)], dark(navy, 0.4), 2, alpha=0.3)
    for x, y, r in ((650, 640, 300), (130, 230, 130), (1180, 1090, 150), (1160, 190, 90), (160, 1110, 100)):
        embroidery(c, x, y, r)
    c.soft([(-60, 900), (1360, 300), (1360, 420), (-60, 1040)], "#101c30", 40, 0.3)
    _ = (PAPER, s)
