"""Views of the partners from Bangkok to Istanbul."""

from __future__ import annotations

import math

from tools.drawing import buildings as b
from tools.drawing import scenery as s
from tools.drawing.boats import ferry
from tools.drawing.canvas import GOLD, ROSE, VERMILION, Canvas, arc, dark, spline
from tools.drawing.landmarks import mosque, prang
from tools.drawing.scenes import scene


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
    s.land(
        c,
        lambda x: (
            640
            - 95 * math.exp(-(((x - 560) / 400) ** 4))
            - 30 * math.exp(-(((x - 1010) / 260) ** 2))
            + 5 * math.sin(x / 60)
        ),
        "#54536f",
        "#5f5a70",
    )
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
        px = -20 + 1640 * k / 19
        c.poly([(px - 14, 722), (px - 9, 640), (px + 9, 640), (px + 14, 722)], "#a9713f", "#8b5a36")
        c.glow(px + 43, 690, 48, "#fbdc95", 0.45)
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
    c.poly(
        spline(
            [
                (x - 330, y - 20),
                (x - 120, y + 8),
                (x + 170, y - 8),
                (x + 330, y - 96),
                (x + 250, y + 6),
                (x + 60, y + 46),
                (x - 290, y + 34),
            ],
            closed=True,
        ),
        "#33283f",
        "#251f33",
    )
    c.poly(arc(x - 60, y - 4, 170, 78, 180, 360), "#8a4a3c", "#6b3a38")
    c.stroke([(x - 300, y + 6), (x - 470, y + 62)], "#33283f", 7, 4)
    c.stroke([(x - 280, y), (x - 286, y - 92)], "#33283f", 26, 17)
    c.ellipse(x - 286, y - 112, 16, 19, "#33283f")
    for k in range(3):
        c.stroke([(x + 300, y - 80), (x + 290 + 14 * k, y - 30)], (VERMILION, GOLD, ROSE)[k], 7, 4)
