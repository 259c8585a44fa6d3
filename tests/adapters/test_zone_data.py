"""The newer time zone data are taken, wherever they are."""

from __future__ import annotations

import zoneinfo
from pathlib import Path

import pytest
import tzdata

from bot.adapters.zone_data import take_newest


@pytest.fixture(autouse=True)
def paths_given_back():
    before = zoneinfo.TZPATH
    yield
    zoneinfo.reset_tzpath(to=before)
    zoneinfo.ZoneInfo.clear_cache()


def machine(folder: Path, name: str, first_line: str) -> str:
    """A machine's data, with nothing in it but Honolulu, which lies in another zone than usual."""
    folder.mkdir()
    (folder / name).write_text(f"{first_line}\n# more", "utf-8")
    (folder / "Pacific").mkdir()
    berlin = Path(tzdata.__file__).parent / "zoneinfo" / "Europe" / "Berlin"
    (folder / "Pacific" / "Honolulu").write_bytes(berlin.read_bytes())
    zoneinfo.reset_tzpath(to=[str(folder)])
    zoneinfo.ZoneInfo.clear_cache()  # another test may have made that zone
    return str(folder)


def in_use() -> str:
    """Whose data are used: those of the machine that was made up, or the package's."""
    from datetime import UTC, datetime

    offset = datetime(2026, 1, 1, tzinfo=UTC).astimezone(zoneinfo.ZoneInfo("Pacific/Honolulu")).utcoffset()
    return "machine" if offset is not None and offset.total_seconds() == 3600 else "package"


@pytest.mark.parametrize(
    ("name", "first_line", "version", "used"),
    [
        ("tzdata.zi", "# version 2099b", "2099b", "machine"),
        ("+VERSION", "2099b", "2099b", "machine"),
        ("tzdata.zi", "# version 2020a", tzdata.IANA_VERSION, "package"),
        ("tzdata.zi", f"# version {tzdata.IANA_VERSION}", tzdata.IANA_VERSION, "package"),
        ("tzdata.zi", "# something else", tzdata.IANA_VERSION, "package"),
        ("other", "# version 2099b", tzdata.IANA_VERSION, "package"),
    ],
)
def test_the_newer_data_are_used(tmp_path, name, first_line, version, used):
    machine(tmp_path / "zoneinfo", name, first_line)
    assert in_use() == "machine", "as Python does by itself"
    assert take_newest() == version
    assert in_use() == used
    assert take_newest() == version, "asked again it is the same"


def test_of_a_machines_data_the_newest_are_used(tmp_path):
    old = machine(tmp_path / "old", "tzdata.zi", "# version 2020a")
    (tmp_path / "old" / "Pacific" / "Honolulu").unlink()
    apia = Path(tzdata.__file__).parent / "zoneinfo" / "Pacific" / "Apia"
    (tmp_path / "old" / "Pacific" / "Honolulu").write_bytes(apia.read_bytes())
    new = machine(tmp_path / "new", "tzdata.zi", "# version 2099b")
    zoneinfo.reset_tzpath(to=[old, new])
    assert take_newest() == "2099b"
    assert in_use() == "machine"


def test_a_machine_without_any_data_has_the_packages(tmp_path):
    zoneinfo.reset_tzpath(to=[str(tmp_path / "nowhere")])
    assert take_newest() == tzdata.IANA_VERSION
    assert in_use() == "package"
