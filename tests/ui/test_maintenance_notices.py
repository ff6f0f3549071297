"""The tab Notices: channels with their test, setting one up, secrets that are never shown, the outbox."""

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.domain.health import Severity
from ip2a_desktop.domain.notices import ChannelKind, Digest
from ip2a_desktop.ui.kit.dialogs import Dialog
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.maintenance.channel_form import new_channel
from ip2a_desktop.ui.maintenance.screen import MaintenancePage
from tests.ui.fake_employers import make_kit, settle
from tests.ui.fake_health import desk
from tests.ui.fake_notices import LOG, MAIL, FakeNotices, outcome


@pytest.fixture
def kit(qtbot, tmp_path):
    tasks = Tasks()
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def open_part(qtbot, kit):
    def open_part(notices):
        page = MaintenancePage(kit, desk(notices=notices))
        qtbot.addWidget(page)
        kit.messages.attach(page)
        page.resize(1100, 760)
        page.show()
        page.show_part("notices")
        settle(qtbot, kit)
        part = page.current
        part.page = page
        return part

    return open_part


def said(widget):
    return " ".join(one.text() for one in widget.findChildren(QLabel))


def test_each_channel_tells_where_it_goes_and_whether_the_last_notice_went(open_part):
    part = open_part(FakeNotices())
    assert [one.channel.name for one in part.cards] == ["Log file", "Office e-mail"]
    assert "every priority · at once" in said(part.cards[0])
    assert "E-mail · ana@example.org · from Medium up · once a day" in said(part.cards[1])
    assert "The last notice did not go: The mail server refused the password." in said(part.cards[1])


def test_a_test_says_on_the_card_what_came_of_it(open_part, qtbot, kit):
    notices = FakeNotices()
    part = open_part(notices)
    part.cards[0].test_button.click()
    settle(qtbot, kit)
    assert part.cards[0].outcome.text() == "Test delivered: The far side took the test message."
    notices.tested = outcome(False, "It was not delivered. The host does not answer.")
    part.cards[1].test_button.click()
    settle(qtbot, kit)
    assert part.cards[1].outcome.text() == "Test failed: It was not delivered. The host does not answer."
    assert part.cards[1].test_button.isEnabled()


def test_a_test_that_cannot_be_made_says_why(open_part, qtbot, kit):
    notices = FakeNotices()
    part = open_part(notices)
    notices.error = DatabaseUnavailable("The server does not answer.", "Nothing was sent.")
    part.cards[0].test_button.click()
    settle(qtbot, kit)
    assert part.cards[0].outcome.text() == "The server does not answer. Nothing was sent."


def test_a_channel_is_set_up_and_its_fault_is_shown_at_its_field(open_part, qtbot, kit):
    notices = FakeNotices(LOG)
    part = open_part(notices)
    part.edit(new_channel(ChannelKind.EMAIL))
    form = part.dialog.form
    form.put({"address": "bo@example.org", "secret": "swordfish", "minimum": Severity.HIGH, "digest": Digest.DAILY})
    part.dialog.save_button.click()
    settle(qtbot, kit)
    assert form.cells["server"].problem == "Name the mail server, such as smtp.example.org."
    form.put({"server": "smtp.example.org", "port": "587"})
    part.dialog.save_button.click()
    settle(qtbot, kit)
    made = notices.kept[-1]
    assert (made.address, made.minimum, made.digest) == ("bo@example.org", Severity.HIGH, Digest.DAILY)
    assert made.setting("server") == "smtp.example.org"
    assert made.setting("mode") == "starttls"
    assert notices.secrets[made.id] == "swordfish"
    assert "swordfish" not in repr(made)
    assert [one.channel.name for one in part.cards] == ["Log file", "E-mail"]


def test_a_secret_is_typed_blind_and_kept_where_nothing_is_typed(open_part, qtbot, kit):
    notices = FakeNotices()
    part = open_part(notices)
    part.cards[1].edit_button.click()
    secret = part.dialog.form.cells["secret"].widget
    assert secret.echoMode() is QLineEdit.EchoMode.Password
    assert secret.text() == ""
    part.dialog.form.put({"name": "Mail of the office"})
    part.dialog.save_button.click()
    settle(qtbot, kit)
    assert notices.secrets == {}
    assert notices.kept[1].name == "Mail of the office"
    assert dict(notices.kept[1].settings)["user"] == dict(MAIL.settings)["user"]


def test_every_kind_of_channel_has_its_form(open_part):
    part = open_part(FakeNotices())
    fields = {}
    for kind in ChannelKind:
        part.edit(new_channel(kind))
        fields[kind] = set(part.dialog.form.field_names) - {"name", "is_on", "minimum", "digest"}
        part.dialog.session.may_leave(lambda _may: None)
        part.dialog.close()
    assert fields[ChannelKind.LOG] == set()
    assert fields[ChannelKind.SLACK] == {"secret"}
    assert fields[ChannelKind.WEBHOOK] == {"address", "allowed"}


def test_a_channel_is_removed_after_a_question(open_part, qtbot, kit):
    notices = FakeNotices()
    part = open_part(notices)
    part.cards[1].remove_button.click()
    (question,) = [one for one in part.page.findChildren(Dialog) if one.isVisible()]
    question.accept()
    settle(qtbot, kit)
    assert [one.channel.name for one in part.cards] == ["Log file"]


def test_the_outbox_tells_what_became_of_each_notice_and_tries_again(open_part, qtbot, kit):
    notices = FakeNotices()
    part = open_part(notices)
    assert part.outbox.rows.index(0, 0).data() == "Will be tried again"
    assert "Office e-mail: will be tried again – The mail server refused the password." in part.more.text()
    part.retry_button.click()
    settle(qtbot, kit)
    assert notices.asked.count("retry") == 1
    assert part.outbox.rows.index(0, 0).data() == "Waiting"
    assert not part.retry_button.isEnabled()
    part.outbox.selectRow(1)
    assert not part.retry_button.isEnabled()


def test_an_empty_outbox_says_what_will_stand_there(open_part):
    notices = FakeNotices()
    notices.notices = []
    assert open_part(notices).outbox_states.state == "empty"


def test_the_table_of_notices_keeps_qt_s_rules(open_part, qtmodeltester):
    qtmodeltester.check(open_part(FakeNotices()).outbox.rows)
