"""People as simple, dignified shapes: no faces. ``x`` is between the feet, ``base`` the ground, ``h`` the height."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from tools.drawing.canvas import INK, Canvas, Point, arc, dark, light, spline

Limb = tuple[float, float]
SKINS = ("#e3b694", "#c98f6a", "#8f5d42", "#d9a681")


@dataclass(frozen=True)
class Look:
    """How somebody is dressed and stands. Limbs are angles in degrees, 0 down, positive forward: upper, lower part."""

    top: str
    bottom: str = "#2b3440"
    skin: str = SKINS[0]
    hair: str = "#2a2320"
    shoe: str = "#241f1d"
    arms: tuple[Limb, Limb] = field(default=((8.0, 14.0), (-8.0, 2.0)))
    legs: tuple[Limb, Limb] = field(default=((5.0, 2.0), (-5.0, -6.0)))
    lean: float = 0.0
    skirt: bool = False
    sleeves: str = "long"
    shorts: bool = False
    hat: str = ""
    long_hair: bool = False
    facing: int = 1


def person(c: Canvas, x: float, base: float, h: float, look: Look) -> dict[str, Point]:
    """Draws a standing, running or bending figure; returns where the joints are, to put things into hands."""
    tilt = math.radians(look.lean) * look.facing
    hip = (x, base - h * 0.485)
    shoulder = (hip[0] + math.sin(tilt) * h * 0.33, hip[1] - math.cos(tilt) * h * 0.33)
    head = (hip[0] + math.sin(tilt) * h * 0.445, hip[1] - math.cos(tilt) * h * 0.445)
    joints = {"hip": hip, "shoulder": shoulder, "head": head}
    c.soft(arc(x, base, h * 0.2, h * 0.025, 0, 360), INK, h * 0.02, 0.35)
    joints["far hand"] = _arm(c, shoulder, h, look, look.arms[1], far=True)
    if not look.skirt:
        for leg, far in ((look.legs[1], True), (look.legs[0], False)):
            joints["far foot" if far else "foot"] = _leg(c, hip, h, look, leg, far)
    else:
        _skirt(c, x, base, h, look, hip)
    _torso(c, h, look, hip, shoulder, tilt)
    _head(c, h, look, head, shoulder)
    joints["hand"] = _arm(c, shoulder, h, look, look.arms[0], far=False)
    return joints


def _reach(start: Point, length: float, degrees: float, facing: int) -> Point:
    a = math.radians(degrees)
    return start[0] + math.sin(a) * length * facing, start[1] + math.cos(a) * length


def _arm(c: Canvas, shoulder: Point, h: float, look: Look, arm: Limb, far: bool) -> Point:
    start = (shoulder[0] + (-0.045 if far else 0.03) * h * look.facing, shoulder[1] + h * 0.03)
    elbow = _reach(start, h * 0.155, arm[0], look.facing)
    hand = _reach(elbow, h * 0.15, arm[1], look.facing)
    cloth = dark(look.top, 0.28) if far else dark(look.top, 0.1)
    skin = dark(look.skin, 0.15) if far else look.skin
    bare = look.sleeves != "long"
    c.stroke([elbow, hand], skin if bare else cloth, h * 0.042, h * 0.034)
    c.stroke([start, elbow], cloth if look.sleeves != "none" else skin, h * 0.056, h * 0.046)
    c.ellipse(hand[0], hand[1], h * 0.022, h * 0.022, skin)
    return hand


def _leg(c: Canvas, hip: Point, h: float, look: Look, leg: Limb, far: bool) -> Point:
    start = (hip[0] + (-0.025 if far else 0.02) * h * look.facing, hip[1])
    knee = _reach(start, h * 0.245, leg[0], look.facing)
    foot = _reach(knee, h * 0.235, leg[1], look.facing)
    cloth = dark(look.bottom, 0.25) if far else look.bottom
    lower = (dark(look.skin, 0.15) if far else look.skin) if look.shorts else cloth
    c.stroke([knee, foot], lower, h * 0.054, h * 0.04)
    c.stroke([start, knee], cloth, h * 0.086, h * 0.062)
    toe = (foot[0] + h * 0.055 * look.facing, foot[1] + h * 0.004)
    c.stroke([foot, toe], look.shoe, h * 0.034, h * 0.024)
    return foot


def _skirt(c: Canvas, x: float, base: float, h: float, look: Look, hip: Point) -> None:
    for dx in (-0.03, 0.03):
        c.stroke([(x + dx * h, base - h * 0.2), (x + dx * h, base - h * 0.02)], look.skin, h * 0.036, h * 0.028)
        c.stroke(
            [(x + dx * h, base - h * 0.014), (x + (dx + 0.04 * look.facing) * h, base - h * 0.01)], look.shoe, h * 0.026
        )
    c.poly(
        spline(
            [
                (hip[0] - h * 0.068, hip[1] - h * 0.03),
                (hip[0] - h * 0.1, base - h * 0.25),
                (x - h * 0.115, base - h * 0.13),
                (x + h * 0.115, base - h * 0.13),
                (hip[0] + h * 0.1, base - h * 0.25),
                (hip[0] + h * 0.068, hip[1] - h * 0.03),
            ],
            steps=5,
        ),
        look.bottom,
        dark(look.bottom, 0.2),
    )


def _torso(c: Canvas, h: float, look: Look, hip: Point, shoulder: Point, tilt: float) -> None:
    across = (math.cos(tilt), math.sin(tilt))

    def at(along: float, side: float) -> Point:
        mx, my = hip[0] + (shoulder[0] - hip[0]) * along, hip[1] + (shoulder[1] - hip[1]) * along
        return mx + across[0] * side * h, my + across[1] * side * h

    outline = spline(
        [
            at(-0.06, -0.068),
            at(0.45, -0.07),
            at(0.9, -0.098),
            at(1.06, -0.05),
            at(1.1, 0.0),
            at(1.06, 0.05),
            at(0.9, 0.098),
            at(0.45, 0.07),
            at(-0.06, 0.068),
        ],
        closed=True,
        steps=6,
    )
    c.poly(outline, light(look.top, 0.08), dark(look.top, 0.14))
    c.shade(outline, INK, 0.0, 0.25)


def _head(c: Canvas, h: float, look: Look, head: Point, shoulder: Point) -> None:
    c.stroke(
        [((shoulder[0] + head[0]) / 2, (shoulder[1] + head[1]) / 2 + h * 0.02), head], dark(look.skin, 0.12), h * 0.05
    )
    x, y, f = head[0], head[1] - h * 0.015, look.facing
    if look.long_hair:
        c.blob(
            [
                (x - f * h * 0.03, y - h * 0.07),
                (x - f * h * 0.07, y),
                (x - f * h * 0.065, y + h * 0.11),
                (x - f * h * 0.005, y + h * 0.1),
                (x, y),
            ],
            dark(look.hair, 0.1),
        )
    c.ellipse(x, y, h * 0.05, h * 0.062, look.skin)
    c.shade(arc(x, y, h * 0.05, h * 0.062, 0, 360, 32), "#5b3325", 0.0, 0.25)
    c.blob(
        [
            (x + f * h * 0.045, y - h * 0.035),
            (x + f * h * 0.015, y - h * 0.075),
            (x - f * h * 0.045, y - h * 0.06),
            (x - f * h * 0.062, y),
            (x - f * h * 0.04, y + h * 0.035),
            (x - f * h * 0.025, y - h * 0.005),
            (x - f * h * 0.005, y - h * 0.035),
        ],
        look.hair,
    )
    if look.hat == "straw":
        c.poly(
            [(x - h * 0.16, y - h * 0.01), (x, y - h * 0.115), (x + h * 0.16, y - h * 0.01), (x, y + h * 0.015)],
            "#e2c27e",
            "#b98f4e",
            across=True,
        )
    elif look.hat:
        c.blob([(x - h * 0.055, y - h * 0.035), (x, y - h * 0.085), (x + h * 0.055, y - h * 0.035)], look.hat)
        c.stroke([(x, y - h * 0.036), (x + f * h * 0.1, y - h * 0.03)], dark(look.hat), h * 0.02, h * 0.012)


def seated(c: Canvas, x: float, seat: float, h: float, look: Look) -> dict[str, Point]:
    """Somebody on a chair or stool at height ``seat``; ``h`` is the standing height. Thighs point where they face."""
    f = look.facing
    tilt = math.radians(look.lean) * f
    hip = (x, seat - h * 0.04)
    shoulder = (hip[0] + math.sin(tilt) * h * 0.33, hip[1] - math.cos(tilt) * h * 0.33)
    head = (hip[0] + math.sin(tilt) * h * 0.445, hip[1] - math.cos(tilt) * h * 0.445)
    far = _arm(c, shoulder, h, look, look.arms[1], far=True)
    knee = (hip[0] + f * h * 0.22, hip[1] + h * 0.015)
    foot = (knee[0] + f * h * 0.01, knee[1] + h * 0.235)
    for shift, tone in ((0.03, 0.25), (0.0, 0.0)):
        kx, fx = knee[0] + shift * h * f, foot[0] + shift * h * f
        c.stroke([(kx, knee[1]), (fx, foot[1])], dark(look.bottom, tone), h * 0.06, h * 0.045)
        c.stroke([(fx, foot[1]), (fx + f * h * 0.06, foot[1] + h * 0.004)], look.shoe, h * 0.034, h * 0.024)
        c.stroke([hip, (kx, knee[1])], dark(look.bottom, tone), h * 0.095, h * 0.07)
    _torso(c, h, look, hip, shoulder, tilt)
    _head(c, h, look, head, shoulder)
    near = _arm(c, shoulder, h, look, look.arms[0], far=False)
    return {"hand": near, "far hand": far, "head": head, "shoulder": shoulder, "knee": knee}


STRIDES: tuple[tuple[tuple[Limb, Limb], tuple[Limb, Limb]], ...] = (
    (((-50, 35), (55, 130)), ((48, 8), (-32, -75))),
    (((50, 125), (-45, 40)), ((-25, -80), (38, 12))),
    (((-35, 50), (40, 115)), ((30, -30), (-40, -50))),
)


def runner(c: Canvas, x: float, base: float, h: float, look: Look, stride: int) -> dict[str, Point]:
    """Somebody in mid-stride."""
    arms, legs = STRIDES[stride % len(STRIDES)]
    return person(
        c,
        x,
        base,
        h,
        Look(**{**look.__dict__, "arms": arms, "legs": legs, "lean": 9.0, "sleeves": "none", "shorts": True}),
    )
