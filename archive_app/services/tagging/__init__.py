"""Tagging: what is offered and suggested, codes, pads."""
