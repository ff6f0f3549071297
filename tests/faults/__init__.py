"""Faults planted in a copy of a database, past the rules that would refuse them."""
