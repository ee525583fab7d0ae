"""Fonts, and the PDF of a catalogue."""
