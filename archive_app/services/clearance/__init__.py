"""The one gate for what may leave the house."""
