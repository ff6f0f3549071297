"""Forms: labels, required marks, checks while leaving, messages beside fields, what counts as changed."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.member_drafts import EmploymentDraft, MemberDraft
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.ui.kit.forms import Form


@pytest.fixture
def form(qtbot):
    made = Form(MemberDraft)
    made.section("Who")
    made.add("card_number", width=4)
    made.add("first_name", width=4)
    made.add("last_name", width=4)
    made.add("status", width=6)
    made.add("initiation_date", width=6)
    made.add("phone", hint="With area code")
    made.add("skills")
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


ANA = MemberDraft(card_number="0042", first_name="Ana", last_name="Ruiz", phone="206 555 0142", version=3)


def test_labels_are_buddies_and_required_fields_are_marked(form):
    cell = form.cells["first_name"]
    assert cell.label.text() == "First name *"
    assert cell.label.buddy() is cell.widget
    assert cell.widget.accessibleName() == "First name, required"
    assert form.cells["phone"].label.text() == "Phone"


def test_the_tab_key_goes_in_the_order_of_reading(form):
    order, widget = [], form.cells["card_number"].widget
    names = {id(cell.widget): name for name, cell in form.cells.items()}
    for _ in range(40):
        if id(widget) in names:
            order.append(names[id(widget)])
        widget = widget.nextInFocusChain()
    assert order[:7] == list(form.field_names)


def test_a_loaded_draft_is_shown_and_given_back(form):
    form.load(ANA)
    assert form.field("phone").text() == "(206) 555-0142"
    assert form.check() == ANA
    assert (form.is_dirty, form.is_new) == (False, False)


def test_dirty_means_different_from_what_was_loaded(qtbot, form):
    form.load(ANA)
    told = []
    form.dirty_changed.connect(told.append)
    name = form.cells["first_name"].widget
    name.setFocus()
    qtbot.keyClicks(name, "x")
    assert form.is_dirty
    qtbot.keyClick(name, Qt.Key.Key_Backspace)
    assert not form.is_dirty
    assert told == [True, False]
    form.cells["initiation_date"].widget.setText("nonsense")
    assert form.is_dirty


def test_a_pause_in_typing_is_told(qtbot, form):
    form.load(ANA)
    with qtbot.waitSignals([(form.edited, "edited"), (form.settled, "settled")]):
        qtbot.keyClicks(form.cells["first_name"].widget, "x")


def test_an_empty_draft_begins_with_what_is_given(qtbot):
    member = new_id()
    form = Form(EmploymentDraft)
    qtbot.addWidget(form)
    form.add("position")
    form.load_new(member_id=member)
    assert (form.is_new, form.values()["member_id"]) == (True, member)
    form.field("position").setText("Foreman")
    assert form.check().position == "Foreman"


def test_every_fault_has_its_sentence_and_the_first_gets_the_keyboard(qtbot, form):
    form.load_new()
    form.field("card_number").setText("7")
    form.field("phone").setText("12")
    form.field("initiation_date").setText("32/32")
    with pytest.raises(RuleViolation) as refused:
        form.check()
    form.show_problems(refused.value.problems)
    assert form.cells["card_number"].problem == ""
    assert form.cells["first_name"].problem == "A member needs a first name."
    assert "area code" in form.cells["phone"].problem
    assert "Write a date" in form.cells["initiation_date"].problem
    first = form.cells["first_name"].widget
    qtbot.waitUntil(first.hasFocus)
    assert first.accessibleDescription() == "A member needs a first name."
    assert first.property("invalid")


def test_the_first_fault_is_scrolled_into_view(qtbot):
    form = Form(MemberDraft)
    for name in MemberDraft.model_fields:
        if name not in ("id", "version"):
            form.add(name)
    holder = QWidget()
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    area.setWidget(form)
    area.resize(400, 300)
    area.show()
    qtbot.waitExposed(area)
    area.verticalScrollBar().setValue(0)
    form.show_problems({"postal_code": "Write a ZIP code of five digits, or ZIP+4."})
    cell = form.cells["postal_code"]
    assert 0 <= cell.widget.mapTo(area.viewport(), cell.widget.rect().topLeft()).y() < 300
    holder.deleteLater()


def test_a_field_is_checked_when_it_is_left_and_not_while_typing(qtbot, form):
    form.load(ANA)
    phone = form.cells["phone"].widget
    phone.setFocus()
    phone.selectAll()
    qtbot.keyClicks(phone, "12")
    assert form.cells["phone"].problem == ""
    phone.left.emit()
    assert "area code" in form.cells["phone"].problem
    phone.selectAll()
    qtbot.keyClicks(phone, "2065550142")
    assert form.cells["phone"].problem == ""


def test_a_field_that_was_only_passed_is_left_alone(form):
    form.load_new()
    form.field("first_name").left.emit()
    assert form.cells["first_name"].problem == ""


def test_what_stands_in_the_fields_survives_as_plain_data(qtbot, form):
    form.load(ANA)
    form.field("initiation_date").setText("half a d")
    form.field("status").set_value(MemberStatus.RETIRED)
    states = form.states()
    other = Form(MemberDraft)
    qtbot.addWidget(other)
    for name in form.field_names:
        other.add(name)
    other.load(ANA)
    other.set_states(states | {"of another release": 1, "card_number": 7})
    assert other.field("initiation_date").text() == "half a d"
    assert other.values()["status"] is MemberStatus.RETIRED
    assert other.values()["card_number"] == "0042"
    assert other.is_dirty


def test_values_may_be_put_in_as_if_typed(qtbot, form):
    form.load(ANA)
    with qtbot.waitSignal(form.edited):
        form.put({"first_name": "Anna", "initiation_date": date(2020, 1, 2), "id": new_id()})
    assert (form.is_dirty, form.check().first_name, form.check().id) == (True, "Anna", ANA.id)


def test_a_form_can_be_read_only(qtbot, form):
    form.load(ANA)
    form.set_read_only(True)
    qtbot.keyClicks(form.cells["first_name"].widget, "x")
    assert not form.is_dirty
    form.set_read_only(False)
    qtbot.keyClicks(form.cells["first_name"].widget, "x")
    assert form.is_dirty


def test_fields_of_a_line_share_its_width(form):
    form.resize(600, 500)
    form.layout().activate()
    widths = [form.cells[name].width() for name in ("card_number", "first_name", "last_name")]
    assert max(widths) - min(widths) <= 2
    assert form.cells["card_number"].y() == form.cells["last_name"].y()
    assert form.cells["skills"].width() == 600
