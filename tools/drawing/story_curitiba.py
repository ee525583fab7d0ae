"""The story of Curitiba."""

from __future__ import annotations

from tools.drawing import figures as f
from tools.drawing import scenery as s
from tools.drawing.canvas import INK, PAPER, VERMILION, Canvas, arc, dark, light, spline
from tools.drawing.figures import Look, person
from tools.drawing.gardens import pot_plant
from tools.drawing.scenes import scene
from tools.drawing.still import ball, shadow, stage

YELLOW, GREEN, BLUE = "#eec643", "#3f8a5a", "#2f5f9a"
YELLOW, GREEN = "#eec643", "#3f8a5a"


@scene("curitiba-greeting-door", "tall")
def greeting(c: Canvas) -> None:
    c.rect(0, 0, 1067, 1240, "#d9b48a", "#e9cda4")
    c.rect(0, 1236, 1067, 364, "#b98a63", "#8f6548")
    for k in range(9):
        c.stroke([(533 + (k - 4) * 90, 1236), (533 + (k - 4) * 230, 1600)], "#8f6548", 3, alpha=0.5)
    c.rect(250, 240, 570, 1000, "#8a5a3c", "#74482f")
    c.rect(282, 272, 506, 968, "#bfe0e2", "#f6ead0")
    s.sun(c, 640, 520, 54, "#fdf0c8")
    c.poly([(282, 900), (430, 830), (600, 880), (788, 810), (788, 1240), (282, 1240)], "#8fb58c", "#6d9a66")
    s.araucaria(c, 425, 1080, 245, "#3a6b50")
    s.araucaria(c, 650, 1060, 215, "#4a7a5c")
    c.rect(282, 1100, 506, 140, "#d9c79a", "#c9b080")
    c.soft([(282, 1240), (788, 1240), (960, 1600), (60, 1600)], "#fff1cc", 20, 0.42)
    pot_plant(c, 140, VERMILION)
    pot_plant(c, 930, "#3f6a7a")
    _visitor_and_child(c)


def _visitor_and_child(c: Canvas) -> None:
    man = person(
        c,
        850,
        1440,
        820,
        Look(
            "#2f4560",
            "#3a3f4c",
            f.SKINS[3],
            "#2a211d",
            arms=((24, 40), (14, 34)),
            legs=((8, 0), (-10, -22)),
            lean=34,
            facing=-1,
        ),
    )
    child = person(
        c,
        400,
        1470,
        440,
        Look(
            YELLOW,
            BLUE,
            f.SKINS[0],
            "#3a2a20",
            arms=((128, 118), (118, 112)),
            legs=((6, 0), (-8, -4)),
            sleeves="short",
            shorts=True,
            shoe="#f3eee2",
        ),
    )
    x, y = child["shoulder"]
    c.stroke([(x - 34, y + 4), (x, y + 12), (x + 34, y + 4)], GREEN, 9)
    ball(c, child["hand"][0] + 26, child["hand"][1] - 22, 44)
    c.stroke(
        [(man["shoulder"][0] - 30, man["shoulder"][1] + 8), (man["shoulder"][0] - 8, man["shoulder"][1] + 80)],
        PAPER,
        12,
        6,
    )


@scene("curitiba-greeting-ball", "square")
def one_ball(c: Canvas) -> None:
    c.rect(0, 0, 1300, 1300, "#86b25c", "#5d8f45")
    for k in range(9):
        c.poly(
            [(-20, 1300 - 190 * k), (1320, 1080 - 190 * k), (1320, 985 - 190 * k), (-20, 1205 - 190 * k)],
            "#94bd66",
            alpha=0.5,
        )
    c.stroke(spline([(-20, 300), (520, 210), (1320, 270)]), "#f3f0e0", 16)
    c.stroke(arc(160, 250, 330, 190, 0, 180), "#f3f0e0", 13)
    for x, base, h, look in (
        (
            1010,
            520,
            360,
            Look("#2f4560", "#3a3f4c", f.SKINS[3], arms=((20, 40), (-26, -10)), legs=((26, 6), (-16, -30)), facing=-1),
        ),
        (
            330,
            940,
            250,
            Look(
                YELLOW,
                BLUE,
                f.SKINS[0],
                "#3a2a20",
                arms=((40, 70), (-44, -20)),
                legs=((34, 10), (-12, -40)),
                sleeves="short",
                shorts=True,
            ),
        ),
    ):
        far = h * 1.9
        c.soft(
            [(x - 20, base), (x + 26, base), (x + far * 0.5, base + far * 0.52), (x + far * 0.36, base + far * 0.58)],
            "#1f3a2a",
            9,
            0.5,
        )
        c.soft(arc(x + far * 0.45, base + far * 0.59, h * 0.11, h * 0.1, 0, 360), "#1f3a2a", 8, 0.5)
        person(c, x, base, h, look)
    c.soft(arc(660, 800, 110, 42, 0, 360), "#1f3a2a", 12, 0.5)
    ball(c, 600, 760, 52)
    for _ in range(420):
        px, y = c.dice.uniform(0, 1300), c.dice.uniform(0, 1300)
        c.stroke(
            [(px, y), (px + c.dice.uniform(-3, 3), y - 9)], c.dice.choice(("#a3c874", "#4f7f3c")), 2.2, 1, alpha=0.7
        )


@scene("curitiba-football")
def football(c: Canvas) -> None:
    c.sky((0, "#4f88a8"), (0.5, "#e3c9a0"), (0.85, "#f6cf8a"), (1, "#f9dda2"), bottom=640)
    s.sun(c, 1180, 470, 60, "#fdf0c4", "#f9c978")
    s.clouds(c, [(340, 190, 520), (960, 130, 420)], "#fbe6c8", 0.6)
    s.ranges(c, 600, ["#a3b58f", "#7f9f74"], 70, 53, 24)
    for x, tall in ((90, 500), (260, 400), (420, 300), (1290, 330), (1440, 430), (1570, 540)):
        s.araucaria(c, x, 670, tall, "#345f48")
    s.land(c, lambda _: 656, "#8fb055", "#4f8a40")
    for k in range(6):
        y0, y1 = 656 + 11 * k * k + 20 * k, 656 + 11 * (k + 0.5) ** 2 + 20 * (k + 0.5)
        c.rect(0, y0, 1600, y1 - y0, "#a0bf60", alpha=0.45)
    for x in (560, 1040):
        c.stroke([(x, 700), (x, 520)], "#fbf7ea", 9)
    c.stroke([(556, 520), (1044, 520)], "#fbf7ea", 9)
    for k in range(25):
        c.stroke([(564 + 20 * k, 524), (590 + 17.6 * k, 690)], "#fbf7ea", 1.4, alpha=0.5)
    for k in range(9):
        c.stroke([(564 + 3 * k, 536 + 18 * k), (1036 - 3 * k, 536 + 18 * k)], "#fbf7ea", 1.4, alpha=0.5)
    c.stroke([(-20, 704), (1620, 704)], "#f6f2e0", 7)
    c.stroke([(240, 704), (40, 830), (1560, 830), (1360, 704)], "#f6f2e0", 7)
    c.soft(arc(560, 1000, 190, 36, 0, 360), "#1f3a2a", 14, 0.55)
    ball(c, 640, 900, 104)
    for _ in range(240):
        px, y = c.dice.uniform(0, 1600), c.dice.uniform(940, 1075)
        c.stroke(
            [(px, y), (px + c.dice.uniform(-6, 6), y - c.dice.uniform(14, 34))],
            c.dice.choice(("#a8c96a", "#3f7a38", "#5f9a48")),
            5,
            1,
        )


@scene("curitiba-jersey", "tall")
def jersey(c: Canvas) -> None:
    stage(c, "#9fb3a4", "#a87a52", 1230)
    c.soft([(300, 350), (860, 380), (900, 1150), (360, 1160)], INK, 34, 0.36)
    c.stroke(arc(533, 214, 30, 34, 150, 380), "#4a4f55", 8)
    c.stroke([(330, 352), (533, 258), (736, 352)], "#7a5236", 20)
    body = [
        (400, 330),
        (260, 392),
        (130, 620),
        (250, 690),
        (318, 586),
        (318, 1120),
        (748, 1120),
        (748, 586),
        (816, 690),
        (936, 620),
        (806, 392),
        (666, 330),
    ]
    c.poly([*body[:-1], *spline([(666, 330), (533, 400), (400, 330)])], light(YELLOW, 0.15), dark(YELLOW, 0.1))
    for x, wide, a in ((360, 90, 0.28), (533, 120, 0.2), (690, 60, 0.34)):
        c.soft([(x, 560), (x + wide * 0.3, 560), (x + wide, 1110), (x + wide * 0.4, 1110)], "#8a5a1d", 18, a)
    c.stroke(spline([(400, 330), (533, 404), (666, 330)]), GREEN, 26)
    for cuff in (((130, 620), (250, 690)), ((816, 690), (936, 620))):
        c.stroke(cuff, GREEN, 24)
    c.stroke([(318, 1110), (748, 1110)], GREEN, 18)
    for line in ([(318, 586), (270, 480)], [(748, 586), (796, 480)]):
        c.stroke(line, dark(YELLOW, 0.3), 4)
    shadow(c, 760, 1440, 120, 26)
    ball(c, 740, 1330, 122)
