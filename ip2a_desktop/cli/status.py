"""`ip2adb status`: which database this is, who is signed in, and how much it holds."""

from ip2a_desktop import __version__
from ip2a_desktop.cli.console import DatabaseOption, DataOption, JsonOption, opened, tell
from ip2a_desktop.services.hall import HallService


def status(database: DatabaseOption = None, data: DataOption = None, json: JsonOption = False) -> None:
    """Say which database this is, who is signed in, and how much it holds."""
    with opened(database, data) as found:
        tell({"program": __version__, "database": found.where} | HallService(found.database).status(), as_json=json)
