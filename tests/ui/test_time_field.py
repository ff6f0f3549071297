"""The field for a time of day."""

from datetime import time

import pytest

from ip2a_desktop.ui.kit.time_field import TimeField, read_time


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("15:30", time(15, 30)),
        ("3:30 pm", time(15, 30)),
        ("330p", time(15, 30)),
        ("12 am", time(0, 0)),
        ("9", time(9, 0)),
        ("25:00", None),
        ("13 pm", None),
        ("9:75", None),
        ("soon", None),
        ("", None),
    ],
)
def test_times_are_read_as_people_write_them(text, read):
    assert read_time(text) == read


def test_what_is_no_time_is_told(qtbot):
    field = TimeField()
    qtbot.addWidget(field)
    field.setText("noonish")
    assert field.problem() == "Write a time such as 3:30 pm."
    field.set_value(time(15, 30))
    assert field.value() == time(15, 30)
    assert field.problem() == ""
    field.set_value(None)
    assert (field.text(), field.value()) == ("", None)
