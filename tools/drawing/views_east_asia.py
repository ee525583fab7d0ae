"""Views of Hangzhou and of its partners in East and South-East Asia."""

from __future__ import annotations

import math

from tools.drawing import buildings as b
from tools.drawing import scenery as s
from tools.drawing.boats import sampan
from tools.drawing.canvas import AMBER, GOLD, LEAF, TERRACOTTA, Canvas, arc, dark, light, mix, spline
from tools.drawing.gardens import cherry, tangerines
from tools.drawing.landmarks import castle, gate, torii
from tools.drawing.scenes import scene


@scene("west-lake-morning")
def west_lake(c: Canvas) -> None:
    c.sky((0, "#7fa3ae"), (0.45, "#d9d6c3"), (0.75, "#f6ddbb"), (1, "#f8e8cf"), bottom=640)
    s.sun(c, 1130, 350, 46, "#fbe3b0", "#f6c98c")
    s.ranges(c, 480, ["#a9bdbb", "#8aa8a6", "#6d918d"], 170, 5, 40)
    c.mist(430, 600, "#f3e3cb", 0.55)
    hill = s.ridge(610, 120, 3, 900)
    s.land(c, lambda x: hill(x) + 900 * max(0.0, abs(x - 470) / 1000 - 0.18) ** 1.5, "#54786a", "#8aa694")
    s.shrubs(c, lambda x: hill(x) + 900 * max(0.0, abs(x - 470) / 1000 - 0.18) ** 1.5 + 14, 150, 830, 15, 15, "#4a6f60")
    b.pagoda(c, 470, 545, 270, 5, "#b9714f", "#3f4648")
    s.shrubs(c, lambda x: 560 + abs(x - 470) * 0.12, 300, 660, 17, 19, "#3f6556")
    c.mist(560, 650, "#f5e5cd", 0.5)
    c.rect(640, 622, 960, 18, "#6f7f6d")
    b.arch_bridge(c, 1060, 634, 240, 74, "#b8b09c", "#e7d8bd")
    for x in range(700, 1600, 74):
        if abs(x - 1060) > 120:
            s.willow(c, x, 628, 92, "#7d9a63", 1 if x % 148 else -1)
    c.mirror(640, 1067, "#b9c6bd", 0.62, 5)
    s.sun_path(c, 1130, 645, 1000, "#fde7bd", 62)
    s.ripples(c, 690, 1060, "#f5ead3", 70, 0.28)
    sampan(c, 640, 830, 210, "#2f4149", "#6d5a48")
    for x, y, r in ((90, 990, 90), (260, 1035, 74), (1450, 1010, 105), (1290, 1050, 70), (20, 1050, 66)):
        s.lotus_leaf(c, x, y, r, "#4f7f67")
    s.lotus_flower(c, 205, 985, 62)
    s.lotus_flower(c, 1372, 980, 70)
    s.willow_fringe(c, -30, 420, "#6f8f4e", 420, 44)
    s.willow_fringe(c, 420, 620, "#7d9a56", 190, 12)


@scene("west-lake-lotus", "tall")
def lotus_summer(c: Canvas) -> None:
    c.sky((0, "#5f94a8"), (0.55, "#bcd5cf"), (1, "#f3e6cd"), bottom=620)
    s.clouds(c, [(260, 190, 420), (820, 120, 380), (700, 300, 500)])
    s.ranges(c, 500, ["#8fb1ae", "#6b9692", "#4b7b74"], 190, 21, 50)
    b.pagoda(c, 800, 520, 190, 5, "#a86a50", "#47504f")
    s.shrubs(c, lambda x: 530 + abs(x - 800) * 0.05, 660, 960, 15, 16, "#43705f")
    c.mirror(640, 1600, "#86ada4", 0.55, 4)
    s.ripples(c, 660, 900, "#e4ecdd", 40, 0.3)
    rows = 11
    for row in range(rows):
        t = row / (rows - 1)
        y, r = 800 + 780 * t**1.15, 44 + 150 * t
        x = c.dice.uniform(-r, 0)
        while x < c.w + r:
            leaf = mix("#6fa08a", "#2f6a50", t * 0.8 + c.dice.uniform(-0.1, 0.2))
            s.lotus_leaf(c, x, y + c.dice.uniform(-22, 22), r * c.dice.uniform(0.75, 1.1), leaf, 0.36)
            x += r * c.dice.uniform(1.3, 2.1)
        if row % 2 == 1:
            fx = c.dice.uniform(120, c.w - 120)
            size = 58 + 100 * t
            c.stroke(spline([(fx + 12, y + size), (fx - 6, y), (fx, y - size * 1.2)]), "#4d7a55", 5 + 4 * t, 4)
            s.lotus_flower(c, fx, y - size * 1.15, size, "#e89ba6")
    for x, y, tall in ((250, 1400, 420), (840, 1500, 520)):
        c.stroke(spline([(x + 30, y + 200), (x + 8, y - tall * 0.4), (x, y - tall)]), "#4d7a55", 12, 8)
        s.lotus_flower(c, x, y - tall + 10, 175, "#e58e9b")
    c.stroke(spline([(560, 1600), (548, 1400), (566, 1180)]), "#5d7f50", 9, 7)
    c.poly([(530, 1130), (602, 1130), (584, 1186), (548, 1186)], "#93a561", "#6d8046")
    c.ellipse(566, 1130, 37, 13, "#a9b873")
    for k in range(6):
        c.ellipse(566 + 22 * math.cos(k * 1.05), 1130 + 7 * math.sin(k * 1.05), 4.5, 3, "#5d6b3a")


@scene("gifu")
def gifu(c: Canvas) -> None:
    c.sky((0, "#22345a"), (0.4, "#6a6a8c"), (0.72, "#d99a83"), (1, "#f3c793"), bottom=700)
    c.ellipse(1290, 190, 34, 34, "#f7ecd0")
    c.glow(1290, 190, 170, "#f7ecd0", 0.35)
    s.clouds(c, [(420, 300, 620), (1100, 420, 520)], "#f2b99c", 0.5)
    s.ranges(c, 600, ["#7a7490", "#5f6280"], 150, 41, 46)
    top = s.ridge(690, 70, 12, 380)

    def hill(x: float) -> float:
        return top(x) - 330 * math.exp(-(((x - 620) / 300) ** 2)) - 150 * math.exp(-(((x - 1050) / 260) ** 2))

    s.land(c, hill, "#33465a", "#4a5566")
    s.shrubs(c, lambda x: hill(x) + 12, 0, 1600, 15, 14, "#2e4354")
    s.shrubs(c, lambda x: hill(x) + 60, 0, 1600, 21, 22, "#283b4b")
    s.shrubs(c, lambda x: hill(x) + 140, 0, 1600, 27, 27, "#243444")
    castle(c, 620, hill(620) + 16, 120)
    for x in range(40, 1600, 64):
        b.house(c, x, 712, 62, 34, "#4b4a55", "#2f3541", "#f0c069", rows=1, columns=4)
    c.mirror(712, 1067, "#33415f", 0.6, 7)
    s.ripples(c, 740, 1060, "#e3a887", 70, 0.28)
    for x, y, size in ((360, 830, 200), (880, 900, 270), (1330, 820, 180)):
        c.glow(x - size * 0.52, y - size * 0.16, size * 0.85, "#f6a94e", 0.75)
        s.sun_path(c, x - size * 0.52, y + 12, min(1060, y + size * 0.8), "#f7b55d", size * 0.12)
        sampan(c, x, y, size, "#141d2b")
        c.stroke([(x - size * 0.42, y - size * 0.06), (x - size * 0.53, y - size * 0.19)], "#141d2b", 4, 2)
        c.blob(
            [
                (x - size * 0.57, y - size * 0.13),
                (x - size * 0.53, y - size * 0.25),
                (x - size * 0.49, y - size * 0.13),
            ],
            "#fde0a0",
            "#ef8a3c",
        )


@scene("fukui")
def fukui(c: Canvas) -> None:
    c.sky((0, "#8cb8cd"), (0.6, "#d9e4df"), (1, "#f7e9dc"), bottom=620)
    s.peaks(c, [(250, 330), (520, 280), (820, 340), (1130, 270), (1420, 330)], 600, "#a9bdc9", "#fbf7ef", "#8aa3b3")
    c.mist(430, 620, "#f4ecdf", 0.8)
    s.ranges(c, 600, ["#9db79f", "#7fa085"], 70, 9, 26)
    s.land(c, lambda _: 690, "#a9bd78", "#7fa05f")
    c.poly(spline([(1700, 740), (1200, 770), (760, 860), (560, 1090), (1700, 1090)]), "#8fb6c0", "#5f94a6")
    s.ripples(c, 790, 1060, "#f6e9ea", 60, 0.4, 700, 1600)
    for k in range(9):
        t = k / 8
        x, base, tall = 1500 - 1180 * t**0.8, 742 + 200 * t**1.6, 120 + 400 * t**1.4
        cherry(c, x, base, tall)
    for _ in range(240):
        x, y = c.dice.uniform(0, 1600), c.dice.uniform(520, 1060)
        c.ellipse(x, y, c.dice.uniform(2, 5), c.dice.uniform(1.5, 3), "#f9d9dc", alpha=0.85)
    c.poly(spline([(-20, 1000), (300, 950), (560, 985), (470, 1090), (-20, 1090)]), "#7f9d58", "#64844a")


@scene("hamamatsu")
def hamamatsu(c: Canvas) -> None:
    c.sky((0, "#31507a"), (0.4, "#b0748a"), (0.7, "#f0a06c"), (1, "#f9d28f"), bottom=600)
    s.sun(c, 800, 500, 74, "#fdeab8", "#f9b96a")
    s.clouds(c, [(350, 240, 620), (1240, 310, 640), (700, 150, 420)], "#f4b08f", 0.6)
    s.ranges(c, 560, ["#7c5f80", "#5b4c70"], 80, 50, 26)
    c.mirror(600, 1067, "#b1687a", 0.75, 6)
    s.sun_path(c, 800, 604, 1060, "#fde2a4", 84)
    s.ripples(c, 640, 1060, "#f7c495", 80, 0.3)
    torii(c, 520, 860, 470)
    for x, y, size in ((1180, 655, 90), (1340, 690, 130)):
        sampan(c, x, y, size, "#2a2238")
    s.birds(c, 1130, 300, 9, "#33294a", 17)


@scene("yeosu")
def yeosu(c: Canvas) -> None:
    c.sky((0, "#121d3a"), (0.55, "#27406a"), (1, "#7d6f8f"), bottom=640)
    for _ in range(130):
        c.ellipse(c.dice.uniform(0, 1600), c.dice.uniform(0, 420), 1.4, 1.4, "#f3ecd8", alpha=c.dice.uniform(0.3, 0.9))
    s.ranges(c, 600, ["#35466b", "#283a5a"], 120, 71, 24)
    for x0, x1, tall in ((-60, 430, 150), (1180, 1680, 170)):
        s.land(c, s.mound(x0, x1, 690, tall), "#16263f", left=x0, right=x1)
    for _ in range(150):
        x = c.dice.choice((c.dice.uniform(0, 400), c.dice.uniform(1220, 1600)))
        c.rect(x, c.dice.uniform(600, 684), 7, 6, c.dice.choice((AMBER, GOLD, "#f7e3b0", TERRACOTTA)))
    b.cable_bridge(c, -10, 1610, 600, (520, 1080), 300, 690, "#cfd6dc", "#f6d58a")
    c.mirror(690, 1067, "#182849", 0.85, 7)
    for x in range(0, 1600, 60):
        s.sun_path(c, x, 700, 860, "#f1c877", 9)
    s.ripples(c, 700, 1060, "#9fb1cf", 70, 0.25)
    for x, y, size in ((420, 860, 130), (1010, 930, 180), (1330, 820, 100)):
        sampan(c, x, y, size, "#0d1730")
        c.glow(x, y - 12, size * 0.4, "#f6c66a", 0.6)


@scene("suwon")
def suwon(c: Canvas) -> None:
    c.sky((0, "#6f9fb8"), (0.6, "#dfe3d3"), (1, "#f7e3c0"), bottom=620)
    s.clouds(c, [(340, 200, 420), (1200, 160, 520)])
    s.ranges(c, 560, ["#b0b9a6", "#c79f72", "#b3794f"], 130, 33, 36)
    climb = s.ridge(640, 20, 2, 300)

    def wall_top(x: float) -> float:
        return climb(x) - 170 * math.pow(max(0.0, (x - 900) / 700), 1.4) + 26

    s.shrubs(c, lambda x: wall_top(x) - 4, 0, 1600, 30, 34, "#c08444")
    s.shrubs(c, lambda x: wall_top(x) + 14, 0, 1600, 34, 30, "#a65a3a")
    xs = list(range(-10, 1620, 10))
    outline = [*((x, wall_top(x)) for x in xs), *((x, wall_top(x) + 190) for x in reversed(xs))]
    c.poly(outline, "#c9bda6", "#9d9382")
    for x in range(0, 1600, 44):
        c.rect(x, wall_top(x) - 20, 32, 24, "#b7ac97")
        c.rect(x, wall_top(x) - 22, 32, 6, "#6d6a66")
    for row in range(1, 7):
        for x in range(-20 + 22 * (row % 2), 1600, 44):
            c.rect(x, wall_top(x) + 26 * row, 38, 3, "#8d8474", alpha=0.7)
    s.land(c, lambda x: wall_top(x) + 180, "#c8b067", "#8f9a55")
    gate(c, 560, wall_top(560) + 206)
    c.poly(spline([(520, 850), (610, 850), (760, 1090), (300, 1090)]), "#e6d3aa", "#d3bb8c")
    for x, base, tall, leaf in (
        (120, 960, 330, "#b8622f"),
        (1340, 930, 300, "#cf8f3e"),
        (1500, 1010, 380, "#a94f33"),
        (930, 900, 170, "#d3a04a"),
    ):
        s.tree(c, x, base, tall, leaf)


@scene("seogwipo")
def seogwipo(c: Canvas) -> None:
    c.sky((0, "#5fa3bd"), (0.6, "#c6e0dc"), (1, "#f4ead0"), bottom=560)
    s.peaks(c, [(820, 200)], 560, "#9bb7b8", "#f7f4ea", "#7fa0a6")
    c.mist(400, 600, "#eef0e2", 0.75)
    s.land(c, s.ridge(520, 60, 77, 400), "#6f9a74", "#4d7d60")
    s.shrubs(c, s.ridge(530, 60, 77, 400), 0, 1600, 22, 24, "#3f6e55")
    for x0, x1, lean in ((-20, 640, 60), (960, 1640, -60)):
        edge = x1 if x0 < 0 else x0
        far = x0 if x0 < 0 else x1
        cliff = [
            (far, 520),
            (edge, 540),
            (edge + lean * 0.3, 700),
            (edge + lean, 900),
            (edge + lean, 1000),
            (far, 1000),
        ]
        c.poly(cliff, "#4b4e56", "#33363f")
        for k in range(22):
            x = x0 + (x1 - x0) * (k + c.dice.random() * 0.5) / 22
            c.stroke(
                [(x, 545 + c.dice.uniform(0, 30)), (x + lean * 0.2, 860)],
                c.dice.choice(("#5e616a", "#2a2d36")),
                13,
                6,
                alpha=0.7,
            )
    _waterfall(c)
    for x, y, tall in ((70, 600, 210), (230, 560, 180), (1390, 570, 190), (1540, 600, 230), (1150, 548, 140)):
        c.stroke(spline([(x, y), (x + 12, y - tall * 0.5), (x - 8, y - tall)]), "#4a3b36", 13, 5)
        for k in range(4):
            c.ellipse(x + c.dice.uniform(-45, 45), y - tall * (0.6 + 0.13 * k), 62, 20, dark(LEAF, 0.1 * (k % 2)))
    for x, y in ((40, 1000), (170, 1050), (1450, 1040), (1570, 985)):
        tangerines(c, x, y)


def _waterfall(c: Canvas) -> None:
    c.rect(620, 536, 370, 400, "#3a3e47")
    c.poly([(740, 535), (880, 535), (915, 900), (700, 900)], "#f3f6f1", "#cfe2e2")
    for _ in range(46):
        x = c.dice.uniform(730, 885)
        c.stroke(
            [(x, 540 + c.dice.uniform(0, 80)), (x + (x - 808) * 0.2, c.dice.uniform(720, 900))],
            c.dice.choice(("#ffffff", "#b9d3d6")),
            5,
            2,
            alpha=0.6,
        )
    c.rect(0, 890, 1600, 180, "#4a97a3", "#2d6f78")
    c.soft(arc(808, 900, 210, 34, 0, 360), "#f4f8f2", 22, 0.9)
    s.ripples(c, 900, 1060, "#dff0ea", 90, 0.4)


@scene("baguio")
def baguio(c: Canvas) -> None:
    c.sky((0, "#8fb3bd"), (0.5, "#dbe1d3"), (1, "#f7ecd6"), bottom=600)
    s.sun(c, 1240, 210, 40, "#fdf0cc")
    s.ranges(c, 420, ["#a9c2bd", "#8db0a5", "#6f998a"], 160, 61, 70)
    c.mist(380, 560, "#f3ecdb", 0.75)
    walls, roofs = (
        ("#e8d8b8", "#d78f6e", "#8fb3b0", "#e7b95f", "#f1ead9", "#b9c48f"),
        ("#a94e38", "#56707c", "#7a4a3c", "#8a9a6a"),
    )
    for seed, base, tall, size, colour in (
        (64, 700, 260, 40, "#5d8a76"),
        (65, 860, 240, 60, "#477863"),
        (66, 1040, 210, 88, "#356450"),
    ):
        line = s.ridge(base, tall, seed, 900)
        s.land(c, line, colour, light(colour, 0.2))
        for x in range(0, 1600, int(size * 1.15)):
            if c.dice.random() < 0.5:
                s.pine(
                    c,
                    x + c.dice.uniform(-20, 20),
                    line(x) + size * c.dice.uniform(0, 0.6),
                    size * c.dice.uniform(1.3, 2.1),
                    dark(colour, 0.25),
                )
        feet = [c.dice.uniform(0, 1560) for _ in range(22)]
        spots = [(px, line(px) + c.dice.uniform(0.7, 2.3) * size) for px in feet]
        b.hillside(c, spots, size, walls, roofs)
        c.mist(base - 60, base + 60, "#f3ecdb", 0.3)
    for x, tall in ((70, 520), (210, 400), (1480, 560), (1360, 380)):
        s.pine(c, x, 1080, tall, "#21483c")
