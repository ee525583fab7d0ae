"""The stories of Niš, Belgrade and Istanbul, and Göbekli Tepe."""

from __future__ import annotations

import math

from drawing import buildings as b
from drawing import figures as f
from drawing import scenery as s
from drawing.asia import mosque, sampan
from drawing.canvas import (AMBER, GOLD, INK, PAPER, VERMILION, Canvas, arc, box, dark, light, mix, spline)  # fmt: skip
from drawing.figures import Look, person, seated
from drawing.scenes import scene
from drawing.still import fringe, pillar, relief_fox, shadow

SANDSTONE = "#d3b488"


@scene("nis-table")
def signing(c: Canvas) -> None:
    c.rect(0, 0, 1600, 760, "#a9b5a8", "#d3d5bf")
    for k in range(5):
        x = 60 + 310 * k
        c.rect(x, 50, 240, 560, light("#b9c2b0", 0.2), light("#c9cfba", 0.2))
        c.stroke([(x, 50), (x + 240, 50), (x + 240, 610), (x, 610), (x, 50)], "#98a595", 5)
    c.rect(0, 640, 1600, 18, "#8d998a")
    c.rect(0, 756, 1600, 320, "#8a5f48", "#6b4536")
    row = ((260, "#3a4658", 0), (440, "#7a3a34", 1), (1010, "#4a5a4c", 2), (1180, "#2f3f5f", 0), (1350, "#5a4a5f", 3), (800, "#3a3f4c", 1))
    for k, (x, top, tone) in enumerate(row):
        person(c, x, 860, 560 + 12 * (k % 3), Look(top, "#2b2f3a", f.SKINS[tone], ("#2a211d", "#15151a", "#7a6a5c")[k % 3], arms=((4, 8), (-6, 2)), facing=1 if x < 800 else -1, skirt=k % 3 == 1, long_hair=k % 3 == 1))
    for x, face, top, tone in ((610, 1, "#26303f", 0), (990, -1, "#1f2a3a", 0)):
        seated(c, x - 20 * face, 830, 600, Look(top, "#22262f", f.SKINS[tone], "#2a2320" if face > 0 else "#15151a", arms=((44, 88), (30, 80)), lean=14, facing=face))
    c.poly([(240, 752), (1360, 752), (1440, 828), (160, 828)], "#7a2f2a", "#8a3a30")
    c.poly([(160, 826), (1440, 826), (1440, 1090), (160, 1090)], "#8a342c", "#5f2422")
    for k in range(15):
        c.shade(box(160 + 86 * k, 830, 86, 260), "#3d1515", 0.0, 0.45)
    for x in (660, 940):
        c.poly([(x - 86, 768), (x + 74, 768), (x + 90, 812), (x - 96, 812)], "#fbf6e8", "#ece0c6")
        for k in range(4):
            c.stroke([(x - 66, 777 + 8 * k), (x + 52, 777 + 8 * k)], "#a39a86", 2)
        c.stroke([(x + 6, 800), (x + 40, 764)], INK, 5)
    for _ in range(60):
        x, y = 800 + c.dice.gauss(0, 90), 770 + c.dice.gauss(0, 17)
        r = c.dice.uniform(9, 19)
        c.ellipse(x, y + 34, r, r * 0.8, c.dice.choice(("#6d9a62", "#4f7d52", "#f3e3c8", "#e39aa2", "#f6f0e0", "#d9a03f")))
    for x in (220, 1380):
        c.poly([(x - 40, 640), (x + 40, 640), (x + 30, 770), (x - 30, 770)], "#3f6a7a", "#2c4f5f", across=True)
        for k in range(9):
            a = math.radians(-160 + 17 * k)
            c.stroke([(x, 640), (x + 120 * math.cos(a), 640 + 150 * math.sin(a))], "#5f8a5c", 9, 3)
            c.ellipse(x + 120 * math.cos(a), 640 + 150 * math.sin(a), 23, 23, ("#e39aa2", "#f6ead6", VERMILION)[k % 3])


def page(c: Canvas, number: int) -> None:
    """A sheet of paper with lines for words."""
    c.rect(0, 0, 1067, 1600, "#7f6a58", "#6b5848")
    for _ in range(40):
        y = c.dice.uniform(0, 1600)
        c.stroke([(0, y), (1067, y + c.dice.uniform(-8, 8))], "#5a4a3e", 2, alpha=0.35)
    c.soft(box(120, 110, 860, 1410), INK, 20, 0.55)
    c.poly([(96, 84), (972, 92), (966, 1508), (90, 1500)], "#fbf5e6", "#f1e6cd")
    y = 200.0
    if number == 1:
        c.rect(360, 190, 350, 26, "#54493f")
        c.rect(300, 244, 470, 14, "#8a7d6c")
        c.stroke([(420, 300), (650, 300)], VERMILION, 4)
        y = 370.0
    while y < (1380 if number == 1 else 820):
        for x0, x1 in ((170, 500), (560, 895)):
            end = x1 - c.dice.uniform(0, 1) ** 3 * 200
            c.rect(x0, y, end - x0, 9, "#8d8271", alpha=0.75)
        y += 27
        if c.dice.random() < 0.13:
            y += 30
    if number == 2:
        for x in (180, 570):
            c.stroke([(x, 1080), (x + 310, 1080)], "#6d6255", 3)
            points = [(x + 24 + 26 * k, 1058 + c.dice.uniform(-40, 18)) for k in range(10)]
            c.stroke(spline(points), "#22304f", 5, 2.5)
            c.rect(x, 1100, 210, 9, "#8d8271")
        c.ellipse(330, 1270, 92, 92, VERMILION, alpha=0.85)
        c.ellipse(330, 1270, 76, 76, "#f7eedb")
        c.rect(286, 1226, 88, 88, VERMILION, alpha=0.85)
        for k in range(3):
            c.rect(298 + 26 * k, 1240, 9, 60, "#f7eedb")
        c.stroke(arc(730, 1270, 96, 96, 0, 360, 60), "#2f4f7a", 7, alpha=0.8)
        c.stroke(arc(730, 1270, 74, 74, 0, 360, 60), "#2f4f7a", 4, alpha=0.8)
        b.arcade(c, 690, 1300, 80, 66, 3, "#2f4f7a", "#f7eedb", 0.6, 0.8)
    c.rect(505, 1450, 60, 8, "#8d8271")


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
    x, y = 560, 1180
    c.soft(arc(x, y + 66, 400, 40, 0, 360), INK, 18, 0.4)
    j = person(c, x + 40, y + 20, 640, Look("#3f6488", "#4a5560", f.SKINS[1], "#2a211d", arms=((38, 72), (20, 66)), legs=((8, 2), (-10, -8)), hat="straw", facing=-1))
    c.poly(spline([(x - 430, y - 50), (x - 330, y + 6), (x + 320, y + 10), (x + 430, y - 56), (x + 330, y + 78), (x - 330, y + 72)], closed=True, steps=8), "#8a5f3f", "#5a3b28")
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
    for row in range(4):
        t = row / 3
        px = -60.0
        while px < 1130:
            s.lotus_leaf(c, px, 1330 + 230 * t + c.dice.uniform(-24, 24), 120 + 90 * t, mix("#4f8a68", "#2a5f4a", t), 0.36)
            px += c.dice.uniform(190, 320)
    for fx, fy, size in ((190, 1330, 150), (880, 1400, 190), (480, 1530, 130)):
        c.stroke([(fx, fy), (fx + 10, fy + 200)], "#4d7a55", 10)
        s.lotus_flower(c, fx, fy, size)


@scene("red-star-hall")
def museum(c: Canvas) -> None:
    c.rect(0, 0, 1600, 780, "#5f2a2a", "#8a3a34")
    c.rect(0, 776, 1600, 300, "#c9a888", "#8f6a54")
    c.poly([(0, 0), (1600, 0), (1380, 110), (220, 110)], "#3d2022", "#54292a")
    for k in range(5):
        c.soft([(250 + 275 * k, 60), (330 + 275 * k, 60), (430 + 275 * k, 760), (150 + 275 * k, 760)], "#ffe6bf", 26, 0.17)
    for k in range(11):
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
            cup(c, x + w * (k + 0.5) / 4, 560, 96 + 26 * ((k + int(x)) % 3), ("#d3d6d3", "#e0b95c", "#c9cdd0")[(k + int(x / 100)) % 3])
            cup(c, x + w * (k + 0.5) / 4, 740, 84 + 24 * ((k + int(x) + 1) % 3), ("#e0b95c", "#c9cdd0", "#d3d6d3")[(k + int(x / 100)) % 3])
        c.poly([(x, 380), (x + w * 0.4, 380), (x + w * 0.16, 780), (x, 780)], "#ffffff", alpha=0.16)
        c.stroke([(x, 380), (x + w, 380), (x + w, 780), (x, 780), (x, 380)], "#3d2022", 10)
        c.rect(x - 12, 780, w + 24, 96, "#4a2626", "#33191b")
        c.soft(box(x, 872, w + 40, 20), INK, 10, 0.4)
    star(c, 800, 268, 58, VERMILION, "#f6efe1")
    person(c, 500, 1020, 470, Look("#31475f", "#3a3f4c", f.SKINS[0], "#2a211d", arms=((6, 12), (-6, 2))))
    person(c, 620, 1030, 420, Look("#d9a34a", "#4a3f4c", f.SKINS[3], "#15151a", arms=((96, 100), (-6, 2)), skirt=True, long_hair=True))


def star(c: Canvas, cx: float, cy: float, r: float, fill: str, edge: str) -> None:
    for size, colour in ((1.22, edge), (1.0, fill)):
        points = []
        for k in range(10):
            a = math.radians(-90 + 36 * k)
            reach = r * size * (1.0 if k % 2 == 0 else 0.42)
            points.append((cx + reach * math.cos(a), cy + reach * math.sin(a)))
        c.poly(points, colour)


def cup(c: Canvas, cx: float, base: float, tall: float, metal: str) -> None:
    c.rect(cx - tall * 0.2, base - tall * 0.12, tall * 0.4, tall * 0.12, "#3a2a26")
    c.stroke([(cx, base - tall * 0.1), (cx, base - tall * 0.45)], metal, tall * 0.2, tall * 0.07)
    for side in (-1, 1):
        c.stroke(spline([(cx + side * tall * 0.2, base - tall * 0.9), (cx + side * tall * 0.4, base - tall * 0.82), (cx + side * tall * 0.32, base - tall * 0.6), (cx + side * tall * 0.12, base - tall * 0.52)]), dark(metal, 0.14), tall * 0.04)
    bowl = spline([(cx - tall * 0.25, base - tall), (cx - tall * 0.22, base - tall * 0.66), (cx, base - tall * 0.42), (cx + tall * 0.22, base - tall * 0.66), (cx + tall * 0.25, base - tall)], steps=6)
    c.poly(bowl, light(metal, 0.35), dark(metal, 0.25), across=True)
    c.shade(bowl, INK, 0.0, 0.4)
    c.ellipse(cx, base - tall, tall * 0.25, tall * 0.04, dark(metal, 0.35))
    c.ellipse(cx - tall * 0.12, base - tall * 0.78, tall * 0.025, tall * 0.1, "#ffffff", alpha=0.7)


@scene("istanbul-presentation-table")
def presentation(c: Canvas) -> None:
    c.rect(0, 0, 1600, 800, "#2f5560", "#6d8d88")
    for k in range(3):
        x = 140 + 480 * k
        c.poly([*spline([(x, 620), (x, 250), (x + 180, 90), (x + 360, 250), (x + 360, 620)], steps=10)], "#f0dcb2", "#f6c994")
        if k == 1:
            mosque(c, x + 180, 560, 110, "#8a7486", "#6d6a86")
        else:
            s.land(c, lambda px, a=x: 560 - 30 * math.sin((px - a) / 70), "#a3928f", left=x, right=x + 360)
        c.rect(x, 560, 360, 62, "#8fa9b0", "#7396a3")
        c.stroke(spline([(x, 622), (x, 250), (x + 180, 90), (x + 360, 250), (x + 360, 622)], steps=10), "#1f3f4a", 16)
    c.rect(0, 620, 1600, 184, "#2b4f5a", "#23424c")
    for k in range(40):
        x = 20 + 40 * k
        c.poly([(x, 660), (x + 16, 690), (x, 720), (x - 16, 690)], ("#c9a24f", "#4f8a8f")[k % 2], alpha=0.8)
    c.rect(0, 800, 1600, 280, "#7a4f3c", "#54352c")
    person(c, 430, 960, 720, Look("#2b3648", "#2a2d36", f.SKINS[3], "#8a8078", arms=((34, 66), (-4, 4))))
    person(c, 1200, 965, 710, Look("#4a4238", "#2f2c30", f.SKINS[0], "#4a3a30", arms=((34, 70), (-4, 4)), facing=-1))
    c.poly([(470, 772), (1150, 772), (1220, 840), (400, 840)], "#a8744c", "#8f5f3c")
    c.rect(400, 838, 820, 240, "#7a4a30", "#54331f")
    for k in range(9):
        c.shade(box(400 + 91 * k, 840, 91, 240), "#2a1810", 0.0, 0.4)
    shadow(c, 720, 806, 110, 20)
    c.rect(630, 776, 170, 30, "#4a2f22")
    pillar(c, 715, 780, 330, SANDSTONE)
    shadow(c, 960, 812, 110, 18)
    c.poly([(860, 610), (1050, 630), (1040, 812), (860, 800)], light(SANDSTONE, 0.2), dark(SANDSTONE, 0.16))
    relief_fox(c, 952, 715, 120, SANDSTONE)
    cloth = spline([(520, 640), (600, 600), (640, 690), (650, 800), (600, 880), (470, 900), (430, 820), (470, 740)], closed=True)
    c.poly(cloth, "#b5412a", "#7a2418")
    for k in range(5):
        c.stroke(spline([(540 + 18 * k, 640 + 10 * k), (520 + 22 * k, 740), (470 + 30 * k, 890)]), "#6b1f16", 6, 2, alpha=0.5)


@scene("istanbul-ten-years", "square")
def ten_years(c: Canvas) -> None:
    c.sky((0, "#12204a"), (0.5, "#3a4a80"), (0.85, "#a07a96"), (1, "#d9a08c"), bottom=730)
    for _ in range(120):
        c.ellipse(c.dice.uniform(0, 1300), c.dice.uniform(0, 480), 1.5, 1.5, "#f6efdc", alpha=c.dice.uniform(0.3, 0.9))
    c.glow(650, 360, 560, "#f6e0b0", 0.55)
    c.ellipse(650, 360, 176, 176, "#fbf0cf", "#f3d9a0")
    for x, y, r in ((590, 320, 30), (700, 410, 44), (690, 290, 20), (610, 430, 18)):
        c.ellipse(x, y, r, r * 0.9, "#ecd29a", alpha=0.5)
    s.ranges(c, 700, ["#5a5a86", "#454a78"], 90, 103, 20)
    b.pagoda(c, 210, 712, 430, 7, "#8a4a4c", "#272a52", "#f4c77c")
    s.willow(c, 440, 726, 220, "#5f7a66", -1)
    s.shrubs(c, lambda _: 716, 0, 470, 26, 28, "#33406a")
    mosque(c, 1050, 712, 230, "#6d6488", "#4a5280")
    c.rect(760, 706, 560, 26, "#4a4a74")
    b.street(c, 770, 1310, 730, 22, 40, ("#6d6488", "#7f6a86", "#5f5a80"), ("#8a4f58", "#6b4560"), 0.2)
    b.arch_bridge(c, 640, 728, 420, 120, "#8d86a0", "#b08a9c")
    c.mirror(730, 1300, "#2c3566", 0.9, 7)
    s.sun_path(c, 650, 740, 1280, "#fbe9bd", 90)
    s.ripples(c, 750, 1290, "#c9a3ac", 90, 0.28)
    sampan(c, 330, 1010, 190, "#10183a", "#272a52")
    c.poly([(900, 1040), (1130, 1034), (1110, 1072), (920, 1072)], "#10183a")
    c.rect(940, 1008, 150, 28, "#f3e6c8")
    b.windows(c, 944, 1012, 142, 20, 8, 1, "#4a5280", 0.6)
    s.birds(c, 420, 300, 7, "#dfd3c0", 15)
    _ = AMBER


@scene("gobekli-site")
def site(c: Canvas) -> None:
    c.sky((0, "#39466f"), (0.4, "#a87886"), (0.75, "#f0a672"), (1, "#f8d08c"), bottom=520)
    s.sun(c, 1250, 430, 56, "#fdeabc", "#f9b96a")
    s.clouds(c, [(420, 160, 620), (1080, 220, 460)], "#f3b596", 0.5)
    s.ranges(c, 500, ["#a37f78", "#8f6a5f"], 60, 107, 20)
    s.land(c, lambda x: 560 - 150 * math.exp(-(((x - 420) / 420) ** 2)), "#b98f62", "#a87a4c")
    s.tree(c, 420, 416, 150, "#6d7a48", "#4a3628")
    for _ in range(420):
        x = c.dice.uniform(0, 1600)
        y = c.dice.uniform(560, 1060)
        c.stroke([(x, y), (x + c.dice.uniform(-4, 4), y - 12)], c.dice.choice(("#d9b070", "#8f6a3c", "#c99a5c")), 2.4, 1, alpha=0.8)
    for cx, cy, rx, ry in ((560, 700, 400, 110), (1210, 800, 360, 110), (620, 930, 520, 130)):
        c.ellipse(cx, cy, rx, ry, "#7a5638", "#a3774c")
        c.poly([*arc(cx, cy, rx, ry, 180, 360, 40), *arc(cx, cy + 34, rx * 0.96, ry * 0.86, 360, 180, 40)], "#54392a", "#6b4a34")
        for k in range(40):
            a = 180 + 180 * (k + 0.5) / 40
            px, py = arc(cx, cy + 16, rx * 0.98, ry * 0.93, a, a, 1)[0]
            c.rect(px - 9, py - 7, c.dice.uniform(14, 22), 11, mix(SANDSTONE, "#7a5638", c.dice.uniform(0.2, 0.7)))
        stones = [(*arc(cx, cy + 26, rx * 0.8, ry * 0.66, a, a, 1)[0], ry * 1.0) for a in range(195, 346, 25)]
        stones += [(cx - rx * 0.17, cy + ry * 0.62, ry * 1.75), (cx + rx * 0.2, cy + ry * 0.66, ry * 1.75)]
        for k, (x, y, tall) in enumerate(sorted(stones, key=lambda p: p[1])):
            c.soft([(x - 12, y), (x + 16, y), (x - tall * 0.7, y + tall * 0.2), (x - tall * 0.8, y + tall * 0.16)], "#2b1a14", 7, 0.5)
            pillar(c, x, y, tall, SANDSTONE, fox=k == len(stones) - 1)


@scene("gobekli-pillar", "tall")
def standing_pillar(c: Canvas) -> None:
    c.sky((0, "#4f7fa3"), (0.55, "#d3d6c6"), (1, "#f6dfb0"), bottom=900)
    s.clouds(c, [(220, 260, 480), (860, 180, 420), (760, 420, 380)])
    s.ranges(c, 860, ["#c4a888", "#b08d68"], 90, 111, 26)
    s.land(c, lambda x: 930 - 40 * math.sin(x / 340), "#b98f5f", "#8f6844")
    c.rect(0, 1060, 1067, 200, "#a8825a", "#86623f")
    for row in range(8):
        x = -20.0 - 30 * (row % 2)
        while x < 1090:
            w = c.dice.uniform(50, 110)
            tone = mix("#cbb08a", "#8f7252", c.dice.random())
            c.poly(spline([(x + 4, 1072 + 27 * row), (x + w - 6, 1070 + 27 * row), (x + w - 2, 1092 + 27 * row), (x + 2, 1094 + 27 * row)], closed=True, steps=4), light(tone, 0.1), dark(tone, 0.2))
            x += w
    c.rect(0, 1286, 1067, 330, "#b08a5c", "#86633f")
    for x, tall in ((110, 560), (960, 600)):
        pillar(c, x, 1310, tall, dark(SANDSTONE, 0.14), fox=False)
    c.soft([(380, 1480), (700, 1480), (180, 1580), (-60, 1570)], "#2b1a14", 22, 0.5)
    pillar(c, 545, 1500, 1240, SANDSTONE)
    for _ in range(200):
        x, y = c.dice.uniform(0, 1067), c.dice.uniform(1480, 1600)
        c.ellipse(x, y, c.dice.uniform(2, 9), c.dice.uniform(1.5, 5), mix("#d9b98a", "#6b4c30", c.dice.random()))
    _ = (PAPER, fringe, light)
