"""The rows of the labor board's file of election results, as drafts or as sentences about what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ip2a_desktop.domain.drafts import check
from ip2a_desktop.domain.election_drafts import ElectionDraft
from ip2a_desktop.domain.elections import TallyType
from ip2a_desktop.domain.errors import RuleViolation
from ip2a_desktop.domain.import_fields import ELECTION_HEADINGS, ELECTION_NEEDS
from ip2a_desktop.domain.import_rows import RowReader, RowValues, shortened
from ip2a_desktop.domain.import_values import NotUnderstood, clean_cell, read_date
from ip2a_desktop.domain.imports import ImportKind

_EMPLOYER = {"name": "case_name", "city": "city", "state": "state"}

EMPLOYER_HEADINGS: Mapping[str, str] = {name: ELECTION_HEADINGS[field] for name, field in _EMPLOYER.items()}
"""The labor board's columns that say whose election it was."""

NEEDED_HEADINGS = tuple(ELECTION_HEADINGS[name] for name in ELECTION_NEEDS)
"""Without these columns a file is none of the labor board's."""

_TEXTS = {
    "case_number": "Case Number",
    "case_name": "Case Name",
    "region": "Region",
    "unit_id": "Unit ID",
    "ballot_type": "Ballot Type",
    "closed_as": "Reason Closed",
    "union_to_certify": "Union to Certify",
}
_DATES = {"filed_on": "Date Filed", "tallied_on": "Tally Date", "closed_on": "Date Closed"}
_NUMBERS = {
    "eligible_voters": "No of Eligible Voters",
    "votes_against": "Votes Against",
    "ballots_counted": "Total Ballots Counted",
    "void_ballots": "Void Ballots",
    "challenged_ballots": "Challenged Ballots",
}
_YES_OR_NO = {"challenges_decide": "Challenges are Determinative", "runoff_required": "Runoff Required"}
_UNIONS = tuple((f"Labor Union{n}", f"Votes for Labor Union{n}") for n in (1, 2, 3))
_ANSWERS = {"Y": True, "YES": True, "N": False, "NO": False, "": False}


@dataclass
class ElectionValues:
    """What a row says: the tally where all of it is understood, its employer, and a sentence for what is not."""

    draft: ElectionDraft | None
    employer: RowValues
    problems: tuple[str, ...] = ()


def missing_headings(headings: Sequence[str]) -> tuple[str, ...]:
    """Return the needed columns that a file lacks."""
    return tuple(name for name in NEEDED_HEADINGS if name not in headings)


class ElectionReader:
    """Reads the rows of one file.

    Args:
        headings: the file's headings, with all that are needed.
        today: the server's day, for years of two digits.
        mapping: the file's heading for each of our fields; empty where they are the labor board's own.
        lenient: whether a row comes in without the cells that are not understood.
    """

    def __init__(
        self, headings: Sequence[str], today: date, mapping: Mapping[str, str] | None = None, *, lenient: bool = False
    ) -> None:
        columns = {heading: at for at, heading in enumerate(headings)}
        chosen = mapping or {name: heading for name, heading in ELECTION_HEADINGS.items() if heading in columns}
        self._places = {ELECTION_HEADINGS[name]: columns[heading] for name, heading in chosen.items()}
        self._today = today
        self._lenient = lenient
        employer = {name: chosen[field] for name, field in _EMPLOYER.items() if field in chosen}
        self._employers = RowReader(ImportKind.EMPLOYERS, headings, employer, today)

    def read(self, cells: Sequence[str]) -> ElectionValues:
        """Return the values of one row; nothing is raised."""
        employer = self._employers.read(cells)
        row = _Row({heading: clean_cell(cells[at]) for heading, at in self._places.items()}, self._today)
        values = row.values()
        problems = [*employer.problems.values(), *([] if self._lenient else row.problems)]
        draft = None
        if not problems:
            try:
                draft = check(ElectionDraft, values)
            except RuleViolation as refused:
                problems = [_told(name, values.get(name), words) for name, words in refused.problems.items()]
        return ElectionValues(draft, employer, tuple(problems))


@dataclass
class _Row:
    cells: Mapping[str, str]
    today: date
    problems: list[str] = field(default_factory=list)

    def values(self) -> dict[str, Any]:
        values: dict[str, Any] = {name: self._text(heading) for name, heading in _TEXTS.items()}
        values["unit_description"] = self._text(f"Voting Unit (Unit {values['unit_id'] or 'A'})")
        values["tally_type"] = self._tally_type()
        values |= {name: self._date(heading) for name, heading in _DATES.items()}
        values |= {name: self._number(heading) for name, heading in _NUMBERS.items()}
        values |= {name: self._answer(heading) for name, heading in _YES_OR_NO.items()}
        return values | self._votes(values)

    def _text(self, heading: str) -> str:
        return self.cells.get(heading, "")

    def _votes(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The board leaves a zero blank, so where anything was counted a blank is none."""
        given = [(self._text(name), self._number(votes)) for name, votes in _UNIONS]
        given = [(name, votes) for name, votes in given if name or votes is not None]
        against, all_ballots = values["votes_against"], values["ballots_counted"]
        if all(one is None for one in (against, all_ballots, *(votes for _, votes in given))):
            return {"unions": tuple(name for name, _ in given), "votes_for": (None,) * len(given)}
        return {
            "unions": tuple(name for name, _ in given),
            "votes_for": tuple(votes or 0 for _, votes in given),
            "votes_against": against or 0,
        }

    def _tally_type(self) -> TallyType:
        text = self._text("Tally Type")
        found = TallyType.from_text(text) if text else TallyType.INITIAL
        if found is None:
            known = ", ".join(one.label for one in TallyType)
            self.problems.append(f"Tally Type: “{shortened(text)}” is none of these: {known}.")
        return found or TallyType.INITIAL

    def _date(self, heading: str) -> date | None:
        text = self._text(heading)
        if not text:
            return None
        try:
            return read_date(text, self.today)
        except NotUnderstood as problem:
            self.problems.append(f"{heading}: {problem}")
            return None

    def _number(self, heading: str) -> int | None:
        text = self._text(heading).replace(",", "").removesuffix(".0")
        if not text:
            return None
        if not (text.isascii() and text.isdigit() and len(text) < 12):
            self.problems.append(f"{heading}: “{shortened(text)}” is not a number of ballots.")
            return None
        return int(text)

    def _answer(self, heading: str) -> bool:
        text = self._text(heading).upper()
        if text not in _ANSWERS:
            self.problems.append(f"{heading}: “{shortened(text)}” is neither Y nor N.")
        return _ANSWERS.get(text, False)


def _told(name: str, value: Any, sentence: str) -> str:
    label = ElectionDraft.label(name)
    return f"{label} “{shortened(str(value))}”: {sentence}" if value else f"{label}: {sentence}"
