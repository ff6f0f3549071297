"""The articles of a version that grievances can name: cards in their order; add, edit, to the bin."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from ip2a_desktop.domain.agreement_drafts import ArticleDraft, VersionRecord
from ip2a_desktop.ui.agreements.chosen import ChosenVersion
from ip2a_desktop.ui.agreements.parts_panel import PartsPanel
from ip2a_desktop.ui.agreements.words import ARTICLES
from ip2a_desktop.ui.kit.cards import Card
from ip2a_desktop.ui.kit.child_list import ChildWords
from ip2a_desktop.ui.kit.form_dialog import FormDialog
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.kit import Kit

if TYPE_CHECKING:
    from ip2a_desktop.services.agreements import AgreementService

FORM = "agreement_article"
_WORDS = ChildWords(
    ARTICLES,
    "book-open",
    "No articles yet",
    "Add those that grievances name: the case then says which of them was violated, and papers quote it.",
)
_WIDTH = 600


class ArticlesPanel(PartsPanel[ArticleDraft]):
    """The articles of the chosen version.

    Args:
        kit: the screens' tools.
        agreements: saves articles.
        chosen: the version whose articles are shown.
    """

    def __init__(self, kit: Kit, agreements: AgreementService, chosen: ChosenVersion) -> None:
        self._agreements = agreements
        super().__init__(kit, chosen, _WORDS, FORM)
        self.bin_wanted.connect(self._to_bin)
        self.restore_wanted.connect(
            lambda one: kit.bring_back([one], ARTICLES, partial(agreements.restore_part, ArticleDraft))
        )
        self._follow_version()

    def parts_of(self, version: VersionRecord) -> Sequence[ArticleDraft]:
        """Return the articles as a reader orders them: 5.2 before 5.10."""
        return sorted(version.articles, key=lambda one: _order(one.number))

    def cards_of(self, parts: Sequence[ArticleDraft]) -> list[Card]:
        """Return a card for each article."""
        return [
            Card(one.id, "  ".join(part for part in (one.number, one.title) if part), body=one.body) for one in parts
        ]

    def new_draft(self, version: VersionRecord) -> ArticleDraft:
        """Return the draft of a new article."""
        return ArticleDraft.model_construct(agreement_version_id=version.draft.id)

    def form_dialog(self, draft: ArticleDraft) -> FormDialog:
        """Return the dialog in which an article is written."""
        form = Form(ArticleDraft)
        form.add("number", width=3)
        form.add("title", width=9)
        form.add("body")
        form.load(draft)
        title = "New article" if draft.is_new else f"Edit article {draft.number}"
        what = "the new article" if draft.is_new else f"article {draft.number}"
        given = {"agreement_version_id": draft.agreement_version_id}
        save = self._agreements.save_part
        return FormDialog(self.kit, self, title, what, form, save, name=FORM, given=given, width=_WIDTH)

    def _to_bin(self, one: UUID) -> None:
        service = self._agreements
        to_bin, restore = partial(service.bin_part, ArticleDraft), partial(service.restore_part, ArticleDraft)
        self.kit.move_to_bin(self, [one], ARTICLES, to_bin, restore)


def _order(number: str) -> tuple[tuple[int, int, str], ...]:
    """Return what an article's number is ordered by: its figures as numbers, the rest as words."""
    parts = re.findall(r"\d+|[^\d\s.]+", number.casefold())
    return tuple((0, int(one), "") if one.isdecimal() else (1, 0, one) for one in parts)
