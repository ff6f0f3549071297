"""The strip that says: this looks like somebody you already have."""

import pytest
from PySide6.QtWidgets import QPushButton

from ip2a_desktop.domain.changes import Changes
from ip2a_desktop.domain.employer_drafts import EmployerDraft
from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.members import Duplicate
from ip2a_desktop.ui.kit.duplicates import DuplicateStrip
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.tasks import Tasks
from tests.ui.fake_employers import make_kit

KNOWN = "This looks like an organization that you already have:"


class Known:
    """Knows some twins, and notes what it was asked."""

    def __init__(self, *found):
        self.found = found
        self.asked = []
        self.error = None

    def __call__(self, values, exclude):
        self.asked.append((dict(values), exclude))
        if self.error is not None:
            raise self.error
        return self.found


@pytest.fixture
def kit(qtbot, tmp_path):
    tasks = Tasks(inline=True)
    yield make_kit(tasks, tmp_path)
    tasks.close()


@pytest.fixture
def form(qtbot):
    made = Form(EmployerDraft)
    made.add("name")
    made.add("city")
    made.load_new()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def strip(qtbot, kit, form):
    def strip(known):
        made = DuplicateStrip(kit, form, known, ("name",), KNOWN)
        qtbot.addWidget(made)
        return made

    return strip


def buttons(strip):
    return {one.accessibleName(): one for one in strip.findChildren(QPushButton)}


def test_it_asks_once_the_person_rests_and_only_about_what_tells_twins_apart(strip, form, qtbot):
    known = Known(Duplicate(new_id(), "Cascade Electric", "Kent", "same name"))
    made = strip(known)
    with qtbot.waitSignal(form.settled):
        form.put({"city": "Kent"})
    assert known.asked == []
    with qtbot.waitSignal(form.settled):
        form.put({"name": " cascade electric "})
    assert known.asked == [({"name": "cascade electric"}, form.draft.id)]
    assert made.words == KNOWN


def test_it_goes_when_nobody_looks_alike_any_more(strip, form):
    known = Known(Duplicate(new_id(), "Cascade Electric", "", "same name"))
    made = strip(known)
    form.put({"name": "Cascade"})
    made.look()
    known.found = ()
    form.put({"name": "Berg"})
    made.look()
    assert made.words == ""


def test_a_twin_can_be_looked_at_and_brought_back(strip, form, qtbot):
    here, gone = new_id(), new_id()
    known = Known(Duplicate(here, "Cascade", "", "same name"), Duplicate(gone, "Berg", "", "similar name", in_bin=True))
    made = strip(known)
    form.put({"name": "x"})
    made.look()
    assert set(buttons(made)) == {"Look at Cascade", "Look at Berg", "Restore Berg"}
    with qtbot.waitSignal(made.open_wanted) as wanted:
        buttons(made)["Look at Cascade"].click()
    assert wanted.args == [here]
    with qtbot.waitSignal(made.restore_wanted) as wanted:
        buttons(made)["Restore Berg"].click()
    assert wanted.args == [gone]


def test_it_looks_again_when_a_twin_changed(strip, form, kit):
    twin = new_id()
    known = Known(Duplicate(twin, "Cascade", "", "same name", in_bin=True))
    made = strip(known)
    form.put({"name": "x"})
    made.look()
    kit.bus.publish(Changes.of("organization", new_id()))
    assert len(known.asked) == 1
    known.found = (Duplicate(twin, "Cascade", "", "same name"),)
    kit.bus.publish(Changes.of("organization", twin))
    assert len(known.asked) == 2
    assert not made.found[0].in_bin


def test_a_server_that_is_away_takes_the_hint_away_only(strip, form):
    known = Known(Duplicate(new_id(), "Cascade", "", "same name"))
    made = strip(known)
    known.error = DatabaseUnavailable("The office server does not answer.")
    form.put({"name": "x"})
    made.look()
    assert made.words == ""
