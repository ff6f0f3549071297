"""A whole name in one cell, split into first, middle and last name and suffix."""

from ip2a_desktop.domain.import_values import NotUnderstood

_SUFFIX_WORDS = "jr sr ii iii iv v 2nd 3rd 4th esq md phd"
_SUFFIXES = frozenset(_SUFFIX_WORDS.split())
_PARTICLE_WORDS = (
    "de del della der den di da das do dos du la le las los van von ter ten bin ibn al el st st. san santa"
)
_PARTICLES = frozenset(_PARTICLE_WORDS.split())


def split_name(text: str) -> dict[str, str]:
    """Return the parts of a name: ``Last, First Middle`` or ``First Middle Last``, with a suffix or without.

    Raises:
        NotUnderstood: there is only one word, so nobody can tell first from last.
    """
    pieces = [piece.strip() for piece in text.split(",") if piece.strip()]
    suffixes = [piece for piece in pieces[1:] if _is_suffix(piece)]
    pieces = [piece for piece in pieces if piece not in suffixes]
    if len(pieces) >= 2:
        last, suffix = _without_suffix(pieces[0].split())
        given = " ".join(pieces[1:]).split()
    else:
        words, suffix = _without_suffix((pieces[0] if pieces else "").split())
        start = _last_name_start(words)
        given, last = words[:start], words[start:]
    given, other = _without_suffix(given)
    if not given or not last:
        raise NotUnderstood(f"“{text}” is not a first and a last name.")
    return {
        "first_name": given[0],
        "middle_name": " ".join(given[1:]),
        "last_name": " ".join(last),
        "suffix": " ".join(part for part in (suffix or other, *suffixes) if part),
    }


def _is_suffix(word: str) -> bool:
    return word.casefold().replace(".", "") in _SUFFIXES


def _without_suffix(words: list[str]) -> tuple[list[str], str]:
    if len(words) > 1 and _is_suffix(words[-1]):
        return words[:-1], words[-1]
    return words, ""


def _last_name_start(words: list[str]) -> int:
    start = len(words) - 1
    while start > 1 and words[start - 1].casefold() in _PARTICLES:
        start -= 1
    return start
