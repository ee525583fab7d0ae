"""Connections to the file of an archive, its lock, its migrations, and what every statement needs."""
