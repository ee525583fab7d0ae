"""Tests of the words of documents."""
