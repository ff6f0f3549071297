"""Election history on a real PostgreSQL: a file goes in whole, a second time changes nothing, and it is taken back."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.election_decisions import ElectionPlan
from ip2a_desktop.domain.elections import ElectionResult
from ip2a_desktop.domain.errors import Cancelled, HallError, InputProblem, NotAllowed
from ip2a_desktop.domain.imports import BatchKind, RowFate
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.note_drafts import NoteDraft
from ip2a_desktop.services.election_import import ElectionImport
from ip2a_desktop.services.elections import ElectionService
from ip2a_desktop.services.employers import EmployerService
from ip2a_desktop.services.imports import ImportService
from ip2a_desktop.services.notes import NoteService
from tests.factories import saved_employer

HEADINGS = (
    "Region", "Case Number", "Case Name", "Date Filed", "Reason Closed", "City", "States & Territories", "Unit ID",
    "Tally Type", "Tally Date", "No of Eligible Voters", "Labor Union1", "Votes for Labor Union1", "Votes Against",
    "Total Ballots Counted", "Challenges are Determinative", "Voting Unit (Unit A)",
)  # fmt: skip
USUAL = {
    "Region": "Region 99",
    "Case Name": "Cascade Electric",
    "Date Filed": "01/04/2023",
    "Reason Closed": "Certific. of Representative",
    "City": "Seattle",
    "States & Territories": "WA",
    "Unit ID": "A",
    "Tally Type": "Initial",
    "Tally Date": "04/04/2023",
    "No of Eligible Voters": "250",
    "Labor Union1": "Brotherhood of Tests, Local 1",
    "Votes for Labor Union1": "122",
    "Votes Against": "63",
    "Total Ballots Counted": "185",
    "Voting Unit (Unit A)": "Included: “electricians”\n\nExcluded: guards",
}


def row(case: str, **cells: str) -> dict[str, str]:
    return USUAL | {"Case Number": case} | cells


FILE = (
    row("99-RC-000001"),
    row("99-RC-000001", **{"Tally Type": "Rerun", "Tally Date": "06/04/2023", "Votes Against": "130"}),
    row("99-RD-000002", **{"Case Name": "CASCADE ELECTRIC", "Votes for Labor Union1": "", "Votes Against": "9"}),
    row("99-RC-000003", **{"Case Name": "Berg Power, Inc.", "City": "Kent"}),
)


@pytest.fixture
def imports(database: Database) -> ElectionImport:
    return ElectionImport(database)


@pytest.fixture
def plan(imports: ElectionImport, tmp_path: Path) -> Callable[..., ElectionPlan]:
    def plan(*rows: dict[str, str], **answers: Any) -> ElectionPlan:
        out = io.StringIO()
        writer = csv.DictWriter(out, HEADINGS)
        writer.writeheader()
        writer.writerows(rows or FILE)
        path = tmp_path / "elections.csv"
        path.write_text(out.getvalue(), encoding="utf-8", newline="")
        return ElectionPlan(imports.open(path), **answers)

    return plan


def state(database: Database) -> Any:
    seen = (
        "SELECT 'election', id, version, deleted_at FROM election "
        "UNION ALL SELECT 'organization', id, version, deleted_at FROM organization ORDER BY 1, 2"
    )
    with database.statement() as session:
        return session.execute(text(seen)).all()


def test_a_preview_writes_nothing_and_a_run_makes_tallies_and_their_employers(
    imports: ElectionImport, plan: Callable[..., ElectionPlan], employers: EmployerService
) -> None:
    chosen = plan()
    preview = imports.preview(chosen)
    assert [one.fate for one in preview.rows] == [RowFate.NEW] * 4
    assert (preview.rows[3].title, preview.rows[3].detail) == ("Berg Power, Inc.", "99-RC-000003")
    assert preview.new_employers == 2
    assert state(imports.database) == []

    summary = imports.run(chosen, expected=preview.counts)
    assert (summary.counts[RowFate.NEW], summary.new_employers) == (4, 2)
    berg, cascade = employers.first_page(ListQuery(), 5)
    assert (berg.name, cascade.name, cascade.city, cascade.state) == (
        "Berg Power, Inc.", "Cascade Electric", "Seattle", "WA",
    )  # fmt: skip
    tallies = ElectionService(imports.database).elections(cascade.id)
    assert [(one.case_number, one.tally_type.label, one.result) for one in tallies] == [
        ("99-RC-000001", "Rerun", ElectionResult.LOST),
        ("99-RC-000001", "Initial", ElectionResult.WON),
        ("99-RD-000002", "Initial", ElectionResult.LOST),
    ]
    assert tallies[1].sentence == "Union won: 122 for, 63 against, of 250 eligible (74 % voted)."
    assert tallies[1].unit_description == "Included: “electricians”\n\nExcluded: guards"
    assert summary.changes.ids("election") >= {one.id for one in tallies}
    (batch,) = ImportService(imports.database).batches()
    assert (batch.kind, batch.counts[RowFate.NEW], batch.created_by) == (BatchKind.ELECTIONS, 4, "ana")
    timeline = NoteService(imports.database).timeline("organization", cascade.id)
    assert [entry.what for entry in timeline].count("Election added by an import") == 3


def test_a_second_import_changes_nothing(imports: ElectionImport, plan: Callable[..., ElectionPlan]) -> None:
    imports.run(plan())
    before = state(imports.database)
    summary = imports.run(plan())
    assert summary.counts.by_fate == {RowFate.UNCHANGED: 4}
    assert summary.new_employers == 0
    assert state(imports.database) == before


def test_employers_who_are_here_are_found_by_folded_name_and_place(
    imports: ElectionImport, plan: Callable[..., ElectionPlan], employers: EmployerService
) -> None:
    here = saved_employer(employers, name="Bérg Power Inc", city="KENT", state="WA")
    namesake = saved_employer(employers, name="Berg Power, Inc.", city="Tacoma", state="WA")
    imports.run(plan())
    elections = ElectionService(imports.database)
    assert [one.case_number for one in elections.elections(here.id)] == ["99-RC-000003"]
    assert elections.elections(namesake.id) == ()


def test_an_employer_without_a_place_is_a_question_that_an_answer_settles(
    imports: ElectionImport, plan: Callable[..., ElectionPlan], employers: EmployerService
) -> None:
    here = saved_employer(employers, name="Berg Power, Inc.")
    chosen = plan()
    preview = imports.preview(chosen)
    assert [one.fate for one in preview.rows] == [RowFate.NEW] * 3 + [RowFate.AMBIGUOUS]
    assert [one.id for one in preview.rows[3].candidates] == [here.id]
    imports.run(ElectionPlan(chosen.source, {5: here.id}))
    assert len(ElectionService(imports.database).elections(here.id)) == 1


def test_corrected_results_update_the_tally_and_blanks_erase_nothing(
    imports: ElectionImport, plan: Callable[..., ElectionPlan], employers: EmployerService
) -> None:
    imports.run(plan(FILE[0]))
    corrected = row("99-RC-000001", **{"Votes Against": "70", "Region": "", "Case Name": "Renamed since"})
    chosen = plan(corrected)
    (shown,) = imports.preview(chosen).rows
    assert shown.fate is RowFate.UPDATE
    assert {(one.title, one.before, one.after) for one in shown.changes} == {
        ("Votes against", 63, 70), ("Case name", "Cascade Electric", "Renamed since"),
    }  # fmt: skip
    summary = imports.run(chosen)
    (employer,) = employers.first_page(ListQuery(), 5)
    (tally,) = ElectionService(imports.database).elections(employer.id)
    assert (tally.votes_against, tally.region, employer.name) == (70, "Region 99", "Cascade Electric")
    undone = ImportService(imports.database).undo(summary.batch_id)
    assert (undone.to_bin, undone.set_back, undone.is_clean) == (0, 1, True)
    assert ElectionService(imports.database).elections(employer.id)[0].votes_against == 63


def test_an_import_is_taken_back_and_comes_back_whole(
    imports: ElectionImport, plan: Callable[..., ElectionPlan], employers: EmployerService
) -> None:
    summary = imports.run(plan())
    before = {one[1] for one in state(imports.database)}
    service = ImportService(imports.database)
    preview = service.undo_preview(summary.batch_id)
    undone = service.undo(summary.batch_id)
    assert (preview.to_bin, preview.kept) == (undone.to_bin, undone.kept) == (6, ())
    assert undone.changes.ids("election") == summary.changes.ids("election")
    assert undone.changes.ids("organization") == summary.changes.ids("organization")
    assert all(one.deleted_at is not None for one in state(imports.database))
    again = imports.run(plan())
    assert again.counts.by_fate == {RowFate.RESTORE: 4}
    assert all(one.deleted_at is None for one in state(imports.database))
    assert {one[1] for one in state(imports.database)} == before
    service.undo(again.batch_id)
    assert employers.total(in_bin=True) == 2


def test_what_somebody_worked_on_stays_when_an_import_is_taken_back(
    imports: ElectionImport, plan: Callable[..., ElectionPlan], employers: EmployerService, notes: NoteService
) -> None:
    summary = imports.run(plan())
    berg, cascade = employers.first_page(ListQuery(), 5)
    notes.save(check(NoteDraft, {"subject_table": "organization", "subject_id": berg.id, "body": "Call them"}))
    with imports.database.statement() as session:
        session.execute(text("UPDATE election SET region = 'by hand' WHERE tally_type = 'rerun'"))
    service = ImportService(imports.database)
    preview = service.undo_preview(summary.batch_id)
    undone = service.undo(summary.batch_id)
    assert preview.kept == undone.kept
    assert {(one.table, one.name) for one in undone.kept} == {
        ("election", "99-RC-000001"), ("organization", "Cascade Electric"), ("organization", "Berg Power, Inc."),
    }  # fmt: skip
    assert undone.to_bin == 3
    assert [one.region for one in ElectionService(imports.database).elections(cascade.id)] == ["by hand"]


def test_an_employer_of_another_import_stays_while_tallies_hang_on_it(
    imports: ElectionImport, plan: Callable[..., ElectionPlan], employers: EmployerService
) -> None:
    first = imports.run(plan(FILE[0]))
    imports.run(plan(FILE[2]))
    undone = ImportService(imports.database).undo(first.batch_id)
    assert undone.to_bin == 1
    assert [one.why for one in undone.kept] == [
        "has jobs, contacts, notes, elections or private fields by now, and stays"
    ]
    assert employers.total(in_bin=False) == 1


def test_rows_that_cannot_come_in_are_told_and_leave_no_employer_behind(
    imports: ElectionImport, plan: Callable[..., ElectionPlan], employers: EmployerService, tmp_path: Path
) -> None:
    chosen = plan(
        row("99-RC-000004", **{"Tally Date": "someday", "Case Name": "Nobody"}), *FILE, FILE[0],
        row("oops", **{"Case Name": "Nobody"}),
    )  # fmt: skip
    preview = imports.preview(chosen)
    assert preview.counts.by_fate == {RowFate.NEW: 4, RowFate.DUPLICATE: 1, RowFate.REJECTED: 2}
    assert "“someday” is not a date" in preview.rows[0].problems[0]
    summary = imports.run(chosen, expected=preview.counts)
    assert employers.total(in_bin=False) == 2
    rejected = ImportService(imports.database).rejected(summary.batch_id)
    assert [one[1] for one in rejected.rows] == ["99-RC-000004", "oops"]
    assert rejected.headings == (*HEADINGS, "Problem")


def test_another_file_is_refused_in_a_sentence(imports: ElectionImport, tmp_path: Path) -> None:
    path = tmp_path / "members.csv"
    path.write_text("Card,Name\n1,Ana\n", encoding="utf-8")
    with pytest.raises(InputProblem, match="no file of election results: it has no column “Case Number”"):
        imports.open(path)


def test_an_import_is_whole_or_not_at_all(
    imports: ElectionImport, plan: Callable[..., ElectionPlan], person_with: Callable[..., Database]
) -> None:
    chosen = plan()

    def cancel(done: int, total: int, words: str) -> None:
        if words.startswith("Writing"):
            raise Cancelled("The import was cancelled.")

    with pytest.raises(Cancelled):
        imports.run(chosen, cancel)
    expected = imports.preview(plan(FILE[0])).counts
    with pytest.raises(HallError, match="changed since the preview"):
        imports.run(plan(), expected=expected)
    for duty in ("ip2a_organizer", "ip2a_auditor"):
        with pytest.raises(NotAllowed):
            ElectionImport(person_with(duty)).run(chosen)
    assert state(imports.database) == []
    assert ImportService(imports.database).batches() == ()
