"""Backups in memory, behind the interface of their service."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from ip2a_desktop.domain.backups import Backup, BackupSettings, BackupState, Restored, TableProof
from ip2a_desktop.domain.ids import new_id
from tests.ui.fake_health import NOW

TABLES = (
    TableProof("public.member", 10_012, True),
    TableProof("public.employment", 41_530, True),
    TableProof("public.grievance", 812, True),
)
PROOF = "It was read in full, restored and compared: 41 tables with 52,354 rows, all equal."


def backup(hours=3.0, state=BackupState.RESTORED, proof=PROOF, **values):
    at = NOW - timedelta(hours=hours)
    return Backup(
        **{
            "id": new_id(),
            "file": Path(f"hall-{at:%Y-%m-%d-%H%M}.dump"),
            "folder": Path("/srv/hall/backups"),
            "started_at": at,
            "ended_at": at + timedelta(seconds=9),
            "bytes": 4_212_004,
            "database": "hall",
            "server_version": "18",
            "schema": "0008",
            "state": state,
            "proof": proof,
            "tables": TABLES if state is BackupState.RESTORED else (),
            "person": "ana",
            "machine": "front-desk",
            "kept_as": "daily",
            **values,
        }
    )


class FakeBackups:
    """Does what the service of backups does, at once and in memory; ``error`` is raised instead where it is set."""

    def __init__(self, *kept):
        self.kept = list(kept)
        self.asked = []
        self.error = None
        self.gate = None
        self.kept_settings = BackupSettings()

    def _note(self, what):
        self.asked.append(what)
        if self.error is not None:
            raise self.error

    def seen(self):
        self._note("seen")
        return tuple(self.kept), NOW if self.kept else None

    def back_up(self, progress=None):
        self._note("back_up")
        progress(1, 3, "Copying")
        if self.gate is not None:
            self.gate(progress)
        made = backup(0)
        self.kept.insert(0, made)
        return made

    def verify(self, backup_id, progress=None):
        self._note("verify")
        place = next(at for at, one in enumerate(self.kept) if one.id == backup_id)
        self.kept[place] = replace(self.kept[place], state=BackupState.RESTORED, proof=PROOF, tables=TABLES)
        return self.kept[place]

    def restore(self, file, name, typed, progress=None):
        self._note(f"restore {file.name} {name} {typed}")
        return Restored(name, 41, 52_354, f"It stands beside the live database under the name {name}.")

    def settings(self):
        self._note("settings")
        return self.kept_settings

    def save_settings(self, settings):
        self._note("save_settings")
        self.kept_settings = replace(settings, version=settings.version + 1)
        return self.kept_settings

    def folder(self, settings=None):
        return self.kept_settings.folder or Path("/srv/hall/backups")
