"""The tables: what is kept, what is derived from it, and what is the store's own."""
