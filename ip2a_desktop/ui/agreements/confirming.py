"""The question with which an admin confirms a version: what is confirmed, and what follows from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ip2a_desktop.ui.agreements.words import HOLIDAYS, LIMITS, STEPS
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.kit import Kit

if TYPE_CHECKING:
    from ip2a_desktop.domain.agreement_drafts import VersionRecord
    from ip2a_desktop.services.agreements import AgreementService

VERB = "Confirm against our agreement…"
_WIDTH = 480


def ask_to_confirm(kit: Kit, parent: QWidget, agreements: AgreementService, version: VersionRecord) -> Dialog:
    """Ask whether the person compared a version with the signed agreement; a yes takes the SAMPLE mark away."""
    name = version.draft.name
    dialog = Dialog(f"Is {name} as your agreement says?", parent.window(), tone="warn", width=_WIDTH)
    dialog.add_sentence(
        f"You say that you compared {contents(version)} with the signed agreement, one by one, and that they are right."
    )
    dialog.add_sentence(
        "The SAMPLE mark then goes from every screen and paper of its cases. Your name and the day are kept. "
        "This is not taken back."
    )
    dialog.add_button("Cancel", default=True)
    dialog.add_button("Confirm", "primary", dialog.accept)
    draft = version.draft

    def confirm() -> None:
        kit.write(
            parent,
            lambda: agreements.confirm(draft.id, draft.version or 0),
            lambda _changes: kit.messages.toast(f"{name} is confirmed; the SAMPLE mark is gone", tone="good"),
        )

    dialog.accepted.connect(confirm)
    dialog.open()
    return dialog


def contents(version: VersionRecord) -> str:
    """Return what there is to compare, such as ``3 steps, 6 limits and 32 holidays``."""
    steps, limits = STEPS.count(len(version.steps)), LIMITS.count(len(version.limits))
    return f"{steps}, {limits} and {HOLIDAYS.count(len(version.holidays))}"
