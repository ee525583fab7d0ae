"""The series of dialogues between cities."""

from __future__ import annotations

from tools.drawing import buildings as b
from tools.drawing import figures as f
from tools.drawing import scenery as s
from tools.drawing.boats import sampan
from tools.drawing.canvas import AMBER, INK, PAPER, VERMILION, Canvas, arc, box, spline
from tools.drawing.figures import Look, person, runner, seated
from tools.drawing.landmarks import prang
from tools.drawing.scenes import scene
from tools.drawing.things import fiddle


@scene("tale-two-cities", "square")
def two_cities(c: Canvas) -> None:
    c.sky((0, "#27416a"), (0.45, "#b9818a"), (0.8, "#f3b98a"), (1, "#f9dba6"), bottom=700)
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
        look = Look(
            vest,
            ("#28323f", "#3a2f45", "#24404a")[k % 3],
            f.SKINS[(k * 2 + 1) % 4],
            ("#2a211d", "#5a3a24", "#15151a")[k % 3],
            shoe=("#f3eee2", AMBER)[k % 2],
            long_hair=k % 3 == 1,
        )
        joints = runner(c, x, base, h, look, stride)
        hip, shoulder = joints["hip"], joints["shoulder"]
        c.rect(
            (hip[0] + shoulder[0]) / 2 - h * 0.045, (hip[1] + shoulder[1]) / 2 - h * 0.035, h * 0.09, h * 0.085, PAPER
        )


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
    _field(
        c,
        [
            (1330, 900, 400, "#d9a03f", 1),
            (300, 920, 420, "#3f7f8f", 0),
            (1040, 950, 480, "#2f5f8a", 2),
            (640, 985, 540, VERMILION, 0),
            (1410, 1040, 600, "#6b8f4a", 1),
        ],
    )


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
    places = [
        (330, 615, 84, VERMILION, 0),
        (410, 617, 88, "#2f5f8a", 1),
        (560, 615, 82, "#d9a03f", 2),
        (640, 618, 90, "#3f7f6a", 0),
        (790, 616, 84, "#8a4a6a", 1),
    ]
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
    person(
        c,
        800,
        1046,
        400,
        Look("#1f2230", "#1a1c28", f.SKINS[3], "#15151a", arms=((118, 150), (96, 140)), legs=((6, 0), (-6, 0))),
    )
    c.rect(690, 1042, 220, 40, "#8f5a44", "#6b3f34")


def _string_player(c: Canvas, x: float, y: float, h: float, side: int, cello: bool) -> None:
    look = Look(
        "#1d2030",
        "#171925",
        f.SKINS[1 + (int(x) % 3)],
        "#14141a",
        arms=((44, 96), (60, 132)),
        facing=side,
        long_hair=int(x) % 2 == 0,
    )
    c.rect(x - h * 0.12, y - h * 0.26, h * 0.24, h * 0.26, "#3a2224")
    joints = seated(c, x, y - h * 0.26, h, look)
    if cello:
        fiddle(c, x + side * h * 0.19, y - h * 0.02, h * 0.62, "#a85a32", 9 * side)
    else:
        hx, hy = joints["far hand"]
        c.ellipse(
            (hx + joints["shoulder"][0]) / 2 + side * h * 0.04,
            (hy + joints["shoulder"][1]) / 2 - h * 0.02,
            h * 0.07,
            h * 0.035,
            "#b3683a",
        )
        c.stroke(
            [
                (joints["shoulder"][0] + side * h * 0.06, joints["shoulder"][1] - h * 0.01),
                (hx + side * h * 0.05, hy - h * 0.02),
            ],
            "#7a4326",
            h * 0.016,
        )
        c.stroke(
            [(joints["hand"][0], joints["hand"][1]), (joints["hand"][0] + side * h * 0.1, joints["hand"][1] - h * 0.3)],
            "#e9d9bd",
            h * 0.01,
        )
    c.stroke([(x + side * h * 0.52, y), (x + side * h * 0.52, y - h * 0.4)], INK, 3)
    c.poly(
        [
            (x + side * h * 0.44, y - h * 0.4),
            (x + side * h * 0.6, y - h * 0.44),
            (x + side * h * 0.62, y - h * 0.56),
            (x + side * h * 0.46, y - h * 0.52),
        ],
        "#f3e6cc",
    )


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
    for px, y, size in ((130, 1210, 1.0), (950, 1220, 1.0), (800, 1190, 0.8)):
        c.stroke([(px, y), (px, y - 330 * size)], "#17141f", 7)
        c.stroke([(px - 50, y + 12), (px, y - 40), (px + 50, y + 12)], "#17141f", 6)
        c.poly(
            [
                (px - 96 * size, y - 320 * size),
                (px + 96 * size, y - 320 * size),
                (px + 104 * size, y - 460 * size),
                (px - 104 * size, y - 460 * size),
            ],
            "#241f30",
        )
        c.poly(
            [
                (px - 76 * size, y - 338 * size),
                (px + 76 * size, y - 338 * size),
                (px + 82 * size, y - 448 * size),
                (px - 82 * size, y - 448 * size),
            ],
            "#f1e3c6",
            "#d9c49c",
        )
    c.soft(arc(640, 1420, 300, 46, 0, 360), "#120f22", 16, 0.5)
    for dx in (-150, 150):
        c.stroke([(610 + dx, 1120), (610 + dx * 1.1, 1420)], "#1d1724", 16, 12)
        c.stroke([(610 + dx, 1120), (610 + dx * 0.96, 720)], "#1d1724", 17, 12)
    c.poly([(440, 1108), (780, 1108), (816, 1168), (404, 1168)], "#8a2f2a", "#6b2424")
    c.poly(
        spline([(452, 730), (610, 700), (768, 730), (772, 850), (610, 824), (448, 850)], closed=True),
        "#2a2230",
        "#1d1724",
    )
    fiddle(c, 452, 1450, 1010, "#b5602f", 9)
    c.stroke([(742, 1150), (700, 1100), (560, 1128)], "#7a4326", 6)
    c.stroke([(420, 1096), (850, 1120)], "#e3c795", 7, 4)


@scene("tale-tourism")
def tourism(c: Canvas) -> None:
    c.sky((0, "#5a94be"), (0.6, "#c6dde0"), (1, "#f8ead0"), bottom=520)
    s.clouds(c, [(1150, 130, 560), (420, 190, 420)])
    s.peaks(
        c,
        [(180, 240), (380, 170), (560, 220), (760, 140), (960, 200), (1160, 160), (1390, 210), (1550, 180)],
        540,
        "#8193a6",
        "#fbf8f0",
        "#5d728a",
    )
    s.ranges(c, 530, ["#7f9a8a", "#5f836f"], 60, 58, 20)
    c.mirror(570, 800, "#3a7a9a", 0.7, 5)
    s.ripples(c, 580, 800, "#d9eef0", 70, 0.36)
    for x, tall in ((60, 360), (150, 300), (1460, 330), (1560, 420)):
        s.pine(c, x, 840, tall, "#2d5a49")
    c.rect(0, 800, 1600, 270, "#c9a070", "#9c744c")
    for k in range(7):
        c.stroke(
            [(-20, 818 + 9 * k * (1 + k * 0.5)), (1620, 818 + 9 * k * (1 + k * 0.5))], "#7d5a3c", 3 + k * 0.5, alpha=0.5
        )
    c.stroke([(-20, 700), (1620, 700)], "#6b4a34", 14)
    for k in range(14):
        c.stroke([(20 + 122 * k, 700), (20 + 122 * k, 812)], "#6b4a34", 10)
    a = person(
        c, 610, 990, 560, Look("#c4683f", "#3f4a58", f.SKINS[0], "#6b4426", arms=((46, 84), (50, 88)), hat="#3f5f6b")
    )
    person(c, 840, 1000, 570, Look("#3f7a6a", "#5a4a3f", f.SKINS[1], "#2a211d", arms=((40, 92), (30, 70)), facing=-1))
    g = person(
        c,
        1060,
        985,
        540,
        Look("#e0b04f", "#2f4a5f", f.SKINS[3], "#15151a", arms=((100, 116), (-6, 10)), long_hair=True, facing=1),
    )
    _map(c, *a["hand"])
    c.blob(
        [
            (a["shoulder"][0] - 74, a["shoulder"][1] + 16),
            (a["shoulder"][0] - 34, a["shoulder"][1] + 6),
            (a["shoulder"][0] - 40, a["hip"][1] - 20),
            (a["shoulder"][0] - 88, a["hip"][1] - 26),
        ],
        "#2f5a6b",
        "#23424f",
    )
    c.ellipse(g["hand"][0], g["hand"][1], 13, 13, f.SKINS[3])


def _map(c: Canvas, x: float, y: float) -> None:
    sheet = [(x - 30, y - 34), (x + 96, y - 56), (x + 128, y + 34), (x + 6, y + 56)]
    c.poly(sheet, "#f6efdc", "#e0d3b4")
    c.stroke([(x + 30, y - 44), (x + 66, y + 45)], "#c9b890", 3)
    c.poly([(x - 6, y - 12), (x + 44, y - 34), (x + 60, y + 10), (x + 14, y + 30)], "#8fbfc6")
    c.stroke(spline([(x + 20, y + 40), (x + 54, y + 8), (x + 100, y - 20)]), VERMILION, 4)
