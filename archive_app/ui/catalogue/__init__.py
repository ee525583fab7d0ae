"""The dialog of the catalogue and the view of its PDF."""
