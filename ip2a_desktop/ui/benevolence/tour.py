"""The fund's part of the tour: apply, hand in, approve, pay, print; and what one person cannot grant alone."""

from decimal import Decimal
from typing import Any, cast

from PySide6.QtWidgets import QTabBar

from ip2a_desktop.domain.benevolence import ApplicationStatus, BudgetKind, DocumentKind, Reason
from ip2a_desktop.domain.benevolence_record import ApplicationRecord, ApplicationRow
from ip2a_desktop.domain.benevolence_review import Verb, offered
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.persons import Relation
from ip2a_desktop.ui.benevolence.office import OfficeDialog
from ip2a_desktop.ui.benevolence.record import ApplicationView
from ip2a_desktop.ui.benevolence.rules import RulesDialog
from ip2a_desktop.ui.benevolence.screen import BenevolencePage
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import today
from ip2a_desktop.ui.kit.picturing import has_ink
from ip2a_desktop.ui.kit.print_menu import PaperChoice
from ip2a_desktop.ui.kit.record_form import RecordForm
from ip2a_desktop.ui.kit.touring import TourContext, TourStep

_NARRATIVE = (
    "The furnace failed in the first week of the layoff. The repair is done; the invoice is due before the "
    "unemployment benefit begins."
)
_LINES = (
    {"kind": BudgetKind.INCOME, "description": "Unemployment benefit", "amount": Decimal(2140)},
    {"kind": BudgetKind.EXPENSE, "description": "Rent", "amount": Decimal(1650)},
    {"kind": BudgetKind.EXPENSE, "description": "Groceries and gas", "amount": Decimal(720)},
)
_DOCUMENTS = ({"kind": DocumentKind.BILL, "description": "Invoice INV-20417", "received_on": today()},)


def tour_steps() -> list[TourStep]:
    """Return the steps through the fund's page."""
    return [
        TourStep("benevolence", _list),
        TourStep("benevolence-apply", _apply),
        TourStep("benevolence-household", _household),
        TourStep("benevolence-documents", _documents),
        TourStep("benevolence-submit", _submit),
        TourStep("benevolence-approve", _approve),
        TourStep("benevolence-pay", _pay),
        TourStep("benevolence-record", _record),
        TourStep("benevolence-levels", _levels),
        TourStep("benevolence-recuse", _recuse),
        TourStep("benevolence-rules", _rules),
        TourStep("benevolence-office", _office),
        TourStep("benevolence-papers", _papers),
    ]


def _page(context: TourContext) -> BenevolencePage:
    context.window.show_page("benevolence")
    context.settle()
    page = cast(BenevolencePage, context.window.page("benevolence"))
    page.set_wide(False)
    context.settle()
    return page


def _view(page: BenevolencePage) -> ApplicationView:
    return cast(ApplicationView, page.stage.view)


def _now(context: TourContext, page: BenevolencePage) -> ApplicationRecord:
    context.settle()
    record = page.stage.view.record
    context.check(record is not None, "No application is shown.")
    return cast(ApplicationRecord, record)


def _choose(context: TourContext, page: BenevolencePage, row: int) -> None:
    """Make an application current and wait until it stands beside the list."""
    page.table.choose(row)
    chosen = page.current_id
    view = page.stage.view
    context.wait(lambda: view.record is not None and view.record.row.id == chosen, "the application")
    context.settle()


def _list(context: TourContext) -> None:
    page = _page(context)
    if page.list.model.rowCount():
        _choose(context, page, 0)
    context.shoot()


def _member(page: BenevolencePage, place: int) -> Any:
    """A member in good standing."""
    wanted = ListQuery(filters=(("status", ("active",)),))
    return page.forms.members.first_page(wanted, place + 1)[place]


def _write(context: TourContext, page: BenevolencePage, place: int, amount: str) -> RecordForm:
    context.key("Ctrl+N", page)
    context.wait(lambda: page.stage.form is not None, "the form")
    made = cast(RecordForm, page.stage.form)
    form = made.parts[0].form
    member = _member(page, place)
    cast(Any, form.field("member_id")).know(member.id, member.name)
    form.put(
        {
            "member_id": member.id,
            "reason": Reason.HARDSHIP,
            "requested": Decimal(amount),
            "narrative": _NARRATIVE,
            "payee": "Rainier Heating & Repair",
            "account": "INV-20417",
            "dependents": 2,
            "earners": 1,
            "is_declared": True,
            "signed_on": today(),
        }
    )
    return made


def _apply(context: TourContext) -> None:
    page = _page(context)
    context.key("Ctrl+N", page)
    context.wait(lambda: page.stage.form is not None, "the form")
    empty = cast(RecordForm, page.stage.form)
    context.shoot("empty")
    context.key("Ctrl+S", empty)
    context.check(bool(empty.parts[0].form.cells["member_id"].problem), "The missing member was not told.")
    context.shoot("problems")
    empty.cancel()
    context.settle()
    made = _write(context, page, 0, "4000")
    context.wait(lambda: bool(made.strip_words()), "what is left of the cap")
    context.settle()
    context.shoot("over-the-cap")
    form = made.parts[0].form
    form.put({"requested": Decimal(240), "lines": _LINES, "documents": _DOCUMENTS})
    context.settle()
    made.area.ensureWidgetVisible(form.cells["documents"], 0, 120)
    context.settle()
    context.shoot("household")
    context.key("Ctrl+S", made)
    context.wait(lambda: page.stage.form is None and page.stage.view.record is not None, "the save")
    record = _now(context, page)
    context.check(record.outcome.status is ApplicationStatus.DRAFT, "The application is no draft.")
    context.shoot("draft")


def _household(context: TourContext) -> None:
    page = _page(context)
    view = _view(page)
    view.show_panel(view.household)
    context.check(len(view.household.list.cards.cards) == len(_LINES), "The lines of the form are not there.")
    context.click(view.household.add_button)
    dialog = cast(FormDialog, view.household.dialog)
    dialog.form.put({"kind": BudgetKind.BALANCE, "description": "Checking account", "amount": Decimal(310)})
    context.shoot("form")
    dialog.save_button.click()
    context.wait(lambda: len(view.household.list.cards.cards) == len(_LINES) + 1, "the line")
    context.settle()
    context.shoot()


def _documents(context: TourContext) -> None:
    page = _page(context)
    view = _view(page)
    view.show_panel(view.documents)
    context.click(view.documents.add_button)
    dialog = cast(FormDialog, view.documents.dialog)
    dialog.form.put({"kind": DocumentKind.BANK_STATEMENT, "description": "Last month"})
    dialog.save_button.click()
    context.wait(lambda: len(view.documents.list.cards.cards) == len(_DOCUMENTS) + 1, "the document")
    context.settle()
    context.shoot()


def _press(context: TourContext, page: BenevolencePage, verb: Verb) -> FormDialog | None:
    view = _view(page)
    record = _now(context, page)
    context.check(verb in offered(record), f"“{verb.label}” is not offered.")
    if verb in view.summary.buttons:
        context.click(view.summary.buttons[verb])
    else:
        view.do(verb)
    context.settle()
    return view.dialogs.dialog if verb is not Verb.SUBMIT else None


def _submit(context: TourContext) -> None:
    page = _page(context)
    _press(context, page, Verb.SUBMIT)
    context.wait(lambda: _now(context, page).outcome.status is not ApplicationStatus.DRAFT, "the handing in")
    view = _view(page)
    view.show_panel(view.review)
    context.settle()
    context.shoot()


def _approve(context: TourContext) -> None:
    page = _page(context)
    dialog = cast(FormDialog, _press(context, page, Verb.APPROVE))
    context.shoot("form")
    dialog.save_button.click()
    context.wait(lambda: _now(context, page).outcome.status is ApplicationStatus.APPROVED, "the approval")
    context.settle()
    context.shoot("approved")


def _pay(context: TourContext) -> None:
    page = _page(context)
    dialog = cast(FormDialog, _press(context, page, Verb.PAY))
    dialog.form.put({"reference": "1042"})
    context.shoot("form")
    dialog.save_button.click()
    context.wait(lambda: _now(context, page).outcome.status is ApplicationStatus.PAID, "the payment")
    view = _view(page)
    view.show_panel(view.payments)
    context.settle()
    context.shoot("paid")


def _record(context: TourContext) -> None:
    page = _page(context)
    view = _view(page)
    page.set_wide(True)
    tabs: QTabBar = view.tabs
    for place in range(tabs.count()):
        tabs.setCurrentIndex(place)
        context.settle()
        context.shoot(tabs.tabText(place).split(" (")[0].lower())
    tabs.setCurrentIndex(0)
    page.set_wide(False)


def _levels(context: TourContext) -> None:
    """More than one level has to approve: one person decides at the first, and no button is left for the next."""
    page = _page(context)
    made = _write(context, page, 1, "800")
    context.key("Ctrl+S", made)
    context.wait(lambda: page.stage.form is None and page.stage.view.record is not None, "the save")
    _press(context, page, Verb.SUBMIT)
    context.wait(lambda: _now(context, page).outcome.status is not ApplicationStatus.DRAFT, "the handing in")
    dialog = cast(FormDialog, _press(context, page, Verb.APPROVE))
    dialog.form.put({"amount": Decimal(600), "comment": "The invoice was seen."})
    dialog.save_button.click()
    context.wait(lambda: len(_now(context, page).reviews) == 1, "the approval")
    context.check(Verb.APPROVE not in offered(_now(context, page)), "One person could approve at two levels.")
    view = _view(page)
    view.show_panel(view.review)
    context.settle()
    context.shoot()
    view.tabs.setCurrentIndex(0)


def _recuse(context: TourContext) -> None:
    page = _page(context)
    _choose(context, page, 0)
    dialog = cast(FormDialog, _press(context, page, Verb.RECUSE))
    context.shoot("form")
    context.key("Ctrl+S", dialog)
    context.check(bool(dialog.form.cells["reason"].problem), "The missing reason was not told.")
    context.shoot("problems")
    dialog.reject()
    context.settle()


def _rules(context: TourContext) -> None:
    page = _page(context)
    page.show_rules()
    rules = cast(RulesDialog, page.rules)
    context.wait(lambda: bool(rules.levels.list.cards.cards), "the rules")
    context.settle()
    context.shoot()
    rules.reject()
    context.settle()


def _office(context: TourContext) -> None:
    """Which member the person at the desk is, and who is their family."""
    page = _page(context)
    page.show_office()
    office = cast(OfficeDialog, page.office)
    context.wait(lambda: office.chosen is not None, "the people of the office")
    context.shoot("nobody")
    context.click(office.link_button)
    link = cast(FormDialog, office.dialog)
    _put_member(page, link, 2, {})
    context.shoot("link")
    link.save_button.click()
    context.wait(lambda: office.chosen is not None and office.chosen.link is not None, "the link")
    context.click(office.family.add_button)
    relation = cast(FormDialog, office.family.dialog)
    _put_member(page, relation, 3, {"relation": Relation.SIBLING})
    context.shoot("relation")
    relation.save_button.click()
    context.wait(lambda: len(office.family.list.cards.cards) == 1, "the relation")
    context.settle()
    context.shoot()
    office.reject()
    context.settle()


def _put_member(page: BenevolencePage, dialog: FormDialog, place: int, more: dict[str, Any]) -> None:
    member = _member(page, place)
    cast(Any, dialog.form.field("member_id")).know(member.id, member.name)
    dialog.form.put({"member_id": member.id, **more})


def _papers(context: TourContext) -> None:
    """All papers of the application that was paid, then the letters of those that ended or wait otherwise."""
    page = _page(context)
    rows = page.list.model.rowCount()
    _choose(context, page, 1)
    context.check(_now(context, page).outcome.status is ApplicationStatus.PAID, "The paid application is not there.")
    papers = [one for one in page.papers_now() if one is not None and one.enabled]
    wanted = {ApplicationStatus.DENIED, ApplicationStatus.NEEDS_INFORMATION, ApplicationStatus.DRAFT}
    for number, choice in enumerate(papers):
        _paper(context, page, number, choice)
    number = len(papers)
    for row in range(rows):
        line = cast("ApplicationRow | None", page.list.model.row_at(row))
        if line is not None and line.status in wanted:
            _choose(context, page, row)
            letters = [one for one in page.papers_now() if one is not None and one.text.startswith("Letter")]
            if letters[0].enabled:
                wanted.discard(line.status)
                _paper(context, page, number, letters[0])
                number += 1
    context.check(not wanted, "There is no letter for a denial, a question or an application sent back.")


def _paper(context: TourContext, page: BenevolencePage, number: int, choice: PaperChoice) -> None:
    dialog = page.printing.show(choice)
    context.wait(lambda: bool(dialog.pdf), f"the paper “{choice.text}”")
    if number == 1:
        context.wait(lambda: has_ink(dialog.view.viewport()), "the paper to be drawn")
        context.shoot("preview")
    context.save_pdf(f"{context.step}-{number + 1}", dialog.pdf)
    dialog.reject()
    context.settle()
