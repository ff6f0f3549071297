"""What can be printed of members: a record, the roster of the list on screen, mailing labels."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from ip2a_desktop.domain.members import MemberRecord
from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.ui.kit.export_menu import ListState, scopes
from ip2a_desktop.ui.kit.print_menu import PaperChoice
from ip2a_desktop.ui.kit.record_list_page import Papers
from ip2a_desktop.ui.members.words import MEMBERS

if TYPE_CHECKING:
    from ip2a_desktop.services.papers import PaperService


def member_papers(papers: PaperService) -> Papers:
    """Return the papers of the members' page."""

    def of_record(record: MemberRecord) -> list[PaperChoice]:
        name = record.row.full_name
        return [
            PaperChoice(
                f"Record of {name}",
                f"Member record: {name}",
                partial(papers.member_record, record.row.id),
                "identification-card",
                f"{name} {record.row.card_number}",
            )
        ]

    def of_list(state: ListState) -> list[PaperChoice]:
        choices: list[PaperChoice] = []
        found = scopes(state, MEMBERS)
        for words, rows in found[len(state.chosen) == 1 :]:  # one member alone is no roster
            about = state.about if rows is state.query else ""

            def roster(size: PaperSize, rows=rows, about=about) -> bytes:  # type: ignore[no-untyped-def]
                return papers.member_roster(rows, size, about)

            choices.append(PaperChoice(f"Roster of {words}", "Member roster", roster, "list-bullets", "Member roster"))
        for words, rows in found:
            labels = partial(papers.mailing_labels, rows)
            choices.append(PaperChoice(f"Labels for {words}", "Mailing labels", labels, "tag", "Mailing labels"))
        return choices

    return Papers(of_list, of_record)
