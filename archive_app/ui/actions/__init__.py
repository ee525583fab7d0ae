"""Actions, their menus and keys, the command palette and the help pages."""
