"""What a fault of the structure means for the rules of the hall: found with it, and rightly so."""

from ip2a_desktop.maintenance.rules.house import AUDITED

IMPLIED: dict[str, tuple[str, ...]] = {
    **{f"{table}.id": ("audit_log.vanished",) for table in AUDITED},
    "benevolence_application.decided_on": ("benevolence_payment.before_approval",),
    "benevolence_application.status": ("benevolence_payment.before_approval",),
    "benevolence_counter.year": ("benevolence_counter.behind",),
    "benevolence_payment.application_id": ("benevolence_application.paid_nothing",),
    "benevolence_review.application_id": ("benevolence_application.level_missing",),
    "benevolence_review.position": ("benevolence_application.level_missing",),
    "benevolence_review.round": ("benevolence_application.level_missing",),
    "benevolence_step.application_id": ("benevolence_application.no_level",),
    "benevolence_step.round": ("benevolence_application.no_level",),
    "benevolence_payment.amount": ("benevolence_application.over_approved", "benevolence_application.over_cap"),
    "benevolence_review.reviewer": ("benevolence_review.two_levels",),
    "employment.is_current": (
        "employment.current_with_end", "employment.ended_marked_current", "employment.two_current",
    ),
    "grievance.kind": ("grievance.no_grievant",),
    "grievance_counter.year": ("grievance_counter.behind",),
    "grievance_deadline.grievance_id": ("grievance_deadline.as_counted",),
    "grievance_grievant.deleted_at": ("grievance.no_grievant",),
    "grievance_grievant.grievance_id": ("grievance.no_grievant", "grievance.no_lead"),
    "grievance_step.grievance_id": (
        "grievance.closed_before_filed", "grievance_step.other_agreement", "grievance_step.out_of_order",
    ),
    "member.hire_date": ("member_private.hired_as_child",),
    "member.initiation_date": ("member_private.hired_as_child",),
    "member_status_history.member_id": ("member.status_without_history",),
    "organization.deleted_at": ("employment.at_deleted", "organization_contact.of_deleted"),
    "organization.organization_type": ("employment.wrong_type",),
    "organizing_activity.campaign_id": ("organizing_activity.other_employer",),
    "organizing_activity.organization_id": ("organizing_activity.other_employer",),
    "procedure_step.position": ("grievance_step.other_place",),
    "settlement.id": ("grievance.settled_unsigned",),
}  # fmt: skip
"""By the table and column that was written."""

BLIND = {
    "integrity.grievance_deadline.as_counted": "counts with the program's own code, which reads no broken rows",
    "integrity.benevolence_review.after_decision": "needs the hall's day, which two halls do not have",
}
"""Checks that may say that they could not look, with the reason."""

IMPLIED_BY_RECORDS: dict[str, tuple[str, ...]] = {
    "agreement_version.overlapping": ("version",),
    "benevolence_application.over_approved": ("unapproved",),
    "benevolence_application.over_level": ("uncapped",),
    "benevolence_review.two_levels": ("review of double",),
    "benevolence_review_one_level": ("again", "review of double"),
    "employer_receptiveness_range": ("zero",),
    "employment.ends_far_ahead": ("job 3",),
    "employment_is_current_generated": ("job 1", "job 2"),
    "grievance_deadline.as_counted": ("forgotten", "running"),
    "member.duplicate_by_birth_date": ("twice 2",),
    "member.duplicate_by_email": ("mail 2",),
    "member.duplicate_by_phone": ("phone 2",),
    "organizing_activity_receptiveness_range": ("nine",),
    "worker_assessment_range": ("six",),
}
"""By rule, the short names of planted records that it finds too, and rightly so."""
