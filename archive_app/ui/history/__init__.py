"""What was done, by whom and when: the archive's and each record's history, and a record as it was."""
