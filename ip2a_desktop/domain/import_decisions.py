"""What becomes of each row: whom it matches, what it would change, and when that is a question for a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum
from typing import Any
from uuid import UUID

from ip2a_desktop.domain.ids import new_id
from ip2a_desktop.domain.import_fields import FIELDS, FULL_NAME, field_of
from ip2a_desktop.domain.import_rows import RowValues, missing_for_new, needed_fields, shortened
from ip2a_desktop.domain.imports import (
    Candidate,
    CellChange,
    ImportKind,
    ImportPlan,
    MatchPolicy,
    PreviewRow,
    RowFate,
)
from ip2a_desktop.domain.members import MemberType


class Likeness(IntEnum):
    """How a record was found for a row; the closest comes first."""

    KEY = 1  # the card number, or name and place
    EMAIL = 2  # a member's e-mail address and last name
    NAME = 3  # a member's name with the phone or the birth date; an employer's name, the place open


@dataclass(frozen=True)
class Kept:
    """A record that a row may be: its values as they stand, and what of it agrees with the row."""

    id: UUID
    version: int
    how: Likeness
    values: Mapping[str, Any]
    private: Mapping[str, Any] = field(default_factory=dict)
    private_version: int | None = None
    in_bin: bool = False
    same_first: bool = True
    same_last: bool = True

    @property
    def words(self) -> str:
        """The record in a few words."""
        if "last_name" in self.values:
            name, more = person_name(self.values), f"card {self.values['card_number']}"
        else:
            name, more = self.values["name"], place_of(self.values)
        return " · ".join(part for part in (name, more, "in the bin" if self.in_bin else "") if part)


@dataclass(frozen=True)
class Decision:
    """What an import does with one row.

    ``changes`` and ``private_changes`` hold the new values of fields by name; for a new record they are all its
    values. ``version`` is that of the record it was decided on.
    """

    number: int
    fate: RowFate
    title: str
    detail: str
    problems: tuple[str, ...] = ()
    record_id: UUID | None = None
    version: int | None = None
    private_version: int | None = None
    restores: bool = False
    changes: Mapping[str, Any] = field(default_factory=dict)
    private_changes: Mapping[str, Any] = field(default_factory=dict)
    before: Mapping[str, Any] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()

    def preview(self, kind: ImportKind) -> PreviewRow:
        """Return the decision as the preview shows it; values of new records are not repeated there."""
        shown: tuple[CellChange, ...] = ()
        if self.version is not None:
            changes = {**self.changes, **self.private_changes}
            shown = tuple(CellChange(field_of(kind, n).title, self.before.get(n), v) for n, v in changes.items())
        record_id = self.record_id if self.version is not None else None
        return PreviewRow(
            self.number, self.fate, self.title, self.detail, self.problems, shown, record_id, self.candidates
        )


def person_name(values: Mapping[str, Any]) -> str:
    """Return a name as lists show it, of whatever parts there are."""
    given = " ".join(str(values[part]) for part in ("first_name", "middle_name") if values.get(part))
    return ", ".join(part for part in (values.get("last_name", ""), given, values.get("suffix", "")) if part)


def place_of(values: Mapping[str, Any]) -> str:
    """Return the city and state of an organization."""
    return ", ".join(str(values[part]) for part in ("city", "state") if values.get(part))


@dataclass(frozen=True)
class _Match:
    """Whom a row is: a record, nobody, or a question with its candidates."""

    record: Kept | None = None
    question: str = ""
    among: tuple[Kept, ...] = ()


class Decider:
    """Decides row by row; remembers the rows before, so that one record is not written twice."""

    def __init__(self, plan: ImportPlan) -> None:
        self._plan = plan
        self._kind = plan.kind
        self._keys: dict[str, tuple[int, str]] = {}
        self._records: dict[UUID, int] = {}

    def decide(self, number: int, row: RowValues, problem: str, key: str, found: Sequence[Kept]) -> Decision:
        """Return what becomes of one row.

        Args:
            number: the row in the file.
            row: its values and what was not understood.
            problem: what is wrong with the row as a whole, or "".
            key: what makes the record one of its kind: the folded card number, or the folded name and place.
            found: the records that it may be.
        """
        problems = (*((problem,) if problem else ()), *row.problems.values())
        decision = Decision(number, RowFate.REJECTED, *self._titles(row, found), problems)
        if problem or not self._is_usable(row):
            return decision
        earlier = self._keys.get(key) if key else None
        if earlier is not None:
            return self._repeated(decision, row, *earlier)
        match = self._match(number, row, found)
        if match.question:
            candidates = tuple(Candidate(one.id, one.words) for one in match.among)
            asked = (*problems, match.question)
            return replace(decision, fate=RowFate.AMBIGUOUS, problems=asked, candidates=candidates)
        decided = self._new(decision, row) if match.record is None else self._known(decision, row, match.record)
        if key and decided.fate not in (RowFate.REJECTED, RowFate.DUPLICATE):
            self._keys[key] = (number, _plain_name(row.values))
        return decided

    def _titles(self, row: RowValues, found: Sequence[Kept]) -> tuple[str, str]:
        values = row.values or (found[0].values if found else {})
        if self._kind is ImportKind.MEMBERS:
            return person_name(values), str(values.get("card_number", ""))
        return shortened(str(values.get("name", "")), 120), place_of(values)

    def _is_usable(self, row: RowValues) -> bool:
        if not row.problems:
            return True
        needed = {*needed_fields(self._kind), FULL_NAME}
        return self._plan.without_bad_cells and not needed & row.problems.keys()

    def _repeated(self, decision: Decision, row: RowValues, earlier: int, name: str) -> Decision:
        if self._kind is ImportKind.MEMBERS and name != _plain_name(row.values):
            sentence = f"Row {earlier} has the same card number and another name."
            return replace(decision, problems=(*decision.problems, sentence))
        same = "card number" if self._kind is ImportKind.MEMBERS else "name and place"
        problems = (*decision.problems, f"The same {same} as row {earlier}.")
        return replace(decision, fate=RowFate.DUPLICATE, problems=problems)

    def _match(self, number: int, row: RowValues, found: Sequence[Kept]) -> _Match:
        if number in self._plan.answers:
            answer = self._plan.answers[number]
            taken = self._kind is ImportKind.MEMBERS and any(one.how is Likeness.KEY for one in found)
            if answer is None and not taken:
                return _Match()
            chosen = next((one for one in found if one.id == answer), None)
            if chosen is not None:
                return _Match(chosen)
        closest = sorted(found, key=lambda one: (one.how, one.in_bin))
        match = _match_member if self._kind is ImportKind.MEMBERS else self._match_employer
        return match(row.values, closest)

    def _match_employer(self, values: Mapping[str, Any], found: Sequence[Kept]) -> _Match:
        exact = [one for one in found if one.how is Likeness.KEY]
        living = [one for one in exact if not one.in_bin] or exact
        if len(living) == 1:
            return _Match(living[0])
        if living:
            return _Match(question="Several employers of this name and place are here: which is it?", among=(*living,))
        if not found:
            return _Match()
        if len(found) == 1 and not {"city", "state"} & self._plan.mapping.keys():
            return _Match(found[0])
        question = f"An employer of this name is here, {_without_place(found)}: is it the same?"
        return _Match(question=question, among=(*found,))

    def _new(self, decision: Decision, row: RowValues) -> Decision:
        missing = missing_for_new(self._kind, row.values)
        if missing:
            return replace(decision, problems=(*decision.problems, *missing))
        return replace(
            decision,
            fate=RowFate.NEW,
            record_id=new_id(),
            changes=dict(row.values),
            private_changes=dict(row.private),
        )

    def _known(self, decision: Decision, row: RowValues, record: Kept) -> Decision:
        earlier = self._records.setdefault(record.id, decision.number)
        decision = replace(
            decision, record_id=record.id, version=record.version, private_version=record.private_version
        )
        if earlier != decision.number:
            sentence = f"The same record as row {earlier}."
            return replace(decision, fate=RowFate.DUPLICATE, problems=(*decision.problems, sentence))
        changes = self._changes(row.values, record.values)
        private = self._changes(row.private, record.private)
        return replace(
            decision,
            fate=self._fate(record, bool(changes or private)),
            restores=record.in_bin,
            changes=changes,
            private_changes=private,
            before={**record.values, **record.private},
        )

    def _fate(self, record: Kept, changes: bool) -> RowFate:
        if record.in_bin:
            return RowFate.RESTORE
        if self._plan.on_match is MatchPolicy.SKIP:
            return RowFate.SKIP
        if not changes:
            return RowFate.UNCHANGED
        return RowFate.UPDATE if self._plan.on_match is MatchPolicy.UPDATE else RowFate.FILL

    def _changes(self, values: Mapping[str, Any], kept: Mapping[str, Any]) -> dict[str, Any]:
        if self._plan.on_match is MatchPolicy.SKIP:
            return {}
        if self._plan.on_match is MatchPolicy.UPDATE:
            return {name: value for name, value in values.items() if kept.get(name) != value}
        return {name: value for name, value in values.items() if is_gap(kept.get(name)) and not is_gap(value)}


def is_gap(value: Any) -> bool:
    """Say whether a field tells nothing yet."""
    return value in (None, "", MemberType.NONE)


def _match_member(values: Mapping[str, Any], found: Sequence[Kept]) -> _Match:
    card = values.get("card_number", "")
    by_card = [one for one in found if one.how is Likeness.KEY]
    if by_card:
        (holder,) = by_card[:1]
        if holder.same_first or holder.same_last:
            return _Match(holder)
        question = f"Card number {card} belongs to {person_name(holder.values)} here: is this the same person?"
        return _Match(question=question, among=(holder,))
    by_email = [one for one in found if one.how is Likeness.EMAIL]
    namesakes = [one for one in by_email if one.same_first]
    if not card and len(namesakes) == 1:
        return _Match(namesakes[0])
    # With a card number of its own, a relative who shares the address is somebody else.
    likely = namesakes if card else by_email
    likely += [one for one in found if one.how is Likeness.NAME]
    if not likely:
        return _Match()
    return _Match(question=_who_is_it(likely), among=(*likely,))


def _who_is_it(likely: Sequence[Kept]) -> str:
    if len(likely) > 1:
        return "Several members look like this row: which one is it?"
    by_email = likely[0].how is Likeness.EMAIL
    same = "the same e-mail address" if by_email else "the same name, and the same phone or birth date"
    one = likely[0].values
    return f"{person_name(one)}, card {one['card_number']}, has {same}: is this the same person?"


def _without_place(found: Sequence[Kept]) -> str:
    places = [place_of(one.values) for one in found]
    return f"in {places[0]}" if len(places) == 1 and places[0] else "with another place or none"


def _plain_name(values: Mapping[str, Any]) -> str:
    return " ".join(f"{values.get('last_name', '')} {values.get('first_name', '')}".casefold().split())


def all_fields(kind: ImportKind, *, private: bool) -> tuple[str, ...]:
    """Return the names of the columns that an import of this kind can write, private or not."""
    return tuple(one.name for one in FIELDS[kind] if one.private is private and one.name != FULL_NAME)
