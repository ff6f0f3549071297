"""Cases that the tests of grievances begin with: an agreement, a case at any place of its way."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.agreement_drafts import AgreementDraft, VersionDraft
from ip2a_desktop.domain.agreement_samples import SAMPLES
from ip2a_desktop.domain.casework_drafts import SettlementDraft
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.employer_drafts import EmployerDraft
from ip2a_desktop.domain.grievance_drafts import GrievanceDraft
from ip2a_desktop.domain.grievance_records import GrievanceRecord
from ip2a_desktop.domain.grievance_steps import AnswerDraft, CloseDraft, FilingDraft
from ip2a_desktop.domain.member_drafts import MemberDraft
from ip2a_desktop.services.agreements import AgreementService
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.grievance_verbs import GrievanceVerbs
from ip2a_desktop.services.grievances import GrievanceService
from ip2a_desktop.services.members import MemberService
from tests.factories import saved_employer, saved_member


class Casework:
    """The services of grievances on one database, with an employer, a grievant and an agreement."""

    def __init__(self, database: Database, sample: str = "default") -> None:
        self.database = database
        self.cases = GrievanceService(database)
        self.verbs = GrievanceVerbs(database, self.cases)
        self.agreements = AgreementService(database)
        self.employer: EmployerDraft = saved_employer(EmployerService(database))
        self.member: MemberDraft = saved_member(MemberService(database), first_name="Ana", last_name="Silva")
        self.agreement, self.version = self.begin(sample)
        with database.statement() as session:
            self.today: date = session.execute(text("SELECT ip2a_today()")).scalar_one()

    def begin(self, sample: str) -> tuple[AgreementDraft, VersionDraft]:
        """Make an agreement with a sample's procedure."""
        agreement = check(AgreementDraft, {"name": "Inside Agreement"})
        version = check(VersionDraft, {"agreement_id": agreement.id, "name": "2024–2027", "starts_on": "2024-06-01"})
        self.agreements.begin(next(one for one in SAMPLES if one.key == sample), version, agreement)
        return agreement, version

    def ago(self, days: int) -> date:
        """Return the day at the hall that was so many days ago."""
        return self.today - timedelta(days=days)

    def draft(self, **values: Any) -> GrievanceDraft:
        """Return a checked draft of a case that happened ten days ago."""
        given = {
            "organization_id": self.employer.id,
            "agreement_version_id": self.version.id,
            "occurred_on": self.ago(10),
            "statement": "Worked out of classification.",
            "remedy": "Made whole.",
            "grievants": [{"member_id": self.member.id}],
            "articles": [{"reference": "Art. 5.2"}],
            "steward": "Robin Okafor",
        }
        return check(GrievanceDraft, {**given, **values})

    def prepared(self, **values: Any) -> GrievanceRecord:
        """Save a case that is being prepared."""
        draft = self.draft(**values)
        self.cases.save(draft)
        return self.cases.load(draft.id)

    def filed(self, days: int = 8, **values: Any) -> GrievanceRecord:
        """Save a case and file it so many days ago."""
        case = self.prepared(**values)
        self.verbs.file_grievance(self.filing(case, self.ago(days)))
        return self.cases.load(case.row.id)

    def answered(self, days: int = 6, disposition: str | None = "rejected", **values: Any) -> GrievanceRecord:
        """Save a filed case that was answered so many days ago."""
        case = self.filed(**values)
        self.verbs.record_answer(self.answer(case, self.ago(days), disposition))
        return self.cases.load(case.row.id)

    def in_arbitration(self, **values: Any) -> GrievanceRecord:
        """Save a case that went through all steps into arbitration."""
        case = self.answered(**values)
        while case.row.status.value != "arbitration":
            self.verbs.advance_step(self.filing(case, self.ago(5)))
            case = self.cases.load(case.row.id)
            if case.row.status.value == "open":
                self.verbs.record_answer(self.answer(case, self.ago(5), "rejected"))
                case = self.cases.load(case.row.id)
        return case

    def settled(self, **values: Any) -> GrievanceRecord:
        """Save a case that was settled three days ago."""
        case = self.answered(**values)
        self.verbs.settle(case.row.version, self.settlement(case.row.id))
        return self.cases.load(case.row.id)

    def closed(self, outcome: str = "denied", **values: Any) -> GrievanceRecord:
        """Save a case that was closed today."""
        case = self.answered(**values)
        self.verbs.close(self.close(case, outcome))
        return self.cases.load(case.row.id)

    def filing(self, case: GrievanceRecord, day: date, **values: Any) -> FilingDraft:
        """Return the filing at the next step of a case."""
        filing = {"version": case.row.version, "grievance_id": case.row.id, "filed_on": day}
        return check(FilingDraft, {**filing, **values})

    def answer(self, case: GrievanceRecord, day: date, disposition: str | None = None, **values: Any) -> AnswerDraft:
        """Return the employer's answer at the step of a case."""
        assert case.now_at is not None
        given = {
            "id": case.now_at.id,
            "version": case.now_at.version,
            "grievance_id": case.row.id,
            "answered_on": day,
            "answer": "Denied.",
            "disposition": disposition,
        }
        return check(AnswerDraft, {**given, **values})

    def settlement(self, case_id: UUID, **values: Any) -> SettlementDraft:
        """Return a signed settlement."""
        given = {
            "id": case_id,
            "terms": "Two days of pay.",
            "signed_on": self.ago(3),
            "union_signer": "Robin Okafor",
            "employer_signer": "Dana Baker",
            "amount": "812.40",
        }
        return check(SettlementDraft, {**given, **values})

    def close(self, case: GrievanceRecord, outcome: str, **values: Any) -> CloseDraft:
        """Return the close of a case as of today."""
        given = {"id": case.row.id, "version": case.row.version, "outcome": outcome, "closed_on": self.today}
        return check(CloseDraft, {**given, **values})
