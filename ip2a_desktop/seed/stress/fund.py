"""Applications to the fund of a stress hall: the sample's stories, told of many members over many years."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from ip2a_desktop.domain.benevolence_fund import FundSettings
from ip2a_desktop.domain.deadlines import DEFAULT_ZONE
from ip2a_desktop.domain.member_drafts import MemberDraft
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.domain.samples import SampleApplications
from ip2a_desktop.seed.benevolence import Story
from ip2a_desktop.seed.benevolence_plots import PLOTS
from ip2a_desktop.seed.chance import Chance
from ip2a_desktop.seed.stress.lines import Ids, Rows, Sheet
from ip2a_desktop.seed.stress.people import Member

_OVER = tuple(plot for plot in PLOTS if plot.is_whole and plot.follows is None and plot.events[-1:] and
              plot.events[-1][0] in ("pay", "last", "deny", "withdraw"))  # fmt: skip
_NOW = tuple(plot for plot in PLOTS if plot.follows is None)
_STILL_OPEN = 0.06
_YEARS_BACK = 6
_ZONE = ZoneInfo(DEFAULT_ZONE)
_APPLICATION = (
    "id", "member_id", "applied_on", "dependents", "earners", "reason", "narrative", "need_by", "requested",
    "payee_kind", "payee", "account", "other_aid", "earlier_requests", "officer_relation", "handed_in_by",
    "representative_relation", "is_declared", "signed_on", "status", "round", "submitted_on", "submitted_by",
    "approved", "decided_on", "withdrawn_reason", "found_false_on", "found_false_reason",
)  # fmt: skip
_CHILDREN: dict[str, tuple[str, tuple[str, ...], dict[str, str]]] = {
    "lines": ("benevolence_budget_line", ("id", "application_id", "kind", "description", "amount"), {}),
    "documents": ("benevolence_document", ("id", "application_id", "kind", "description", "received_on"), {}),
    "steps": ("benevolence_step", ("application_id", "round", "position", "level_id", "name", "duty"), {}),
    "reviews": (
        "benevolence_review",
        ("id", "application_id", "round", "position", "decision", "amount", "comment", "override_reason", "cap_amount",
         "cap_period", "cap_paid", "cap_promised", "problems", "alternate_for", "reviewer"),
        {"reviewed_at": "happened"},
    ),
    "recusals": (
        "benevolence_recusal",
        ("id", "application_id", "level_id", "recused", "alternate", "reason"),
        {"recorded_at": "happened"},
    ),
    "answers": ("benevolence_answer", ("id", "application_id", "words", "answered_by"), {"answered_at": "happened"}),
    "payments": (
        "benevolence_payment",
        ("id", "application_id", "amount", "paid_on", "method", "payee_kind", "payee", "account", "reference",
         "is_last", "recorded_by", "void_reason"),
        {"recorded_at": "happened", "voided_at": "voided"},
    ),
}  # fmt: skip


class Fund:
    """Makes applications with what became of them.

    Args:
        chance: where the dice come from.
        ids: gives out their ids.
        rules: the fund's rules and levels, which the applications keep.
        today: the day that everything is told from.
    """

    def __init__(self, chance: Chance, ids: Ids, rules: FundSettings, today: date) -> None:
        self._chance = chance
        self._ids = ids
        self._rules = rules
        self._today = today
        self._applications = Rows(
            "benevolence_application", *_APPLICATION, "number_year", "number_seq", "card_number", "standing"
        )
        self._children = {
            part: Rows(table, *columns, *moments, *(["voided_by"] if part == "payments" else []))
            for part, (table, columns, moments) in _CHILDREN.items()
        }
        self._numbers: dict[int, int] = {}
        self.application_ids: list[str] = []

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The rows of all that was made, in the order in which they refer to each other."""
        return self._applications.sheet, *(one.sheet for one in self._children.values())

    def make(self, members: Sequence[Member], count: int) -> None:
        """Make so many applications, each of another member in good standing, numbered by their days."""
        active = [one for one in members if one.status is MemberStatus.ACTIVE]
        people = self._chance.sample(active, min(count, len(active)))
        told = sorted((self._told(one) for one in people), key=lambda pair: pair[1].values["applied_on"])
        for member, story, made in told:
            self._write(member, story, made)

    def _told(self, member: Member) -> tuple[Member, Story, SampleApplications]:
        chance = self._chance
        is_open = chance.random() < _STILL_OPEN
        plot = chance.choice(_NOW if is_open else _OVER)
        shift = 0 if is_open else chance.randrange(_YEARS_BACK * 365)
        draft = MemberDraft.model_construct(
            id=UUID(member.id), first_name=member.first_name, last_name=member.last_name, status=member.status
        )
        story = Story(chance, self._today - timedelta(days=shift), draft, self._rules, plot, None)
        story.id = UUID(self._ids.new())
        made = SampleApplications()
        story.tell(made)
        return member, story, made

    def _write(self, member: Member, story: Story, made: SampleApplications) -> None:
        values = story.values
        year = values["applied_on"].year
        number = self._numbers[year] = self._numbers.get(year, 0) + 1
        is_in = values["round"] > 0
        self.application_ids.append(str(story.id))
        self._applications.add(
            *(values[name] for name in _APPLICATION), year, number, member.card if is_in else "",
            member.status if is_in else None,
        )  # fmt: skip
        for part, (_, columns, moments) in _CHILDREN.items():
            for row in getattr(made, part):
                self._child(part, row, columns, moments)

    def _child(self, part: str, row: Any, columns: tuple[str, ...], moments: dict[str, str]) -> None:
        given = (self._ids.new() if name == "id" else row[name] for name in columns)
        happened = [_at_the_hall(row[source]) for source in moments.values()]
        voided_by = [row["recorded_by"] if row["voided"] else None] if part == "payments" else []
        self._children[part].add(*given, *happened, *voided_by)


def _at_the_hall(moment: str | None) -> str | None:
    """Return a moment of the hall's clock with its time zone."""
    return None if moment is None else datetime.fromisoformat(moment).replace(tzinfo=_ZONE).isoformat()
