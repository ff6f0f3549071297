"""The integrity check with every rule, beside the anti-joins and one plain scan of each table by psycopg2 alone."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from statistics import median
from time import perf_counter
from typing import Any

from tests.bench import bare
from tests.bench.halls import Hall
from tests.bench.integrity_child import ADDRESS
from tests.bench.outcome import Outcome

_LARGE = 100_000
_BESIDE = "psycopg2: anti-joins, one scan each"
_FOREIGN_KEYS = """
SELECT format('SELECT count(*) FROM %s AS c WHERE c.%I IS NOT NULL '
              'AND NOT EXISTS (SELECT FROM %s AS p WHERE p.%I = c.%I)',
              k.conrelid::regclass, a.attname, k.confrelid::regclass, b.attname, a.attname)
  FROM pg_constraint AS k
  JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = k.conkey[1]
  JOIN pg_attribute AS b ON b.attrelid = k.confrelid AND b.attnum = k.confkey[1]
 WHERE k.contype = 'f' AND k.connamespace = 'public'::regnamespace AND cardinality(k.conkey) = 1
"""
_SCANS = """
SELECT format('SELECT count(*) FROM %s AS t WHERE t IS NULL', c.oid::regclass) FROM pg_class AS c
 WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
"""
"""Asks each row for all of its columns, as any rule of the row must."""


def outcomes(hall: Hall) -> list[Outcome]:
    """Return this part's rows of the table."""
    is_large = hall.rows > _LARGE
    rounds = 1 if is_large else 5
    reference = _reference(hall)
    ours = _ours(hall, rounds)
    jobs = "10,000,000" if is_large else "250,000"
    what = f"integrity, {hall.rows:,} members and {jobs} jobs"
    verdicts = ", ".join(f"{count:,} {name}" for name, count in ours["verdicts"].items() if count)
    seconds = median(ours["seconds"])
    return [
        Outcome(f"{what}: every rule", seconds, "s", 10 if is_large else 1, reference, _BESIDE, note=verdicts),
        Outcome(f"{what}: memory of its process", ours["memory"], "MB", 200),
    ]


def _ours(hall: Hall, rounds: int) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.integrity_child", str(rounds)],
        env=os.environ | {ADDRESS: hall.url.render_as_string(hide_password=False)},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    figures: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return figures


def _reference(hall: Hall) -> float:
    """Return how long the plainest questions take, one after the other; a superuser's, so that none is refused."""
    connection = bare.connect(hall.admin_url)
    with connection.cursor() as cursor:
        questions = []
        for several in (_FOREIGN_KEYS, _SCANS):
            cursor.execute(several)
            questions += [row[0] for row in cursor.fetchall()]
        began = perf_counter()
        for question in questions:
            cursor.execute(question)
            cursor.fetchall()
        seconds = perf_counter() - began
    connection.close()
    return seconds
