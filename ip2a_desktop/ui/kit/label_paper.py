"""Mailing labels as a paper that says whom it leaves out."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from ip2a_desktop.domain.papers import PaperSize
from ip2a_desktop.ui.kit.kit import Noun

if TYPE_CHECKING:
    from ip2a_desktop.services.papers import Labels


class PrintsLabels(Protocol):
    """What makes the PDF (:class:`ip2a_desktop.services.papers.PaperService` does)."""

    def print_labels(self, labels: Labels, size: PaperSize, start_at: int = 1) -> bytes:
        """Return the PDF of labels."""
        ...


class LabelPaper:
    """Makes the PDF of the labels of some records, and afterwards knows who had no address.

    Args:
        fetch: fetches the labels; called in a worker.
        papers: prints them.
        noun: what the records are called.
    """

    def __init__(self, fetch: Callable[[], Labels], papers: PrintsLabels, noun: Noun) -> None:
        self._fetch = fetch
        self._papers = papers
        self._noun = noun
        self._left_out = 0

    def __call__(self, size: PaperSize) -> bytes:
        """Return the PDF; called in a worker.

        Raises:
            InputProblem: none of them has an address.
        """
        labels = self._fetch()
        self._left_out = labels.without_address
        return self._papers.print_labels(labels, size)

    def remark(self) -> str:
        """Return how many have no label for want of an address; empty where all have one."""
        if not self._left_out:
            return ""
        has = "has" if self._left_out == 1 else "have"
        return f"{self._noun.count(self._left_out)} {has} no address, and so no label"
