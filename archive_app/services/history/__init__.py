"""What was done, in words, back and forth, and a record as it was."""
