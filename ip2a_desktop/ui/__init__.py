"""The windows, the only floor with Qt widgets."""
