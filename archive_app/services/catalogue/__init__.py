"""The catalogue as PDF."""
