"""The window and what it holds."""
