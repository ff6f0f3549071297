"""What people call the tables: their nouns, the screen that shows them, and what one row is known by."""

from dataclasses import dataclass

_CASE = "(SELECT 'case ' || g.number FROM grievance AS g WHERE g.id = t.{})"
_MEMBER = "(SELECT m.last_name || ', ' || m.first_name FROM member AS m WHERE m.id = t.{})"
_EMPLOYER = "(SELECT o.name FROM organization AS o WHERE o.id = t.{})"
_AGREEMENT = (
    "(SELECT a.name || ', ' || v.name FROM agreement_version AS v JOIN agreement AS a ON a.id = v.agreement_id "
    "WHERE v.id = t.{})"
)
_APPLICATION = "(SELECT 'application ' || a.number FROM benevolence_application AS a WHERE a.id = t.{})"


@dataclass(frozen=True)
class TableWords:
    """How the program speaks of a table.

    Args:
        one: one row, such as ``member``.
        many: several of them.
        screen: the page that shows them, empty where none does.
        owner: the column with the id of the record that the page shows.
        label: SQL over ``t`` for what a row is known by; empty where that is nobody else's to read.
    """

    one: str
    many: str
    screen: str = ""
    owner: str = "id"
    label: str = ""

    def counted(self, count: int) -> str:
        """Return such as ``1 member`` or ``3 members``."""
        return f"{count:,} {self.one if count == 1 else self.many}"


def _of_case(one: str, many: str, owner: str = "grievance_id") -> TableWords:
    return TableWords(one, many, "grievances", owner, _CASE.format(owner))


def _of_version(one: str, many: str, label: str = "") -> TableWords:
    owner = "agreement_version_id"
    return TableWords(one, many, "agreements", owner, label or _AGREEMENT.format(owner))


def _of_application(one: str, many: str) -> TableWords:
    return TableWords(one, many, "benevolence", "application_id", _APPLICATION.format("application_id"))


_MEMBERS = {
    "member": TableWords(
        "member", "members", "members", "id", "t.last_name || ', ' || t.first_name || ' (' || t.card_number || ')'"
    ),
    "member_private": TableWords(
        "member’s private data", "members’ private data", "members", "id", _MEMBER.format("id")
    ),
    "member_contact": TableWords(
        "contact of a member", "contacts of members", "members", "member_id",
        f"t.name || coalesce(' of ' || {_MEMBER.format('member_id')}, '')",
    ),
    "member_status_history": TableWords(
        "line of a status history", "lines of status histories", "members", "member_id", _MEMBER.format("member_id")
    ),
    "employment": TableWords(
        "job", "jobs", "members", "member_id",
        f"concat_ws(' at ', {_MEMBER.format('member_id')}, {_EMPLOYER.format('organization_id')})",
    ),
    "note": TableWords("note", "notes", "", "subject_id", ""),
    "attachment": TableWords("document", "documents", "", "owner_id", ""),
    "organization": TableWords("organization", "organizations", "employers", "id", "t.name"),
    "organization_contact": TableWords(
        "contact of an organization", "contacts of organizations", "employers", "organization_id",
        f"t.name || coalesce(' of ' || {_EMPLOYER.format('organization_id')}, '')",
    ),
    "election": TableWords("election", "elections", "employers", "organization_id", "t.case_number"),
}  # fmt: skip

_CASES = {
    "agreement": TableWords("agreement", "agreements", "agreements", "id", "t.name"),
    "agreement_version": TableWords(
        "version of an agreement", "versions of agreements", "agreements", "id", _AGREEMENT.format("id")
    ),
    "agreement_article": _of_version("article", "articles", "t.number"),
    "agreement_holiday": _of_version("holiday", "holidays", "t.name"),
    "procedure_step": _of_version("step of a procedure", "steps of procedures", "t.name"),
    "procedure_limit": _of_version("time limit", "time limits"),
    "grievance": TableWords("case", "cases", "grievances", "id", "t.number"),
    "grievance_grievant": _of_case("grievant of a case", "grievants of cases"),
    "grievance_article": _of_case("article of a case", "articles of cases"),
    "grievance_step": _of_case("step of a case", "steps of cases"),
    "grievance_deadline": _of_case("deadline", "deadlines"),
    "grievance_extension": _of_case("extension", "extensions"),
    "grievance_fact_sheet": _of_case("fact sheet", "fact sheets", "id"),
    "information_request": _of_case("information request", "information requests"),
    "settlement": _of_case("settlement", "settlements", "id"),
    "arbitration": _of_case("arbitration", "arbitrations", "id"),
    "arbitration_panelist": _of_case("name on a panel", "names on panels"),
    "grievance_counter": TableWords("counter of case numbers", "counters of case numbers"),
}

_FUND = {
    "person_member": TableWords("link of a sign-in to a member", "links of sign-ins to members", label="t.login"),
    "person_family": TableWords("declared relative", "declared relatives", label="t.login"),
    "benevolence_fund": TableWords("setting of the fund", "settings of the fund"),
    "benevolence_level": TableWords("review level", "review levels", label="t.name"),
    "benevolence_application": TableWords("application", "applications", "benevolence", "id", "t.number"),
    "benevolence_budget_line": _of_application("line of a budget", "lines of budgets"),
    "benevolence_document": _of_application("document of an application", "documents of applications"),
    "benevolence_step": _of_application("level of a review", "levels of reviews"),
    "benevolence_review": _of_application("review", "reviews"),
    "benevolence_recusal": _of_application("recusal", "recusals"),
    "benevolence_answer": _of_application("answer to a level", "answers to levels"),
    "benevolence_payment": _of_application("payment", "payments"),
    "benevolence_counter": TableWords("counter of application numbers", "counters of application numbers"),
}

_ORGANIZING = {
    # No labels: a stored run is read by admins who may not see what organizers write.
    "organizing_campaign": TableWords("campaign", "campaigns", "organizing"),
    "organizing_activity": TableWords("activity", "activities", "organizing", "campaign_id"),
    "organizing_worker": TableWords("worker of a campaign", "workers of campaigns", "organizing", "campaign_id"),
    "worker_assessment": TableWords("assessment of a worker", "assessments of workers"),
    "authorization_card": TableWords("authorization card", "authorization cards"),
    "salt": TableWords("application of a salt", "applications of salts", "organizing", "campaign_id"),
    "employer_receptiveness": TableWords(
        "rating of an employer", "ratings of employers", "employers", "organization_id"
    ),
}

_HOUSE = {
    "hall": TableWords("hall", "halls"),
    "import_batch": TableWords("import", "imports", "imports", "id", "t.file_name"),
    "import_row": TableWords("row of an import", "rows of imports", "imports", "batch_id"),
    "audit_log": TableWords("line of who did what", "lines of who did what"),
    "column_layout": TableWords("column layout", "column layouts"),
    "alembic_version": TableWords("version of the database", "versions of the database"),
    "catalog_snapshot": TableWords("line of the expected rules", "lines of the expected rules"),
    "maintenance_lease": TableWords("lease", "leases"),
    "health_run": TableWords("health check", "health checks"),
    "health_problem": TableWords("problem found", "problems found"),
    "health_mute": TableWords("muted problem", "muted problems"),
}

TABLES: dict[str, TableWords] = _MEMBERS | _CASES | _FUND | _ORGANIZING | _HOUSE
"""What is said of each table."""


def words_of(table: str) -> TableWords:
    """Return how the program speaks of a table, also of one that is not in the list."""
    return TABLES.get(table) or TableWords(f"row of {spaced(table)}", f"rows of {spaced(table)}")


def spaced(name: str) -> str:
    """Return a column's or table's name as words."""
    words = name.removesuffix("_id").replace("_", " ")
    return {"organization": "employer", "is current": "current"}.get(words, words)


def listed(names: list[str]) -> str:
    """Return such as ``a``, ``a and b`` or ``a, b and c``."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def article(words: str) -> str:
    """Return the words with ``a`` or ``an`` before them."""
    return f"{'an' if words[:1].casefold() in 'aeiou' else 'a'} {words}"
