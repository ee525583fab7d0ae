"""Exchange Archive: catalogue a city's exchange photos, videos and gifts."""

__version__ = "0.1.0"
