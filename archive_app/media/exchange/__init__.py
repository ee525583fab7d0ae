"""Formats in which archives talk to each other."""
