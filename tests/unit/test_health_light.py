"""The words at the foot of the window."""

from datetime import UTC, datetime, timedelta

import pytest

from ip2a_desktop.app.health_light import short
from ip2a_desktop.domain.health_word import NOT_YET, HealthWord
from ip2a_desktop.ui.kit.formats import ago

NOW = datetime(2026, 3, 6, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (NOT_YET, "Health: not checked yet"),
        (HealthWord("302 checks passed.", "good", NOW), "Health: all is well · just now"),
        (
            HealthWord("2 things need you, 3 can be repaired, 41 checks passed.", "bad", NOW - timedelta(hours=3)),
            "Health: 2 things need you · 3 h ago",
        ),
    ],
)
def test_the_most_telling_part_is_said_with_its_age(word, said):
    assert short(word, NOW) == said


@pytest.mark.parametrize(
    ("back", "said"),
    [
        (timedelta(seconds=-90), "just now"),
        (timedelta(minutes=12), "12 min ago"),
        (timedelta(hours=47), "47 h ago"),
        (timedelta(days=9), "9 days ago"),
    ],
)
def test_an_age_is_said_in_its_largest_unit(back, said):
    assert ago(NOW - back, NOW) == said
