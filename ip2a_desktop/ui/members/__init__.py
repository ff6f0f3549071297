"""Members: the list, the record, the forms."""
