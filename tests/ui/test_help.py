"""Help: a page for each page of the program, the keys from the table, links that lead somewhere."""

import re

import pytest
from PySide6.QtCore import QUrl

from ip2a_desktop.ui.help import pages
from ip2a_desktop.ui.help.document import help_document
from ip2a_desktop.ui.help.window import HelpWindow
from ip2a_desktop.ui.kit.actions import ACTIONS

pytestmark = pytest.mark.usefixtures("qapp")  # the keys of the system are known only where an application runs
NAMES = ("getting_started", "members", "employers", "agreements", "imports", "bin", "settings", "keys")


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_there_and_says_something(name):
    page = pages.load(name)
    assert page is not None
    assert page.title
    assert len(page.text.split()) > 60


def test_the_index_begins_with_getting_started():
    names = [page.name for page in pages.index()]
    assert names[0] == "getting_started"
    assert set(NAMES) <= set(names)


def test_links_lead_to_pages():
    for page in pages.index():
        for target in re.findall(r"\]\(([^)]+)\)", page.text):
            assert pages.load(target.removesuffix(".md")) is not None, (page.name, target)


def test_the_page_of_keys_shows_every_action_that_has_keys():
    text = pages.load("keys").text
    for spec in ACTIONS.values():
        if spec.sequences() and not spec.name.startswith("go_"):
            assert spec.text in text
            assert spec.keys_text() in text
    assert "Ctrl+1 … Ctrl+9" in text


def test_the_window_shows_pages_and_follows_links(qtbot):
    window = HelpWindow()
    qtbot.addWidget(window)
    window.show_page("members")
    assert window.page_name == "members"
    assert "Find a member" in window.browser.toPlainText()
    window.browser.anchorClicked.emit(QUrl("bin.md"))
    assert window.page_name == "bin"


def test_an_unknown_page_shows_the_first(qtbot):
    window = HelpWindow()
    qtbot.addWidget(window)
    window.show_page("no_such_page")
    assert window.page_name == "getting_started"


def test_headings_are_of_the_scale(qapp):
    document = help_document("# Members\n\nText with `Ctrl+N`.\n")
    heading = document.begin()
    assert heading.begin().fragment().charFormat().font().pixelSize() == 20
    assert document.begin().next().text() == "Text with Ctrl+N."
