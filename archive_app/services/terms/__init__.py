"""Vocabularies, their terms, SKOS in and out."""
