"""The pages for the program itself: settings, maintenance."""

from ip2a_desktop.app.documents import places
from ip2a_desktop.app.house import House
from ip2a_desktop.ui.kit.page import Page


def settings(house: House) -> Page:
    """Return the page of settings."""
    from ip2a_desktop.services.sample import SampleService
    from ip2a_desktop.ui.settings.documents_folder import DocumentHooks
    from ip2a_desktop.ui.settings.screen import SettingsHooks, SettingsPage

    documents = places(house)
    sample, hall = SampleService(house.services.database), house.services.hall
    hooks = SettingsHooks(
        load_hall=hall.load,
        save_hall=hall.save,
        has_sample=sample.is_there,
        remove_sample=sample.remove,
        data_folder=house.folder,
        database=house.where,
        documents=DocumentHooks(documents.load, documents.save) if house.is_admin else None,
    )
    return SettingsPage(house.kit, hooks)


def maintenance(house: House) -> Page:
    """Return the page of health checks, repairs, backups and notices."""
    from ip2a_desktop.app.printers import load_health_printer
    from ip2a_desktop.maintenance.health_papers import HealthPapers
    from ip2a_desktop.maintenance.joined import backup_service, repair_service
    from ip2a_desktop.maintenance.notices import NoticeService
    from ip2a_desktop.maintenance.runs import HealthService
    from ip2a_desktop.maintenance.seals import SealService
    from ip2a_desktop.ui.maintenance.desk import Desk
    from ip2a_desktop.ui.maintenance.screen import MaintenancePage

    database, folder, hall = house.services.database, house.folder, house.services.hall
    seals = SealService(database, folder)
    shown = {"members", "employers", "grievances", "benevolence", "agreements"}
    desk = Desk(
        HealthService(database, folder),
        HealthPapers(hall, seals, load_health_printer).report,
        repairs=repair_service(database, folder, house.local),
        backups=backup_service(database, folder, house.local),
        notices=NoticeService(database, folder),
        database=database.address.database,
        screens=frozenset(shown | ({"organizing"} if house.is_organizer else set())),
    )
    return MaintenancePage(house.kit, desk)
