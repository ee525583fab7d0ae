"""Views of Hangzhou and of its partners in Asia."""

from __future__ import annotations

import math

from drawing import buildings as b
from drawing import scenery as s
from drawing.canvas import (AMBER, BLUSH, BRICK, CREAM, GOLD, INDIGO, INK, LEAF, MIST, MOSS, NIGHT, OCHRE, PALE, PAPER, PINE, PLUM,
                            ROSE, SAGE, SAND, SEA, SKY, SLATE, STONE, TEAL, TERRACOTTA, TURQUOISE, VERMILION, WALL,
                            Canvas, arc, box, dark, light, mix, spline)  # fmt: skip
from drawing.scenes import scene


def sampan(c: Canvas, x: float, y: float, length: float, colour: str = INK, roof: str = "") -> None:
    """A flat boat with upturned ends, somebody standing at the oar."""
    c.poly(spline([(x - length / 2, y - length * 0.09), (x - length * 0.38, y - length * 0.02), (x + length * 0.38, y - length * 0.02),
                   (x + length / 2, y - length * 0.1), (x + length * 0.36, y + length * 0.05), (x - length * 0.36, y + length * 0.05)],
                  closed=True), colour)  # fmt: skip
    if roof:
        c.poly(arc(x - length * 0.02, y - length * 0.02, length * 0.2, length * 0.15, 180, 360), roof, dark(roof))
    px = x + length * 0.3
    c.stroke([(px, y - length * 0.03), (px, y - length * 0.2)], colour, length * 0.05, length * 0.035)
    c.ellipse(px, y - length * 0.235, length * 0.024, length * 0.028, colour)
    c.poly([(px - length * 0.06, y - length * 0.235), (px, y - length * 0.285), (px + length * 0.06, y - length * 0.235)], colour)
    c.stroke([(px - length * 0.02, y - length * 0.14), (px + length * 0.22, y + length * 0.08)], colour, length * 0.012)


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


def castle(c: Canvas, cx: float, base: float, size: float, wall: str = "#efe7d6", roof: str = "#4b5560") -> None:
    c.poly([(cx - size * 0.62, base), (cx - size * 0.46, base - size * 0.3), (cx + size * 0.46, base - size * 0.3),
            (cx + size * 0.62, base)], "#8d8577", "#6b655c")  # fmt: skip
    y = base - size * 0.3
    for half, tall in ((0.42, 0.26), (0.31, 0.24), (0.2, 0.22)):
        storey = box(cx - half * size, y - tall * size, half * 2 * size, tall * size)
        c.poly(storey, wall)
        c.shade(storey, INK, 0.0, 0.3)
        b.windows(c, cx - half * size, y - tall * size * 0.62, half * 2 * size, tall * size * 0.36, 5, 1, "#4a4f55", 0.34)
        b.curved_roof(c, cx, y - tall * size, half * 1.5 * size, 0.15 * size, roof, 0.55)
        y -= tall * size + 0.07 * size


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
        c.blob([(x - size * 0.57, y - size * 0.13), (x - size * 0.53, y - size * 0.25), (x - size * 0.49, y - size * 0.13)], "#fde0a0", "#ef8a3c")


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
        _cherry(c, x, base, tall)
    for _ in range(240):
        x, y = c.dice.uniform(0, 1600), c.dice.uniform(520, 1060)
        c.ellipse(x, y, c.dice.uniform(2, 5), c.dice.uniform(1.5, 3), "#f9d9dc", alpha=0.85)
    c.poly(spline([(-20, 1000), (300, 950), (560, 985), (470, 1090), (-20, 1090)]), "#7f9d58", "#64844a")


def _cherry(c: Canvas, x: float, base: float, tall: float) -> None:
    bark = "#4f3d3b"
    c.stroke(spline([(x, base), (x - tall * 0.03, base - tall * 0.3), (x + tall * 0.02, base - tall * 0.55)]), bark, tall * 0.07, tall * 0.03)
    for dx, dy in ((-0.32, 0.62), (0.3, 0.66), (-0.12, 0.8), (0.42, 0.5), (-0.45, 0.46)):
        c.stroke(spline([(x - tall * 0.02, base - tall * 0.34), (x + dx * tall * 0.5, base - tall * dy * 0.8), (x + dx * tall, base - tall * dy)]), bark, tall * 0.03, 2)
    puffs = [(c.dice.gauss(0, 0.26), 0.6 + c.dice.gauss(0, 0.13), c.dice.uniform(0.07, 0.14)) for _ in range(34)]
    for colour, shift, size in (("#cf8f9d", 0.03, 1.1), ("#eab3ba", 0.0, 1.0), ("#f9d8d8", -0.035, 0.62)):
        for dx, dy, r in puffs:
            c.ellipse(x + (dx + shift) * tall, base - (dy - shift) * tall, r * size * tall, r * size * tall * 0.8, colour)


@scene("hamamatsu")
def hamamatsu(c: Canvas) -> None:
    c.sky((0, "#31507a"), (0.4, "#b0748a"), (0.7, "#f0a06c"), (1, "#f9d28f"), bottom=600)
    s.sun(c, 800, 500, 74, "#fdeab8", "#f9b96a")
    s.clouds(c, [(350, 240, 620), (1240, 310, 640), (700, 150, 420)], "#f4b08f", 0.6)
    s.ranges(c, 560, ["#7c5f80", "#5b4c70"], 80, 50, 26)
    c.mirror(600, 1067, "#b1687a", 0.75, 6)
    s.sun_path(c, 800, 604, 1060, "#fde2a4", 84)
    s.ripples(c, 640, 1060, "#f7c495", 80, 0.3)
    _torii(c, 520, 860, 470)
    for x, y, size in ((1180, 655, 90), (1340, 690, 130)):
        sampan(c, x, y, size, "#2a2238")
    s.birds(c, 1130, 300, 9, "#33294a", 17)


def _torii(c: Canvas, cx: float, base: float, tall: float) -> None:
    red, shade_red = "#9c2f24", "#6b2424"
    for side in (-1, 1):
        post = [(cx + side * tall * 0.37 - 15, base), (cx + side * tall * 0.32 - 12, base - tall * 0.88),
                (cx + side * tall * 0.32 + 12, base - tall * 0.88), (cx + side * tall * 0.37 + 15, base)]  # fmt: skip
        c.poly(post, red, shade_red, across=True)
    c.rect(cx - tall * 0.46, base - tall * 0.72, tall * 0.92, tall * 0.055, red, shade_red)
    c.poly(spline([(cx - tall * 0.64, base - tall * 1.02), (cx - tall * 0.3, base - tall * 0.955), (cx + tall * 0.3, base - tall * 0.955),
                   (cx + tall * 0.64, base - tall * 1.02), (cx + tall * 0.6, base - tall * 0.9), (cx + tall * 0.3, base - tall * 0.865),
                   (cx - tall * 0.3, base - tall * 0.865), (cx - tall * 0.6, base - tall * 0.9)], closed=True, steps=6), "#3a2530", red)  # fmt: skip
    c.rect(cx - tall * 0.03, base - tall * 0.87, tall * 0.06, tall * 0.15, shade_red)
    for k in range(9):
        y, dx = base + 4 + k * 17, c.dice.uniform(-9, 9)
        for side in (-1, 1):
            c.poly(box(cx + side * tall * 0.37 - 14 + dx, y, 28, 9), "#6b2b2e", alpha=0.55 - 0.05 * k)


@scene("yeosu")
def yeosu(c: Canvas) -> None:
    c.sky((0, "#121d3a"), (0.55, "#27406a"), (1, "#7d6f8f"), bottom=640)
    for _ in range(130):
        c.ellipse(c.dice.uniform(0, 1600), c.dice.uniform(0, 420), 1.4, 1.4, "#f3ecd8", alpha=c.dice.uniform(0.3, 0.9))
    s.ranges(c, 600, ["#35466b", "#283a5a"], 120, 71, 24)
    for x0, x1, tall in ((-60, 430, 150), (1180, 1680, 170)):
        s.land(c, lambda x, a=x0, z=x1, t=tall: 690 - t * math.sin(math.pi * min(1, max(0, (x - a) / (z - a)))) ** 0.8, "#16263f", left=x0, right=x1)
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
        return climb(x) - 170 * max(0.0, (x - 900) / 700) ** 1.4 + 26

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
    _gate(c, 560, wall_top(560) + 206)
    c.poly(spline([(520, 850), (610, 850), (760, 1090), (300, 1090)]), "#e6d3aa", "#d3bb8c")
    for x, base, tall, leaf in ((120, 960, 330, "#b8622f"), (1340, 930, 300, "#cf8f3e"), (1500, 1010, 380, "#a94f33"), (930, 900, 170, "#d3a04a")):
        s.tree(c, x, base, tall, leaf)


def _gate(c: Canvas, cx: float, base: float) -> None:
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


@scene("seogwipo")
def seogwipo(c: Canvas) -> None:
    c.sky((0, "#5fa3bd"), (0.6, "#c6e0dc"), (1, "#f4ead0"), bottom=560)
    s.peaks(c, [(820, 200)], 560, "#9bb7b8", "#f7f4ea", "#7fa0a6")
    c.mist(400, 600, "#eef0e2", 0.75)
    s.land(c, s.ridge(520, 60, 77, 400), "#6f9a74", "#4d7d60")
    s.shrubs(c, s.ridge(530, 60, 77, 400), 0, 1600, 22, 24, "#3f6e55")
    for x0, x1, lean in ((-20, 640, 60), (960, 1640, -60)):
        edge = x1 if x0 < 0 else x0
        cliff = [(x0, 520), (x1, 540), (edge + lean * 0.3, 700), (edge + lean, 900), (x1 if x0 > 0 else edge + lean, 1000), (x0, 1000)]
        c.poly(cliff, "#4b4e56", "#33363f")
        for k in range(22):
            x = x0 + (x1 - x0) * (k + c.dice.random() * 0.5) / 22
            c.stroke([(x, 545 + c.dice.uniform(0, 30)), (x + lean * 0.2, 860)], c.dice.choice(("#5e616a", "#2a2d36")), 13, 6, alpha=0.7)
    c.rect(620, 536, 370, 400, "#3a3e47")
    c.poly([(740, 535), (880, 535), (915, 900), (700, 900)], "#f3f6f1", "#cfe2e2")
    for _ in range(46):
        x = c.dice.uniform(730, 885)
        c.stroke([(x, 540 + c.dice.uniform(0, 80)), (x + (x - 808) * 0.2, c.dice.uniform(720, 900))], c.dice.choice(("#ffffff", "#b9d3d6")), 5, 2, alpha=0.6)
    c.rect(0, 890, 1600, 180, "#4a97a3", "#2d6f78")
    c.soft(arc(808, 900, 210, 34, 0, 360), "#f4f8f2", 22, 0.9)
    s.ripples(c, 900, 1060, "#dff0ea", 90, 0.4)
    for x, y, tall in ((70, 600, 210), (230, 560, 180), (1390, 570, 190), (1540, 600, 230), (1150, 548, 140)):
        c.stroke(spline([(x, y), (x + 12, y - tall * 0.5), (x - 8, y - tall)]), "#4a3b36", 13, 5)
        for k in range(4):
            c.ellipse(x + c.dice.uniform(-45, 45), y - tall * (0.6 + 0.13 * k), 62, 20, dark(LEAF, 0.1 * (k % 2)))
    for x, y in ((40, 1000), (170, 1050), (1450, 1040), (1570, 985)):
        c.ellipse(x, y, 130, 80, "#2f5f48")
        c.ellipse(x - 24, y - 22, 84, 46, "#4b7d57")
        for _ in range(9):
            ox, oy = x + c.dice.uniform(-90, 90), y + c.dice.uniform(-46, 40)
            c.ellipse(ox, oy, 15, 15, "#e08b32")
            c.ellipse(ox - 4, oy - 5, 6, 5, "#f3b565")


@scene("baguio")
def baguio(c: Canvas) -> None:
    c.sky((0, "#8fb3bd"), (0.5, "#dbe1d3"), (1, "#f7ecd6"), bottom=600)
    s.sun(c, 1240, 210, 40, "#fdf0cc")
    s.ranges(c, 420, ["#a9c2bd", "#8db0a5", "#6f998a"], 160, 61, 70)
    c.mist(380, 560, "#f3ecdb", 0.75)
    walls, roofs = ("#e8d8b8", "#d78f6e", "#8fb3b0", "#e7b95f", "#f1ead9", "#b9c48f"), ("#a94e38", "#56707c", "#7a4a3c", "#8a9a6a")
    for seed, base, tall, size, colour in ((64, 700, 260, 40, "#5d8a76"), (65, 860, 240, 60, "#477863"), (66, 1040, 210, 88, "#356450")):
        line = s.ridge(base, tall, seed, 900)
        s.land(c, line, colour, light(colour, 0.2))
        for x in range(0, 1600, int(size * 1.15)):
            if c.dice.random() < 0.5:
                s.pine(c, x + c.dice.uniform(-20, 20), line(x) + size * c.dice.uniform(0, 0.6), size * c.dice.uniform(1.3, 2.1), dark(colour, 0.25))
        spots = [(x := c.dice.uniform(0, 1560), line(x) + c.dice.uniform(0.7, 2.3) * size) for _ in range(22)]
        b.hillside(c, spots, size, walls, roofs)
        c.mist(base - 60, base + 60, "#f3ecdb", 0.3)
    for x, tall in ((70, 520), (210, 400), (1480, 560), (1360, 380)):
        s.pine(c, x, 1080, tall, "#21483c")


@scene("beit-shemesh")
def beit_shemesh(c: Canvas) -> None:
    c.sky((0, "#86b4c9"), (0.6, "#f0e3c4"), (1, "#f8d9a6"), bottom=600)
    s.sun(c, 330, 300, 50, "#fdf0c8", "#f6cf8a")
    s.ranges(c, 520, ["#d4bf9b", "#c4ab82", "#ac996c"], 130, 91, 52)
    stones = ("#f1e4c8", "#e6d4b0", "#f6edd9", "#dcc59c")
    for seed, base, size in ((94, 760, 62), (95, 900, 84)):
        line = s.ridge(base, 200, seed, 1000)
        s.land(c, line, "#b7a878" if size < 70 else "#98935f", "#a59c66")
        for k in range(1, 7):
            pts = [(x, line(x) + 36 * k) for x in range(-10, 1620, 30)]
            c.stroke(pts, "#e1d0a8", 6, alpha=0.55)
        for x in range(20, 1600, 100):
            if c.dice.random() < 0.65:
                w, tall = size * c.dice.uniform(1.0, 1.7), size * c.dice.uniform(0.9, 1.7)
                y = line(x) + size * 0.5
                wall = c.dice.choice(stones)
                c.rect(x, y - tall, w, tall, wall, dark(wall, 0.1))
                c.rect(x + w * 0.62, y - tall, w * 0.38, tall, dark(wall, 0.2))
                b.windows(c, x + 4, y - tall + 8, w - 8, tall - 14, 3, 3, "#6d6a66", 0.34)
            elif c.dice.random() < 0.8:
                s.cypress(c, x, line(x) + size * 0.5, size * 1.9, "#3d5e47")
    s.land(c, s.ridge(1010, 60, 97, 700), "#8f8f52", "#6f7a45")
    for x, base, tall in ((150, 1030, 250), (520, 1060, 190), (1240, 1050, 280), (1470, 1060, 220), (880, 1070, 150)):
        s.tree(c, x, base, tall, "#8a9a72", "#6d5d4c")


@scene("istanbul")
def istanbul(c: Canvas) -> None:
    c.sky((0, "#3f5f86"), (0.35, "#c98d8a"), (0.7, "#f2b581"), (1, "#f9dca4"), bottom=660)
    s.sun(c, 1180, 500, 62, "#fdeec2", "#f7c27a")
    s.clouds(c, [(360, 190, 640), (1080, 280, 560), (1400, 160, 380)], "#f6c3a0", 0.55)
    s.ranges(c, 610, ["#b58b8f", "#8f7488"], 70, 14, 20)
    s.land(c, lambda x: 640 - 95 * math.exp(-(((x - 560) / 400) ** 4)) - 30 * math.exp(-(((x - 1010) / 260) ** 2)) + 5 * math.sin(x / 60), "#54536f", "#5f5a70")
    mosque(c, 560, 560, 300, "#6a6480", "#4d5573")
    mosque(c, 1010, 622, 150, "#6f667f", "#565a75")
    mosque(c, 130, 650, 120, "#75697f", "#5b5c76")
    walls = ("#8d6f78", "#a07d78", "#7a6577", "#b18f80")
    b.street(c, -10, 1600, 690, 34, 62, walls, ("#8a4f4c", "#6d4650", "#96594a"), 0.2)
    c.mirror(690, 1067, "#8a7690", 0.7, 6)
    s.sun_path(c, 1180, 696, 1040, "#fde3ae", 74)
    s.ripples(c, 720, 1060, "#f6cda4", 90, 0.3)
    ferry(c, 640, 868, 430)
    s.birds(c, 820, 700, 9, "#fbf3e2", 26, 260)
    s.birds(c, 330, 330, 8, "#3a3a55", 15)


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


def ferry(c: Canvas, x: float, y: float, length: float) -> None:
    hull = [(x - length * 0.5, y - length * 0.07), (x + length * 0.52, y - length * 0.08), (x + length * 0.44, y + length * 0.03),
            (x - length * 0.44, y + length * 0.03)]  # fmt: skip
    c.poly(hull, "#2f4258", "#22324a")
    c.rect(x - length * 0.5, y - length * 0.085, length * 1.02, length * 0.018, "#f7f0df")
    for left, width, up, tall in ((-0.44, 0.86, 0.155, 0.072), (-0.34, 0.66, 0.225, 0.072)):
        c.rect(x + left * length, y - up * length, width * length, tall * length, "#fbf5e6", "#e9dfcb")
        b.windows(c, x + left * length, y - (up - 0.01) * length, width * length, tall * length * 0.7, 17, 1, "#53687a", 0.6)
    c.rect(x - length * 0.1, y - length * 0.33, length * 0.09, length * 0.11, VERMILION, dark(VERMILION))
    c.rect(x - length * 0.1, y - length * 0.34, length * 0.09, length * 0.022, INK)
    for k in range(7):
        c.ellipse(x - length * (0.07 + 0.05 * k), y - length * (0.37 + 0.018 * k), length * (0.02 + 0.008 * k), length * (0.014 + 0.005 * k), "#f0dcc8", alpha=0.4)
    c.soft(arc(x, y + length * 0.035, length * 0.56, length * 0.018, 0, 360), "#fbf3e2", 5, 0.6)


@scene("isfahan")
def isfahan(c: Canvas) -> None:
    c.sky((0, "#20335c"), (0.5, "#7a6d94"), (0.8, "#e2a384"), (1, "#f4cf9c"), bottom=620)
    s.peaks(c, [(280, 380), (700, 430), (1220, 390), (1520, 440)], 600, "#8b7f9c", "", "#72698c")
    b.dome(c, 1180, 560, 90, "#4f9ba0", 1.0, GOLD, "onion")
    for x in (1030, 1330):
        b.minaret(c, x, 600, 240, "#d9b389", "#4f9ba0", 1)
    c.rect(1080, 548, 200, 60, "#d0a77c")
    s.shrubs(c, lambda _: 612, 0, 1600, 26, 30, "#3f5a55")
    b.arcade(c, -20, 720, 1640, 130, 19, "#c48a58", "#f3c36c", 0.6, 0.74, pointed=True)
    b.arcade(c, -20, 612, 1640, 66, 38, "#d09a66", "#e8b264", 0.56, 0.76, pointed=True)
    for k in range(20):
        x = -20 + 1640 * k / 19
        c.poly([(x - 14, 722), (x - 9, 640), (x + 9, 640), (x + 14, 722)], "#a9713f", "#8b5a36")
        c.glow(x + 43, 690, 48, "#fbdc95", 0.45)
    c.mirror(722, 1067, "#46507a", 0.9, 6)
    s.ripples(c, 740, 1060, "#f3c98d", 90, 0.28)
    s.birds(c, 420, 260, 7, "#2c2c48", 15)


@scene("bangkok", "tall")
def bangkok(c: Canvas) -> None:
    c.sky((0, "#39517f"), (0.4, "#b57e93"), (0.75, "#f3b184"), (1, "#fadfa5"), bottom=1100)
    s.sun(c, 720, 880, 92, "#fdedbe", "#f9c47c")
    s.clouds(c, [(240, 330, 480), (830, 460, 520), (500, 200, 380)], "#f7c6a4", 0.55)
    for cx, tall in ((210, 380), (860, 380), (110, 260), (960, 260)):
        prang(c, cx, 1100, tall)
    prang(c, 535, 1100, 830)
    s.shrubs(c, lambda _: 1096, 0, 1067, 28, 32, "#45506a")
    c.rect(0, 1096, 1067, 26, "#6d5f74", "#52506a")
    c.mirror(1122, 1600, "#8c6c86", 0.8, 8)
    s.sun_path(c, 720, 1130, 1560, "#fde5ae", 84)
    s.ripples(c, 1150, 1590, "#f8cfa4", 70, 0.3)
    x, y = 420, 1400
    c.poly(spline([(x - 330, y - 20), (x - 120, y + 8), (x + 170, y - 8), (x + 330, y - 96), (x + 250, y + 6), (x + 60, y + 46), (x - 290, y + 34)], closed=True), "#33283f", "#251f33")
    c.poly(arc(x - 60, y - 4, 170, 78, 180, 360), "#8a4a3c", "#6b3a38")
    c.stroke([(x - 300, y + 6), (x - 470, y + 62)], "#33283f", 7, 4)
    c.stroke([(x - 280, y), (x - 286, y - 92)], "#33283f", 26, 17)
    c.ellipse(x - 286, y - 112, 16, 19, "#33283f")
    for k in range(3):
        c.stroke([(x + 300, y - 80), (x + 290 + 14 * k, y - 30)], (VERMILION, GOLD, ROSE)[k], 7, 4)


def prang(c: Canvas, cx: float, base: float, tall: float) -> None:
    """A corn-shaped temple tower on stepped terraces."""
    stone, shade_stone = "#b98a86", "#6a567a"
    for k in range(5):
        half, y = tall * (0.3 - 0.036 * k), base - tall * 0.085 * k
        c.poly([(cx - half, y), (cx - half * 0.93, y - tall * 0.088), (cx + half * 0.93, y - tall * 0.088), (cx + half, y)], stone, shade_stone, across=True)
        c.rect(cx - half * 0.95, y - tall * 0.092, half * 1.9, tall * 0.012, light(stone, 0.25))
        b.windows(c, cx - half * 0.9, y - tall * 0.07, half * 1.8, tall * 0.05, 11 - k, 1, dark(shade_stone, 0.2), 0.3)
    half = [(0.13, 0.42), (0.105, 0.52), (0.098, 0.62), (0.085, 0.74), (0.06, 0.83), (0.03, 0.89), (0.012, 0.91), (0.004, 1.0)]
    right = spline([(cx + x * tall, base - y * tall) for x, y in half], steps=6)
    outline = [*right, *((2 * cx - x, y) for x, y in reversed(right))]
    c.poly(outline, light(stone, 0.12), shade_stone, across=True)
    for k in range(11):
        y = base - tall * (0.44 + 0.038 * k)
        w = tall * (0.125 - 0.0065 * k)
        c.stroke([(cx - w, y), (cx + w, y)], light(stone, 0.3), max(1.5, tall * 0.006), alpha=0.5)
