"""Dates as sources say them: EDTF, its elements, how it is written and put into words."""
