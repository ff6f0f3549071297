"""Union elections at employers, as the National Labor Relations Board publishes their tallies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal
from uuid import UUID

from ip2a_desktop.domain.words import Word


class ElectionKind(Word):
    """What a petition asks for; the letters in the middle of the case number say it."""

    REPRESENTATION = "RC", "Representation"
    DECERTIFICATION = "RD", "Decertification"
    EMPLOYER_PETITION = "RM", "Petition of the employer"
    DEAUTHORIZATION = "UD", "Deauthorization"


class TallyType(Word):
    """Which count of a case this is."""

    INITIAL = "initial", "Initial"
    RERUN = "rerun", "Rerun"
    RUNOFF = "runoff", "Run-off"


class ElectionResult(Word):
    """What a tally says; what became of the whole case stands beside it."""

    WON = "won", "Union won"
    LOST = "lost", "Union lost"
    RUNOFF = "runoff", "Run-off needed"
    CHALLENGED = "challenged", "Challenged ballots decide"
    WITHDRAWN = "withdrawn", "Petition withdrawn"
    DISMISSED = "dismissed", "Petition dismissed"
    NOT_COUNTED = "not_counted", "No count recorded"
    NOT_TOLD = "not_told", "See the count"


@dataclass(frozen=True)
class ElectionRow:
    """One tally as an employer's page shows it."""

    id: UUID
    version: int
    organization_id: UUID
    case_number: str
    case_name: str
    region: str
    unit_id: str
    unit_description: str
    ballot_type: str
    tally_type: TallyType
    filed_on: date | None
    tallied_on: date
    closed_on: date | None
    closed_as: str
    eligible_voters: int | None
    unions: tuple[str, ...]
    votes_for: tuple[int | None, ...]
    votes_against: int | None
    ballots_counted: int | None
    void_ballots: int | None
    challenged_ballots: int | None
    challenges_decide: bool
    runoff_required: bool
    union_to_certify: str

    @property
    def kind(self) -> ElectionKind | None:
        """What the petition asked for."""
        return ElectionKind.from_text(self.case_number[3:5])

    @property
    def is_counted(self) -> bool:
        """Whether the record holds a count at all."""
        return any(votes is not None for votes in (*self.votes_for, self.votes_against))

    @property
    def for_unions(self) -> int | None:
        """The votes for all unions together; None without a count."""
        return sum(votes or 0 for votes in self.votes_for) if self.is_counted else None

    @property
    def result(self) -> ElectionResult:
        """What this tally says: a union wins with more than half of the votes for and against."""
        closed = next((said for words, said in _CLOSED.items() if self.closed_as.casefold().startswith(words)), None)
        if closed is not None:
            return closed
        if self.challenges_decide:
            return ElectionResult.CHALLENGED
        if self.runoff_required:
            return ElectionResult.RUNOFF
        if not self.is_counted:
            return ElectionResult.NOT_COUNTED
        if self.kind is ElectionKind.DEAUTHORIZATION:
            return ElectionResult.NOT_TOLD
        most = max((votes or 0 for votes in self.votes_for), default=0)
        cast = (self.for_unions or 0) + (self.votes_against or 0)
        return ElectionResult.WON if 2 * most > cast else ElectionResult.LOST

    @property
    def turnout(self) -> Decimal | None:
        """The share of the eligible voters whose ballots were counted, in whole percents, never rounded up."""
        cast = self.ballots_counted
        if cast is None and self.is_counted:
            cast = (self.for_unions or 0) + (self.votes_against or 0)
        if not self.eligible_voters or cast is None:
            return None
        return (Decimal(100 * cast) / self.eligible_voters).quantize(Decimal(1), ROUND_DOWN)

    @property
    def union_words(self) -> str:
        """The unions, each with its votes where there is more than one."""
        names = [name or "Union not named" for name in self.unions]
        if len(names) < 2:
            return "".join(names)
        return "; ".join(
            name if votes is None else f"{name} ({votes:,})" for name, votes in zip(names, self.votes_for, strict=True)
        )

    @property
    def sentence(self) -> str:
        """The tally in words, such as ``Union won: 122 for, 63 against, of 250 eligible (74 % voted).``"""
        if not self.is_counted:
            return f"{self.result.label}."
        said = f"{self.result.label}: {self.for_unions:,} for, {self.votes_against or 0:,} against"
        if self.eligible_voters:
            said += f", of {self.eligible_voters:,} eligible"
        return f"{said} ({self.turnout} % voted)." if self.turnout is not None else f"{said}."


_CLOSED = {"withdraw": ElectionResult.WITHDRAWN, "dismiss": ElectionResult.DISMISSED}
