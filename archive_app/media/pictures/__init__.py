"""Decoding in workers, colour, thumbnails."""
