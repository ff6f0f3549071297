"""The calendar of a version: its holidays by year; add, edit, to the bin, and a year's usual ones at once."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby
from uuid import UUID

from PySide6.QtCore import QDate, QLocale

from ip2a_desktop.domain.agreement_drafts import HolidayDraft, VersionRecord
from ip2a_desktop.ui.agreements.chosen import ChosenVersion
from ip2a_desktop.ui.agreements.parts_panel import PartsPanel
from ip2a_desktop.ui.agreements.recount import Recounts, ask_before_saving, bin_part, bring_back, done_words
from ip2a_desktop.ui.agreements.usual_holidays import UsualHolidaysDialog
from ip2a_desktop.ui.agreements.words import HOLIDAYS
from ip2a_desktop.ui.kit.cards import Card, CardLine, CardList
from ip2a_desktop.ui.kit.child_list import ChildWords
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.formats import today
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit
from ip2a_desktop.ui.kit.notice import Notice
from ip2a_desktop.ui.kit.widgets import button

FORM = "agreement_holiday"
_SATURDAY = 5
_AHEAD = 1
"""A version without an end needs the holidays of this year and of so many more."""
_FAR_AHEAD = 20
"""The usual ones are offered for so many years."""
_WORDS = ChildWords(
    HOLIDAYS,
    "calendar-blank",
    "The calendar is empty",
    "Working days are Monday to Friday less these days. Add them one by one, or the usual ones of a year at once.",
)


class HolidaysPanel(PartsPanel[HolidayDraft]):
    """The holidays of the chosen version.

    Args:
        kit: the screens' tools.
        recounts: saves holidays together with the dates of open cases.
        chosen: the version whose holidays are shown.
    """

    def __init__(self, kit: Kit, recounts: Recounts, chosen: ChosenVersion) -> None:
        self._recounts = recounts
        self.usual_dialog: UsualHolidaysDialog | None = None
        self.usual_button = button("Usual ones…", icon_name="calendar-plus", on_click=self.add_usual)
        self.missing = Notice("info")
        self._shown: UUID | None = None
        super().__init__(kit, chosen, _WORDS, FORM)
        self.add_beside(self.usual_button)
        self.add_strip(self.missing)
        self.bin_wanted.connect(self._to_bin)
        self.restore_wanted.connect(self._bring_back)
        self._follow_version()

    def parts_of(self, version: VersionRecord) -> Sequence[HolidayDraft]:
        """Return the holidays in the order of the calendar."""
        return sorted(version.holidays, key=_day_of)

    def cards_of(self, parts: Sequence[HolidayDraft]) -> list[Card]:
        """Return a heading for each year, and a line for each holiday."""
        cards: list[Card] = []
        for year, holidays in groupby(parts, lambda one: _day_of(one).year):
            of_year = list(holidays)
            cards.append(Card(None, str(year), meta=HOLIDAYS.count(len(of_year))))
            cards.extend(Card(one.id, lines=(CardLine(day_words(_day_of(one)), _name(one)),)) for one in of_year)
        return cards

    def new_draft(self, version: VersionRecord) -> HolidayDraft:
        """Return the draft of a new holiday."""
        return HolidayDraft.model_construct(agreement_version_id=version.draft.id)

    def form_dialog(self, draft: HolidayDraft) -> FormDialog:
        """Return the dialog in which a holiday is written; dates that move are shown before it is saved."""
        form = Form(HolidayDraft)
        form.add("day", width=5)
        form.add("name", width=7)
        form.load(draft)
        title, what = ("New holiday", "the new holiday") if draft.is_new else (f"Edit {draft.name}", draft.name)
        given = {"agreement_version_id": draft.agreement_version_id}
        dialog = FormDialog(self.kit, self, title, what, form, self._recounts.save, name=FORM, given=given)
        dialog.session.ask = ask_before_saving(self.kit, dialog, self._recounts)
        dialog.session.saved.connect(
            lambda changes: self.kit.messages.toast(done_words(HOLIDAYS, changes), tone="good")
        )
        return dialog

    def add_usual(self, year: int | None = None) -> None:
        """Offer the usual holidays of a year that are not in the calendar yet."""
        version = self.chosen.version
        if version is not None:
            now = today().year
            years = sorted({*years_of(version, today()), *range(now, now + _FAR_AHEAD)})
            known = {_day_of(one).year for one in self.parts.values()}
            first = year or next((one for one in years if one >= now and one not in known), now)
            self.usual_dialog = UsualHolidaysDialog(self.kit, self, self._recounts, version, years, first)
            self.usual_dialog.open()

    def _follow_version(self) -> None:
        super()._follow_version()
        version = self.chosen.version
        if version is not None and version.draft.id != self._shown:
            self._shown = version.draft.id
            self._scroll_to(str(today().year))
        self.usual_button.setHidden(self.chosen.is_read_only or version is None)
        missing = missing_years(version, today()) if version is not None and not self.chosen.is_read_only else []
        words = f"No holidays are written down for {_listed(missing)} yet. Dates of those years may come out too early."
        verb = [] if not missing else [(f"Add those of {missing[0]}…", lambda: self.add_usual(missing[0]))]
        self.missing.show_verbs(words if missing and self.parts else "", verb)

    def _scroll_to(self, year: str) -> None:
        """Begin with a year; the years that are over are above it."""
        cards = self.list.cards
        row = next((row for row, card in enumerate(cards.cards) if card.title == year), 0)
        self.list.scrollTo(cards.index(row, 0), CardList.ScrollHint.PositionAtTop)

    def _bring_back(self, one: UUID) -> None:
        version = self.chosen.version
        if version is not None:
            bring_back(self.kit, self, self._recounts, version.draft.id, HolidayDraft, one, HOLIDAYS)

    def _to_bin(self, one: UUID) -> None:
        version = self.chosen.version
        if version is not None and one in self.parts:
            bin_part(self.kit, self, self._recounts, version.draft.id, HolidayDraft, one, HOLIDAYS)


def years_of(version: VersionRecord, now: date) -> list[int]:
    """Return the years in which a version stands; one without an end stands this year and the next."""
    starts = version.draft.starts_on or now
    ends = version.draft.ends_on or date(max(now.year, starts.year) + _AHEAD, 12, 31)
    return list(range(starts.year, ends.year + 1))


def missing_years(version: VersionRecord, now: date) -> list[int]:
    """Return the years from this one on in which a version stands and no holiday is written down."""
    known = {_day_of(one).year for one in version.holidays}
    return [year for year in years_of(version, now) if year >= now.year and year not in known]


def day_words(day: date) -> str:
    """Return a day of the calendar without its year, as the system writes it, such as ``Fri, Jul 3``."""
    return QLocale.system().toString(QDate(day.year, day.month, day.day), "ddd, MMM d")


def _day_of(holiday: HolidayDraft) -> date:
    if holiday.day is None:
        raise ValueError("a holiday that was read has a day")
    return holiday.day


def _name(holiday: HolidayDraft) -> str:
    is_weekend = _day_of(holiday).weekday() >= _SATURDAY
    return f"{holiday.name}  (a weekend day, so it changes no date)" if is_weekend else holiday.name


def _listed(years: Iterable[int]) -> str:
    words = [str(year) for year in years]
    return f"{', '.join(words[:-1])} and {words[-1]}" if len(words) > 1 else "".join(words)
