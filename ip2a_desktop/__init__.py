"""IP2A Desktop: the program of a union hall's office."""

__version__ = "0.1.0"
