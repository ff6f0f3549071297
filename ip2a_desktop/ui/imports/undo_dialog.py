"""What taking an import back does: told before it is done, and what stays named afterwards."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ip2a_desktop.domain.imports import BatchRow, KeptRecord, UndoSummary
from ip2a_desktop.ui.imports.words import RECORDS
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.tokens import SPACE

_WIDTH = SPACE * 66
_LINES_HEIGHT = SPACE * 18
_MOST_LINES = 2_000


def ask_to_take_back(parent: QWidget | None, title: str, preview: UndoSummary, on_yes: Callable[[], object]) -> Dialog:
    """Say what taking back would do, and ask.

    Args:
        parent: the window.
        title: the file, or what else was imported.
        preview: what it would do.
        on_yes: called when the person wants it.
    """
    dialog = Dialog(f"Take back {title}?", parent, tone="warn", width=_WIDTH)
    for sentence in _sentences(preview):
        dialog.add_sentence(sentence)
    _add_kept(dialog, preview.kept)
    dialog.add_button("Cancel", default=True)
    dialog.add_button("Take back", "danger" if preview.removed else "primary", dialog.accept)
    dialog.accepted.connect(on_yes)
    dialog.open()
    return dialog


def tell_what_stayed(parent: QWidget | None, done: UndoSummary) -> Dialog:
    """Name the records that were left alone."""
    dialog = Dialog(f"Taken back, but for {RECORDS.count(len(done.kept))}", parent, tone="info", width=_WIDTH)
    dialog.add_sentence("Somebody worked on these since. They stay as they are; look at them one by one.")
    _add_kept(dialog, done.kept)
    dialog.add_button("Close", "primary", dialog.accept, default=True)
    dialog.open()
    return dialog


def title_of(batch: BatchRow) -> str:
    """Return how a person calls an import."""
    return f"“{batch.file_name}”" if batch.file_name else "the sample data"


def done_words(done: UndoSummary) -> str:
    """Return in one line what taking back did."""
    parts = []
    if done.removed:
        parts.append(f"{RECORDS.count(done.removed)} removed")
    if done.to_bin:
        parts.append(f"{RECORDS.count(done.to_bin)} moved to the bin")
    if done.set_back:
        parts.append(f"{RECORDS.count(done.set_back)} set back")
    return "Taken back: " + (", ".join(parts) or "nothing was left to take back")


def _sentences(preview: UndoSummary) -> list[str]:
    found = []
    if preview.removed:
        found.append(f"{RECORDS.count(preview.removed)} go for good; sample data can be made again.")
    if preview.to_bin:
        verb = "goes" if preview.to_bin == 1 else "go"
        found.append(f"{RECORDS.count(preview.to_bin)} that came in with it {verb} to the bin.")
    if preview.set_back:
        verb = "gets" if preview.set_back == 1 else "get"
        found.append(f"{RECORDS.count(preview.set_back)} that it changed {verb} the earlier values back.")
    if not found:
        found.append("There is nothing left to take back.")
    if preview.kept:
        found.append("These stay as they are, because somebody worked on them since:")
    return found


def _add_kept(dialog: Dialog, kept: Sequence[KeptRecord]) -> None:
    if not kept:
        return
    lines = [f"{one.name}: {one.why}" for one in kept[:_MOST_LINES]]
    if len(kept) > _MOST_LINES:
        lines.append(f"… and {len(kept) - _MOST_LINES:,} more")
    text = QPlainTextEdit("\n".join(lines))
    text.setReadOnly(True)
    text.setFixedHeight(_LINES_HEIGHT)
    text.setAccessibleName("Records that stay")
    dialog.body.addWidget(text)
