"""The sentences of repairs, backups and notices."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

from ip2a_desktop.domain.backups import Backup, BackupState, TableProof, proof_sentence, retention_sentence
from ip2a_desktop.domain.health import Repair, Severity
from ip2a_desktop.domain.notices import ChannelKind, Delivery, DeliveryState, Notice
from ip2a_desktop.domain.repairs import HealReport, LaterEdit, RepairKind, RepairPlan, RowRepair, UndoDone

NOW = datetime(2026, 3, 6, 8, 0, tzinfo=UTC)


def plan(rows: int) -> RepairPlan:
    made = tuple(RowRepair(str(one), "employment", None, f"Job {one}", RepairKind.CHANGE) for one in range(rows))
    return RepairPlan("employment.current_with_end", "Ended jobs marked current", Severity.HIGH, Repair.SAFE, made)


def test_a_clean_undo_says_only_what_was_put_back() -> None:
    assert UndoDone(1).sentence == "1 row is as before the repair."
    assert UndoDone(3).clean


def test_an_undo_that_meets_later_edits_says_so() -> None:
    done = UndoDone(2, (LaterEdit("Ana Kowalski", ()),))
    assert not done.clean
    assert done.sentence == "2 rows are as before the repair. 1 was edited since and left as it is."


def test_auto_heal_says_what_it_would_do_and_what_it_did() -> None:
    assert HealReport(True, ()).sentence == "There is nothing to repair by itself."
    assert HealReport(True, (plan(2),)).sentence == "2 rows would be repaired; nothing was changed."
    assert HealReport(False, (plan(1),)).sentence == "1 row was repaired."
    assert plan(2).keys == ("0", "1")


def test_a_backup_says_what_was_proved() -> None:
    same, other = TableProof("Members", 10_000, True), TableProof("Jobs", 7, False)
    assert proof_sentence([same]) == "Restored and compared: 1 table, 10,000 rows, all equal."
    assert proof_sentence([same, other]) == "Restored, but 1 of 2 tables differ from the original: Jobs."
    assert "12 days" in retention_sentence()


def test_the_age_of_a_backup_is_never_negative() -> None:
    one = Backup(uuid4(), Path("a"), Path(), NOW, None, 0, "hall", "18.6", "0008", BackupState.READ)
    assert one.age(NOW + timedelta(hours=3)) == timedelta(hours=3)
    assert one.age(NOW - timedelta(hours=3)) == timedelta()
    assert not one.is_verified


def test_a_notice_stands_where_its_worst_delivery_stands() -> None:
    def sent(*states: DeliveryState) -> Notice:
        made = tuple(Delivery(uuid4(), "Log", ChannelKind.LOG, one) for one in states)
        return Notice(uuid4(), NOW, Severity.HIGH, "health", "2 things need you", "", made)

    assert sent().state is DeliveryState.SENT
    assert sent(DeliveryState.SENT, DeliveryState.WAITING).state is DeliveryState.WAITING
    assert sent(DeliveryState.RETRYING, DeliveryState.FAILED).state is DeliveryState.FAILED
