"""What the actions do, by menu. Every function takes the window and nothing else."""
