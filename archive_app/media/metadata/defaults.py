"""What cameras, telephones and programs write by themselves where a person would have written a caption.

Only texts that are known as theirs are told apart, as a whole and never by how they look: a year, a number of an
inventory or "Created by pupils of ..." is what somebody meant. What is told apart stays among the file's own facts.
"""

from __future__ import annotations

import re

_MAKERS = (
    r"olympus|(?:konica )?minolta|kodak|pentax|casio|sanyo|fujifilm|samsung|nikon|sony|ricoh|hp|epson|polaroid|benq"
    r"|panasonic|canon|vivitar|toshiba|lg|general"
)
_PROGRAMS = (
    r"(?:the )?gimp|vsco(?:cam)?|adobe [\w ]{3,30}|corel [\w ]{3,30}|paint ?shop ?pro|imagemagick|photopea|snapseed"
    r"|picsart|instagram|canva|irfanview"
    r"|inkscape|camera360|meitu|beautyplus|faceapp|microsoft [\w ]{3,30}|acdsee|xnview|picasa"
)
_KNOWN = re.compile(
    rf"(?:{_MAKERS}) ?(?:digital (?:still )?camera|dsc|csc|camera pictures|electronics)"
    r"|digital ?(?:still )?camera|dcf 1\.0|dcim[\\/].*|exif_jpeg_(?:t\d{3}_)?picture|exif software version.*"
    r"|my beautiful picture|charset=\S*|screenshot|image description|user comments?|none|null|default|applemark"
    # the names that some telephones and Samsung's cameras write of themselves
    r"|<(?:digimax|kenox|samsung)[^<>]*>|oplus_\d+|oppo_\d+|maker:\w+"
    rf"|(?:created|made|edited|processed|optimized|file written) (?:with|by|using|in) (?:{_PROGRAMS}|jpegmini)[^\w\s]?"
    r"(?: (?:on a mac|v?\d[\w.]*|with \w+ preset))*"
    r"|creator: gd-jpeg.*|lead technologies inc.*|intel\(r\) jpeg library.*|handmade software, inc.*|lavc\d[\d.]*"
    # settings of a camera, by name and value
    r"|(?:\w+: ?[-\d.]+; ?){2,}\w*:?.*|\{\s*\"\w+\":.*\}",
    re.IGNORECASE | re.DOTALL,
)
#: How Huawei's and Honor's telephones call the kind of shot, alone or joined.
_SHOT = r"(?:sdr|hdr|rhdr|dav|edf|cof|nor|ptr|mde|fbt|bty|tbl|cpm|lmn|rpt|pano|jrc|soft|vivid|hdrb|hdrpl)"
_SHOTS = re.compile(rf"{_SHOT}(?:_{_SHOT})*|sdr_HDRB|jrC")


def is_default(text: str) -> bool:
    """Is this what a camera, telephone or program fills in by itself, and no caption of a person."""
    if not any(character.isalnum() for character in text) or not text.strip("0"):
        return True
    return _KNOWN.fullmatch(text) is not None or _SHOTS.fullmatch(text) is not None
