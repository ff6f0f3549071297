"""Two people saved the same record: what is compared, what is proposed, and what comes of it."""

import pytest

from ip2a_desktop.domain.errors import StaleRecord
from ip2a_desktop.domain.member_drafts import MemberDraft
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.ui.kit.conflict import solve
from ip2a_desktop.ui.kit.forms import Form

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")  # dialogs of the offscreen platform

BEFORE = MemberDraft(card_number="0042", first_name="Ana", last_name="Ruiz", city="Kent", version=3)


@pytest.fixture
def form(qtbot):
    made = Form(MemberDraft)
    for name in ("card_number", "first_name", "last_name", "status", "city"):
        made.add(name)
    qtbot.addWidget(made)
    made.load(BEFORE)
    return made


def theirs(**values):
    return StaleRecord(BEFORE.id, BEFORE.model_copy(update={"version": 4, **values}), "bo")


def test_what_only_one_changed_is_proposed_and_what_both_changed_is_asked(form):
    form.put({"first_name": "Anna", "city": "Auburn"})
    stale = theirs(city="Renton", status=MemberStatus.RETIRED, skills="not in this form")
    done = []
    dialog = solve(None, form, stale, lambda: done.append(True))
    assert {one.name: one.proposed for one in dialog.differences} == {
        "first_name": "mine",
        "status": "theirs",
        "city": None,
    }
    assert not dialog.save_button.isEnabled()
    dialog.choose("city", "mine")
    assert dialog.save_button.isEnabled()
    dialog.save_button.click()
    assert done == [True]
    draft = form.check()
    assert (draft.first_name, draft.city, draft.status) == ("Anna", "Auburn", MemberStatus.RETIRED)
    assert (draft.version, draft.skills) == (4, "not in this form")
    assert form.is_dirty


def test_keeping_on_editing_changes_nothing(form):
    form.put({"city": "Auburn"})
    done = []
    dialog = solve(None, form, theirs(city="Renton"), lambda: done.append(True))
    dialog.reject()
    assert done == []
    assert (form.values()["city"], form.draft.version) == ("Auburn", 3)


def test_nobody_is_asked_where_both_saved_the_same(form):
    form.put({"city": "  Auburn "})
    done = []
    assert solve(None, form, theirs(city="Auburn"), lambda: done.append(True)) is None
    assert (done, form.draft.version, form.is_dirty) == ([True], 4, False)


def test_a_form_that_could_not_be_saved_anyway_is_compared_as_it_stands(form):
    form.put({"last_name": ""})
    dialog = solve(None, form, theirs(last_name="Ruiz-Vega"), lambda: None)
    assert [(one.name, one.mine, one.theirs) for one in dialog.differences] == [("last_name", "", "Ruiz-Vega")]
    assert dialog.values() == {"last_name": ""} or not dialog.save_button.isEnabled()
    dialog.reject()


def test_values_are_shown_as_people_read_them(form):
    form.put({"status": MemberStatus.DECEASED})
    dialog = solve(None, form, theirs(status=MemberStatus.RETIRED), lambda: None)
    words = {button.text() for group in dialog._sides.values() for button in group.buttons()}
    assert words == {"Deceased", "Retired"}
    dialog.reject()
