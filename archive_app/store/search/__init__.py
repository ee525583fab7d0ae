"""A query turned into statements: plan, hits, facets, reasons, spelling."""
