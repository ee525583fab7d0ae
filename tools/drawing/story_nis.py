"""The stories of Niš and of the museum in Belgrade."""

from __future__ import annotations

import math

from tools.drawing import figures as f
from tools.drawing import scenery as s
from tools.drawing.canvas import CELADON, GOLD, INK, VERMILION, Canvas, arc, box, dark, light, mix, spline
from tools.drawing.figures import Look, person, seated
from tools.drawing.keepsakes import bowl, seed, seed_head
from tools.drawing.scenes import scene
from tools.drawing.still import crackle, fringe, shadow, stage
from tools.drawing.things import cup, page, star


@scene("nis-table")
def signing(c: Canvas) -> None:
    c.rect(0, 0, 1600, 760, "#a9b5a8", "#d3d5bf")
    for k in range(5):
        x = 60 + 310 * k
        c.rect(x, 50, 240, 560, light("#b9c2b0", 0.2), light("#c9cfba", 0.2))
        c.stroke([(x, 50), (x + 240, 50), (x + 240, 610), (x, 610), (x, 50)], "#98a595", 5)
    c.rect(0, 640, 1600, 18, "#8d998a")
    c.rect(0, 756, 1600, 320, "#8a5f48", "#6b4536")
    _witnesses(c)
    for x, face, top, tone in ((610, 1, "#26303f", 0), (990, -1, "#1f2a3a", 0)):
        seated(
            c,
            x - 20 * face,
            830,
            600,
            Look(
                top,
                "#22262f",
                f.SKINS[tone],
                "#2a2320" if face > 0 else "#15151a",
                arms=((44, 88), (30, 80)),
                lean=14,
                facing=face,
            ),
        )
    _table_for_two(c)
    for x in (220, 1380):
        c.poly([(x - 40, 640), (x + 40, 640), (x + 30, 770), (x - 30, 770)], "#3f6a7a", "#2c4f5f", across=True)
        for k in range(9):
            a = math.radians(-160 + 17 * k)
            c.stroke([(x, 640), (x + 120 * math.cos(a), 640 + 150 * math.sin(a))], "#5f8a5c", 9, 3)
            c.ellipse(x + 120 * math.cos(a), 640 + 150 * math.sin(a), 23, 23, ("#e39aa2", "#f6ead6", VERMILION)[k % 3])


def _witnesses(c: Canvas) -> None:
    row = (
        (260, "#3a4658", 0),
        (440, "#7a3a34", 1),
        (1010, "#4a5a4c", 2),
        (1180, "#2f3f5f", 0),
        (1350, "#5a4a5f", 3),
        (800, "#3a3f4c", 1),
    )
    for k, (x, top, tone) in enumerate(row):
        person(
            c,
            x,
            860,
            560 + 12 * (k % 3),
            Look(
                top,
                "#2b2f3a",
                f.SKINS[tone],
                ("#2a211d", "#15151a", "#7a6a5c")[k % 3],
                arms=((4, 8), (-6, 2)),
                facing=1 if x < 800 else -1,
                skirt=k % 3 == 1,
                long_hair=k % 3 == 1,
            ),
        )


def _table_for_two(c: Canvas) -> None:
    c.poly([(240, 752), (1360, 752), (1440, 828), (160, 828)], "#7a2f2a", "#8a3a30")
    c.poly([(160, 826), (1440, 826), (1440, 1090), (160, 1090)], "#8a342c", "#5f2422")
    for k in range(15):
        c.shade(box(160 + 86 * k, 830, 86, 260), "#3d1515", 0.0, 0.45)
    for x in (660, 940):
        c.poly([(x - 86, 768), (x + 74, 768), (x + 90, 812), (x - 96, 812)], "#fbf6e8", "#ece0c6")
        for k in range(4):
            c.stroke([(x - 66, 777 + 8 * k), (x + 52, 777 + 8 * k)], "#a39a86", 2)
        c.stroke([(x + 6, 800), (x + 40, 764)], INK, 5)
    for _ in range(90):
        px, y = 800 + c.dice.uniform(-1, 1) * 260, 838 + c.dice.gauss(0, 9)
        r = c.dice.uniform(8, 16) * (1.15 - abs(px - 800) / 400)
        c.ellipse(px, y, r, r * 0.85, c.dice.choice(("#6d9a62", "#4f7d52", "#f3e3c8", "#e39aa2", "#f6f0e0", "#d9a03f")))


@scene("nis-memorandum-1", "tall")
def memorandum_first(c: Canvas) -> None:
    page(c, 1)


@scene("nis-memorandum-2", "tall")
def memorandum_second(c: Canvas) -> None:
    page(c, 2)


@scene("nis-lotus", "tall")
def lotus_grower(c: Canvas) -> None:
    c.sky((0, "#7fa9a6"), (0.5, "#e3d9b4"), (1, "#f7e3b4"), bottom=640)
    s.sun(c, 300, 330, 62, "#fdf2cc", "#f9d590")
    s.ranges(c, 560, ["#9bb8a0", "#7a9f86"], 130, 99, 40)
    s.shrubs(c, lambda _: 640, 0, 1067, 34, 40, "#5f8a62")
    c.rect(0, 640, 1067, 960, "#8fb3a0", "#3f6f60")
    for row in range(6):
        t = row / 5
        for _ in range(7 - row // 2):
            x, y = c.dice.uniform(-40, 1107), 690 + 330 * t + c.dice.uniform(-20, 20)
            s.lotus_leaf(c, x, y, 46 + 76 * t, mix("#86b08c", "#4a8562", t), 0.34)
        fx = c.dice.uniform(60, 1000)
        s.lotus_flower(c, fx, 700 + 320 * t, 44 + 50 * t, "#ecaab0")
    _grower(c, 560, 1180)
    for row in range(4):
        t = row / 3
        px = -60.0
        while px < 1130:
            s.lotus_leaf(
                c, px, 1330 + 230 * t + c.dice.uniform(-24, 24), 120 + 90 * t, mix("#4f8a68", "#2a5f4a", t), 0.36
            )
            px += c.dice.uniform(190, 320)
    for fx, fy, size in ((190, 1330, 150), (880, 1400, 190), (480, 1530, 130)):
        c.stroke([(fx, fy), (fx + 10, fy + 200)], "#4d7a55", 10)
        s.lotus_flower(c, fx, fy, size)


def _grower(c: Canvas, x: float, y: float) -> None:
    c.soft(arc(x, y + 66, 400, 40, 0, 360), INK, 18, 0.4)
    j = person(
        c,
        x + 40,
        y + 20,
        640,
        Look(
            "#3f6488",
            "#4a5560",
            f.SKINS[1],
            "#2a211d",
            arms=((38, 72), (20, 66)),
            legs=((8, 2), (-10, -8)),
            hat="straw",
            facing=-1,
        ),
    )
    c.poly(
        spline(
            [
                (x - 430, y - 50),
                (x - 330, y + 6),
                (x + 320, y + 10),
                (x + 430, y - 56),
                (x + 330, y + 78),
                (x - 330, y + 72),
            ],
            closed=True,
            steps=8,
        ),
        "#8a5f3f",
        "#5a3b28",
    )
    c.stroke(spline([(x - 420, y - 44), (x - 320, y + 10), (x + 320, y + 14), (x + 424, y - 50)]), "#b98a5c", 9)
    c.stroke([(j["hand"][0] + 120, j["hand"][1] - 420), (j["hand"][0] - 60, y + 260)], "#c9a46a", 12, 9)
    c.ellipse(j["hand"][0], j["hand"][1], 17, 17, f.SKINS[1])
    for k in range(6):
        bx = x + 150 + 26 * k
        c.stroke([(bx, y + 10), (bx + 16, y - 70 - 9 * (k % 3))], "#5d7f50", 6)
        if k % 2:
            s.lotus_flower(c, bx + 16, y - 70, 58)
        else:
            c.poly([(bx - 10, y - 96), (bx + 44, y - 96), (bx + 30, y - 60), (bx + 4, y - 60)], "#9aad66", "#6d8046")
            c.ellipse(bx + 17, y - 96, 27, 9, "#b3c27c")


@scene("red-star-hall")
def museum(c: Canvas) -> None:
    c.rect(0, 0, 1600, 780, "#5f2a2a", "#8a3a34")
    c.rect(0, 776, 1600, 300, "#c9a888", "#8f6a54")
    c.poly([(0, 0), (1600, 0), (1380, 110), (220, 110)], "#3d2022", "#54292a")
    for k in range(5):
        c.soft(
            [(250 + 275 * k, 60), (330 + 275 * k, 60), (430 + 275 * k, 760), (150 + 275 * k, 760)], "#ffe6bf", 26, 0.17
        )
    for k in (0, 1, 2, 3, 4, 6, 7, 8, 9, 10):
        x = 110 + 138 * k
        y = 150 + 26 * math.sin(k * 1.3)
        first, second = (VERMILION, "#f6efe1") if k % 2 else ("#f6efe1", VERMILION)
        c.poly([(x - 44, y), (x + 44, y), (x, y + 150)], first)
        c.poly([(x - 15, y), (x + 15, y), (x, y + 150)], second)
        c.stroke([(x - 50, y), (x + 50, y)], GOLD, 6)
    c.stroke(spline([(-20, 140), (400, 168), (800, 130), (1200, 168), (1620, 140)]), "#2b1718", 3)
    for x, w in ((90, 430), (590, 430), (1090, 430)):
        c.rect(x, 380, w, 400, "#f6e6cc", "#e0c29c")
        for y in (560, 740):
            c.rect(x, y, w, 12, "#a8896a")
        for k in range(4):
            cup(
                c,
                x + w * (k + 0.5) / 4,
                560,
                96 + 26 * ((k + int(x)) % 3),
                ("#d3d6d3", "#e0b95c", "#c9cdd0")[(k + int(x / 100)) % 3],
            )
            cup(
                c,
                x + w * (k + 0.5) / 4,
                740,
                84 + 24 * ((k + int(x) + 1) % 3),
                ("#e0b95c", "#c9cdd0", "#d3d6d3")[(k + int(x / 100)) % 3],
            )
        c.poly([(x, 380), (x + w * 0.4, 380), (x + w * 0.16, 780), (x, 780)], "#ffffff", alpha=0.16)
        c.stroke([(x, 380), (x + w, 380), (x + w, 780), (x, 780), (x, 380)], "#3d2022", 10)
        c.rect(x - 12, 780, w + 24, 96, "#4a2626", "#33191b")
        c.soft(box(x, 872, w + 40, 20), INK, 10, 0.4)
    star(c, 800, 222, 84, VERMILION, "#f6efe1")
    person(c, 500, 1020, 470, Look("#31475f", "#3a3f4c", f.SKINS[0], "#2a211d", arms=((6, 12), (-6, 2))))
    person(
        c,
        620,
        1030,
        420,
        Look("#d9a34a", "#4a3f4c", f.SKINS[3], "#15151a", arms=((96, 100), (-6, 2)), skirt=True, long_hair=True),
    )


@scene("nis-lotus-seeds-1")
def seeds(c: Canvas) -> None:
    stage(c, "#c9b99a", "#8f5f42", 640)
    c.poly([(180, 760), (1440, 730), (1560, 1000), (80, 1040)], "#e3d6b8", "#c9b892")
    for k in range(30):
        c.stroke([(190 + 42 * k, 760 - k), (90 + 49 * k, 1038 - 1.3 * k)], "#bba983", 2, alpha=0.5)
    shadow(c, 760, 880, 330, 60)
    bowl(c, 740, 880, 1.0)
    seed_head(c, 1230, 850, 150)
    for _ in range(16):
        x, y = c.dice.uniform(940, 1160), c.dice.uniform(890, 970)
        seed(c, x, y, 21)
    for x, y in ((300, 900), (350, 948), (262, 956)):
        seed(c, x, y, 22)


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
