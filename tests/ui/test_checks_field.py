"""Several words of a closed list: values, what a crash leaves, keys, and the form around them."""

from PySide6.QtCore import Qt

from ip2a_desktop.domain.agreement_drafts import StepDraft
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.procedures import GrievanceKind
from ip2a_desktop.ui.kit.checks_field import ChecksField
from ip2a_desktop.ui.kit.field import Field
from ip2a_desktop.ui.kit.forms import Form

GROUP, POLICY = GrievanceKind.GROUP, GrievanceKind.POLICY


def test_values_come_in_the_order_of_the_list(qtbot):
    field = ChecksField(GrievanceKind)
    qtbot.addWidget(field)
    assert isinstance(field, Field)
    assert field.value() == ()
    field.set_value((POLICY, GROUP))
    assert field.value() == (GROUP, POLICY)
    assert field.shown(field.value()) == "Group or class, Union or policy"
    field.set_value(None)
    assert (field.value(), field.problem()) == ((), "")


def test_what_was_checked_comes_back(qtbot):
    field = ChecksField(GrievanceKind)
    qtbot.addWidget(field)
    field.set_value((GROUP,))
    kept = field.state()
    other = ChecksField(GrievanceKind)
    qtbot.addWidget(other)
    other.set_state("nonsense")
    assert other.value() == ()
    other.set_state(kept)
    assert other.value() == (GROUP,)


def test_a_check_mark_is_an_edit_and_leaving_is_told(qtbot):
    field = ChecksField(GrievanceKind)
    qtbot.addWidget(field)
    with qtbot.waitActive(field):
        field.show()
        field.activateWindow()
    box = field.boxes[GROUP]
    with qtbot.waitSignal(field.edited):
        qtbot.keyClick(box, Qt.Key.Key_Space)
    assert field.value() == (GROUP,)
    box.setFocus()
    with qtbot.waitSignal(field.left):
        field.boxes[POLICY].setFocus()
    field.set_read_only(True)
    assert not box.isEnabled()


def test_in_a_form_it_is_a_value_like_others(qtbot):
    form = Form(StepDraft)
    qtbot.addWidget(form)
    form.add("name")
    form.add("entry_for", ChecksField(GrievanceKind))
    form.load(StepDraft.model_construct(agreement_version_id=new_id(), name="Step 1", entry_for=(GROUP,)))
    assert not form.is_dirty
    form.field("entry_for").boxes[POLICY].click()
    assert form.is_dirty
    assert form.check().entry_for == (GROUP, POLICY)
