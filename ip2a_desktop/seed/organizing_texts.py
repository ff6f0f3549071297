"""What sample campaigns are told with: names, units, what happened, why somebody stands where."""

from ip2a_desktop.domain.salting import ActivityKind

ORGANIZERS = ("Rosa Lindqvist", "Marcus Bell", "Thuy Pham", "Dana Whitefeather")
JOBSITES = ("Pier 66 substation", "Eastlake data center", "Harbor View Hospital", "North yard", "Airport garage")
UNITS = (
    "All full-time and regular part-time electricians and apprentices; no supervisors, no office staff.",
    "Electricians, helpers and material handlers of the field crews; no foremen with the power to hire.",
    "Technicians who install and test voice and data lines; no sales staff.",
    "All electricians, wiremen and solar installers who work out of the north yard.",
)
JOBS = ("Electrician", "Apprentice", "Helper", "Wireman", "Foreman", "Material handler", "Service technician")
DEPARTMENTS = ("Field crew A", "Field crew B", "Service", "Prefab shop", "Warehouse")
SHIFTS = ("Days", "Swing", "Nights")
WHY = (
    "Talked for an hour after the shift; wants a pension he can count on.",
    "Worried about losing the job; will talk again next week.",
    "Brought two others to the meeting.",
    "Says the raise of last spring settles it.",
    "Was in a union before and misses the hall.",
    "Did not want to talk at the gate. Try at home.",
    "",
)
HAPPENED: dict[ActivityKind, tuple[str, ...]] = {
    ActivityKind.OUTREACH: (
        "Phone bank in the evening: half of the list reached, three want to meet.",
        "Answered questions by text message about dues and the initiation fee.",
    ),
    ActivityKind.SITE_VISIT: (
        "Talked at the gate before the early shift until the superintendent asked us to leave the lot.",
        "Stood at the coffee truck; most of crew B stopped for a minute.",
    ),
    ActivityKind.LEAFLETING: (
        "Handed out the comparison of wages and health plans at both gates.",
        "Leaflets on the right to organize; security watched from the booth.",
    ),
    ActivityKind.ONE_ON_ONE: (
        "House visit. Spoke with the whole family about the health plan.",
        "Coffee near the job. Wants to see a contract before signing anything.",
    ),
    ActivityKind.MEETING: (
        "Committee meeting at the hall: mapped the night shift and shared out names.",
        "Open meeting at the library; questions on strikes and on how long a first contract takes.",
    ),
    ActivityKind.PETITION: ("Petition for safe ladders signed by most of the shop and handed to the manager.",),
    ActivityKind.CARD_SIGNING: (
        "Card signing after the barbecue.",
        "Two committee members collected cards during the lunch break.",
    ),
    ActivityKind.INFORMATION_SESSION: ("Information evening with two journey workers of a signatory shop.",),
    ActivityKind.OTHER: ("Wrote to the city council about the contractor’s record on apprentices.",),
}
POSITIONS = ("Journeyman electrician", "Electrical helper", "Solar installer", "Data technician")
PROOFS = (
    "Copy of the application and of the e-mail that confirms it, in the campaign’s folder.",
    "Screenshot of the on-line form and its number; text message from the office manager.",
    "Application handed in at the counter, stamped copy kept.",
)
WITNESSES = ("Marcus Bell waited in the lobby.", "Applied together with another member.", "")
RATINGS = (
    "Manager sent round a letter against the union.",
    "Superintendent says he has no opinion as long as the work gets done.",
    "Owner asked what a project agreement would cost.",
    "Called a captive meeting on the first day of leafleting.",
)
