"""What documents say in words: PDF, office files, books, web pages and plain text. Read in workers alone."""
