"""Importing members and employers from files, step by step, and taking imports back."""
