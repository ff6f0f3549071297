"""The strip that gives back what was typed before the program ended: Continue or Discard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ip2a_desktop.ui.kit.formats import moment
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.tokens import GAP, ICON
from ip2a_desktop.ui.kit.widgets import button, label

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.form_drafts import KeptDraft

Fits = Callable[["KeptDraft"], bool]
_AFTER = 150
"""Milliseconds until what was typed is looked for: the rows of a page come first."""
_WORDS = "The program ended before this was saved. What was typed is still here:"


class DraftOffer(Notice):
    """Names the forms that were open when the program ended; hidden while there are none.

    Args:
        kit: the screens' tools.
        names: the names of the forms that are offered here; several of one record are offered as one.

    Signals:
        continue_wanted(tuple[KeptDraft, ...]): the person wants to go on with this record.
    """

    continue_wanted = Signal(object)

    def __init__(self, kit: Kit, names: Sequence[str]) -> None:
        super().__init__("info")
        self._kit = kit
        self._names = tuple(names)
        self._fits: Fits = lambda _kept: True

    def look(self, fits: Fits | None = None) -> None:
        """Look for kept drafts; ``fits`` says which of them belong here."""
        self._fits = fits or (lambda _kept: True)
        kit = self._kit
        # Without them a person types again, which is no reason to stop anybody.
        kit.tasks.run(
            self,
            lambda: kit.draft_store.pending(),  # noqa: PLW0108  # the store is loaded in the worker
            self._show_found,
            lambda _error: self.show_words(""),
            key="drafts",
            delay=_AFTER,
        )

    def _show_found(self, found: Sequence[KeptDraft]) -> None:
        mine = sorted((one for one in found if one.form in self._names and self._fits(one)), key=_record)
        records = [tuple(group) for _, group in groupby(mine, _record)]
        self.set_lines([self._line(kept) for kept in records])
        self.show_words(_WORDS if records else "")

    def _line(self, kept: tuple[KeptDraft, ...]) -> QWidget:
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(ICON + GAP, 0, 0, 0)
        row.setSpacing(GAP)
        title = kept[0].title
        row.addWidget(label(f"{title[:1].upper()}{title[1:]}", "strong"))
        row.addWidget(label(moment(max(one.kept_at for one in kept)), "muted"))
        for text, slot in (("Continue", self.continue_wanted.emit), ("Discard", self._discard)):
            verb = button(text, "quiet", on_click=partial(slot, kept))
            verb.setAccessibleName(f"{text}: {title}")
            row.addWidget(verb)
        row.addStretch(1)
        return line

    def _discard(self, kept: Sequence[KeptDraft]) -> None:
        store = self._kit.draft_store

        def forget() -> None:
            for one in kept:
                store.forget(one.form, one.record)

        self._kit.tasks.run(self, forget, lambda _nothing: self.look(self._fits))


def _record(kept: KeptDraft) -> UUID:
    return kept.record
