"""Text between the first keystroke and the save: checks, writes off the GUI thread, conflicts, and how it is left."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import DatabaseUnavailable, RuleViolation, StaleRecord
from ip2a_desktop.ui.kit.conflict import solve
from ip2a_desktop.ui.kit.form_drafts import DraftKeeper, KeptDraft
from ip2a_desktop.ui.kit.kit import Kit, Write
from ip2a_desktop.ui.kit.messages import SaveAnswer

if TYPE_CHECKING:
    from ip2a_desktop.domain.drafts import Draft
    from ip2a_desktop.ui.kit.forms import Form

Answer = Callable[[bool], object]


@dataclass(frozen=True)
class FormPart:
    """One form of a session and how its draft is saved.

    Args:
        form: the form, loaded with its draft.
        save: the service's verb; called in a worker with the checked draft.
        name: under which what is typed is kept in case of a crash, such as ``member``; "" keeps nothing.
        given: values that no field shows but the draft needs when it is brought back.
    """

    form: Form
    save: Callable[[Any], Changes]
    name: str = ""
    given: Mapping[str, UUID | str] = field(default_factory=dict)


class FormSession(QObject):
    """Guards what is typed into one form, or into several that are saved together.

    ``also`` may be set to something that gives one more write, asked for on each save after the checks.
    ``ask`` may be set to something that is given the checked drafts before they are written, and says by the function
    that it is given too whether they may be (False: the person wants to look at the forms again).

    Signals:
        saved(Changes): everything is written and told to the screens.
        busy_changed(bool): the save is on its way, or came back.
        refused(str): something is wrong; what belongs to no field is told here, the rest beside its field.
    """

    saved = Signal(object)
    busy_changed = Signal(bool)
    refused = Signal(str)

    def __init__(self, kit: Kit, host: QWidget, what: str, parts: Sequence[FormPart]) -> None:
        """Watch forms that are loaded already.

        Args:
            kit: the screens' tools.
            host: the widget that shows the forms.
            what: how questions call the record, such as "Ana Ruiz" or "the new member".
            parts: the forms in the order in which they are saved.
        """
        super().__init__(host)
        self.what = what
        self.is_busy = False
        self.also: Callable[[], Write | None] | None = None
        self.ask: Callable[[Sequence[Draft], Answer], object] | None = None
        self._kit = kit
        self._host = host
        self._parts = tuple(parts)
        self._then: Answer | None = None
        self._done: list[Changes] = []
        self._on_its_way: list[Any] | None = None
        kit.bus.reached.connect(self._on_reached)
        self._keepers = [
            DraftKeeper(kit.draft_store, kit.tasks, part.form, part.name, what, part.given)
            for part in self._parts
            if part.name
        ]

    @property
    def is_dirty(self) -> bool:
        """Whether there is text that is not saved."""
        return any(part.form.is_dirty for part in self._parts)

    def save(self, then: Answer | None = None) -> None:
        """Check every field, then save what was changed; ``then`` is called with whether it is saved."""
        if self.is_busy:
            return
        self._then = then
        checked = self._checked()
        if checked is None:
            self._tell(False)
            return
        self._set_busy(True)
        if self.ask is None:
            self._write(checked)
        else:
            self.ask(checked, lambda may: self._write(checked) if may else self._stay())

    def _stay(self) -> None:
        """Let the person go on with the forms."""
        self._set_busy(False)
        self._tell(False)

    def _write(self, checked: Sequence[Draft]) -> None:
        wanted: list[Write] = [
            partial(part.save, draft)
            for part, draft in zip(self._parts, checked, strict=True)
            if part.form.is_dirty or (draft.is_new and part is self._parts[0])
        ]
        also = self.also() if self.also is not None else None
        wanted += [also] if also is not None else []
        done: list[Changes] = []
        self._done = done
        self._kit.tasks.run(self, lambda: _all(wanted, done), self._on_saved, self._on_error, key="save")

    def bring_back(self, kept: Sequence[KeptDraft]) -> None:
        """Put what was kept before a crash into the fields.

        A form that was loaded at another version keeps that version: its save will show both versions.
        """
        by_name = {one.form: one for one in kept}
        for part in self._parts:
            one = by_name.get(part.name)
            if one is not None:
                draft = part.form.draft.model_copy(update={"id": one.record, "version": one.version})
                part.form.load(draft)
                part.form.set_states(one.states)

    def forget(self) -> None:
        """Remove what was kept in case of a crash."""
        for keeper in self._keepers:
            keeper.forget()

    def may_leave(self, answer: Answer) -> None:
        """Call ``answer``: may the forms go? Text that is not saved is asked about: Save, Discard or Cancel."""
        if self.is_busy:
            answer(False)
        elif not self.is_dirty:
            answer(True)
        else:
            self._kit.messages.ask_save(self.what, partial(self._on_answer, answer))

    def _on_answer(self, answer: Answer, given: SaveAnswer) -> None:
        if given is SaveAnswer.SAVE:
            self.save(then=answer)
            return
        if given is SaveAnswer.DISCARD:
            self.forget()
        answer(given is SaveAnswer.DISCARD)

    def _checked(self) -> list[Draft] | None:
        """Return the checked drafts, or lead the person to the first fault."""
        drafts: list[Draft] = []
        problems: list[tuple[Form, dict[str, str]]] = []
        for part in self._parts:
            try:
                drafts.append(part.form.check())
            except RuleViolation as violation:
                problems.append((part.form, violation.problems))
        if not problems:
            self.refused.emit("")
            return drafts
        self._show_problems(problems)
        return None

    def _show_problems(self, found: Sequence[tuple[Form, Mapping[str, str]]]) -> None:
        """Show each problem beside its field; what belongs to no field is told above them."""
        rest: list[str] = []
        for form, problems in reversed(found):  # the first form is last, so that it gets the keyboard
            form.show_problems({name: text for name, text in problems.items() if name in form.field_names})
            rest[:0] = [text for name, text in problems.items() if name not in form.field_names]
        self.refused.emit(" ".join(rest))

    def _on_saved(self, changes: Changes) -> None:
        self._set_busy(False)
        self.forget()
        self._kit.bus.publish(changes)
        self.saved.emit(changes)
        self._tell(True)

    def _on_error(self, error: Exception) -> None:
        self._set_busy(False)
        for changes in self._done:  # the parts before the one that failed are written
            self._kit.bus.publish(changes)
        if isinstance(error, StaleRecord) and error.current is not None:
            self._solve(error)
            return
        if isinstance(error, RuleViolation):
            self._show_violation(error)
        else:
            is_away = isinstance(error, DatabaseUnavailable)
            self._on_its_way = self._values() if is_away else None
            self._kit.messages.show_error(error, self.save if is_away else None)
        self._tell(False)

    def _values(self) -> list[Any]:
        return [part.form.states() for part in self._parts]

    def _on_reached(self, is_there: bool) -> None:
        """Send again what was on its way when the server went, unless the person has gone on typing.

        It may have arrived, and only the answer was lost: the same draft sent twice counts once.
        """
        on_its_way, self._on_its_way = (self._on_its_way, None) if is_there else (None, self._on_its_way)
        if on_its_way is not None and not self.is_busy and on_its_way == self._values():
            self.save()

    def _show_violation(self, violation: RuleViolation) -> None:
        """Show what the database refused at the forms that have the fields."""
        left = dict(violation.problems)
        found: list[tuple[Form, Mapping[str, str]]] = []
        for part in reversed(self._parts):
            is_first = part is self._parts[0]
            own = {name: left.pop(name) for name in list(left) if is_first or name in part.form.field_names}
            if own:
                found.insert(0, (part.form, own))
        self._show_problems(found)

    def _solve(self, stale: StaleRecord) -> None:
        """Let the person choose field by field, then save again."""
        form = next((part.form for part in self._parts if isinstance(stale.current, part.form.kind)), None)
        if form is None:
            self._kit.messages.show_error(stale)
            self._tell(False)
            return
        dialog = solve(self._host.window(), form, stale, lambda: self.save(self._then))
        if dialog is not None:
            dialog.rejected.connect(lambda: self._tell(False))

    def _tell(self, is_saved: bool) -> None:
        then, self._then = self._then, None
        if then is not None:
            then(is_saved)

    def _set_busy(self, is_busy: bool) -> None:
        self.is_busy = is_busy
        for part in self._parts:
            part.form.setEnabled(not is_busy)
        self.busy_changed.emit(is_busy)


def _all(writes: Sequence[Write], done: list[Changes]) -> Changes:
    """Carry out the writes one after the other; ``done`` tells of those that are written if one fails."""
    changes = Changes()
    for write in writes:
        done.append(write())
        changes = changes | done[-1]
    return changes
