"""What a form asks before it is written: yes writes, no leads back to the fields."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from ip2a_desktop.domain.agreement_drafts import ArticleDraft
from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.form_session import FormPart, FormSession
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.tasks import Tasks
from tests.ui.fake_employers import make_kit, settle


@pytest.fixture
def kit(qtbot, tmp_path):
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def written():
    return []


@pytest.fixture
def session(qtbot, kit, written):
    """A session over one form with a new article in it."""
    host = QWidget()
    qtbot.addWidget(host)
    form = Form(ArticleDraft)
    form.setParent(host)
    form.add("number")
    form.load_new(agreement_version_id=new_id())

    def save(draft):
        written.append(draft)
        return Changes.of("agreement_article", draft.id)

    made = FormSession(kit, host, "the new article", [FormPart(form, save)])
    made.form = form
    return made


def test_nothing_is_asked_while_something_is_wrong(session, written):
    asked = []
    session.ask = lambda drafts, answer: asked.append(drafts)
    session.save()
    assert (asked, written, session.is_busy) == ([], [], False)
    assert session.form.cells["number"].problem


def test_yes_writes_what_was_checked(session, kit, qtbot, written):
    asked = []
    session.ask = lambda drafts, answer: asked.append((drafts, answer))
    session.form.put({"number": "5.2"})
    session.save()
    ((drafts, answer),) = asked
    assert (session.is_busy, written) == (True, [])
    with qtbot.waitSignal(session.saved):
        answer(True)
    assert written == list(drafts)


def test_no_leads_back_to_the_fields(session, kit, qtbot, written):
    session.ask = lambda _drafts, answer: answer(False)
    session.form.put({"number": "5.2"})
    answers = []
    session.save(answers.append)
    settle(qtbot, kit)
    assert (written, answers, session.is_busy, session.is_dirty) == ([], [False], False, True)
    assert session.form.isEnabled()


@pytest.fixture
def cut_off(session, kit, qtbot, written):
    """A session whose save was on its way when the server went."""
    writes = session._parts[0].save
    away = [True]

    def save(draft):
        if away:
            away.clear()
            raise DatabaseUnavailable("The server does not answer.", "Your text is still here.", "Try again.")
        return writes(draft)

    session._parts = (FormPart(session.form, save),)
    session.form.put({"number": "5.2"})
    session.save()
    settle(qtbot, kit)
    assert written == []
    assert session.form.isEnabled()
    yield session
    for one in QApplication.topLevelWidgets():
        if isinstance(one, Dialog):
            one.close()
            one.deleteLater()


def test_a_save_on_its_way_is_sent_again_when_the_server_answers(cut_off, kit, qtbot, written):
    kit.bus.reached.emit(False)
    assert written == []
    with qtbot.waitSignal(cut_off.saved):
        kit.bus.reached.emit(True)
    assert [one.number for one in written] == ["5.2"]
    kit.bus.reached.emit(True)
    settle(qtbot, kit)
    assert len(written) == 1


def test_who_went_on_typing_saves_by_hand(cut_off, kit, qtbot, written):
    cut_off.form.put({"number": "5.3"})
    kit.bus.reached.emit(True)
    settle(qtbot, kit)
    assert written == []
    assert cut_off.is_dirty
