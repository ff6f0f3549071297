"""When something is due: days and hours counted over an agreement's calendar, each date with its reason in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from types import MappingProxyType
from zoneinfo import ZoneInfo

from ip2a_desktop.domain.words import Word

DEFAULT_ZONE = "America/Los_Angeles"

Moment = date | datetime
"""A day, or a moment with its time zone where the hour was written down too."""

_NO_HOLIDAYS: Mapping[date, str] = MappingProxyType({})
_ONE_DAY = timedelta(days=1)
_INSTANT = timedelta(microseconds=1)
_SATURDAY = 5
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class Unit(Word):
    """How a limit counts."""

    CALENDAR_DAYS = "calendar_days", "Calendar days"
    WORKING_DAYS = "working_days", "Working days"
    ROLLED_DAYS = "rolled_days", "Calendar days, rolled forward off weekends and holidays"
    HOURS = "hours", "Hours"


_NOUNS = {
    Unit.CALENDAR_DAYS: "calendar day",
    Unit.WORKING_DAYS: "working day",
    Unit.ROLLED_DAYS: "calendar day",
    Unit.HOURS: "hour",
}


@dataclass(frozen=True)
class Calendar:
    """An agreement's holidays (day to name) and the time zone of the hall, whose midnight ends a day."""

    holidays: Mapping[date, str] = field(default_factory=lambda: _NO_HOLIDAYS)
    zone: str = DEFAULT_ZONE

    @cached_property
    def tz(self) -> ZoneInfo:
        """The hall's time zone."""
        return ZoneInfo(self.zone)

    @cached_property
    def counted(self) -> dict[tuple[Limit, Trigger], Deadline]:
        """What was counted over this calendar so far: many cases share a limit and a day."""
        return {}

    @cached_property
    def last_year(self) -> int | None:
        """The last year that holidays were written down for, None where there are none at all."""
        return max((day.year for day in self.holidays), default=None)

    def is_working(self, day: date) -> bool:
        """Say whether a day is one of Monday to Friday and no holiday."""
        return day.weekday() < _SATURDAY and day not in self.holidays

    def working_on_or_after(self, day: date) -> date:
        """Return the day itself where it is a working day, else the next one that is."""
        while not self.is_working(day):
            day += _ONE_DAY
        return day

    def end_of(self, day: date) -> datetime:
        """Return the first moment that no longer belongs to a day at the hall, as UTC.

        Two moments in one time zone would be compared by what the clock on the wall shows, not by which comes first.
        """
        return datetime.combine(day + _ONE_DAY, time(), self.tz).astimezone(UTC)

    def day_of(self, at: Moment) -> date:
        """Return the day at the hall on which something happened."""
        return at.astimezone(self.tz).date() if isinstance(at, datetime) else at


@dataclass(frozen=True)
class Limit:
    """A time limit of an agreement. The day that starts it is not counted unless ``counts_trigger_day``."""

    number: int
    unit: Unit
    article: str = ""
    counts_trigger_day: bool = False


@dataclass(frozen=True)
class Trigger:
    """What starts a limit; ``words`` say what it was, such as ``the answer at Step 1``."""

    at: Moment
    words: str = ""


@dataclass(frozen=True)
class Extension:
    """More time, agreed by both sides in writing."""

    to: date
    agreed_on: date
    for_union: str
    for_employer: str
    document: str = ""


@dataclass(frozen=True)
class Deadline:
    """The last day, the first moment that is too late, and the reason in one sentence."""

    due_on: date
    due_at: datetime
    explanation: str


def deadline(limit: Limit, trigger: Trigger, calendar: Calendar, extensions: Sequence[Extension] = ()) -> Deadline:
    """Return when a limit ends. The furthest extension stands, but none makes the time shorter.

    Args:
        limit: number and unit.
        trigger: what starts it.
        calendar: the agreement's holidays, the hall's time zone.
        extensions: those agreed for this limit, in any order.
    """
    counted = calendar.counted.get((limit, trigger))
    if counted is None:
        counted = _hours(limit, trigger, calendar) if limit.unit is Unit.HOURS else _days(limit, trigger, calendar)
        calendar.counted[limit, trigger] = counted
    furthest = max(extensions, key=lambda one: one.to, default=None)
    if furthest is None or calendar.end_of(furthest.to) <= counted.due_at:
        return counted
    return Deadline(furthest.to, calendar.end_of(furthest.to), _extended(furthest, counted))


def short_day(day: date, beside: date | None = None) -> str:
    """Return a day such as ``Fri Mar 6``, with its year where that is not the year of ``beside``."""
    words = f"{_WEEKDAYS[day.weekday()]} {_MONTHS[day.month - 1]} {day.day}"
    return words if beside is None or beside.year == day.year else f"{words}, {day.year}"


def long_day(day: date) -> str:
    """Return a day such as ``Fri Mar 6, 2026``."""
    return f"{short_day(day)}, {day.year}"


def spoken_time(at: datetime | time) -> str:
    """Return the time of day such as ``3:00 PM``."""
    return f"{at.hour % 12 or 12}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}"


def _days(limit: Limit, trigger: Trigger, calendar: Calendar) -> Deadline:
    started = calendar.day_of(trigger.at)
    due, remark = {
        Unit.CALENDAR_DAYS: _calendar_days,
        Unit.WORKING_DAYS: _working_days,
        Unit.ROLLED_DAYS: _rolled_days,
    }[limit.unit](limit, started, calendar)
    head = short_day(due, started)
    source = _source(limit, trigger, short_day(started, due))
    return Deadline(due, calendar.end_of(due), f"{head}: {source}{remark}")


def _calendar_days(limit: Limit, started: date, calendar: Calendar) -> tuple[date, str]:
    return _counted_off(limit, started), ""


def _counted_off(limit: Limit, started: date) -> date:
    days = limit.number - 1 if limit.counts_trigger_day and limit.number else limit.number
    return started + timedelta(days=days)


def _working_days(limit: Limit, started: date, calendar: Calendar) -> tuple[date, str]:
    if not limit.number:
        due = calendar.working_on_or_after(started)
        return due, _skipped(started, due, calendar)
    day = started if limit.counts_trigger_day else started + _ONE_DAY
    due = day = calendar.working_on_or_after(day)
    for _ in range(limit.number - 1):
        due = calendar.working_on_or_after(due + _ONE_DAY)
    return due, _skipped(started if limit.counts_trigger_day else started + _ONE_DAY, due, calendar)


def _rolled_days(limit: Limit, started: date, calendar: Calendar) -> tuple[date, str]:
    counted = _counted_off(limit, started)
    due = calendar.working_on_or_after(counted)
    if due == counted:
        return due, _uncovered(due, calendar)
    over = _named(_holidays(counted, due, calendar), due)
    return due, f"; rolled forward from {short_day(counted, due)}{f' over {over}' if over else ''}"


def _hours(limit: Limit, trigger: Trigger, calendar: Calendar) -> Deadline:
    """Hours are hours: the night on which the clocks change has one more or one less of them."""
    started, words = _started(limit, trigger, calendar)
    due_at = started.astimezone(UTC) + timedelta(hours=limit.number)
    due = due_at.astimezone(calendar.tz)
    last_day = calendar.day_of(due_at - _INSTANT)
    head = short_day(last_day, started.date())
    if due.date() == last_day:
        head += f", {spoken_time(due)}"
    remark = "" if due.utcoffset() == started.utcoffset() else "; the clocks change between"
    return Deadline(last_day, due_at, f"{head}: {_source(limit, trigger, words)}{remark}")


def _started(limit: Limit, trigger: Trigger, calendar: Calendar) -> tuple[datetime, str]:
    if isinstance(trigger.at, datetime):
        at = trigger.at.astimezone(calendar.tz)
        return at, f"{short_day(at.date())}, {spoken_time(at)}"
    if limit.counts_trigger_day:
        return calendar.end_of(trigger.at - _ONE_DAY).astimezone(calendar.tz), f"the start of {short_day(trigger.at)}"
    return calendar.end_of(trigger.at).astimezone(calendar.tz), f"the end of {short_day(trigger.at)}"


def _source(limit: Limit, trigger: Trigger, started: str) -> str:
    noun = _NOUNS[limit.unit] + ("" if limit.number == 1 else "s")
    parts = [f"{limit.number:,} {noun} from {started}", trigger.words]
    if limit.counts_trigger_day and limit.unit is not Unit.HOURS:
        parts.append("that day counted")
    return ", ".join(part for part in parts if part) + (f" ({limit.article})" if limit.article else "")


def _holidays(first: date, last: date, calendar: Calendar) -> Iterator[tuple[date, str]]:
    """Give the holidays of these days that are no weekend anyway."""
    day = first
    while day <= last:
        if day in calendar.holidays and day.weekday() < _SATURDAY:
            yield day, calendar.holidays[day]
        day += _ONE_DAY


def _named(holidays: Iterator[tuple[date, str]], beside: date) -> str:
    names = [f"{name} ({short_day(day, beside)})" for day, name in holidays]
    return ", ".join(names[:-1]) + " and " + names[-1] if len(names) > 1 else "".join(names)


def _skipped(first: date, due: date, calendar: Calendar) -> str:
    skipped = _named(_holidays(first, due, calendar), due)
    missing = _uncovered(due, calendar)
    return (f"; {skipped} not counted" if skipped else "" if missing else "; no holidays between") + missing


def _uncovered(due: date, calendar: Calendar) -> str:
    """Say so where nobody wrote the holidays of that year down yet, rather than claim that there are none."""
    if calendar.last_year is None:
        return "; the agreement's calendar is empty"
    return f"; the holidays of {due.year} are not written down yet" if due.year > calendar.last_year else ""


def _extended(extension: Extension, counted: Deadline) -> str:
    agreed = f"extended by agreement of {extension.for_union} and {extension.for_employer} on "
    agreed += short_day(extension.agreed_on, extension.to)
    if extension.document:
        agreed += f" ({extension.document})"
    return f"{short_day(extension.to, extension.agreed_on)}: {agreed}; without it {counted.explanation}"
