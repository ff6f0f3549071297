"""The dialog in which the place and the hour of backups are chosen."""

from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import Field
from PySide6.QtWidgets import QFileDialog, QWidget

from ip2a_desktop.domain.backups import BackupSettings, retention_sentence
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.drafts import Draft
from ip2a_desktop.domain.errors import StaleRecord
from ip2a_desktop.domain.words import Word
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.icons import icon
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.text_fields import LineField
from ip2a_desktop.ui.kit.widgets import label
from ip2a_desktop.ui.maintenance.desk import Backups

_NONE: Final = "never"


class Hour(Word):
    """The hours of the day at which a backup can be made."""

    NEVER = _NONE, "Not by itself"
    H0 = "0", "12 AM"
    H1 = "1", "1 AM"
    H2 = "2", "2 AM"
    H3 = "3", "3 AM"
    H4 = "4", "4 AM"
    H5 = "5", "5 AM"
    H6 = "6", "6 AM"
    H7 = "7", "7 AM"
    H8 = "8", "8 AM"
    H9 = "9", "9 AM"
    H10 = "10", "10 AM"
    H11 = "11", "11 AM"
    H12 = "12", "12 PM"
    H13 = "13", "1 PM"
    H14 = "14", "2 PM"
    H15 = "15", "3 PM"
    H16 = "16", "4 PM"
    H17 = "17", "5 PM"
    H18 = "18", "6 PM"
    H19 = "19", "7 PM"
    H20 = "20", "8 PM"
    H21 = "21", "9 PM"
    H22 = "22", "10 PM"
    H23 = "23", "11 PM"


class BackupPlan(Draft):
    """The settings as the form shows them: folders as text, empty for the usual ones."""

    folder: Annotated[str, Field(max_length=900, title="Folder")] = ""
    hour: Annotated[Hour, Field(title="Every day at")] = Hour.H2
    machine: Annotated[str, Field(max_length=200, title="Made by the computer")] = ""
    copy_folder: Annotated[str, Field(max_length=900, title="Copy to")] = ""
    programs_folder: Annotated[str, Field(max_length=900, title="Folder of pg_dump")] = ""


class FolderField(LineField):
    """A folder's path, with a button to look for it."""

    def __init__(self) -> None:
        super().__init__()
        action = self.addAction(icon("folder-open", "muted"), self.ActionPosition.TrailingPosition)
        action.setToolTip("Choose a folder")
        action.triggered.connect(lambda _checked=False: self._ask())

    def _ask(self) -> None:
        dialog = QFileDialog(self.window(), "Choose a folder", self.text())
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self.setText)
        dialog.finished.connect(lambda _code: dialog.deleteLater())
        dialog.open()


def settings_dialog(kit: Kit, parent: QWidget, backups: Backups, settings: BackupSettings, usual: Path) -> FormDialog:
    """Return the dialog of the settings; ``usual`` is the folder where none is chosen."""
    form = Form(BackupPlan)
    folder = FolderField()
    folder.setPlaceholderText(str(usual))
    form.add("folder", folder, hint="Empty: the folder beside the data.")
    form.add("hour", width=6)
    form.add("machine", width=6, hint="Empty: any admin’s computer.")
    form.add("copy_folder", FolderField(), hint="A second place, such as a share; empty for none.")
    form.add("programs_folder", FolderField(), hint="Empty: looked for in the usual places.")
    form.load(_plan(settings))

    def save(plan: Any) -> Changes:
        try:
            backups.save_settings(_settings(plan))
        except StaleRecord as error:
            current = _plan(error.current) if isinstance(error.current, BackupSettings) else None
            raise StaleRecord(error.record_id, current, error.changed_by) from error
        return Changes()  # no list shows them

    dialog = FormDialog(kit, parent, "Where and when backups are made", "these settings", form, save)
    dialog.add_strip(label(retention_sentence(), "muted", wrap=True))
    return dialog


def _plan(settings: BackupSettings) -> BackupPlan:
    hour = Hour.NEVER if settings.daily_hour is None else Hour(str(settings.daily_hour))
    return BackupPlan(
        version=settings.version,
        folder=_text(settings.folder),
        hour=hour,
        machine=settings.machine,
        copy_folder=_text(settings.copy_folder),
        programs_folder=_text(settings.programs_folder),
    )


def _settings(plan: BackupPlan) -> BackupSettings:
    return BackupSettings(
        folder=_path(plan.folder),
        daily_hour=None if plan.hour is Hour.NEVER else int(plan.hour.value),
        copy_folder=_path(plan.copy_folder),
        programs_folder=_path(plan.programs_folder),
        machine=plan.machine,
        version=plan.version or 1,
    )


def _text(path: Path | None) -> str:
    return str(path) if path is not None else ""


def _path(text: str) -> Path | None:
    return Path(text) if text else None
