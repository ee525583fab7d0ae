"""Which of its files an item is shown by, as the database is asked; ``Record.shown`` says the same of a record."""

from __future__ import annotations

#: For a statement over ``media_file f`` of which the last row read counts: the chosen file, else the first one with a
#: picture, else the first one.
SHOWN_LAST = "f.chosen IS NOT NULL, f.picture = '', f.position DESC, f.id DESC"
