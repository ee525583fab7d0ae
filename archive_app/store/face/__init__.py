"""What the services see of the store: readers, the index and transactions; no connection, session, row or SQL."""
