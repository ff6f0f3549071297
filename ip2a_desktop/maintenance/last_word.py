"""The last health check in one sentence, read without anything that checks need: the window asks at its start."""

from ip2a_desktop.db.engine import Database
from ip2a_desktop.domain.health import Verdict
from ip2a_desktop.domain.health_word import NOT_YET, HealthWord, word_of

# The newest full run speaks, unless a newer look of another kind found something grave.
_LAST = """
SELECT verdict, sentence, ended_at FROM (
    (SELECT 1 AS place, started_at, verdict, sentence, ended_at FROM health_run
      WHERE kind = 'full' ORDER BY started_at DESC LIMIT 1)
    UNION ALL
    (SELECT CASE WHEN verdict = 'fail' THEN 0 ELSE 2 END, started_at, verdict, sentence, ended_at
       FROM (SELECT * FROM health_run ORDER BY started_at DESC LIMIT 1) AS newest)
) AS found ORDER BY place LIMIT 1
"""


def last_word(database: Database) -> HealthWord:
    """Return what the last health check said, in one round trip.

    Raises:
        NotAllowed: the person may not read the checks.
        DatabaseUnavailable: the server does not answer.
    """
    rows = database.fetch(_LAST, {})
    if not rows:
        return NOT_YET
    verdict, sentence, at = rows[0]
    return word_of(Verdict(verdict), sentence, at)
