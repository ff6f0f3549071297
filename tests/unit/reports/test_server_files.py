"""The page with the two files of an office's server."""

from datetime import UTC, datetime

import pytest

from ip2a_desktop.domain.errors import InputProblem
from ip2a_desktop.domain.papers import PaperContext, PaperSize
from ip2a_desktop.domain.server_files import as_text, server_files
from ip2a_desktop.reports.server_files import server_files_page

CONTEXT = PaperContext(PaperSize.LETTER, "Local 46", "ana", datetime(2026, 3, 6, 14, 5, tzinfo=UTC))


def test_the_page_has_the_hall_s_own_values(pages) -> None:
    files = server_files("hall.example.org", "ip2a", ("192.168.1.0/24", "10.8.0.0/16"))
    said = " ".join(" ".join(pages(server_files_page(files, "hall.example.org", CONTEXT))).split())
    for words in ("hostssl ip2a all 192.168.1.0/24 scram-sha-256", "10.8.0.0/16", "ssl = on", "hall.example.org"):
        assert words in said
    assert "hostssl  ip2a  all  10.8.0.0/16     scram-sha-256" in as_text(files)


@pytest.mark.parametrize(
    ("host", "database", "networks"),
    [
        ("hall example", "ip2a", ("10.0.0.0/8",)),
        ("hall", "ip2a all", ("10.0.0.0/8",)),
        ("hall", "ip2a", ("0.0.0.0/0",)),
        ("hall", "ip2a", ("10.0.0.1/8",)),
        ("hall", "ip2a", ("everywhere",)),
        ("hall", "ip2a", ()),
    ],
)
def test_what_is_no_value_is_refused(host: str, database: str, networks: tuple[str, ...]) -> None:
    with pytest.raises(InputProblem):
        server_files(host, database, networks)
