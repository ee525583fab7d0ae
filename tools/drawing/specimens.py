"""Gifts as still lifes, each in its views."""

from __future__ import annotations

import math

from tools.drawing.canvas import CELADON, GOLD, INK, Canvas, arc, dark, light, mix, spline
from tools.drawing.keepsakes import embroidery, fan, plum_branch
from tools.drawing.scenes import scene
from tools.drawing.still import crackle, fringe, shadow, stage, turned


@scene("specimen-vase-1", "tall")
def vase(c: Canvas) -> None:
    stage(c, "#b0a48f", "#6b4232", 1190)
    plum_branch(c, (540, 640), 420)
    shadow(c, 540, 1420, 230, 60)
    profile = [(130, 0), (138, 26), (120, 46), (210, 260), (236, 430), (180, 590), (86, 690), (76, 770), (120, 820)]
    turned(c, 540, 1420, profile, CELADON, 0.6)
    crackle(c, 540, 760, 1380, 190, dark(CELADON, 0.4), 150)


@scene("specimen-vase-2", "square")
def vase_above(c: Canvas) -> None:
    c.rect(0, 0, 1300, 1300, "#7a4d3a", "#5a3628")
    for _ in range(60):
        y = c.dice.uniform(0, 1300)
        c.stroke([(0, y), (1300, y + c.dice.uniform(-20, 20))], "#4a2c20", 2.5, alpha=0.4)
    c.soft(arc(740, 730, 470, 450, 0, 360), INK, 50, 0.5)
    for k in range(26):
        r = 460 - 12 * k
        c.ellipse(
            650 - 1.6 * k,
            640 - 1.6 * k,
            r,
            r,
            mix(dark(CELADON, 0.34), light(CELADON, 0.42), math.sin(math.pi * k / 30)),
        )
    crackle(c, 650, 220, 1060, 400, dark(CELADON, 0.42), 260)
    c.ellipse(610, 600, 176, 176, light(CELADON, 0.5))
    c.ellipse(612, 604, 150, 150, dark(CELADON, 0.55), dark(CELADON, 0.3))
    c.ellipse(616, 612, 122, 122, dark(CELADON, 0.78), dark(CELADON, 0.6))
    c.soft(arc(420, 430, 90, 60, 0, 360), "#ffffff", 28, 0.55)


@scene("specimen-fan-1")
def fan_front(c: Canvas) -> None:
    c.rect(0, 0, 1600, 1067, "#9a3527", "#7a2419")
    folds = [(c.dice.uniform(-200, 1700), c.dice.uniform(30, 90)) for _ in range(13)]
    for x, wide in folds:
        c.soft([(x, -60), (x + wide, -60), (x + wide + 260, 1130), (x + 210, 1130)], "#3d0f0c", 30, 0.3)
        c.soft(
            [(x + wide + 20, -60), (x + wide + 60, -60), (x + wide + 330, 1130), (x + wide + 280, 1130)],
            "#e08a6a",
            26,
            0.14,
        )
    c.soft(arc(788, 432, 322, 322, 0, 360), INK, 26, 0.5)
    c.soft([(770, 700), (826, 700), (818, 1040), (776, 1040)], INK, 14, 0.4)
    fan(c, 760, 395, 320)
    c.stroke(spline([(760, 1024), (790, 1044), (850, 1010), (930, 1000), (1010, 900)]), "#c9a24f", 5)
    c.ellipse(1012, 896, 15, 15, "#7fa08a", "#4f7a63")
    for k in range(16):
        foot = (1010 + (k - 8) * 4.2 + 34, 1024 + 6 * math.sin(k))
        c.stroke(spline([(1014, 908), (1016 + (k - 8) * 1.7, 946), foot]), mix(GOLD, "#a3703a", k / 16), 4, 2)


@scene("specimen-fan-2", "square")
def fan_back(c: Canvas) -> None:
    stage(c, "#a3b0a3", "#7a5238", 960)
    shadow(c, 650, 1130, 160, 36)
    c.soft(arc(760, 470, 340, 350, 0, 360), INK, 40, 0.3)
    fan(c, 650, 430, 330, front=False)
    c.rect(560, 1070, 180, 62, "#4a3026", "#33201a")
    c.poly([(560, 1072), (590, 1046), (710, 1046), (740, 1072)], "#6b4634")


@scene("specimen-scarf-1")
def scarf(c: Canvas) -> None:
    c.rect(0, 0, 1600, 1067, "#b98f68", "#94684a")
    for _ in range(50):
        y = c.dice.uniform(0, 1067)
        c.stroke([(0, y), (1600, y + c.dice.uniform(-14, 14))], "#7d573c", 2.5, alpha=0.35)
    c.soft([(-60, -60), (420, -60), (1200, 1130), (560, 1130)], "#fff3d6", 60, 0.2)
    navy = "#24395a"
    under = [(392, 150), (1258, 96), (1302, 760), (438, 820)]
    c.soft([(x + 26, y + 30) for x, y in under], INK, 24, 0.5)
    c.poly(under, dark(navy, 0.3), dark(navy, 0.42))
    fringe(c, [(438 + 864 * k / 90, 820 - 60 * k / 90) for k in range(91)], 92, dark(navy, 0.2))
    over = [(352, 110), (1240, 60), (1276, 640), (390, 694)]
    c.soft([(x + 12, y + 16) for x, y in over], INK, 12, 0.45)
    c.poly(over, light(navy, 0.1), dark(navy, 0.12))
    for k in range(1, 40):
        t = k / 40
        c.stroke([(352 + 38 * t, 110 + 584 * t), (1240 + 36 * t, 60 + 580 * t)], light(navy, 0.14), 3, alpha=0.22)
    for t, tone, wide in ((0.1, "#c9a24f", 9), (0.16, "#a83a2c", 5), (0.86, "#a83a2c", 5), (0.92, "#c9a24f", 9)):
        c.stroke([(352 + 38 * t, 110 + 584 * t), (1240 + 36 * t, 60 + 580 * t)], tone, wide)
    for x, y, r in ((540, 392, 84), (815, 376, 108), (1090, 360, 84)):
        embroidery(c, x, y, r)
    for x, y in ((678, 300), (690, 474), (944, 284), (962, 456), (420, 330), (436, 470), (1200, 280), (1212, 430)):
        embroidery(c, x, y, 32)
    c.stroke([(1240, 60), (1276, 640)], light(navy, 0.25), 4, alpha=0.6)
    fringe(c, [(390 + 886 * k / 92, 694 - 54 * k / 92) for k in range(93)], 84, navy)


@scene("specimen-scarf-2", "square")
def scarf_near(c: Canvas) -> None:
    navy = "#24395a"
    c.rect(0, 0, 1300, 1300, light(navy, 0.06), dark(navy, 0.2))
    for k in range(66):
        c.stroke([(0, 21 * k), (1300, 21 * k - 60)], light(navy, 0.12), 7, alpha=0.28)
    for x, y, r in ((650, 640, 300), (130, 230, 130), (1180, 1090, 150), (1160, 190, 90), (160, 1110, 100)):
        embroidery(c, x, y, r)
    c.soft([(-60, 900), (1360, 300), (1360, 420), (-60, 1040)], "#101c30", 40, 0.3)
