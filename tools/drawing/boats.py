"""Boats and ships on the water: ``x`` is the middle, ``y`` the water line, ``length`` or ``size`` the hull."""

from __future__ import annotations

from tools.drawing import buildings as b
from tools.drawing.canvas import GOLD, INK, PAPER, VERMILION, Canvas, arc, dark, light, mix, spline


def sampan(c: Canvas, x: float, y: float, length: float, colour: str = INK, roof: str = "") -> None:
    """A flat boat with upturned ends, somebody standing at the oar."""
    c.poly(
        spline(
            [
                (x - length / 2, y - length * 0.09),
                (x - length * 0.38, y - length * 0.02),
                (x + length * 0.38, y - length * 0.02),
                (x + length / 2, y - length * 0.1),
                (x + length * 0.36, y + length * 0.05),
                (x - length * 0.36, y + length * 0.05),
            ],
            closed=True,
        ),
        colour,
    )
    if roof:
        c.poly(arc(x - length * 0.02, y - length * 0.02, length * 0.2, length * 0.15, 180, 360), roof, dark(roof))
    px = x + length * 0.3
    c.stroke([(px, y - length * 0.03), (px, y - length * 0.2)], colour, length * 0.05, length * 0.035)
    c.ellipse(px, y - length * 0.235, length * 0.024, length * 0.028, colour)
    c.poly(
        [(px - length * 0.06, y - length * 0.235), (px, y - length * 0.285), (px + length * 0.06, y - length * 0.235)],
        colour,
    )
    c.stroke([(px - length * 0.02, y - length * 0.14), (px + length * 0.22, y + length * 0.08)], colour, length * 0.012)


def ferry(c: Canvas, x: float, y: float, length: float) -> None:
    hull = [
        (x - length * 0.5, y - length * 0.07),
        (x + length * 0.52, y - length * 0.08),
        (x + length * 0.44, y + length * 0.03),
        (x - length * 0.44, y + length * 0.03),
    ]
    c.poly(hull, "#2f4258", "#22324a")
    c.rect(x - length * 0.5, y - length * 0.085, length * 1.02, length * 0.018, "#f7f0df")
    for left, width, up, tall in ((-0.44, 0.86, 0.155, 0.072), (-0.34, 0.66, 0.225, 0.072)):
        c.rect(x + left * length, y - up * length, width * length, tall * length, "#fbf5e6", "#e9dfcb")
        b.windows(
            c, x + left * length, y - (up - 0.01) * length, width * length, tall * length * 0.7, 17, 1, "#53687a", 0.6
        )
    c.rect(x - length * 0.1, y - length * 0.33, length * 0.09, length * 0.11, VERMILION, dark(VERMILION))
    c.rect(x - length * 0.1, y - length * 0.34, length * 0.09, length * 0.022, INK)
    for k in range(7):
        c.ellipse(
            x - length * (0.07 + 0.05 * k),
            y - length * (0.37 + 0.018 * k),
            length * (0.02 + 0.008 * k),
            length * (0.014 + 0.005 * k),
            "#f0dcc8",
            alpha=0.4,
        )
    c.soft(arc(x, y + length * 0.035, length * 0.56, length * 0.018, 0, 360), "#fbf3e2", 5, 0.6)


def sail(c: Canvas, x: float, y: float, size: float, cloth: str = "#fbf5e6") -> None:
    c.poly(
        [
            (x - size * 0.5, y),
            (x + size * 0.55, y),
            (x + size * 0.38, y + size * 0.16),
            (x - size * 0.38, y + size * 0.16),
        ],
        "#4d3d3a",
    )
    c.poly(
        [(x - size * 0.04, y - size * 1.35), (x - size * 0.04, y - size * 0.08), (x - size * 0.5, y - size * 0.08)],
        dark(cloth, 0.12),
    )
    c.poly(
        [
            *spline(
                [(x + size * 0.02, y - size * 1.5), (x + size * 0.36, y - size * 0.8), (x + size * 0.6, y - size * 0.1)]
            ),
            (x + size * 0.02, y - size * 0.1),
        ],
        cloth,
    )


def paddle_steamer(c: Canvas, x: float, y: float, length: float) -> None:
    c.poly(
        [
            (x - length * 0.5, y - 26),
            (x + length * 0.52, y - 30),
            (x + length * 0.45, y + 12),
            (x - length * 0.46, y + 12),
        ],
        "#f6f0e0",
        "#cfc7b4",
    )
    c.rect(x - length * 0.5, y - 6, length * 0.98, 6, "#8a2b1d")
    c.rect(x - length * 0.38, y - 64, length * 0.74, 38, "#faf4e6", "#e3dac5")
    b.windows(c, x - length * 0.37, y - 60, length * 0.72, 26, 20, 1, "#5d7482", 0.6)
    c.rect(x - length * 0.4, y - 72, length * 0.78, 8, "#d8c9a8")
    for k in range(14):
        c.stroke(
            [
                (x - length * 0.37 + length * 0.72 * k / 13, y - 72),
                (x - length * 0.37 + length * 0.72 * k / 13, y - 106),
            ],
            "#e9e0cc",
            3,
        )
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


def outrigger(c: Canvas, x: float, y: float) -> None:
    c.poly(
        spline(
            [
                (x - 190, y - 24),
                (x - 120, y + 6),
                (x + 120, y + 6),
                (x + 190, y - 24),
                (x + 130, y + 28),
                (x - 130, y + 28),
            ],
            closed=True,
            steps=5,
        ),
        "#7a4a30",
        "#54331f",
    )
    c.stroke([(x - 150, y + 66), (x + 150, y + 66)], "#54331f", 14, 8)
    for dx in (-80, 80):
        c.stroke(spline([(x + dx, y), (x + dx * 1.1, y + 40), (x + dx, y + 66)]), "#54331f", 5)
    c.poly([(x - 20, y), (x + 40, y - 260), (x + 150, y - 200), (x + 60, y - 20)], "#f1dfb4", "#d2b378")


def steamer(c: Canvas, x: float, y: float, length: float) -> None:
    c.poly(
        [
            (x - length * 0.5, y - 34),
            (x + length * 0.55, y - 42),
            (x + length * 0.49, y + 14),
            (x - length * 0.46, y + 14),
        ],
        "#fbf7ec",
        "#dcd8cc",
    )
    c.rect(x - length * 0.47, y + 2, length * 0.97, 13, "#3f4a50")
    c.rect(x - length * 0.36, y - 72, length * 0.66, 38, "#fdfaf0", "#e4dfd0")
    b.windows(c, x - length * 0.35, y - 68, length * 0.64, 28, 17, 1, "#56707e", 0.55)
    c.rect(x - length * 0.38, y - 80, length * 0.72, 8, "#c9b48c")
    c.rect(x + length * 0.12, y - 112, length * 0.13, 34, "#a9744c", "#8a5a38")
    c.rect(x - length * 0.1, y - 190, 44, 112, "#c03d2a", "#8f2c20")
    c.rect(x - length * 0.1, y - 190, 44, 18, INK)
    for k in range(13):
        c.ellipse(
            x - length * 0.1 + 4 - 44 * k,
            y - 214 - 11 * k - 3 * (k % 2),
            24 + 8 * k,
            17 + 5 * k,
            mix("#6d7078", "#dfe4e2", k / 12),
            alpha=0.5,
        )
    for px in (x + length * 0.38, x - length * 0.34):
        c.stroke([(px, y - 40), (px, y - 220)], "#8a6a48", 6, 3)
    c.soft(arc(x, y + 16, length * 0.58, 9, 0, 360), "#f4fbf8", 5, 0.8)
    c.poly(
        [(x + length * 0.49, y + 12), (x + length * 0.66, y + 22), (x + length * 0.47, y + 22)], "#f4fbf8", alpha=0.7
    )


def fishing_boat(c: Canvas, x: float, y: float, size: float) -> None:
    blue = "#2f6fa3"
    hull = spline(
        [
            (x - size * 0.5, y - size * 0.16),
            (x - size * 0.38, y + size * 0.04),
            (x + size * 0.34, y + size * 0.04),
            (x + size * 0.55, y - size * 0.26),
            (x + size * 0.3, y - size * 0.09),
            (x - size * 0.3, y - size * 0.08),
        ],
        closed=True,
        steps=6,
    )
    c.soft(arc(x, y + size * 0.06, size * 0.5, size * 0.05, 0, 360), INK, 6, 0.3)
    c.poly(hull, light(blue, 0.08), dark(blue, 0.25))
    c.stroke(
        spline([(x - size * 0.46, y - size * 0.1), (x, y - size * 0.035), (x + size * 0.5, y - size * 0.2)]),
        GOLD,
        size * 0.022,
    )
    c.rect(x - size * 0.2, y - size * 0.26, size * 0.22, size * 0.18, PAPER, "#e3d9c3")
    c.rect(x - size * 0.16, y - size * 0.23, size * 0.14, size * 0.07, "#4f86a3")
    c.stroke([(x + size * 0.12, y - size * 0.06), (x + size * 0.12, y - size * 0.52)], "#6b4a34", size * 0.02)
    c.stroke([(x + size * 0.12, y - size * 0.5), (x + size * 0.5, y - size * 0.2)], "#6b4a34", 1.6)
