"""What is true without a computer: records, relations, dates, names, folding, membership rules, the query language."""
