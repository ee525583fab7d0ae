"""Gifts as an office keeps them: what is due by which rule, and what was given against what was received."""
