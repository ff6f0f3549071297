"""Where the hall keeps its documents: a line of the settings for admins, and the form behind it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.document_drafts import DocumentSettingsDraft
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.tokens import GAP_WIDE
from ip2a_desktop.ui.kit.widgets import button, label

_OWN = "In the data folder of this computer, or not chosen yet"
_FORM = "document_settings"


@dataclass(frozen=True)
class DocumentHooks:
    """What reads and writes the settings of the documents; both block and run in a worker."""

    load: Callable[[], DocumentSettingsDraft]
    save: Callable[[DocumentSettingsDraft], Changes]


class DocumentsFolder(QWidget):
    """Says where documents are kept, and lets an admin choose another place.

    Args:
        kit: the screens' tools.
        hooks: read and write the settings.
    """

    def __init__(self, kit: Kit, hooks: DocumentHooks) -> None:
        super().__init__()
        self._kit = kit
        self._hooks = hooks
        self.where = label("", "value", wrap=True, selectable=True)
        self.choose_button = button("Change…", icon_name="folder-open", on_click=self._ask)
        self.choose_button.setAccessibleName("Change where documents are kept")
        self.dialog: FormDialog | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP_WIDE)
        row.addWidget(self.where, 1)
        row.addWidget(self.choose_button)

    def read(self) -> None:
        """Read the settings and show them."""
        self._kit.tasks.run(self, self._hooks.load, self._show, self._kit.show_error, key="documents")

    def _show(self, draft: DocumentSettingsDraft) -> None:
        self.where.setText(draft.folders or _OWN)

    def _ask(self) -> None:
        self._kit.tasks.run(self, self._hooks.load, self._open, self._kit.show_error, key="form")

    def _open(self, draft: DocumentSettingsDraft) -> None:
        form = Form(DocumentSettingsDraft)
        form.add("folders", hint="One line for each way to reach it, such as \\\\server\\documents")
        form.add("most_megabytes", width=6)
        form.add_note(
            label(
                "All desktops of the hall must reach the same folder. Files in the old one stay there: "
                "copy the whole folder first.",
                "muted",
                wrap=True,
            )
        )
        form.load(draft)
        self.dialog = FormDialog(
            self._kit,
            self,
            "Where documents are kept",
            "the folder of the documents",
            form,
            self._hooks.save,
            name=_FORM,
        )
        self.dialog.accepted.connect(self.read)
        self.dialog.open()
