"""What makes files of this repository; not a part of the program, not shipped. From its root: ``python -m tools.NAME``."""
