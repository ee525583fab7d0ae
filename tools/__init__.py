"""What makes files of this repository; not shipped with the program. From its root: ``python -m tools.NAME``."""
