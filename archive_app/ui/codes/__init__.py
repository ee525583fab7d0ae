"""The table of codes."""
