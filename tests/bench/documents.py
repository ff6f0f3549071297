"""The documents of a record among 150,000, and a thousand files added, beside copying and hashing the same files."""

from __future__ import annotations

import hashlib
import random
import shutil
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from uuid import UUID

from sqlalchemy import Connection, text

from ip2a_desktop.db.engine import Database
from ip2a_desktop.services.document_places import DocumentPlaces
from ip2a_desktop.services.documents import DocumentService
from tests.bench.halls import Data, Hall
from tests.bench.measuring import p95
from tests.bench.outcome import Outcome

OPENINGS = 100
FILES = 1000
_ROUNDS = 3
_BYTES = (20_000, 400_000)
_MEMBERS = 10_000

_PEOPLE = """
INSERT INTO member (id, card_number, first_name, last_name)
SELECT gen_random_uuid(), n, 'Ana', 'Silva ' || n FROM generate_series(1, :members) AS n
"""
# A few members have hundreds of documents, most have about fifteen.
_DOCUMENTS = """
INSERT INTO attachment (id, document_id, owner_table, owner_id, name, media_type, byte_count, sha256, created_by)
SELECT d.id, d.id, 'member', m.id, 'scan ' || n || '.pdf', 'application/pdf', 120000 + n,
       encode(sha256(n::text::bytea), 'hex'), 'ana'
  FROM (SELECT n, gen_random_uuid() AS id FROM generate_series(1, :rows) AS n) AS d
  JOIN (SELECT id, row_number() OVER (ORDER BY id) AS place FROM member) AS m
    ON m.place = CASE WHEN d.n % 50 = 0 THEN 1 + d.n / 50 % 10 ELSE 1 + d.n % :members END
"""


def fill(connection: Connection, rows: int) -> None:
    """Make so many documents of members."""
    connection.execute(text(_PEOPLE), {"members": _MEMBERS})
    connection.execute(text(_DOCUMENTS), {"rows": rows, "members": _MEMBERS})


DOCUMENTS = Data("documents", 150_000, "documents", fill)


def outcomes(hall: Hall) -> list[Outcome]:
    """Return this part's rows of the table."""
    database = Database(hall.url)
    with TemporaryDirectory() as folder:
        (Path(folder) / "pgdata").mkdir()  # the database is this computer's own
        service = DocumentService(database, DocumentPlaces(database, Path(folder)))
        members = [row[0] for row in database.fetch("SELECT id FROM member ORDER BY id", {})]
        most = _opened(service, members[:10] * (OPENINGS // 10))
        usual = _opened(service, random.Random(46).sample(members, OPENINGS))
        rounds = [_added(service, members[-1], Path(folder), number) for number in range(_ROUNDS)]
    database.close()
    ours, bare = median(one for one, _ in rounds), median(one for _, one in rounds)
    return [
        Outcome(f"a member's list among {hall.rows:,} documents (p95 of {OPENINGS})", p95(usual), "ms", 50),
        Outcome(f"the list of a member with 300 documents and more (p95 of {OPENINGS})", p95(most), "ms", 50),
        Outcome(f"{FILES:,} files added (median of {_ROUNDS})", ours, "ms", None, bare, "copying and hashing", 2.0),
    ]


def _opened(service: DocumentService, members: list[UUID]) -> list[float]:
    found = []
    service.of("member", members[0])
    for one in members:
        began = perf_counter()
        shown = service.of("member", one)
        found.append((perf_counter() - began) * 1000)
        assert shown.current
    return found


def _added(service: DocumentService, member: UUID, folder: Path, number: int) -> tuple[float, float]:
    """Return the milliseconds of adding files, and of copying and hashing them."""
    source, copies = folder / f"source {number}", folder / f"copies {number}"
    source.mkdir()
    copies.mkdir()
    chance = random.Random(number)
    files = []
    for name in range(FILES):
        files.append(source / f"{name}.pdf")
        files[-1].write_bytes(b"%PDF-1.7\n" + chance.randbytes(chance.randint(*_BYTES)))
    began = perf_counter()
    for one in files:
        copy = Path(shutil.copyfile(one, copies / one.name))
        with copy.open("rb") as file:
            hashlib.file_digest(file, "sha256")
    bare = (perf_counter() - began) * 1000
    began = perf_counter()
    added = service.attach("member", member, files)
    ours = (perf_counter() - began) * 1000
    assert (len(added.added), added.waiting, added.refused) == (FILES, 0, ())
    shutil.rmtree(source)
    shutil.rmtree(copies)
    return ours, bare
