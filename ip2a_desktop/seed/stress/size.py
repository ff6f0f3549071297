"""How large a stress hall is: ten thousand members with all that belongs to them, or a share of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class StressSize:
    """How many of what there are to be; the rest follows from them."""

    members: int = 10_000
    employers: int = 700
    others: int = 50
    jobs: int = 250_000
    grievances: int = 4_000
    applications: int = 3_000
    campaigns: int = 120
    activities: int = 6_000
    attachments: int = 150_000

    @property
    def about(self) -> int:
        """About how many rows that makes in all tables, for the progress of the work."""
        return (
            self.jobs
            + 5 * self.members
            + 4 * (self.employers + self.others)
            + 9 * self.grievances
            + self.attachments
            + (17 * self.applications + 110 * self.campaigns + self.activities)
        )

    def scaled(self, scale: float) -> "StressSize":
        """Return the same hall in another size; a small one still has some of everything."""
        members = max(60, round(self.members * scale))
        return StressSize(
            members=members,
            employers=max(12, round(self.employers * scale)),
            others=max(4, round(self.others * scale)),
            jobs=max(members, round(self.jobs * scale)),
            grievances=max(60, round(self.grievances * scale)),
            applications=max(30, round(self.applications * scale)),
            campaigns=max(4, round(self.campaigns * scale)),
            activities=max(60, round(self.activities * scale)),
            attachments=max(members, round(self.attachments * scale)),
        )


STRESS = StressSize()
