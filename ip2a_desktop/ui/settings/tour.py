"""The tour's steps through the settings."""

from PySide6.QtWidgets import QPushButton

from ip2a_desktop.ui.kit.touring import TourContext, TourStep


def _settings(context: TourContext) -> None:
    context.window.show_page("settings")
    context.settle()
    context.shoot()
    before = context.window.page("settings").tiles
    choice = next(name for name, tile in before.tiles.items() if tile.isChecked())
    context.click(before.tiles["contrast"])
    context.check(before.tiles["contrast"].isChecked(), "A click on High contrast did not choose it.")
    context.shoot("contrast")
    context.click(before.tiles["contrast_light"])
    context.shoot("contrast-light")
    context.click(before.tiles[choice])


def _remove_sample(context: TourContext) -> None:
    """Show the question before the sample data goes; the tour keeps the data."""
    context.window.show_page("settings")
    context.settle()
    context.click(context.find(QPushButton, "Remove sample data", context.window))
    context.shoot()
    context.click("Cancel")


def tour_steps() -> list[TourStep]:
    """Return the steps of this feature."""
    return [TourStep("settings", _settings), TourStep("settings-remove-sample", _remove_sample)]
