"""What a file says about itself: EXIF, IPTC, XMP, dates, and the facts of a video."""
