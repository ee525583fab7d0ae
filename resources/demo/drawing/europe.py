"""Views of the partners in Europe."""

from __future__ import annotations

import math

from drawing import buildings as b
from drawing import scenery as s
from drawing.asia import mosque, sampan
from drawing.canvas import (AMBER, CREAM, GOLD, INK, LEAF, NIGHT, PAPER, PINE, ROSE, SAGE, SLATE, STONE, TERRACOTTA, TURQUOISE,
                            VERMILION, WALL, Canvas, arc, box, dark, light, mix, spline)  # fmt: skip
from drawing.scenes import scene

OLD_TOWN = ("#e8c79a", "#dca57e", "#f0dcb8", "#cf8e6d", "#e6b98b", "#c9b294")
TILES = ("#b0573b", "#9c4a35", "#c06a48")


def colonnade(c: Canvas, x: float, base: float, width: float, height: float, count: int, stone: str) -> None:
    """Columns before a dark wall, with steps and an entablature."""
    c.rect(x, base - height, width, height, dark(stone, 0.5), dark(stone, 0.35))
    gap = width / count
    for k in range(count):
        column = box(x + gap * (k + 0.24), base - height * 0.94, gap * 0.52, height * 0.94)
        c.poly(column, light(stone, 0.2))
        c.shade(column, INK, 0.0, 0.45)
        c.rect(x + gap * (k + 0.14), base - height, gap * 0.72, height * 0.07, light(stone, 0.28))
    c.rect(x - width * 0.02, base - height * 1.17, width * 1.04, height * 0.18, stone, light(stone, 0.12))
    c.rect(x - width * 0.03, base - height * 1.2, width * 1.06, height * 0.05, light(stone, 0.25))
    for k in range(4):
        c.rect(x - 10 - 9 * k, base + 8 * k, width + 20 + 18 * k, 9, mix(light(stone, 0.2), INK, 0.06 * k))


@scene("leeds")
def leeds(c: Canvas) -> None:
    c.sky((0, "#4a6076"), (0.4, "#8c97a3"), (0.75, "#d9bfa6"), (1, "#f0d2a4"), bottom=760)
    s.clouds(c, [(300, 170, 620), (1150, 250, 720), (800, 90, 520), (1420, 120, 420)], "#e9ddd0", 0.5)
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
    _clock_tower(c, 800, 510, stone)
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


def _clock_tower(c: Canvas, cx: float, base: float, stone: str) -> None:
    c.rect(cx - 92, base - 110, 184, 112, stone)
    b.windows(c, cx - 84, base - 100, 168, 90, 5, 1, dark(stone, 0.5), 0.36)
    c.shade(box(cx - 92, base - 110, 184, 112), INK, 0.0, 0.34)
    for k in range(8):
        x = cx - 86 + 172 * k / 7
        c.stroke([(x, base - 112), (x, base - 214)], light(stone, 0.22 - 0.05 * k), 13)
    c.rect(cx - 66, base - 214, 132, 104, dark(stone, 0.42))
    for k in range(8):
        c.rect(cx - 92 + 172 * k / 7 - 0, base - 214, 12, 104, mix(light(stone, 0.28), INK, 0.045 * k))
    c.rect(cx - 102, base - 232, 204, 20, light(stone, 0.18))
    b.dome(c, cx, base - 232, 78, "#6f7d83", 1.35)
    c.rect(cx - 26, base - 392, 52, 60, stone)
    c.shade(box(cx - 26, base - 392, 52, 60), INK, 0.0, 0.35)
    c.ellipse(cx, base - 268, 27, 27, "#f5ead0")
    c.stroke([(cx, base - 268), (cx, base - 287)], INK, 3)
    c.stroke([(cx, base - 268), (cx + 13, base - 262)], INK, 3)
    b.dome(c, cx, base - 390, 30, "#6f7d83", 1.2, dark(stone, 0.5))


@scene("nice")
def nice(c: Canvas) -> None:
    c.sky((0, "#6fb4cf"), (1, "#f3ead2"), bottom=330)
    s.clouds(c, [(1250, 120, 480)])
    s.ranges(c, 290, ["#a4bcc4", "#86a9a6"], 120, 17, 26)
    c.rect(0, 330, 1600, 740, "#4fa6b5", "#2b7c96")
    s.ripples(c, 350, 900, "#d6efe6", 110, 0.35)
    shore = spline([(-20, 1090), (130, 820), (420, 610), (780, 480), (1130, 420), (1400, 392), (1640, 380)], steps=14)
    beach = [*shore, (1640, 330), (1640, 1100), (-20, 1100)]
    del beach
    promenade = spline([(330, 1090), (470, 880), (700, 700), (980, 560), (1250, 470), (1640, 415)], steps=14)
    c.poly([*shore, *reversed(promenade)], "#f0ddb2", "#e3c795")
    c.stroke(shore, "#f9fbf2", 11, 3)
    c.poly([*promenade, (1640, 1100), (330, 1100)], "#d8b48e", "#c79a74")
    c.stroke(promenade, "#f6ead2", 22, 6)
    for t in range(24):
        x, y = shore[t * len(shore) // 26 + 6]
        r = 30 - t
        if r > 6:
            c.ellipse(x + r * 2.6, y + r * 0.4 + 16, r, r * 0.45, c.dice.choice((VERMILION, "#f7ecd6", "#2d6f78", AMBER)))
            c.ellipse(x + r * 2.3, y + r * 0.25 + 16, r * 0.5, r * 0.2, "#fff8ea", alpha=0.5)
    walls, roofs = ("#e9b873", "#e08f66", "#f3d7a2", "#d9745a", "#f6e6c6"), ("#b5583c", "#a34c38")
    for k in range(34):
        t = 1 - k / 33
        i = min(len(promenade) - 1, int(t * (len(promenade) - 1)))
        x, y = promenade[i]
        size = 26 + 150 * (y - 400) / 690
        b.house(c, x + size * 0.9, y + size * 0.7, size, size * 1.15, walls[k % 5], roofs[k % 2], "#5a7480", rows=4, columns=3)
    s.palm(c, 770, 1000, 360, "#3f7d5c", 0.12)
    s.palm(c, 1000, 800, 230, "#3f7d5c", -0.1)
    s.palm(c, 590, 1090, 520, "#356f50", -0.08)
    for x, y, size in ((700, 400, 34), (380, 470, 50), (230, 640, 74)):
        sail(c, x, y, size)


def sail(c: Canvas, x: float, y: float, size: float, cloth: str = "#fbf5e6") -> None:
    c.poly([(x - size * 0.5, y), (x + size * 0.55, y), (x + size * 0.38, y + size * 0.16), (x - size * 0.38, y + size * 0.16)], "#4d3d3a")
    c.poly([(x - size * 0.04, y - size * 1.35), (x - size * 0.04, y - size * 0.08), (x - size * 0.5, y - size * 0.08)], dark(cloth, 0.12))
    c.poly(spline([(x + size * 0.02, y - size * 1.5), (x + size * 0.36, y - size * 0.8), (x + size * 0.6, y - size * 0.1)]) + [(x + size * 0.02, y - size * 0.1)], cloth)


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
        x = 122 + 1356 * k / 30
        tall = 70 if k % 3 else 104
        c.poly([(x - 5, 562), (x - 4, 520), (x, 562 - tall), (x + 4, 520), (x + 5, 562)], light(wall, 0.2))
    c.rect(660, 470, 280, 210, light(wall, 0.12), wall)
    b.windows(c, 668, 486, 264, 180, 12, 5, "#8c5f42", 0.44, "#fdeab2", 0.7)
    for x in (640, 960):
        c.rect(x - 22, 420, 44, 260, light(wall, 0.15), wall)
        c.poly([(x - 26, 422), (x, 270), (x + 26, 422)], roof, light(roof, 0.1))
    b.dome(c, 800, 470, 116, roof, 1.15)
    c.poly([(788, 342), (800, 196), (812, 342)], dark(roof, 0.2))
    for k in range(9):
        x = 690 + 220 * k / 8
        c.poly([(x - 5, 474), (x, 404), (x + 5, 474)], light(wall, 0.25))
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
    _qolsharif(c, 620, 580)
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


def _qolsharif(c: Canvas, cx: float, base: float) -> None:
    white, blue = "#f8f3e6", "#3f9bbd"
    for dx in (-180, -108, 108, 180):
        b.minaret(c, cx + dx, base, 400 if abs(dx) > 150 else 350, white, blue, 1)
    c.poly([(cx - 150, base), (cx - 118, base - 150), (cx + 118, base - 150), (cx + 150, base)], white, "#dcd5c6")
    for k in range(5):
        x = cx - 104 + 52 * k
        c.poly(spline([(x - 16, base), (x - 16, base - 86), (x, base - 118), (x + 16, base - 86), (x + 16, base)], steps=4), "#7fb6c9", "#4d8ba3")
    c.poly([(cx - 112, base - 148), (cx - 60, base - 190), (cx + 60, base - 190), (cx + 112, base - 148)], "#e9e2d1")
    for dx in (-78, 78):
        b.dome(c, cx + dx, base - 148, 30, blue, 1.0, GOLD, "onion")
    b.dome(c, cx, base - 186, 74, blue, 1.05, GOLD, "onion")


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
        c.poly(spline([(600, y + 92), (600, y + 34), (635, y), (670, y + 34), (670, y + 92)], steps=5), dark(stone, 0.55))
        c.rect(552, y - 16, 166, 9, light(stone, 0.3))
    for x in (562, 602, 668, 708):
        c.poly([(x - 10, 384), (x, 270), (x + 10, 384)], light(stone, 0.15))
    c.poly([(578, 384), (635, 110), (692, 384)], stone, light(stone, 0.1))
    for row in range(8):
        for k in range(max(1, 5 - row // 2)):
            half = 50 * (1 - row / 9.5)
            x = 635 - half + 2 * half * (k + 0.5) / max(1, 5 - row // 2)
            c.poly([(x, 362 - 30 * row), (x + 6, 348 - 30 * row), (x, 332 - 30 * row), (x - 6, 348 - 30 * row)], "#bcd3d2")
    c.shade([(578, 384), (635, 110), (692, 384)], INK, 0.0, 0.3)
    for base, low, high in ((820, 90, 150), (930, 120, 190), (1080, 150, 230)):
        b.street(c, -20 + c.dice.uniform(-40, 0), 1640, base, low, high, OLD_TOWN, TILES, 0.4)
        c.mist(base - 40, base + 20, "#f4e5c6", 0.16)


@scene("pisa", "tall")
def pisa(c: Canvas) -> None:
    c.sky((0, "#5f9dbb"), (0.6, "#cfe0da"), (1, "#f8ead0"), bottom=1180)
    s.clouds(c, [(250, 260, 480), (860, 420, 420), (700, 140, 360)])
    marble = "#f3ead8"
    c.poly(box(-20, 800, 560, 420), marble, "#e2d6bf")
    for k in range(14):
        c.rect(-20, 820 + 29 * k, 560, 7, "#b9b6ab")
    b.arcade(c, -20, 1220, 560, 200, 6, marble, "#8f8a83", 0.55, 0.9)
    c.poly([(-20, 804), (200, 650), (560, 804)], "#a8998a", "#8a7a70")
    b.dome(c, 60, 700, 130, "#8fa3a5", 1.2, GOLD)
    _leaning_tower(c, 700, 1240)
    s.ranges(c, 1180, ["#9ab88f"], 0, 2)
    s.land(c, s.ridge(1236, 10, 6, 900), "#8fb55f", "#5f8f47")
    for x in range(0, 1067, 90):
        s.cypress(c, x + c.dice.uniform(-20, 20), 1232, c.dice.uniform(60, 110), "#4a6f52")
    s.land(c, s.ridge(1262, 12, 7, 900), "#86b05b", "#4f8344")
    _leaning_tower(c, 700, 1240)
    c.soft([(640, 1250), (830, 1250), (1060, 1370), (800, 1390)], INK, 16, 0.32)
    c.poly(spline([(430, 1260), (560, 1400), (520, 1620), (240, 1620), (330, 1420)]), "#eadcbc", "#dcc79d")
    for k in range(40):
        y = c.dice.uniform(1300, 1590)
        x = c.dice.uniform(0, 1067)
        c.stroke([(x, y), (x + c.dice.uniform(-4, 4), y - 12)], c.dice.choice(("#a7c96d", "#466f3a")), 3, 1)


def _leaning_tower(c: Canvas, cx: float, base: float) -> None:
    lean, half, storey = 0.085, 112, 104

    def at(x: float, up: float) -> tuple[float, float]:
        return cx + x + up * lean, base - up + x * lean * 0.6

    marble = "#f6efe0"
    for k in range(8):
        w = half if k < 7 else half * 0.78
        low, high = k * storey, k * storey + (storey if k < 7 else storey * 0.9)
        drum = [at(-w, low), at(w, low), at(w, high), at(-w, high)]
        c.poly(drum, "#a09788" if 0 < k < 7 else marble)
        count = 9
        for j in range(count):
            x = -w + 2 * w * (j + 0.5) / count
            span = w / count * 0.62
            if k == 0 or k == 7:
                c.poly([at(x - span, low), at(x - span, low + storey * 0.62), at(x, low + storey * 0.78), at(x + span, low + storey * 0.62), at(x + span, low)], "#c9bda6")
            else:
                c.poly([at(x - w / count * 0.22 + w / count, low), at(x - w / count * 0.22 + w / count, low + storey * 0.7), at(x + w / count * 1.22, low + storey * 0.7), at(x + w / count * 1.22, low)], marble)
        if 0 < k < 7:
            c.poly([at(-w, low + storey * 0.66), at(w, low + storey * 0.66), at(w, high), at(-w, high)], marble)
            for j in range(count):
                x = -w + 2 * w * (j + 0.5) / count
                c.poly([at(x + (w / count) * 0.72 * math.cos(math.radians(a)), low + storey * 0.65 + 20 * math.sin(math.radians(a))) for a in range(0, 181, 20)], "#a09788")
        c.poly([at(-w - 8, high - 11), at(w + 8, high - 11), at(w + 8, high), at(-w - 8, high)], light(marble, 0.4))
        c.shade(drum, INK, 0.0, 0.42)


@scene("dresden")
def dresden(c: Canvas) -> None:
    c.sky((0, "#7ba7bf"), (0.5, "#d3dcd6"), (0.8, "#f4dfc0"), (1, "#f8e6c4"), bottom=640)
    s.sun(c, 1310, 330, 44, "#fdf0cc", "#f7d699")
    s.clouds(c, [(330, 170, 560), (900, 260, 480), (1300, 140, 380)])
    far = "#a9a8a0"
    b.street(c, -10, 1610, 600, 60, 100, ("#c9b697", "#b7a68d", "#d6c7a8"), ("#8f5f50", "#7a6a68"), 0.2)
    stone = "#cdb38a"
    for x, tall in ((340, 330), (1180, 300)):
        c.rect(x - 34, 610 - tall, 68, tall, far, stone)
        c.shade(box(x - 34, 610 - tall, 68, tall), INK, 0.0, 0.35)
        b.windows(c, x - 30, 630 - tall, 60, tall - 60, 2, 4, dark(stone, 0.45), 0.36)
        b.dome(c, x, 610 - tall, 38, "#6f8f86", 1.0, dark(stone, 0.4), "bell")
        c.poly([(x - 8, 556 - tall), (x, 480 - tall), (x + 8, 556 - tall)], "#6f8f86")
    _frauenkirche(c, 770, 612, stone)
    b.arcade(c, -20, 672, 1640, 74, 26, "#bfa680", "#6d5f55", 0.5, 0.8)
    c.rect(-20, 592, 1640, 10, light(stone, 0.3))
    s.shrubs(c, lambda _: 598, 30, 640, 34, 24, "#7d9a66")
    s.land(c, lambda _: 668, "#a8bd7a", "#89a864")
    c.mirror(690, 1067, "#9fb6b3", 0.66, 6)
    s.sun_path(c, 1310, 700, 1040, "#fdeec4", 66)
    s.ripples(c, 710, 1060, "#f7eedb", 90, 0.3)
    _paddle_steamer(c, 620, 890, 560)


def _frauenkirche(c: Canvas, cx: float, base: float, stone: str) -> None:
    c.rect(cx - 128, base - 220, 256, 222, light(stone, 0.12), stone)
    b.windows(c, cx - 110, base - 200, 220, 190, 4, 2, dark(stone, 0.5), 0.42)
    c.shade(box(cx - 128, base - 220, 256, 222), INK, 0.0, 0.34)
    for dx in (-108, 108):
        c.rect(cx + dx - 24, base - 290, 48, 292, light(stone, 0.16), stone)
        c.shade(box(cx + dx - 24, base - 290, 48, 292), INK, 0.0, 0.3)
        b.dome(c, cx + dx, base - 290, 26, light(stone, 0.04), 1.1, dark(stone, 0.4), "bell")
    b.dome(c, cx, base - 214, 128, light(stone, 0.08), 1.22, "", "bell")
    top = base - 436
    c.rect(cx - 30, top - 62, 60, 84, light(stone, 0.15), stone)
    b.windows(c, cx - 28, top - 54, 56, 60, 3, 1, dark(stone, 0.5), 0.5)
    c.shade(box(cx - 30, top - 62, 60, 84), INK, 0.0, 0.3)
    b.dome(c, cx, top - 60, 34, stone, 0.9, GOLD)


def _paddle_steamer(c: Canvas, x: float, y: float, length: float) -> None:
    c.poly([(x - length * 0.5, y - 26), (x + length * 0.52, y - 30), (x + length * 0.45, y + 12), (x - length * 0.46, y + 12)], "#f6f0e0", "#cfc7b4")
    c.rect(x - length * 0.5, y - 6, length * 0.98, 6, "#8a2b1d")
    c.rect(x - length * 0.38, y - 64, length * 0.74, 38, "#faf4e6", "#e3dac5")
    b.windows(c, x - length * 0.37, y - 60, length * 0.72, 26, 20, 1, "#5d7482", 0.6)
    c.rect(x - length * 0.4, y - 72, length * 0.78, 8, "#d8c9a8")
    for k in range(14):
        c.stroke([(x - length * 0.37 + length * 0.72 * k / 13, y - 72), (x - length * 0.37 + length * 0.72 * k / 13, y - 106)], "#e9e0cc", 3)
    c.rect(x - length * 0.4, y - 112, length * 0.78, 8, "#f7efdc")
    c.stroke([(x + 24, y - 100), (x + 24, y - 220)], "#3a3f45", 24, 22)
    c.rect(x + 11, y - 196, 26, 20, VERMILION)
    for k in range(8):
        c.ellipse(x - 4 - 36 * k, y - 236 - 12 * k, 22 + 7 * k, 15 + 4 * k, "#fbf6ea", alpha=0.42)
    wheel = arc(x - 30, y - 6, 66, 62, 180, 360)
    c.poly(wheel, "#f7efdc", "#d9cdb2")
    for k in range(7):
        c.stroke([(x - 30, y - 6), arc(x - 30, y - 6, 60, 56, 180 + 30 * k, 180 + 30 * k, 1)[0]], "#8a2b1d", 3)
    c.soft(arc(x, y + 14, length * 0.54, 9, 0, 360), "#fbf6ea", 6, 0.7)


@scene("oulu")
def oulu(c: Canvas) -> None:
    c.sky((0, "#0c1733"), (0.6, "#1d3a55"), (1, "#3f6a74"), bottom=700)
    for _ in range(170):
        c.ellipse(c.dice.uniform(0, 1600), c.dice.uniform(0, 520), 1.4, 1.4, "#f4f1e2", alpha=c.dice.uniform(0.3, 0.95))
    for base, amp, colour, strength in ((330, 60, "#7fe0b0", 0.32), (250, 80, "#58c6a4", 0.26), (410, 40, "#a8e9c0", 0.2)):
        curtain = [(x, base + amp * math.sin(x / 210 + base) + 26 * math.sin(x / 67)) for x in range(-20, 1640, 10)]
        for (x0, y0), (x1, y1) in zip(curtain, curtain[1:], strict=False):
            reach = 150 + 90 * math.sin(x0 / 47) * math.sin(x0 / 131)
            c.shade([(x0, y0 - reach), (x1, y1 - reach), (x1, y1), (x0, y0)], colour, 0.0, strength + 0.12 * math.sin(x0 / 31), across=False)
            c.shade([(x0, y0), (x1, y1), (x1, y1 + 36), (x0, y0 + 36)], colour, strength, 0.0, across=False)
    s.land(c, s.ridge(640, 34, 8, 500), "#22424e", "#2f525c")
    for x in range(0, 1600, 24):
        s.pine(c, x + c.dice.uniform(-8, 8), 650, c.dice.uniform(50, 110), "#1b3440")
    s.land(c, lambda x: 700 + 6 * math.sin(x / 140), "#c6d8dc", "#eef1ea")
    reds = ("#9c3b2c", "#a8452f", "#8a3428", "#b0503a")
    x = 120.0
    for k in range(6):
        w = c.dice.uniform(180, 230)
        _storehouse(c, x, 742, w, c.dice.uniform(120, 150), reds[k % 4])
        x += w + 22
    c.mirror(752, 900, "#a9c8cc", 0.5, 3)
    s.ripples(c, 760, 900, "#f1f5ee", 40, 0.5)
    s.land(c, s.ridge(920, 40, 15, 800), "#e4ebe8", "#f7f5ec")
    for x, tall in ((90, 620), (230, 500), (1500, 640), (1390, 470), (1280, 380)):
        s.birch(c, x, 1060, tall)
    for k in range(11):
        x, y = 560 + 42 * k, 1040 - 13 * k + 10 * (k % 2)
        c.ellipse(x, y, 11 - 0.5 * k, 4.5, "#b5c7ca")


def _storehouse(c: Canvas, x: float, base: float, width: float, height: float, red: str) -> None:
    c.rect(x, base - height, width, height, red, dark(red, 0.2))
    for k in range(int(width / 11)):
        c.rect(x + 11 * k, base - height, 1.6, height, dark(red, 0.35), alpha=0.6)
    b.windows(c, x + 16, base - height + 22, width - 32, height - 40, 3, 1, "#f8d68a", 0.34)
    for k in range(3):
        wx = x + 16 + (width - 32) * (k + 0.5) / 3
        c.glow(wx, base - height * 0.5, 70, "#f8cf7d", 0.4)
    c.poly([(x - 12, base - height + 4), (x + width / 2, base - height * 1.62), (x + width + 12, base - height + 4)], dark(red, 0.1), red)
    c.poly([(x - 16, base - height + 6), (x + width / 2, base - height * 1.66), (x + width + 16, base - height + 6),
            (x + width + 4, base - height + 8), (x + width / 2, base - height * 1.5), (x - 4, base - height + 8)], "#f6f5ee", "#d3e0e2")  # fmt: skip


@scene("lugano")
def lugano(c: Canvas) -> None:
    c.sky((0, "#3f6a92"), (0.5, "#9db4c0"), (0.85, "#f2c9a4"), (1, "#f9dcae"), bottom=640)
    s.clouds(c, [(1200, 180, 560), (420, 260, 420)], "#fbe3c8", 0.5)
    s.ranges(c, 580, ["#93a7b5", "#74909f"], 190, 31, 30)

    def loaf(x: float) -> float:
        return 640 - 430 * math.exp(-(((x - 560) / 170) ** 2)) - 190 * math.exp(-(((x - 830) / 260) ** 2)) - 60 * math.exp(-(((x - 250) / 240) ** 2))

    s.land(c, loaf, "#3f6670", "#557a76")
    s.shrubs(c, lambda x: loaf(x) + 8, 240, 1100, 12, 9, "#37606a")
    c.shade([(x, loaf(x)) for x in range(560, 1500, 10)] + [(1500, 645), (560, 645)], INK, 0.28, 0.05)
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
            c.poly([*arc(760 + j * w * 0.22, y - 48, w * 0.14, w * 0.15, 180, 360), (760 + j * w * 0.22 + w * 0.14, y - 8), (760 + j * w * 0.22 - w * 0.14, y - 8)], "#6d655c")
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
        c.poly([(x - size, y - 26), (x + size * 1.1, y - 36), (x + size * 0.85, y + 20), (x - size * 0.85, y + 20)], colour, dark(colour))
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
        s.cypress(c, x + c.dice.uniform(-12, 12), 560 - 60 * math.sin((x - 800) / 300), c.dice.uniform(80, 150), "#4a6350")
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
    _old_bridge(c)
    c.mirror(846, 1067, "#6f9582", 0.62, 6)
    s.ripples(c, 850, 1060, "#f6deb0", 90, 0.34)
    s.birds(c, 900, 230, 8, "#4a4350", 14)


def _old_bridge(c: Canvas) -> None:
    deck = spline([(-20, 726), (400, 690), (800, 664), (1200, 690), (1620, 726)], steps=16)
    c.poly([*deck, (1620, 848), (-20, 848)], "#c07a56", "#cfa680")
    b.stone_courses(c, box(0, 720, 1600, 110), "#c99a74", 17)
    for k in range(5):
        cx, r = 130 + 335 * k, 122 if k in (1, 2, 3) else 106
        c.poly(arc(cx, 850, r, r * 0.98, 180, 360), "#54705f", "#7fa08a")
        for j in range(15):
            a = 180 + 12 * j + 6
            c.stroke([arc(cx, 850, r, r * 0.98, a, a, 1)[0], arc(cx, 850, r + 22, r + 20, a, a, 1)[0]], "#f0e0c2", 9)
        if k < 4:
            px = cx + 167
            c.poly([(px - 34, 850), (px - 24, 770), (px + 24, 770), (px + 34, 850)], "#efe0c4", "#cdb594")
            c.ellipse(px, 748, 18, 18, "#7a5a48")
    c.stroke([(x, y - 4) for x, y in deck], "#f2e2c4", 12)


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


@scene("unterschleissheim")
def unterschleissheim(c: Canvas) -> None:
    c.sky((0, "#5f9fc4"), (0.6, "#cfe2e2"), (1, "#f8efd9"), bottom=600)
    s.clouds(c, [(320, 190, 520), (1150, 140, 620), (820, 300, 360)])
    s.peaks(c, [(160, 450), (380, 410), (620, 450), (880, 400), (1130, 440), (1400, 405)], 580, "#b4cad6", "#fbf8f0", "#9ab5c6")
    c.mist(500, 600, "#f6f0e0", 0.7)
    s.ranges(c, 610, ["#a3bd8c", "#86a873"], 40, 29, 24)
    c.rect(620, 470, 62, 170, "#f6eedd")
    c.shade(box(620, 470, 62, 170), INK, 0.0, 0.25)
    c.ellipse(651, 520, 17, 17, "#3f5468")
    b.dome(c, 651, 472, 32, "#5f8a80", 1.0, GOLD, "onion")
    c.rect(680, 560, 150, 80, "#f6eedd")
    c.poly([(672, 564), (700, 500), (812, 500), (840, 564)], "#b0573b", "#934534")
    b.hillside(c, [(c.dice.uniform(300, 1250), c.dice.uniform(630, 656)) for _ in range(20)], 66, ("#f3e9d4", "#e9d8b4", "#f8f2e4"), TILES)
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
        c.stroke(spline([(x, 1080), (x + 8, 1080 - tall * 0.6), (x + c.dice.uniform(-12, 30), 1080 - tall)]), c.dice.choice(("#6d8f4a", "#547a44", "#8aa35a")), 6, 1.5)
        if c.dice.random() < 0.3:
            c.stroke([(x + 8, 1080 - tall), (x + 10, 1040 - tall)], "#6b4a34", 11, 9)
