"""A campaign's page shows how its cards grew: a line in steps, with what a petition needs across it."""

from datetime import timedelta

import pytest
from PySide6.QtCore import QRectF

from ip2a_desktop.ui.organizing.facts import CampaignPanel
from tests.unit.reports.salting_record import TODAY, campaign_record, card_holders


@pytest.fixture
def panel(qtbot):
    made = CampaignPanel()
    qtbot.addWidget(made)
    made.resize(560, 600)
    made.show()
    return made


def test_cards_over_time_are_on_the_page_of_the_campaign(panel):
    before = panel.grab().toImage()
    panel.show_record(campaign_record(card_holders(100, 60, 60, 20)))
    chart = panel.cards
    assert (chart.line.isHidden(), chart.empty.isHidden()) == (False, True)
    assert panel.grab().toImage() != before
    said = chart.line.accessibleDescription()
    assert "1 from 2025-11-26 on; 3 from 2026-01-05 on; 4 from 2026-02-14 on" in said
    assert "Showing of interest (30 %): 12" in said
    assert "Before filing (65 %): 26" in said


def test_the_line_goes_in_steps_from_the_first_day_to_today(panel):
    panel.cards.line.show_steps([(TODAY - timedelta(days=10), 2), (TODAY - timedelta(days=5), 4)], TODAY, [(8, "All")])
    corners = panel.cards.line.points(QRectF(0, 0, 100, 80))
    assert [(one.x(), one.y()) for one in corners] == [(0, 60), (50, 60), (50, 40), (100, 40)]


def test_one_card_of_today_is_a_line_too(panel):
    panel.show_record(campaign_record(card_holders(0)))
    assert not panel.grab().isNull()
    assert len(panel.cards.line.points(QRectF(0, 0, 100, 80))) == 2


def test_without_a_card_words_stand_there(panel):
    panel.show_record(campaign_record([], unit_size=None))
    assert (panel.cards.line.isHidden(), panel.cards.empty.isHidden()) == (True, False)
    assert panel.cards.line.points(QRectF(0, 0, 100, 80)) == []
