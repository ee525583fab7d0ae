"""What is shown and changed of many records at once."""
