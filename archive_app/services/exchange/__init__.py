"""What goes out to other people and programs, file by file."""
