"""Files written whole or not at all, errors of the disk in sentences, and names that every system takes."""

import errno
import os
import re
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from ip2a_desktop.domain.errors import InputProblem

Content = bytes | Callable[[BinaryIO], None]
"""What is written: bytes, or a function that writes to the open file."""

_KEPT = "Nothing was written; a file that was there before is unchanged."
_FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))
_CLOSED = (errno.EACCES, errno.EPERM, errno.EROFS)
_RESERVED = frozenset(
    ("CON", "PRN", "AUX", "NUL", *(f"{port}{number}" for port in ("COM", "LPT") for number in range(1, 10)))
)
_NOT_IN_NAMES = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
_LONGEST_NAME = 120  # bytes; room for the folder, the suffix and a number behind it


def write_whole(path: Path, content: Content, *, private: bool = False) -> None:
    """Write a file so that it is there in whole or not at all.

    The content goes into a temporary file of the same folder, onto the disk, and then into the place of the old file.

    Args:
        path: the file; an older one is replaced and lends its permissions.
        content: bytes, or a function that writes to the open file. What it raises goes on; nothing is left behind.
        private: only this person may read the file.

    Raises:
        InputProblem: the disk or the folder does not take the file; the sentence says why.
    """
    with _in_sentences(path):
        _check_name(path)
        target = path.resolve()
        part = target.with_name(f".{secrets.token_hex(8)}.part")
        try:
            _write(part, content, _mode(target, private=private))
            part.replace(target)
        finally:
            part.unlink(missing_ok=True)


def file_name(words: str, suffix: str) -> str:
    """Return a file name made of words that Windows, macOS and Linux all take.

    Args:
        words: such as a person's name; what no system allows becomes a blank.
        suffix: with its dot.
    """
    plain = re.sub(r"\s+", " ", _NOT_IN_NAMES.sub(" ", words)).strip(" .")
    short = plain.encode("utf-8", "ignore")[:_LONGEST_NAME].decode("utf-8", "ignore").strip(" .")
    if not short or _is_reserved(short):
        short = f"{short} file".strip()
    return f"{short}{suffix}"


def _is_reserved(name: str) -> bool:
    return name.split(".")[0].strip().upper() in _RESERVED


def _check_name(path: Path) -> None:
    if sys.platform == "win32" and _is_reserved(path.name):
        raise InputProblem(f"Windows keeps the name “{path.name}” for itself.", _KEPT, "Choose another name.")
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, "is a folder", str(path))


def _mode(target: Path, *, private: bool) -> int:
    if private:
        return 0o600
    return target.stat().st_mode & 0o777 if target.exists() else 0o666


def _write(part: Path, content: Content, mode: int) -> None:
    # O_BINARY is Windows' own: without it each line feed would become two characters.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(part, flags, mode), "wb") as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            content(file)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def _in_sentences(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _problem(path, error) from error


def _problem(path: Path, error: OSError) -> InputProblem:
    name = path.name
    if error.errno in _FULL:
        return InputProblem(
            f"The disk is full; “{name}” does not fit.", _KEPT, "Free some room or choose another disk."
        )
    if error.errno in _CLOSED:
        return InputProblem(
            f"“{name}” may not be written into this folder.",
            _KEPT,
            "Close the file if another program has it open, or choose another folder.",
        )
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return InputProblem(f"The folder for “{name}” is not there.", _KEPT, "Choose another folder.")
    if error.errno == errno.EISDIR:
        return InputProblem(f"“{name}” is the name of a folder.", _KEPT, "Choose another name.")
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return InputProblem(f"The system does not take the name “{name[:60]}”.", _KEPT, "Choose a shorter name.")
    return InputProblem(
        f"“{name}” could not be written ({error.strerror}).", _KEPT, "Try again or choose another folder."
    )
