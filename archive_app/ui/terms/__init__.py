"""The vocabularies: their terms as a tree, with labels in every language."""
