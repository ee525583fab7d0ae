"""Views of the partners in the south of Europe."""

from __future__ import annotations

import math

from tools.drawing import buildings as b
from tools.drawing import scenery as s
from tools.drawing.boats import sail, sampan
from tools.drawing.buildings import OLD_TOWN, TILES
from tools.drawing.canvas import AMBER, GOLD, INK, VERMILION, Canvas, arc, box, dark, light, spline
from tools.drawing.landmarks import leaning_tower, old_bridge
from tools.drawing.scenes import scene


@scene("nice")
def nice(c: Canvas) -> None:
    c.sky((0, "#6fb4cf"), (1, "#f3ead2"), bottom=330)
    s.clouds(c, [(1250, 120, 480)])
    s.ranges(c, 290, ["#a4bcc4", "#86a9a6"], 120, 17, 26)
    c.rect(0, 330, 1600, 740, "#4fa6b5", "#2b7c96")
    s.ripples(c, 350, 900, "#d6efe6", 110, 0.35)
    shore = spline([(-20, 1090), (130, 820), (420, 610), (780, 480), (1130, 420), (1400, 392), (1640, 380)], steps=14)
    promenade = spline([(330, 1090), (470, 880), (700, 700), (980, 560), (1250, 470), (1640, 415)], steps=14)
    c.poly([*shore, *reversed(promenade)], "#f0ddb2", "#e3c795")
    c.stroke(shore, "#f9fbf2", 11, 3)
    c.poly([*promenade, (1640, 1100), (330, 1100)], "#d8b48e", "#c79a74")
    c.stroke(promenade, "#f6ead2", 22, 6)
    for t in range(24):
        x, y = shore[t * len(shore) // 26 + 6]
        r = 30 - t
        if r > 6:
            c.ellipse(
                x + r * 2.6, y + r * 0.4 + 16, r, r * 0.45, c.dice.choice((VERMILION, "#f7ecd6", "#2d6f78", AMBER))
            )
            c.ellipse(x + r * 2.3, y + r * 0.25 + 16, r * 0.5, r * 0.2, "#fff8ea", alpha=0.5)
    walls, roofs = ("#e9b873", "#e08f66", "#f3d7a2", "#d9745a", "#f6e6c6"), ("#b5583c", "#a34c38")
    for row in range(11):
        y = 446 + 10 * row + 5.2 * row * row
        edge = next(x for x, py in reversed(promenade) if py >= min(y, 1080))
        size = 30 + 9.5 * row
        x = edge + size * 0.9
        while x < 1620:
            b.house(
                c,
                x,
                y + size * 0.4,
                size * c.dice.uniform(0.9, 1.2),
                size * c.dice.uniform(0.9, 1.5),
                c.dice.choice(walls),
                c.dice.choice(roofs),
                "#5a7480",
                rows=3,
                columns=3,
            )
            x += size * c.dice.uniform(0.95, 1.25)
    for k in range(9):
        x, y = promenade[int((len(promenade) - 1) * (0.12 + 0.085 * k))]
        tall = 46 + 0.42 * (y - 400)
        s.palm(c, x + tall * 0.16, y + 6, tall, "#3f7d5c", c.dice.uniform(-0.1, 0.1))
    for x, y, size in ((700, 400, 34), (380, 470, 50), (230, 640, 74)):
        sail(c, x, y, size)


@scene("pisa", "tall")
def pisa(c: Canvas) -> None:
    c.sky((0, "#5f9dbb"), (0.6, "#cfe0da"), (1, "#f8ead0"), bottom=1180)
    s.clouds(c, [(250, 260, 480), (860, 420, 420), (700, 140, 360)])
    marble = "#f3ead8"
    c.poly(box(-20, 800, 560, 420), marble, "#e2d6bf")
    for k in range(14):
        c.rect(-20, 820 + 29 * k, 560, 7, "#b9b6ab")
    b.arcade(c, -20, 1220, 560, 200, 6, marble, "#8f8a83", 0.55, 0.9)
    c.rect(-20, 560, 210, 180, marble, "#d9ccb4")
    b.windows(c, -20, 590, 210, 120, 5, 1, "#8f8a83", 0.4)
    b.dome(c, 75, 562, 122, "#8fa3a5", 1.1, GOLD)
    c.poly([(-20, 804), (-20, 700), (240, 660), (560, 804)], "#a8998a", "#8a7a70")
    s.ranges(c, 1180, ["#9ab88f"], 0, 2)
    s.land(c, s.ridge(1236, 10, 6, 900), "#8fb55f", "#5f8f47")
    for x in range(0, 1067, 90):
        s.cypress(c, x + c.dice.uniform(-20, 20), 1232, c.dice.uniform(60, 110), "#4a6f52")
    s.land(c, s.ridge(1262, 12, 7, 900), "#86b05b", "#4f8344")
    leaning_tower(c, 700, 1240)
    c.soft([(640, 1250), (830, 1250), (1060, 1370), (800, 1390)], INK, 16, 0.32)
    c.poly(spline([(430, 1260), (560, 1400), (520, 1620), (240, 1620), (330, 1420)]), "#eadcbc", "#dcc79d")
    for _ in range(40):
        y = c.dice.uniform(1300, 1590)
        px = c.dice.uniform(0, 1067)
        c.stroke([(px, y), (px + c.dice.uniform(-4, 4), y - 12)], c.dice.choice(("#a7c96d", "#466f3a")), 3, 1)


@scene("split")
def split(c: Canvas) -> None:
    c.sky((0, "#4f9cc0"), (0.6, "#bfe0de"), (1, "#f7ecd2"), bottom=560)
    s.peaks(c, [(250, 250), (640, 300), (1080, 230), (1460, 290)], 540, "#b6b4ac", "", "#93989a")
    s.ranges(c, 540, ["#8fae92"], 60, 19)
    stone = "#ecdcbd"
    b.street(c, -20, 1640, 690, 90, 150, ("#f0e2c6", "#e6d0a8", "#dcc298", "#f4ead6"), TILES, 0.25)
    for k in range(6):
        w, y, tall = 116 - 11 * k, 640 - 88 * k, 90
        c.rect(760 - w / 2, y - tall, w, tall + 2, stone, dark(stone, 0.06))
        for j in (-1, 1):
            c.poly(
                [
                    *arc(760 + j * w * 0.22, y - 48, w * 0.14, w * 0.15, 180, 360),
                    (760 + j * w * 0.22 + w * 0.14, y - 8),
                    (760 + j * w * 0.22 - w * 0.14, y - 8),
                ],
                "#6d655c",
            )
        c.rect(760 - w / 2 - 6, y - tall - 5, w + 12, 9, light(stone, 0.4))
        c.shade(box(760 - w / 2, y - tall, w, tall), INK, 0.0, 0.34)
    c.poly([(728, 116), (760, 22), (792, 116)], "#b5694a", "#8f4c38")
    b.arcade(c, -20, 740, 1640, 92, 22, "#dcc8a2", "#6d6459", 0.46, 0.78)
    c.rect(-20, 738, 1640, 46, "#f3e8d0", "#e3d2ae")
    for x in range(60, 1600, 128):
        s.palm(c, x + c.dice.uniform(-14, 14), 770, c.dice.uniform(170, 220), "#4a8560", c.dice.uniform(-0.06, 0.06))
    c.rect(-20, 782, 1640, 12, "#bba98a")
    c.rect(0, 793, 1600, 280, "#4aa3b5", "#2a7690")
    c.mirror(793, 1067, "#3f93a8", 0.42, 7)
    s.ripples(c, 805, 1060, "#e3f4ea", 110, 0.4)
    for x, y, size, colour in ((260, 930, 150, VERMILION), (1180, 900, 120, "#2b5a78"), (1420, 990, 180, "#f3e6c8")):
        c.poly(
            [(x - size, y - 26), (x + size * 1.1, y - 36), (x + size * 0.85, y + 20), (x - size * 0.85, y + 20)],
            colour,
            dark(colour),
        )
        c.rect(x - size * 0.3, y - 74, size * 0.6, 44, "#faf3e2")
        c.rect(x - size * 0.24, y - 66, size * 0.48, 18, "#58758a")


@scene("nis")
def nis(c: Canvas) -> None:
    c.sky((0, "#7aa9bd"), (0.6, "#dce2d0"), (1, "#f8e4bd"), bottom=640)
    s.clouds(c, [(300, 170, 520), (1260, 220, 560)])
    s.ranges(c, 560, ["#a9bda6", "#8fab86"], 120, 37, 40)
    s.shrubs(c, lambda x: 560 - 30 * math.sin(x / 300), 0, 1600, 34, 56, "#7b9a5e")
    wall = "#bfa988"
    c.rect(-20, 560, 1640, 170, wall, dark(wall, 0.12))
    b.stone_courses(c, box(-20, 575, 1640, 150), wall, 17)
    for x in range(-20, 1640, 62):
        c.rect(x, 536, 42, 28, wall)
    c.rect(560, 400, 480, 332, light(wall, 0.12), wall)
    b.stone_courses(c, box(566, 440, 468, 280), light(wall, 0.1), 20)
    c.rect(540, 388, 520, 26, light(wall, 0.3))
    for k in range(9):
        c.rect(546 + 58 * k, 354, 38, 36, light(wall, 0.15))
    c.poly([*arc(800, 586, 152, 160, 180, 360), (952, 732), (648, 732)], light(wall, 0.32))
    c.poly([*arc(800, 596, 122, 132, 180, 360), (922, 732), (678, 732)], "#4a4038", "#6d6152")
    c.poly([*arc(800, 620, 74, 84, 180, 360), (874, 732), (726, 732)], "#e8d9a8", "#b9c187")
    c.shade(box(560, 388, 480, 344), INK, 0.0, 0.28)
    for k in range(13):
        a0 = 180 + 180 * k / 13
        inner, outer = arc(800, 592, 124, 134, a0, a0, 1)[0], arc(800, 588, 150, 158, a0, a0, 1)[0]
        c.stroke([inner, outer], dark(wall, 0.2), 3)
    c.rect(-20, 728, 1640, 26, "#d9c79d", "#c4af82")
    for x, tall in ((120, 250), (350, 210), (1240, 230), (1480, 270)):
        s.tree(c, x, 742, tall, "#7f9f56")
    c.mirror(760, 1067, "#86a79c", 0.6, 6)
    s.ripples(c, 775, 1060, "#f3ecd2", 90, 0.34)
    c.poly([(-20, 860), (1620, 800), (1620, 822), (-20, 886)], "#6d5a4b", "#54463d")
    for k in range(28):
        x = -20 + 60 * k
        y = 860 - 60 * (x + 20) / 1640
        c.stroke([(x, y), (x, y - 46)], "#54463d", 4)
    c.stroke([(-20, 814), (1620, 754)], "#54463d", 6)
    for x, coat in ((430, VERMILION), (520, "#2d4f66"), (1130, "#5a6f4a")):
        y = 860 - 60 * (x + 20) / 1640
        c.stroke([(x, y), (x, y - 58)], coat, 24, 18)
        c.ellipse(x, y - 76, 12, 14, "#3a2c26")


@scene("verona")
def verona(c: Canvas) -> None:
    c.sky((0, "#6d94b0"), (0.5, "#d9c9b4"), (0.85, "#f4c695"), (1, "#f8d9a4"), bottom=640)
    s.sun(c, 300, 360, 52, "#fdeec4", "#f8cb8a")
    s.ranges(c, 560, ["#a7a99a", "#8d9a7e"], 170, 44, 44)
    for x in range(860, 1600, 46):
        s.cypress(
            c, x + c.dice.uniform(-12, 12), 560 - 60 * math.sin((x - 800) / 300), c.dice.uniform(80, 150), "#4a6350"
        )
    b.hillside(c, [(c.dice.uniform(760, 1580), c.dice.uniform(540, 650)) for _ in range(34)], 62, OLD_TOWN, TILES)
    b.street(c, -20, 760, 690, 110, 190, OLD_TOWN, TILES, 0.3)
    for x, tall in ((250, 420), (640, 330)):
        c.rect(x - 36, 690 - tall, 72, tall, "#b9694c", "#c98f6a")
        c.shade(box(x - 36, 690 - tall, 72, tall), INK, 0.0, 0.36)
        b.windows(c, x - 30, 710 - tall, 60, 56, 2, 1, "#4f3a34", 0.5)
        c.poly([(x - 42, 692 - tall), (x, 610 - tall), (x + 42, 692 - tall)], "#8a4a38")
    b.street(c, 1250, 1640, 700, 90, 150, OLD_TOWN, TILES, 0.3)
    c.rect(-20, 690, 1640, 50, "#b9a07c", "#9c8466")
    c.rect(0, 738, 1600, 330, "#7f9f86", "#5f8a7c")
    old_bridge(c)
    c.mirror(846, 1067, "#6f9582", 0.62, 6)
    s.ripples(c, 850, 1060, "#f6deb0", 90, 0.34)
    s.birds(c, 900, 230, 8, "#4a4350", 14)


@scene("patras")
def patras(c: Canvas) -> None:
    c.sky((0, "#33507f"), (0.4, "#a8798f"), (0.75, "#f3a878"), (1, "#fad898"), bottom=620)
    s.sun(c, 420, 540, 66, "#fdecb8", "#f9b96c")
    s.clouds(c, [(1050, 200, 700), (300, 270, 480)], "#f6b896", 0.5)
    s.ranges(c, 600, ["#8c7088", "#6d5f80"], 150, 83, 26)
    c.mirror(630, 1067, "#7d6a8c", 0.7, 6)
    s.sun_path(c, 420, 634, 1050, "#fde0a2", 80)
    b.cable_bridge(c, -20, 1620, 610, (190, 600, 1010, 1420), 270, 660, "#f3e8d8", "")
    for tx in (190, 600, 1010, 1420):
        c.poly([(tx - 52, 668), (tx - 26, 640), (tx + 26, 640), (tx + 52, 668)], "#cdbcae", "#8d7d86")
    s.ripples(c, 650, 1060, "#f7cda0", 100, 0.3)
    c.poly(spline([(-20, 940), (300, 960), (620, 1010), (760, 1090), (-20, 1090)], steps=8), "#4a3f52", "#33304a")
    for x, tall in ((80, 330), (210, 260), (360, 200)):
        s.cypress(c, x, 985, tall, "#2e3a48")
    sampan(c, 1050, 880, 190, "#2c2740")
    sampan(c, 1330, 790, 110, "#3a3350")
