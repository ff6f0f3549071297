"""What the tests of the agreements' page share: the page over agreements in memory, and ways to look at it."""

from PySide6.QtWidgets import QPushButton

from ip2a_desktop.ui.agreements.screen import AgreementsPage
from ip2a_desktop.ui.kit.dialogs import Dialog
from tests.ui.fake_agreements import FakeAgreements, FakeEmployerChoices, FakeRecounts, FakeTimeline


class Office:
    """The page with all that it stands on."""

    def __init__(self, qtbot, kit):
        self.qtbot = qtbot
        self.kit = kit
        self.agreements = FakeAgreements()
        self.recounts = FakeRecounts(self.agreements)
        self.employers = FakeEmployerChoices()
        self.may_edit = True
        self.page = None

    def show(self):
        """Show the page, whatever comes of it."""
        page = self.page = AgreementsPage(
            self.kit, self.agreements, self.recounts, self.employers, FakeTimeline(), lambda: self.may_edit
        )
        self.qtbot.addWidget(page)
        self.kit.messages.attach(page)
        page.resize(1180, 760)
        page.show()
        page.activate()
        return page

    def open(self, chosen=None):
        """Show the page with its list, and with an agreement beside it."""
        page = self.show()
        self.qtbot.waitUntil(lambda: page.list.model.is_counted and self.kit.tasks.is_idle())
        if chosen is not None:
            page.show_record(chosen)
            self.qtbot.waitUntil(lambda: page.stage.view.record is not None and self.kit.tasks.is_idle())
        return page

    @property
    def view(self):
        """The agreement that is shown."""
        return self.page.stage.view

    def settle(self):
        """Wait until no work runs."""
        self.qtbot.waitUntil(self.kit.tasks.is_idle)

    def until(self, holds):
        """Wait until something holds and no work runs."""
        self.qtbot.waitUntil(lambda: bool(holds()) and self.kit.tasks.is_idle())


def press(widget, words):
    """Press the button with these words that is seen."""
    next(one for one in widget.findChildren(QPushButton) if one.text() == words and one.isVisible()).click()


def dialogs(widget, kind=Dialog):
    """Return the dialogs of a kind that are open over a widget's window."""
    return [one for one in widget.window().findChildren(kind) if one.isVisible()]


def spoken(cards):
    """Return what the cards of a list say, a line each."""
    return [card.spoken() for card in cards.list.cards.cards]
