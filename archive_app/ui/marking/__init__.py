"""Regions: boxes drawn on a picture, and stretches marked on a recording."""
