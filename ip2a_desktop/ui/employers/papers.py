"""What can be printed of employers: rosters and mailing labels of a list, the members at one of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.employers import EmployerRecord
from ip2a_desktop.domain.lists import ListQuery
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.ui.employers.words import ORGANIZATIONS
from ip2a_desktop.ui.kit.export_menu import ListState, scopes
from ip2a_desktop.ui.kit.label_paper import LabelPaper
from ip2a_desktop.ui.kit.print_menu import PaperChoice
from ip2a_desktop.ui.kit.record_list_page import Papers

if TYPE_CHECKING:
    from ip2a_desktop.services.papers import PaperService

Rows = ListQuery | Sequence[UUID]
Make = Callable[[PaperSize], bytes]


def employer_papers(papers: PaperService) -> Papers:
    """Return the papers of the employers' page."""

    def roster(rows: Rows, about: str) -> Make:
        return lambda size: papers.employer_roster(rows, size, about)

    def labels(words: str, rows: Rows, title: str, file_name: str = "") -> PaperChoice:
        paper = LabelPaper(lambda: papers.employer_labels(rows), papers, ORGANIZATIONS)
        return PaperChoice(words, title, paper, "tag", file_name, remark=paper.remark)

    def of_list(state: ListState) -> list[PaperChoice]:
        found = scopes(state, ORGANIZATIONS)
        rosters = [
            PaperChoice(
                f"Roster of {words}",
                "Employer roster",
                roster(rows, state.about if rows is state.query else ""),
                "list-bullets",
            )
            for words, rows in found
        ]
        sheets = [
            labels(f"Labels for {words}", rows, "Mailing labels", "Mailing labels of employers")
            for words, rows in found
        ]
        return [*rosters, *sheets]

    def of_record(record: EmployerRecord) -> list[PaperChoice]:
        name, one = record.row.name, record.row.id
        there = ListQuery(filters=(("employer", (str(one),)),))
        return [
            PaperChoice(
                f"Roster of the members at {name}",
                f"Members at {name}",
                lambda size: papers.member_roster(there, size, f"Employer: {name}"),
                "list-bullets",
                enabled=record.row.current_members > 0,
            ),
            labels(f"Label for {name}", [one], f"Mailing label: {name}"),
        ]

    return Papers(of_list, of_record)
