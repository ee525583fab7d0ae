"""Views of the partners in Africa and Oceania."""

from __future__ import annotations

import math

from tools.drawing import buildings as b
from tools.drawing import scenery as s
from tools.drawing.boats import fishing_boat, outrigger, sail, steamer
from tools.drawing.canvas import Canvas, dark, spline
from tools.drawing.gardens import gum
from tools.drawing.landmarks import fortress
from tools.drawing.scenes import scene


@scene("cape-town")
def cape_town(c: Canvas) -> None:
    c.sky((0, "#4f97c2"), (0.6, "#bcdcdf"), (1, "#f7ead0"), bottom=600)
    plateau = [
        (-20, 600),
        (60, 520),
        (170, 470),
        (300, 330),
        (330, 268),
        (420, 258),
        (640, 250),
        (900, 254),
        (1120, 246),
        (1190, 262),
        (1240, 350),
        (1330, 470),
        (1450, 540),
        (1640, 600),
    ]
    c.poly(
        [(1230, 600), (1380, 420), (1430, 340), (1470, 352), (1540, 470), (1640, 560), (1640, 620)],
        "#8a939a",
        "#a9b09f",
    )
    c.poly([(-20, 560), (60, 440), (130, 330), (180, 420), (260, 560), (280, 620), (-20, 620)], "#8f979b", "#a9b09f")
    c.poly([*plateau, (1640, 760), (-20, 760)], "#76808c", "#9aa88a")
    for k in range(17):
        x = 340 + 52 * k + c.dice.uniform(-14, 14)
        c.poly(
            [(x, 262), (x + 24, 264), (x + c.dice.uniform(10, 46), 470), (x - 12, 500)],
            "#5d6774",
            "#8a9788",
            alpha=0.75,
        )
    c.stroke([(330, 330), (1200, 318)], "#9ba1a3", 5, alpha=0.6)
    c.stroke([(320, 400), (1236, 392)], "#6b7580", 5, alpha=0.5)
    for _ in range(70):
        x = c.dice.uniform(330, 1220)
        fall = c.dice.uniform(0, 70) * (0.4 + abs(math.sin(x / 90)))
        c.ellipse(x, 246 + fall * 0.55, c.dice.uniform(50, 110), c.dice.uniform(12, 22), "#fdf9f0", alpha=0.55)
    c.ellipse(770, 236, 450, 17, "#ffffff", alpha=0.85)
    _harbour_town(c)


def _harbour_town(c: Canvas) -> None:
    s.land(c, s.ridge(650, 50, 3, 700), "#7f9c72", "#8fae7c")
    b.hillside(
        c,
        [(c.dice.uniform(0, 1580), c.dice.uniform(610, 690)) for _ in range(74)],
        34,
        ("#f6efe0", "#e8d6b4", "#d6e0dc", "#efb88e", "#f2d9c0"),
        ("#b0614a", "#7a7a7c", "#c98a5f"),
    )
    b.skyline(c, 560, 1060, 712, 40, 120, "#9fb0b8")
    b.street(
        c, -20, 1640, 730, 34, 60, ("#f3ead6", "#d6745a", "#e9b766", "#7fb0b5", "#c9d0bf"), ("#6d6a6a", "#8f5a48"), 0.4
    )
    c.rect(-20, 728, 1640, 12, "#6f6358")
    c.mirror(740, 1067, "#4b93ae", 0.55, 6)
    s.ripples(c, 755, 1060, "#e9f4ec", 110, 0.4)
    for x, y, size in ((240, 850, 110), (700, 940, 170), (1320, 870, 130)):
        sail(c, x, y, size)
    s.birds(c, 1050, 480, 8, "#ffffff", 17)


@scene("nadi")
def nadi(c: Canvas) -> None:
    c.sky((0, "#59a7c4"), (0.6, "#cfe7dd"), (1, "#f9ebc4"), bottom=560)
    s.clouds(c, [(340, 140, 560), (1200, 190, 480)])

    def sleeper(x: float) -> float:
        bumps = (
            (330, 60, 120),
            (520, 150, 110),
            (700, 190, 150),
            (980, 250, 170),
            (1190, 160, 70),
            (1300, 210, 60),
            (1430, 120, 110),
        )
        return 590 - max(h * math.exp(-(((x - at) / w) ** 2)) for at, h, w in bumps) - 20

    s.land(c, sleeper, "#7fa7b5", "#a4c4b8")
    s.land(c, s.ridge(590, 80, 45, 520), "#6b9f8a", "#86b490")
    s.shrubs(c, lambda _: 620, 0, 1600, 36, 44, "#3f8560")
    for x, w in ((250, 190), (520, 160), (1080, 200)):
        c.rect(x - w * 0.36, 590, w * 0.72, 70, "#b98f60", "#8a6644")
        c.rect(x - 16, 606, 32, 54, "#4a3526")
        c.poly(
            [(x - w * 0.55, 604), (x - w * 0.22, 486), (x + w * 0.22, 486), (x + w * 0.55, 604)], "#d2ab68", "#93703c"
        )
        for k in range(10):
            c.stroke([(x - w * 0.2 + w * 0.04 * k, 490), (x - w * 0.5 + w * 0.11 * k, 602)], "#7d5c30", 2, alpha=0.5)
    for x, tall in ((90, 420), (390, 360), (700, 470), (860, 380), (1290, 450), (1480, 520)):
        s.palm(c, x, 680, tall, "#2f7d55", c.dice.uniform(-0.14, 0.14))
    c.rect(0, 656, 1600, 40, "#f3e2b4", "#e6cf98")
    c.mirror(694, 1067, "#6cc0bd", 0.5, 7)
    s.ripples(c, 705, 1060, "#f0fbf0", 110, 0.4)
    outrigger(c, 980, 890)


@scene("queenstown")
def queenstown(c: Canvas) -> None:
    c.sky((0, "#4a86b4"), (0.6, "#b9d6de"), (1, "#f6ead2"), bottom=600)
    s.clouds(c, [(1230, 150, 560), (330, 210, 420)])
    tops = [
        (120, 300),
        (290, 230),
        (450, 190),
        (600, 150),
        (760, 210),
        (900, 170),
        (1060, 220),
        (1220, 180),
        (1390, 250),
        (1530, 210),
    ]
    s.peaks(c, tops, 610, "#7d8fa3", "#fbf8f0", "#566b84")
    c.mist(480, 620, "#dfe7e2", 0.6)
    s.ranges(c, 600, ["#7f9a8a", "#5f836f"], 70, 57, 24)
    s.land(c, lambda x: 660 - 230 * max(0.0, (x - 1150) / 450) ** 1.3, "#3f6a58", "#2f5648")
    for x in range(1180, 1600, 17):
        s.pine(
            c,
            x,
            668 - 230 * max(0.0, (x - 1150) / 450) ** 1.3 + c.dice.uniform(0, 44),
            c.dice.uniform(40, 84),
            "#2d5a49",
        )
    b.hillside(
        c,
        [(c.dice.uniform(1250, 1580), c.dice.uniform(610, 656)) for _ in range(17)],
        34,
        ("#f3e7cf", "#d6b48c", "#c98a6a", "#e9dcc4"),
        ("#5f6a70", "#8f5442"),
    )
    c.mirror(660, 1067, "#2f6f92", 0.72, 5)
    s.ripples(c, 680, 1060, "#d3ebf0", 100, 0.32)
    steamer(c, 640, 860, 460)


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
        c.stroke(
            spline([(x, 528), ((x + 800) / 2 + (x - 800) * 0.05, 400), (800 + (x - 800) * 0.06, 316)]),
            "#c9ced0" if foot > 600 else "#a3abb0",
            10,
            6,
        )
    c.stroke([(800, 330), (800, 150)], "#d5dadb", 9, 4)
    s.shrubs(c, lambda _: 640, 0, 1600, 30, 36, "#7d9462")
    c.mirror(672, 1067, "#7fa5b2", 0.66, 5)
    s.sun_path(c, 800, 680, 900, "#fdeecb", 40)
    s.ripples(c, 690, 1060, "#f6efdb", 90, 0.3)
    for x, base, tall in ((110, 1040, 640), (1490, 1050, 720), (1330, 1000, 430)):
        gum(c, x, base, tall)
    s.land(c, s.ridge(1040, 26, 11, 500), "#b5a868", "#8f8a50")
    s.birds(c, 480, 300, 9, "#fffdf4", 18)


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
    fortress(c, "#a8703f")
    _white_town(c)
    b.minaret(c, 1080, 600, 210, "#e9cfa3", "#5f9a8a", 1)
    c.rect(0, 648, 1600, 44, "#f4e2b6", "#e8cf98")
    for x in range(40, 1600, 150):
        s.palm(c, x + c.dice.uniform(-20, 20), 690, c.dice.uniform(110, 150), "#4a8a5c", c.dice.uniform(-0.08, 0.08))
    c.mirror(694, 1067, "#4a9fb5", 0.42, 7)
    s.ripples(c, 705, 1060, "#e9f7ee", 120, 0.4)
    for x, y, size in ((300, 800, 110), (820, 870, 170), (1290, 800, 120), (1180, 985, 230), (430, 970, 200)):
        fishing_boat(c, x, y, size)
    s.birds(c, 1000, 420, 9, "#ffffff", 16)


def _white_town(c: Canvas) -> None:
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
