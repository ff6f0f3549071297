"""Who the office is: every sign-in name with its duties, the member that it is, and its family."""

from typing import Any

from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.benevolence_fund import LevelDuty
from ip2a_desktop.domain.binned import Binned
from ip2a_desktop.domain.persons import FamilyRow, Office, OfficePerson, PersonRow, Relation
from ip2a_desktop.services.reading import parsed

_DUTIES = {"ip2a_staff": "Staff"} | {duty.role: duty.label for duty in LevelDuty}
_NAME = "concat_ws(', ', m.last_name, m.first_name)"
_OFFICE = """
    SELECT r.login, CAST(session_user AS text) AS me,
           ARRAY(SELECT d FROM unnest(CAST(:duties AS text[])) WITH ORDINALITY AS d (d, place)
                  WHERE pg_has_role(r.oid, d, 'MEMBER') ORDER BY place) AS duties,
           (SELECT jsonb_build_object('id', p.id, 'version', p.version, 'login', p.login, 'member_id', p.member_id,
                                      'member', «name»)
              FROM person_member AS p LEFT JOIN member AS m ON m.id = p.member_id WHERE p.login = r.login) AS link,
           (SELECT coalesce(jsonb_agg(jsonb_build_object(
                       'id', f.id, 'version', f.version, 'login', f.login, 'member_id', f.member_id,
                       'member', «name», 'relation', f.relation) ORDER BY m.sort_name), '[]')
              FROM person_family AS f JOIN member AS m ON m.id = f.member_id
             WHERE f.login = r.login AND f.deleted_at IS NULL) AS family,
           (SELECT coalesce(jsonb_agg(jsonb_build_object(
                       'id', f.id, 'title', «name», 'about', f.relation, 'deleted_at', f.deleted_at,
                       'deleted_by', f.deleted_by) ORDER BY f.deleted_at DESC), '[]')
              FROM person_family AS f JOIN member AS m ON m.id = f.member_id
             WHERE f.login = r.login AND f.deleted_at IS NOT NULL) AS in_bin
      FROM (SELECT CAST(o.rolname AS text) AS login, o.oid FROM pg_roles AS o
             WHERE o.rolcanlogin AND NOT o.rolsuper
               AND (SELECT bool_or(pg_has_role(o.oid, d, 'MEMBER')) FROM unnest(CAST(:duties AS text[])) AS d)
            UNION ALL
            SELECT p.login, NULL FROM person_member AS p
             WHERE NOT EXISTS (SELECT FROM pg_roles AS o WHERE o.rolname = p.login)) AS r
     ORDER BY r.login
"""


def read_office(database: Database) -> Office:
    """Return the people of the office, in one round trip; a sign-in name that was taken away has no duties."""
    with database.statement() as session:
        found = session.execute(text(_OFFICE.replace("«name»", _NAME)), {"duties": list(_DUTIES)}).all()
    return Office(tuple(_person(one) for one in found), found[0].me if found else "")


def _person(found: Any) -> OfficePerson:
    return OfficePerson(
        found.login,
        tuple(_DUTIES[duty] for duty in found.duties),
        parsed(PersonRow, [found.link])[0] if found.link else None,
        parsed(FamilyRow, found.family),
        parsed(Binned, [_binned(one) for one in found.in_bin]),
    )


def _binned(row: dict[str, Any]) -> dict[str, Any]:
    relation = Relation(row["about"]).label
    return {**row, "about": relation, "table": "person_family", "started_on": None, "ended_on": None}
