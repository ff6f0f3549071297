"""`ip2adb reset`: begin again with an empty database; the old one is kept under another name."""

from typing import Annotated

import typer

from ip2a_desktop.cli.console import DatabaseOption, DataOption, JsonOption, chosen_database, folder_of, opened, tell
from ip2a_desktop.services.migrating import begin_again_server, set_aside

_WORD = "reset"


def reset(
    database: DatabaseOption = None,
    data: DataOption = None,
    json: JsonOption = False,
    confirm: Annotated[
        str, typer.Option(prompt=f"Type '{_WORD}' to begin again with an empty database", help=f"The word '{_WORD}'.")
    ] = "",
) -> None:
    """Begin again with an empty database; the old one is kept under another name. Needs an admin's address."""
    if confirm != _WORD:
        typer.echo("Nothing was changed: the word was not the one asked for.", err=True)
        raise typer.Exit(1)
    url = chosen_database(database, data)
    if url:
        with opened(database, data):  # of this program, or it is left alone
            pass
        kept = begin_again_server(url)
    else:
        kept = set_aside(folder_of(data))
        with opened(None, data):
            pass
    tell({"kept_as": kept, "database": "empty"}, as_json=json)
