"""The bench: how fast the program is, beside a reference measured in the same run (``python3 build/dev.py bench``)."""
