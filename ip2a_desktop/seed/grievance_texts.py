"""What sample grievances say: matters with their articles and remedies, answers, terms, names."""

from dataclasses import dataclass

from ip2a_desktop.domain.procedures import GrievanceKind

_WHOLE = "That the grievant be made whole in every way, including lost wages and benefits."


@dataclass(frozen=True)
class Matter:
    """What a case is about."""

    statement: str
    articles: tuple[str, ...]
    remedy: str = _WHOLE


MATTERS: dict[GrievanceKind, tuple[Matter, ...]] = {
    GrievanceKind.INDIVIDUAL: (
        Matter("The grievant worked ten hours and was paid straight time for all of them.", ("Art. 5.2 Overtime",)),
        Matter("The employer laid the grievant off out of order; a junior hand stayed on.", ("Art. 8.4 Reduction",)),
        Matter("The grievant was sent to a shop beyond the free zone and got no travel pay.", ("Art. 6.1 Travel",)),
        Matter("Work of our classification was done by a foreman while the grievant was idle.", ("Art. 2.7 Scope",)),
        Matter("The grievant reported as told, found no work, and was not paid.", ("Art. 5.9 Reporting pay",)),
        Matter("Tools that the agreement has the employer furnish were charged to the grievant.", ("Art. 7.3 Tools",)),
    ),
    GrievanceKind.GROUP: (
        Matter(
            "The second shift worked without the shift premium for four weeks.",
            ("Art. 5.5 Shift work", "Art. 5.2 Overtime"),
            "That all of the second shift be paid the premium for every hour worked.",
        ),
        Matter(
            "No drinking water and no shade on the roof while the heat rule was in force.",
            ("Art. 11.1 Safety",),
            "That the employer provide both at once, and pay for the hours lost.",
        ),
    ),
    GrievanceKind.POLICY: (
        Matter(
            "The employer contracted out cable work that the agreement covers, without notice.",
            ("Art. 2.9 Subletting",),
            "That the employer cease, and pay the wages and contributions of the work.",
        ),
        Matter(
            "A new attendance rule was posted without bargaining.",
            ("Art. 3.2 Rules",),
            "That the rule be withdrawn and every discipline under it rescinded.",
        ),
    ),
    GrievanceKind.DISCIPLINE: (
        Matter(
            "The grievant was discharged for insubordination without an investigation.",
            ("Art. 9.1 Just cause",),
            "Reinstatement, full back pay and benefits, and a clean record.",
        ),
        Matter(
            "A three-day suspension for one late arrival; others got a verbal warning.",
            ("Art. 9.1 Just cause", "Art. 9.3 Steps of discipline"),
            "That the suspension be rescinded and the grievant be paid for the three days.",
        ),
    ),
}
ANSWERS = (
    "Denied. The employer acted within its rights of management.",
    "Denied. The time sheet was signed by the employee.",
    "Denied in part; the employer offers four hours of pay without precedent.",
    "The employer sees no violation of the articles that are named.",
)
TERMS = (
    "The employer pays the difference by the next regular pay day. Both sides hold that this sets no precedent.",
    "The discipline is reduced to a written warning, which is removed from the file after twelve months.",
    "The employer restores the order of layoff and pays sixteen hours at the journey rate.",
)
REQUESTS = (
    "Time sheets of the crew for the four weeks before the grievance\nThe daily reports of the foreman",
    "The personnel file of the grievant\nDiscipline given to others for the same rule in the last three years",
    "The contract with the subcontractor\nThe dates and hours of the work",
)
STEWARDS = ("Robin Okafor", "Pat Nguyen", "Sam Delgado", "Jo Lindqvist")
OFFICERS = ("Morgan Reyes", "Dana Whitfield", "Chris Tanaka")
ARBITRATORS = (
    "Alder, Joan",
    "Birch, Marcus",
    "Castillo, Elena",
    "Dunne, Patrick",
    "Ekberg, Sofia",
    "Farrow, Linda",
    "Grant, Otis",
    "Huang, Mei",
    "Ibarra, Luis",
)
