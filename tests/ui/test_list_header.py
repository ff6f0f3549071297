"""The headings of a list: the arrow of the order never lies over words."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import QStyleOptionHeader

from ip2a_desktop.ui.kit.list_header import ListHeader


@pytest.fixture
def header(qtbot):
    model = QStandardItemModel(0, 2)
    model.setHorizontalHeaderLabels(["Name", "Members"])
    right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
    model.setHeaderData(1, Qt.Orientation.Horizontal, right, Qt.ItemDataRole.TextAlignmentRole)
    made = ListHeader()
    made.setModel(model)
    made.model_kept = model
    made.setSortIndicatorShown(True)
    qtbot.addWidget(made)
    return made


def words(header, section):
    option = QStyleOptionHeader()
    header.initStyleOptionForIndex(option, section)
    return option.text


def test_words_at_the_right_make_room_for_the_arrow(header):
    header.setSortIndicator(1, Qt.SortOrder.DescendingOrder)
    assert words(header, 1).strip() == "Members"
    assert words(header, 1) != "Members"


@pytest.mark.parametrize(("sorted_by", "section"), [(0, 0), (0, 1)])
def test_other_headings_stay_as_they_are(header, sorted_by, section):
    header.setSortIndicator(sorted_by, Qt.SortOrder.AscendingOrder)
    assert words(header, section) == ("Name", "Members")[section]
