"""The stories of Curitiba, of the series, of Verona, of the two schools and of Leeds: people and where they meet."""

from __future__ import annotations

import math

from drawing import buildings as b
from drawing import figures as f
from drawing import scenery as s
from drawing.asia import prang, sampan
from drawing.canvas import (AMBER, GOLD, INK, PAPER, VERMILION, Canvas, Point, arc, box, dark, light, mix, spline)  # fmt: skip
from drawing.figures import Look, person, runner, seated
from drawing.scenes import scene
from drawing.still import ball

YELLOW, GREEN, BLUE = "#eec643", "#3f8a5a", "#2f5f9a"


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
    s.araucaria(c, 400, 1060, 420, "#3a6b50")
    s.araucaria(c, 700, 1020, 300, "#4a7a5c")
    c.rect(282, 1100, 506, 140, "#d9c79a", "#c9b080")
    c.soft([(282, 1240), (788, 1240), (960, 1600), (60, 1600)], "#fff1cc", 20, 0.42)
    for x, pot in ((140, VERMILION), (930, "#3f6a7a")):
        c.poly([(x - 62, 1130), (x + 62, 1130), (x + 44, 1270), (x - 44, 1270)], light(pot, 0.1), dark(pot, 0.2))
        for k in range(13):
            a = math.radians(-165 + 12.5 * k)
            tip = (x + 190 * math.cos(a), 1120 + 230 * math.sin(a))
            mid = (x + 110 * math.cos(a), 1090 + 150 * math.sin(a))
            c.poly([*spline([(x, 1130), (mid[0] - 14, mid[1]), tip]), *spline([tip, (mid[0] + 14, mid[1] + 10), (x, 1130)])], dark("#4f8a5c", 0.06 * (k % 4)))
    man = person(c, 700, 1440, 820, Look("#2f4560", "#3a3f4c", f.SKINS[3], "#2a211d", arms=((52, 74), (30, 58)), legs=((8, 0), (-10, -22)), lean=34, facing=-1))
    child = person(c, 370, 1470, 440, Look(YELLOW, BLUE, f.SKINS[0], "#3a2a20", arms=((128, 118), (118, 112)), legs=((6, 0), (-8, -4)), sleeves="short", shorts=True, shoe="#f3eee2"))
    x, y = child["shoulder"]
    c.stroke([(x - 34, y + 4), (x, y + 12), (x + 34, y + 4)], GREEN, 9)
    ball(c, child["hand"][0] + 26, child["hand"][1] - 22, 44)
    c.stroke([(man["shoulder"][0] - 30, man["shoulder"][1] + 8), (man["shoulder"][0] - 8, man["shoulder"][1] + 80)], PAPER, 12, 6)


@scene("curitiba-greeting-ball", "square")
def one_ball(c: Canvas) -> None:
    c.rect(0, 0, 1300, 1300, "#86b25c", "#5d8f45")
    for k in range(9):
        c.poly([(-20, 1300 - 190 * k), (1320, 1080 - 190 * k), (1320, 985 - 190 * k), (-20, 1205 - 190 * k)], "#94bd66", alpha=0.5)
    c.stroke(spline([(-20, 300), (520, 210), (1320, 270)]), "#f3f0e0", 16)
    c.stroke(arc(160, 250, 330, 190, 0, 180), "#f3f0e0", 13)
    for x, base, h, look in ((1010, 520, 360, Look("#2f4560", "#3a3f4c", f.SKINS[3], arms=((20, 40), (-26, -10)), legs=((26, 6), (-16, -30)), facing=-1)),
                             (330, 940, 250, Look(YELLOW, BLUE, f.SKINS[0], "#3a2a20", arms=((40, 70), (-44, -20)), legs=((34, 10), (-12, -40)), sleeves="short", shorts=True))):  # fmt: skip
        far = h * 1.9
        c.soft([(x - 20, base), (x + 26, base), (x + far * 0.5, base + far * 0.52), (x + far * 0.36, base + far * 0.58)], "#1f3a2a", 9, 0.5)
        c.soft(arc(x + far * 0.45, base + far * 0.59, h * 0.11, h * 0.1, 0, 360), "#1f3a2a", 8, 0.5)
        person(c, x, base, h, look)
    c.soft(arc(660, 800, 110, 42, 0, 360), "#1f3a2a", 12, 0.5)
    ball(c, 600, 760, 52)
    for _ in range(420):
        x, y = c.dice.uniform(0, 1300), c.dice.uniform(0, 1300)
        c.stroke([(x, y), (x + c.dice.uniform(-3, 3), y - 9)], c.dice.choice(("#a3c874", "#4f7f3c")), 2.2, 1, alpha=0.7)


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
        x, y = c.dice.uniform(0, 1600), c.dice.uniform(940, 1075)
        c.stroke([(x, y), (x + c.dice.uniform(-6, 6), y - c.dice.uniform(14, 34))], c.dice.choice(("#a8c96a", "#3f7a38", "#5f9a48")), 5, 1)


@scene("tale-two-cities", "square")
def two_cities(c: Canvas) -> None:
    c.sky((0, "#27416a"), (0.45, "#b9818a"), (0.8, "#f3b98a"), (1, "#f9dba6"), bottom=690)
    s.sun(c, 650, 600, 96, "#fdeec2", "#f9c680")
    s.clouds(c, [(300, 210, 460), (1000, 290, 480)], "#f7c7a6", 0.55)
    s.ranges(c, 660, ["#94798c", "#75688a"], 110, 63, 20)
    b.pagoda(c, 250, 670, 420, 7, "#8a4a48", "#33304f", "#f4c77c")
    b.pavilion(c, 480, 678, 150, 110, "#33304f", "#6b3a44")
    s.shrubs(c, lambda _: 676, 0, 560, 26, 30, "#454766")
    b.skyline(c, 800, 1310, 688, 130, 380, "#5a5f86", "#f4c77c", 0.35)
    c.rect(0, 686, 1300, 12, "#3a3a5c")
    b.arch_bridge(c, 650, 692, 330, 86, "#8d7f92", "#f3c795")
    c.mirror(694, 1300, "#5c5480", 0.85, 7)
    s.sun_path(c, 650, 700, 1280, "#fde2aa", 92)
    s.ripples(c, 720, 1290, "#f3bf98", 90, 0.26)
    sampan(c, 430, 1040, 220, "#1e2140", "#33304f")


def _field(c: Canvas, places: list[tuple[float, float, float, str, int]]) -> None:
    for k, (x, base, h, vest, stride) in enumerate(places):
        look = Look(vest, ("#28323f", "#3a2f45", "#24404a")[k % 3], f.SKINS[(k * 2 + 1) % 4], ("#2a211d", "#5a3a24", "#15151a")[k % 3], shoe=("#f3eee2", AMBER)[k % 2], long_hair=k % 3 == 1)
        joints = runner(c, x, base, h, look, stride)
        hip, shoulder = joints["hip"], joints["shoulder"]
        c.rect((hip[0] + shoulder[0]) / 2 - h * 0.045, (hip[1] + shoulder[1]) / 2 - h * 0.035, h * 0.09, h * 0.085, PAPER)


@scene("tale-runners")
def runners(c: Canvas) -> None:
    c.sky((0, "#5b97b8"), (0.6, "#d6e0d6"), (1, "#f9e2bd"), bottom=560)
    s.clouds(c, [(300, 150, 460), (1300, 190, 520)])
    b.skyline(c, 60, 1560, 560, 80, 270, "#9db0b9")
    c.mist(380, 565, "#f6e7cf", 0.45)
    b.street(c, -20, 1640, 600, 40, 70, ("#a8604a", "#b97358", "#8f5444"), ("#5f5a5a", "#6d4c44"), 0.1)
    c.rect(0, 598, 1600, 110, "#6fa6bb", "#5590ab")
    s.ripples(c, 606, 700, "#f1f5ea", 40, 0.5)
    s.land(c, lambda _: 706, "#9cb86a", "#7fa358")
    c.poly([(-20, 790), (1620, 760), (1620, 1090), (-20, 1090)], "#d9b896", "#b98f70")
    c.stroke([(-20, 1030), (1620, 980)], "#f6ecd6", 10)
    for x, tall in ((60, 330), (500, 240), (1130, 250), (1540, 340)):
        s.tree(c, x, 780, tall, "#7d9f58")
    _field(c, [(1330, 900, 400, "#d9a03f", 1), (300, 920, 420, "#3f7f8f", 0), (1040, 950, 480, "#2f5f8a", 2), (640, 985, 540, VERMILION, 0), (1410, 1040, 600, "#6b8f4a", 1)])


@scene("tale-runners-causeway")
def causeway(c: Canvas) -> None:
    c.sky((0, "#8aa7b5"), (0.4, "#e3c9b4"), (0.75, "#f7d5a4"), (1, "#fae4bd"), bottom=620)
    s.sun(c, 520, 400, 64, "#fdf2d0", "#f9cf8f")
    s.ranges(c, 500, ["#b3bdb8", "#94aaa5", "#78968f"], 170, 73, 42)
    c.mist(440, 620, "#f7e7c9", 0.6)
    c.rect(-20, 612, 1640, 34, "#6f7a62", "#565f50")
    b.arch_bridge(c, 1120, 640, 380, 120, "#b3a993", "#f3dcb4")
    for x in range(-10, 1620, 118):
        if abs(x - 1120) > 170:
            s.willow(c, x, 622, 210, "#84a062", 1 if (x // 118) % 2 else -1)
    places = [(330, 615, 84, VERMILION, 0), (410, 617, 88, "#2f5f8a", 1), (560, 615, 82, "#d9a03f", 2), (640, 618, 90, "#3f7f6a", 0), (790, 616, 84, "#8a4a6a", 1)]
    for x, base, h, vest, stride in places:
        runner(c, x, base, h * 1.15, Look(vest, "#28323f", f.SKINS[stride], "#2a211d"), stride)
    c.mirror(646, 1067, "#c3c6b4", 0.75, 6)
    s.sun_path(c, 520, 652, 1040, "#fdeec6", 74)
    s.ripples(c, 680, 1060, "#fbf0d6", 80, 0.34)
    for x, y, r in ((120, 1010, 110), (330, 1050, 80), (1400, 1000, 120), (1220, 1055, 84), (1560, 1060, 90)):
        s.lotus_leaf(c, x, y, r, "#5c8a6c")
    s.lotus_flower(c, 1310, 995, 74)


@scene("tale-orchestra")
def orchestra(c: Canvas) -> None:
    c.sky((0, "#232850"), (0.6, "#7a4f78"), (1, "#d98f74"), bottom=700)
    for cx, tall in ((260, 430), (800, 640), (1340, 430), (520, 300), (1080, 300)):
        prang(c, cx, 700, tall)
    c.glow(800, 640, 760, "#f6b56a", 0.4)
    c.rect(0, 690, 1600, 380, "#7a4436", "#4f2c2a")
    for k in range(11):
        c.stroke([(800 + (k - 5) * 150, 690), (800 + (k - 5) * 330, 1080)], "#3d2224", 3, alpha=0.5)
    c.soft(arc(800, 900, 640, 130, 0, 360), "#f9cf8f", 60, 0.3)
    rows = ((700, 760, 205, 300, 9), (830, 560, 235, 320, 7))
    for base, half, h, _, count in rows:
        for k in range(count):
            t = -1 + 2 * k / (count - 1)
            x, y = 800 + t * half, base + 86 * abs(t) ** 1.6 - 20
            side = 1 if x < 800 else -1
            _string_player(c, x, y, h, side, cello=k % 3 == 1)
    person(c, 800, 1046, 400, Look("#1f2230", "#1a1c28", f.SKINS[3], "#15151a", arms=((118, 150), (96, 140)), legs=((6, 0), (-6, 0))))
    c.rect(690, 1042, 220, 40, "#8f5a44", "#6b3f34")


def _string_player(c: Canvas, x: float, y: float, h: float, side: int, cello: bool) -> None:
    look = Look("#1d2030", "#171925", f.SKINS[1 + (int(x) % 3)], "#14141a", arms=((44, 96), (60, 132)), facing=side, long_hair=int(x) % 2 == 0)
    c.rect(x - h * 0.12, y - h * 0.26, h * 0.24, h * 0.26, "#3a2224")
    joints = seated(c, x, y - h * 0.26, h, look)
    if cello:
        fiddle(c, x + side * h * 0.19, y - h * 0.02, h * 0.62, "#a85a32", 9 * side)
    else:
        hx, hy = joints["far hand"]
        c.ellipse((hx + joints["shoulder"][0]) / 2 + side * h * 0.04, (hy + joints["shoulder"][1]) / 2 - h * 0.02, h * 0.07, h * 0.035, "#b3683a")
        c.stroke([(joints["shoulder"][0] + side * h * 0.06, joints["shoulder"][1] - h * 0.01), (hx + side * h * 0.05, hy - h * 0.02)], "#7a4326", h * 0.016)
        c.stroke([(joints["hand"][0], joints["hand"][1]), (joints["hand"][0] + side * h * 0.1, joints["hand"][1] - h * 0.3)], "#e9d9bd", h * 0.01)
    c.stroke([(x + side * h * 0.52, y), (x + side * h * 0.52, y - h * 0.4)], INK, 3)
    c.poly([(x + side * h * 0.44, y - h * 0.4), (x + side * h * 0.6, y - h * 0.44), (x + side * h * 0.62, y - h * 0.56), (x + side * h * 0.46, y - h * 0.52)], "#f3e6cc")


def fiddle(c: Canvas, cx: float, base: float, tall: float, wood: str, turn: float = 0.0) -> None:
    """A cello, standing, turned by ``turn`` degrees."""
    half = [(0.0, 0.04), (0.13, 0.05), (0.19, 0.12), (0.19, 0.2), (0.12, 0.28), (0.115, 0.33), (0.155, 0.4), (0.15, 0.48), (0.09, 0.53), (0.025, 0.545)]
    right = spline(half, steps=6)
    shape = [*right, *((-x, y) for x, y in reversed(right))]
    a = math.radians(turn)

    def at(x: float, y: float) -> Point:
        return cx + (x * math.cos(a) + y * math.sin(a)) * tall, base - (y * math.cos(a) - x * math.sin(a)) * tall

    c.stroke([at(0, 0.05), at(0, 0.0)], "#c9ced0", tall * 0.012)
    body = [at(x, y) for x, y in shape]
    c.poly([(x + tall * 0.02, y + tall * 0.008) for x, y in body], dark(wood, 0.6))
    c.poly(body, light(wood, 0.24), dark(wood, 0.2), across=True)
    for side in (-1, 1):
        c.stroke(spline([at(side * 0.06, 0.36), at(side * 0.05, 0.3), at(side * 0.07, 0.24)], steps=6), dark(wood, 0.7), tall * 0.01)
    c.stroke([at(0, 0.17), at(0, 0.09)], INK, tall * 0.03, tall * 0.05)
    c.stroke([at(0, 0.33), at(0, 0.87)], "#241a18", tall * 0.038, tall * 0.024)
    c.stroke([at(0, 0.86), at(0, 0.97)], wood, tall * 0.03, tall * 0.02)
    c.stroke(arc(*at(0.0, 0.975), tall * 0.018, tall * 0.018, 0, 300), wood, tall * 0.016)
    for k in (-1, 1):
        c.stroke([at(-0.035, 0.91 + 0.02 * k), at(0.035, 0.91 + 0.02 * k)], "#241a18", tall * 0.012)
    c.stroke([at(-0.045, 0.285), at(0.045, 0.285)], "#e9c896", tall * 0.014)
    for k in (-1.5, -0.5, 0.5, 1.5):
        c.stroke([at(k * 0.009, 0.14), at(k * 0.005, 0.88)], "#f3ecda", 1.4)


@scene("tale-cello", "tall")
def cello(c: Canvas) -> None:
    c.rect(0, 0, 1067, 1220, "#2a2440", "#5a3a4c")
    for k in range(13):
        x = 90 * k - 30
        c.shade(box(x, 0, 90, 1220), "#120f22", 0.0, 0.55)
    c.rect(0, 1216, 1067, 400, "#7a4a38", "#452a2a")
    for k in range(9):
        c.stroke([(533 + (k - 4) * 130, 1216), (533 + (k - 4) * 250, 1600)], "#3a2226", 3, alpha=0.6)
    c.soft([(420, -40), (640, -40), (940, 1420), (150, 1420)], "#fbd9a0", 46, 0.24)
    c.soft(arc(540, 1400, 400, 90, 0, 360), "#fbd9a0", 40, 0.45)
    for x, y, k in ((130, 1210, 1.0), (950, 1220, 1.0), (800, 1190, 0.8)):
        c.stroke([(x, y), (x, y - 330 * k)], "#17141f", 7)
        c.stroke([(x - 50, y + 12), (x, y - 40), (x + 50, y + 12)], "#17141f", 6)
        c.poly([(x - 96 * k, y - 320 * k), (x + 96 * k, y - 320 * k), (x + 104 * k, y - 460 * k), (x - 104 * k, y - 460 * k)], "#241f30")
        c.poly([(x - 76 * k, y - 338 * k), (x + 76 * k, y - 338 * k), (x + 82 * k, y - 448 * k), (x - 82 * k, y - 448 * k)], "#f1e3c6", "#d9c49c")
    c.soft(arc(640, 1420, 300, 46, 0, 360), "#120f22", 16, 0.5)
    for dx in (-150, 150):
        c.stroke([(610 + dx, 1120), (610 + dx * 1.1, 1420)], "#1d1724", 16, 12)
        c.stroke([(610 + dx, 1120), (610 + dx * 0.96, 720)], "#1d1724", 17, 12)
    c.poly([(440, 1108), (780, 1108), (816, 1168), (404, 1168)], "#8a2f2a", "#6b2424")
    c.poly(spline([(452, 730), (610, 700), (768, 730), (772, 850), (610, 824), (448, 850)], closed=True), "#2a2230", "#1d1724")
    fiddle(c, 452, 1450, 1010, "#b5602f", 9)
    c.stroke([(742, 1150), (700, 1100), (560, 1128)], "#7a4326", 6)
    c.stroke([(420, 1096), (850, 1120)], "#e3c795", 7, 4)


@scene("tale-tourism")
def tourism(c: Canvas) -> None:
    c.sky((0, "#5a94be"), (0.6, "#c6dde0"), (1, "#f8ead0"), bottom=520)
    s.clouds(c, [(1150, 130, 560), (420, 190, 420)])
    s.peaks(c, [(180, 240), (380, 170), (560, 220), (760, 140), (960, 200), (1160, 160), (1390, 210), (1550, 180)], 540, "#8193a6", "#fbf8f0", "#5d728a")
    s.ranges(c, 530, ["#7f9a8a", "#5f836f"], 60, 58, 20)
    c.mirror(570, 800, "#3a7a9a", 0.7, 5)
    s.ripples(c, 580, 800, "#d9eef0", 70, 0.36)
    for x, tall in ((60, 360), (150, 300), (1460, 330), (1560, 420)):
        s.pine(c, x, 840, tall, "#2d5a49")
    c.rect(0, 800, 1600, 270, "#c9a070", "#9c744c")
    for k in range(7):
        c.stroke([(-20, 818 + 9 * k * (1 + k * 0.5)), (1620, 818 + 9 * k * (1 + k * 0.5))], "#7d5a3c", 3 + k * 0.5, alpha=0.5)
    c.stroke([(-20, 700), (1620, 700)], "#6b4a34", 14)
    for k in range(14):
        c.stroke([(20 + 122 * k, 700), (20 + 122 * k, 812)], "#6b4a34", 10)
    a = person(c, 610, 990, 560, Look("#c4683f", "#3f4a58", f.SKINS[0], "#6b4426", arms=((46, 84), (50, 88)), hat="#3f5f6b"))
    person(c, 840, 1000, 570, Look("#3f7a6a", "#5a4a3f", f.SKINS[1], "#2a211d", arms=((40, 92), (30, 70)), facing=-1))
    g = person(c, 1060, 985, 540, Look("#e0b04f", "#2f4a5f", f.SKINS[3], "#15151a", arms=((100, 116), (-6, 10)), long_hair=True, facing=1))
    x, y = a["hand"]
    sheet = [(x - 30, y - 34), (x + 96, y - 56), (x + 128, y + 34), (x + 6, y + 56)]
    c.poly(sheet, "#f6efdc", "#e0d3b4")
    c.stroke([(x + 30, y - 44), (x + 66, y + 45)], "#c9b890", 3)
    c.poly([(x - 6, y - 12), (x + 44, y - 34), (x + 60, y + 10), (x + 14, y + 30)], "#8fbfc6")
    c.stroke(spline([(x + 20, y + 40), (x + 54, y + 8), (x + 100, y - 20)]), VERMILION, 4)
    c.blob([(a["shoulder"][0] - 74, a["shoulder"][1] + 16), (a["shoulder"][0] - 34, a["shoulder"][1] + 6), (a["shoulder"][0] - 40, a["hip"][1] - 20), (a["shoulder"][0] - 88, a["hip"][1] - 26)], "#2f5a6b", "#23424f")
    c.ellipse(g["hand"][0], g["hand"][1], 13, 13, f.SKINS[3])


@scene("verona-film")
def film(c: Canvas) -> None:
    c.sky((0, "#39527f"), (0.45, "#b98a92"), (0.8, "#f2b27c"), (1, "#f8d59a"), bottom=700)
    s.clouds(c, [(360, 180, 560), (1250, 240, 480)], "#f6c6a4", 0.5)
    for y, count, tall, x0, width in ((735, 13, 220, 170, 1500), (520, 13, 180, 190, 1460)):
        b.arcade(c, x0, y, width, tall, count, "#c98f6d", "#5a3a48", 0.58, 0.82)
        c.rect(x0 - 10, y - tall - 8, width + 20, 18, "#e3b08a")
    b.arcade(c, 250, 345, 470, 150, 4, "#d29a76", "#7a5a68", 0.56, 0.84)
    c.rect(240, 190, 490, 14, "#e8b892")
    for y in (440, 620):
        b.stone_courses(c, box(180, y - 70, 1440, 40), "#c98f6d", 13)
    c.shade(box(170, 180, 1440, 560), INK, 0.0, 0.35)
    c.rect(0, 735, 1600, 340, "#c69a78", "#86604f")
    for k in range(8):
        c.stroke([(-20, 748 + 6 * k * (k + 1)), (1620, 748 + 6 * k * (k + 1))], "#8a6450", 3, alpha=0.5)
    c.soft([(330, 1010), (760, 1000), (1250, 1070), (700, 1075)], INK, 20, 0.36)
    person(c, 470, 1010, 620, Look("#2b3648", "#3f4450", f.SKINS[0], "#2a211d", arms=((70, 96), (56, 100)), lean=8, legs=((10, 2), (-12, -10)), hat="#4a3a34"))
    _film_camera(c, 700, 590)


def _film_camera(c: Canvas, x: float, y: float) -> None:
    metal = "#2b2f38"
    for dx in (-150, 10, 170):
        c.stroke([(x + 20, y + 110), (x + dx, 1030)], "#3a3330", 13, 9)
    c.ellipse(x + 20, y + 110, 42, 17, "#3a3f48")
    for dx, r in ((-46, 78), (86, 64)):
        c.ellipse(x + dx, y - 86, r, r, metal)
        c.ellipse(x + dx - 4, y - 90, r * 0.86, r * 0.86, light(metal, 0.16), metal)
        c.ellipse(x + dx, y - 86, r * 0.24, r * 0.24, "#c9a96a")
        for k in range(5):
            a = math.radians(72 * k + 20)
            c.ellipse(x + dx + r * 0.55 * math.cos(a), y - 86 + r * 0.55 * math.sin(a), r * 0.15, r * 0.15, dark(metal, 0.6))
    c.rect(x - 112, y - 40, 260, 146, light(metal, 0.1), dark(metal, 0.2))
    c.rect(x - 96, y - 24, 110, 60, "#4a505c")
    c.ellipse(x + 82, y + 36, 36, 36, "#5a606c")
    c.stroke([(x + 82, y + 36), (x + 118, y + 70)], "#c9a96a", 9)
    c.rect(x - 162, y - 14, 54, 44, metal)
    c.poly([(x + 148, y - 20), (x + 216, y - 34), (x + 216, y + 62), (x + 148, y + 48)], metal)
    c.poly([(x + 216, y - 60), (x + 296, y - 96), (x + 296, y + 124), (x + 216, y + 88)], "#3f444f", "#23262e")
    c.ellipse(x + 220, y + 14, 9, 34, "#a9cfd8")


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
        c.stroke([(x, 372 + reach), (x + 10, 372 - reach * 0.98)], mix("#6d9a62", "#3f6f4a", c.dice.random()), c.dice.uniform(7, 13))
        for _ in range(8):
            y = 372 + c.dice.uniform(-0.85, 0.6) * reach
            d = c.dice.choice((-1, 1))
            if math.hypot(x + d * 46 - 800, y + 24 - 372) < 312:
                c.stroke([(x + 4, y), (x + d * 46, y + 24)], mix("#86b070", "#4a7d50", c.dice.random()), 11, 1)
    c.stroke(arc(800, 372, 331, 331, 0, 360, 80), "#5f4032", 28)
    look = Look("#2f4a63", "#39404a", f.SKINS[0], "#3a2a20", arms=((38, 92), (24, 70)), lean=6)
    for x, facing, who in ((370, 1, look), (1230, -1, Look("#7a3a34", "#2f2f3a", f.SKINS[3], "#14141a", arms=((34, 96), (60, 118)), lean=5, facing=-1))):
        c.rect(x - 95, 812, 190, 26, "#4a3026")
        for dx in (-78, 78):
            c.stroke([(x + dx, 830), (x + dx, 1010)], "#4a3026", 15, 12)
        seated(c, x, 815, 760, Look(**{**who.__dict__, "facing": facing}))
    c.rect(560, 760, 480, 30, "#6b3f2c", "#54301f")
    for x in (590, 1010):
        c.stroke([(x, 780), (x, 1020)], "#54301f", 22, 18)
    c.soft(box(580, 752, 440, 12), INK, 6, 0.3)
    _teapot(c, 800, 760)
    for x in (650, 950):
        c.poly([(x - 30, 722), (x + 30, 722), (x + 20, 760), (x - 20, 760)], "#f6f0e0", "#d3cbb6", across=True)
        c.ellipse(x, 722, 30, 7, "#a9863f")
        c.stroke(spline([(x, 712), (x + 9, 690), (x - 7, 668), (x + 4, 646)]), "#fffaf0", 5, 1, alpha=0.5)


def _teapot(c: Canvas, x: float, base: float) -> None:
    clay = "#8a4a34"
    c.stroke(spline([(x + 52, base - 60), (x + 100, base - 78), (x + 104, base - 34), (x + 56, base - 26)]), dark(clay, 0.2), 12)
    c.poly(spline([(x - 54, base - 30), (x - 92, base - 60), (x - 112, base - 84), (x - 98, base - 88), (x - 70, base - 66), (x - 48, base - 60)], closed=True), clay)
    body = spline([(x - 40, base), (x - 66, base - 40), (x - 40, base - 82), (x + 40, base - 82), (x + 66, base - 40), (x + 40, base)], closed=True)
    c.poly(body, light(clay, 0.2), dark(clay, 0.2), across=True)
    c.ellipse(x, base - 82, 40, 9, light(clay, 0.15))
    c.ellipse(x, base - 94, 12, 11, clay)


@scene("schools-rockwell")
def rockwell(c: Canvas) -> None:
    c.sky((0, "#6d8aa0"), (0.5, "#b9c4c4"), (1, "#f1e2c2"), bottom=600)
    s.clouds(c, [(280, 150, 640), (1180, 210, 760), (760, 90, 520)], "#f1ece2", 0.6)
    s.ranges(c, 560, ["#a9bd9a", "#8bab78", "#729a5c"], 80, 93, 30)
    grey, slate = "#a8a699", "#566068"
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
    s.land(c, lambda _: 688, "#8fb35f", "#6d9a4c")
    for x, tall in ((120, 320), (260, 260), (1320, 280), (1480, 350)):
        s.tree(c, x, 720, tall, "#6b8f4c")
    c.poly(spline([(300, 800), (800, 770), (1320, 800), (1180, 880), (760, 900), (400, 872)], closed=True), "#9fb6b8", "#86a3a8")
    s.ripples(c, 800, 870, "#f3f0e2", 24, 0.6, 420, 1180)
    c.poly(spline([(800, 692), (830, 740), (700, 790), (1000, 930), (900, 1090), (1200, 1090), (1130, 900), (880, 790), (870, 720)], closed=True), "#d9c79a", alpha=0.0 + 0.9)
    for x, top, bag in ((900, "#2f3f5f", VERMILION), (990, "#2f3f5f", "#c9a24f"), (1080, "#2f3f5f", "#4a6a5a")):
        person(c, x, 990 + (x % 70), 230, Look(top, "#4a4f58", f.SKINS[x % 3], ("#8a4a24", "#3a2a20", "#c99a4f")[x % 3]))
        del bag
    for _ in range(170):
        x, y = c.dice.uniform(0, 1600), c.dice.uniform(200, 1060)
        c.stroke([(x, y), (x - 7, y + 34)], "#f3f6f4", 1.5, alpha=0.3)


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
        look = Look("#f3efe4", "#2b3f66", f.SKINS[0], "#1a1a1e", facing=1 if k % 2 else -1, long_hair=k % 2 == 0, legs=((16, 4), (-14, -22)))
        j = person(c, x, 1000 + 14 * (k % 3), 260, look)
        c.blob([(j["shoulder"][0] - look.facing * 38, j["shoulder"][1] + 8), (j["shoulder"][0] - look.facing * 14, j["shoulder"][1] + 6), (j["hip"][0] - look.facing * 16, j["hip"][1] - 14), (j["hip"][0] - look.facing * 40, j["hip"][1] - 18)], (VERMILION, "#3f7f8f", AMBER)[k % 3])


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
        seated(c, x, 800, 560, Look(top, "#3a3f4a" if k % 2 == 0 else blue, f.SKINS[(k * 2) % 3 if k % 2 == 0 else 0], ("#8a4a24", "#15151a", "#4a3020", "#15151a", "#c99a4f")[k], arms=((34, 88), (44, 96)), facing=1 if x <= 800 else -1, long_hair=k in (1, 4)))
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
                spine = c.dice.choice(("#8a2b1d", "#2f5f6b", "#c99a4f", "#4a5f3f", "#e3d3b0", "#6b4257", "#2b4560", "#a8604a"))
                c.rect(x, y - tall, w, tall, light(spine, 0.08), dark(spine, 0.2))
                c.rect(x + 2, y - tall * 0.8, w - 4, 5, light(spine, 0.5))
                x += w + 2
            c.rect(x0, y, x1 - x0, 16, "#7a5642", "#4f3428")
    c.rect(372, 110, 326, 760, "#e9dcc0")
    c.poly([*arc(535, 290, 145, 160, 180, 360), (680, 850), (390, 850)], "#5f7fa6", "#f4c48d")
    b.dome(c, 535, 720, 56, "#6d7a80", 1.1, "#4a4f55")
    c.rect(474, 718, 122, 132, "#8f8178", "#7a6d68")
    c.stroke([(535, 130), (535, 850)], "#e9dcc0", 12)
    for y in (300, 480, 660):
        c.stroke([(390, y), (680, y)], "#e9dcc0", 10)
    c.soft([(390, 860), (680, 860), (900, 1600), (260, 1600)], "#fbd9a0", 30, 0.3)
    c.poly([(140, 1470), (930, 1470), (1010, 1560), (60, 1560)], "#8a3a2c", "#6b2a24")
    j = person(c, 520, 1500, 900, Look("#43566b", "#39353a", f.SKINS[0], "#6b4426", arms=((26, 112), (34, 118)), legs=((5, 2), (-7, -5))))
    x, y = j["hand"]
    c.poly([(x - 78, y - 64), (x + 6, y - 18), (x + 6, y + 40), (x - 74, y - 8)], "#fbf4e2", "#e6d8ba")
    c.poly([(x + 6, y - 18), (x + 96, y - 58), (x + 92, y), (x + 6, y + 40)], "#f3e9d0", "#dccba6")
    c.stroke([(x - 80, y - 2), (x + 6, y + 46), (x + 96, y + 6)], VERMILION, 8)
    c.stroke([(j["shoulder"][0] - 4, j["shoulder"][1] + 10), (j["shoulder"][0] + 14, j["shoulder"][1] + 100)], VERMILION, 16, 10)
    c.stroke([(930, 1600), (930, 1120)], "#2b2420", 12)
    c.glow(930, 1080, 260, "#fbd48a", 0.6)
    c.poly([(870, 1130), (900, 1020), (960, 1020), (990, 1130)], "#f6d99c", "#e3a95c")
    _ = GOLD
