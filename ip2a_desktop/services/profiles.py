"""Server profiles of this computer: kept in a file of the data folder, given to others as files, never a password."""

import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

from ip2a_desktop.domain.errors import InputProblem, NotFound
from ip2a_desktop.domain.profiles import ServerProfile, exported, imported
from ip2a_desktop.services.files import file_name, write_whole

_FILE = "servers.json"
_AUTHORITIES = "authorities"
_PEM = "-----BEGIN CERTIFICATE-----"
_log = logging.getLogger(__name__)


class Profiles:
    """The profiles of a data folder.

    Args:
        folder: the person's data folder.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._path = folder / _FILE

    def all(self) -> list[ServerProfile]:
        """Return the profiles by name; a file that cannot be read counts as none."""
        try:
            rows = json.loads(self._path.read_text(encoding="utf-8"))
            found = [ServerProfile(**row) for row in rows]
        except FileNotFoundError:
            return []
        except (OSError, ValueError, TypeError) as error:
            _log.warning("The server profiles could not be read: %s", error)
            return []
        return sorted(found, key=lambda one: one.name.casefold())

    def get(self, name: str) -> ServerProfile:
        """Return the profile of this name, upper and lower case aside.

        Raises:
            NotFound: there is none.
        """
        known = self.all()
        found = next((one for one in known if one.name.casefold() == name.casefold()), None)
        if found is None:
            names = ", ".join(one.name for one in known) or "none yet"
            raise NotFound(f"There is no server profile “{name}”.", "Nothing was changed.", f"Known are: {names}.")
        return found

    def keep(self, profile: ServerProfile) -> None:
        """Keep a profile in place of the one that has its name."""
        if not profile.name.strip():
            raise InputProblem("A server profile needs a name.", "Nothing was changed.", "Give it one.")
        others = [one for one in self.all() if one.name.casefold() != profile.name.casefold()]
        self._write([*others, profile])

    def forget(self, name: str) -> None:
        """Take a profile away; the server knows nothing of it.

        Raises:
            NotFound: there is none.
        """
        gone = self.get(name)
        self._write([one for one in self.all() if one != gone])

    def export(self, profile: ServerProfile, path: Path) -> None:
        """Write a profile into a file for others: no password, nobody's user name, the CA file in it.

        Raises:
            InputProblem: a file cannot be read or written.
        """
        authority = _read(Path(profile.ca_file)) if profile.ca_file else ""
        write_whole(path, exported(profile, authority).encode())

    def bring_in(self, path: Path) -> ServerProfile:
        """Keep the profile of a file that somebody exported, with its CA file; return it.

        Raises:
            InputProblem: the file is none of these.
        """
        profile, authority = imported(_read(path))
        if authority:
            if _PEM not in authority:
                raise InputProblem(
                    "The CA file in this server profile is damaged.",
                    "Nothing was changed.",
                    "Ask whoever made the file for a new one.",
                )
            place = self._folder / _AUTHORITIES
            place.mkdir(parents=True, exist_ok=True)
            target = place / file_name(profile.name, ".crt")
            write_whole(target, authority.encode())
            profile = replace(profile, ca_file=str(target))
        known = next((one for one in self.all() if one.name.casefold() == profile.name.casefold()), None)
        profile = replace(profile, user=known.user if known else "")
        self.keep(profile)
        return profile

    def _write(self, profiles: Sequence[ServerProfile]) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        text = json.dumps([asdict(one) for one in profiles], indent=2, ensure_ascii=False)
        write_whole(self._path, text.encode())


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, ValueError) as error:
        raise InputProblem(
            f"The file {path.name} cannot be read.", "Nothing was changed.", "Choose another file."
        ) from error
