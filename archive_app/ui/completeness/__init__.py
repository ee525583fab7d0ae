"""What is missing: as a figure, as lines of the inspector, and the rules of it."""
