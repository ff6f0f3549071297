"""The dialog in which a finding is muted: why, and until when."""

from datetime import timedelta
from typing import Any, Final

from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.health import Finding
from ip2a_desktop.domain.muting import MuteDraft
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import today
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.widgets import label
from ip2a_desktop.ui.maintenance.desk import Health

_USUAL: Final = timedelta(days=30)


def mute_dialog(kit: Kit, parent: QWidget, health: Health, finding: Finding) -> FormDialog:
    """Return the dialog in which a finding is muted."""
    form = Form(MuteDraft)
    form.add("reason", hint="Everybody who opens this page reads it.")
    form.add("until", width=6)
    now = today()
    form.load_new(fingerprint=finding.fingerprint, rule=finding.rule, today=now, reason="", until=now + _USUAL)

    def save(draft: Any) -> Changes:
        health.mute(draft.fingerprint, draft.rule, draft.reason, draft.until)
        return Changes()

    dialog = FormDialog(kit, parent, "Mute this finding", "this mute", form, save, verb="Mute")
    dialog.add_strip(label(finding.words, "muted", wrap=True))
    return dialog
