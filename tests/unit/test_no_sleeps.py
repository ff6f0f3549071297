"""No test sleeps: a wait ends with what it waits for, so tests are quick and never a matter of luck."""

import ast
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parents[1]
SLEEPS = {("time", "sleep"), ("qtbot", "wait"), ("QTest", "qWait"), ("QTest", "qSleep"), ("QThread", "sleep"),
          ("QThread", "msleep"), ("QThread", "usleep"), ("asyncio", "sleep")}  # fmt: skip


def sleeps(source: str) -> Iterator[int]:
    """Yield the line of each call that sleeps, and of each import of one by its bare name."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and any((node.module, one.name) in SLEEPS for one in node.names):
            yield node.lineno
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            owner = node.func.value
            if isinstance(owner, ast.Name) and (owner.id, node.func.attr) in SLEEPS:
                yield node.lineno


def test_no_test_sleeps() -> None:
    found = {
        f"{path.relative_to(TESTS)}:{line}"
        for path in TESTS.rglob("*.py")
        for line in sleeps(path.read_text(encoding="utf-8"))
    }
    assert found == set()


def test_a_sleep_would_be_found() -> None:
    source = "import time\nfrom time import sleep\ntime.sleep(1)\nqtbot.wait(5)\nqtbot.waitUntil(done)\n"
    assert sorted(sleeps(source)) == [2, 3, 4]
