"""The steps that belong to the window itself: search, folded navigation, help, messages, states."""

from typing import Final

from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.errors import DatabaseUnavailable
from ip2a_desktop.ui.kit.states import StateStack
from ip2a_desktop.ui.kit.touring import TourContext, TourStep

_LOST: Final = DatabaseUnavailable(
    "The office server does not answer.", "What you typed is still here.", "Check the network, then try again."
)


def _search(context: TourContext) -> None:
    context.window.show_palette("m")
    context.settle()
    context.check(context.window.palette_view.hits.count() > 0, "The search found nothing for “m”.")
    context.shoot()
    context.key("Escape")
    context.check(not context.window.palette_view.isVisible(), "Esc did not close the search.")


def _folded(context: TourContext) -> None:
    context.key("Ctrl+B", context.window)
    context.check(context.window.navigation.folded, "Ctrl+B did not fold the navigation.")
    context.shoot()
    context.key("Ctrl+B", context.window)


def _messages(context: TourContext) -> None:
    messages = context.window.messages
    messages.toast("3 members moved to the bin", tone="good", action_text="Undo", on_action=lambda: None)
    context.wait(lambda: messages.current_toast is not None, "the message")
    toast = messages.current_toast
    context.wait(lambda: toast.pos() == toast.resting_place(), "the message to arrive")
    context.shoot("undo")
    toast.go()
    dialog = messages.confirm(
        "Remove the sample data (500 members)?",
        "Only the invented records go. What you entered yourself stays.",
        "Remove sample data",
        lambda: None,
        danger=True,
    )
    context.shoot("confirm")
    dialog.reject()
    dialog = messages.ask_save("Ana Ruiz", lambda _answer: None)
    context.shoot("save")
    dialog.reject()
    dialog = messages.show_error(_LOST, lambda: None)
    context.shoot("error")
    dialog.reject()


def _states(context: TourContext) -> None:
    """Show how a place looks while it waits, without its server, and with nothing in it."""
    stack = StateStack(QWidget())
    context.window.stack.addWidget(stack)
    context.window.stack.setCurrentWidget(stack)
    stack.show_loading("Loading members…", lambda: None, lambda: None)
    context.wait(lambda: stack.currentWidget() is not stack.content, "the loading picture")
    context.shoot("loading")
    stack.show_failed(_LOST, lambda: None)
    context.shoot("failed")
    stack.show_empty(
        "No members yet",
        "Add the first member, or bring in a list from CSV or Excel.",
        "New member",
        lambda: None,
        "users",
        primary=True,
    )
    context.shoot("empty")
    context.window.stack.removeWidget(stack)
    stack.deleteLater()


def _help(context: TourContext) -> None:
    context.key("F1", context.window)
    context.check(bool(context.dialogs()), "F1 opened no help.")
    context.shoot()
    context.window.show_help("keys")
    context.shoot("keys")
    for one in context.dialogs():
        one.close()


def tour_steps() -> list[TourStep]:
    """Return the window's own steps."""
    return [
        TourStep("search", _search),
        TourStep("folded", _folded),
        TourStep("help", _help),
        TourStep("messages", _messages),
        TourStep("states", _states),
    ]
