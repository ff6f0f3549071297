"""The tour fails where a stored value stands on screen in place of its words."""

import pytest
from PySide6.QtWidgets import QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from ip2a_desktop.domain.casework import Representation
from ip2a_desktop.ui.kit.stored_words import stored_words_on_screen
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.touring import TourContext, TourFailure


@pytest.fixture
def place(qtbot):
    made = QWidget()
    QVBoxLayout(made)
    qtbot.addWidget(made)
    made.show()
    return made


def listed(text):
    made = QListWidget()
    made.addItem(text)
    return made


def put(place, widget):
    place.layout().addWidget(widget)
    widget.show()
    return widget


RAW = Representation.NO_INTERVIEW.value


@pytest.mark.parametrize("make", [QLabel, QPushButton, listed])
def test_a_stored_value_is_found_wherever_it_is_shown(place, make):
    assert stored_words_on_screen() == set()
    put(place, make(f"Representation: {RAW}"))
    assert stored_words_on_screen() == {RAW}


def test_words_and_other_names_are_left_alone(place):
    for text in (Representation.NO_INTERVIEW.label, "pg_dump", "by john_doe", "/tmp/no_such_place"):
        put(place, QLabel(text))
    put(place, QLabel(RAW)).hide()
    assert stored_words_on_screen() == set()


def test_a_picture_of_it_fails_the_step(place, tmp_path):
    put(place, QLabel(RAW))
    tasks = Tasks()
    context = TourContext(place, tasks, tmp_path, step="first", sizes=())
    with pytest.raises(TourFailure, match=RAW):
        context.shoot()
    tasks.close()
