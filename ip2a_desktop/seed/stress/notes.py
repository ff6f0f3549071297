"""Notes of a stress hall on members, employers and cases."""

from collections.abc import Mapping, Sequence
from itertools import accumulate

from ip2a_desktop.seed.chance import Chance
from ip2a_desktop.seed.remarks import (
    ABOUT_CASES,
    ABOUT_EMPLOYERS,
    ABOUT_MEMBERS,
    CASES_SHARE,
    EMPLOYERS_SHARE,
    MEMBERS_SHARE,
    READERS,
)
from ip2a_desktop.seed.stress.lines import Ids, Rows

_SUBJECTS = {
    "member_id": (ABOUT_MEMBERS, MEMBERS_SHARE),
    "organization_id": (ABOUT_EMPLOYERS, EMPLOYERS_SHARE),
    "grievance_id": (ABOUT_CASES, CASES_SHARE),
}


def notes(chance: Chance, ids: Ids, subjects: Mapping[str, Sequence[str]]) -> Rows:
    """Return notes on some of the subjects.

    Args:
        chance: where the dice come from.
        ids: gives out their ids.
        subjects: the column of ``note`` that refers to them, and their ids.
    """
    rows = Rows("note", "id", *_SUBJECTS, "body", "visibility")
    readers, sums = list(READERS), list(accumulate(READERS.values()))
    for column, subject_ids in subjects.items():
        texts, share = _SUBJECTS[column]
        for subject_id in subject_ids:
            if chance.random() < share:
                for words in chance.some(texts, 2):
                    places = (subject_id if name == column else None for name in _SUBJECTS)
                    rows.add(ids.new(), *places, words, chance.choices(readers, cum_weights=sums)[0])
    return rows
