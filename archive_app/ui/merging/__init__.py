"""Records that are one: duplicates listed, compared and merged."""
