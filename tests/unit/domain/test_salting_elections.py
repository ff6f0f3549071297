"""Election tallies: what a row of the board's file says, and what a tally comes to."""

from datetime import date
from typing import Any

import pytest

from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.election_decisions import ElectionDecider, ElectionPlan
from ip2a_desktop.domain.election_drafts import ElectionDraft
from ip2a_desktop.domain.election_rows import ElectionReader, ElectionValues, missing_headings
from ip2a_desktop.domain.elections import ElectionKind, ElectionResult, ElectionRow, TallyType
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.imports import RowFate, SourceFile

ROW = {
    "Region": "Region 99, Nowhere, Washington",
    "Case Number": "99-RC-000001",
    "Case Name": "Cascade Electric",
    "Date Filed": "01/04/2023",
    "Date Closed": "04/12/2023",
    "Reason Closed": "Certific. of Representative",
    "City": "Seattle",
    "States & Territories": "WA",
    "Unit ID": "B",
    "Ballot Type": "Single Labor Organization",
    "Tally Type": "Initial",
    "Tally Date": "04/04/2023",
    "No of Eligible Voters": "1,250",
    "Labor Union1": "Brotherhood of Tests, Local 1",
    "Votes for Labor Union1": "122",
    "Votes Against": "",
    "Total Ballots Counted": "122",
    "Challenges are Determinative": "N",
    "Voting Unit (Unit A)": "All plumbers",
    "Voting Unit (Unit B)": "Included: electricians\n\nExcluded: guards",
}
TODAY = date(2026, 3, 6)


def read(**cells: str) -> ElectionValues:
    row = ROW | {name.replace("_", " "): value for name, value in cells.items()}
    return ElectionReader(list(row), TODAY).read(list(row.values()))


def tally(**values: Any) -> ElectionRow:
    draft = check(ElectionDraft, {"case_number": "99-RC-000001", "tallied_on": "2023-04-04", **values})
    own = {name: value for name, value in draft.model_dump().items() if name not in ("version", "organization_id")}
    return ElectionRow(**own, version=1, organization_id=new_id())


def test_a_row_is_a_tally_and_its_employer() -> None:
    found = read()
    assert found.problems == ()
    assert found.employer.values == {"name": "Cascade Electric", "city": "Seattle", "state": "WA"}
    draft = found.draft
    assert draft is not None
    assert (draft.case_number, draft.tally_type, draft.tallied_on) == (
        "99-RC-000001", TallyType.INITIAL, date(2023, 4, 4),
    )  # fmt: skip
    assert draft.unit_description == "Included: electricians\n\nExcluded: guards"
    assert (draft.eligible_voters, draft.unions, draft.votes_for) == (1250, ("Brotherhood of Tests, Local 1",), (122,))


def test_a_blank_is_a_zero_where_anything_was_counted_and_unknown_elsewhere() -> None:
    counted, unknown = read().draft, read(**{"Votes for Labor Union1": "", "Total Ballots Counted": ""}).draft
    assert counted is not None
    assert unknown is not None
    assert (counted.votes_for, counted.votes_against) == ((122,), 0)
    assert (unknown.votes_for, unknown.votes_against, unknown.ballots_counted) == ((None,), None, None)


@pytest.mark.parametrize(
    ("heading", "text", "sentence"),
    [
        ("Case Number", "abc", "Case number “abc”: Write a case number such as 06-RC-309800."),
        ("Tally Date", "", "Tally date: Write the date."),
        ("Tally Date", "13/45/2023", "Tally Date: “13/45/2023” is not a date: write month/day/year or 2026-03-06."),
        ("Votes Against", "-3", "Votes Against: “-3” is not a number of ballots."),
        ("Votes Against", "9" * 20, "Votes Against: “99999999999999999999” is not a number of ballots."),
        ("Tally Type", "Second", "Tally Type: “Second” is none of these: Initial, Rerun, Run-off."),
        ("Runoff Required", "?", "Runoff Required: “?” is neither Y nor N."),
        ("States & Territories", "Mars", "State “Mars”: Write the two letters of a state, such as WA."),
    ],
)
def test_what_is_not_understood_is_told(heading: str, text: str, sentence: str) -> None:
    found = read(**{heading: text})
    assert found.draft is None
    assert sentence in found.problems


def test_a_file_of_something_else_lacks_columns() -> None:
    assert missing_headings(list(ROW)) == ()
    assert missing_headings(["Case Name", "City"]) == ("Case Number", "States & Territories", "Tally Date")


@pytest.mark.parametrize(
    ("values", "result"),
    [
        ({"unions": ["A"], "votes_for": [122], "votes_against": 63}, ElectionResult.WON),
        ({"unions": ["A"], "votes_for": [5], "votes_against": 5}, ElectionResult.LOST),
        ({"unions": ["A", "B"], "votes_for": [40, 30], "votes_against": 31}, ElectionResult.LOST),
        ({"unions": ["A"], "votes_for": [5], "votes_against": 4, "challenges_decide": True}, ElectionResult.CHALLENGED),
        ({"unions": ["A"], "votes_for": [5], "votes_against": 6, "runoff_required": True}, ElectionResult.RUNOFF),
        ({"unions": ["A"], "votes_for": [9], "votes_against": 0, "closed_as": "Withdrawal Non-adjusted"},
         ElectionResult.WITHDRAWN),
        ({"unions": ["A"], "votes_for": [9], "closed_as": "Dismissal Non-adjusted"}, ElectionResult.DISMISSED),
        ({"unions": ["A"], "votes_for": [None]}, ElectionResult.NOT_COUNTED),
        ({"case_number": "99-UD-000001", "unions": ["A"], "votes_for": [3]}, ElectionResult.NOT_TOLD),
    ],
)  # fmt: skip
def test_what_a_tally_comes_to(values: dict[str, Any], result: ElectionResult) -> None:
    assert tally(**values).result is result


def test_a_tally_says_itself_in_a_sentence() -> None:
    one = tally(unions=["A"], votes_for=[122], votes_against=63, eligible_voters=250, ballots_counted=185)
    assert one.sentence == "Union won: 122 for, 63 against, of 250 eligible (74 % voted)."
    assert tally(unions=["A", ""], votes_for=[1, 2]).union_words == "A (1); Union not named (2)"
    assert tally().sentence == "No count recorded."
    assert (one.kind, tally(case_number="99-RD-000001").kind) == (
        ElectionKind.REPRESENTATION, ElectionKind.DECERTIFICATION,
    )  # fmt: skip


def test_each_union_has_its_votes() -> None:
    with pytest.raises(RuleViolation) as refused:
        check(ElectionDraft, {"case_number": "99-RC-000001", "tallied_on": "2023-04-04", "votes_for": [1]})
    assert refused.value.problems == {"votes_for": "Each union needs a number of votes."}


def test_two_tallies_of_one_employer_make_it_once_and_the_same_tally_comes_once(tmp_path: Any) -> None:
    source = SourceFile(tmp_path / "x.csv", "", 0, tuple(ROW), (), 3)
    decider = ElectionDecider(ElectionPlan(source))
    rows = [read(), read(**{"Unit ID": "A"}), read()]
    first, second, third = (
        decider.decide(number, row, "", "cascade|seattle|WA", (), None) for number, row in enumerate(rows, 2)
    )
    assert (first.election.fate, second.election.fate, third.election.fate) == (
        RowFate.NEW, RowFate.NEW, RowFate.DUPLICATE,
    )  # fmt: skip
    assert first.employer is not None
    assert second.employer is None
    chosen = {one.election.changes["organization_id"] for one in (first, second)}
    assert chosen == {first.employer.record_id}
    assert third.election.problems == ("The same tally as row 2.",)
