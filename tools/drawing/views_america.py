"""Views of the partners in the Americas."""

from __future__ import annotations

import math

from tools.drawing import buildings as b
from tools.drawing import scenery as s
from tools.drawing.boats import sail
from tools.drawing.canvas import AMBER, GOLD, INK, VERMILION, Canvas, arc, dark, mix, spline
from tools.drawing.landmarks import gallery_house, glass_vault, obelisk
from tools.drawing.scenes import scene


@scene("boston")
def boston(c: Canvas) -> None:
    c.sky((0, "#5f9cc0"), (0.6, "#cfe0df"), (1, "#f8e4c6"), bottom=620)
    s.clouds(c, [(280, 170, 480), (1280, 230, 560), (880, 110, 380)])
    b.skyline(c, 120, 1540, 600, 110, 330, "#8fa5b3")
    b.tower_block(c, 610, 600, 96, 430, "#7f9fb5", crown="flat")
    b.tower_block(c, 770, 600, 84, 470, "#a3a9a8", crown="steps")
    c.mist(420, 610, "#f6e7cf", 0.35)
    b.street(c, -20, 1640, 640, 54, 96, ("#a8604a", "#b97358", "#8f5444", "#c58a6a"), ("#5f5a5a", "#6d4c44"), 0.15)
    c.rect(1046, 528, 120, 112, "#f1e6cf", "#dccbaa")
    b.windows(c, 1050, 560, 112, 74, 6, 2, "#6d675f", 0.4)
    c.rect(1072, 500, 68, 32, "#f6eedd")
    b.dome(c, 1106, 502, 40, "#d6a63f", 1.05, GOLD)
    c.rect(330, 420, 36, 220, "#9c5a45")
    c.poly([(324, 422), (348, 300), (372, 422)], "#f1ead9", "#c9c2b2")
    s.shrubs(c, lambda _: 644, 0, 1600, 30, 30, "#6f9560")
    c.mirror(660, 1067, "#6fa6bb", 0.6, 6)
    s.ripples(c, 680, 1060, "#f1f5ea", 110, 0.4)
    for x, y, size, cloth in (
        (260, 800, 90, "#fbf5e6"),
        (520, 890, 140, "#f8efe0"),
        (900, 790, 80, "#f3d9b8"),
        (1230, 930, 190, "#fbf6ea"),
        (1450, 780, 70, VERMILION),
    ):
        sail(c, x, y, size, cloth)


@scene("paramaribo")
def paramaribo(c: Canvas) -> None:
    c.sky((0, "#5aa3b8"), (0.6, "#d6e6d5"), (1, "#f8e9c2"), bottom=600)
    s.clouds(c, [(300, 150, 520), (1180, 190, 620), (760, 270, 420)])
    s.shrubs(c, lambda x: 590 + 12 * math.sin(x / 130), 0, 1600, 40, 76, "#4f8a5f")
    for x, tall in ((110, 470), (470, 540), (930, 500), (1290, 560), (1540, 440)):
        s.palm(c, x, 640, tall, "#3f7d55", c.dice.uniform(-0.05, 0.08))
    for k in range(5):
        gallery_house(c, 40 + 318 * k, 720, 262, (210, 250, 225, 262, 215)[k])
    c.rect(0, 718, 1600, 46, "#d9b98a", "#b98f60")
    c.rect(0, 760, 1600, 14, "#8a6a4c")
    c.mirror(774, 1067, "#b59a70", 0.5, 6)
    s.ripples(c, 790, 1060, "#f3e2b6", 100, 0.34)
    for x, y, size in ((380, 900, 220), (1150, 960, 300)):
        c.poly(
            spline(
                [
                    (x - size / 2, y - 30),
                    (x - size * 0.3, y),
                    (x + size * 0.3, y),
                    (x + size / 2, y - 30),
                    (x + size * 0.32, y + 22),
                    (x - size * 0.32, y + 22),
                ],
                closed=True,
                steps=5,
            ),
            "#3f5f6b",
            "#2b4450",
        )
        c.stroke([(x - size * 0.4, y - 12), (x + size * 0.4, y - 12)], AMBER, 5)
        c.rect(x - size * 0.14, y - 78, size * 0.3, 8, "#f1e2bf")
        for dx in (-0.12, 0.13):
            c.stroke([(x + dx * size, y - 74), (x + dx * size, y - 4)], "#6b5a48", 4)


@scene("curitiba")
def curitiba(c: Canvas) -> None:
    c.sky((0, "#6fb0c8"), (0.6, "#dbe8dc"), (1, "#f8ebca"), bottom=640)
    s.clouds(c, [(320, 160, 520), (1240, 220, 600)])
    s.ranges(c, 580, ["#a9c4ad", "#86ab8c"], 90, 51, 30)
    for x, tall in ((90, 430), (230, 330), (350, 250), (1240, 270), (1370, 360), (1510, 460)):
        s.araucaria(c, x, 640, tall, "#3a6b50")
    s.shrubs(c, lambda _: 636, 0, 1600, 28, 30, "#558a60")
    for cx, width, tall in ((620, 220, 190), (980, 220, 190), (800, 300, 330)):
        glass_vault(c, cx, 640, width, tall)
    s.land(c, lambda _: 640, "#8db865", "#5f9a4f")
    c.poly([(740, 640), (860, 640), (1090, 1080), (510, 1080)], "#f1e0ba", "#e0c594")
    for side in (-1, 1):
        for k in range(4):
            y0, y1 = 668 + 86 * k + 10 * k * k, 668 + 86 * (k + 1) + 10 * (k + 1) ** 2 - 26
            near, far = (y1 - 640) / 430, (y0 - 640) / 430
            bed = [
                (800 + side * (84 + 210 * far), y0),
                (800 + side * (330 + 620 * far), y0),
                (800 + side * (330 + 620 * near), y1),
                (800 + side * (84 + 210 * near), y1),
            ]
            c.poly(bed, "#3f7a4c", "#336640")
            inner = [((x - 800) * 0.94 + 800 + side * 12, y + (4 if y == y0 else -5)) for x, y in bed]
            c.poly(
                inner,
                (VERMILION, "#e5b04c", "#c96a86", "#f1e3cf")[k],
                dark((VERMILION, "#e5b04c", "#c96a86", "#f1e3cf")[k], 0.12),
            )
    c.ellipse(800, 850, 120, 30, "#d9c8a2")
    c.ellipse(800, 846, 106, 25, "#7fb7c2", "#5a9cb0")
    c.stroke(spline([(800, 846), (800, 770), (800, 740)]), "#eaf5f0", 10, 3, alpha=0.8)
    for side in (-1, 1):
        c.stroke(spline([(800, 742), (800 + side * 34, 760), (800 + side * 46, 838)]), "#eaf5f0", 5, 2, alpha=0.8)


@scene("cancun")
def cancun(c: Canvas) -> None:
    c.sky((0, "#4aa6cc"), (0.7, "#bfe6e2"), (1, "#f8efd6"), bottom=430)
    s.clouds(c, [(380, 150, 620), (1200, 110, 520), (900, 260, 460)])
    for x in range(880, 1600, 62):
        b.tower_block(c, x, 436, 50, c.dice.uniform(40, 96), c.dice.choice(("#f3e7d0", "#e3d3b8", "#d7dedb")))
    c.rect(860, 430, 760, 14, "#e9d9ae")
    c.sky((0, "#2f86ad"), (0.3, "#3fa9bd"), (0.65, "#74cfc7"), (1, "#c3ebdc"), top=436, bottom=860)
    for k, y in enumerate((520, 600, 680, 760, 820)):
        wave = [(x, y + (7 + 3 * k) * math.sin(x / (90 + 20 * k) + k)) for x in range(-20, 1640, 16)]
        c.stroke(wave, "#f4fbf4", 3 + 2.2 * k, alpha=0.5)
    shore = [(x, 850 + 26 * math.sin(x / 260 + 1) + 8 * math.sin(x / 77)) for x in range(-20, 1640, 14)]
    c.poly([*shore, (1640, 1090), (-20, 1090)], "#f8ecd0", "#ecd7a8")
    c.stroke([(x, y + 16) for x, y in shore], "#e3cfa0", 16, alpha=0.6)
    c.stroke(shore, "#ffffff", 15)
    for x, y in ((930, 960), (1210, 990)):
        c.soft(arc(x + 40, y + 12, 120, 18, 0, 360), INK, 12, 0.3)
        c.stroke([(x, y), (x + 10, y - 168)], "#8a6a4c", 8)
        c.poly(arc(x + 10, y - 150, 132, 66, 180, 360), "#d9b870", "#a9823f")
        for k in range(12):
            c.stroke([(x + 10, y - 214), (x - 122 + 24 * k, y - 148)], "#8f6b34", 2, alpha=0.5)
        c.poly(
            [(x + 60, y + 4), (x + 150, y - 40), (x + 162, y - 30), (x + 80, y + 12)],
            VERMILION if x < 1000 else "#2f7d94",
        )
        c.stroke([(x + 66, y + 6), (x + 180, y + 2)], "#f7efdc", 8)
    s.palm(c, 130, 1080, 700, "#3d8a5c", 0.3)
    s.palm(c, 330, 1100, 520, "#357a50", -0.24)
    s.palm(c, 1560, 1090, 560, "#3d8a5c", -0.28)


@scene("montego-bay")
def montego_bay(c: Canvas) -> None:
    c.sky((0, "#3b3f78"), (0.35, "#b0608a"), (0.7, "#f48f63"), (1, "#fbd083"), bottom=620)
    s.sun(c, 900, 560, 92, "#fdeab0", "#fbb45f")
    s.clouds(c, [(300, 180, 620), (1250, 260, 620), (760, 330, 420)], "#f7a47e", 0.6)
    s.ranges(c, 600, ["#7d4f7c", "#5f4270"], 130, 13, 22)
    c.mirror(620, 1067, "#a8567a", 0.75, 7)
    s.sun_path(c, 900, 624, 1060, "#fde09a", 100)
    s.ripples(c, 640, 1060, "#fbb98a", 100, 0.3)
    for x, y, size in ((420, 800, 150), (1180, 760, 110), (640, 700, 60)):
        sail(c, x, y, size, "#3c2a52")
    c.poly(spline([(-20, 930), (260, 960), (560, 1040), (640, 1090), (-20, 1090)]), "#2c1f40")
    c.poly(spline([(1640, 900), (1380, 970), (1180, 1060), (1150, 1090), (1640, 1090)]), "#2c1f40")
    for x, base, tall, lean in (
        (130, 970, 620, 0.22),
        (290, 1010, 470, 0.1),
        (1500, 970, 640, -0.2),
        (1380, 1010, 430, -0.06),
    ):
        s.palm(c, x, base, tall, "#2f2346", lean, "#2a1d3c")


@scene("indianapolis")
def indianapolis(c: Canvas) -> None:
    c.sky((0, "#4d7fa8"), (0.6, "#c8d6d8"), (1, "#f7dfb8"), bottom=760)
    s.clouds(c, [(300, 180, 520), (1250, 240, 560), (820, 90, 320)])
    for x, w, tall, wall, crown in (
        (60, 150, 420, "#8a98a3", "flat"),
        (250, 120, 540, "#a88f7c", "steps"),
        (410, 140, 380, "#73879a", "slope"),
        (1040, 130, 400, "#7f93a3", "flat"),
        (1190, 140, 600, "#9aa3a5", "spire"),
        (1370, 150, 440, "#b39a83", "steps"),
    ):
        b.tower_block(c, x, 780, w, tall, wall, crown=crown)
    b.street(c, -20, 560, 800, 120, 180, ("#b98f73", "#c9a98a", "#a37660"), ("#6d5d58", "#7a4d42"), 0.0)
    b.street(c, 1040, 1640, 800, 120, 180, ("#b98f73", "#c9a98a", "#a37660"), ("#6d5d58", "#7a4d42"), 0.0)
    c.rect(0, 798, 1600, 280, "#d8c3a0", "#b79d7d")
    for k, (rx, ry) in enumerate(((620, 130), (520, 104), (400, 76), (300, 54))):
        c.ellipse(800, 880 - 14 * k, rx, ry, ("#a88c70", "#e2cfac", "#b99f80", "#eadbbd")[k])
    obelisk(c, 800, 860, 720, "#ddcbaa")
    c.ellipse(800, 872, 190, 26, "#6fa7b5", "#4f8aa0")
    for side in (-1, 1):
        for k in range(5):
            c.stroke(
                spline(
                    [
                        (800 + side * 110, 866),
                        (800 + side * (140 + 12 * k), 800 - 8 * k),
                        (800 + side * (176 + 14 * k), 868),
                    ],
                    steps=8,
                ),
                "#f3faf4",
                4,
                2,
                alpha=0.7,
            )
    for x, tall in ((190, 210), (400, 170), (1210, 180), (1430, 220)):
        s.tree(c, x, 906, tall, "#7a9a58")
    for x, coat in ((330, "#2d4f66"), (360, VERMILION), (1080, "#5a4a5f"), (1310, "#c9963f"), (560, "#4a6a4f")):
        y = 985 + (x % 60)
        c.stroke([(x, y), (x, y - 52)], coat, 22, 16)
        c.ellipse(x, y - 68, 11, 13, "#3a2c26")
        c.soft(arc(x + 30, y + 3, 40, 6, 0, 360), INK, 5, 0.3)


@scene("alajuela")
def alajuela(c: Canvas) -> None:
    c.sky((0, "#6fb2c6"), (0.6, "#dcebdc"), (1, "#f9edcb"), bottom=560)
    s.clouds(c, [(300, 170, 520), (1300, 150, 480)])
    cone = [
        (-20, 560),
        (260, 470),
        (520, 330),
        (690, 218),
        (740, 232),
        (800, 222),
        (850, 236),
        (900, 214),
        (1100, 350),
        (1350, 470),
        (1640, 560),
    ]
    c.poly([*cone, (1640, 700), (-20, 700)], "#6d97a0", "#9dbfa8")
    for k in range(12):
        x = 480 + 60 * k
        c.poly(
            [(795 + (x - 795) * 0.25, 262), (795 + (x - 795) * 0.32 + 14, 262), (x + 40, 560), (x - 10, 560)],
            "#557f8b",
            "#8db39d",
            alpha=0.4,
        )
    for k in range(8):
        c.ellipse(790 + 26 * k * (0.6 + 0.08 * k), 206 - 22 * k, 34 + 13 * k, 22 + 7 * k, "#fdf8ec", alpha=0.5)
    s.ranges(c, 600, ["#7fae86", "#62996c"], 90, 87, 40)
    for row in range(9):
        t = row / 8
        y = 690 + 380 * t**1.25
        line = s.ridge(y, 26 + 30 * t, 3, 900)
        s.land(c, line, mix("#8f7a50", "#6d5236", t))
        s.shrubs(c, s.lowered(line, -4), -20, 1620, 20 + 40 * t, 17 + 38 * t, mix("#5d9a5f", "#2f6b45", t))
        for _ in range(26):
            px = c.dice.uniform(0, 1600)
            c.ellipse(px, line(px) - c.dice.uniform(-6, 10) * (1 + 2 * t), 2.5 + 3.5 * t, 2.5 + 3.5 * t, VERMILION)
    for x, y, tilt in ((60, 1080, 1), (1540, 1080, -1)):
        for k in range(6):
            a = math.radians(-90 + tilt * (10 + 17 * k) - 25)
            tip = (x + 560 * math.cos(a) * 0.8, y + 560 * math.sin(a))
            mid = ((x + tip[0]) / 2, (y + tip[1]) / 2 - 60)
            c.poly(
                [*spline([(x, y), (mid[0] - 44, mid[1]), tip]), *spline([tip, (mid[0] + 44, mid[1] + 20), (x, y)])],
                dark("#5a9a58", 0.07 * k),
                dark("#3f7d4a", 0.07 * k),
            )
            c.stroke(spline([(x, y), mid, tip]), "#a9cf88", 4, 1, alpha=0.7)
