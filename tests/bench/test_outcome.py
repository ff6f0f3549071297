"""The bench's own arithmetic: percentiles, ratios, and what counts as held."""

import json

import pytest

from tests.bench.measuring import p95
from tests.bench.outcome import Outcome, show, write


@pytest.mark.parametrize(("values", "found"), [([5.0], 5.0), (list(range(1, 101)), 95), (list(range(50)), 47)])
def test_the_95th_percentile_is_one_of_the_values(values, found):
    assert p95(values) == found


@pytest.mark.parametrize(
    ("outcome", "ok"),
    [
        (Outcome("within its bound", 10, "ms", 10), True),
        (Outcome("over its bound", 10.1, "ms", 10), False),
        (Outcome("within its ratio", 3, "ms", None, 2, "psycopg2", 1.5), True),
        (Outcome("over its ratio", 3.1, "ms", None, 2, "psycopg2", 1.5), False),
        (Outcome("bound held, ratio not", 4, "ms", 10, 2, "psycopg2", 1.5), False),
        (Outcome("told for information", 4, "ms"), None),
        (Outcome("not measured", None, "ms", 10), None),
    ],
)
def test_what_was_not_measured_is_never_held(outcome, ok):
    assert outcome.ok is ok


def test_the_table_is_printed_and_written(capsys, tmp_path):
    outcomes = [Outcome("a jump", 20.0, "ms", 60, 40.0, "QSqlTableModel", note="a note")]
    show(outcomes)
    assert "a jump" in capsys.readouterr().out
    write(outcomes, tmp_path / "new" / "bench.json")
    (row,) = json.loads((tmp_path / "new" / "bench.json").read_text(encoding="utf-8"))
    assert (row["what"], row["ratio"], row["ok"]) == ("a jump", 0.5, True)
