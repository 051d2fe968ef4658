"""More files than SQLite lets one statement name one by one."""

import pytest
from django.db import OperationalError, connection

from chiiki_web.applications.models import Application, Attachment
from chiiki_web.documents.models import StoredFile
from chiiki_web.overlaps import queries
from web import make
from web.make import NOW
from web.overlaps import made

pytestmark = pytest.mark.django_db
MANY = 1_100


@pytest.fixture
def full():
    """An application with very many files."""
    application = made.draft(make.call(), make.member())
    files = StoredFile.objects.bulk_create(
        StoredFile(
            sha256=f"{number:064x}",
            size=1,
            media_type="application/pdf",
            stored_at=NOW,
        )
        for number in range(MANY)
    )
    Attachment.objects.bulk_create(
        Attachment(application=application, kind="other", file=one, added_at=NOW)
        for one in files
    )
    return Application.objects.filter(pk=application.pk)


def test_all_of_them_are_held_against_others(full):
    (one,) = queries.with_sent(full)
    assert len({file.file.sha256 for file in one.attachments.all()}) > MANY


def test_control_named_one_by_one_they_are_too_many(full):
    if connection.vendor != "sqlite":
        pytest.skip("about SQLite")
    with pytest.raises(OperationalError, match="too large"):
        list(full.prefetch_related("attachments__file"))
