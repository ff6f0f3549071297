"""Use cases, queries and transactions; each opens and closes its own session."""
