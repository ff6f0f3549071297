"""Sample data that looks like a hall."""
