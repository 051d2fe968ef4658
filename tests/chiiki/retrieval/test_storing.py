"""An index comes back from its file as it was, or a sentence says why not."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from chiiki.errors import EngineError
from chiiki.retrieval import (
    Document,
    Found,
    Index,
    Part,
    load_index,
    published_settings,
    save_index,
    stored_digest,
)

DOCUMENTS = [
    Document("1", "case", (Part("title", "高齢者のみまもり"), Part("problem", "独居"))),
    Document("2", "adviser", (Part("speciality", "防災行政無線"), Part("profile", ""))),
    Document("3", "case", ()),
]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    found = tmp_path / "index.npz"
    save_index(Index.build(DOCUMENTS), found)
    return found


def test_it_comes_back_as_it_was(path: Path) -> None:
    index = Index.build(DOCUMENTS)
    stored = load_index(path)

    assert stored.digest == index.digest == stored_digest(path)
    assert stored.search("見守りと防災無線") == index.search("見守りと防災無線")


def test_what_was_removed_is_not_stored(path: Path) -> None:
    index = load_index(path)
    index.remove(["1"])
    save_index(index, path)

    assert load_index(path).digest == Index.build(DOCUMENTS[1:]).digest
    assert "みまもり".encode() not in path.read_bytes()


def test_an_empty_index_is_stored_too(tmp_path: Path) -> None:
    save_index(Index.build([]), tmp_path / "e.npz")

    assert load_index(tmp_path / "e.npz").search("防災").total == 0


def test_a_loaded_index_goes_on_being_changed(path: Path) -> None:
    index = load_index(path)
    index.add([Document("4", "case", (Part("title", "害獣"),))])

    assert [one.document.id for one in index.search("鳥獣害").hits] == ["4"]


def test_every_cut_and_every_flipped_byte_is_seen(path: Path) -> None:
    whole = path.read_bytes()
    wanted = _found(path)
    for at in range(0, len(whole), max(1, len(whole) // 150)):
        for damaged in (
            whole[:at],
            whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :],
        ):
            path.write_bytes(damaged)
            assert _found(path) in (wanted, None)


def test_a_pickle_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "p.npz"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("head.npy", b"\x93NUMPY\x01\x00v\x00{'descr': '|O', }")

    with pytest.raises(EngineError, match="retrieval.damaged_file"):
        load_index(path)


def test_a_missing_file_and_other_settings_are_told_apart(
    path: Path, tmp_path: Path
) -> None:
    with pytest.raises(EngineError, match="retrieval.no_file"):
        load_index(tmp_path / "none.npz")
    with pytest.raises(EngineError, match="retrieval.other_readers"):
        load_index(path, replace(published_settings(), least=0.5))
    assert stored_digest(tmp_path / "none.npz") is None


def test_a_file_that_cannot_be_written_leaves_the_old_one(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(EngineError, match="retrieval.cannot_write"):
        save_index(Index.build([]), path / "below" / "x.npz")

    assert path.read_bytes() == before
    assert list(path.parent.iterdir()) == [path]


def _found(path: Path) -> Found | None:
    """What a stored index finds; None where it says that it is no good."""
    try:
        return load_index(path).search("見守り")
    except EngineError:
        return None
