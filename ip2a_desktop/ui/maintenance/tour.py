"""The tour's walk through Maintenance: a check, its findings, their records, muting, paper, history, a backup."""

from typing import cast

from PySide6.QtWidgets import QWidget

from ip2a_desktop.domain.notices import ChannelKind
from ip2a_desktop.ui.kit.picturing import has_ink
from ip2a_desktop.ui.kit.touring import TourContext, TourStep
from ip2a_desktop.ui.maintenance.backups_part import BackupsPart
from ip2a_desktop.ui.maintenance.channel_form import new_channel
from ip2a_desktop.ui.maintenance.finding_card import FindingCard
from ip2a_desktop.ui.maintenance.health_part import HealthPart
from ip2a_desktop.ui.maintenance.history_part import HistoryPart
from ip2a_desktop.ui.maintenance.notices_part import NoticesPart
from ip2a_desktop.ui.maintenance.repairs_part import RepairsPart
from ip2a_desktop.ui.maintenance.screen import MaintenancePage

_LONG_MS = 180_000
"""A backup is restored into a server of its own before it counts."""


def tour_steps() -> list[TourStep]:
    """Return the steps through the page."""
    return [
        TourStep("maintenance", _first),
        TourStep("maintenance-run", _run),
        TourStep("maintenance-records", _records),
        TourStep("maintenance-mute", _mute),
        TourStep("maintenance-report", _report),
        TourStep("maintenance-history", _history),
        TourStep("maintenance-repairs", _repairs),
        TourStep("maintenance-backup", _backup),
        TourStep("maintenance-notices", _notices),
    ]


def _page(context: TourContext, tab: str = "health") -> MaintenancePage:
    context.window.show_page("maintenance", tab=tab)
    context.settle()
    return cast(MaintenancePage, context.window.page("maintenance"))


def _health(context: TourContext) -> HealthPart:
    return cast(HealthPart, _page(context).part("health"))


def _first(context: TourContext) -> None:
    part = _health(context)
    context.check(part.run_shown is None, "There was a check already.")
    context.shoot()


def _run(context: TourContext) -> None:
    part = _health(context)
    part.verdict.go_button.click()
    context.wait(lambda: any(line.result is not None for line in part.live.rows.rows), "the first check")
    context.check(part.verdict.cancel_button.isVisible(), "A check under way cannot be stopped.")
    context.wait(lambda: part.job is None, "the check to end", patience_ms=_LONG_MS)
    context.settle()
    context.check(part.run_shown is not None, "The check kept nothing.")
    context.shoot()
    if part.report.passed is not None:
        part.report.passed.set_open(True)
        context.settle()
        context.shoot("passed")
        part.report.passed.set_open(False)


def _card_with_records(part: HealthPart) -> FindingCard | None:
    return next((one for one in part.report.cards if not one.show_button.isHidden()), None)


def _records(context: TourContext) -> None:
    part = _health(context)
    card = _card_with_records(part)
    if card is None:
        return  # the sample has nothing wrong
    card.show_button.click()
    context.settle()
    shown = context.window.current_page
    context.check(shown.page_name == card.finding.screen, "The records did not open in their page.")
    context.shoot()
    shown.list.filters.clear()
    context.settle()


def _mute(context: TourContext) -> None:
    part = _health(context)
    context.check(bool(part.report.cards), "The check found nothing to mute.")
    before = len(part.report.cards)
    part.report.cards[-1].mute_button.click()
    dialog = part.dialog
    context.check(dialog is not None, "There is no form for muting.")
    if dialog is None:
        return
    dialog.form.put({"reason": "Known, and looked after by the office manager"})
    context.settle()
    context.shoot("form")
    dialog.save_button.click()
    context.wait(lambda: len(part.report.cards) == before - 1, "the finding to be muted")
    if part.report.muted is not None:
        part.report.muted.set_open(True)
    context.settle()
    context.shoot()
    context.check(bool(part.shown_mutes), "Nothing is muted.")
    part.unmute(part.shown_mutes[0].id)
    context.wait(lambda: len(part.report.cards) == before, "the finding to be heard again")


def _report(context: TourContext) -> None:
    part = _health(context)
    part.show_paper()
    dialog = part.printing.dialog
    context.check(dialog is not None, "There is no preview.")
    if dialog is None:
        return
    context.wait(lambda: bool(dialog.pdf), "the report")
    context.wait(lambda: has_ink(dialog.view.viewport()), "the report to be drawn")
    context.shoot()
    context.save_pdf("health-check", dialog.pdf)
    dialog.close()
    context.settle()


def _history(context: TourContext) -> None:
    part = cast(HistoryPart, _page(context, "history").part("history"))
    context.wait(lambda: part.chart is not None, "the chart")
    context.settle()
    context.shoot()
    part.switch.choose(1)
    context.settle()
    context.shoot("90-days")
    part.open_button.click()
    context.wait(lambda: context.window.current_page.current.objectName() == "health", "the check to open")


def _repairs(context: TourContext) -> None:
    page = _page(context)
    if page.desk.repairs is None:
        return
    part = cast(RepairsPart, _page(context, "repairs").part("repairs"))
    context.settle()
    context.shoot()
    part.dry_run()
    context.wait(lambda: part.job is None, "the dry run", patience_ms=_LONG_MS)
    context.settle()
    context.shoot("dry-run")
    if part.dialog is not None:
        part.dialog.reject()
    part.switch.choose(1)
    context.settle()
    context.shoot("journal")
    part.switch.choose(0)


def _backup(context: TourContext) -> None:
    part = cast(BackupsPart, _page(context, "backups").part("backups"))
    part.card.go_button.click()
    context.wait(lambda: part.job is None, "the backup to be made and restored", patience_ms=_LONG_MS)
    context.settle()
    context.check(bool(part.table.rows.rows), f"No backup was made: {part.trouble.words}")
    context.check(part.table.rows.rows[0].is_verified, "The backup was not proved.")
    part.proof_fold.set_open(True)
    context.settle()
    context.shoot()
    part.proof_fold.set_open(False)
    part.ask_restore()
    context.settle()
    context.shoot("restore")
    _leave(part.dialog)
    part.ask_settings()
    context.settle()
    context.shoot("settings")
    _leave(part.dialog)


def _notices(context: TourContext) -> None:
    part = cast(NoticesPart, _page(context, "notices").part("notices"))
    context.settle()
    part.edit(new_channel(ChannelKind.EMAIL))
    context.settle()
    context.shoot("e-mail")
    _leave(part.dialog)
    part.edit(new_channel(ChannelKind.LOG))
    if part.dialog is not None:
        part.dialog.save_button.click()
    context.wait(lambda: bool(part.cards), "the channel to be saved")
    part.test(part.cards[0].channel)
    context.settle()
    context.check("Test delivered" in part.cards[0].outcome.text(), part.cards[0].outcome.text())
    context.shoot()


def _leave(dialog: QWidget | None) -> None:
    if dialog is not None:
        dialog.close()
