"""The right side of the window: the selected record, every part of it editable in place."""
