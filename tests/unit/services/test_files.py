"""Files are there in whole or not at all; the disk's errors are sentences."""

import errno
import os
import stat
import sys

import pytest

from ip2a_desktop.domain.errors import Cancelled, InputProblem
from ip2a_desktop.services.files import file_name, write_whole

posix = pytest.mark.skipif(sys.platform == "win32", reason="permissions of POSIX")


def test_bytes_and_functions_are_written(tmp_path):
    write_whole(tmp_path / "a.pdf", b"one")
    write_whole(tmp_path / "b.pdf", lambda file: file.write(b"t\nwo") and None)
    assert (tmp_path / "a.pdf").read_bytes() == b"one"
    assert (tmp_path / "b.pdf").read_bytes() == b"t\nwo"
    assert len(list(tmp_path.iterdir())) == 2


def test_an_older_file_is_replaced(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("old and longer than the new one")
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"


@pytest.mark.parametrize("error", [Cancelled("stopped"), ValueError("bug"), KeyboardInterrupt()])
def test_what_is_raised_while_writing_leaves_the_old_file_and_nothing_else(error, tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("old")

    def write(file):
        file.write(b"half")
        raise error

    with pytest.raises(type(error)):
        write_whole(path, write)
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EACCES, "may not be written"),
        (errno.EROFS, "may not be written"),
        (errno.EIO, "could not be written"),
    ],
)
def test_the_disks_errors_are_sentences(number, words, tmp_path, monkeypatch):
    path = tmp_path / "roster.pdf"
    path.write_text("old")

    def fail(_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(InputProblem, match=words) as caught:
        write_whole(path, b"new")
    assert "roster.pdf" in caught.value.what
    assert caught.value.kept
    assert caught.value.next_step
    assert path.read_text() == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_missing_folder_and_a_folder_in_the_way_are_sentences(tmp_path):
    with pytest.raises(InputProblem, match="not there"):
        write_whole(tmp_path / "gone" / "a.pdf", b"")
    with pytest.raises(InputProblem, match="name of a folder"):
        write_whole(tmp_path, b"")
    with pytest.raises(InputProblem, match="does not take"):
        write_whole(tmp_path / ("x" * 400), b"")


@posix
def test_permissions_are_those_of_the_old_file_or_the_persons_own(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("old")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    write_whole(tmp_path / "private", b"new", private=True)
    assert stat.S_IMODE((tmp_path / "private").stat().st_mode) == 0o600


@posix
def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Member record: Silva, Ana", "Member record Silva, Ana.pdf"),
        ("../../etc/passwd", "etc passwd.pdf"),
        ("CON", "CON file.pdf"),
        ("a:b", "a b.pdf"),
        ("", "file.pdf"),
        (" . ", "file.pdf"),
        ("محمد", "محمد.pdf"),
        ("x\0y\nz", "x y z.pdf"),
    ],
)
def test_a_file_name_is_one_that_every_system_takes(words, name):
    assert file_name(words, ".pdf") == name


def test_a_file_name_is_never_too_long():
    assert len(file_name("山" * 500, ".pdf").encode()) < 200
