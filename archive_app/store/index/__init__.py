"""What is derived from what is kept, brought up to date with every change and compared by ``verify``."""
