"""The page with the two files of an office's server, for whoever looks after it."""

from collections.abc import Iterator

from ip2a_desktop.domain.papers import PaperContext
from ip2a_desktop.domain.server_files import ServerFile
from ip2a_desktop.reports import pen as look
from ip2a_desktop.reports.fields import paragraphs
from ip2a_desktop.reports.flow import Block, Gap
from ip2a_desktop.reports.paper import Paper
from ip2a_desktop.reports.sections import section

_CHECK = (
    "Then, from a desktop: “Test connection” in the sign-in window. It says in plain words what is not right yet. "
    "Give people the file of “Export” and, if the office makes its certificates itself, nothing else: the CA file is "
    "in it."
)


def server_files_page(files: tuple[ServerFile, ...], host: str, context: PaperContext) -> bytes:
    """Return the page."""
    title = "The office's server"
    paper = Paper(title, context, [f"Two files to change on {host}"])
    return paper.render(_blocks(paper, files), title)


def _blocks(paper: Paper, files: tuple[ServerFile, ...]) -> Iterator[Block]:
    for one in files:
        lead = paragraphs(one.lead, look.BODY, paper.width, paper.type)
        lines = paragraphs("\n".join(one.lines), look.CELL_STRONG, paper.width, paper.type)
        yield from section(paper, one.name, [*lead, Gap(8), *lines])
    yield from section(paper, "See that it holds", paragraphs(_CHECK, look.BODY, paper.width, paper.type))
