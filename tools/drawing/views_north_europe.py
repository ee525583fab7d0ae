"""Views of the partners in Europe, north of the Alps and about them."""

from __future__ import annotations

import itertools
import math

from tools.drawing import buildings as b
from tools.drawing import scenery as s
from tools.drawing.boats import paddle_steamer, sail, sampan
from tools.drawing.buildings import OLD_TOWN, TILES
from tools.drawing.canvas import GOLD, INK, VERMILION, Canvas, arc, box, dark, light, spline
from tools.drawing.landmarks import clock_tower, colonnade, frauenkirche, qolsharif, storehouse
from tools.drawing.scenes import scene


@scene("leeds")
def leeds(c: Canvas) -> None:
    c.sky((0, "#6d8aa3"), (0.4, "#b3bcbd"), (0.75, "#ecd2b0"), (1, "#f8dfae"), bottom=760)
    s.clouds(c, [(260, 230, 560), (1320, 200, 520)], "#f6ecdf", 0.6)
    for x0, x1 in ((-20, 420), (1180, 1640)):
        b.street(c, x0, x1, 770, 150, 230, ("#8a5a4a", "#a06c55", "#77605c"), ("#4f555f", "#5a4d4f"), 0.35)
    stone = "#b99f7e"
    c.rect(430, 520, 740, 250, stone, dark(stone, 0.12))
    c.shade(box(430, 520, 740, 250), INK, 0.0, 0.22)
    b.windows(c, 440, 560, 150, 190, 3, 2, "#4d4a4c", 0.42, GOLD, 0.5)
    b.windows(c, 1010, 560, 150, 190, 3, 2, "#4d4a4c", 0.42, GOLD, 0.5)
    c.rect(418, 508, 764, 18, light(stone, 0.2))
    for x in (452, 1120):
        c.rect(x - 12, 470, 56, 40, light(stone, 0.1))
        b.dome(c, x + 16, 470, 26, "#6d7a80", 1.0)
    clock_tower(c, 800, 510, stone)
    colonnade(c, 610, 742, 380, 206, 8, stone)
    c.mirror(772, 1067, "#6d7480", 0.72, 2.5)
    s.ripples(c, 790, 1060, "#f1d7ae", 60, 0.25)
    for x in (230, 1370):
        c.stroke([(x, 960), (x, 640)], "#2b313a", 9, 6)
        c.glow(x, 628, 130, "#fbd992", 0.7)
        c.ellipse(x, 628, 14, 18, "#fdebb8")
    for x, f in ((520, 1), (560, -1), (1110, 1)):
        c.stroke([(x, 842), (x, 792)], "#2a2f3a", 17, 13)
        c.ellipse(x, 780, 8, 9, "#2a2f3a")
        c.poly(arc(x + 4 * f, 772, 40, 26, 180, 360), VERMILION if f > 0 else "#2d5866", INK)


@scene("budapest")
def budapest(c: Canvas) -> None:
    c.sky((0, "#14224a"), (0.5, "#3f4a7d"), (0.85, "#b9839a"), (1, "#e9b08f"), bottom=680)
    s.clouds(c, [(340, 240, 620), (1250, 330, 560)], "#c78fa2", 0.45)
    wall, roof = "#d9a869", "#7a4450"
    c.rect(120, 560, 1360, 120, wall, "#b98955")
    b.windows(c, 130, 570, 1340, 104, 64, 3, "#8c5f42", 0.44, "#fdeab2", 0.6)
    c.poly([(110, 562), (150, 512), (1450, 512), (1490, 562)], roof, dark(roof))
    for x in (150, 1380):
        c.rect(x - 14, 470, 100, 210, light(wall, 0.1), wall)
        b.windows(c, x - 8, 490, 88, 170, 4, 5, "#8c5f42", 0.44, "#fdeab2", 0.6)
        c.poly([(x - 18, 472), (x + 36, 390), (x + 90, 472)], roof, dark(roof))
    for k in range(31):
        px = 122 + 1356 * k / 30
        tall = 70 if k % 3 else 104
        c.poly([(px - 5, 562), (px - 4, 520), (px, 562 - tall), (px + 4, 520), (px + 5, 562)], light(wall, 0.2))
    c.rect(660, 470, 280, 210, light(wall, 0.12), wall)
    b.windows(c, 668, 486, 264, 180, 12, 5, "#8c5f42", 0.44, "#fdeab2", 0.7)
    for x in (640, 960):
        c.rect(x - 22, 420, 44, 260, light(wall, 0.15), wall)
        c.poly([(x - 26, 422), (x, 270), (x + 26, 422)], roof, light(roof, 0.1))
    b.dome(c, 800, 470, 116, roof, 1.15)
    c.poly([(788, 342), (800, 196), (812, 342)], dark(roof, 0.2))
    for k in range(9):
        px = 690 + 220 * k / 8
        c.poly([(px - 5, 474), (px, 404), (px + 5, 474)], light(wall, 0.25))
    c.glow(800, 560, 620, "#f8cf85", 0.28)
    c.rect(0, 676, 1600, 14, "#5c4a5c")
    c.mirror(690, 1067, "#2a2f5c", 0.92, 8)
    for x in range(140, 1480, 52):
        s.sun_path(c, x, 700, 860, "#f7cd83", 8)
    s.ripples(c, 710, 1060, "#e3a98f", 80, 0.25)
    c.poly([(380, 905), (1010, 905), (970, 940), (430, 940)], "#1a2142")
    c.rect(450, 872, 470, 34, "#232b52")
    b.windows(c, 455, 876, 460, 26, 18, 1, GOLD, 0.6)


@scene("kazan")
def kazan(c: Canvas) -> None:
    c.sky((0, "#6aa6c8"), (0.6, "#cfe0dc"), (1, "#f6e6c8"), bottom=640)
    s.clouds(c, [(260, 180, 480), (1320, 240, 520), (980, 110, 360)])
    s.ranges(c, 610, ["#b2c4b2", "#93ad90"], 60, 23, 20)
    s.land(c, lambda x: 640 - 60 * math.exp(-(((x - 800) / 620) ** 4)), "#8fae76", "#789a66")
    qolsharif(c, 620, 580)
    tower = "#a85f48"
    for k, (half, tall) in enumerate(((46, 96), (40, 76), (33, 66), (26, 56), (19, 46))):
        y = 590 - sum(t for _, t in ((46, 96), (40, 76), (33, 66), (26, 56), (19, 46))[:k])
        c.rect(1130 - half, y - tall, half * 2, tall, tower, dark(tower, 0.1))
        b.windows(c, 1130 - half, y - tall + 10, half * 2, tall - 20, 2, 1, dark(tower, 0.5), 0.3)
        c.shade(box(1130 - half, y - tall, half * 2, tall), INK, 0.0, 0.35)
    c.poly([(1112, 252), (1130, 130), (1148, 252)], "#4f7a68", "#3a5f56")
    for x, h in ((330, 120), (420, 160), (930, 130), (1290, 140)):
        c.rect(x - 26, 590 - h, 52, h, "#f6efdf")
        c.shade(box(x - 26, 590 - h, 52, h), INK, 0.0, 0.25)
        b.dome(c, x, 590 - h, 26, "#4f86ad" if x < 900 else "#c9a24f", 1.0, GOLD, "onion")
    c.rect(150, 575, 1300, 62, "#f4ecdb", "#dccdb4")
    for k in range(66):
        c.rect(150 + 20 * k, 566, 12, 12, "#f4ecdb")
    for x in (150, 480, 830, 1210, 1440):
        c.rect(x - 32, 540, 64, 100, "#f8f1e2", "#d8c9b0")
        c.poly([(x - 40, 544), (x, 468), (x + 40, 544)], "#6c8f80", "#47695f")
    s.shrubs(c, lambda _: 648, 0, 1600, 26, 26, "#6d9460")
    c.mirror(668, 1067, "#7fb0c0", 0.68, 6)
    s.ripples(c, 690, 1060, "#f4f2e2", 100, 0.35)
    sail(c, 300, 830, 110)
    sail(c, 1280, 770, 70, "#f6e6c8")


@scene("oviedo")
def oviedo(c: Canvas) -> None:
    c.sky((0, "#7fb0c4"), (0.6, "#dfe6d8"), (1, "#f6e7c9"), bottom=640)
    s.clouds(c, [(300, 160, 520), (1240, 230, 580)])
    s.peaks(c, [(180, 340), (420, 300), (1180, 320), (1460, 280)], 560, "#9db9b2", "#f4f1e6", "#7e9f9c")
    s.ranges(c, 560, ["#86ab86", "#6d9a6d", "#588858"], 110, 27, 50)
    stone = "#d9bf8f"
    c.rect(640, 560, 330, 240, stone, dark(stone, 0.1))
    c.poly([(630, 562), (800, 490), (980, 562)], dark(stone, 0.08))
    c.ellipse(850, 640, 44, 44, dark(stone, 0.55))
    for k in range(8):
        a = math.radians(45 * k)
        c.stroke([(850, 640), (850 + 42 * math.cos(a), 640 + 42 * math.sin(a))], light(stone, 0.2), 4)
    c.rect(560, 380, 150, 420, light(stone, 0.1), stone)
    c.shade(box(560, 380, 150, 420), INK, 0.0, 0.38)
    for y in (420, 540, 660):
        c.poly(
            spline([(600, y + 92), (600, y + 34), (635, y), (670, y + 34), (670, y + 92)], steps=5), dark(stone, 0.55)
        )
        c.rect(552, y - 16, 166, 9, light(stone, 0.3))
    for x in (562, 602, 668, 708):
        c.poly([(x - 10, 384), (x, 270), (x + 10, 384)], light(stone, 0.15))
    c.poly([(578, 384), (635, 110), (692, 384)], stone, light(stone, 0.1))
    for row in range(8):
        for k in range(max(1, 5 - row // 2)):
            half = 50 * (1 - row / 9.5)
            px = 635 - half + 2 * half * (k + 0.5) / max(1, 5 - row // 2)
            c.poly(
                [(px, 362 - 30 * row), (px + 6, 348 - 30 * row), (px, 332 - 30 * row), (px - 6, 348 - 30 * row)],
                "#bcd3d2",
            )
    c.shade([(578, 384), (635, 110), (692, 384)], INK, 0.0, 0.3)
    for base, low, high in ((820, 90, 150), (930, 120, 190), (1080, 150, 230)):
        b.street(c, -20 + c.dice.uniform(-40, 0), 1640, base, low, high, OLD_TOWN, TILES, 0.4)
        c.mist(base - 40, base + 20, "#f4e5c6", 0.16)


@scene("dresden")
def dresden(c: Canvas) -> None:
    c.sky((0, "#7ba7bf"), (0.5, "#d3dcd6"), (0.8, "#f4dfc0"), (1, "#f8e6c4"), bottom=640)
    s.sun(c, 1310, 330, 44, "#fdf0cc", "#f7d699")
    s.clouds(c, [(330, 170, 560), (900, 260, 480), (1300, 140, 380)])
    b.street(c, -10, 1610, 600, 60, 100, ("#c9b697", "#b7a68d", "#d6c7a8"), ("#8f5f50", "#7a6a68"), 0.2)
    stone = "#cdb38a"
    for x, tall in ((340, 330), (1180, 300)):
        c.rect(x - 34, 610 - tall, 68, tall, "#b9ad96", stone)
        c.shade(box(x - 34, 610 - tall, 68, tall), INK, 0.0, 0.35)
        b.windows(c, x - 30, 630 - tall, 60, tall - 60, 2, 4, dark(stone, 0.45), 0.36)
        b.dome(c, x, 610 - tall, 38, "#6f8f86", 1.0, dark(stone, 0.4), "bell")
        c.poly([(x - 8, 556 - tall), (x, 480 - tall), (x + 8, 556 - tall)], "#6f8f86")
    frauenkirche(c, 770, 612, stone)
    b.arcade(c, -20, 672, 1640, 74, 26, "#bfa680", "#6d5f55", 0.5, 0.8)
    c.rect(-20, 592, 1640, 10, light(stone, 0.3))
    s.shrubs(c, lambda _: 598, 30, 640, 34, 24, "#7d9a66")
    s.land(c, lambda _: 668, "#a8bd7a", "#89a864")
    c.mirror(690, 1067, "#9fb6b3", 0.66, 6)
    s.sun_path(c, 1310, 700, 1040, "#fdeec4", 66)
    s.ripples(c, 710, 1060, "#f7eedb", 90, 0.3)
    paddle_steamer(c, 620, 890, 560)


@scene("oulu")
def oulu(c: Canvas) -> None:
    c.sky((0, "#0c1733"), (0.6, "#1d3a55"), (1, "#3f6a74"), bottom=700)
    for _ in range(170):
        c.ellipse(c.dice.uniform(0, 1600), c.dice.uniform(0, 520), 1.4, 1.4, "#f4f1e2", alpha=c.dice.uniform(0.3, 0.95))
    for base, amp, colour, strength in (
        (330, 60, "#7fe0b0", 0.32),
        (250, 80, "#58c6a4", 0.26),
        (410, 40, "#a8e9c0", 0.2),
    ):
        curtain = [(x, base + amp * math.sin(x / 210 + base) + 26 * math.sin(x / 67)) for x in range(-20, 1640, 10)]
        for (x0, y0), (x1, y1) in itertools.pairwise(curtain):
            reach = 150 + 90 * math.sin(x0 / 47) * math.sin(x0 / 131)
            c.shade(
                [(x0, y0 - reach), (x1, y1 - reach), (x1, y1), (x0, y0)],
                colour,
                0.0,
                strength + 0.12 * math.sin(x0 / 31),
                across=False,
            )
            c.shade([(x0, y0), (x1, y1), (x1, y1 + 36), (x0, y0 + 36)], colour, strength, 0.0, across=False)
    s.land(c, s.ridge(640, 34, 8, 500), "#22424e", "#2f525c")
    for x in range(0, 1600, 24):
        s.pine(c, x + c.dice.uniform(-8, 8), 650, c.dice.uniform(50, 110), "#1b3440")
    s.land(c, lambda x: 700 + 6 * math.sin(x / 140), "#c6d8dc", "#eef1ea")
    reds = ("#9c3b2c", "#a8452f", "#8a3428", "#b0503a")
    left = 120.0
    for k in range(6):
        w = c.dice.uniform(180, 230)
        storehouse(c, left, 742, w, c.dice.uniform(120, 150), reds[k % 4])
        left += w + 22
    c.mirror(752, 900, "#a9c8cc", 0.5, 3)
    s.ripples(c, 760, 900, "#f1f5ee", 40, 0.5)
    s.land(c, s.ridge(920, 40, 15, 800), "#e4ebe8", "#f7f5ec")
    for x, tall in ((90, 620), (230, 500), (1500, 640), (1390, 470), (1280, 380)):
        s.birch(c, x, 1060, tall)
    for k in range(11):
        px, y = 560 + 42 * k, 1040 - 13 * k + 10 * (k % 2)
        c.ellipse(px, y, 11 - 0.5 * k, 4.5, "#b5c7ca")


@scene("lugano")
def lugano(c: Canvas) -> None:
    c.sky((0, "#3f6a92"), (0.5, "#9db4c0"), (0.85, "#f2c9a4"), (1, "#f9dcae"), bottom=640)
    s.clouds(c, [(1200, 180, 560), (420, 260, 420)], "#fbe3c8", 0.5)
    s.ranges(c, 580, ["#93a7b5", "#74909f"], 190, 31, 30)

    def loaf(x: float) -> float:
        return (
            640
            - 430 * math.exp(-(((x - 560) / 170) ** 2))
            - 190 * math.exp(-(((x - 830) / 260) ** 2))
            - 60 * math.exp(-(((x - 250) / 240) ** 2))
        )

    s.land(c, loaf, "#3f6670", "#557a76")
    s.shrubs(c, lambda x: loaf(x) + 8, 240, 1100, 12, 9, "#37606a")
    spur = [(560, loaf(560)), (590, 330), (560, 400), (640, 480), (610, 560), (680, 645)]
    c.shade([*spur, (1500, 645), *((x, loaf(x)) for x in range(1500, 559, -10))], INK, 0.24, 0.04)
    s.land(c, lambda x: 650 - 90 * max(0.0, (x - 1050) / 550) ** 0.8, "#4b7468", "#5d8a74")
    b.hillside(c, [(c.dice.uniform(1060, 1580), c.dice.uniform(596, 648)) for _ in range(36)], 32, OLD_TOWN, TILES)
    b.street(c, 1000, 1620, 660, 30, 54, OLD_TOWN, TILES, 0.2)
    c.mirror(660, 1067, "#6f8fa0", 0.78, 5)
    for x in range(1020, 1600, 40):
        c.glow(x, 656, 20, "#fde2a0", 0.8)
        s.sun_path(c, x, 664, 740, "#fbdc9c", 6)
    s.ripples(c, 690, 1060, "#f6d9bb", 90, 0.28)
    sampan(c, 480, 860, 150, "#24394a")
    c.poly([(-20, 1090), (-20, 985), (420, 1010), (520, 1090)], "#c9b08c", "#a38c70")
    for x in (40, 170, 300):
        s.tree(c, x, 1010, 230 - x * 0.2, "#6f8f5a")


@scene("unterschleissheim")
def unterschleissheim(c: Canvas) -> None:
    c.sky((0, "#5f9fc4"), (0.6, "#cfe2e2"), (1, "#f8efd9"), bottom=600)
    s.clouds(c, [(320, 190, 520), (1150, 140, 620), (820, 300, 360)])
    s.peaks(
        c,
        [(160, 450), (380, 410), (620, 450), (880, 400), (1130, 440), (1400, 405)],
        580,
        "#b4cad6",
        "#fbf8f0",
        "#9ab5c6",
    )
    c.mist(500, 600, "#f6f0e0", 0.7)
    s.ranges(c, 610, ["#a3bd8c", "#86a873"], 40, 29, 24)
    c.rect(620, 470, 62, 170, "#f6eedd")
    c.shade(box(620, 470, 62, 170), INK, 0.0, 0.25)
    c.ellipse(651, 520, 17, 17, "#3f5468")
    b.dome(c, 651, 472, 32, "#5f8a80", 1.0, GOLD, "onion")
    c.rect(680, 560, 150, 80, "#f6eedd")
    c.poly([(672, 564), (700, 500), (812, 500), (840, 564)], "#b0573b", "#934534")
    b.hillside(
        c,
        [(c.dice.uniform(300, 1250), c.dice.uniform(630, 656)) for _ in range(20)],
        66,
        ("#f3e9d4", "#e9d8b4", "#f8f2e4"),
        TILES,
    )
    for x in range(0, 1600, 70):
        if not 560 < x < 860:
            s.tree(c, x + c.dice.uniform(-20, 20), 668, c.dice.uniform(80, 140), "#5f8d55")
    c.mirror(672, 1067, "#86b0bb", 0.62, 5)
    s.ripples(c, 690, 1060, "#f2f5e8", 80, 0.36)
    c.poly([(880, 850), (1060, 842), (1040, 872), (900, 874)], "#8a4a34", "#6b3a2c")
    for x in (930, 1000):
        c.stroke([(x, 850), (x, 806)], (VERMILION, "#f3e6c8")[x > 950], 22, 16)
        c.ellipse(x, 790, 11, 13, "#4a3428")
    c.stroke([(905, 830), (840, 886)], "#5a4638", 5)
    for x in [*range(-10, 330, 9), *range(1330, 1610, 9)]:
        tall = c.dice.uniform(110, 240)
        c.stroke(
            spline([(x, 1080), (x + 8, 1080 - tall * 0.6), (x + c.dice.uniform(-12, 30), 1080 - tall)]),
            c.dice.choice(("#6d8f4a", "#547a44", "#8aa35a")),
            6,
            1.5,
        )
        if c.dice.random() < 0.3:
            c.stroke([(x + 8, 1080 - tall), (x + 10, 1040 - tall)], "#6b4a34", 11, 9)
