"""What members and their contacts must be: names, dates, standing, nobody twice."""

from ip2a_desktop.domain.health import Repair, Severity
from ip2a_desktop.maintenance.rules.rule import Rule

_SPACES = r"E' \t\r\n\u00a0\u2000\u2001\u2002\u2003\u2009\u200a\u200b\u202f\u3000\ufeff'"
"""What no letter is, beyond the space that PostgreSQL's own rule takes away."""

_ALIVE = "t.deleted_at IS NULL"

# Somebody of the same name at the same telephone may be parent and child: two birth dates or suffixes tell them apart.
_SHARED = "SELECT hashtextextended({value}, 0) AS same FROM member AS m WHERE {kept} GROUP BY 1 HAVING count(*) > 1"
_TWINS = f"""
WITH shared AS ({_SHARED}), person AS (
    SELECT m.id, {{value}} AS same, ip2a_fold(m.first_name) AS first, ip2a_fold(m.last_name) AS last,
           ip2a_fold(m.suffix) AS suffix, p.birth_date
      FROM member AS m LEFT JOIN member_private AS p ON p.id = m.id
     WHERE {{kept}} AND hashtextextended({{value}}, 0) IN (SELECT same FROM shared)
)
SELECT one.id AS key, min(o.last_name || ', ' || o.first_name || ' (' || o.card_number || ')') AS detail
  FROM person AS one
  JOIN person AS two ON two.same = one.same AND two.id <> one.id AND two.first = one.first AND two.last = one.last
                    AND (two.suffix = one.suffix OR '' IN (one.suffix, two.suffix))
                    AND coalesce(two.birth_date = one.birth_date, true)
  JOIN member AS o ON o.id = two.id
 GROUP BY one.id
"""


def _of(sql: str, value: str, kept: str) -> str:
    return sql.replace("{value}", value).replace("{kept}", f"m.deleted_at IS NULL AND {kept}")


# The first two words of the name as it is folded for sorting, as a number: cheap to group by, compared in full later.
_TWO_WORDS = "hashtextextended(split_part(m.sort_name, ' ', 1) || split_part(m.sort_name, ' ', 2), 0)"
_SHARED_BIRTH_DATE = f"""
    SELECT p.birth_date, {_TWO_WORDS} AS name
      FROM member_private AS p JOIN member AS m ON m.id = p.id
     WHERE m.deleted_at IS NULL AND p.birth_date IS NOT NULL
     GROUP BY 1, 2 HAVING count(*) > 1
"""
_TWINS_BY_BIRTH_DATE = f"""
WITH shared AS ({_SHARED_BIRTH_DATE}), person AS (
    SELECT m.id, p.birth_date, ip2a_fold(m.first_name) AS first, ip2a_fold(m.last_name) AS last
      FROM shared AS s JOIN member_private AS p ON p.birth_date = s.birth_date JOIN member AS m ON m.id = p.id
     WHERE m.deleted_at IS NULL AND {_TWO_WORDS} = s.name
)
SELECT one.id AS key, min(o.last_name || ', ' || o.first_name || ' (' || o.card_number || ')') AS detail
  FROM person AS one
  JOIN person AS two ON two.birth_date = one.birth_date AND two.id <> one.id
                    AND two.first = one.first AND two.last = one.last
  JOIN member AS o ON o.id = two.id
 GROUP BY one.id
"""

_COMPARE = "Compare both records; where they are one person, keep one and move the jobs and notes of the other to it."

_DUPLICATES = (
    Rule(
        "member.duplicate_by_birth_date", "member", "No two members have the same name and birth date",
        "A member has the same name and birth date as another.",
        "{count} members have the same name and birth date as another.", _COMPARE, query=_TWINS_BY_BIRTH_DATE,
        probe=_SHARED_BIRTH_DATE,
    ),
    Rule(
        "member.duplicate_by_phone", "member", "No two members have the same name and phone number",
        "A member has the same name and phone number as another.",
        "{count} members have the same name and phone number as another.", _COMPARE,
        query=_of(_TWINS, "m.phone", "m.phone <> ''"), probe=_of(_SHARED, "m.phone", "m.phone <> ''"),
    ),
    Rule(
        "member.duplicate_by_email", "member", "No two members have the same name and e-mail address",
        "A member has the same name and e-mail address as another.",
        "{count} members have the same name and e-mail address as another.", _COMPARE,
        query=_of(_TWINS, "lower(m.email)", "m.email <> ''"), probe=_of(_SHARED, "lower(m.email)", "m.email <> ''"),
    ),
)  # fmt: skip

_WHO = (
    Rule(
        "member.name_of_spaces", "member", "Every member has a name that can be read",
        "A member has a name of spaces or signs that nobody can see.",
        "{count} members have a name of spaces or signs that nobody can see.", "Open the member and write the name.",
        Severity.HIGH,
        f"btrim(t.first_name, {_SPACES}) = '' OR btrim(t.last_name, {_SPACES}) = ''"
        f" OR btrim(t.card_number, {_SPACES}) = ''",
    ),
    Rule(
        "member.hired_in_future", "member", "Nobody was hired or initiated in the future",
        "A member was hired or initiated in the future.", "{count} members were hired or initiated in the future.",
        "Open the member and correct the date.", Severity.MEDIUM,
        "t.hire_date > {today} OR t.initiation_date > {today}",
    ),
    Rule(
        "member.status_far_ahead", "member", "No status begins more than a year ahead",
        "A member’s status begins more than a year ahead.", "{count} members’ statuses begin more than a year ahead.",
        "Open the member and correct the day of the status.", Severity.MEDIUM, "t.status_since > {today} + 366",
    ),
    Rule(
        "member.left_on_referral_book", "member", "Nobody who died or withdrew waits for a referral",
        "A member who died or withdrew still stands on a referral book.",
        "{count} members who died or withdrew still stand on a referral book.",
        "Open the member and take them off the book.", Severity.LOW,
        f"{_ALIVE} AND t.status IN ('deceased', 'withdrawn') AND t.referral_book <> ''", repair=Repair.PREVIEW,
    ),
    Rule(
        "member_private.too_young", "member_private", "Nobody is younger than fourteen",
        "A member is younger than fourteen.", "{count} members are younger than fourteen.",
        "Open the member and correct the birth date.", Severity.MEDIUM,
        "t.birth_date > {today} - INTERVAL '14 years'",
    ),
    Rule(
        "member_private.too_old", "member_private", "Nobody living is older than 110",
        "A member who is not kept as deceased is older than 110.",
        "{count} members who are not kept as deceased are older than 110.",
        "Open the member and correct the birth date or the status.", Severity.LOW,
        "t.birth_date < {today} - INTERVAL '110 years' AND {id}.status <> 'deceased'",
    ),
    Rule(
        "member_private.hired_as_child", "member_private", "Nobody was hired or initiated before the age of fourteen",
        "A member was hired or initiated before the age of fourteen.",
        "{count} members were hired or initiated before the age of fourteen.",
        "Open the member and correct the birth date or the other date.", Severity.MEDIUM,
        "least({id}.hire_date, {id}.initiation_date) < t.birth_date + INTERVAL '14 years'",
    ),
    Rule(
        "member_status_history.status_unknown", "member_status_history", "Every status of a history is one of the list",
        "A status in a member’s history is not on the list.",
        "{count} statuses in members’ histories are not on the list.",
        "Look who changed it in the member’s timeline, and choose the right status again.", Severity.HIGH,
        "t.status NOT IN ('active', 'inactive', 'suspended', 'withdrawn', 'retired', 'deceased')",
    ),
    Rule(
        "member.status_without_history", "member", "Every member has a history of statuses",
        "A member has no history of statuses.", "{count} members have no history of statuses.",
        "Save the member’s status once more with its day; the history is written with it.", Severity.MEDIUM,
        query="SELECT m.id AS key, '' AS detail FROM member AS m "
        "WHERE NOT EXISTS (SELECT FROM member_status_history AS h WHERE h.member_id = m.id)",
    ),
)  # fmt: skip

_PHONE = r"t.phone <> '' AND t.phone !~ '^\+[0-9]{5,15}(;ext=[0-9]{1,11})?$'"
_EMAIL = "t.email <> '' AND t.email !~ '^[^@[:space:]]+@[^@[:space:]]+$'"

_CONTACTS = (
    Rule(
        "member_contact.name_of_spaces", "member_contact", "Every contact of a member has a name that can be read",
        "A contact of a member has a name that nobody can read.",
        "{count} contacts of members have a name that nobody can read.",
        "Open the member and write the contact’s name.",
        Severity.MEDIUM, f"btrim(t.name, {_SPACES}) = ''",
    ),
    Rule(
        "member_contact.phone_form", "member_contact", "Phone numbers of members’ contacts can be dialed",
        "A contact of a member has a phone number that cannot be dialed.",
        "{count} contacts of members have a phone number that cannot be dialed.",
        "Open the member and write the number with its area code.", Severity.LOW, _PHONE,
    ),
    Rule(
        "member_contact.email_form", "member_contact", "E-mail addresses of members’ contacts are addresses",
        "A contact of a member has an e-mail address that is none.",
        "{count} contacts of members have an e-mail address that is none.",
        "Open the member and write an address such as ana@example.org.", Severity.LOW, _EMAIL,
    ),
    Rule(
        "organization.name_of_spaces", "organization", "Every organization has a name that can be read",
        "An organization has a name of spaces or signs that nobody can see.",
        "{count} organizations have a name of spaces or signs that nobody can see.",
        "Open the organization and write the name.", Severity.HIGH, f"btrim(t.name, {_SPACES}) = ''",
    ),
    Rule(
        "organization_contact.name_of_spaces", "organization_contact", "Every contact of an organization has a name",
        "A contact of an organization has a name that nobody can read.",
        "{count} contacts of organizations have a name that nobody can read.",
        "Open the organization and write the contact’s name.", Severity.MEDIUM, f"btrim(t.name, {_SPACES}) = ''",
    ),
    Rule(
        "organization_contact.phone_form", "organization_contact", "Phone numbers of employers’ contacts can be dialed",
        "A contact of an organization has a phone number that cannot be dialed.",
        "{count} contacts of organizations have a phone number that cannot be dialed.",
        "Open the organization and write the number with its area code.", Severity.LOW, _PHONE,
    ),
    Rule(
        "organization_contact.email_form", "organization_contact",
        "E-mail addresses of employers’ contacts are addresses",
        "A contact of an organization has an e-mail address that is none.",
        "{count} contacts of organizations have an e-mail address that is none.",
        "Open the organization and write an address such as ana@example.org.", Severity.LOW, _EMAIL,
    ),
    Rule(
        "organization_contact.of_deleted", "organization_contact", "No contact stands for an organization in the bin",
        "A contact was added to an organization after it went to the bin.",
        "{count} contacts were added to organizations after those went to the bin.",
        "Bring the organization back, or write the contact down where it belongs.", Severity.MEDIUM,
        "t.deleted_at IS NULL AND {organization_id}.deleted_at IS NOT NULL"
        " AND t.created_at > {organization_id}.deleted_at",
    ),
)  # fmt: skip

MEMBERS: tuple[Rule, ...] = (*_WHO, *_DUPLICATES, *_CONTACTS)
