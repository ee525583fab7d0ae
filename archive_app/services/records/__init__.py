"""Records one at a time and many at once: reading, editing, linking, merging."""
