"""Server profiles: kept by name, given to others as files that hold no password and nobody's name."""

import json
from pathlib import Path

import pytest

from ip2a_desktop.domain.errors import InputProblem, NotFound
from ip2a_desktop.domain.profiles import ServerProfile, hosts_of
from ip2a_desktop.services.opening import profile_address
from ip2a_desktop.services.profiles import Profiles

PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
HALL = ServerProfile("Our hall", "hall.example.org", user="ana")


def test_a_profile_is_found_by_its_name_and_replaced(tmp_path: Path) -> None:
    profiles = Profiles(tmp_path / "new")
    profiles.keep(HALL)
    profiles.keep(ServerProfile("our HALL", "hall2.example.org", user="ana"))
    assert [one.host for one in profiles.all()] == ["hall2.example.org"]
    assert profiles.get("OUR hall").host == "hall2.example.org"
    profiles.forget("our hall")
    with pytest.raises(NotFound, match="none yet"):
        profiles.get("our hall")


def test_an_exported_profile_goes_to_another_computer_with_its_authority(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text(PEM)
    mine = ServerProfile("Our hall", "hall.example.org", user="ana", ca_file=str(tmp_path / "ca.pem"))
    Profiles(tmp_path / "a").export(mine, tmp_path / "hall.json")
    assert "ana" not in (tmp_path / "hall.json").read_text()
    theirs = Profiles(tmp_path / "b").bring_in(tmp_path / "hall.json")
    assert (theirs.host, theirs.user, theirs.tls) == ("hall.example.org", "", "verify-full")
    assert Path(theirs.ca_file).read_text() == PEM
    assert Path(theirs.ca_file).is_relative_to(tmp_path / "b")
    assert Profiles(tmp_path / "b").all() == [theirs]


@pytest.mark.parametrize(
    "change",
    [
        {"format": "something else"},
        {"version": 2},
        {"tls": "none at all"},
        {"host": ""},
        {"port": "many"},
        {"host": "hall:port"},
        {"authority": "no certificate"},
        {"name": "a\nb"},
    ],
)
def test_a_file_that_is_no_profile_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    Profiles(tmp_path).export(HALL, tmp_path / "hall.json")
    found = json.loads((tmp_path / "hall.json").read_text())
    (tmp_path / "hall.json").write_text(json.dumps(found | change))
    with pytest.raises(InputProblem):
        Profiles(tmp_path).bring_in(tmp_path / "hall.json")
    assert Profiles(tmp_path).all() == []


@pytest.mark.parametrize("text", ["", "[]", "not json", '"x"'])
def test_nonsense_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "x.json").write_text(text)
    with pytest.raises(InputProblem, match="not a server profile"):
        Profiles(tmp_path).bring_in(tmp_path / "x.json")


@pytest.mark.logs
def test_damaged_profiles_count_as_none(tmp_path: Path) -> None:
    (tmp_path / "servers.json").write_text('[{"name": 1}]')
    assert Profiles(tmp_path).all() == []


def test_several_hosts_are_tried_in_order_and_the_one_that_takes_writes_wins() -> None:
    assert hosts_of("hall, spare:5433,[2001:db8::1]:6000", 5432) == [
        ("hall", 5432),
        ("spare", 5433),
        ("2001:db8::1", 6000),
    ]
    address = profile_address(ServerProfile("x", "hall, spare:5433", user="ana"), "word")
    assert address.arguments() == {
        "host": "hall,spare",
        "port": "5432,5433",
        "dbname": "ip2a",
        "user": "ana",
        "password": "word",
        "sslmode": "verify-full",
        "sslrootcert": "system",
        "require_auth": "scram-sha-256",
        "target_session_attrs": "read-write",
    }
    assert not address.is_here
