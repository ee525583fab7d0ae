"""The stories of Istanbul and of Göbekli Tepe."""

from __future__ import annotations

import math

from tools.drawing import buildings as b
from tools.drawing import figures as f
from tools.drawing import scenery as s
from tools.drawing.boats import sampan
from tools.drawing.canvas import INK, SANDSTONE, Canvas, arc, box, dark, light, mix, spline
from tools.drawing.figures import Look, person
from tools.drawing.keepsakes import bird, disc
from tools.drawing.landmarks import mosque
from tools.drawing.scenes import scene
from tools.drawing.still import pillar, relief_fox, shadow, stage


@scene("istanbul-presentation-table")
def presentation(c: Canvas) -> None:
    c.rect(0, 0, 1600, 800, "#2f5560", "#6d8d88")
    for k in range(3):
        x = 140 + 480 * k
        c.poly(
            [*spline([(x, 620), (x, 250), (x + 180, 90), (x + 360, 250), (x + 360, 620)], steps=10)],
            "#f0dcb2",
            "#f6c994",
        )
        if k == 1:
            mosque(c, x + 180, 560, 110, "#8a7486", "#6d6a86")
        else:
            s.land(c, s.mound(x - 40, x + 250, 560, 40), "#a3928f", left=x, right=x + 360)
        c.rect(x, 560, 360, 62, "#8fa9b0", "#7396a3")
        c.stroke(spline([(x, 622), (x, 250), (x + 180, 90), (x + 360, 250), (x + 360, 622)], steps=10), "#1f3f4a", 16)
    c.rect(0, 620, 1600, 184, "#2b4f5a", "#23424c")
    for k in range(40):
        x = 20 + 40 * k
        c.poly([(x, 660), (x + 16, 690), (x, 720), (x - 16, 690)], ("#c9a24f", "#4f8a8f")[k % 2], alpha=0.8)
    c.rect(0, 800, 1600, 280, "#7a4f3c", "#54352c")
    _givers(c)
    _artifacts(c)


def _givers(c: Canvas) -> None:
    person(c, 430, 960, 720, Look("#2b3648", "#2a2d36", f.SKINS[3], "#8a8078", arms=((34, 66), (-4, 4))))
    person(c, 1200, 965, 710, Look("#4a4238", "#2f2c30", f.SKINS[0], "#4a3a30", arms=((34, 70), (-4, 4)), facing=-1))


def _artifacts(c: Canvas) -> None:
    c.poly([(470, 772), (1150, 772), (1220, 840), (400, 840)], "#a8744c", "#8f5f3c")
    c.rect(400, 838, 820, 240, "#7a4a30", "#54331f")
    for k in range(9):
        c.shade(box(400 + 91 * k, 840, 91, 240), "#2a1810", 0.0, 0.4)
    shadow(c, 720, 806, 110, 20)
    c.rect(630, 776, 170, 30, "#4a2f22")
    pillar(c, 715, 780, 330, SANDSTONE)
    shadow(c, 960, 812, 110, 18)
    c.poly([(860, 610), (1050, 630), (1040, 812), (860, 800)], light(SANDSTONE, 0.2), dark(SANDSTONE, 0.16))
    relief_fox(c, 952, 715, 120, SANDSTONE)
    cloth = spline(
        [
            (612, 782),
            (560, 764),
            (490, 778),
            (430, 812),
            (404, 842),
            (392, 900),
            (402, 962),
            (432, 940),
            (470, 972),
            (512, 946),
            (556, 980),
            (590, 940),
            (604, 880),
            (640, 836),
            (628, 800),
        ],
        closed=True,
    )
    c.soft([(x + 8, y + 12) for x, y in cloth], INK, 9, 0.45)
    c.poly(cloth, "#c24a32", "#8a2b1d")
    for k in range(5):
        fold = [(500 + 24 * k, 790), (452 + 30 * k, 842), (440 + 34 * k, 940)]
        c.stroke(spline(fold), "#6b1f16", 7, 2, alpha=0.45)
        c.stroke(spline([(x + 9, y) for x, y in fold]), "#e07a5c", 4, 1, alpha=0.5)


@scene("istanbul-ten-years", "square")
def ten_years(c: Canvas) -> None:
    c.sky((0, "#12204a"), (0.5, "#3a4a80"), (0.85, "#a07a96"), (1, "#d9a08c"), bottom=730)
    for _ in range(120):
        c.ellipse(c.dice.uniform(0, 1300), c.dice.uniform(0, 480), 1.5, 1.5, "#f6efdc", alpha=c.dice.uniform(0.3, 0.9))
    c.glow(650, 360, 560, "#f6e0b0", 0.55)
    c.ellipse(650, 360, 176, 176, "#fbf0cf", "#f3d9a0")
    for x, y, r in ((590, 320, 30), (700, 410, 44), (690, 290, 20), (610, 430, 18)):
        c.ellipse(x, y, r, r * 0.9, "#ecd29a", alpha=0.5)
    s.ranges(c, 700, ["#5a5a86", "#454a78"], 90, 103, 20)
    b.pagoda(c, 210, 712, 430, 7, "#8a4a4c", "#272a52", "#f4c77c")
    s.willow(c, 440, 726, 220, "#5f7a66", -1)
    s.shrubs(c, lambda _: 716, 0, 470, 26, 28, "#33406a")
    mosque(c, 1050, 712, 230, "#6d6488", "#4a5280")
    c.rect(760, 706, 560, 26, "#4a4a74")
    b.street(c, 770, 1310, 730, 22, 40, ("#6d6488", "#7f6a86", "#5f5a80"), ("#8a4f58", "#6b4560"), 0.2)
    b.arch_bridge(c, 640, 728, 420, 120, "#8d86a0", "#b08a9c")
    c.mirror(730, 1300, "#2c3566", 0.9, 7)
    s.sun_path(c, 650, 740, 1280, "#fbe9bd", 90)
    s.ripples(c, 750, 1290, "#c9a3ac", 90, 0.28)
    sampan(c, 330, 1010, 190, "#10183a", "#272a52")
    c.poly([(900, 1040), (1130, 1034), (1110, 1072), (920, 1072)], "#10183a")
    c.rect(940, 1008, 150, 28, "#f3e6c8")
    b.windows(c, 944, 1012, 142, 20, 8, 1, "#4a5280", 0.6)
    s.birds(c, 420, 300, 7, "#dfd3c0", 15)


@scene("gobekli-site")
def site(c: Canvas) -> None:
    c.sky((0, "#39466f"), (0.4, "#a87886"), (0.75, "#f0a672"), (1, "#f8d08c"), bottom=520)
    s.sun(c, 1250, 430, 56, "#fdeabc", "#f9b96a")
    s.clouds(c, [(420, 160, 620), (1080, 220, 460)], "#f3b596", 0.5)
    s.ranges(c, 500, ["#a37f78", "#8f6a5f"], 60, 107, 20)
    s.land(c, lambda x: 560 - 150 * math.exp(-(((x - 420) / 420) ** 2)), "#b98f62", "#a87a4c")
    s.tree(c, 420, 416, 150, "#6d7a48", "#4a3628")
    for _ in range(420):
        x = c.dice.uniform(0, 1600)
        y = c.dice.uniform(560, 1060)
        c.stroke(
            [(x, y), (x + c.dice.uniform(-4, 4), y - 12)],
            c.dice.choice(("#d9b070", "#8f6a3c", "#c99a5c")),
            2.4,
            1,
            alpha=0.8,
        )
    for cx, cy, rx, ry in ((560, 700, 400, 110), (1210, 800, 360, 110), (620, 930, 520, 130)):
        c.ellipse(cx, cy, rx, ry, "#7a5638", "#a3774c")
        c.poly(
            [*arc(cx, cy, rx, ry, 180, 360, 40), *arc(cx, cy + 34, rx * 0.96, ry * 0.86, 360, 180, 40)],
            "#54392a",
            "#6b4a34",
        )
        for k in range(40):
            a = 180 + 180 * (k + 0.5) / 40
            px, py = arc(cx, cy + 16, rx * 0.98, ry * 0.93, a, a, 1)[0]
            c.rect(px - 9, py - 7, c.dice.uniform(14, 22), 11, mix(SANDSTONE, "#7a5638", c.dice.uniform(0.2, 0.7)))
        stones = [(*arc(cx, cy + 26, rx * 0.8, ry * 0.66, a, a, 1)[0], ry * 1.0) for a in range(195, 346, 25)]
        stones += [(cx - rx * 0.17, cy + ry * 0.62, ry * 1.75), (cx + rx * 0.2, cy + ry * 0.66, ry * 1.75)]
        for k, (x, y, tall) in enumerate(sorted(stones, key=lambda p: p[1])):
            c.soft(
                [(x - 12, y), (x + 16, y), (x - tall * 0.7, y + tall * 0.2), (x - tall * 0.8, y + tall * 0.16)],
                "#2b1a14",
                7,
                0.5,
            )
            pillar(c, x, y, tall, SANDSTONE, fox=k == len(stones) - 1)


@scene("gobekli-pillar", "tall")
def standing_pillar(c: Canvas) -> None:
    c.sky((0, "#4f7fa3"), (0.55, "#d3d6c6"), (1, "#f6dfb0"), bottom=900)
    s.clouds(c, [(220, 260, 480), (860, 180, 420), (760, 420, 380)])
    s.ranges(c, 860, ["#c4a888", "#b08d68"], 90, 111, 26)
    s.land(c, lambda x: 930 - 40 * math.sin(x / 340), "#b98f5f", "#8f6844")
    c.rect(0, 1060, 1067, 200, "#a8825a", "#86623f")
    for row in range(8):
        x = -20.0 - 30 * (row % 2)
        while x < 1090:
            w = c.dice.uniform(50, 110)
            tone = mix("#cbb08a", "#8f7252", c.dice.random())
            c.poly(
                spline(
                    [
                        (x + 4, 1072 + 27 * row),
                        (x + w - 6, 1070 + 27 * row),
                        (x + w - 2, 1092 + 27 * row),
                        (x + 2, 1094 + 27 * row),
                    ],
                    closed=True,
                    steps=4,
                ),
                light(tone, 0.1),
                dark(tone, 0.2),
            )
            x += w
    c.rect(0, 1286, 1067, 330, "#b08a5c", "#86633f")
    for x, tall in ((110, 560), (960, 600)):
        pillar(c, x, 1310, tall, dark(SANDSTONE, 0.14), fox=False)
    c.soft([(380, 1480), (700, 1480), (180, 1580), (-60, 1570)], "#2b1a14", 22, 0.5)
    pillar(c, 545, 1500, 1240, SANDSTONE)
    for _ in range(200):
        x, y = c.dice.uniform(0, 1067), c.dice.uniform(1480, 1600)
        c.ellipse(x, y, c.dice.uniform(2, 9), c.dice.uniform(1.5, 5), mix("#d9b98a", "#6b4c30", c.dice.random()))


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
    outline = spline([(446, 1290), (452, 800), (448, 560), (440, 260)], steps=6) + spline(
        [(620, 256), (632, 560), (628, 800), (636, 1290)], steps=6
    )
    c.poly(outline, light(SANDSTONE, 0.2), dark(SANDSTONE, 0.12))
    c.shade(outline, INK, 0.0, 0.46)
    c.poly([(440, 262), (470, 244), (604, 242), (620, 258)], light(SANDSTONE, 0.4))
    for side, x in ((-1, 500), (1, 584)):
        arm = spline([(x, 640), (x + side * 6, 780), (x - side * 10, 920), (540 + side * 16, 1010)])
        c.stroke([(px + 5, py + 6) for px, py in arm], dark(SANDSTONE, 0.45), 30, 22)
        c.stroke(arm, light(SANDSTONE, 0.3), 26, 18)
        for k in range(4):
            c.stroke(
                [(540 + side * 14, 1008 + 3 * k), (540 + side * (3 + k), 1050 - 4 * k)], light(SANDSTONE, 0.34), 8, 5
            )
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
        c.stroke(
            spline(
                [
                    (x, y),
                    (x + 60, y + c.dice.uniform(-9, 9)),
                    (x + c.dice.uniform(90, 190), y + c.dice.uniform(-16, 16)),
                ]
            ),
            dark(SANDSTONE, 0.22),
            3,
            0.8,
            alpha=0.45,
        )
    relief_fox(c, 640, 640, 900, SANDSTONE)


@scene("istanbul-relief-1")
def relief(c: Canvas) -> None:
    stage(c, "#6d6a78", "#5a3b2c", 700)
    shadow(c, 800, 930, 560, 70)
    c.poly([(280, 400), (1320, 400), (1400, 500), (200, 500)], "#4a1f1c", "#6b2a24")
    c.poly([(300, 90), (1300, 90), (1320, 410), (280, 410)], "#6b2a24", "#8a3a30")
    c.stroke([(300, 90), (1300, 90), (1320, 410), (280, 410), (300, 90)], "#3d2418", 22)
    c.poly([(200, 498), (1400, 498), (1420, 900), (180, 900)], "#5a3826", "#3d2418")
    c.poly([(232, 520), (1368, 520), (1384, 876), (216, 876)], "#7a2f28", "#8f3a30")
    plate = spline(
        [(360, 560), (800, 548), (1240, 560), (1262, 700), (1252, 842), (800, 854), (348, 842), (340, 700)],
        closed=True,
        steps=6,
    )
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


@scene("istanbul-relief-2", "square")
def relief_near(c: Canvas) -> None:
    c.rect(0, 0, 1300, 1300, light(SANDSTONE, 0.22), dark(SANDSTONE, 0.1))
    for _ in range(360):
        x, y, r = c.dice.uniform(0, 1300), c.dice.uniform(0, 1300), c.dice.uniform(1.5, 7)
        c.ellipse(x, y, r * 1.4, r, dark(SANDSTONE, 0.22), alpha=0.5)
    disc(c, 1130, 190, 130)
    bird(c, 560, 720, 92, 1, SANDSTONE)
    c.shade(box(0, 0, 1300, 1300), INK, 0.0, 0.3)
