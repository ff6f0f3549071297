"""Imports are whole or not at all, and can be taken back but for what somebody edited since."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ip2a_desktop.domain.errors import Cancelled, HallError, InputProblem, NotAllowed, NotFound, RuleViolation
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.imports import ImportKind, MatchPolicy, RowFate
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.domain.note_drafts import NoteDraft
from ip2a_desktop.services.imports import ImportService
from ip2a_desktop.services.notes import NoteService
from tests.factories import saved_member
from tests.import_plans import ROSTER, planner

DATA = Path(__file__).parents[1] / "data"
MEMBERS, EMPLOYERS = ImportKind.MEMBERS, ImportKind.EMPLOYERS


@pytest.fixture
def imports(database):
    return ImportService(database)


@pytest.fixture
def plan(imports, tmp_path):
    return planner(imports, tmp_path)


def fates(preview):
    return [row.fate for row in preview.rows]


def names(members, **query):
    return [row.name for row in members.first_page(ListQuery(**query), 100)]


# -- everything or nothing -------------------------------------------------------------------------------------------


def test_cancelling_leaves_nothing_behind(imports, plan, members):
    chosen = plan("Card,Last,First\n" + "".join(f"{n},Silva,Ana{n}\n" for n in range(2500)))

    def cancel(done, total, words):
        if words.startswith("Writing"):
            raise Cancelled("The import was cancelled.", "Nothing was imported.")

    with pytest.raises(Cancelled):
        imports.run(chosen, cancel)
    assert names(members) == []
    assert imports.batches() == ()


def test_progress_counts_to_its_end(imports, plan):
    told = []
    imports.run(plan(ROSTER), lambda *said: told.append(said[:2]))
    assert told == sorted(told)
    assert told[-1] == (4, 4)


def test_a_database_that_changed_since_the_preview_is_looked_at_again(imports, plan, members):
    chosen = plan(ROSTER)
    preview = imports.preview(chosen)
    saved_member(members, card_number="0042", first_name="Ana", last_name="Silva")
    with pytest.raises(HallError, match="changed since the preview"):
        imports.run(chosen, expected=preview.counts)
    assert imports.batches() == ()


def test_a_colleague_s_edit_in_the_middle_is_never_overwritten(imports, plan, members):
    draft = saved_member(members, card_number="0042", first_name="Ana", last_name="Silva")

    def edit(done, total, words):
        if words == "2 rows checked":
            members.save(members.load(draft.id).draft.model_copy(update={"city": "Kent"}))

    with pytest.raises(HallError, match="changed by somebody else"):
        imports.run(plan(ROSTER, on_match=MatchPolicy.UPDATE), edit)
    assert members.load(draft.id).draft.city == "Kent"
    assert imports.batches() == ()


def test_who_may_only_read_is_refused_by_the_server(imports, plan, person_with):
    chosen = plan("Card,Last,First\n1,Silva,Ana\n")
    auditor = ImportService(person_with("ip2a_auditor"))
    assert auditor.preview(chosen).counts[RowFate.NEW] == 1
    with pytest.raises(NotAllowed):
        auditor.run(chosen)


def test_columns_that_are_missing_are_said(imports, plan):
    chosen = plan(ROSTER)
    with pytest.raises(RuleViolation, match="first and the last name"):
        imports.preview(replace(chosen, mapping={"card_number": "Card"}))
    with pytest.raises(InputProblem, match="no column “Nickname”"):
        imports.preview(replace(chosen, mapping={**chosen.mapping, "suffix": "Nickname"}))


def test_a_thousand_rows_are_asked_about_at_once(counted, plan):
    database, trips = counted
    imports = ImportService(database)
    chosen = plan("Card,Last,First\n" + "".join(f"{n},Silva,Ana{n}\n" for n in range(1500)))
    trips.reset()
    imports.preview(chosen)
    assert trips.count <= 5
    trips.reset()
    imports.run(chosen)
    assert trips.count <= 20


# -- taking back -----------------------------------------------------------------------------------------------------


def test_an_import_is_taken_back_updates_included(imports, plan, members):
    draft = saved_member(members, card_number="0042", first_name="Ana", last_name="Silva", city="Tacoma")
    summary = imports.run(plan(ROSTER, on_match=MatchPolicy.UPDATE))
    before = imports.undo_preview(summary.batch_id)
    assert (before.to_bin, before.set_back, before.kept) == (1, 1, ())
    assert members.load(draft.id).draft.city == "Seattle"

    done = imports.undo(summary.batch_id)
    assert (done.to_bin, done.set_back, done.kept) == (1, 1, ())
    back = members.load(draft.id)
    assert (back.draft.city, back.draft.phone, back.draft.status_since) == ("Tacoma", "", draft.status_since)
    assert back.private.birth_date is None
    assert names(members) == ["Silva, Ana"]
    assert names(members, in_bin=True) == ["Muñoz, José"]
    assert imports.batches()[0].taken_back_by == "ana"
    with pytest.raises(RuleViolation, match="taken back before"):
        imports.undo(summary.batch_id)


def test_what_somebody_edited_since_is_left_alone_and_named(imports, plan, members):
    draft = saved_member(members, card_number="0042", first_name="Ana", last_name="Silva", city="Tacoma")
    summary = imports.run(plan(ROSTER, on_match=MatchPolicy.UPDATE))
    members.save(members.load(draft.id).draft.model_copy(update={"city": "Kent"}))
    (jose,) = members.first_page(ListQuery(search="0043"), 1)
    members.save(members.load(jose.id).draft.model_copy(update={"city": "Auburn"}))

    done = imports.undo(summary.batch_id)
    assert (done.to_bin, done.set_back) == (0, 1)
    assert [(one.name, one.why) for one in done.kept] == [
        ("Silva, Ana", "City: changed since by ana, and left alone"),
        ("Muñoz, José", "was changed since by ana, and stays"),
    ]
    back = members.load(draft.id).draft
    assert (back.city, back.phone) == ("Kent", "")


def test_a_status_goes_back_with_its_day(imports, plan, members):
    draft = saved_member(members, card_number="0043", first_name="José", last_name="Muñoz", status_since="2020-01-01")
    summary = imports.run(plan(ROSTER, on_match=MatchPolicy.UPDATE))
    assert members.load(draft.id).draft.status is MemberStatus.RETIRED
    imports.undo(summary.batch_id)
    back = members.load(draft.id).draft
    assert (back.status, back.status_since) == (MemberStatus.ACTIVE, date(2020, 1, 1))


def test_a_new_record_on_which_something_hangs_stays(imports, plan, database, employers):
    summary = imports.run(plan("Employer,City\nCascade,Kent\nRainier,Kent\n", EMPLOYERS))
    cascade = next(row for row in employers.first_page(ListQuery(), 9) if row.name == "Cascade")
    NoteService(database).save(NoteDraft(subject_table="organization", subject_id=cascade.id, body="Called."))
    done = imports.undo(summary.batch_id)
    assert done.to_bin == 1
    assert [one.name for one in done.kept] == ["Cascade"]
    assert [row.name for row in employers.first_page(ListQuery(), 9)] == ["Cascade"]


def test_cancelling_a_taking_back_leaves_everything(imports, plan, members):
    summary = imports.run(plan(ROSTER))

    def cancel(done, total, words):
        raise Cancelled("Taking back was cancelled.", "Nothing was taken back.")

    with pytest.raises(Cancelled):
        imports.undo(summary.batch_id, cancel)
    assert len(names(members)) == 2
    assert not imports.batches()[0].is_taken_back


def test_an_import_that_is_not_there(imports):
    with pytest.raises(NotFound):
        imports.undo_preview(new_id())
