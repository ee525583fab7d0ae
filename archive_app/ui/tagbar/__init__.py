"""Tagging by keyboard: the bar, what was used lately, and what tags."""
