"""The field for the articles that a case names: one on each line."""

from typing import Any

from ip2a_desktop.domain.agreements import ArticleChoice
from ip2a_desktop.domain.grievance_drafts import CitedArticle
from ip2a_desktop.ui.kit.fields import TextField


class ArticlesField(TextField):
    """Articles as lines of text; a line that stays keeps what it points to."""

    def __init__(self) -> None:
        super().__init__()
        self._loaded: dict[str, CitedArticle] = {}
        self.setPlaceholderText("One on each line, such as Art. 5.2 Overtime")

    def value(self) -> Any:
        """Return the articles in their order, each once."""
        made: dict[str, CitedArticle] = {}
        for line in self.toPlainText().splitlines():
            words = " ".join(line.split())
            if words and words not in made:
                made[words] = self._loaded.setdefault(words, CitedArticle(reference=words))
        return tuple(made.values())

    def set_value(self, value: Any) -> None:
        """Show articles."""
        self._loaded.update({one.reference: one for one in value or ()})
        super().set_value(value)

    def add(self, chosen: ArticleChoice) -> None:
        """Add an article of the agreement as the last line, unless it is named already."""
        words = chosen.reference
        self._loaded[words] = CitedArticle(reference=words, agreement_article_id=chosen.id)
        lines = [line for line in self.toPlainText().splitlines() if line.strip()]
        if words not in [" ".join(line.split()) for line in lines]:
            self.setPlainText("\n".join([*lines, words]))

    def shown(self, value: Any) -> str:
        """Return the articles as lines."""
        return "\n".join(one.reference for one in value or ())

    def state(self) -> Any:
        """Return the articles with what they point to."""
        return [one.model_dump(mode="json") for one in self.value()]

    def set_state(self, state: Any) -> None:
        """Bring the articles back with what they point to."""
        if isinstance(state, list):
            self.set_value(tuple(CitedArticle.model_validate(one) for one in state))
        else:
            super().set_state(state)
