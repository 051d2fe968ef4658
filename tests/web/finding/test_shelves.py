"""The index follows what happens, is loaded once, and is made anew when it is no good."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from chiiki.retrieval import Index, load_index, stored_digest
from chiiki_web.audit import chain
from chiiki_web.finding.queries import searching, shelves
from chiiki_web.library.models import CaseStudy
from web import make
from web.advisers import made as advisers
from web.finding import made
from web.make import NOW

pytestmark = pytest.mark.django_db


def ids(text: str) -> list[str]:
    return [one.document.id for one in shelves.PUBLIC.index().search(text).hits]


def test_the_first_search_makes_the_file(folder: Path):
    case = made.case("ズモモモ")

    assert ids("ズモモモ") == [f"case:{case.pk}"]
    assert load_index(folder / "public.npz").digest == shelves.PUBLIC.index().digest


def test_the_worker_takes_in_what_is_new_changed_and_gone():
    first = made.case("ズモモモ")
    made.up_to_date()
    second = advisers.adviser(speciality_ja="ズモモモ")
    made.up_to_date()
    assert set(ids("ズモモモ")) == {f"case:{first.pk}", f"adviser:{second.pk}"}

    second.is_active = False
    second.save(update_fields=["is_active"])
    made.case("別の見本")  # some event of the shelf
    made.up_to_date()
    assert ids("ズモモモ") == [f"case:{first.pk}"]


def test_only_what_changed_is_read_again(monkeypatch: pytest.MonkeyPatch):
    for number in range(5):
        made.case(f"ズモモモ{number}")
    made.up_to_date()
    read: list[str] = []
    add = Index.add

    def watched(index: Index, documents: list[object]) -> None:
        read.extend(one.id for one in documents)  # type: ignore[attr-defined]
        add(index, documents)  # type: ignore[arg-type]

    monkeypatch.setattr(Index, "add", watched)
    case = made.case("ズモモモ5")
    made.up_to_date()

    assert read == [f"case:{case.pk}"]


def test_events_of_other_matters_cost_one_look(django_assert_max_num_queries):
    made.up_to_date()
    make.plan()
    chain.seal_events(NOW)
    with django_assert_max_num_queries(4):
        shelves.refresh(NOW)
    with django_assert_max_num_queries(2):
        shelves.refresh(NOW)


def test_what_no_event_told_is_found_within_the_hour():
    case = made.case("見本の題")
    made.up_to_date()
    CaseStudy.objects.filter(pk=case.pk).update(title_ja="ズモモモ")
    made.up_to_date()
    assert ids("ズモモモ") == []

    shelves.refresh(NOW + timedelta(hours=1))
    assert ids("ズモモモ") == [f"case:{case.pk}"]


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04broken", b"x" * 5_000])
def test_a_damaged_file_is_made_anew(folder: Path, content: bytes):
    case = made.case("ズモモモ")
    folder.mkdir()
    (folder / "public.npz").write_bytes(content)

    assert ids("ズモモモ") == [f"case:{case.pk}"]
    assert stored_digest(folder / "public.npz") == shelves.PUBLIC.index().digest


def test_a_file_that_goes_missing_later_does_no_harm(folder: Path):
    case = made.case("ズモモモ")
    ids("ズモモモ")
    (folder / "public.npz").unlink()

    assert ids("ズモモモ") == [f"case:{case.pk}"]
    assert (folder / "public.npz").exists()


def test_a_folder_that_cannot_be_written_still_answers(settings, tmp_path: Path):
    case = made.case("ズモモモ")
    (tmp_path / "file").write_text("no folder")
    settings.CHIIKI_SEARCH = tmp_path / "file" / "below"

    assert ids("ズモモモ") == [f"case:{case.pk}"]


def test_it_is_loaded_once_and_again_when_another_process_changed_it(
    monkeypatch: pytest.MonkeyPatch,
):
    made.case("ズモモモ")
    made.up_to_date()
    server = shelves.Shelf("public", shelves.PUBLIC.kinds, shelves.PUBLIC.told_by)
    loads: list[Path] = []
    monkeypatch.setattr(
        shelves, "load_index", lambda path: loads.append(path) or load_index(path)
    )
    server.index()
    server.index()
    assert len(loads) == 1

    made.case("ズモモモの続き")
    made.up_to_date()
    assert server.index().digest == shelves.PUBLIC.index().digest
    assert len(loads) == 2


def test_nothing_of_a_request_reaches_the_public_index(folder: Path):
    made.request(make.member(), "ヒミツモ", "ヒミツモ")
    made.up_to_date()
    searching.find("ヒミツモ")

    assert ids("ヒミツモ") == []
    assert "ヒミツモ".encode() not in (folder / "public.npz").read_bytes()
    assert [
        one.document.id[:8] for one in shelves.REQUESTS.index().search("ヒミツモ").hits
    ] == ["request:"]
