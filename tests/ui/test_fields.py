"""The fields of a form: what they show, what they give, their keys, and what they keep when faulty."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QDate, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent

from ip2a_desktop.domain.employer_drafts import EmployerContactDraft
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.member_drafts import EmploymentDraft, MemberDraft
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.ui.kit import formats
from ip2a_desktop.ui.kit.fields import (
    CheckField,
    ChoiceField,
    DateField,
    Field,
    Found,
    LineField,
    LookupField,
    MomentField,
    MoneyField,
    NumberField,
    PhoneField,
    TextField,
    field_for,
)
from ip2a_desktop.ui.kit.tasks import Tasks

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # popups of the offscreen platform

TODAY = date(2026, 11, 23)


@pytest.fixture
def tasks(qtbot):
    door = Tasks()
    yield door
    door.close()


@pytest.fixture
def shown(qtbot, monkeypatch):
    monkeypatch.setattr(formats, "today", lambda: TODAY)
    monkeypatch.setattr(formats, "day_pattern", lambda: "M/d/yyyy")

    def show(field):
        qtbot.addWidget(field)
        field.show()
        field.setFocus()
        return field

    return show


@pytest.mark.parametrize(
    ("draft", "name", "kind"),
    [
        (MemberDraft, "first_name", LineField),
        (MemberDraft, "skills", TextField),
        (MemberDraft, "phone", PhoneField),
        (MemberDraft, "status", ChoiceField),
        (MemberDraft, "initiation_date", DateField),
        (MemberDraft, "referral_registered_at", MomentField),
        (EmploymentDraft, "weekly_hours", NumberField),
        (EmployerContactDraft, "is_primary", CheckField),
    ],
)
def test_the_type_of_a_value_chooses_its_field(qtbot, draft, name, kind):
    field = field_for(draft.model_fields[name])
    qtbot.addWidget(field)
    assert type(field) is kind
    assert isinstance(field, Field)


def test_another_record_needs_a_field_of_its_own():
    with pytest.raises(TypeError):
        field_for(EmploymentDraft.model_fields["organization_id"])


def test_a_line_tells_of_edits_but_not_of_values_that_are_set(qtbot, shown):
    field = shown(LineField())
    with qtbot.assertNotEmitted(field.edited):
        field.set_value("Ana")
    with qtbot.waitSignal(field.edited):
        qtbot.keyClicks(field, "!")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.value() == "Ana"
    field.set_value(None)
    assert (field.value(), field.problem()) == ("", "")


def test_leaving_a_field_is_told(qtbot, shown):
    field = shown(LineField())
    qtbot.waitUntil(field.hasFocus)
    with qtbot.waitSignal(field.left):
        field.clearFocus()


def test_long_text_grows_and_the_tab_key_leaves_it(qtbot, shown):
    field = shown(TextField())
    least = field.height()
    with qtbot.assertNotEmitted(field.edited):
        field.set_value("line\n" * 8)
    assert field.height() > least
    with qtbot.waitSignal(field.edited):
        qtbot.keyClicks(field, "x")
    assert field.value() == "x" + "line\n" * 8
    assert field.tabChangesFocus()
    field.set_state("back")
    assert field.state() == "back"


def test_a_phone_number_is_shown_as_people_write_it_and_given_as_it_is_stored(qtbot, shown):
    field = shown(PhoneField())
    field.set_value("+12065550142")
    assert (field.text(), field.value()) == ("(206) 555-0142", "+12065550142")
    field.setText("206.555.0199 x7")
    field.left.emit()
    assert field.value() == "+12065550199;ext=7"
    field.setText("12")
    field.left.emit()
    assert field.value() == "12"


def test_a_choice_shows_labels_and_gives_words(qtbot, shown):
    field = shown(ChoiceField(MemberStatus))
    field.set_value(MemberStatus.RETIRED)
    assert (field.currentText(), field.value()) == ("Retired", MemberStatus.RETIRED)
    with qtbot.waitSignal(field.edited):
        qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.value() is MemberStatus.WITHDRAWN
    field.set_state("suspended")
    assert (field.state(), field.shown(field.value())) == ("suspended", "Suspended")
    field.set_state("of another release")
    assert field.value() is MemberStatus.SUSPENDED


def test_the_wheel_never_changes_a_choice(qtbot, shown):
    field = shown(ChoiceField(MemberStatus))
    at = QPointF(5, 5)
    wheel = QWheelEvent(
        at,
        at,
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    field.wheelEvent(wheel)
    assert field.value() is MemberStatus.ACTIVE
    assert not wheel.isAccepted()


def test_a_choice_may_be_none(qtbot, shown):
    field = shown(ChoiceField(MemberStatus, empty="Not set"))
    field.set_value(None)
    assert (field.currentText(), field.value(), field.state()) == ("Not set", None, None)


def test_yes_or_no(qtbot, shown):
    field = shown(CheckField("Primary contact"))
    field.set_value(True)
    with qtbot.waitSignal(field.edited):
        field.click()
    assert (field.value(), field.shown(True)) == (False, "Yes")
    field.set_state(True)
    assert field.state() is True


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        ("d", date(2026, 3, 7)),
        ("D", date(2026, 3, 5)),
        ("w", date(2026, 3, 13)),
        ("M", date(2026, 2, 6)),
        ("yy", date(2028, 3, 6)),
        ("t", TODAY),
        ("=", TODAY),
    ],
)
def test_letters_step_through_the_days(qtbot, shown, keys, day):
    field = shown(DateField())
    field.set_value(date(2026, 3, 6))
    with qtbot.waitSignal(field.edited):
        qtbot.keyClicks(field, keys)
    assert field.value() == day


def test_stepping_begins_at_today_and_never_at_nonsense(qtbot, shown):
    field = shown(DateField())
    qtbot.keyClicks(field, "d")
    assert field.value() == date(2026, 11, 24)
    field.setText("31/31")
    qtbot.keyClicks(field, "d")
    assert field.text() == "31/31"


def test_a_typed_day_is_tidied_when_the_field_is_left(qtbot, shown):
    field = shown(DateField())
    qtbot.keyClicks(field, "3/6/26")
    field.left.emit()
    assert field.text() == "3/6/2026"
    field.setText("3/36")
    field.left.emit()
    assert (field.text(), field.value()) == ("3/36", None)
    assert field.problem() == "Write a date such as 3/6/2026."
    field.clear()
    assert field.problem() == ""


def test_a_day_is_picked_from_the_calendar(qtbot, shown):
    field = shown(DateField())
    qtbot.keyClick(field, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    popup = field._calendar
    assert popup.isVisible()
    popup.calendar.clicked.emit(QDate(2026, 3, 6))
    assert (field.value(), popup.isVisible()) == (date(2026, 3, 6), False)
    field.set_read_only(True)
    qtbot.keyClicks(field, "d")
    field.show_calendar()
    assert (field.value(), popup.isVisible()) == (date(2026, 3, 6), False)


def test_a_moment_keeps_its_time_of_day_when_the_day_steps(qtbot, shown):
    field = shown(MomentField())
    moment = datetime(2026, 3, 6, 14, 30, tzinfo=UTC)
    field.set_value(moment)
    assert field.value() == moment
    qtbot.keyClicks(field, "d")
    assert (field.value() - moment).days == 1
    field.setText("today")
    assert "14:30" in field.problem()
    field.set_value(None)
    assert field.value() is None


@pytest.mark.parametrize(
    ("text", "number"),
    [("41.50", "41.50"), ("$1,234.5", "1234.5"), (" 40 ", "40"), ("", None), ("a lot", None), ("NaN", None)],
)
def test_numbers_are_read_as_people_write_them(qtbot, shown, text, number):
    field = shown(NumberField())
    field.setText(text)
    assert field.value() == (None if number is None else Decimal(number))
    assert bool(field.problem()) == (number is None and bool(text))


def test_money_is_tidied_but_never_rounded(qtbot, shown):
    field = shown(MoneyField())
    field.setText("1234.5")
    field.left.emit()
    assert field.text() == "$1,234.50"
    field.setText("1.005")
    field.left.emit()
    assert field.value() == Decimal("1.005")
    field.set_value(Decimal("41.5"))
    assert field.text() == "$41.50"


class Employers:
    def __init__(self):
        self.all = [Found(new_id(), name, "Seattle, WA") for name in ("Ace Electric", "Acme Electric", "Zeta Power")]
        self.asked = []

    def search(self, text):
        self.asked.append(text)
        return [one for one in self.all if text.casefold() in one.text.casefold()]


@pytest.fixture
def lookup(qtbot, shown, tasks):
    employers = Employers()
    field = shown(LookupField(tasks, employers.search, "employer"))
    qtbot.waitUntil(field.hasFocus)
    return field, employers


def test_a_few_letters_find_a_record_and_nobody_sees_its_id(qtbot, lookup, tasks):
    field, employers = lookup
    qtbot.keyClicks(field, "ac")
    qtbot.waitUntil(field._popup.isVisible)
    assert employers.asked == ["ac"]
    assert field._found.item(0).text() == "Ace Electric  ·  Seattle, WA"
    assert (field.value(), field.problem()) == (None, "Choose the employer from the list.")
    qtbot.keyClick(field._popup, Qt.Key.Key_Down)
    with qtbot.waitSignal(field.edited):
        qtbot.keyClick(field._popup, Qt.Key.Key_Return)
    assert (field.text(), field.value()) == ("Ace Electric", employers.all[0].id)


def test_a_name_typed_in_full_counts_as_chosen(qtbot, lookup, tasks):
    field, employers = lookup
    field.setText("acme electric")
    field.textEdited.emit("acme electric")
    field.clearFocus()
    qtbot.waitUntil(lambda: field.value() == employers.all[1].id)
    assert field.text() == "Acme Electric"


def test_another_letter_takes_the_choice_back(qtbot, lookup):
    field, employers = lookup
    field.know(employers.all[0].id, "Ace Electric")
    field.set_value(employers.all[0].id)
    assert field.text() == "Ace Electric"
    field.end(False)
    qtbot.keyClicks(field, "x")
    assert field.value() is None
    field.clear()
    assert field.problem() == ""


def test_a_choice_survives_as_plain_data(lookup):
    field, employers = lookup
    one = employers.all[0]
    field.set_state({"id": str(one.id), "text": one.text})
    assert (field.value(), field.text(), field.shown(one.id)) == (one.id, one.text, one.text)
    field.set_state({"id": "", "text": "Ac"})
    assert field.state() == {"id": "", "text": "Ac"}
    assert field.shown(new_id()) == "another employer"


def test_fields_speak_to_a_screen_reader(shown):
    field = shown(DateField())
    reader = QAccessible.queryAccessibleInterface(field)
    assert "today" in reader.text(QAccessible.Text.Description)
