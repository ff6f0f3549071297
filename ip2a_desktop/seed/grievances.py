"""Sample grievances: forty cases over all steps and outcomes, with dates around today, made by the verbs themselves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.agreement_drafts import AgreementDraft, ArticleDraft, VersionDraft
from ip2a_desktop.domain.agreement_samples import SAMPLES
from ip2a_desktop.domain.casework_drafts import InformationRequestDraft, PanelistDraft, SettlementDraft
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.grievance_drafts import GrievanceDraft
from ip2a_desktop.domain.grievance_records import GrievanceRecord
from ip2a_desktop.domain.grievance_steps import AnswerDraft, CloseDraft, FilingDraft, MeetingDraft
from ip2a_desktop.domain.grievance_verbs import strikes_next
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.procedures import GrievanceKind
from ip2a_desktop.domain.progress import Progress
from ip2a_desktop.seed.chance import Chance
from ip2a_desktop.seed.grievance_texts import ANSWERS, ARBITRATORS, MATTERS, OFFICERS, REQUESTS, STEWARDS, TERMS
from ip2a_desktop.seed.remarks import Remarks
from ip2a_desktop.services.agreements import AgreementService
from ip2a_desktop.services.grievance_verbs import GrievanceVerbs
from ip2a_desktop.services.grievances import GrievanceService
from ip2a_desktop.services.notes import NoteService

INDIVIDUAL, GROUP = GrievanceKind.INDIVIDUAL, GrievanceKind.GROUP
POLICY, DISCIPLINE = GrievanceKind.POLICY, GrievanceKind.DISCIPLINE


LARGEST_GROUP = 14
"""The most grievants of one case."""


@dataclass(frozen=True)
class Plot:
    """How one case goes: its kind, and what happened how many days ago, the first thing first.

    Only cases of one grievant begin at the first step; the others enter at the second.
    """

    kind: GrievanceKind
    happened: int
    events: tuple[tuple[str, int], ...] = ()


def _plots() -> tuple[Plot, ...]:
    return (
        *(Plot(INDIVIDUAL, days) for days in (2, 6, 9, 13)),
        Plot(DISCIPLINE, 11),
        Plot(POLICY, 16),
        *(Plot(INDIVIDUAL, days + 9, (("file", days),)) for days in (1, 3, 5, 7, 9)),
        Plot(INDIVIDUAL, 14, (("file", 6), ("meet", 3))),
        Plot(GROUP, 12, (("file", 4),)),
        *(Plot(INDIVIDUAL, days + 15, (("file", days + 6), ("answer", days))) for days in (2, 8, 11, 13, 14, 16)),
        *(
            Plot(INDIVIDUAL, days + 25, (("file", days + 16), ("answer", days + 10), ("appeal", days)))
            for days in (2, 5, 7)
        ),
        Plot(DISCIPLINE, 20, (("file", 9), ("meet", 6), ("answer", 4))),
        Plot(GROUP, 44, (("file", 35), ("answer", 29))),
        Plot(POLICY, 46, (("file", 37), ("answer", 31))),
        *(
            Plot(kind, days + 35, (("file", days + 26), ("answer", days + 20), ("appeal", days), ("panel", days)))
            for kind, days in ((GROUP, 25), (DISCIPLINE, 12), (POLICY, 40))
        ),
        *(
            Plot(INDIVIDUAL, days + 22, (("file", days + 14), ("answer", days + 8), ("settle", days)))
            for days in (3, 20, 28)
        ),
        *(
            Plot(kind, days + 25, (("file", days + 16), ("answer", days + 10), (how, days)))
            for kind, how, days in (
                (INDIVIDUAL, "sustained", 30),
                (INDIVIDUAL, "sustained", 75),
                (INDIVIDUAL, "denied", 21),
                (DISCIPLINE, "denied", 90),
                (INDIVIDUAL, "withdrawn", 10),
                (POLICY, "withdrawn", 64),
                (INDIVIDUAL, "untimely", 47),
                (INDIVIDUAL, "merged", 33),
            )
        ),
        Plot(INDIVIDUAL, 120, (("file", 108), ("answer", 101), ("settle", 88), ("settled", 52))),
    )


PLOTS = _plots()
"""Forty cases."""


class SampleGrievances:
    """Makes the sample's agreement and cases, as the person who fills the database.

    Args:
        database: where to.
        chance: what is random in them.
        today: the day that everything is told from.
        members: whom the cases are about.
        employers: against whom they are.
        count: how many cases; fewer than there are plots are spread over all of them.
    """

    def __init__(
        self,
        database: Database,
        chance: Chance,
        today: date,
        members: Sequence[UUID],
        employers: Sequence[UUID],
        count: int = len(PLOTS),
    ) -> None:
        self._cases = GrievanceService(database)
        self._verbs = GrievanceVerbs(database, self._cases)
        self._agreements = AgreementService(database)
        self._notes = NoteService(database)
        self._chance = chance
        self._remarks = Remarks(chance)
        self._today = today
        self._members = members
        self._employers = employers
        self.agreement_id = new_id()
        self._plots = [PLOTS[place * len(PLOTS) // count] for place in range(count)]
        self.case_ids = [new_id() for _ in self._plots]
        self._version_id = new_id()

    def make(self, progress: Progress) -> None:
        """Make the agreement and the cases, one verb after the other.

        Raises:
            Cancelled: from ``progress``; what was made until then stands.
        """
        if not self._plots:
            return
        self._begin()
        for number, (case_id, plot) in enumerate(zip(self.case_ids, self._plots, strict=True)):
            progress(number, len(self._plots), f"Sample data: {number:,} of {len(self._plots):,} grievances")
            self._make(case_id, plot)
        progress(len(self._plots), len(self._plots), f"Sample data: {len(self._plots):,} grievances")

    def _begin(self) -> None:
        start = self._today.replace(month=1, day=1, year=self._today.year - 1)
        agreement = check(AgreementDraft, {"id": self.agreement_id, "name": "Inside Construction Agreement"})
        version = check(
            VersionDraft,
            {
                "id": self._version_id,
                "agreement_id": agreement.id,
                "name": f"{start.year}–{start.year + 3}",
                "starts_on": start,
            },
        )
        self._agreements.begin(SAMPLES[0], version, agreement)
        named = {one for matters in MATTERS.values() for matter in matters for one in matter.articles}
        for words in sorted(named):
            number, _, title = words.removeprefix("Art. ").partition(" ")
            article = {"agreement_version_id": version.id, "number": number, "title": title}
            self._agreements.save_part(check(ArticleDraft, article))

    def _ago(self, days: int) -> date:
        return self._today - timedelta(days=days)

    def _make(self, case_id: UUID, plot: Plot) -> None:
        self._cases.save(self._draft(case_id, plot))
        for what, days in plot.events:
            case = self._cases.load(case_id)
            self._do(case, what, self._ago(days))
        if plot.events and self._chance.happens(0.3):
            self._ask(case_id, plot)
        for note in self._remarks.about_case(case_id):
            self._notes.save(note)

    def _draft(self, case_id: UUID, plot: Plot) -> GrievanceDraft:
        chance = self._chance
        matter = chance.choice(MATTERS[plot.kind])
        count = {GROUP: chance.randint(3, LARGEST_GROUP), POLICY: 0}.get(plot.kind, 1)
        people = chance.sample(list(self._members), count)
        values = {
            "id": case_id,
            "kind": plot.kind,
            "organization_id": chance.choice(self._employers),
            "agreement_version_id": self._version_id,
            "occurred_on": self._ago(plot.happened),
            "steward": chance.choice(STEWARDS),
            "representative": chance.choice(OFFICERS),
            "statement": matter.statement,
            "remedy": matter.remedy,
            "articles": [{"reference": one} for one in matter.articles],
            "grievants": [{"member_id": one} for one in people],
            "priority": "urgent" if plot.kind is DISCIPLINE else "normal",
        }
        return check(GrievanceDraft, values)

    # -- what happens in a case ------------------------------------------------------------------------------------

    def _do(self, case: GrievanceRecord, what: str, day: date) -> None:
        done: dict[str, Callable[[GrievanceRecord, date], Any]] = {
            "file": lambda one, on: self._verbs.file_grievance(self._filing(one, on)),
            "appeal": lambda one, on: self._verbs.advance_step(self._filing(one, on)),
            "meet": self._meet,
            "answer": self._answer,
            "panel": self._panel,
            "settle": self._settle,
        }
        if what in done:
            done[what](case, day)
        else:
            self._close(case, what, day)

    @staticmethod
    def _filing(case: GrievanceRecord, day: date) -> FilingDraft:
        return check(FilingDraft, {"version": case.row.version, "grievance_id": case.row.id, "filed_on": day})

    def _at_step(self, case: GrievanceRecord, **values: Any) -> dict[str, Any]:
        if case.now_at is None:
            raise ValueError("a plot files before anything else happens")
        return {"id": case.now_at.id, "version": case.now_at.version, "grievance_id": case.row.id, **values}

    def _meet(self, case: GrievanceRecord, day: date) -> None:
        values = {"met_on": day, "union_attended": case.row.steward, "employer_attended": "Superintendent"}
        self._verbs.record_meeting(check(MeetingDraft, self._at_step(case, **values)))

    def _answer(self, case: GrievanceRecord, day: date) -> None:
        values = {"answered_on": day, "answer": self._chance.choice(ANSWERS), "disposition": "rejected"}
        self._verbs.record_answer(check(AnswerDraft, self._at_step(case, **values)))

    def _panel(self, case: GrievanceRecord, _day: date) -> None:
        """Put seven names on the panel and strike some of them."""
        for position, name in enumerate(self._chance.sample(ARBITRATORS, 7), start=1):
            draft = check(PanelistDraft, {"grievance_id": case.row.id, "position": position, "name": name})
            self._cases.save_panelist(draft)
        for _ in range(self._chance.choice((0, 3, 6))):
            now = self._cases.load(case.row.id)
            side = strikes_next(now)
            left = [one for one in now.panel if one.struck_by is None]
            if side is not None:
                self._verbs.strike(self._chance.choice(left), side)

    def _settle(self, case: GrievanceRecord, day: date) -> None:
        values = {
            "id": case.row.id,
            "terms": self._chance.choice(TERMS),
            "signed_on": day,
            "union_signer": case.row.representative,
            "employer_signer": "Human resources",
            "amount": self._chance.randint(4, 60) * 50,
            "is_precedent": self._chance.happens(0.2),
        }
        self._verbs.settle(case.row.version, check(SettlementDraft, values))

    def _close(self, case: GrievanceRecord, outcome: str, day: date) -> None:
        values = {"id": case.row.id, "version": case.row.version, "outcome": outcome, "closed_on": day}
        if outcome == "merged":
            values["merged_into_id"] = self._group_case(case.row.id)
        self._verbs.close(check(CloseDraft, values))

    def _group_case(self, but: UUID) -> UUID:
        """Return a case that took another one up: one of a group, where there is one."""
        pairs = list(zip(self.case_ids, self._plots, strict=True))
        groups = [one for one, plot in pairs if plot.kind is GROUP]
        return next(one for one in (*groups, *self.case_ids) if one != but)

    def _ask(self, case_id: UUID, plot: Plot) -> None:
        """Ask the employer for information; some of it came."""
        first = plot.events[0][1]
        values: dict[str, Any] = {
            "grievance_id": case_id,
            "requested_on": self._ago(first),
            "addressed_to": "Human resources",
            "items": self._chance.choice(REQUESTS),
            "reason": "The union needs it to judge and to present this grievance.",
            "due_on": self._ago(first - 10),
        }
        if self._chance.happens(0.5):
            values["received_on"] = self._ago(max(first - 8, 0))
        self._cases.save_request(check(InformationRequestDraft, values))
