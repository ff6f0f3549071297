"""What is due: never twice, never forgotten."""

from datetime import UTC, datetime, timedelta

import pytest

from ip2a_desktop.domain.schedule import Job, Standing, due

_NOON = datetime(2026, 11, 23, 12, 30, tzinfo=UTC)


def _standing(
    now: datetime = _NOON,
    looked: float | None = 0.1,
    checked: float | None = 10,
    backed_up: float | None = 1,
    hour: int | None = None,
    is_here: bool = True,
) -> Standing:
    def ago(hours: float | None) -> datetime | None:
        return None if hours is None else now - timedelta(hours=hours)

    return Standing(now, ago(looked), ago(checked), ago(backed_up), hour, is_here)


@pytest.mark.parametrize(
    ("standing", "jobs"),
    [
        (_standing(), ()),
        (_standing(looked=1.1), (Job.CATALOG,)),
        (_standing(looked=None, checked=None, backed_up=None), (Job.CATALOG,)),
        (_standing(checked=27, looked=2), (Job.NIGHTLY,)),
        (_standing(now=_NOON.replace(hour=2), checked=19), (Job.NIGHTLY,)),
        (_standing(now=_NOON.replace(hour=2), checked=None), (Job.NIGHTLY,)),
        (_standing(now=_NOON.replace(hour=2), checked=3), ()),
        (_standing(hour=12, backed_up=24), (Job.BACKUP,)),
        (_standing(hour=13, backed_up=23), ()),
        (_standing(hour=13, backed_up=24), (Job.BACKUP,)),
        (_standing(hour=12, backed_up=0.4), ()),
        (_standing(hour=12, backed_up=None), (Job.BACKUP,)),
        (_standing(hour=12, backed_up=24, is_here=False), ()),
        (_standing(hour=None, backed_up=99), ()),
    ],
)
def test_due(standing: Standing, jobs: tuple[Job, ...]) -> None:
    assert due(standing) == jobs
