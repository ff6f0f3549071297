"""The start: the first choice, the way to the office server, waiting for the database, and what went wrong."""
