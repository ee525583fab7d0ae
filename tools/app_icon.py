"""Draw the application's icon, two linked arches over water, in all sizes: ``python -m tools.app_icon``."""

from __future__ import annotations

from PIL import Image, ImageDraw

from archive_app.paths import resources

PAPER, ACCENT = "#f6efe1", "#8a2b1d"
#: On a field of 512: corner, the two arches (middle), their radius and thickness, the water line, gap at the crossing.
CORNER, MIDDLES, RADIUS, THICK, WATER, GAP = 104, (190, 322), 106, 40, 290, 15
#: Ripples below the water: left, right, height of their middle.
RIPPLES = ((112, 400, 350), (176, 336, 404))
RIPPLE_THICK = 24


def svg() -> str:
    """The icon as SVG; the first arch passes over the second with a gap of paper about it."""
    left, right = (_arch(middle) for middle in MIDDLES)
    lines = [f'<path d="M{a} {y}H{b}" stroke-width="{RIPPLE_THICK}" stroke-linecap="round"/>' for a, b, y in RIPPLES]
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512" width="512" height="512">\n'
        f'<rect width="512" height="512" rx="{CORNER}" fill="{PAPER}"/>\n'
        f'<g fill="none" stroke="{ACCENT}">\n'
        f'<path d="{right}" stroke-width="{THICK}"/>\n'
        f'<path d="{left}" stroke="{PAPER}" stroke-width="{THICK + 2 * GAP}"/>\n'
        f'<path d="{left}" stroke-width="{THICK}"/>\n' + "\n".join(lines) + "\n</g>\n</svg>\n"
    )


def _arch(middle: int) -> str:
    return f"M{middle - RADIUS} {WATER}V{WATER - 56}A{RADIUS} {RADIUS} 0 0 1 {middle + RADIUS} {WATER - 56}V{WATER}"


def png(size: int) -> Image.Image:
    """The same icon as pixels."""
    scale = 4 * size / 512
    image = Image.new("RGBA", (size * 4, size * 4), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.rounded_rectangle((0, 0, size * 4 - 1, size * 4 - 1), CORNER * scale, fill=PAPER)
    for middle, colour, thick in ((1, ACCENT, THICK), (0, PAPER, THICK + 2 * GAP), (0, ACCENT, THICK)):
        _stroke_arch(pen, MIDDLES[middle], colour, thick, scale)
    for left, right, y in RIPPLES:
        half = RIPPLE_THICK / 2
        edges = (left - half, y - half, right + half, y + half)
        pen.rounded_rectangle([edge * scale for edge in edges], half * scale, fill=ACCENT)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def _stroke_arch(pen: ImageDraw.ImageDraw, middle: int, colour: str, thick: int, scale: float) -> None:
    outer, spring = RADIUS + thick / 2, WATER - 56
    bounds = [edge * scale for edge in (middle - outer, spring - outer, middle + outer, spring + outer)]
    pen.arc(bounds, 180, 360, fill=colour, width=round(thick * scale))
    for side in (-1, 1):
        x = middle + side * RADIUS
        pen.rectangle([edge * scale for edge in (x - thick / 2, spring, x + thick / 2, WATER)], fill=colour)


def main() -> None:
    """Write all files beside this one."""
    (resources("icons") / "app.svg").write_text(svg(), encoding="utf-8")
    for size in (512, 256, 64):
        png(size).save(resources("icons") / f"app-{size}.png", optimize=True)
    png(256).save(resources("icons") / "app.png", optimize=True)


if __name__ == "__main__":
    main()
