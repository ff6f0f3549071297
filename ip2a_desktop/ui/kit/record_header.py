"""The title line of a record that has the page or a window for itself: name, state, who it is, verbs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction

from ip2a_desktop.ui.kit.chips import ChipLabel
from ip2a_desktop.ui.kit.page import PageHeader

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.record_stage import RecordStage


@dataclass(frozen=True)
class RecordVerbs:
    """What can be done with a record.

    Args:
        edit: opens its form; the accent button.
        plain: the other verbs that have buttons; they only look at the record.
        to_bin: moves it to the bin.
        more: further verbs of the menu.
    """

    edit: QAction
    plain: Sequence[QAction]
    to_bin: QAction
    more: Sequence[QAction] = ()


class RecordHeader:
    """Dresses a title line after the record on a stage, as long as it is told to.

    Args:
        header: the title line.
        stage: the record and its form.
        verbs: what can be done with the record.
    """

    def __init__(self, header: PageHeader, stage: RecordStage, verbs: RecordVerbs) -> None:
        self._header = header
        self._stage = stage
        self._verbs = verbs
        self._chip = ChipLabel()
        self.is_on = True
        header.add_beside_title(self._chip)
        stage.changed.connect(self.dress)
        self.dress()

    def dress(self) -> None:
        """Show the record's name, state and verbs; a form shows its title, and has its verbs at its foot."""
        if not self.is_on:
            self._chip.set_chip(None)
            return
        verbs = self._verbs
        for verb in (verbs.edit, verbs.to_bin):
            verb.setEnabled(self._stage.can_edit)
        for verb in verbs.plain:
            verb.setEnabled(self._stage.heading is not None)
        form, heading = self._stage.form, self._stage.heading
        if form is not None:
            self._header.set_title(form.title)
            self._header.set_subtitle("")
            self._chip.set_chip(None)
            self._header.set_verbs()
            return
        self._header.set_title(heading.title if heading else "")
        self._header.set_subtitle(heading.subtitle if heading else "")
        self._chip.set_chip(heading.chip if heading else None)
        more = [*verbs.more, verbs.to_bin]
        if self._stage.kind.has_own_verbs:
            self._header.set_verbs(None, [verbs.edit, *verbs.plain], more)
        else:
            self._header.set_verbs(verbs.edit, verbs.plain, more)
