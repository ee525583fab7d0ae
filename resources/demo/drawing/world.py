"""Views of the partners in the Americas, Africa and Oceania."""

from __future__ import annotations

import math

from drawing import buildings as b
from drawing import scenery as s
from drawing.canvas import (AMBER, GOLD, INK, LEAF, PAPER, TERRACOTTA, VERMILION, Canvas, arc, box, dark, light, mix,
                            spline)  # fmt: skip
from drawing.europe import sail
from drawing.scenes import scene


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
    for x, y, size, cloth in ((260, 800, 90, "#fbf5e6"), (520, 890, 140, "#f8efe0"), (900, 790, 80, "#f3d9b8"), (1230, 930, 190, "#fbf6ea"), (1450, 780, 70, VERMILION)):
        sail(c, x, y, size, cloth)


@scene("paramaribo")
def paramaribo(c: Canvas) -> None:
    c.sky((0, "#5aa3b8"), (0.6, "#d6e6d5"), (1, "#f8e9c2"), bottom=600)
    s.clouds(c, [(300, 150, 520), (1180, 190, 620), (760, 270, 420)])
    s.shrubs(c, lambda x: 590 + 12 * math.sin(x / 130), 0, 1600, 40, 76, "#4f8a5f")
    for x, tall in ((110, 470), (470, 540), (930, 500), (1290, 560), (1540, 440)):
        s.palm(c, x, 640, tall, "#3f7d55", c.dice.uniform(-0.05, 0.08))
    for k in range(5):
        _gallery_house(c, 40 + 318 * k, 720, 262, (210, 250, 225, 262, 215)[k])
    c.rect(0, 718, 1600, 46, "#d9b98a", "#b98f60")
    c.rect(0, 760, 1600, 14, "#8a6a4c")
    c.mirror(774, 1067, "#b59a70", 0.5, 6)
    s.ripples(c, 790, 1060, "#f3e2b6", 100, 0.34)
    for x, y, size in ((380, 900, 220), (1150, 960, 300)):
        c.poly(spline([(x - size / 2, y - 30), (x - size * 0.3, y), (x + size * 0.3, y), (x + size / 2, y - 30), (x + size * 0.32, y + 22), (x - size * 0.32, y + 22)], closed=True, steps=5), "#3f5f6b", "#2b4450")
        c.stroke([(x - size * 0.4, y - 12), (x + size * 0.4, y - 12)], AMBER, 5)
        c.rect(x - size * 0.14, y - 78, size * 0.3, 8, "#f1e2bf")
        for dx in (-0.12, 0.13):
            c.stroke([(x + dx * size, y - 74), (x + dx * size, y - 4)], "#6b5a48", 4)


def _gallery_house(c: Canvas, x: float, base: float, width: float, height: float) -> None:
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
    c.poly([(x - 22, base - height + 6), (x + width * 0.2, base - height * 1.42), (x + width * 0.8, base - height * 1.42), (x + width + 22, base - height + 6)], light(red, 0.1), dark(red, 0.15))
    dx = x + width / 2
    c.rect(dx - 26, base - height * 1.28, 52, height * 0.22, white)
    c.poly([(dx - 36, base - height * 1.27), (dx, base - height * 1.46), (dx + 36, base - height * 1.27)], red)
    c.rect(dx - 11, base - height * 1.22, 22, height * 0.13, "#4a5f63")
    c.shade(box(x, base - height, width, height), INK, 0.0, 0.16)


@scene("curitiba")
def curitiba(c: Canvas) -> None:
    c.sky((0, "#6fb0c8"), (0.6, "#dbe8dc"), (1, "#f8ebca"), bottom=640)
    s.clouds(c, [(320, 160, 520), (1240, 220, 600)])
    s.ranges(c, 580, ["#a9c4ad", "#86ab8c"], 90, 51, 30)
    for x, tall in ((90, 430), (230, 330), (350, 250), (1240, 270), (1370, 360), (1510, 460)):
        s.araucaria(c, x, 640, tall, "#3a6b50")
    s.shrubs(c, lambda _: 636, 0, 1600, 28, 30, "#558a60")
    for cx, width, tall in ((620, 220, 190), (980, 220, 190), (800, 300, 330)):
        _glass_vault(c, cx, 640, width, tall)
    s.land(c, lambda _: 640, "#8db865", "#5f9a4f")
    c.poly([(740, 640), (860, 640), (1090, 1080), (510, 1080)], "#f1e0ba", "#e0c594")
    for side in (-1, 1):
        for k in range(4):
            y0, y1 = 668 + 86 * k + 10 * k * k, 668 + 86 * (k + 1) + 10 * (k + 1) ** 2 - 26
            near, far = (y1 - 640) / 430, (y0 - 640) / 430
            bed = [(800 + side * (84 + 210 * far), y0), (800 + side * (330 + 620 * far), y0), (800 + side * (330 + 620 * near), y1), (800 + side * (84 + 210 * near), y1)]
            c.poly(bed, "#3f7a4c", "#336640")
            inner = [((x - 800) * 0.94 + 800 + side * 12, y + (4 if y == y0 else -5)) for x, y in bed]
            c.poly(inner, (VERMILION, "#e5b04c", "#c96a86", "#f1e3cf")[k], dark((VERMILION, "#e5b04c", "#c96a86", "#f1e3cf")[k], 0.12))
    c.ellipse(800, 850, 120, 30, "#d9c8a2")
    c.ellipse(800, 846, 106, 25, "#7fb7c2", "#5a9cb0")
    c.stroke(spline([(800, 846), (800, 770), (800, 740)]), "#eaf5f0", 10, 3, alpha=0.8)
    for side in (-1, 1):
        c.stroke(spline([(800, 742), (800 + side * 34, 760), (800 + side * 46, 838)]), "#eaf5f0", 5, 2, alpha=0.8)


def _glass_vault(c: Canvas, cx: float, base: float, width: float, tall: float) -> None:
    outline = [*arc(cx, base - tall * 0.45, width / 2, tall * 0.55, 180, 360, 30), (cx + width / 2, base), (cx - width / 2, base)]
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


@scene("cape-town")
def cape_town(c: Canvas) -> None:
    c.sky((0, "#4f97c2"), (0.6, "#bcdcdf"), (1, "#f7ead0"), bottom=600)
    plateau = [(-20, 600), (60, 520), (170, 470), (300, 330), (330, 268), (420, 258), (640, 250), (900, 254), (1120, 246), (1190, 262), (1240, 350), (1330, 470), (1450, 540), (1640, 600)]
    c.poly([(1230, 600), (1380, 420), (1430, 340), (1470, 352), (1540, 470), (1640, 560), (1640, 620)], "#8a939a", "#a9b09f")
    c.poly([(-20, 560), (60, 440), (130, 330), (180, 420), (260, 560), (280, 620), (-20, 620)], "#8f979b", "#a9b09f")
    c.poly([*plateau, (1640, 760), (-20, 760)], "#76808c", "#9aa88a")
    for k in range(17):
        x = 340 + 52 * k + c.dice.uniform(-14, 14)
        c.poly([(x, 262), (x + 24, 264), (x + c.dice.uniform(10, 46), 470), (x - 12, 500)], "#5d6774", "#8a9788", alpha=0.75)
    c.stroke([(330, 330), (1200, 318)], "#9ba1a3", 5, alpha=0.6)
    c.stroke([(320, 400), (1236, 392)], "#6b7580", 5, alpha=0.5)
    for _ in range(70):
        x = c.dice.uniform(330, 1220)
        fall = c.dice.uniform(0, 70) * (0.4 + abs(math.sin(x / 90)))
        c.ellipse(x, 246 + fall * 0.55, c.dice.uniform(50, 110), c.dice.uniform(12, 22), "#fdf9f0", alpha=0.55)
    c.ellipse(770, 236, 450, 17, "#ffffff", alpha=0.85)
    s.land(c, s.ridge(650, 50, 3, 700), "#7f9c72", "#8fae7c")
    b.hillside(c, [(c.dice.uniform(0, 1580), c.dice.uniform(610, 690)) for _ in range(74)], 34, ("#f6efe0", "#e8d6b4", "#d6e0dc", "#efb88e", "#f2d9c0"), ("#b0614a", "#7a7a7c", "#c98a5f"))
    b.skyline(c, 560, 1060, 712, 40, 120, "#9fb0b8")
    b.street(c, -20, 1640, 730, 34, 60, ("#f3ead6", "#d6745a", "#e9b766", "#7fb0b5", "#c9d0bf"), ("#6d6a6a", "#8f5a48"), 0.4)
    c.rect(-20, 728, 1640, 12, "#6f6358")
    c.mirror(740, 1067, "#4b93ae", 0.55, 6)
    s.ripples(c, 755, 1060, "#e9f4ec", 110, 0.4)
    for x, y, size in ((240, 850, 110), (700, 940, 170), (1320, 870, 130)):
        sail(c, x, y, size)
    s.birds(c, 1050, 480, 8, "#ffffff", 17)


@scene("cancun")
def cancun(c: Canvas) -> None:
    c.sky((0, "#4aa6cc"), (0.7, "#bfe6e2"), (1, "#f8efd6"), bottom=430)
    s.clouds(c, [(380, 150, 620), (1200, 110, 520), (900, 260, 460)])
    for x in range(880, 1600, 62):
        b.tower_block(c, x, 436, 50, c.dice.uniform(40, 96), c.dice.choice(("#f3e7d0", "#e3d3b8", "#d7dedb")))
    c.rect(860, 430, 760, 14, "#e9d9ae")
    c.sky((0, "#2f86ad"), (0.3, "#3fa9bd"), (0.65, "#74cfc7"), (1, "#c3ebdc"), top=436, bottom=860)
    for k, y in enumerate((520, 600, 680, 760, 820)):
        wave = [(x, y + (7 + 3 * k) * math.sin(x / (90 + 20 * k) + k) ) for x in range(-20, 1640, 16)]
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
        c.poly([(x + 60, y + 4), (x + 150, y - 40), (x + 162, y - 30), (x + 80, y + 12)], VERMILION if x < 1000 else "#2f7d94")
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
    for x, base, tall, lean in ((130, 970, 620, 0.22), (290, 1010, 470, 0.1), (1500, 970, 640, -0.2), (1380, 1010, 430, -0.06)):
        s.palm(c, x, base, tall, "#2f2346", lean, "#2a1d3c")


@scene("nadi")
def nadi(c: Canvas) -> None:
    c.sky((0, "#59a7c4"), (0.6, "#cfe7dd"), (1, "#f9ebc4"), bottom=560)
    s.clouds(c, [(340, 140, 560), (1200, 190, 480)])

    def sleeper(x: float) -> float:
        bumps = ((330, 60, 120), (520, 150, 110), (700, 190, 150), (980, 250, 170), (1190, 160, 70), (1300, 210, 60), (1430, 120, 110))
        return 590 - max(h * math.exp(-(((x - at) / w) ** 2)) for at, h, w in bumps) - 20

    s.land(c, sleeper, "#7fa7b5", "#a4c4b8")
    s.land(c, s.ridge(590, 80, 45, 520), "#6b9f8a", "#86b490")
    s.shrubs(c, lambda _: 620, 0, 1600, 36, 44, "#3f8560")
    for x, w in ((250, 190), (520, 160), (1080, 200)):
        c.rect(x - w * 0.36, 590, w * 0.72, 70, "#b98f60", "#8a6644")
        c.rect(x - 16, 606, 32, 54, "#4a3526")
        c.poly([(x - w * 0.55, 604), (x - w * 0.22, 486), (x + w * 0.22, 486), (x + w * 0.55, 604)], "#d2ab68", "#93703c")
        for k in range(10):
            c.stroke([(x - w * 0.2 + w * 0.04 * k, 490), (x - w * 0.5 + w * 0.11 * k, 602)], "#7d5c30", 2, alpha=0.5)
    for x, tall in ((90, 420), (390, 360), (700, 470), (860, 380), (1290, 450), (1480, 520)):
        s.palm(c, x, 680, tall, "#2f7d55", c.dice.uniform(-0.14, 0.14))
    c.rect(0, 656, 1600, 40, "#f3e2b4", "#e6cf98")
    c.mirror(694, 1067, "#6cc0bd", 0.5, 7)
    s.ripples(c, 705, 1060, "#f0fbf0", 110, 0.4)
    x, y = 980, 890
    c.poly(spline([(x - 190, y - 24), (x - 120, y + 6), (x + 120, y + 6), (x + 190, y - 24), (x + 130, y + 28), (x - 130, y + 28)], closed=True, steps=5), "#7a4a30", "#54331f")
    c.stroke([(x - 150, y + 66), (x + 150, y + 66)], "#54331f", 14, 8)
    for dx in (-80, 80):
        c.stroke(spline([(x + dx, y), (x + dx * 1.1, y + 40), (x + dx, y + 66)]), "#54331f", 5)
    c.poly([(x - 20, y), (x + 40, y - 260), (x + 150, y - 200), (x + 60, y - 20)], "#f1dfb4", "#d2b378")


@scene("indianapolis")
def indianapolis(c: Canvas) -> None:
    c.sky((0, "#4d7fa8"), (0.6, "#c8d6d8"), (1, "#f7dfb8"), bottom=760)
    s.clouds(c, [(300, 180, 520), (1250, 240, 560), (820, 90, 320)])
    for x, w, tall, wall, crown in ((60, 150, 420, "#8a98a3", "flat"), (250, 120, 540, "#a88f7c", "steps"), (410, 140, 380, "#73879a", "slope"),
                                    (1040, 130, 400, "#7f93a3", "flat"), (1190, 140, 600, "#9aa3a5", "spire"), (1370, 150, 440, "#b39a83", "steps")):  # fmt: skip
        b.tower_block(c, x, 780, w, tall, wall, crown=crown)
    b.street(c, -20, 560, 800, 120, 180, ("#b98f73", "#c9a98a", "#a37660"), ("#6d5d58", "#7a4d42"), 0.0)
    b.street(c, 1040, 1640, 800, 120, 180, ("#b98f73", "#c9a98a", "#a37660"), ("#6d5d58", "#7a4d42"), 0.0)
    c.rect(0, 798, 1600, 280, "#d8c3a0", "#b79d7d")
    for k, (rx, ry) in enumerate(((620, 130), (520, 104), (400, 76), (300, 54))):
        c.ellipse(800, 880 - 14 * k, rx, ry, ("#a88c70", "#e2cfac", "#b99f80", "#eadbbd")[k])
    b.obelisk(c, 800, 860, 720, "#ddcbaa")
    c.ellipse(800, 872, 190, 26, "#6fa7b5", "#4f8aa0")
    for side in (-1, 1):
        for k in range(5):
            c.stroke(spline([(800 + side * 110, 866), (800 + side * (140 + 12 * k), 800 - 8 * k), (800 + side * (176 + 14 * k), 868)], steps=8), "#f3faf4", 4, 2, alpha=0.7)
    for x, tall in ((190, 210), (400, 170), (1210, 180), (1430, 220)):
        s.tree(c, x, 906, tall, "#7a9a58")
    for x, coat in ((330, "#2d4f66"), (360, VERMILION), (1080, "#5a4a5f"), (1310, "#c9963f"), (560, "#4a6a4f")):
        y = 985 + (x % 60)
        c.stroke([(x, y), (x, y - 52)], coat, 22, 16)
        c.ellipse(x, y - 68, 11, 13, "#3a2c26")
        c.soft(arc(x + 30, y + 3, 40, 6, 0, 360), INK, 5, 0.3)


@scene("queenstown")
def queenstown(c: Canvas) -> None:
    c.sky((0, "#4a86b4"), (0.6, "#b9d6de"), (1, "#f6ead2"), bottom=600)
    s.clouds(c, [(1230, 150, 560), (330, 210, 420)])
    tops = [(120, 300), (290, 230), (450, 190), (600, 150), (760, 210), (900, 170), (1060, 220), (1220, 180), (1390, 250), (1530, 210)]
    s.peaks(c, tops, 610, "#7d8fa3", "#fbf8f0", "#566b84")
    c.mist(480, 620, "#dfe7e2", 0.6)
    s.ranges(c, 600, ["#7f9a8a", "#5f836f"], 70, 57, 24)
    s.land(c, lambda x: 660 - 230 * max(0.0, (x - 1150) / 450) ** 1.3, "#3f6a58", "#2f5648")
    for x in range(1180, 1600, 17):
        s.pine(c, x, 668 - 230 * max(0.0, (x - 1150) / 450) ** 1.3 + c.dice.uniform(0, 44), c.dice.uniform(40, 84), "#2d5a49")
    b.hillside(c, [(c.dice.uniform(1250, 1580), c.dice.uniform(610, 656)) for _ in range(17)], 34, ("#f3e7cf", "#d6b48c", "#c98a6a", "#e9dcc4"), ("#5f6a70", "#8f5442"))
    c.mirror(660, 1067, "#2f6f92", 0.72, 5)
    s.ripples(c, 680, 1060, "#d3ebf0", 100, 0.32)
    _steamer(c, 640, 860, 460)


def _steamer(c: Canvas, x: float, y: float, length: float) -> None:
    c.poly([(x - length * 0.5, y - 34), (x + length * 0.55, y - 42), (x + length * 0.49, y + 14), (x - length * 0.46, y + 14)], "#fbf7ec", "#dcd8cc")
    c.rect(x - length * 0.47, y + 2, length * 0.97, 13, "#3f4a50")
    c.rect(x - length * 0.36, y - 72, length * 0.66, 38, "#fdfaf0", "#e4dfd0")
    b.windows(c, x - length * 0.35, y - 68, length * 0.64, 28, 17, 1, "#56707e", 0.55)
    c.rect(x - length * 0.38, y - 80, length * 0.72, 8, "#c9b48c")
    c.rect(x + length * 0.12, y - 112, length * 0.13, 34, "#a9744c", "#8a5a38")
    c.rect(x - length * 0.1, y - 190, 44, 112, "#c03d2a", "#8f2c20")
    c.rect(x - length * 0.1, y - 190, 44, 18, INK)
    for k in range(13):
        c.ellipse(x - length * 0.1 + 4 - 44 * k, y - 214 - 11 * k - 3 * (k % 2), 24 + 8 * k, 17 + 5 * k, mix("#6d7078", "#dfe4e2", k / 12), alpha=0.5)
    for px in (x + length * 0.38, x - length * 0.34):
        c.stroke([(px, y - 40), (px, y - 220)], "#8a6a48", 6, 3)
    c.soft(arc(x, y + 16, length * 0.58, 9, 0, 360), "#f4fbf8", 5, 0.8)
    c.poly([(x + length * 0.49, y + 12), (x + length * 0.66, y + 22), (x + length * 0.47, y + 22)], "#f4fbf8", alpha=0.7)


@scene("canberra")
def canberra(c: Canvas) -> None:
    c.sky((0, "#6a9fc0"), (0.6, "#d9dfd2"), (1, "#f9dfae"), bottom=620)
    s.clouds(c, [(400, 150, 520), (1200, 230, 600)])
    s.ranges(c, 570, ["#a9b5b5", "#93a595", "#86996f"], 110, 67, 30)
    s.land(c, lambda x: 640 - 120 * math.exp(-(((x - 800) / 330) ** 2)), "#9aaa68", "#869c5c")
    c.poly([(420, 606), (560, 556), (1040, 556), (1180, 606)], "#efe6d2", "#d6c9ad")
    for k in range(20):
        c.rect(440 + 37 * k, 574, 15, 34, "#8a8372")
    c.poly([(560, 558), (660, 520), (940, 520), (1040, 558)], "#8fa862", "#7f9a58")
    for x, foot in ((640, 640), (960, 640), (716, 560), (884, 560)):
        c.stroke(spline([(x, 528), ((x + 800) / 2 + (x - 800) * 0.05, 400), (800 + (x - 800) * 0.06, 316)]), "#c9ced0" if foot > 600 else "#a3abb0", 10, 6)
    c.stroke([(800, 330), (800, 150)], "#d5dadb", 9, 4)
    s.shrubs(c, lambda _: 640, 0, 1600, 30, 36, "#7d9462")
    c.mirror(672, 1067, "#7fa5b2", 0.66, 5)
    s.sun_path(c, 800, 680, 900, "#fdeecb", 40)
    s.ripples(c, 690, 1060, "#f6efdb", 90, 0.3)
    for x, base, tall in ((110, 1040, 640), (1490, 1050, 720), (1330, 1000, 430)):
        _gum(c, x, base, tall)
    s.land(c, s.ridge(1040, 26, 11, 500), "#b5a868", "#8f8a50")
    s.birds(c, 480, 300, 9, "#fffdf4", 18)


def _gum(c: Canvas, x: float, base: float, tall: float) -> None:
    bark = "#e3d6c2"
    fork = (x + tall * 0.02, base - tall * 0.45)
    c.stroke(spline([(x, base), (x - tall * 0.02, base - tall * 0.25), fork]), bark, tall * 0.06, tall * 0.04)
    for dx, dy in ((-0.2, 0.75), (0.22, 0.8), (0.02, 0.92), (0.3, 0.6), (-0.28, 0.58)):
        tip = (x + dx * tall, base - dy * tall)
        c.stroke(spline([fork, ((fork[0] + tip[0]) / 2 + tall * 0.02, (fork[1] + tip[1]) / 2), tip]), bark, tall * 0.03, tall * 0.01)
        for _ in range(7):
            px, py = tip[0] + c.dice.gauss(0, 0.07) * tall, tip[1] + c.dice.gauss(0, 0.035) * tall
            c.ellipse(px, py, tall * 0.085, tall * 0.038, dark("#7f9670", c.dice.uniform(0, 0.25)))
            c.ellipse(px - tall * 0.015, py - tall * 0.014, tall * 0.055, tall * 0.02, "#a3b48a")


@scene("alajuela")
def alajuela(c: Canvas) -> None:
    c.sky((0, "#6fb2c6"), (0.6, "#dcebdc"), (1, "#f9edcb"), bottom=560)
    s.clouds(c, [(300, 170, 520), (1300, 150, 480)])
    cone = [(-20, 560), (260, 470), (520, 330), (690, 218), (740, 232), (800, 222), (850, 236), (900, 214), (1100, 350), (1350, 470), (1640, 560)]
    c.poly([*cone, (1640, 700), (-20, 700)], "#6d97a0", "#9dbfa8")
    for k in range(12):
        x = 480 + 60 * k
        c.poly([(795 + (x - 795) * 0.25, 262), (795 + (x - 795) * 0.32 + 14, 262), (x + 40, 560), (x - 10, 560)], "#557f8b", "#8db39d", alpha=0.4)
    for k in range(8):
        c.ellipse(790 + 26 * k * (0.6 + 0.08 * k), 206 - 22 * k, 34 + 13 * k, 22 + 7 * k, "#fdf8ec", alpha=0.5)
    s.ranges(c, 600, ["#7fae86", "#62996c"], 90, 87, 40)
    for row in range(9):
        t = row / 8
        y = 690 + 380 * t**1.25
        line = s.ridge(y, 26 + 30 * t, 3, 900)
        s.land(c, line, mix("#8f7a50", "#6d5236", t))
        s.shrubs(c, lambda x, f=line: f(x) - 4, -20, 1620, 20 + 40 * t, 17 + 38 * t, mix("#5d9a5f", "#2f6b45", t))
        for _ in range(26):
            x = c.dice.uniform(0, 1600)
            c.ellipse(x, line(x) - c.dice.uniform(-6, 10) * (1 + 2 * t), 2.5 + 3.5 * t, 2.5 + 3.5 * t, VERMILION)
    for x, y, tilt in ((60, 1080, 1), (1540, 1080, -1)):
        for k in range(6):
            a = math.radians(-90 + tilt * (10 + 17 * k) - 25)
            tip = (x + 560 * math.cos(a) * 0.8, y + 560 * math.sin(a))
            mid = ((x + tip[0]) / 2, (y + tip[1]) / 2 - 60)
            c.poly([*spline([(x, y), (mid[0] - 44, mid[1]), tip]), *spline([tip, (mid[0] + 44, mid[1] + 20), (x, y)])], dark("#5a9a58", 0.07 * k), dark("#3f7d4a", 0.07 * k))
            c.stroke(spline([(x, y), mid, tip]), "#a9cf88", 4, 1, alpha=0.7)


@scene("agadir")
def agadir(c: Canvas) -> None:
    c.sky((0, "#4f9cc4"), (0.6, "#c9e2de"), (1, "#f9e8c4"), bottom=560)
    s.clouds(c, [(1180, 130, 520), (420, 190, 380)])
    s.ranges(c, 540, ["#c9b59a", "#b89c7c"], 110, 131, 30)

    def kasbah(x: float) -> float:
        return 600 - 300 * math.exp(-(((x - 430) / 300) ** 4)) - 60 * math.exp(-(((x - 820) / 240) ** 2))

    s.land(c, kasbah, "#b5835a", "#d0a878")
    for k in range(9):
        pts = [(x, kasbah(x) + 28 + 34 * k) for x in range(40, 900, 20)]
        c.stroke(pts, "#9a6b46", 4, 2, alpha=0.4)
    wall = "#a8703f"
    c.poly([(250, 318), (262, 268), (600, 262), (618, 318)], wall, dark(wall, 0.12))
    for k in range(18):
        c.rect(264 + 19 * k, 256, 11, 14, wall)
    for x in (256, 420, 584):
        c.rect(x, 244, 40, 76, light(wall, 0.08), dark(wall, 0.1))
        c.rect(x + 10, 270, 7, 16, dark(wall, 0.5))
    whites = ("#fbf5e8", "#f3e6cf", "#f8eddb", "#ead7b8")
    for base, size in ((610, 50), (650, 62)):
        x = -20.0
        while x < 1620:
            w, tall = size * c.dice.uniform(0.8, 1.6), size * c.dice.uniform(0.7, 1.5)
            tone = c.dice.choice(whites)
            c.rect(x, base - tall, w, tall, tone, dark(tone, 0.06))
            c.rect(x + w * 0.66, base - tall, w * 0.34, tall, dark(tone, 0.14))
            b.windows(c, x + 6, base - tall + 9, w - 12, tall - 16, 3, 2, "#4f86a3", 0.34)
            x += w
    b.minaret(c, 1080, 600, 210, "#e9cfa3", "#5f9a8a", 1)
    c.rect(0, 648, 1600, 44, "#f4e2b6", "#e8cf98")
    for x in range(40, 1600, 150):
        s.palm(c, x + c.dice.uniform(-20, 20), 690, c.dice.uniform(110, 150), "#4a8a5c", c.dice.uniform(-0.08, 0.08))
    c.mirror(694, 1067, "#4a9fb5", 0.42, 7)
    s.ripples(c, 705, 1060, "#e9f7ee", 120, 0.4)
    for x, y, size in ((300, 800, 110), (820, 870, 170), (1290, 800, 120), (1180, 985, 230), (430, 970, 200)):
        _fishing_boat(c, x, y, size)
    s.birds(c, 1000, 420, 9, "#ffffff", 16)


def _fishing_boat(c: Canvas, x: float, y: float, size: float) -> None:
    blue = "#2f6fa3"
    hull = spline([(x - size * 0.5, y - size * 0.16), (x - size * 0.38, y + size * 0.04), (x + size * 0.34, y + size * 0.04),
                   (x + size * 0.55, y - size * 0.26), (x + size * 0.3, y - size * 0.09), (x - size * 0.3, y - size * 0.08)], closed=True, steps=6)  # fmt: skip
    c.soft(arc(x, y + size * 0.06, size * 0.5, size * 0.05, 0, 360), INK, 6, 0.3)
    c.poly(hull, light(blue, 0.08), dark(blue, 0.25))
    c.stroke(spline([(x - size * 0.46, y - size * 0.1), (x, y - size * 0.035), (x + size * 0.5, y - size * 0.2)]), GOLD, size * 0.022)
    c.rect(x - size * 0.2, y - size * 0.26, size * 0.22, size * 0.18, PAPER, "#e3d9c3")
    c.rect(x - size * 0.16, y - size * 0.23, size * 0.14, size * 0.07, "#4f86a3")
    c.stroke([(x + size * 0.12, y - size * 0.06), (x + size * 0.12, y - size * 0.52)], "#6b4a34", size * 0.02)
    c.stroke([(x + size * 0.12, y - size * 0.5), (x + size * 0.5, y - size * 0.2)], "#6b4a34", 1.6)
