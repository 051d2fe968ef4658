"""A lost file comes back only as the very same bytes."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from chiiki_web.audit import queries as audit
from chiiki_web.custody import actions
from chiiki_web.custody.actions import restoring
from chiiki_web.documents.actions import store_bytes
from chiiki_web.documents.models import FileFault
from web import make
from web.applications.made import codes
from web.custody import made
from web.custody.made import LATER

pytestmark = pytest.mark.django_db
CONTENT = b"%PDF-1.7 sample"


@pytest.fixture
def administrator():
    return make.member("administrator")


@pytest.fixture
def application():
    return made.received(CONTENT)


@pytest.fixture
def lost(application):
    return made.lost(application)


def send(stored, by, content=CONTENT):
    upload = SimpleUploadedFile("別名.pdf", content)
    actions.restore_file(stored.pk, upload, by=by, at=LATER)


def is_open(stored):
    return FileFault.objects.filter(file=stored, mended_at=None).exists()


def test_the_same_bytes_are_taken_and_recorded(application, lost, administrator):
    send(lost, administrator)
    assert made.path_of(lost).read_bytes() == CONTENT
    assert not is_open(lost)
    event = audit.history_of_case(application.case).filter(name="file.restored").get()
    assert event.actor == f"user:{administrator.user_id}"


def test_another_file_is_refused_and_nothing_is_written(lost, administrator, folder):
    before = sorted(folder.rglob("*"))
    with pytest.raises(actions.CannotRestore) as caught:
        send(lost, administrator, CONTENT + b"x")
    assert codes(caught) == ["custody.other_file"]
    assert is_open(lost)
    assert sorted(folder.rglob("*")) == before


def test_control_without_comparing_digests_the_wrong_file_would_be_stored(
    lost, administrator, monkeypatch, folder
):
    def put_anything(stored, upload):
        store_bytes(upload.read(), "application/pdf", at=LATER)
        return True

    monkeypatch.setattr(restoring, "put_back", put_anything)
    before = sorted(folder.rglob("*"))
    with pytest.raises(actions.CannotRestore):
        send(lost, administrator, CONTENT + b"x")
    assert sorted(folder.rglob("*")) != before


def test_a_damaged_file_is_replaced(application, administrator):
    stored = made.file_of(application)
    made.flip(stored)
    actions.read_slice(LATER)
    send(stored, administrator)
    assert made.path_of(stored).read_bytes() == CONTENT


def test_a_file_that_is_whole_needs_nothing(application, administrator):
    with pytest.raises(actions.CannotRestore) as caught:
        send(made.file_of(application), administrator)
    assert codes(caught) == ["custody.nothing_to_restore"]


def test_read_again_takes_what_came_from_a_backup(lost, administrator):
    made.path_of(lost).write_bytes(CONTENT)
    actions.look_again(lost.pk, by=administrator, at=LATER)
    assert not is_open(lost)


@pytest.mark.parametrize(
    ("content", "code"),
    [(None, "custody.still_lost"), (b"other", "custody.still_damaged")],
)
def test_read_again_says_what_is_still_wrong(lost, administrator, content, code):
    if content:
        made.path_of(lost).write_bytes(content)
    with pytest.raises(actions.CannotRestore) as caught:
        actions.look_again(lost.pk, by=administrator, at=LATER)
    assert codes(caught) == [code]
    assert is_open(lost)
