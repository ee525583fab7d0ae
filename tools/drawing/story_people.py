"""Verona, the two schools, and Leeds: people and where they meet."""

from __future__ import annotations

import math

from tools.drawing import buildings as b
from tools.drawing import figures as f
from tools.drawing import scenery as s
from tools.drawing.canvas import AMBER, INK, VERMILION, Canvas, arc, box, dark, light, mix, spline
from tools.drawing.figures import Look, person, seated
from tools.drawing.scenes import scene
from tools.drawing.things import film_camera, teapot


@scene("verona-film")
def film(c: Canvas) -> None:
    c.sky((0, "#39527f"), (0.45, "#b98a92"), (0.8, "#f2b27c"), (1, "#f8d59a"), bottom=740)
    s.clouds(c, [(360, 180, 560), (1250, 240, 480)], "#f6c6a4", 0.5)
    for y, count, tall, x0, width in ((735, 13, 220, 170, 1500), (520, 13, 180, 190, 1460)):
        b.arcade(c, x0, y, width, tall, count, "#c98f6d", "#5a3a48", 0.58, 0.82)
        c.rect(x0 - 10, y - tall - 8, width + 20, 18, "#e3b08a")
    b.arcade(c, 250, 345, 470, 150, 4, "#d29a76", "#7a5a68", 0.56, 0.84)
    c.rect(240, 190, 490, 14, "#e8b892")
    for y in (440, 620):
        b.stone_courses(c, box(180, y - 70, 1440, 40), "#c98f6d", 13)
    walls = [(240, 190), (730, 190), (730, 335), (1620, 335), (1620, 740), (160, 740), (160, 335), (240, 335)]
    c.shade(walls, INK, 0.0, 0.35)
    c.rect(0, 735, 1600, 340, "#c69a78", "#86604f")
    for k in range(8):
        c.stroke([(-20, 748 + 6 * k * (k + 1)), (1620, 748 + 6 * k * (k + 1))], "#8a6450", 3, alpha=0.5)
    c.soft([(330, 1010), (760, 1000), (1250, 1070), (700, 1075)], INK, 20, 0.36)
    person(
        c,
        470,
        1010,
        620,
        Look(
            "#2b3648",
            "#3f4450",
            f.SKINS[0],
            "#2a211d",
            arms=((70, 96), (56, 100)),
            lean=8,
            legs=((10, 2), (-12, -10)),
            hat="#4a3a34",
        ),
    )
    film_camera(c, 700, 590)


@scene("verona-tea")
def tea(c: Canvas) -> None:
    c.rect(0, 0, 1600, 800, "#c9b392", "#e3cfab")
    c.rect(0, 796, 1600, 280, "#8a6044", "#5f4032")
    c.soft(arc(800, 380, 350, 350, 0, 360), INK, 18, 0.3)
    c.ellipse(800, 372, 344, 344, "#5f4032")
    c.ellipse(800, 372, 318, 318, "#b9d6cf", "#f3ead0")
    inside = [(x, min(max(y, 54), 690)) for x, y in arc(800, 372, 318, 318, 8, 172)]
    c.poly(inside, "#a3c09a", "#7fa07a")
    for k in range(11):
        x = 560 + 48 * k + c.dice.uniform(-12, 12)
        reach = math.sqrt(max(0.0, 318**2 - (x - 800) ** 2))
        c.stroke(
            [(x, 372 + reach), (x + 10, 372 - reach * 0.98)],
            mix("#6d9a62", "#3f6f4a", c.dice.random()),
            c.dice.uniform(7, 13),
        )
        for _ in range(8):
            y = 372 + c.dice.uniform(-0.85, 0.6) * reach
            d = c.dice.choice((-1, 1))
            if math.hypot(x + d * 46 - 800, y + 24 - 372) < 312:
                c.stroke([(x + 4, y), (x + d * 46, y + 24)], mix("#86b070", "#4a7d50", c.dice.random()), 11, 1)
    c.stroke(arc(800, 372, 331, 331, 0, 360, 80), "#5f4032", 28)
    look = Look("#2f4a63", "#39404a", f.SKINS[0], "#3a2a20", arms=((38, 92), (24, 70)), lean=6)
    for x, facing, who in (
        (370, 1, look),
        (1230, -1, Look("#7a3a34", "#2f2f3a", f.SKINS[3], "#14141a", arms=((34, 96), (60, 118)), lean=5, facing=-1)),
    ):
        c.rect(x - 95, 812, 190, 26, "#4a3026")
        for dx in (-78, 78):
            c.stroke([(x + dx, 830), (x + dx, 1010)], "#4a3026", 15, 12)
        seated(c, x, 815, 760, Look(**{**who.__dict__, "facing": facing}))
    c.rect(560, 760, 480, 30, "#6b3f2c", "#54301f")
    for x in (590, 1010):
        c.stroke([(x, 780), (x, 1020)], "#54301f", 22, 18)
    c.soft(box(580, 752, 440, 12), INK, 6, 0.3)
    teapot(c, 800, 760)
    for x in (650, 950):
        c.poly([(x - 30, 722), (x + 30, 722), (x + 20, 760), (x - 20, 760)], "#f6f0e0", "#d3cbb6", across=True)
        c.ellipse(x, 722, 30, 7, "#a9863f")
        c.stroke(spline([(x, 712), (x + 9, 690), (x - 7, 668), (x + 4, 646)]), "#fffaf0", 5, 1, alpha=0.5)


@scene("schools-rockwell")
def rockwell(c: Canvas) -> None:
    c.sky((0, "#6d8aa0"), (0.5, "#b9c4c4"), (1, "#f1e2c2"), bottom=600)
    s.clouds(c, [(280, 150, 640), (1180, 210, 760), (760, 90, 520)], "#f1ece2", 0.6)
    s.ranges(c, 560, ["#a9bd9a", "#8bab78", "#729a5c"], 80, 93, 30)
    _school_house(c, "#a8a699", "#566068")
    s.land(c, lambda _: 688, "#8fb35f", "#6d9a4c")
    for x, tall in ((120, 320), (260, 260), (1320, 280), (1480, 350)):
        s.tree(c, x, 720, tall, "#6b8f4c")
    c.poly(
        spline([(300, 800), (800, 770), (1320, 800), (1180, 880), (760, 900), (400, 872)], closed=True),
        "#9fb6b8",
        "#86a3a8",
    )
    s.ripples(c, 800, 870, "#f3f0e2", 24, 0.6, 420, 1180)
    c.poly(
        spline(
            [
                (800, 692),
                (830, 740),
                (700, 790),
                (1000, 930),
                (900, 1090),
                (1200, 1090),
                (1130, 900),
                (880, 790),
                (870, 720),
            ],
            closed=True,
        ),
        "#d9c79a",
    )
    for x, hair in ((900, "#8a4a24"), (990, "#3a2a20"), (1080, "#c99a4f")):
        person(c, x, 990 + (x % 70), 230, Look("#2f3f5f", "#4a4f58", f.SKINS[x % 3], hair))
    for _ in range(170):
        px, y = c.dice.uniform(0, 1600), c.dice.uniform(200, 1060)
        c.stroke([(px, y), (px - 7, y + 34)], "#f3f6f4", 1.5, alpha=0.3)


def _school_house(c: Canvas, grey: str, slate: str) -> None:
    for x, w, tall in ((380, 260, 170), (960, 280, 170)):
        b.house(c, x, 690, w, tall, grey, slate, "#4a5258", rows=3, columns=6)
    c.rect(620, 450, 360, 240, light(grey, 0.08), grey)
    b.windows(c, 630, 470, 340, 200, 7, 3, "#4a5258", 0.4)
    for x in (620, 830):
        c.poly([(x, 452), (x + 75, 350), (x + 150, 452)], light(grey, 0.08))
        c.stroke([(x - 8, 456), (x + 75, 346), (x + 158, 456)], slate, 12)
    c.rect(770, 330, 62, 360, light(grey, 0.14), grey)
    c.shade(box(770, 330, 62, 360), INK, 0.0, 0.35)
    c.poly([(764, 332), (801, 220), (838, 332)], slate)
    c.poly([*arc(801, 630, 24, 26, 180, 360), (825, 690), (777, 690)], "#4a3a30")


@scene("schools-qiantang")
def qiantang(c: Canvas) -> None:
    c.sky((0, "#6bacc8"), (0.6, "#d6e6dc"), (1, "#f9ebc9"), bottom=600)
    s.clouds(c, [(340, 140, 520), (1240, 180, 560)])
    b.skyline(c, 900, 1600, 590, 50, 150, "#b9c6c6")
    white, red = "#f6f0e2", "#a8503a"
    for x, w, tall in ((120, 620, 290), (960, 520, 230)):
        c.rect(x, 690 - tall, w, tall, white, "#e3d9c3")
        for k in range(4 if w > 600 else 3):
            y = 690 - tall + 26 + 68 * k
            c.rect(x + 12, y, w - 24, 34, "#7f9fae", "#a3bfc4")
            for j in range(int(w / 44)):
                c.rect(x + 12 + 44 * j, y, 5, 34, white)
        c.rect(x - 16, 680 - tall, w + 32, 16, dark(white, 0.14))
        c.shade(box(x, 690 - tall, w, tall), INK, 0.0, 0.2)
    c.rect(740, 330, 220, 360, red, dark(red, 0.15))
    c.ellipse(850, 430, 58, 58, "#f6f0e2")
    c.stroke([(850, 430), (850, 392)], INK, 6)
    c.stroke([(850, 430), (878, 446)], INK, 6)
    c.poly([(720, 336), (850, 268), (980, 336)], "#4a5258")
    for k in range(9):
        c.rect(90 + 166 * k, 560, 22, 132, light(white, 0.3))
    c.rect(60, 545, 1460, 20, light(white, 0.35), dark(white, 0.1))
    s.land(c, lambda _: 690, "#a9c47a", "#86ad5c")
    c.poly([(560, 712), (1640, 712), (1640, 870), (420, 870)], "#c46a4c", "#b0553c")
    for k in range(5):
        c.stroke([(556 - 30 * k, 716 + 37 * k), (1620, 716 + 37 * k)], "#f3e6d2", 3)
    c.poly([(-20, 870), (1620, 870), (1620, 1090), (-20, 1090)], "#e0d2b2", "#c7b48f")
    for x, tall in ((70, 420), (470, 330), (1130, 300), (1530, 430)):
        s.tree(c, x, 880, tall, "#6fa05c", "#8a7a66")
    for k, x in enumerate((300, 380, 640, 730, 1000, 1340)):
        look = Look(
            "#f3efe4",
            "#2b3f66",
            f.SKINS[0],
            "#1a1a1e",
            facing=1 if k % 2 else -1,
            long_hair=k % 2 == 0,
            legs=((16, 4), (-14, -22)),
        )
        joints = person(c, x, 1000 + 14 * (k % 3), 260, look)
        c.blob(
            [
                (joints["shoulder"][0] - look.facing * 38, joints["shoulder"][1] + 8),
                (joints["shoulder"][0] - look.facing * 14, joints["shoulder"][1] + 6),
                (joints["hip"][0] - look.facing * 16, joints["hip"][1] - 14),
                (joints["hip"][0] - look.facing * 40, joints["hip"][1] - 18),
            ],
            (VERMILION, "#3f7f8f", AMBER)[k % 3],
        )


@scene("schools-pupils")
def pupils(c: Canvas) -> None:
    c.rect(0, 0, 1600, 720, "#b9c9bb", "#dfe3cd")
    for x in (120, 620, 1120):
        c.rect(x, 70, 360, 420, "#f6f0e2")
        c.rect(x + 18, 88, 324, 384, "#a9d3dc", "#f3ead0")
        c.ellipse(x + 100, 472 - 60, 120, 90, "#8fb589", alpha=0.9)
        c.ellipse(x + 250, 472 - 40, 110, 70, "#7aa678", alpha=0.9)
        c.rect(x + 18, 466, 324, 24, "#f6f0e2")
        c.rect(x + 172, 88, 14, 384, "#f6f0e2")
    c.rect(0, 716, 1600, 360, "#c79a6d", "#a37650")
    blue, white = "#2c3f66", "#f3eee0"
    for k, x in enumerate((270, 560, 800, 1040, 1330)):
        top = blue if k % 2 == 0 else white
        seated(
            c,
            x,
            800,
            560,
            Look(
                top,
                "#3a3f4a" if k % 2 == 0 else blue,
                f.SKINS[(k * 2) % 3 if k % 2 == 0 else 0],
                ("#8a4a24", "#15151a", "#4a3020", "#15151a", "#c99a4f")[k],
                arms=((34, 88), (44, 96)),
                facing=1 if x <= 800 else -1,
                long_hair=k in (1, 4),
            ),
        )
    c.poly([(110, 730), (1490, 730), (1640, 900), (-40, 900)], "#e3bf8c", "#c99d68")
    c.rect(-40, 898, 1680, 40, "#a3764a", "#86603c")
    for x, y, colour in ((330, 790, VERMILION), (690, 830, "#3f7f8f"), (1180, 800, AMBER)):
        c.poly([(x - 110, y), (x - 6, y - 14), (x + 2, y + 48), (x - 120, y + 62)], "#fbf6e8", "#e9dfc6")
        c.poly([(x - 6, y - 14), (x + 100, y), (x + 114, y + 62), (x + 2, y + 48)], "#f3ebd6", "#ded1b2")
        c.stroke([(x - 122, y + 66), (x + 2, y + 53), (x + 116, y + 66)], colour, 8)
        for k in range(5):
            c.stroke([(x - 100, y + 10 + 9 * k), (x - 14, y + 10 * k)], "#a39a86", 2)
            c.stroke([(x + 12, y + 10 * k), (x + 92, y + 10 + 9 * k)], "#a39a86", 2)
    c.soft(arc(960, 850, 110, 24, 0, 360), INK, 10, 0.35)
    c.stroke([(930, 842), (930, 812)], "#7a5a3a", 14)
    c.ellipse(930, 846, 62, 14, "#7a5a3a")
    c.ellipse(930, 740, 84, 84, "#7fb3c4", "#4f8aa6", across=True)
    c.blob([(880, 700), (915, 680), (950, 700), (940, 740), (900, 760), (876, 735)], "#a9bd7a")
    c.blob([(950, 760), (985, 740), (992, 775), (965, 800)], "#a9bd7a")
    c.shade(arc(930, 740, 84, 84, 0, 360, 50), INK, 0.0, 0.4)
    c.stroke(arc(930, 740, 96, 96, -60, 120), "#c9a24f", 8)
    person(c, 150, 1090, 640, Look(white, blue, f.SKINS[0], "#15151a", arms=((36, 96), (-6, 4)), long_hair=True))
    person(c, 1470, 1090, 660, Look(blue, "#3a3f4a", f.SKINS[0], "#8a4a24", arms=((44, 104), (-6, 4)), facing=-1))


@scene("leeds-wheatley", "tall")
def wheatley(c: Canvas) -> None:
    c.rect(0, 0, 1067, 1300, "#5a4034", "#6d4d3c")
    c.rect(0, 1296, 1067, 310, "#7a4a36", "#4f3028")
    for x0, x1 in ((-20, 330), (740, 1090)):
        c.rect(x0, 60, x1 - x0, 1240, "#3d2a24")
        for row in range(7):
            y = 230 + 172 * row
            x = x0 + 12.0
            while x < x1 - 16:
                w, tall = c.dice.uniform(14, 34), c.dice.uniform(96, 146)
                spine = c.dice.choice(
                    ("#8a2b1d", "#2f5f6b", "#c99a4f", "#4a5f3f", "#e3d3b0", "#6b4257", "#2b4560", "#a8604a")
                )
                c.rect(x, y - tall, w, tall, light(spine, 0.08), dark(spine, 0.2))
                c.rect(x + 2, y - tall * 0.8, w - 4, 5, light(spine, 0.5))
                x += w + 2
            c.rect(x0, y, x1 - x0, 16, "#7a5642", "#4f3428")
    c.rect(372, 110, 326, 760, "#e9dcc0")
    c.poly([*arc(535, 290, 145, 160, 180, 360), (680, 850), (390, 850)], "#5f7fa6", "#f4c48d")
    b.dome(c, 620, 720, 46, "#6d7a80", 1.1, "#4a4f55")
    c.rect(570, 718, 100, 132, "#8f8178", "#7a6d68")
    c.stroke([(535, 130), (535, 850)], "#e9dcc0", 12)
    for y in (300, 480, 660):
        c.stroke([(390, y), (680, y)], "#e9dcc0", 10)
    c.soft([(390, 860), (680, 860), (900, 1600), (260, 1600)], "#fbd9a0", 30, 0.3)
    c.poly([(140, 1470), (930, 1470), (1010, 1560), (60, 1560)], "#8a3a2c", "#6b2a24")
    j = person(
        c,
        500,
        1500,
        900,
        Look("#43566b", "#39353a", f.SKINS[0], "#6b4426", arms=((26, 112), (34, 118)), legs=((5, 2), (-7, -5))),
    )
    hand_x, hand_y = j["hand"]
    c.poly(
        [(hand_x - 78, hand_y - 64), (hand_x + 6, hand_y - 18), (hand_x + 6, hand_y + 40), (hand_x - 74, hand_y - 8)],
        "#fbf4e2",
        "#e6d8ba",
    )
    c.poly(
        [(hand_x + 6, hand_y - 18), (hand_x + 96, hand_y - 58), (hand_x + 92, hand_y), (hand_x + 6, hand_y + 40)],
        "#f3e9d0",
        "#dccba6",
    )
    c.stroke([(hand_x - 80, hand_y - 2), (hand_x + 6, hand_y + 46), (hand_x + 96, hand_y + 6)], VERMILION, 8)
    c.stroke(
        [(j["shoulder"][0] - 4, j["shoulder"][1] + 10), (j["shoulder"][0] + 14, j["shoulder"][1] + 100)],
        VERMILION,
        16,
        10,
    )
    c.stroke([(930, 1600), (930, 1120)], "#2b2420", 12)
    c.glow(930, 1080, 260, "#fbd48a", 0.6)
    c.poly([(870, 1130), (900, 1020), (960, 1020), (990, 1130)], "#f6d99c", "#e3a95c")
