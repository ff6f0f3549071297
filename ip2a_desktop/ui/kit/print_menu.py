"""The verb "Print": the record, the list on screen, labels; each opens as a paper in the preview."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.verb_menu import Entry, menu_verb

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.preview import MakePaper, PaperDialog


@dataclass(frozen=True)
class PaperChoice:
    """One paper that can be printed now.

    Args:
        text: its words in the menu, such as "Roster of 42 members".
        title: the title of the preview.
        make: makes the PDF of a paper size; called in a worker.
        icon: a Phosphor icon's name.
        file_name: words for the file's name; the title where there are none.
        enabled: whether it can be printed now.
        remark: what is said when the paper is there, such as whom it leaves out; "" for nothing.
    """

    text: str
    title: str
    make: MakePaper
    icon: str = "file-text"
    file_name: str = ""
    enabled: bool = True
    remark: Callable[[], str] | None = None


Papers = Callable[[], "Sequence[PaperChoice | None]"]
"""Gives the papers as they are now; None stands for a line between groups."""


class Printing:
    """Opens papers in the preview.

    Args:
        kit: the screens' tools.
        owner: over whose window the preview opens.
    """

    def __init__(self, kit: Kit, owner: QWidget) -> None:
        self._kit = kit
        self._owner = owner
        self.dialog: PaperDialog | None = None

    def verb(self, papers: Papers) -> QAction:
        """Return the verb with its menu; ``papers`` is asked when the menu opens."""
        return menu_verb("print", self._owner, lambda: [self._entry(one) if one else None for one in papers()])

    def _entry(self, paper: PaperChoice) -> Entry:
        return Entry(f"{paper.text}…", lambda: self.show(paper), paper.icon, paper.enabled)

    def show(self, paper: PaperChoice) -> PaperDialog:
        """Open a paper in the preview."""
        from ip2a_desktop.ui.kit.preview import PaperDialog  # noqa: PLC0415 - Qt's PDF and printing, no start needs them

        self.dialog = PaperDialog(
            self._kit, paper.title, paper.make, file_name=paper.file_name, parent=self._owner.window()
        )
        self.dialog.shown.connect(lambda: self._remark(paper))
        self.dialog.open()
        return self.dialog

    def _remark(self, paper: PaperChoice) -> None:
        words = paper.remark() if paper.remark is not None else ""
        if words:
            self._kit.messages.toast(words, tone="warn")
