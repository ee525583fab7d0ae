"""The left side of the window: where to look."""
