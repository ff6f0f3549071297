"""Checks of the server by its own catalog: which questions there are, and how they are asked together."""

from ip2a_desktop.maintenance.catalog.asking import CatalogInspection
from ip2a_desktop.maintenance.catalog.indexes import INDEX_CHECKS
from ip2a_desktop.maintenance.catalog.privileges import PRIVILEGE_CHECKS
from ip2a_desktop.maintenance.catalog.record import RECORD_CHECKS
from ip2a_desktop.maintenance.catalog.server import SERVER_CHECKS
from ip2a_desktop.maintenance.catalog.sessions import SESSION_CHECKS
from ip2a_desktop.maintenance.catalog.tables import TABLE_CHECKS
from ip2a_desktop.maintenance.catalog.upkeep import UPKEEP_CHECKS

CATALOG_CHECKS = (
    *SERVER_CHECKS,
    *SESSION_CHECKS,
    *TABLE_CHECKS,
    *INDEX_CHECKS,
    *PRIVILEGE_CHECKS,
    *RECORD_CHECKS,
    *UPKEEP_CHECKS,
)
"""All of them, in the order of the report."""


def catalog_inspection() -> CatalogInspection:
    """Return the inspection that asks them all."""
    return CatalogInspection(CATALOG_CHECKS)
