"""IP2A Desktop: the program of a union hall's office."""

import ctypes
import sys

__version__ = "0.1.0"

if sys.version_info < (3, 12):
    # PySide6 6.12.0 hands out None, True and False without counting the reference, as is right from Python 3.12
    # on, where they never die. Python 3.11 counts them down until it aborts ("deallocating None", after some four
    # thousand calls). A count that cannot reach zero makes them immortal here too. Not needed with PySide6 6.11.
    for _immortal in (None, True, False, NotImplemented):
        ctypes.c_ssize_t.from_address(id(_immortal)).value += 1 << 60
