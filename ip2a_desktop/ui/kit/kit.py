"""What every screen gets handed once: tasks, changes, messages, settings, drafts, layouts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.ui.kit.changes import ChangeBus
from ip2a_desktop.ui.kit.messages import Messages
from ip2a_desktop.ui.kit.settings_store import SettingsStore
from ip2a_desktop.ui.kit.tasks import Tasks

if TYPE_CHECKING:
    from ip2a_desktop.ui.kit.form_drafts import DraftStore

Write = Callable[[], Changes]
BinVerb = Callable[[Sequence[UUID]], Changes]


@dataclass(frozen=True)
class Noun:
    """How people call a kind of record: one of them, and many."""

    one: str
    many: str

    @property
    def a_one(self) -> str:
        """One of them with its article, such as ``an organization``."""
        return f"{'an' if self.one[0] in 'aeiou' else 'a'} {self.one}"

    def count(self, number: int) -> str:
        """Return such as ``1 member`` or ``10,012 members``."""
        return f"{number:,} {self.one if number == 1 else self.many}"


@dataclass(frozen=True)
class Kit:
    """The tools of every screen; built once where the program is put together.

    Args:
        tasks: the one door off the GUI thread.
        bus: tells screens which rows changed.
        messages: toasts, questions and errors.
        settings: what is remembered on this machine.
        drafts: the folder where forms keep what was typed, so that it survives a crash.
        load_layout: returns this person's layout of a screen by its name, empty where there is none; quick,
            called on the GUI thread.
        save_layout: keeps a layout; blocking, called in a worker.
        hall_paper: returns the paper that the hall prints on; quick, called on the GUI thread.
    """

    tasks: Tasks
    bus: ChangeBus
    messages: Messages
    settings: SettingsStore
    drafts: Path
    load_layout: Callable[[str], dict[str, Any]]
    save_layout: Callable[[str, dict[str, Any]], None]
    hall_paper: Callable[[], PaperSize] = lambda: PaperSize.LETTER

    @cached_property
    def draft_store(self) -> DraftStore:
        """What keeps the text of forms on disk while it is not saved."""
        from ip2a_desktop.ui.kit.form_drafts import DraftStore  # noqa: PLC0415 - no form is open at the start

        return DraftStore(self.drafts)

    def write(
        self,
        owner: QObject,
        work: Write,
        on_done: Callable[[Changes], object] | None = None,
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run a write in a worker, tell every screen what changed, then call ``on_done``.

        Without ``on_error`` the person is told of an error in a message.
        """

        def done(changes: Changes) -> None:
            self.bus.publish(changes)
            if on_done is not None:
                on_done(changes)

        self.tasks.run(owner, work, done, on_error or self.show_error)

    def move_to_bin(
        self,
        owner: QObject,
        ids: Sequence[UUID],
        noun: Noun,
        to_bin: BinVerb,
        restore: BinVerb,
        on_error: Callable[[Exception], None] | None = None,
    ) -> None:
        """Move records to the bin without asking, and offer to bring them back.

        Args:
            owner: whose work it is; the offer outlives it.
            ids: the records; taken as they are now.
            noun: what the message calls them.
            to_bin: the service's verb.
            restore: the service's verb that brings them back.
            on_error: called where it failed; the person is told in a message where it is None.
        """
        chosen = list(ids)
        if not chosen:
            return

        def done(_changes: Changes) -> None:
            self.messages.toast(
                f"{noun.count(len(chosen))} moved to the bin",
                tone="good",
                action_text="Undo",
                on_action=lambda: self.bring_back(chosen, noun, restore),
            )

        self.write(owner, lambda: to_bin(chosen), done, on_error)

    def bring_back(self, ids: Sequence[UUID], noun: Noun, restore: BinVerb) -> None:
        """Bring records back from the bin, and say so."""
        chosen = list(ids)
        self.write(
            self.bus,
            lambda: restore(chosen),
            lambda _changes: self.messages.toast(f"{noun.count(len(chosen))} brought back from the bin", tone="good"),
        )

    def show_error(self, error: Exception) -> None:
        """Tell the person of an error; what work does where nobody says otherwise."""
        self.messages.show_error(error)
