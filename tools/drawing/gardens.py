"""Plants that belong to one place."""

from __future__ import annotations

import math

from tools.drawing.canvas import Canvas, dark, light, spline


def cherry(c: Canvas, x: float, base: float, tall: float) -> None:
    bark = "#4f3d3b"
    c.stroke(
        spline([(x, base), (x - tall * 0.03, base - tall * 0.3), (x + tall * 0.02, base - tall * 0.55)]),
        bark,
        tall * 0.07,
        tall * 0.03,
    )
    for dx, dy in ((-0.32, 0.62), (0.3, 0.66), (-0.12, 0.8), (0.42, 0.5), (-0.45, 0.46)):
        c.stroke(
            spline(
                [
                    (x - tall * 0.02, base - tall * 0.34),
                    (x + dx * tall * 0.5, base - tall * dy * 0.8),
                    (x + dx * tall, base - tall * dy),
                ]
            ),
            bark,
            tall * 0.03,
            2,
        )
    puffs = [(c.dice.gauss(0, 0.23), 0.6 + c.dice.gauss(0, 0.1), c.dice.uniform(0.045, 0.1)) for _ in range(64)]
    for colour, shift, size in (("#cf8f9d", 0.03, 1.1), ("#eab3ba", 0.0, 1.0), ("#f9d8d8", -0.035, 0.62)):
        for dx, dy, r in puffs:
            c.ellipse(
                x + (dx + shift) * tall, base - (dy - shift) * tall, r * size * tall, r * size * tall * 0.8, colour
            )


def tangerines(c: Canvas, x: float, y: float) -> None:
    c.ellipse(x, y, 130, 80, "#2f5f48")
    c.ellipse(x - 24, y - 22, 84, 46, "#4b7d57")
    for _ in range(9):
        ox, oy = x + c.dice.uniform(-90, 90), y + c.dice.uniform(-46, 40)
        c.ellipse(ox, oy, 15, 15, "#e08b32")
        c.ellipse(ox - 4, oy - 5, 6, 5, "#f3b565")


def gum(c: Canvas, x: float, base: float, tall: float) -> None:
    bark = "#e3d6c2"
    fork = (x + tall * 0.02, base - tall * 0.45)
    c.stroke(spline([(x, base), (x - tall * 0.02, base - tall * 0.25), fork]), bark, tall * 0.06, tall * 0.04)
    for dx, dy in ((-0.2, 0.75), (0.22, 0.8), (0.02, 0.92), (0.3, 0.6), (-0.28, 0.58)):
        tip = (x + dx * tall, base - dy * tall)
        c.stroke(
            spline([fork, ((fork[0] + tip[0]) / 2 + tall * 0.02, (fork[1] + tip[1]) / 2), tip]),
            bark,
            tall * 0.03,
            tall * 0.01,
        )
        for _ in range(7):
            px, py = tip[0] + c.dice.gauss(0, 0.07) * tall, tip[1] + c.dice.gauss(0, 0.035) * tall
            c.ellipse(px, py, tall * 0.085, tall * 0.038, dark("#7f9670", c.dice.uniform(0, 0.25)))
            c.ellipse(px - tall * 0.015, py - tall * 0.014, tall * 0.055, tall * 0.02, "#a3b48a")


def pot_plant(c: Canvas, x: float, pot: str) -> None:
    c.poly([(x - 62, 1130), (x + 62, 1130), (x + 44, 1270), (x - 44, 1270)], light(pot, 0.1), dark(pot, 0.2))
    for k in range(13):
        a = math.radians(-165 + 12.5 * k)
        tip = (x + 190 * math.cos(a), 1120 + 230 * math.sin(a))
        mid = (x + 110 * math.cos(a), 1090 + 150 * math.sin(a))
        c.poly(
            [*spline([(x, 1130), (mid[0] - 14, mid[1]), tip]), *spline([tip, (mid[0] + 14, mid[1] + 10), (x, 1130)])],
            dark("#4f8a5c", 0.06 * (k % 4)),
        )
