"""Tables as people send them: rows and columns, and what is wrong with a line."""
