"""The version of the schema that this program reads and writes, and what it says to another one."""

from ip2a_desktop.domain.errors import SchemaMismatch

KNOWN = ("0001",)
"""All versions that this program knows, oldest first; a test holds it equal to the migrations."""

HEAD = KNOWN[-1]


def refuse_other(found: str | None, *, shared: bool) -> None:
    """Refuse to work on a database whose schema is not this program's.

    Args:
        found: the version of the database.
        shared: whether it is a shared server, which only an admin's action migrates.

    Raises:
        SchemaMismatch: with what to do.
    """
    if found == HEAD:
        return
    if found is not None and found not in KNOWN:
        raise SchemaMismatch(
            "The database was made by a newer version of this program.",
            "Nothing was changed.",
            "Install the newest version and open it with that.",
        )
    if shared:
        raise SchemaMismatch(
            "The database has not been set up for this version of the program.",
            "Nothing was changed.",
            "Ask an admin to run: ip2adb migrate",
        )
