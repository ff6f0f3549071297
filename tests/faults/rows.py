"""SQL for rows that tests plant: short names become ids that are the same in every run."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_OID, uuid5

NOW = "clock_timestamp()"


def id_of(name: str) -> str:
    """Return the id that belongs to a short name."""
    return str(uuid5(NAMESPACE_OID, name))


def row(table: str, called: str | None = None, /, **values: Any) -> str:
    """Return the INSERT of a row; text beginning with ``@`` is the id of a name, with ``=`` it is SQL."""
    given = ({"id": f"@{called}"} if called else {}) | values
    columns = ", ".join(given)
    return f"INSERT INTO {table} ({columns}) VALUES ({', '.join(_literal(one) for one in given.values())})"


def member(name: str, /, **values: Any) -> str:
    """Return the INSERT of a member with a history, whose name is nobody else's."""
    first = {"card_number": f"card {name}", "first_name": "Ana", "last_name": f"Of {name}"}
    history = row(
        "member_status_history", f"history of {name}", member_id=f"@{name}", status="active", since="2020-01-01"
    )
    return f"{row('member', name, **(first | values))}; {history}"


def job(name: str, of: str, at: str = "employer", /, **values: Any) -> str:
    """Return the INSERT of a job."""
    return row("employment", name, member_id=f"@{of}", organization_id=f"@{at}", **values)


def case(name: str, number: int, **values: Any) -> str:
    """Return the INSERT of a policy case, which needs no grievant, in a year of its own."""
    usual = {
        "number_year": 2001, "number_seq": number, "kind": "policy", "organization_id": "@employer",
        "agreement_version_id": "@version", "occurred_on": "2001-01-01", "status": "preparing", "step_position": 1,
    }  # fmt: skip
    return row("grievance", name, **(usual | values))


def step(name: str, of: str, position: int, filed_on: str, **values: Any) -> str:
    """Return the INSERT of a step of a case."""
    usual = {"procedure_step_id": f"@step {position}", "position": position, "filed_on": filed_on}
    return row("grievance_step", name, grievance_id=f"@{of}", **(usual | values))


def application(name: str, number: int, **values: Any) -> str:
    """Return the INSERT of an application that was approved by nobody yet."""
    usual = {
        "number_year": 2001, "number_seq": number, "member_id": "@applicant", "status": "submitted", "round": 1,
        "reason": "medical", "narrative": "Words.", "requested": 100, "is_declared": True, "signed_on": "2001-02-01",
        "submitted_on": "2001-02-01", "standing": "active", "payee": "A clinic",
    }  # fmt: skip
    return row("benevolence_application", name, **(usual | values))


def review(name: str, of: str, position: int, reviewer: str, **values: Any) -> str:
    """Return the INSERTs of a level of an application and its approval."""
    usual = {
        "round": 1, "position": position, "decision": "approved", "amount": 100, "reviewer": reviewer,
        "cap_period": "calendar_year", "cap_paid": 0, "cap_promised": 0, "reviewed_at": "2001-02-02 12:00+00",
    }  # fmt: skip
    level = row(
        "benevolence_step", None, application_id=f"@{of}", round=1, position=position, level_id=f"@level {position}",
        name=f"Level {position}", duty="vp",
    )  # fmt: skip
    return f"{level}; {row('benevolence_review', name, application_id=f'@{of}', **(usual | values))}"


def approved(name: str, number: int, **values: Any) -> str:
    """Return the INSERTs of an application that its one level approved."""
    usual = {"status": "approved", "approved": 100, "decided_on": "2001-02-02"}
    return f"{application(name, number, **(usual | values))}; {review(f'review of {name}', name, 1, 'vera')}"


def payment(name: str, of: str, amount: int = 100, paid_on: str = "2001-03-01") -> str:
    """Return the INSERT of a payment."""
    return row(
        "benevolence_payment", name, application_id=f"@{of}", amount=amount, paid_on=paid_on, method="check",
        payee_kind="vendor", payee="A clinic",
    )  # fmt: skip


def _literal(value: Any) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bool | int | float):
        return str(value)
    if value.startswith("@"):
        return f"'{id_of(value[1:])}'"
    if value.startswith("="):
        return value[1:]
    return "E'" + value.replace("'", "''") + "'"


WORLD = (
    row("organization", "employer", name="Cascade Electric of the tests"),
    row("organization", "union", name="Local 46 of the tests", organization_type="union"),
    row("organization", "binned", name="Gone Electric of the tests", deleted_at=f"={NOW}", deleted_by="ana"),
    row("agreement", "agreement", name="Agreement of the tests"),
    row("agreement_version", "version", agreement_id="@agreement", name="2001", starts_on="2001-01-01",
        ends_on="2001-12-31"),
    *(row("procedure_step", f"step {n}", agreement_version_id="@version", position=n, name=f"Step {n}")
      for n in (1, 2, 3)),
    row("grievance_counter", None, year=2001, last=999),
    row("benevolence_counter", None, year=2001, last=999),
    *(row("benevolence_level", f"level {n}", position=50 + n, name=f"Level {n}", duty="vp") for n in (1, 2)),
    member("applicant"),
    row("organizing_campaign", "campaign", name="Campaign of the tests", organization_id="@employer"),
    row("organizing_worker", "worker", campaign_id="@campaign", last_name="Worker"),
)  # fmt: skip
"""What faults and look-alikes hang on; itself without a fault."""
