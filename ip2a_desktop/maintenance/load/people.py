"""A process of a load run: its people as threads, each with a connection of their own, and what they lived through."""

import gc
import random
import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from time import perf_counter, process_time, time
from typing import Any

from ip2a_desktop.db.address import ServerAddress
from ip2a_desktop.db.engine import Database
from ip2a_desktop.maintenance.load.person import Ground, LoadPerson
from ip2a_desktop.maintenance.load.plan import Act, LoadPlan

_MOST_WORDS = 5


@dataclass(frozen=True)
class Post:
    """What a process needs to know.

    Args:
        address: of the database, with the password.
        plan: the whole run.
        ground: what people work on.
        numbers: which of the people are in this process.
    """

    address: ServerAddress
    plan: LoadPlan
    ground: Ground
    numbers: range


@dataclass
class Lived:
    """What the people of a process lived through.

    Args:
        times: for each act when it began (seconds since 1970) and how long it took in milliseconds.
        failures: for each act how often it did not work.
        words: what was said then, the first few.
        resolved: how often somebody else was faster and it was put right.
        spans: when each person began and ended.
        processor: the seconds of a processor that the process took for it.
    """

    times: dict[Act, list[tuple[float, float]]] = field(default_factory=dict)
    failures: dict[Act, int] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    resolved: int = 0
    spans: list[tuple[float, float]] = field(default_factory=list)
    processor: float = 0.0


def work(post: Post, ready: Any, go: Any, done: Any) -> None:
    """Run a process: let its people arrive, wait for the word, let them work, hand back what they lived through.

    Args:
        post: what to do.
        ready: a queue that is told how many people have arrived, and what kept the others.
        go: an event that starts all processes together.
        done: a queue for the outcome.
    """
    lived, lock = Lived(), threading.Lock()
    people: list[tuple[int, Database, LoadPerson]] = []
    kept_away: list[str] = []
    for number in post.numbers:
        database = Database(post.address)
        person = LoadPerson(database, post.ground, number)
        try:
            person.arrive()
        except Exception as error:  # noqa: BLE001 - who cannot come is told of, whatever kept them
            kept_away.append(f"{type(error).__name__}: {error}")
            database.close()
        else:
            people.append((number, database, person))
    gc.collect()
    gc.freeze()  # twenty-five programs in one: what each would look through for itself is left alone
    ready.put((len(people), kept_away[:_MOST_WORDS]))
    go.wait()
    lived.processor = -process_time()
    threads = [threading.Thread(target=_live, args=(post.plan, *one, lived, lock)) for one in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    lived.processor += process_time()
    for _, database, _ in people:
        database.close()
    done.put(lived)


def _live(
    plan: LoadPlan, number: int, database: Database, person: LoadPerson, lived: Lived, lock: threading.Lock
) -> None:
    """Let one person work to the end, with pauses."""
    chance = random.Random(f"{number} acts")
    weights = plan.pattern.weights
    acts = chance.choices(list(weights), cum_weights=list(accumulate(weights.values())), k=plan.operations)
    pause = threading.Event()  # never set: a pause that ends by itself
    pause.wait(plan.ramp_up * number / plan.users)
    began = time()
    times: list[tuple[Act, float, float]] = []
    failures: list[tuple[Act, str]] = []
    for act in acts:
        pause.wait(plan.think_time / 1000 * chance.uniform(0.5, 1.5))
        at, start = time(), perf_counter()
        try:
            person.do(act)
        except Exception as error:  # noqa: BLE001 - whatever a person would have seen counts as a failure
            failures.append((act, f"{type(error).__name__}: {error}"))
        times.append((act, at, (perf_counter() - start) * 1000))
    with lock:
        _add(lived, times, failures)
        lived.resolved += person.resolved
        lived.spans.append((began, time()))


def _add(lived: Lived, times: Sequence[tuple[Act, float, float]], failures: Sequence[tuple[Act, str]]) -> None:
    for act, at, took in times:
        lived.times.setdefault(act, []).append((at, took))
    for act, words in failures:
        lived.failures[act] = lived.failures.get(act, 0) + 1
        if len(lived.words) < _MOST_WORDS:
            lived.words.append(f"{act.label}: {words}")
