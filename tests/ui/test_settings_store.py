"""What is remembered: written whole, read back, never in the way."""

import pytest

from ip2a_desktop.ui.kit.settings_store import SettingsStore


def test_values_come_back(tmp_path):
    SettingsStore(tmp_path / "new").set("theme", "dark")
    again = SettingsStore(tmp_path / "new")
    assert again.get("theme", "system") == "dark"
    assert again.get("unknown", 7) == 7
    assert [path.name for path in (tmp_path / "new").iterdir()] == ["settings.json"]


def test_a_value_of_another_type_counts_as_none(tmp_path):
    store = SettingsStore(tmp_path)
    store.set("window.navigation_folded", "yes")
    assert store.get("window.navigation_folded", False) is False


@pytest.mark.logs
def test_a_broken_file_is_kept_aside(tmp_path):
    (tmp_path / "settings.json").write_text('{"theme": "da', encoding="utf-8")
    store = SettingsStore(tmp_path)
    assert store.get("theme", "system") == "system"
    assert (tmp_path / "settings.unreadable.json").read_text(encoding="utf-8") == '{"theme": "da'
    store.set("theme", "light")
    assert SettingsStore(tmp_path).get("theme", "system") == "light"


@pytest.mark.logs
def test_a_folder_that_takes_no_file_does_not_stop_the_work(tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    store = SettingsStore(tmp_path / "file")
    store.set("theme", "dark")
    assert store.get("theme", "system") == "dark"


def test_without_a_folder_everything_is_in_memory():
    store = SettingsStore()
    store.set("theme", "dark")
    assert store.get("theme", "system") == "dark"
