"""The tour's steps through the start: the first choice, the office server, waiting, failure."""

from typing import Final

from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.domain.profiles import ServerProfile
from ip2a_desktop.ui.kit.touring import TourContext, TourStep
from ip2a_desktop.ui.start.window import StartWindow

_FOLDER: Final = "Documents/Local 46/ip2a-desktop"
_REQUIRE: Final = 2
_HALL: Final = ServerProfile("Our hall", "hall-server.example.org, hall-spare.example.org", user="rosa")
_REACHED: Final = "Reached ip2a on hall-server.example.org (PostgreSQL 18.1) as rosa: Staff, Organizer."


def _start(context: TourContext) -> None:
    window = StartWindow(_FOLDER)
    window.resize(context.sizes[0])
    window.show()
    window.show_choice()
    context.shoot("choice", window)
    window.choice.server.click()
    context.check(window.current is window.server, "The card of the office server did not open its form.")
    window.server.tls.setCurrentIndex(_REQUIRE)
    window.server.connect_button.click()
    context.shoot("server", window)
    window.server.set_profiles([_HALL], _HALL)
    window.server.show_done(_REACHED)
    context.shoot("server-tested", window)
    window.show_new_password()
    context.shoot("new-password", window)
    window.show_progress("Making sample data…", 320, 500)
    context.shoot("waiting", window)
    window.show_failed(
        DatabaseUnavailable(
            "The data folder cannot be written to.",
            "Nothing was changed.",
            "Choose another folder, or ask whoever looks after this computer for the right to write there.",
        )
    )
    context.shoot("failed", window)
    window.hide()
    window.deleteLater()


def tour_steps() -> list[TourStep]:
    """Return the steps of the start."""
    return [TourStep("start", _start)]
