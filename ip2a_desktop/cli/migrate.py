"""`ip2adb migrate`: set up an empty database, or bring one to this program's version."""

from ip2a_desktop.cli.console import DatabaseOption, DataOption, JsonOption, chosen_database, folder_of, tell
from ip2a_desktop.services.migrating import migrate_embedded, migrate_server


def migrate(database: DatabaseOption = None, data: DataOption = None, json: JsonOption = False) -> None:
    """Set up an empty database, or bring one to this program's version. Needs an admin's address."""
    url = chosen_database(database, data)
    moved = migrate_server(url) if url else migrate_embedded(folder_of(data))
    tell({"from": moved.before or "empty", "to": moved.after}, as_json=json)
