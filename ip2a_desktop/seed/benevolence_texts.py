"""What sample applications to the fund are about, in the words of people who ask for help and of those who decide."""

from dataclasses import dataclass

from ip2a_desktop.domain.benevolence import DocumentKind, Payee, Reason

BILL, ESTIMATE, LEASE = DocumentKind.BILL, DocumentKind.ESTIMATE, DocumentKind.LEASE
BANK, PAY = DocumentKind.BANK_STATEMENT, DocumentKind.INCOME_PROOF


@dataclass(frozen=True)
class Matter:
    """Why somebody asks: the reason, what happened, whom to pay, which documents are needed."""

    reason: Reason
    narrative: str
    payee: str
    account: str
    documents: tuple[tuple[DocumentKind, str], ...]
    payee_kind: Payee = Payee.VENDOR


MATTERS: tuple[Matter, ...] = (
    Matter(
        Reason.MEDICAL,
        "Surgery on the left shoulder after a fall at home. The health plan pays 80 percent; the rest is due before "
        "the member is released to work.",
        "Cascade Orthopedic Clinic",
        "Patient account 77410",
        ((BILL, "Clinic, share of the patient"), (DocumentKind.MEDICAL_STATEMENT, "Not released to work"), (PAY, "")),
    ),
    Matter(
        Reason.JOB_LOSS,
        "Laid off when the tower was finished, ninth on the book. Two months of rent are open and the landlord has "
        "given notice. Unemployment benefit began last week.",
        "Alder Court Apartments",
        "Unit 12",
        ((LEASE, ""), (BILL, "Notice of the landlord"), (DocumentKind.LAYOFF_NOTICE, ""), (BANK, "Last two months")),
    ),
    Matter(
        Reason.DEATH,
        "The member’s father died in another state. The family asks for help with the flight and the burial.",
        "Evergreen Funeral Home",
        "Contract 2217",
        ((DocumentKind.DEATH_CERTIFICATE, ""), (BILL, "Funeral home")),
    ),
    Matter(
        Reason.DISASTER,
        "A pipe burst in the night and the ground floor stood under water. The insurance looks into it; until then "
        "the family has to stay somewhere else.",
        "Harbor Lane Motel",
        "Booking 5531",
        ((BILL, "Motel, two weeks"), (DocumentKind.INCIDENT_REPORT, "Fire department"), (ESTIMATE, "Repair")),
    ),
    Matter(
        Reason.HARDSHIP,
        "The furnace failed in the coldest week of the year, with a newborn in the house. It is repaired and billed.",
        "Rainier Heating & Repair",
        "INV-20417",
        ((BILL, "Invoice INV-20417"), (BANK, "")),
    ),
    Matter(
        Reason.MEDICAL,
        "The youngest child was in hospital for nine days. The parents took unpaid leave and are behind with the "
        "power and the water bill.",
        "Puget Power",
        "220-118-4",
        ((BILL, "Power, two months"), (BILL, "Water"), (DocumentKind.MEDICAL_STATEMENT, "Hospital")),
    ),
    Matter(
        Reason.JOB_LOSS,
        "Hours were cut to sixteen a week since the site was closed for inspection. The payment for the car, which is "
        "needed to get to work, is due.",
        "Northwest Credit Union",
        "Loan 80-33127",
        ((BILL, "Car loan"), (PAY, "Last four pay stubs"), (BANK, "")),
    ),
    Matter(
        Reason.DISASTER,
        "A fire in the garage destroyed the member’s tools. They were not insured; the dispatcher has a call open that "
        "needs them.",
        "Sound Tool Supply",
        "Quote 9184",
        ((ESTIMATE, "Tools"), (DocumentKind.INCIDENT_REPORT, "Fire department")),
    ),
    Matter(
        Reason.OTHER,
        "The member fled from violence at home with two children and needs the deposit for an apartment.",
        "Cedar Grove Rentals",
        "Application 614",
        ((LEASE, "New apartment"), (DocumentKind.INCIDENT_REPORT, "")),
    ),
    Matter(
        Reason.HARDSHIP,
        "After the strike at the spouse’s plant the savings are used up. Groceries and gas until the first full pay.",
        "",
        "",
        ((BANK, "Last month"), (PAY, "Both earners")),
        Payee.MEMBER,
    ),
)
REVIEWERS = ("Dolores Vega", "Morgan Reyes", "Chris Tanaka", "Dana Whitfield", "Ray Kowalski", "Inez Baptiste")
"""Who decides at the first level, at the second, and so on."""

ALTERNATE = "Jo Lindqvist"
"""Who sits where somebody steps aside."""

CLERK = "Pat Nguyen"
"""Who takes applications in and writes the checks."""

INCOMES = ("Unemployment benefit", "Wages of the spouse", "Wages, part time", "Disability benefit", "Child support")
EXPENSES = ("Rent", "Groceries", "Car and gas", "Power and water", "Child care", "Phone", "Medicine", "Credit card")
AID = (
    "",
    "",
    "Food bank, every other week",
    "Salvation Army, denied",
    "Energy assistance of the county, asked for and not answered yet",
    "The members of the crew collected $300",
)
RELATIONS = ("Cousin of the recording secretary", "Neighbor of an officer")
COMMENTS = (
    "The bill was seen.",
    "Checked with the vendor by phone.",
    "",
    "",
    "Income and expenses fit the statements.",
)
TO_THE_MEMBER = ("", "", "Please bring the original bill to the hall.", "We wish you and your family well.")
"""What the last level writes, which stands in the letter."""

DENIED = (
    "Another fund pays this bill; please send it there first.",
    "The documents do not show that this bill is yours.",
    "The fund helps with needs of the household; this is a bill of a business.",
)
ASKED = (
    "Please send the bill with the account number, and the last bank statement.",
    "Who else lives in the household, and what do they earn?",
)
ANSWERED = "The bank statement came by mail; the spouse earns $410 a week and nobody else lives there."
SENT_BACK = "The amount is that of the estimate; please write that of the bill."
DEFERRED = "Waits for the word of the insurance."
ASIDE = "Works on the same crew as the member and is a friend of the family."
OVERRIDES = (
    "A second surgery could not be foreseen; the executive board agreed on the phone.",
    "Without the deposit the family has no roof next month.",
)
WITHDRAWN = "The insurance paid after all."
FALSE = "The invoice was made up; the vendor does not know the member."
LOST = "The check was lost in the mail; payment was stopped."
RETURNED = "The bank returned the transfer: the account was closed."
