"""The fields that a file can bring, the headings they go by, and what a choice of columns lacks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ip2a_desktop.domain.drafts import Draft
from ip2a_desktop.domain.employer_drafts import EmployerDraft
from ip2a_desktop.domain.employers import OrganizationType, SignatoryStatus
from ip2a_desktop.domain.imports import ImportKind
from ip2a_desktop.domain.member_drafts import MemberDraft, MemberPrivateDraft
from ip2a_desktop.domain.members import Classification, MemberStatus, MemberType
from ip2a_desktop.domain.words import Word

FULL_NAME = "full_name"
"""The field of a column that holds a whole name, split when it is read."""


@dataclass(frozen=True)
class ImportField:
    """A field that a column can fill.

    ``form`` says how cells are read: text, card, name, date, moment, phone, postal, state, email, ssn, word.
    ``headings`` are the headings it goes by, the likeliest first.
    """

    name: str
    title: str
    form: str
    headings: tuple[str, ...]
    word: type[Word] | None = None
    private: bool = False

    @property
    def may_hold_placeholder(self) -> bool:
        """Whether ``n/a`` in a cell means that nothing is known; as a name it may be one."""
        return self.form not in ("name", "card")


def _field(draft: type[Draft], name: str, form: str, headings: str, word: type[Word] | None = None) -> ImportField:
    goes_by = tuple(dict.fromkeys((plain_heading(draft.label(name)), *headings.split("|"))))
    return ImportField(name, draft.label(name), form, goes_by, word, draft is MemberPrivateDraft)


def plain_heading(text: str) -> str:
    """Return a heading as it is compared: lower case, words apart, no signs, no words that say nothing."""
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text.replace("#", " number "))
    words = re.findall(r"[^\W_]+", apart.casefold())
    words = [_SHORT.get(word, word) for word in words]
    return " ".join(word for word in words if word not in _NOISE) or " ".join(words)


_SHORT = {"no": "number", "num": "number", "nbr": "number", "addr": "address", "dt": "date", "st": "state"}
_NOISE = frozenset({"the", "of", "member", "members", "employee", "s", "mailing", "primary"})

_M, _P, _E = MemberDraft, MemberPrivateDraft, EmployerDraft

MEMBER_FIELDS: tuple[ImportField, ...] = (
    _field(_M, "card_number", "card",
           "card|number|card id|id|ibew card|book number|ledger number|union card"),
    _field(_M, "last_name", "name", "last|lname|l name|surname|family name|name last"),
    _field(_M, "first_name", "name", "first|fname|f name|given name|forename|name first"),
    _field(_M, "middle_name", "name", "middle|mname|middle initial|mi|m i|name middle"),
    _field(_M, "suffix", "name", "name suffix|generation|jr sr"),
    _field(_M, "preferred_name", "name", "nickname|nick name|preferred name|preferred|known as|alias"),
    ImportField(FULL_NAME, "Full name", "name",
                ("name", "full name", "whole name", "name full", "member", "employee", "worker", "person")),
    _field(_M, "status", "word", "membership status|standing", MemberStatus),
    _field(_M, "status_since", "date", "status date|status effective|status changed"),
    _field(_M, "status_reason", "text", "status reason|reason|status note"),
    _field(_M, "member_type", "word", "membership type|a ba|type membership|membership", MemberType),
    _field(_M, "classification", "word",
           "class|trade class|job class|grade|rank|classification code", Classification),
    _field(_M, "home_local", "card", "local|local union|lu|home lu|local number|union local"),
    _field(_M, "initiation_date", "date",
           "initiation date|initiation|init date|date initiated|join date|joined|date joined"),
    _field(_M, "hire_date", "date", "hire date|hired|date hired|first hire date"),
    _field(_M, "referral_book", "card", "book|out work book|owl book|referral list"),
    _field(_M, "referral_registered_at", "moment",
           "book date|registered|registration date|sign in date|registered on"),
    _field(_M, "phone", "phone",
           "cell|cell phone|mobile|mobile phone|phone number|phone 1|telephone|tel|cell number|"
           "home phone|contact number"),
    _field(_M, "phone_other", "phone",
           "other phone|phone 2|home phone|home|work phone|second phone|alternate phone|alt phone|"
           "cell|telephone 2"),
    _field(_M, "email", "email", "email|email address|e mail address|mail|personal email|email 1"),
    _field(_M, "address_line1", "text",
           "address 1|address line 1|street|street address|home address|addr1|street 1|address1"),
    _field(_M, "address_line2", "text",
           "address 2|address line 2|apt|apartment|unit|suite|addr2|street 2|address2"),
    _field(_M, "city", "text", "town|city town|home city"),
    _field(_M, "state", "state", "states|state province|province|home state|states territories|state code"),
    _field(_M, "postal_code", "postal", "zip code|zipcode|postal code|zip 4|zip plus 4|postcode|home zip"),
    _field(_M, "skills", "text", "skill|qualifications|certifications|specialties"),
    _field(_P, "birth_date", "date", "birth date|birthdate|birthday|dob|date birth|birth"),
    _field(_P, "ssn_last4", "ssn",
           "ssn|ssn last 4|last 4 ssn|last 4|last four|social security number|ssn4|ss number|"
           "ssn last four"),
)  # fmt: skip

EMPLOYER_FIELDS: tuple[ImportField, ...] = (
    _field(_E, "name", "name",
           "employer|employer name|company|company name|case name|contractor|contractor name|"
           "organization|organization name|business name|firm|account name|legal name"),
    _field(_E, "trade_name", "name", "dba|d b a|trade name|trading as|doing business as name"),
    _field(_E, "organization_type", "word",
           "organization type|kind|category|employer type", OrganizationType),
    _field(_E, "signatory_status", "word",
           "signatory|union|union status|status|cba status|signed", SignatoryStatus),
    _field(_E, "signatory_since", "date", "signatory date|date signed|signed on|signed date|since"),
    _field(_E, "agreement", "text",
           "cba|agreement|contract|collective bargaining agreement|agreement name"),
    _field(_E, "phone", "phone",
           "phone number|telephone|tel|office phone|main phone|phone 1|cell|business phone"),
    _field(_E, "email", "email", "email|email address|e mail address|mail|office email"),
    _field(_E, "website", "text", "web site|web|url|homepage|web address|www"),
    _field(_E, "address_line1", "text",
           "address 1|address line 1|street|street address|addr1|address1|business address"),
    _field(_E, "address_line2", "text", "address 2|address line 2|suite|unit|addr2|address2|floor"),
    _field(_E, "city", "text", "town|city town"),
    _field(_E, "state", "state", "states|states territories|state province|province|state code"),
    _field(_E, "postal_code", "postal", "zip code|zipcode|postal code|zip 4|zip plus 4|postcode"),
    _field(_E, "remarks", "text", "remark|notes|note|comments|comment|memo"),
)  # fmt: skip

ELECTION_HEADINGS: Mapping[str, str] = {
    "case_number": "Case Number",
    "case_name": "Case Name",
    "city": "City",
    "state": "States & Territories",
    "tallied_on": "Tally Date",
    "tally_type": "Tally Type",
    "region": "Region",
    "filed_on": "Date Filed",
    "closed_on": "Date Closed",
    "closed_as": "Reason Closed",
    "unit_id": "Unit ID",
    "ballot_type": "Ballot Type",
    "eligible_voters": "No of Eligible Voters",
    "union_1": "Labor Union1",
    "votes_1": "Votes for Labor Union1",
    "union_2": "Labor Union2",
    "votes_2": "Votes for Labor Union2",
    "union_3": "Labor Union3",
    "votes_3": "Votes for Labor Union3",
    "votes_against": "Votes Against",
    "ballots_counted": "Total Ballots Counted",
    "void_ballots": "Void Ballots",
    "challenged_ballots": "Challenged Ballots",
    "challenges_decide": "Challenges are Determinative",
    "runoff_required": "Runoff Required",
    "union_to_certify": "Union to Certify",
    "unit_a": "Voting Unit (Unit A)",
    "unit_b": "Voting Unit (Unit B)",
    "unit_c": "Voting Unit (Unit C)",
    "unit_d": "Voting Unit (Unit D)",
}
"""The labor board's own columns by our fields."""
ELECTION_NEEDS = ("case_number", "case_name", "city", "state", "tallied_on")
"""Without these columns a row says neither which tally it is nor whose."""
ELECTION_FIELDS: tuple[ImportField, ...] = tuple(
    ImportField(name, heading, "text", (plain_heading(heading),)) for name, heading in ELECTION_HEADINGS.items()
)

FIELDS: Mapping[ImportKind, tuple[ImportField, ...]] = {
    ImportKind.MEMBERS: MEMBER_FIELDS,
    ImportKind.EMPLOYERS: EMPLOYER_FIELDS,
    ImportKind.ELECTIONS: ELECTION_FIELDS,
}


def field_of(kind: ImportKind, name: str) -> ImportField:
    """Return the field of a kind by its name.

    Raises:
        KeyError: there is no such field.
    """
    return {field.name: field for field in FIELDS[kind]}[name]


def mapping_problems(kind: ImportKind, mapping: Mapping[str, str]) -> tuple[str, ...]:
    """Return what must be chosen before rows can be read, one sentence each."""
    if kind is ImportKind.ELECTIONS:
        missing = [f"“{ELECTION_HEADINGS[name]}”" for name in ELECTION_NEEDS if name not in mapping]
        return (f"Choose the columns for {', '.join(missing)}: the labor board’s file has them.",) if missing else ()
    if kind is ImportKind.EMPLOYERS:
        return () if "name" in mapping else ("Choose the column that holds the employer's name.",)
    if FULL_NAME in mapping or {"first_name", "last_name"} <= mapping.keys():
        return ()
    return ("Choose the columns of the first and the last name, or one column with the full name.",)


def mapping_warnings(kind: ImportKind, mapping: Mapping[str, str]) -> tuple[str, ...]:
    """Return what is good to know about a choice of columns that works, one sentence each."""
    found = []
    if kind is ImportKind.MEMBERS and "card_number" not in mapping:
        found.append("Without a card number nobody new can come in: only members who are here already are found.")
    if kind is ImportKind.EMPLOYERS and "city" not in mapping:
        found.append("Without a city, employers of the same name are taken for one.")
    return tuple(found)
