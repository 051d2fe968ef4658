"""A file is stored under its digest, whole or not at all, and found again or missed."""

import hashlib
import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from chiiki_web import wording
from chiiki_web.documents import actions, kinds, queries
from chiiki_web.documents.models import StoredFile
from mutants import good
from web.make import NOW

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7 sample"


@pytest.fixture(autouse=True)
def folder(tmp_path, settings):
    settings.CHIIKI_FILES = tmp_path
    return tmp_path


def store(name="計画.pdf", content=PDF):
    return actions.store_upload(SimpleUploadedFile(name, content), at=NOW)


def refused(name="計画.pdf", content=PDF):
    with pytest.raises(actions.CannotStore) as caught:
        store(name, content)
    (one,) = caught.value.reasons
    return one


def on_disk(folder):
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_a_file_lies_under_the_digest_of_its_bytes(folder):
    stored = store()
    digest = hashlib.sha256(PDF).hexdigest()
    assert (stored.sha256, stored.size, stored.stored_at) == (digest, len(PDF), NOW)
    assert stored.media_type == "application/pdf"
    assert (folder / digest[:2] / digest).read_bytes() == PDF
    assert on_disk(folder) == [digest]


def test_a_file_of_many_chunks_is_whole():
    content = PDF + os.urandom(3 * actions.CHUNK + 7) + b"%%EOF"
    stored = store(content=content)
    assert kinds.path_of(stored.sha256).read_bytes() == content


def test_the_same_bytes_are_stored_once_under_any_name(folder):
    assert store("一.pdf") == store("二.pdf")
    assert StoredFile.objects.count() == len(on_disk(folder)) == 1


def test_control_without_the_question_the_database_keeps_one_row():
    stored = store()
    stored.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        stored.save()


def test_what_the_system_made_is_stored_too(folder):
    stored = actions.store_bytes(b"letter", "application/pdf", at=NOW)
    assert kinds.path_of(stored.sha256).read_bytes() == b"letter"


def test_an_empty_file_is_refused_by_its_name(folder):
    one = refused("空.pdf", b"")
    assert (one.code, one.values) == ("documents.empty", {"name": "空.pdf"})
    assert on_disk(folder) == []


def test_the_largest_file_is_taken_and_one_byte_more_is_not(settings):
    settings.CHIIKI_ATTACHMENT_MAX_BYTES = 2 * kinds.MEGABYTE
    whole = PDF.ljust(2 * kinds.MEGABYTE - 5, b"x") + b"%%EOF"
    assert store(content=whole)
    one = refused(content=whole + b"\n")
    assert (one.code, one.values["size"], one.values["limit"]) == (
        "documents.too_large",
        3,
        2,
    )


@pytest.mark.parametrize(
    ("name", "beginning"),
    [
        ("a.pdf", b"%PDF-1.7"),
        ("a.PDF", b"%PDF-1.7"),
        ("a.xlsx", good.workbook()),
        ("a.docx", good.document()),
        ("a.pptx", good.slides()),
        ("a.jpg", good.photograph()),
        ("a.jpeg", good.photograph()),
        ("a.png", good.picture()),
        ("a.csv", "一,二".encode("cp932")),
        ("a.txt", "見本".encode()),
    ],
)
def test_each_kind_that_is_allowed_is_taken(name, beginning):
    assert store(name, beginning)
    kind = name.rpartition(".")[2].upper().replace("JPG", "JPEG")
    assert kind in kinds.ALLOWED


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.exe", b"MZ"),
        ("a.pdf.exe", PDF),
        ("a.pdf", b"MZ"),
        ("a.pdf", b" %PDF-1.7"),
        ("a.png", b"\xff\xd8\xff"),
        ("a.html", b"<script>"),
        ("a.svg", b"<svg>"),
        ("a.txt", b"MZ\x00\x00"),
        ("a.txt", b"x" * 600 + b"\x00"),
        ("a.csv", b"a,b\n" * 600_000 + b"\x00"),
        ("pdf", PDF),
        (".pdf", PDF),
        ("\u202efdp.exe", b"MZ"),
    ],
)
def test_a_kind_that_is_not_allowed_or_not_what_it_says_is_refused(
    folder, name, content
):
    one = refused(name, content)
    assert one.code == "documents.kind_not_allowed"
    assert "XLSX" in wording.explain(one)
    assert on_disk(folder) == []


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fails_leaves_neither_row_nor_remains(folder, monkeypatch, step):
    def fail(*args):
        raise OSError("disk full")

    monkeypatch.setattr(actions.os, step, fail)
    with pytest.raises(OSError, match="disk full"):
        store()
    assert on_disk(folder) == []
    assert not StoredFile.objects.exists()


def test_bytes_reach_the_disk_before_the_row(folder, monkeypatch):
    order, forced, replace = [], os.fsync, os.replace
    monkeypatch.setattr(
        actions.os, "fsync", lambda fd: (order.append("fsync"), forced(fd))
    )
    monkeypatch.setattr(
        actions.os, "replace", lambda a, b: (order.append("name"), replace(a, b))
    )
    get_or_create = StoredFile.objects.get_or_create
    monkeypatch.setattr(
        StoredFile.objects,
        "get_or_create",
        lambda **values: (order.append("row"), get_or_create(**values))[1],
    )
    store()
    assert order == ["fsync", "name", "fsync", "fsync", "row"]  # file, then folders


def test_every_promise_that_is_kept_is_not_named():
    store()
    assert list(queries.lost_files()) == []


def test_a_file_that_is_gone_or_changed_is_named():
    gone, changed = store("a.pdf", PDF + b"1"), store("b.pdf", PDF + b"2")
    kinds.path_of(gone.sha256).unlink()
    kinds.path_of(changed.sha256).write_bytes(PDF)
    assert list(queries.lost_files()) == [(gone, "lost"), (changed, "damaged")]


def test_a_file_that_is_gone_comes_back_when_it_is_sent_again():
    gone = store()
    kinds.path_of(gone.sha256).unlink()
    assert store() == gone
    assert list(queries.lost_files()) == []


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "sheets.old_format"),
        (good.workbook()[:900], "sheets.broken"),
    ],
)
def test_what_cannot_be_opened_is_not_stored(folder, content, code):
    assert refused("計画.xlsx", content).code == code
    assert not on_disk(folder)
    assert not StoredFile.objects.exists()
