"""Looking after an archive: verify, backup, restore, what is missing, the demo."""
