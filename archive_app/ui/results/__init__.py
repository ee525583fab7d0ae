"""The middle of the window: one result, as a grid or as a table."""
