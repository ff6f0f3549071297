"""One fault at least for each declared rule, and legal rows that look like faults."""

from __future__ import annotations

from dataclasses import dataclass

from tests.faults.rows import NOW, application, approved, case, job, member, payment, review, row, step


@dataclass(frozen=True)
class Fault:
    """A fault that a rule must find by name.

    Args:
        rule: the rule's name.
        key: the short name whose id is found; with ``=`` the key itself.
        plant: SQL, run by a superuser with triggers and foreign keys off, after the world of ``rows``.
    """

    rule: str
    key: str
    plant: tuple[str, ...]


def _fault(rule: str, key: str, *plant: str) -> Fault:
    return Fault(rule, key, plant)


def _of_application(number: int, change: str) -> str:
    """Return the UPDATE of the reviews of an application."""
    which = f"SELECT id FROM benevolence_application WHERE number_year = 2001 AND number_seq = {number}"
    return f"UPDATE benevolence_review SET {change} WHERE application_id = ({which})"


_AHEAD = "=current_date + 400"
_TOMORROW = "=ip2a_today() + 1"

MEMBERS = (
    _fault("member.name_of_spaces", "tabs", member("tabs", first_name=r"\t")),
    _fault("member.name_of_spaces", "narrow", member("narrow", last_name="\u200b\u00a0")),
    _fault("member.hired_in_future", "hired", member("hired", hire_date=_TOMORROW)),
    _fault("member.hired_in_future", "initiated", member("initiated", initiation_date=_TOMORROW)),
    _fault("member.status_far_ahead", "ahead", member("ahead", status_since=_AHEAD)),
    _fault("member.left_on_referral_book", "booked", member("booked", status="withdrawn", referral_book="1")),
    _fault("member_private.too_young", "young", member("young"),
           row("member_private", "young", birth_date="=current_date - 4000")),
    _fault("member_private.too_old", "old", member("old"), row("member_private", "old", birth_date="1901-01-01")),
    _fault("member_private.hired_as_child", "child", member("child", hire_date="2000-01-01"),
           row("member_private", "child", birth_date="1990-01-01")),
    _fault("member_status_history.status_unknown", "unknown", member("historied"),
           row("member_status_history", "unknown", member_id="@historied", status="gone", since="2020-01-01")),
    _fault("member.status_without_history", "bare",
           row("member", "bare", card_number="bare", first_name="Ana", last_name="Bare")),
    _fault("member.duplicate_by_birth_date", "twice 1", member("twice 1", first_name="José", last_name="Núñez"),
           member("twice 2", first_name="JOSE", middle_name="M.", last_name="Nunez"),
           row("member_private", "twice 1", birth_date="1980-05-05"),
           row("member_private", "twice 2", birth_date="1980-05-05")),
    _fault("member.duplicate_by_phone", "phone 1",
           member("phone 1", first_name="Bo", last_name="Li", phone="+12065550111"),
           member("phone 2", first_name="bo", last_name="LI", phone="+12065550111")),
    _fault("member.duplicate_by_email", "mail 1",
           member("mail 1", first_name="Cy", last_name="Ro", email="cy@example.org"),
           member("mail 2", first_name="Cy", last_name="Ro", email="CY@example.org")),
    _fault("member_contact.name_of_spaces", "contact 1", member("contacted"),
           row("member_contact", "contact 1", member_id="@contacted", name=r"\t")),
    _fault("member_contact.phone_form", "contact 2", member("phoned"),
           row("member_contact", "contact 2", member_id="@phoned", name="Bo", phone="call me")),
    _fault("member_contact.email_form", "contact 3", member("mailed"),
           row("member_contact", "contact 3", member_id="@mailed", name="Bo", email="nowhere")),
    _fault("organization.name_of_spaces", "nameless", row("organization", "nameless", name="\u2003")),
    _fault("organization_contact.name_of_spaces", "contact 4",
           row("organization_contact", "contact 4", organization_id="@employer", name="\ufeff")),
    _fault("organization_contact.phone_form", "contact 5",
           row("organization_contact", "contact 5", organization_id="@employer", name="Bo", phone="1")),
    _fault("organization_contact.email_form", "contact 6",
           row("organization_contact", "contact 6", organization_id="@employer", name="Bo", email="a b@c")),
    _fault("organization_contact.of_deleted", "contact 7",
           row("organization_contact", "contact 7", organization_id="@binned", name="Bo",
               created_at=f"={NOW} + interval '1 minute'")),
)  # fmt: skip

JOBS = (
    _fault("employment.starts_far_ahead", "job 3", member("early"),
           job("job 3", "early", started_on=_AHEAD, ended_on=_AHEAD)),
    _fault("employment.ends_far_ahead", "job 4", member("late"),
           job("job 4", "late", started_on="2020-01-01", ended_on=_AHEAD)),
    _fault("employment.of_deceased", "job 5", member("dead", status="deceased"), job("job 5", "dead")),
    _fault("employment.of_withdrawn", "job 6", member("left", status="withdrawn"),
           job("job 6", "left")),
    _fault("employment.wrong_type", "job 7", member("clerk"), job("job 7", "clerk", "union", ended_on="2020-01-01")),
    _fault("employment.at_deleted", "job 8", member("stayed"), job("job 8", "stayed", "binned")),
    _fault("employment.two_current", "busy", member("busy"), job("job 9", "busy"),
           job("job 10", "busy")),
)  # fmt: skip

_OPEN = {"status": "open"}
_CLOSED = {"status": "closed", "closed_on": "2001-06-01"}

CASES = (
    _fault("grievance_step.out_of_order", "late step", case("disordered", 1, **_OPEN),
           step("early step", "disordered", 1, "2001-05-01"), step("late step", "disordered", 2, "2001-04-01")),
    _fault("grievance_step.skipped", "third", case("skipping", 2, **_OPEN), step("first", "skipping", 1, "2001-02-01"),
           step("third", "skipping", 3, "2001-03-01")),
    _fault("grievance_step.other_place", "placed", case("displaced", 3, **_OPEN),
           step("placed", "displaced", 1, "2001-02-01", procedure_step_id="@step 2")),
    _fault("grievance_step.other_agreement", "foreign", case("foreigner", 4, **_OPEN),
           row("agreement", "other agreement", name="Another agreement"),
           row("agreement_version", "other version", agreement_id="@other agreement", name="1", starts_on="2001-01-01"),
           row("procedure_step", "other step", agreement_version_id="@other version", position=1, name="Step 1"),
           step("foreign", "foreigner", 1, "2001-02-01", procedure_step_id="@other step")),
    _fault("grievance_step.in_future", "future", case("futurist", 5, **_OPEN),
           step("future", "futurist", 1, _TOMORROW)),
    _fault("grievance_step.before_it_happened", "before", case("foreseen", 6, **_OPEN),
           step("before", "foreseen", 1, "2000-12-01")),
    _fault("grievance.closed_before_filed", "hasty", case("hasty", 7, outcome="withdrawn", **_CLOSED),
           step("after the end", "hasty", 1, "2001-07-01")),
    _fault("grievance.past_every_limit", "forgotten", case("forgotten", 8, **_OPEN),
           step("filed", "forgotten", 1, "2001-02-01"),
           row("grievance_deadline", "passed", grievance_id="@forgotten", position=2, act="file", side="union",
               lateness="abandoned", due_on="2001-03-01", due_at="2001-03-01 12:00+00", explanation="x")),
    _fault("grievance.settled_unsigned", "unsigned", case("unsigned", 9, status="settled"),
           step("of unsigned", "unsigned", 1, "2001-02-01")),
    _fault("grievance.decided_by_nothing", "undecided", case("undecided", 10, outcome="sustained", **_CLOSED),
           step("of undecided", "undecided", 1, "2001-02-01")),
    _fault("grievance.no_grievant", "nobody's", case("nobody's", 11, kind="individual")),
    _fault("grievance.no_lead", "leaderless", case("leaderless", 12, kind="group"), member("follower"),
           row("grievance_grievant", "grievant", grievance_id="@leaderless", member_id="@follower")),
    _fault("grievance.open_unfiled", "unfiled", case("unfiled", 13, **_OPEN)),
    _fault("grievance.filed_unopened", "unopened", case("unopened", 14),
           step("of unopened", "unopened", 1, "2001-02-01")),
    _fault("grievance_counter.behind", "=2002", case("numbered", 7, number_year=2002),
           row("grievance_counter", None, year=2002, last=6)),
    _fault("agreement_version.overlapping", "second",
           row("agreement_version", "second", agreement_id="@agreement", name="1b", starts_on="2001-06-01")),
    _fault("agreement_version.no_procedure", "empty",
           row("agreement", "empty agreement", name="Empty"),
           row("agreement_version", "empty", agreement_id="@empty agreement", name="1", starts_on="2001-01-01"),
           case("helpless", 15, agreement_version_id="@empty")),
)  # fmt: skip

FUND = (
    _fault("benevolence_payment.before_approval", "hurried", approved("rushed", 1, status="paid"),
           payment("hurried", "rushed", paid_on="2001-02-01")),
    _fault("benevolence_payment.before_approval", "unasked", application("unapproved", 2),
           payment("unasked", "unapproved")),
    _fault("benevolence_payment.in_future", "postdated", approved("patient", 3, status="paid"),
           payment("postdated", "patient", paid_on=_TOMORROW)),
    _fault("benevolence_application.over_approved", "generous", approved("generous", 4, status="paid"),
           payment("first half", "generous", 80), payment("second half", "generous", 80)),
    _fault("benevolence_application.over_cap", "uncapped", member("capped"),
           approved("uncapped", 5, status="paid", member_id="@capped", requested=9000, approved=9000),
           payment("too much", "uncapped", 9000)),
    _fault("benevolence_review.two_levels", "again", "DROP INDEX IF EXISTS benevolence_review_one_level",
           approved("double", 6), review("again", "double", 2, "vera")),
    _fault("benevolence_review.own_case", "selfish", member("officer"),
           row("person_member", "officer link", login="otto", member_id="@officer"),
           application("own", 7, member_id="@officer"), review("selfish", "own", 1, "otto")),
    _fault("benevolence_review.family_case", "kind", member("brother"),
           row("person_family", "kin", login="fay", member_id="@brother", created_at="2001-01-01"),
           application("brotherly", 8, member_id="@brother"), review("kind", "brotherly", 1, "fay")),
    _fault("benevolence_review.after_decision", "belated", approved("final", 9),
           review("belated", "final", 2, "bert", reviewed_at="2001-05-05 12:00+00")),
    _fault("benevolence_application.level_missing", "half", approved("half", 10),
           row("benevolence_step", None, application_id="@half", round=1, position=2, level_id="@level 2", name="Two",
               duty="admin")),
    _fault("benevolence_application.no_level", "unleveled",
           application("unleveled", 11, status="approved", approved=50, decided_on="2001-02-02")),
    _fault("benevolence_application.over_level", "swollen", approved("swollen", 12, requested=300, approved=200)),
    _fault("benevolence_application.paid_nothing", "unpaid", approved("unpaid", 13, status="paid")),
    _fault("benevolence_counter.behind", "=2002", application("counted", 7, number_year=2002),
           row("benevolence_counter", None, year=2002, last=6)),
)  # fmt: skip

_SCORES = (
    _fault("worker_assessment.score", "six",
           "ALTER TABLE worker_assessment DROP CONSTRAINT IF EXISTS worker_assessment_range",
           row("worker_assessment", "six", worker_id="@worker", assessment=6, assessed_on="2020-01-01")),
    _fault("employer_receptiveness.score", "zero",
           "ALTER TABLE employer_receptiveness DROP CONSTRAINT IF EXISTS employer_receptiveness_range",
           row("employer_receptiveness", "zero", organization_id="@employer", receptiveness=0, rated_on="2020-01-01")),
    _fault("organizing_activity.score", "nine",
           "ALTER TABLE organizing_activity DROP CONSTRAINT IF EXISTS organizing_activity_receptiveness_range",
           row("organizing_activity", "nine", organization_id="@employer", done_on="2020-01-01", receptiveness=9)),
)  # fmt: skip

ORGANIZING = (
    *_SCORES,
    _fault("organizing_activity.in_future", "planned",
           row("organizing_activity", "planned", organization_id="@employer", done_on=_TOMORROW)),
    _fault("organizing_worker.in_future", "reached",
           row("organizing_worker", "reached", campaign_id="@campaign", last_name="R", last_contact_on=_TOMORROW)),
    _fault("worker_assessment.in_future", "guessed",
           row("worker_assessment", "guessed", worker_id="@worker", assessment=1, assessed_on=_TOMORROW)),
    _fault("authorization_card.in_future", "unsigned card",
           row("authorization_card", "unsigned card", worker_id="@worker", signed_on=_TOMORROW)),
    _fault("salt.in_future", "hopeful", member("salted"),
           row("salt", "hopeful", campaign_id="@campaign", member_id="@salted", applied_on=_TOMORROW)),
    _fault("employer_receptiveness.in_future", "prophecy",
           row("employer_receptiveness", "prophecy", organization_id="@employer", receptiveness=1, rated_on=_TOMORROW)),
    _fault("organizing_activity.other_employer", "astray",
           row("organizing_activity", "astray", organization_id="@union", campaign_id="@campaign",
               done_on="2020-01-01")),
)  # fmt: skip

HOUSE = (
    _fault("audit_log.vanished", "vanished",
           row("audit_log", None, action="insert", table_name="member", record_id="@vanished", subject_id="@vanished")),
    _fault("import_batch.unfinished", "halfway",
           row("import_batch", "halfway", kind="members", started_at="2020-01-01")),
)  # fmt: skip

UNMADE = (
    _fault("employment.current_with_end", "job 1", member("ended"),
           "ALTER TABLE employment ALTER COLUMN is_current DROP EXPRESSION IF EXISTS",
           job("job 1", "ended", started_on="2020-01-01", ended_on="2021-01-01", is_current=True)),
    _fault("employment.ended_marked_current", "job 2", member("unended"),
           "ALTER TABLE employment ALTER COLUMN is_current DROP EXPRESSION IF EXISTS",
           job("job 2", "unended", started_on="2020-01-01", is_current=False)),
)  # fmt: skip
"""Planted last: they take from the table what makes the column by itself."""

FAULTS: tuple[Fault, ...] = (*MEMBERS, *JOBS, *CASES, *FUND, *ORGANIZING, *HOUSE, *UNMADE)

LOOK_ALIKES: dict[str, tuple[str, ...]] = {
    "one name, two birth dates": (
        member("like 1", first_name="Dee", last_name="Fox", phone="+12065550122", email="fox@example.org"),
        member("like 2", first_name="Dee", last_name="Fox", phone="+12065550122", email="fox@example.org"),
        row("member_private", "like 1", birth_date="1950-01-01"),
        row("member_private", "like 2", birth_date="1980-01-01"),
    ),
    "father and son at one telephone": (
        member("senior", first_name="Ed", last_name="Gay", suffix="Sr.", phone="+12065550133"),
        member("junior", first_name="Ed", last_name="Gay", suffix="Jr.", phone="+12065550133"),
    ),
    "twins": (
        member("twin 1", first_name="Flo Ann", last_name="Hay", phone="+12065550144"),
        member("twin 2", first_name="Flo May", last_name="Hay", phone="+12065550144"),
        row("member_private", "twin 1", birth_date="1980-01-01"),
        row("member_private", "twin 2", birth_date="1980-01-01"),
    ),
    "a duplicate in the bin": (
        member("kept", first_name="Gus", last_name="Ito", email="ito@example.org"),
        member("thrown", first_name="Gus", last_name="Ito", email="ito@example.org", deleted_at=f"={NOW}",
               deleted_by="ana"),
    ),
    "a job that ended yesterday": (
        member("yesterday"),
        job("ended yesterday", "yesterday", started_on="2020-01-01", ended_on="=ip2a_today() - 1"),
        job("began today", "yesterday", started_on="=ip2a_today()"),
    ),
    "a job that begins next week": (
        member("next week"), job("soon", "next week", started_on="=ip2a_today() + 7"),
    ),
    "a job in the bin beside the current one": (
        member("tidy"), job("current", "tidy"), job("mistaken", "tidy", deleted_at=f"={NOW}", deleted_by="ana"),
    ),
    "a member who died after the job ended": (
        member("late", status="deceased"), job("last job", "late", started_on="2000-01-01", ended_on="2019-01-01"),
    ),
    "hired on the fourteenth birthday": (
        member("apprentice", hire_date="2004-01-01"), row("member_private", "apprentice", birth_date="1990-01-01"),
    ),
    "a contact of before the organization went to the bin": (
        row("organization_contact", "old contact", organization_id="@binned", name="Bo", created_at="2001-01-01"),
    ),
    "two steps filed on one day": (
        case("quick", 101, status="open"), step("quick 1", "quick", 1, "2001-02-01", answered_on="2001-02-01"),
        step("quick 2", "quick", 2, "2001-02-01"),
    ),
    "a case that entered at a later step": (
        case("discharge", 102, status="open", step_position=2), step("entered", "discharge", 2, "2001-02-01"),
    ),
    "a case past one limit and before the next": (
        case("running", 103, status="open"), step("of running", "running", 1, "2001-02-01"),
        row("grievance_deadline", "past", grievance_id="@running", position=1, act="answer", side="employer",
            lateness="may_advance", due_on="2001-03-01", due_at="2001-03-01 12:00+00", explanation="x"),
        row("grievance_deadline", "ahead", grievance_id="@running", position=2, act="file", side="union",
            lateness="abandoned", due_on=_TOMORROW, due_at=f"={NOW} + interval '2 days'", explanation="x"),
    ),
    "a version without an end, and the one that followed": (
        row("agreement", "evergreen", name="Evergreen"),
        row("agreement_version", "evergreen 1", agreement_id="@evergreen", name="1", starts_on="2001-01-01"),
        row("agreement_version", "evergreen 2", agreement_id="@evergreen", name="2", starts_on="2004-01-01"),
    ),
    "versions one after the other": (
        row("agreement_version", "next version", agreement_id="@agreement", name="2002", starts_on="2002-01-01"),
    ),
    "paid on the day of the approval, in two parts": (
        approved("prompt", 101, status="paid"), payment("part 1", "prompt", 40, "2001-02-02"),
        payment("part 2", "prompt", 60, "2001-02-09"),
    ),
    "over the cap, and a level wrote why": (
        member("needy"),
        approved("allowed", 102, status="paid", member_id="@needy", requested=9000, approved=9000),
        _of_application(102, "amount = 9000, override_reason = 'The hospital.'"),
        payment("large", "allowed", 9000),
    ),
    "one officer at the same level in two rounds": (
        approved("patience", 103, round=2),
        _of_application(103, "decision = 'sent_back', amount = NULL, comment = 'More.'"),
        row("benevolence_step", None, application_id="@patience", round=2, position=1, level_id="@level 1", name="One",
            duty="vp"),
        row("benevolence_review", "second round", application_id="@patience", round=2, position=1, decision="approved",
            amount=100, reviewer="vera", cap_period="calendar_year", cap_paid=0, cap_promised=0,
            reviewed_at="2001-02-02 13:00+00"),
    ),
    "family that was declared after the review": (
        member("groom"), approved("wedding", 104, member_id="@groom"),
        row("person_family", "in law", login="vera", member_id="@groom", created_at="2001-06-01"),
    ),
    "a record that somebody removed and was written down": (
        row("audit_log", None, action="insert", table_name="member", record_id="@removed", subject_id="@removed"),
        row("audit_log", None, action="delete", table_name="member", record_id="@removed", subject_id="@removed"),
    ),
}  # fmt: skip
"""Legal rows, by what they look like; no rule may find anything in them."""
