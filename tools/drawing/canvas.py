"""The sheet that the scenes are drawn on. Lengths are in units of the sheet; colours are ``#rrggbb``."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Iterable, Sequence

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFilter

Point = tuple[float, float]
RGB = tuple[int, int, int]

#: Drawn this many times larger, then reduced: that is the antialiasing.
SCALE = 2
#: Finished pictures are this much smaller than the sheet, so that all of them together stay below 8 MB.
FINISHED = 0.9

INK, NIGHT, INDIGO, SLATE = "#1d2b3a", "#16233c", "#2b4560", "#4d6a7c"
MIST, PALE, PAPER, CREAM = "#a9bcc2", "#dfe6e0", "#f6efe1", "#f8ecd2"
SAND, OCHRE, AMBER, GOLD = "#e5cfa5", "#d09a45", "#e9b55a", "#f0cd7c"
TERRACOTTA, VERMILION, BRICK = "#c4683f", "#b5412a", "#8a2b1d"
ROSE, BLUSH, PLUM = "#e0a293", "#f2cdb8", "#6b4257"
MOSS, SAGE, LEAF, PINE = "#687d4e", "#98ad8c", "#3f6b57", "#24463f"
TEAL, TURQUOISE, SEA, SKY = "#2d6f78", "#6cbab2", "#3f87a0", "#a9cfd8"
STONE, WALL, ROOF = "#b9ad98", "#ead9bd", "#b4573a"
SANDSTONE, CELADON = "#d3b488", "#a9c4b0"


def rgb(colour: str) -> RGB:
    red, green, blue = ImageColor.getrgb(colour)[:3]
    return red, green, blue


def mix(first: str, second: str, amount: float) -> str:
    """The colour ``amount`` (0 to 1) of the way from ``first`` to ``second``."""
    parts = [round(a + (b - a) * amount) for a, b in zip(rgb(first), rgb(second), strict=True)]
    return "#{:02x}{:02x}{:02x}".format(*parts)


def dark(colour: str, amount: float = 0.25) -> str:
    return mix(colour, INK, amount)


def light(colour: str, amount: float = 0.25) -> str:
    return mix(colour, "#fff8ea", amount)


def spline(points: Sequence[Point], *, closed: bool = False, steps: int = 10) -> list[Point]:
    """A Catmull-Rom curve through ``points``."""
    count = len(points)
    out: list[Point] = []
    for i in range(count if closed else count - 1):
        ends = (i - 1, i, i + 1, i + 2)
        a, b, c, d = (points[j % count] if closed else points[min(max(j, 0), count - 1)] for j in ends)
        for k in range(steps):
            t = k / steps
            out.append((_catmull(a[0], b[0], c[0], d[0], t), _catmull(a[1], b[1], c[1], d[1], t)))
    return out if closed else [*out, points[-1]]


def _catmull(a: float, b: float, c: float, d: float, t: float) -> float:
    return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t**2 + (3 * b - a - 3 * c + d) * t**3)


def arc(cx: float, cy: float, rx: float, ry: float, start: float, end: float, steps: int = 24) -> list[Point]:
    """Points of an arc of an ellipse; angles in degrees, 0 to the right, 90 down."""
    turns = [math.radians(start + (end - start) * i / steps) for i in range(steps + 1)]
    return [(cx + rx * math.cos(t), cy + ry * math.sin(t)) for t in turns]


def box(x: float, y: float, width: float, height: float) -> list[Point]:
    return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]


def shifted(points: Iterable[Point], dx: float, dy: float = 0.0) -> list[Point]:
    return [(x + dx, y + dy) for x, y in points]


class Canvas:
    """A sheet of ``width`` by ``height`` units. The same ``seed`` draws the same picture."""

    def __init__(self, width: int, height: int, seed: str, ground: str = PAPER) -> None:
        self.w, self.h = width, height
        self.dice = random.Random(seed)
        self.image = Image.new("RGB", (width * SCALE, height * SCALE), rgb(ground))
        self._pen = ImageDraw.Draw(self.image)

    def poly(
        self, points: Iterable[Point], fill: str, to: str = "", *, across: bool = False, alpha: float = 1.0
    ) -> None:
        """A filled polygon; with ``to`` a gradient from ``fill``, downwards or ``across``."""
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        if not to and alpha >= 1.0:
            self._pen.polygon(scaled, fill=rgb(fill))
            return
        mask, left, top = self._mask(scaled)
        if mask is None:
            return
        if alpha < 1.0:
            mask = mask.point(lambda v: round(v * alpha))
        paint = Image.new("RGB", mask.size, rgb(fill))
        if to:
            paint = Image.composite(Image.new("RGB", mask.size, rgb(to)), paint, _ramp(mask.size, across))
        self.image.paste(paint, (left, top), mask)

    def shade(self, points: Iterable[Point], colour: str, start: float, end: float, *, across: bool = True) -> None:
        """Lays ``colour`` over a polygon, its strength running from ``start`` to ``end`` across or downwards."""
        mask, left, top = self._mask([(x * SCALE, y * SCALE) for x, y in points])
        if mask is None:
            return
        ramp = _ramp(mask.size, across).point(lambda v: round(255 * start + v * (end - start)))
        self.image.paste(
            rgb(colour), (left, top, left + mask.width, top + mask.height), ImageChops.multiply(mask, ramp)
        )

    def _mask(self, scaled: Sequence[Point]) -> tuple[Image.Image | None, int, int]:
        xs, ys = [p[0] for p in scaled], [p[1] for p in scaled]
        left, top = max(0, math.floor(min(xs))), max(0, math.floor(min(ys)))
        right, bottom = min(self.image.width, math.ceil(max(xs)) + 1), min(self.image.height, math.ceil(max(ys)) + 1)
        if right <= left or bottom <= top:
            return None, left, top
        mask = Image.new("L", (right - left, bottom - top), 0)
        ImageDraw.Draw(mask).polygon([(x - left, y - top) for x, y in scaled], fill=255)
        return mask, left, top

    def rect(
        self, x: float, y: float, width: float, height: float, fill: str, to: str = "", *, alpha: float = 1.0
    ) -> None:
        self.poly(box(x, y, width, height), fill, to, alpha=alpha)

    def ellipse(
        self,
        cx: float,
        cy: float,
        rx: float,
        ry: float,
        fill: str,
        to: str = "",
        *,
        across: bool = False,
        alpha: float = 1.0,
    ) -> None:
        self.poly(arc(cx, cy, rx, ry, 0, 360, 48), fill, to, across=across, alpha=alpha)

    def blob(self, points: Sequence[Point], fill: str, to: str = "", *, alpha: float = 1.0) -> None:
        """A smooth closed shape through ``points``."""
        self.poly(spline(points, closed=True), fill, to, alpha=alpha)

    def stroke(
        self, points: Sequence[Point], fill: str, width: float, end: float | None = None, *, alpha: float = 1.0
    ) -> None:
        """A line with round joints that runs from ``width`` to ``end`` wide."""
        last = width if end is None else end
        if len(points) < 2:
            return
        left: list[Point] = []
        right: list[Point] = []
        for i, (x, y) in enumerate(points):
            ax, ay = points[max(i - 1, 0)]
            bx, by = points[min(i + 1, len(points) - 1)]
            length = math.hypot(bx - ax, by - ay) or 1.0
            half = (width + (last - width) * i / (len(points) - 1)) / 2
            nx, ny = -(by - ay) / length * half, (bx - ax) / length * half
            left.append((x + nx, y + ny))
            right.append((x - nx, y - ny))
        self.poly([*left, *reversed(right)], fill, alpha=alpha)
        if alpha >= 1.0:
            for (x, y), size in ((points[0], width), (points[-1], last)):
                self.ellipse(x, y, size / 2, size / 2, fill)

    def sky(self, *stops: tuple[float, str], top: float = 0.0, bottom: float | None = None) -> None:
        """A vertical gradient through ``(position 0 to 1, colour)`` stops, between ``top`` and ``bottom``."""
        end = self.h if bottom is None else bottom
        for (a, first), (b, second) in itertools.pairwise(stops):
            y = top + (end - top) * a
            self.rect(0, y, self.w, (end - top) * (b - a) + 1, first, second)

    def glow(self, cx: float, cy: float, radius: float, colour: str, strength: float = 0.6) -> None:
        """A soft round light that fades to nothing at ``radius``."""
        size = round(radius * 2 * SCALE)
        fade = Image.radial_gradient("L").resize((size, size), Image.Resampling.BILINEAR)
        mask = fade.point(lambda v: round(max(0.0, 1 - v / 180) ** 1.6 * 255 * strength))
        self.image.paste(
            rgb(colour),
            (
                round((cx - radius) * SCALE),
                round((cy - radius) * SCALE),
                round((cx - radius) * SCALE) + size,
                round((cy - radius) * SCALE) + size,
            ),
            mask,
        )

    def soft(self, points: Iterable[Point], colour: str, blur: float, alpha: float) -> None:
        """A polygon with blurred edges: shadows, light from a window, haze."""
        pad = blur * 3
        scaled = [(x * SCALE, y * SCALE) for x, y in points]
        xs, ys = [p[0] for p in scaled], [p[1] for p in scaled]
        left, top = round(min(xs) - pad * SCALE), round(min(ys) - pad * SCALE)
        shrink = 4
        size = (
            max(1, round((max(xs) - left + pad * SCALE) / shrink)),
            max(1, round((max(ys) - top + pad * SCALE) / shrink)),
        )
        small = Image.new("L", size, 0)
        ImageDraw.Draw(small).polygon([((x - left) / shrink, (y - top) / shrink) for x, y in scaled], fill=255)
        small = small.filter(ImageFilter.GaussianBlur(blur * SCALE / shrink)).point(lambda v: round(v * alpha))
        mask = small.resize((size[0] * shrink, size[1] * shrink), Image.Resampling.BILINEAR)
        self.image.paste(rgb(colour), (left, top, left + mask.width, top + mask.height), mask)

    def mist(self, top: float, bottom: float, colour: str, strength: float = 0.6) -> None:
        """A horizontal band of haze, strongest at its lower third."""
        middle = top + (bottom - top) * 0.65
        self.shade(box(0, top, self.w, middle - top), colour, 0.0, strength, across=False)
        self.shade(box(0, middle, self.w, bottom - middle), colour, strength, 0.0, across=False)

    def mirror(self, y: float, bottom: float, water: str, strength: float = 0.45, sway: float = 5.0) -> None:
        """Reflects what is above the water line ``y`` into the band down to ``bottom``, over the colour ``water``."""
        line, end, width = round(y * SCALE), round(bottom * SCALE), self.image.width
        height = min(end - line, line)
        part = self.image.crop((0, line - height, width, line)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        part = part.filter(ImageFilter.BoxBlur(3))
        swayed = Image.new("RGB", part.size)
        band = 4
        for top in range(0, height, band):
            depth = top / height
            shift = round(math.sin(top * 0.045 + 14 * math.sqrt(depth)) * sway * SCALE * (0.15 + depth))
            strip = part.crop((0, top, width, min(top + band, height)))
            swayed.paste(ImageChops.offset(strip, shift, 0), (0, top))
        flat = Image.new("RGB", part.size, rgb(water))
        fade = _ramp(part.size, across=False).point(lambda v: round(255 * strength * (1 - 0.75 * v / 255)))
        self.image.paste(Image.composite(swayed, flat, fade), (0, line))
        if line + height < end:
            self.rect(0, (line + height) / SCALE, self.w, (end - line - height) / SCALE, water)

    def finish(self, grain: float = 1.0) -> Image.Image:
        """The finished picture: reduced, with the tooth of paper and a quiet vignette."""
        size = (round(self.w * FINISHED), round(self.h * FINISHED))
        picture = self.image.resize(size, Image.Resampling.LANCZOS)
        picture = _toothed(picture, self.dice, cell=48, depth=8 * grain)
        picture = _toothed(picture, self.dice, cell=3, depth=3.5 * grain)
        edge = Image.radial_gradient("L").resize(picture.size).point(lambda v: round(max(0, v - 140) * 0.16))
        picture.paste(rgb(dark("#4a3c34", 0.3)), (0, 0, *picture.size), edge)
        return picture


def _toothed(picture: Image.Image, dice: random.Random, cell: int, depth: float) -> Image.Image:
    size = (picture.width // cell + 2, picture.height // cell + 2)
    noise = Image.frombytes("L", size, dice.randbytes(size[0] * size[1]))
    noise = noise.point(lambda v: round(128 + (v - 128) * depth / 128))
    noise = noise.resize((size[0] * cell, size[1] * cell), Image.Resampling.BICUBIC)
    noise = noise.crop((0, 0, *picture.size))
    return ImageChops.soft_light(picture, Image.merge("RGB", (noise, noise, noise)))


def _ramp(size: tuple[int, int], across: bool) -> Image.Image:
    ramp = Image.linear_gradient("L")
    if across:
        ramp = ramp.transpose(Image.Transpose.ROTATE_90)
    return ramp.resize(size, Image.Resampling.BILINEAR)
