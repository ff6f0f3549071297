"""Finds an article of the chosen agreement and adds it to the articles that a case names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ip2a_desktop.domain.agreements import ArticleChoice
from ip2a_desktop.ui.grievances.articles_field import ArticlesField
from ip2a_desktop.ui.grievances.desk import Desk
from ip2a_desktop.ui.kit.fields import Found, LookupField
from ip2a_desktop.ui.kit.forms import Form
from ip2a_desktop.ui.kit.tasks import Tasks
from ip2a_desktop.ui.kit.tokens import GAP_TIGHT
from ip2a_desktop.ui.kit.widgets import label

_NAME = "article of this agreement"


class ArticlePicker(QWidget):
    """Looks through the articles of the version that stands in the form; not there until one does.

    Args:
        tasks: the door off the GUI thread.
        desk: finds articles.
        form: holds the version.
        articles: where a chosen article goes.
    """

    def __init__(self, tasks: Tasks, desk: Desk, form: Form, articles: ArticlesField) -> None:
        super().__init__()
        self._desk = desk
        self._form = form
        self._articles = articles
        self._version: UUID | None = None
        self._known: Mapping[UUID, ArticleChoice] = {}
        self.field = LookupField(tasks, self._find, _NAME)
        self.field.setAccessibleName(f"Find an {_NAME}")
        name = label("Choose from the agreement", "muted")
        name.setBuddy(self.field)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP_TIGHT)
        layout.addWidget(name)
        layout.addWidget(self.field)
        self.field.edited.connect(self._on_edited)
        form.edited.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        version = self._form.values().get("agreement_version_id")
        self._version = version if isinstance(version, UUID) else None
        self.setHidden(self._version is None)

    def _find(self, text: str) -> Sequence[Found]:
        """Find articles; runs in a worker."""
        if self._version is None:
            return ()
        found = self._desk.agreements.articles(self._version, text)
        self._known = {**self._known, **{one.id: one for one in found}}
        return [Found(one.id, one.reference) for one in found]

    def _on_edited(self) -> None:
        chosen = self._known.get(self.field.value())
        if chosen is not None:
            self.field.set_value(None)
            self._articles.add(chosen)
