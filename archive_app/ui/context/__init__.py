"""What the window is now tagging for."""
