"""Edits of one subject each, within a transaction: names, files, codes, pads, terms, merging."""
