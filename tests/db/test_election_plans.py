"""Election results by the way of all imports: policies, other headings, bad cells, and the employers they bring."""

import time
from pathlib import Path

import pytest

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.import_fields import ELECTION_HEADINGS, ELECTION_NEEDS
from ip2a_desktop.domain.imports import BatchKind, ImportKind, ImportPlan, MatchPolicy, RowFate
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.services.all_imports import AllImports
from ip2a_desktop.services.elections import ElectionService
from ip2a_desktop.services.employers import EmployerService
from tests.factories import saved_employer

KIND = ImportKind.ELECTIONS
HEADINGS = "Case Number,Case Name,City,States & Territories,Tally Date,Votes Against,Reason Closed"
SAMPLE = Path(__file__).parents[1] / "data" / "elections.csv"


@pytest.fixture
def imports(database: Database) -> AllImports:
    return AllImports(database)


def plan_of(imports: AllImports, path: Path, policy: MatchPolicy = MatchPolicy.UPDATE) -> ImportPlan:
    source = imports.open(path, KIND)
    return ImportPlan(source, KIND, policy, source.mapping)


def written(tmp_path: Path, *rows: str, headings: str = HEADINGS) -> Path:
    path = tmp_path / "results.csv"
    path.write_text("\n".join((headings, *rows)) + "\n", encoding="utf-8")
    return path


ONE = "99-RC-000009,Berg Power,Kent,WA,04/04/2023,,"
MORE = "99-RC-000009,Berg Power,Kent,WA,04/04/2023,7,Dismissal"


def test_the_whole_sample_goes_in_and_stands_with_its_employers(imports: AllImports, database: Database) -> None:
    plan = plan_of(imports, SAMPLE)
    preview = imports.preview(plan)
    began = time.perf_counter()
    done = imports.run(plan, expected=preview.counts)
    assert time.perf_counter() - began < 3
    assert (done.kind, done.counts, done.new_employers) == (KIND, preview.counts, preview.new_employers)
    assert done.counts[RowFate.NEW] > 5
    (batch,) = imports.batches()
    assert batch.kind is BatchKind.ELECTIONS
    employers = EmployerService(database)
    listed = employers.ids(ListQuery().with_filter("import", [str(done.batch_id)]))
    assert len(listed) == done.new_employers
    assert sum(len(ElectionService(database).elections(one)) for one in listed) == done.counts[RowFate.NEW]


def test_an_employer_that_was_here_is_listed_by_its_elections(
    imports: AllImports, database: Database, tmp_path: Path
) -> None:
    employers = EmployerService(database)
    here = saved_employer(employers, name="Berg Power", city="Kent", state="WA")
    saved_employer(employers, name="Quiet Power")
    done = imports.run(plan_of(imports, written(tmp_path, ONE)))
    assert done.new_employers == 0
    query = ListQuery().with_filter("import", [str(done.batch_id)])
    assert list(employers.ids(query)) == [here.id]
    imports.undo(done.batch_id)
    assert list(employers.ids(query)) == []


@pytest.mark.parametrize(
    ("policy", "fate", "against"),
    [
        (MatchPolicy.SKIP, RowFate.SKIP, 3),
        (MatchPolicy.UPDATE, RowFate.UPDATE, 7),
        (MatchPolicy.FILL, RowFate.FILL, 3),
    ],
)
def test_what_happens_to_a_tally_that_is_here(
    imports: AllImports, database: Database, tmp_path: Path, policy: MatchPolicy, fate: RowFate, against: int
) -> None:
    first = imports.run(plan_of(imports, written(tmp_path, ONE.replace(",,", ",3,"))))
    done = imports.run(plan_of(imports, written(tmp_path, MORE), policy))
    assert done.counts.by_fate == {fate: 1}
    (employer,) = EmployerService(database).ids(ListQuery().with_filter("import", [str(first.batch_id)]))
    (election,) = ElectionService(database).elections(employer)
    assert (election.votes_against, election.closed_as) == (against, "" if policy is MatchPolicy.SKIP else "Dismissal")


def test_other_headings_are_chosen_by_hand(imports: AllImports, tmp_path: Path) -> None:
    path = written(tmp_path, "99-RC-000009,Berg Power,Kent,WA,04/04/2023", headings="Docket,Employer,Town,ST,Counted")
    source = imports.open(path, KIND)
    names = ", ".join(f"“{ELECTION_HEADINGS[one]}”" for one in ELECTION_NEEDS)
    assert imports.problems(KIND, source.mapping) == (
        f"Choose the columns for {names}: the labor board’s file has them.",
    )
    with pytest.raises(RuleViolation):
        imports.preview(ImportPlan(source, KIND, MatchPolicy.SKIP, source.mapping))
    plan = ImportPlan(source, KIND, MatchPolicy.SKIP, dict(zip(ELECTION_NEEDS, source.headings, strict=True)))
    assert imports.preview(plan).counts.by_fate == {RowFate.NEW: 1}
    assert imports.run(plan).new_employers == 1


def test_a_row_comes_in_without_the_cells_that_are_not_understood(imports: AllImports, tmp_path: Path) -> None:
    path = written(tmp_path, "99-RC-000009,Berg Power,Kent,WA,04/04/2023,many,", ONE.replace("000009", "x"))
    plan = plan_of(imports, path)
    preview = imports.preview(plan)
    assert [row.fate for row in preview.rows] == [RowFate.REJECTED, RowFate.REJECTED]
    assert preview.rows[0].problems == ("Votes Against: “many” is not a number of ballots.",)
    lenient = imports.preview(ImportPlan(plan.source, KIND, plan.on_match, plan.mapping, without_bad_cells=True))
    assert [row.fate for row in lenient.rows] == [RowFate.NEW, RowFate.REJECTED]
    done = imports.run(plan)
    target = tmp_path / "rejected.csv"
    assert imports.save_rejected(done.batch_id, target, plan.source) == 2
    assert "is not a number of ballots" in target.read_text(encoding="utf-8-sig")
