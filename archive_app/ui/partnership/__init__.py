"""The page of one partnership: what it is, when the next anniversary comes, and all that belongs to it."""
