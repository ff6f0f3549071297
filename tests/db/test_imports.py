"""Importing: what a file does to the database, and how it is taken back."""

import random
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import ascii_letters

import pytest
from sqlalchemy import text

from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.imports import ImportKind, ImportPlan, MatchPolicy, RowFate
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.members import MemberStatus
from ip2a_desktop.services.imports import ImportService
from tests.factories import saved_employer, saved_member
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


# -- new records ---------------------------------------------------------------------------------------------------


def test_a_preview_writes_nothing_and_a_run_does_what_it_said(imports, plan, members):
    chosen = plan(ROSTER)
    preview = imports.preview(chosen)
    assert fates(preview) == [RowFate.NEW, RowFate.NEW]
    assert [row.title for row in preview.rows] == ["Silva, Ana", "Muñoz, José"]
    assert names(members) == []
    assert imports.batches() == ()

    summary = imports.run(chosen, expected=preview.counts)
    assert summary.counts == preview.counts
    assert names(members) == ["Muñoz, José", "Silva, Ana"]
    (batch,) = imports.batches()
    assert (batch.file_name, batch.counts[RowFate.NEW], batch.created_by) == ("file.csv", 2, "ana")
    (ana,) = members.first_page(ListQuery(search="0042"), 2)
    assert summary.changes.ids("member") >= {ana.id}
    record = members.load(ana.id)
    assert record.draft.phone == "+12065550142"
    assert record.private.birth_date == date(1980, 3, 6)
    assert [one.status for one in record.statuses] == [MemberStatus.ACTIVE]


@pytest.mark.parametrize("policy", [MatchPolicy.SKIP, MatchPolicy.FILL])
def test_a_second_import_of_the_same_file_changes_nothing(imports, plan, database, policy):
    imports.run(plan(ROSTER))
    seen = "SELECT id, version, updated_at FROM member ORDER BY id"
    with database.statement() as session:
        before = session.execute(text(seen)).all()
    again = plan(ROSTER, on_match=policy)
    assert "imported this very file" in again.source.notes[0]
    summary = imports.run(again)
    assert summary.counts.writing == 0
    with database.statement() as session:
        assert session.execute(text(seen)).all() == before


def test_a_choice_of_columns_is_remembered_for_the_same_headings(imports, plan):
    chosen = plan('Nr,Who,Extra\n1,"Silva, Ana",x\n')
    assert "card_number" not in chosen.mapping
    mapping = {"card_number": "Nr", "full_name": "Who", "city": "Extra"}
    imports.run(replace(chosen, mapping=mapping))
    again = plan('Nr,Who,Extra\n2,"Bo, Bo",x\n')
    assert again.mapping == mapping
    assert again.source.remembered
    assert not imports.with_mapping(again.source, EMPLOYERS).remembered


def test_rows_that_cannot_come_in_are_told_and_can_be_saved_corrected_and_imported(imports, plan, tmp_path, members):
    content = (
        "Card,Last,First,Phone,Note\n"
        "1,Silva,Ana,206 555 0142,a\n"
        ",Bo,Bo,,b\n"
        "3,Cruz,Eva,12,=c\n"
        "1,Silva,Ana,,again\n"
        "1,Other,Name,,taken\n"
    )
    chosen = plan(content)
    preview = imports.preview(chosen)
    assert fates(preview) == [
        RowFate.NEW, RowFate.REJECTED, RowFate.REJECTED, RowFate.DUPLICATE, RowFate.REJECTED,
    ]  # fmt: skip
    assert preview.rows[1].problems == ("A new member needs a card number.",)
    assert "Phone “12”" in preview.rows[2].problems[0]
    assert preview.rows[3].problems == ("The same card number as row 2.",)
    assert preview.rows[4].problems == ("Row 2 has the same card number and another name.",)
    assert preview.counts.left_over == 3

    summary = imports.run(chosen)
    kept = imports.rejected(summary.batch_id)
    assert kept.headings == ("Card", "Last", "First", "Phone", "Problem")
    target = tmp_path / "rejected.csv"
    assert imports.save_rejected(summary.batch_id, target, chosen.source) == 3
    saved = target.read_text(encoding="utf-8-sig")
    assert "'=c" in saved
    target.write_text(saved.replace('"12"', '"206 555 0143"'), encoding="utf-8")
    again = imports.open(target, MEMBERS)
    assert again.headings == ("Card", "Last", "First", "Phone", "Note", "Problem")
    run = imports.run(ImportPlan(again, MEMBERS, MatchPolicy.SKIP, again.mapping))
    assert run.counts[RowFate.NEW] == 1
    assert "Cruz, Eva" in names(members)


def test_a_row_can_come_in_without_the_cell_that_is_not_understood(imports, plan, members):
    chosen = plan(
        "Card,Last,First,Phone,Status\n1,Silva,Ana,12,active\n2,Bo,#REF!,,active\n3,Cruz,Eva,206 555 0142,\n",
        without_bad_cells=True,
    )
    preview = imports.preview(chosen)
    assert fates(preview) == [RowFate.NEW, RowFate.REJECTED, RowFate.NEW]
    assert preview.rows[0].problems
    imports.run(chosen)
    assert names(members) == ["Cruz, Eva", "Silva, Ana"]


# -- matches ---------------------------------------------------------------------------------------------------------


def test_what_happens_to_a_member_who_is_here_depends_on_the_choice(imports, plan, members):
    draft = saved_member(members, card_number="00 42", first_name="Ana", last_name="Silva", city="Tacoma")
    skip = imports.preview(plan(ROSTER))
    update = imports.preview(plan(ROSTER, on_match=MatchPolicy.UPDATE))
    fill = imports.preview(plan(ROSTER, on_match=MatchPolicy.FILL))
    assert [one.rows[0].fate for one in (skip, update, fill)] == [RowFate.SKIP, RowFate.UPDATE, RowFate.FILL]
    assert {change.title: (change.before, change.after) for change in update.rows[0].changes} == {
        "Card number": ("00 42", "0042"),
        "Phone": ("", "+12065550142"),
        "City": ("Tacoma", "Seattle"),
        "Born": (None, date(1980, 3, 6)),
    }
    assert {change.title for change in fill.rows[0].changes} == {"Phone", "Born"}

    imports.run(fill.plan, expected=fill.counts)
    after = members.load(draft.id)
    assert (after.draft.city, after.draft.phone) == ("Tacoma", "+12065550142")
    assert after.private.birth_date == date(1980, 3, 6)
    imports.run(plan(ROSTER, on_match=MatchPolicy.UPDATE))
    assert members.load(draft.id).draft.city == "Seattle"
    assert fates(imports.preview(plan(ROSTER, on_match=MatchPolicy.UPDATE))) == [RowFate.UNCHANGED] * 2


def test_blank_cells_never_erase(imports, plan, members):
    draft = saved_member(members, card_number="0043", first_name="José", last_name="Muñoz", phone="206 555 0111")
    imports.run(plan(ROSTER, on_match=MatchPolicy.UPDATE))
    assert members.load(draft.id).draft.phone == "+12065550111"


def test_a_member_is_known_by_e_mail_and_name_where_the_row_has_no_card(imports, plan, members):
    saved_member(members, card_number="7", first_name="Seán", last_name="O’Brien", email="sean@example.org")
    content = "Last,First,Email,City\nO'BRIEN,Sean,Sean@Example.org,Kent\nO'Brien,Maeve,sean@example.org,Kent\n"
    preview = imports.preview(plan(content, on_match=MatchPolicy.UPDATE))
    assert fates(preview) == [RowFate.UPDATE, RowFate.AMBIGUOUS]


def test_somebody_who_looks_like_a_member_is_a_question_and_not_a_guess(imports, plan, members):
    draft = saved_member(
        members, card_number="7", first_name="Ana", last_name="Silva", phone="206 555 0142", city="Tacoma"
    )
    saved_member(members, card_number="0043", first_name="Karl", last_name="Braun")
    chosen = plan(ROSTER, on_match=MatchPolicy.UPDATE)
    preview = imports.preview(chosen)
    assert fates(preview) == [RowFate.AMBIGUOUS, RowFate.AMBIGUOUS]
    assert preview.rows[0].candidates[0].id == draft.id
    assert "same phone or birth date: is this the same person?" in preview.rows[0].problems[0]
    assert "Card number 0043 belongs to Braun, Karl" in preview.rows[1].problems[0]
    assert imports.run(chosen).counts.writing == 0

    same = replace(chosen, answers={2: draft.id})
    assert fates(imports.preview(same))[0] is RowFate.UPDATE
    other = replace(chosen, answers={2: None, 3: None})
    # A card number has one owner: whoever has it must be the same person or the row stays out.
    assert fates(imports.preview(other)) == [RowFate.NEW, RowFate.AMBIGUOUS]
    imports.run(same)
    assert members.load(draft.id).draft.card_number == "0042"


def test_birth_dates_tell_namesakes_apart_only_for_those_who_may_see_them(imports, plan, members, person_with):
    imports.run(plan(ROSTER))
    content = "Card,Last,First,Born\n99,Silva,Ana,1980-03-06\n"
    assert fates(imports.preview(plan(content))) == [RowFate.AMBIGUOUS]
    staff = ImportService(person_with("ip2a_staff"))
    chosen = plan(content)
    with pytest.raises(RuleViolation, match=r"Born: only people with the duty"):
        staff.preview(chosen)
    without = replace(chosen, mapping={k: v for k, v in chosen.mapping.items() if k != "birth_date"})
    assert fates(staff.preview(without)) == [RowFate.NEW]


def test_who_is_in_the_bin_comes_back(imports, plan, members):
    draft = saved_member(members, card_number="0042", first_name="Ana", last_name="Silva", city="Tacoma")
    members.move_to_bin([draft.id])
    preview = imports.preview(plan(ROSTER))
    assert fates(preview) == [RowFate.RESTORE, RowFate.NEW]
    summary = imports.run(plan(ROSTER))
    assert members.load(draft.id).draft.city == "Tacoma"
    assert "Silva, Ana" in names(members)
    imports.undo(summary.batch_id)
    assert names(members) == []


def test_two_rows_of_one_member_write_once(imports, plan, members):
    saved_member(members, card_number="7", first_name="Ana", last_name="Silva", email="ana@example.org")
    content = "Card,Last,First,Email,City\n7,Silva,Ana,,Kent\n,Silva,Ana,ana@example.org,Seattle\n"
    preview = imports.preview(plan(content, on_match=MatchPolicy.UPDATE))
    assert fates(preview) == [RowFate.UPDATE, RowFate.DUPLICATE]
    assert preview.rows[1].problems == ("The same record as row 2.",)


# -- employers -------------------------------------------------------------------------------------------------------


def test_the_elections_go_in_whole_as_employers(imports, employers):
    source = imports.open(DATA / "elections.csv", EMPLOYERS)
    assert source.mapping == {"name": "Case Name", "city": "City", "state": "States & Territories"}
    chosen = ImportPlan(source, EMPLOYERS, MatchPolicy.SKIP, source.mapping)
    preview = imports.preview(chosen)
    assert preview.counts.by_fate == {RowFate.NEW: 9, RowFate.DUPLICATE: 5}
    imports.run(chosen, expected=preview.counts)
    kept = {(row.name, row.city, row.state) for row in employers.first_page(ListQuery(), 100)}
    assert ("O’Brien & Sons Electric", "Everett", "WA") in kept
    assert ('Rainier "Bob" Power, Inc.', "Kent", "WA") in kept
    assert {("电气公司", "Seattle", "WA"), ("水电公司", "Seattle", "WA")} <= kept
    assert imports.run(chosen).counts.by_fate == {RowFate.SKIP: 9, RowFate.DUPLICATE: 5}


def test_the_real_elections_go_in_whole(imports, employers):
    real = next((one / "shared/data/nlrb_elections.csv" for one in Path(__file__).parents
                 if (one / "shared/data/nlrb_elections.csv").exists()), None)  # fmt: skip
    if real is None:
        pytest.skip("the public file of elections is not on this machine")
    source = imports.open(real, EMPLOYERS)
    summary = imports.run(ImportPlan(source, EMPLOYERS, MatchPolicy.FILL, source.mapping))
    assert source.row_count == summary.counts.total == 1152
    assert summary.counts.left_over == 0
    assert summary.counts[RowFate.NEW] == employers.total(in_bin=False) > 1000


def test_an_employer_without_a_place_is_a_question(imports, plan, employers):
    kept = saved_employer(employers, name="Cascade Electric, Inc.", city="Seattle", state="WA")
    preview = imports.preview(plan("Employer,City\nCASCADE ELECTRIC INC,\nCascade Electric Inc,Tacoma\n", EMPLOYERS))
    assert fates(preview) == [RowFate.AMBIGUOUS, RowFate.NEW]
    assert preview.rows[0].candidates[0].id == kept.id
    by_name_alone = imports.preview(plan('Employer\n"Cascade Electric, Inc"\n', EMPLOYERS))
    assert fates(by_name_alone) == [RowFate.SKIP]


def test_hundreds_of_long_headings_are_taken(imports, plan):
    extra = ",".join("".join(random.Random(n).choices(ascii_letters, k=40)) for n in range(300))
    chosen = plan(f"Card,Last,First,{extra}\n1,Silva,Ana{',x' * 300}\n")
    assert imports.run(chosen).counts.writing == 1


HOSTILE = [
    "=cmd|'/c calc'!A0",
    "<img src=x onerror=alert(1)> & <b>",
    "'; DROP TABLE member; --",
    "אבג مرحبا \u202e drow",
    "👩\u200d🔧 \U0001d518\U0001d52b 名前",
    "../../etc/passwd",
    "%s %(name)s {0} :name ::text",
    'He said "no", twice',
]


def test_hostile_text_comes_in_as_it_is(imports, plan, employers):
    rows = "".join(f'"{text_.replace(chr(34), chr(34) * 2)}",City {at}\n' for at, text_ in enumerate(HOSTILE))
    summary = imports.run(plan(f"Employer,City\n{rows}", EMPLOYERS))
    assert summary.counts[RowFate.NEW] == len(HOSTILE)
    kept = {row.name for row in employers.first_page(ListQuery(), 100)}
    assert kept == set(HOSTILE)


def test_a_file_name_that_is_no_text_does_no_harm(imports, tmp_path):
    path = tmp_path / "roster\udce9.csv"
    try:
        path.write_text(ROSTER, encoding="utf-8")
    except OSError:
        pytest.skip("this system takes no such name")
    source = imports.open(path, MEMBERS)
    imports.run(ImportPlan(source, MEMBERS, MatchPolicy.SKIP, source.mapping))
    assert imports.batches()[0].file_name == "roster?.csv"
