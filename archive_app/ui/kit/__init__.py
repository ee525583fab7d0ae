"""Widgets that know no subject: editors, sections, marked text, buttons of records."""
