"""Forms that are loaded at their first opening: once, and again where the first time went wrong."""

import pytest

from ip2a_desktop.ui.kit.late_forms import LateForms


class Forms:
    def new(self):
        return "a new one"

    def edit(self, record):
        return f"of {record}"


def test_they_are_loaded_once_and_not_before():
    loads = []
    late = LateForms(lambda: loads.append(1) or Forms())
    assert loads == []
    assert (late.new(), late.edit("Ana")) == ("a new one", "of Ana")
    assert loads == [1]


def test_an_opening_that_failed_is_tried_again_at_the_next():
    answers = [OSError("The folder of the program was away for a moment."), Forms()]

    def load():
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    late = LateForms(load)
    with pytest.raises(OSError, match="away"):
        late.new()
    assert late.new() == "a new one"
