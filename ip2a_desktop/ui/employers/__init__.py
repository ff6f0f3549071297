"""Employers and the other organizations: the list, the record, the forms."""
