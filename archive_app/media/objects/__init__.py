"""The object store, folders that are walked, and the bag of a backup."""
