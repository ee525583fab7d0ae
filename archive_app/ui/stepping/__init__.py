"""Stepping through items: one picture large, everything about it by keyboard."""
