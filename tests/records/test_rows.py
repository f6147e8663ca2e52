"""Record-level files of every known release become stints and stays, and no row is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.records import rows


def test_every_release_is_known_by_its_own_header() -> None:
    from kg.records.rows.release import identify

    for key, release in rows.releases().items():
        found = identify(release.columns)
        assert found is not None
        assert (found.release.key, found.unknown, found.missing) == (key, (), ())


@pytest.mark.parametrize(
    ("key", "columns"),
    # research on published code: the numbers of raw columns
    [("linked-2012-2023", 33), ("jul-2025", 37), ("mar-2026", 53), ("newest-2026", 34)],
)
def test_a_release_has_as_many_columns_as_published(key: str, columns: int) -> None:
    assert len(rows.releases()[key].columns) == columns


def test_a_file_that_is_empty_is_refused(tmp_path: Path) -> None:
    from kg.findings import Findings

    file = tmp_path / "rows.csv"
    file.touch()
    with pytest.raises(Findings) as error:
        rows.load([file], tmp_path / "out")
    assert [one.code for one in error.value.findings] == ["KG833"]
