"""The pages for the program itself."""

from ip2a_desktop.app.house import House
from ip2a_desktop.ui.kit.page import Page


def settings(house: House) -> Page:
    """Return the page of settings."""
    from ip2a_desktop.services.sample import SampleService
    from ip2a_desktop.ui.settings.screen import SettingsHooks, SettingsPage

    sample, hall = SampleService(house.services.database), house.services.hall
    hooks = SettingsHooks(
        load_hall=hall.load,
        save_hall=hall.save,
        has_sample=sample.is_there,
        remove_sample=lambda progress: sample.remove(progress).changes,
        data_folder=house.folder,
        database=house.where,
    )
    return SettingsPage(house.kit, hooks)
