"""The bin: what was moved there, by whom and when, and the way back."""
