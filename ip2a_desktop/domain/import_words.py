"""What offices write for the words of the hall: abbreviations and older terms in the cells of a file."""

import re
from typing import TypeVar

from ip2a_desktop.domain.addresses import STATES
from ip2a_desktop.domain.employers import OrganizationType, SignatoryStatus
from ip2a_desktop.domain.import_values import NotUnderstood
from ip2a_desktop.domain.members import Classification, MemberStatus, MemberType
from ip2a_desktop.domain.words import Word

W = TypeVar("W", bound=Word)

# Written without case, blanks and punctuation.
_SYNONYMS: dict[Word, str] = {
    MemberStatus.ACTIVE: "a act current goodstanding ingoodstanding member",
    MemberStatus.INACTIVE: "i inact lapsed",
    MemberStatus.SUSPENDED: "s susp",
    MemberStatus.WITHDRAWN: "w withdrawal withdrew withdrawalcard onwithdrawal honorarywithdrawal",
    MemberStatus.RETIRED: "r ret retiree pensioner pension onpension",
    MemberStatus.DECEASED: "d dec dead died",
    MemberType.A: "amember typea",
    MemberType.BA: "bamember typeba",
    MemberType.NONE: "none unset",
    Classification.JOURNEY_WORKER: (
        "j jw jiw journeyman journeywoman journeyperson journeylevel journeyworkers journeymanwireman "
        "wireman journeymaninsidewireman insidejourneymanwireman insidewireman journeymanelectrician "
        "electrician"
    ),
    Classification.FOREMAN: "f fm gf foreperson forewoman generalforeman subforeman",
    Classification.RETIREE: "r ret retired pensioner",
    Classification.HONORARY: "hon honorarymember",
    SignatoryStatus.SIGNATORY: "yes y true 1 signed union active current",
    SignatoryStatus.NOT_SIGNATORY: "no n false 0 nonunion nonsignatory openshop unsigned",
    SignatoryStatus.PROJECT: "pla project projectonly projectlaboragreement projectagreement",
    SignatoryStatus.PENDING: "negotiating negotiation negotiations innegotiations pendingsignature",
    SignatoryStatus.FORMER: "expired terminated lapsed formerlysignatory",
    OrganizationType.EMPLOYER: "contractor company signatorycontractor business shop",
    OrganizationType.UNION: "local localunion labor laborunion labororganization",
    OrganizationType.TRAINING_PARTNER: "training trainingcenter school college",
    OrganizationType.JATC: "apprenticeship jointapprenticeship jointapprenticeshiptrainingcommittee",
}
_MEANINGS = {(type(word), text): word for word, texts in _SYNONYMS.items() for text in texts.split()}

_ORDINALS = {"first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5"}
_APPRENTICE = re.compile(
    r"(?:apprentice|appr|app|ap|a)?([1-5])(?:st|nd|rd|th)?(?:year|yr|period)?(?:apprentice|appr|app)?"
)

_STATE_NAMES = (
    "AL alabama;AK alaska;AZ arizona;AR arkansas;CA california;CO colorado;CT connecticut;DE delaware;"
    "FL florida;DC district of columbia;GA georgia;HI hawaii;ID idaho;IL illinois;IN indiana;IA iowa;"
    "KS kansas;KY kentucky;LA louisiana;ME maine;MD maryland;MA massachusetts;MI michigan;MN minnesota;"
    "MS mississippi;MO missouri;MT montana;NE nebraska;NV nevada;NH new hampshire;NJ new jersey;"
    "NM new mexico;NY new york;NC north carolina;ND north dakota;OH ohio;OK oklahoma;OR oregon;"
    "PA pennsylvania;RI rhode island;SC south carolina;TX texas;SD south dakota;TN tennessee;UT utah;"
    "VT vermont;VA virginia;WA washington;WV west virginia;WI wisconsin;WY wyoming;AS american samoa;"
    "GU guam;MP northern mariana islands;PR puerto rico;VI virgin islands;DC washington dc;WA wash;"
    "CA calif;PA penna"
)
_STATE_CODES = {name: code for code, _, name in (one.partition(" ") for one in _STATE_NAMES.split(";"))}


def read_word(kind: type[W], text: str) -> W:
    """Return the word of a list that a cell means, common abbreviations included.

    Raises:
        NotUnderstood: with the words that are known.
    """
    found = kind.from_text(text) or _synonym(kind, text)
    if found is None:
        known = "; ".join(word.label for word in kind)
        raise NotUnderstood(f"“{text}” is none of these: {known}.")
    return found


def read_state(text: str) -> str:
    """Return the two letters of a state that is written in letters or by its name; else the text as it is."""
    plain = " ".join(re.sub(r"[.,]", "", text).casefold().split())
    if plain.upper() in STATES:
        return plain.upper()
    for short, long in (("n ", "north "), ("s ", "south "), ("w ", "west ")):
        if plain.startswith(short):
            plain = plain.replace(short, long, 1)
    return _STATE_CODES.get(plain, text)


def _synonym(kind: type[W], text: str) -> W | None:
    plain = "".join(character for character in text.casefold() if character.isalnum())
    found = _MEANINGS.get((kind, plain))
    if found is None and kind is Classification:
        found = _apprentice(plain)
    return found if isinstance(found, kind) else None


def _apprentice(plain: str) -> Word | None:
    for ordinal, digit in _ORDINALS.items():
        plain = plain.replace(ordinal, digit)
    year = _APPRENTICE.fullmatch(plain.replace("apprenticeyear", "apprentice"))
    return Classification.from_text(f"apprentice_{year.group(1)}") if year else None
