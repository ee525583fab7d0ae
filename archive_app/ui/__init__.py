"""The window over the services; Qt, here and nowhere else."""
