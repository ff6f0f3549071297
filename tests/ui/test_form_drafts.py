"""Drafts that survive a crash: whole files, for the person only, there after a kill, gone after a save."""

import json
import os
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.member_drafts import MemberDraft
from ip2a_desktop.ui.kit.form_drafts import DraftKeeper, DraftStore, KeptDraft
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.tasks import Tasks

GONE = (1, 0.0)
"""A process that does not run: number 1 began later than that."""


@pytest.fixture
def tasks(qtbot):
    door = Tasks()
    yield door
    door.close()


@pytest.fixture
def store(tmp_path):
    return DraftStore(tmp_path / "drafts")


@pytest.fixture
def form(qtbot):
    made = Form(MemberDraft)
    made.add("first_name")
    qtbot.addWidget(made)
    made.load(MemberDraft(card_number="1", first_name="Ana", last_name="Ruiz", version=2))
    return made


def kept(**values):
    plain = {
        "form": "member",
        "record": new_id(),
        "version": None,
        "title": "New member",
        "states": {"first_name": "Á"},
        "given": {},
        "kept_at": datetime.now(UTC),
        "writer": GONE,
    }
    return KeptDraft(**plain | values)


def files(store):
    return sorted(path.name for path in store._folder.iterdir()) if store._folder.exists() else []


def test_a_kept_draft_comes_back_as_it_was(store):
    older, newer = kept(kept_at=datetime(2026, 1, 1, tzinfo=UTC)), kept(given={"member_id": str(new_id())})
    store.keep(older)
    store.keep(newer)
    assert store.pending() == (newer, older)
    store.forget("member", older.record)
    assert store.pending() == (newer,)


@pytest.mark.skipif(os.name != "posix", reason="on Windows the folder of the person's profile protects")
def test_only_the_person_can_read_what_was_typed(store):
    store.keep(kept())
    folder = store._folder
    assert folder.stat().st_mode & 0o777 == 0o700
    assert [path.stat().st_mode & 0o777 for path in folder.iterdir()] == [0o600]


def test_a_write_that_fails_leaves_the_old_file_and_no_piece(store, monkeypatch):
    draft = kept()
    store.keep(draft)

    def disk_full(_handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", disk_full)
    with pytest.raises(OSError, match="No space"):
        store.keep(kept(record=draft.record, title="Later"))
    assert [one.title for one in store.pending()] == ["New member"]
    assert len(files(store)) == 1


@pytest.mark.logs
@pytest.mark.parametrize("damage", ["", "{", "[]", '{"record": "x"}', "null"])
def test_a_damaged_file_is_left_where_it_is(store, damage):
    draft = kept()
    store.keep(draft)
    store._path("member", draft.record).write_text(damage, encoding="utf-8")
    assert store.pending() == ()
    assert len(files(store)) == 1


def test_the_form_on_somebodys_screen_is_not_offered(store):
    store.keep(KeptDraft("member", new_id(), None, "New member", {}, {}, datetime.now(UTC)))
    assert store.pending() == ()
    assert len(files(store)) == 1


def test_a_draft_that_was_forgotten_is_not_written_by_a_late_worker(store):
    draft = kept()
    store.begin("member", draft.record)
    store.forget("member", draft.record)
    store.keep(draft)
    assert files(store) == []
    store.begin("member", draft.record)
    store.keep(draft)
    assert len(files(store)) == 1


def test_forgetting_never_waits_for_the_disk(store, monkeypatch):
    started, disk = threading.Event(), threading.Event()
    flush = os.fsync

    def slow(handle):
        started.set()
        disk.wait(5)
        flush(handle)

    monkeypatch.setattr(os, "fsync", slow)
    draft = kept()
    worker = threading.Thread(target=store.keep, args=(draft,))
    worker.start()
    assert started.wait(5)
    store.forget("member", draft.record)
    disk.set()
    worker.join()
    assert files(store) == []


def test_typing_is_kept_soon_and_a_save_forgets_it(qtbot, tasks, store, form):
    keeper = DraftKeeper(store, tasks, form, "member", "Ana Ruiz")
    assert keeper._soon.interval() < 5_000
    form.cells["first_name"].widget.insert("x")
    assert keeper._soon.isActive()
    keeper._soon.timeout.emit()
    qtbot.waitUntil(tasks.is_idle)
    written = json.loads((store._folder / files(store)[0]).read_text(encoding="utf-8"))
    assert (written["title"], written["states"]) == ("Ana Ruiz", {"first_name": "xAna"})
    keeper.forget()
    assert files(store) == []


def test_a_form_that_is_as_it_was_keeps_nothing(qtbot, tasks, store, form):
    keeper = DraftKeeper(store, tasks, form, "member", "Ana Ruiz")
    form.field("first_name").setText("Anna")
    keeper.keep_now()
    qtbot.waitUntil(tasks.is_idle)
    assert len(files(store)) == 1
    form.field("first_name").setText("Ana")
    keeper.keep_now()
    assert files(store) == []
    form.field("first_name").setText("Anne")
    keeper.keep_now()
    qtbot.waitUntil(tasks.is_idle)
    assert len(files(store)) == 1


@pytest.mark.logs
def test_a_disk_that_takes_no_file_does_not_disturb(qtbot, tasks, tmp_path, form, caplog):
    (tmp_path / "drafts").write_text("a file where the folder should be")
    keeper = DraftKeeper(DraftStore(tmp_path / "drafts"), tasks, form, "member", "Ana Ruiz")
    for text in ("Anna", "Anne"):
        form.field("first_name").setText(text)
        keeper.keep_now()
        qtbot.waitUntil(tasks.is_idle)
    assert len(caplog.records) == 1


CHILD = """
import sys
from pathlib import Path
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ip2a_desktop.domain.member_drafts import (MemberDraft)
from ip2a_desktop.ui.kit.form_drafts import DraftKeeper, DraftStore
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.tasks import Tasks

app = QApplication([])
tasks, form = Tasks(), Form(MemberDraft)
form.add("first_name")
form.load_new()
keeper = DraftKeeper(DraftStore(Path(sys.argv[1])), tasks, form, "member", "New member")
form.show()
QTest.keyClicks(form.cells["first_name"].widget, "Dolores")
app.exec()
"""


def test_what_was_typed_is_there_after_the_program_was_killed(qtbot, tmp_path):
    folder = tmp_path / "drafts"
    root = str(Path(__file__).parents[2])
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folder)], cwd=root, env=os.environ | {"PYTHONPATH": root}
    )
    try:
        qtbot.waitUntil(lambda: folder.is_dir() and bool(list(folder.glob("*.draft.json"))), timeout=20_000)
    finally:
        child.kill()  # SIGKILL: nothing in the program gets a chance to tidy up
        child.wait()
    (draft,) = DraftStore(folder).pending()
    assert (draft.title, draft.version, draft.states) == ("New member", None, {"first_name": "Dolores"})
