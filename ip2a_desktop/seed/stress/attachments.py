"""Documents of a stress hall's members: photos, scans and papers, most of them recorded only, or small real ones."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ip2a_desktop.seed.chance import Chance
from ip2a_desktop.seed.stress.lines import Ids, Sheet, chunks

Keep = Callable[[str, bytes], object]
"""Keeps a content under its SHA-256."""

_COLUMNS = ("id", "document_id", "owner_table", "owner_id", "category", "name", "media_type", "byte_count", "sha256")
_MOST_EACH = 20
_REAL = 500  # different contents where real ones are written; a store keeps the same content once


@dataclass(frozen=True)
class _Kind:
    """One sort of document: how often, of what size in bytes, what it is called, and how its file begins."""

    share: float
    smallest: int
    largest: int
    media_type: str
    name: str
    category: str
    begins: bytes


_KINDS = (
    _Kind(0.35, 80_000, 450_000, "image/jpeg", "photo {}.jpg", "photo", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00"),
    _Kind(0.45, 15_000, 200_000, "application/pdf", "certificate {}.pdf", "certifications", b"%PDF-1.4\n"),
    _Kind(0.20, 100_000, 550_000, "image/tiff", "scan {}.tif", "correspondence", b"II*\x00"),
)


def attachments(chance: Chance, ids: Ids, members: Sequence[str], wanted: int, keep: Keep | None = None) -> Sheet:
    """Return one to twenty documents of each member, so many in all.

    Args:
        chance: where the dice come from.
        ids: gives out their ids.
        members: the ids of the members.
        wanted: how many in all.
        keep: writes small real contents; None records sizes as in life, of contents that nobody has.
    """
    numbers = _numbers(chance, len(members), wanted)
    return Sheet("attachment", _COLUMNS, sum(numbers), chunks(list(_lines(chance, ids, members, numbers, keep))))


def _numbers(chance: Chance, members: int, wanted: int) -> list[int]:
    """Return how many documents each member has: few have many."""
    numbers = [min(_MOST_EACH, 1 + int(chance.triangular(0, _MOST_EACH, 0.7 * _MOST_EACH))) for _ in range(members)]
    at = 0
    while members and sum(numbers) != min(max(wanted, members), members * _MOST_EACH):
        step = 1 if sum(numbers) < wanted else -1
        short = abs(wanted - sum(numbers))
        for _ in range(min(short, members)):
            if 1 <= numbers[at] + step <= _MOST_EACH:
                numbers[at] += step
            at = (at + 1) % members
    return numbers


def _lines(
    chance: Chance, ids: Ids, members: Sequence[str], numbers: Sequence[int], keep: Keep | None
) -> Iterator[str]:
    sums = [_KINDS[0].share, _KINDS[0].share + _KINDS[1].share, 1.0]
    real = [_real(kind, number, keep) for kind in _KINDS for number in range(_REAL // len(_KINDS))] if keep else []
    by_kind = {kind: [(size, digest) for one, size, digest in real if one is kind] for kind in _KINDS}
    for member, number in zip(members, numbers, strict=True):
        for at in range(number):
            kind = chance.choices(_KINDS, cum_weights=sums)[0]
            one = ids.new()
            if keep is None:
                size, digest = chance.randint(kind.smallest, kind.largest), f"{chance.getrandbits(256):064x}"
            else:
                size, digest = chance.choice(by_kind[kind])
            name = kind.name.format(at + 1)
            yield "\t".join((one, one, "member", member, kind.category, name, kind.media_type, str(size), str(digest)))


def _real(kind: _Kind, number: int, keep: Keep) -> tuple[_Kind, int, str]:
    """Write one small content, and return its size and digest."""
    data = kind.begins + f"sample content {number} of {kind.media_type}\n".encode() * (3 + number % 20)
    digest = hashlib.sha256(data).hexdigest()
    keep(digest, data)
    return kind, len(data), digest
