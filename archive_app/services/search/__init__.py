"""Searching, completing, saved searches and picked records."""
