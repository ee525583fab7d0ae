"""What an archive knows: kinds, fields, relations, records, rules, and how they are told apart."""
