"""Sample applications to the fund: thirty over all states, with reviews, recusals and payments on days around today."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

from ip2a_desktop.domain.benevolence import ApplicationStatus, BudgetKind, Decision, Payee, PaymentMethod
from ip2a_desktop.domain.benevolence_fund import Cap, EarlierRequest, FundSettings, ineligible, levels_for
from ip2a_desktop.domain.fund_drafts import LevelDraft
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.member_drafts import MemberDraft
from ip2a_desktop.domain.samples import SampleApplications
from ip2a_desktop.seed import benevolence_texts as texts
from ip2a_desktop.seed.benevolence_plots import PLOTS, Plot
from ip2a_desktop.seed.chance import Chance

_NOTHING: Final = Decimal(0)
_STATUS: Final = ApplicationStatus


def sample_applications(
    chance: Chance, today: date, members: Sequence[MemberDraft], rules: FundSettings, count: int = len(PLOTS)
) -> SampleApplications:
    """Return sample applications without writing them.

    Args:
        chance: what is random in them.
        today: the day that everything is told from.
        members: who may ask; each asks once, but for those who ask again.
        rules: the fund's rules and levels, which the applications keep.
        count: how many; fewer than there are plots are spread over all of them.
    """
    made = SampleApplications()
    places = [place * len(PLOTS) // count for place in range(min(count, len(members)))]
    people = chance.sample(list(members), len(places))
    stories: dict[int, Story] = {}
    for place, member in zip(places, people, strict=True):
        plot = PLOTS[place]
        before = stories.get(plot.follows) if plot.follows is not None else None
        story = stories[place] = Story(chance, today, before.member if before else member, rules, plot, before)
        story.tell(made)
    return made


class Story:
    """One application and what became of it, told event by event as the verbs would have done it.

    Args:
        chance: what is random in it.
        today: the day that everything is told from.
        member: who asks.
        rules: the fund's rules and levels.
        plot: what happens.
        before: an earlier application of the member.
    """

    def __init__(
        self, chance: Chance, today: date, member: MemberDraft, rules: FundSettings, plot: Plot, before: "Story | None"
    ) -> None:
        self.id = new_id()
        self.member = member
        self.payments: list[dict[str, Any]] = []
        self.values: dict[str, Any] = {}
        self._chance = chance
        self._today = today
        self._rules = rules
        self._plot = plot
        self._before = before
        self._matter = chance.choice(texts.MATTERS)
        self._levels: tuple[LevelDraft, ...] = ()
        self._position = 1
        self._granted = Decimal(plot.asked)
        self._seat = ""
        self._aside = ""
        self._last = datetime.combine(self._day(plot.applied), time(9))
        self._made = SampleApplications()

    def tell(self, made: SampleApplications) -> None:
        """Add the application with all that hangs on it to ``made``."""
        self._made = made
        self._apply()
        happens: dict[str, Callable[..., None]] = {
            "submit": self._submit,
            "pass": self._pass,
            "grant": self._grant,
            "deny": lambda day: self._decide(Decision.DENIED, day, self._chance.choice(texts.DENIED)),
            "ask": lambda day: self._decide(Decision.NEEDS_INFORMATION, day, self._chance.choice(texts.ASKED)),
            "back": lambda day: self._decide(Decision.SENT_BACK, day, texts.SENT_BACK),
            "defer": lambda day: self._decide(Decision.DEFERRED, day, texts.DEFERRED),
            "answer": self._answer,
            "recuse": self._recuse,
            "pay": self._pay,
            "last": lambda day, share: self._pay(day, share, is_last=True),
            "void": self._void,
            "withdraw": self._withdraw,
            "false": self._false,
        }
        for what, *how in self._plot.events:
            happens[what](*how)
        made.applications.append(self.values)

    # -- days ------------------------------------------------------------------------------------------------------

    def _day(self, days: float) -> date:
        """Return a day so many days ago; the Friday before where the office was closed."""
        found = self._today - timedelta(days=days)
        return found - timedelta(days=max(0, found.weekday() - 4))

    def _moment(self, days: float) -> str:
        """Return when something happened on a day, after everything that happened before."""
        hours = timedelta(minutes=self._chance.randint(9 * 60, 16 * 60))
        at = datetime.combine(self._day(days), time()) + hours
        self._last = max(at, self._last + timedelta(minutes=self._chance.randint(6, 40)))
        return self._last.isoformat()

    # -- what the member writes --------------------------------------------------------------------------------

    def _apply(self) -> None:
        chance, plot, matter = self._chance, self._plot, self._matter
        whole, applied = plot.is_whole, self._day(plot.applied)
        steps_aside = any(event[0] == "recuse" for event in plot.events)
        helper = chance.happens(0.15)
        self.values = {
            "id": self.id,
            "member_id": self.member.id,
            "applied_on": applied,
            "dependents": chance.randint(0, 4) if whole else None,
            "earners": chance.randint(1, 2) if whole else None,
            "reason": matter.reason,
            "narrative": matter.narrative if whole or plot.asked else "",
            "need_by": applied + timedelta(days=chance.randint(10, 35)) if whole else None,
            "requested": plot.asked or None,
            "payee_kind": matter.payee_kind,
            "payee": matter.payee,
            "account": matter.account,
            "other_aid": chance.choice(texts.AID) if whole else "",
            "earlier_requests": "Yes, this year, for the rent" if self._before else "",
            "officer_relation": chance.choice(texts.RELATIONS) if steps_aside else "",
            "handed_in_by": f"{self.member.first_name} {self.member.last_name}’s spouse" if helper else "",
            "representative_relation": "Spouse" if helper else "",
            "is_declared": whole,
            "signed_on": applied if whole else None,
            "status": _STATUS.DRAFT,
            "round": 0,
            "submitted_on": None,
            "submitted_by": "",
            "approved": None,
            "decided_on": None,
            "withdrawn_reason": "",
            "found_false_on": None,
            "found_false_reason": "",
        }
        if whole:
            self._household()
        self._documents()

    def _household(self) -> None:
        chance = self._chance
        for source in chance.some(texts.INCOMES, 2):
            self._line(BudgetKind.INCOME, source, chance.randint(6, 32) * 100)
        for purpose in chance.some(texts.EXPENSES, 5):
            self._line(BudgetKind.EXPENSE, purpose, chance.randint(2, 18) * (100 if purpose == "Rent" else 30))
        self._line(BudgetKind.BALANCE, "Checking account", chance.randint(-4, 20) * 35)

    def _line(self, kind: BudgetKind, words: str, amount: int) -> None:
        row = {"id": new_id(), "application_id": self.id, "kind": kind, "description": words, "amount": amount}
        self._made.lines.append(row)

    def _documents(self) -> None:
        """All came in where the application went through; the last one is missing where something is still open."""
        events = [event[0] for event in self._plot.events]
        waits = not events or events[-1] in ("ask", "back", "submit", "defer")
        for number, (kind, words) in enumerate(self._matter.documents, start=1):
            came = None if waits and number == len(self._matter.documents) else self.values["applied_on"]
            row = {"id": new_id(), "application_id": self.id, "kind": kind, "description": words, "received_on": came}
            self._made.documents.append(row)

    # -- the review --------------------------------------------------------------------------------------------

    def _submit(self, days: float) -> None:
        levels = levels_for(self._rules.levels, Decimal(self._plot.asked))
        if not levels:
            return
        self._levels, self._position = levels, 1
        self._granted = Decimal(self._plot.asked)
        values = self.values
        values["round"] += 1
        values["status"] = _STATUS.SUBMITTED
        values["submitted_on"] = values["submitted_on"] or self._day(days)
        values["submitted_by"] = texts.CLERK
        self._made.steps.extend(
            {
                "application_id": self.id,
                "round": values["round"],
                "position": place,
                "level_id": level.id,
                "name": level.name,
                "duty": level.duty,
            }
            for place, level in enumerate(levels, start=1)
        )

    @property
    def _is_open(self) -> bool:
        return bool(self._levels) and self.values["status"] in (_STATUS.SUBMITTED, _STATUS.UNDER_REVIEW)

    @property
    def _is_granted(self) -> bool:
        status: ApplicationStatus = self.values["status"]
        return status.is_granted

    def _reviewer(self) -> str:
        return self._seat if self._position == 1 and self._seat else texts.REVIEWERS[self._position - 1]

    def _pass(self, days: float) -> None:
        """Approve at a level that is not the last one."""
        if self._is_open and self._position < len(self._levels):
            self._approve(days)

    def _grant(self, first: float, last: float) -> None:
        """Approve at all levels that are left, between two days."""
        left = len(self._levels) - self._position + 1
        for number in range(left if self._is_open else 0):
            self._approve(first - (first - last) * (number + 1) / left)

    def _approve(self, days: float) -> None:
        words = texts.TO_THE_MEMBER if self._position == len(self._levels) else texts.COMMENTS
        self._decide(Decision.APPROVED, days, self._chance.choice(words))

    def _decide(self, decision: Decision, days: float, comment: str) -> None:
        if not self._is_open:
            return
        day, values = self._day(days), self.values
        approves = decision is Decision.APPROVED
        cap, problems = self._cap(day), self._problems()
        sets_aside = approves and (problems or not cap.allows(self._granted))
        self._made.reviews.append(
            {
                "id": new_id(),
                "application_id": self.id,
                "round": values["round"],
                "position": self._position,
                "decision": decision,
                "amount": self._granted if approves else None,
                "comment": comment,
                "override_reason": self._chance.choice(texts.OVERRIDES) if sets_aside else "",
                "cap_amount": cap.amount,
                "cap_period": cap.period,
                "cap_paid": cap.paid,
                "cap_promised": cap.promised,
                "problems": list(problems),
                "alternate_for": self._aside if self._position == 1 else "",
                "reviewer": self._reviewer(),
                "happened": self._moment(days),
            }
        )
        is_last = self._position == len(self._levels)
        if decision is Decision.DENIED or (approves and is_last):
            values["status"] = _STATUS.DENIED if not approves else _STATUS.APPROVED
            values["decided_on"] = day
            values["approved"] = self._granted if approves else None
        elif approves:
            values["status"] = _STATUS.UNDER_REVIEW
            self._position += 1
        elif decision is Decision.NEEDS_INFORMATION:
            values["status"] = _STATUS.NEEDS_INFORMATION
        elif decision is Decision.SENT_BACK:
            values["status"] = _STATUS.DRAFT

    def _cap(self, day: date) -> Cap:
        """What was left on the day of a decision."""
        fund = self._rules.fund
        paid = sum(
            (
                Decimal(one["amount"])
                for one in (self._before.payments if self._before else ())
                if one["voided"] is None and one["paid_on"] <= day and fund.cap_period.counts(one["paid_on"], day)
            ),
            _NOTHING,
        )
        return Cap(fund.cap_amount, fund.cap_period, paid)

    def _problems(self) -> tuple[str, ...]:
        """What the fund's rules say on the day it was handed in; the number that a sentence would name comes later."""
        others = []
        if self._before is not None:
            one = self._before.values
            others = [
                EarlierRequest(
                    one["id"], "An application", one["status"], one["submitted_on"], None, None, _NOTHING,
                    one["found_false_on"],
                )
            ]  # fmt: skip
        return ineligible(self._rules.fund, self.values["submitted_on"], self.member.status, others)

    def _answer(self, days: float) -> None:
        if self.values["status"] is not _STATUS.NEEDS_INFORMATION:
            return
        row = {"id": new_id(), "application_id": self.id, "words": texts.ANSWERED, "answered_by": texts.CLERK}
        self._made.answers.append(row | {"happened": self._moment(days)})
        self.values["status"] = _STATUS.SUBMITTED if self._position == 1 else _STATUS.UNDER_REVIEW

    def _recuse(self, days: float) -> None:
        """Whoever sits at the first level steps aside."""
        if not self._is_open:
            return
        self._aside, self._seat = texts.REVIEWERS[0], texts.ALTERNATE
        self._made.recusals.append(
            {
                "id": new_id(),
                "application_id": self.id,
                "level_id": self._levels[0].id,
                "recused": self._aside,
                "alternate": self._seat,
                "reason": texts.ASIDE,
                "happened": self._moment(days),
            }
        )

    # -- the money, and other ends -----------------------------------------------------------------------------

    def _paid(self) -> Decimal:
        return sum((Decimal(one["amount"]) for one in self.payments if one["voided"] is None), _NOTHING)

    def _pay(self, days: float, share: float, *, is_last: bool = False) -> None:
        if not self._is_granted:
            return
        by_check = self._matter.payee_kind is Payee.MEMBER or self._chance.happens(0.7)
        amount = min(self._granted * Decimal(share) / 100, self._granted - self._paid()).quantize(Decimal("0.01"))
        row = {
            "id": new_id(),
            "application_id": self.id,
            "amount": amount,
            "paid_on": self._day(days),
            "method": PaymentMethod.CHECK if by_check else PaymentMethod.TRANSFER,
            "payee_kind": self._matter.payee_kind,
            "payee": self._matter.payee or f"{self.member.first_name} {self.member.last_name}",
            "account": self._matter.account,
            "reference": str(self._chance.randint(1001, 1999)) if by_check else "",
            "is_last": is_last,
            "recorded_by": texts.CLERK,
            "happened": self._moment(days),
            "voided": None,
            "void_reason": "",
        }
        self.payments.append(row)
        self._made.payments.append(row)
        self._count()

    def _void(self, days: float) -> None:
        """Void the newest payment."""
        if self.payments:
            last = self.payments[-1]
            why = texts.LOST if last["method"] is PaymentMethod.CHECK else texts.RETURNED
            last |= {"voided": self._moment(days), "void_reason": why}
            self._count()

    def _count(self) -> None:
        standing = [one for one in self.payments if one["voided"] is None]
        whole = self._paid() >= self._granted or any(one["is_last"] for one in standing)
        self.values["status"] = _STATUS.PAID if whole else _STATUS.PARTLY_PAID if standing else _STATUS.APPROVED

    def _withdraw(self, _days: float) -> None:
        if self._is_open:
            self.values |= {"status": _STATUS.WITHDRAWN, "withdrawn_reason": texts.WITHDRAWN}

    def _false(self, days: float) -> None:
        if self.values["round"]:
            self.values |= {"found_false_on": self._day(days), "found_false_reason": texts.FALSE}
