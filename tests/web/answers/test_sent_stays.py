"""The database itself refuses to change or remove answers that were sent."""

import pytest
from django.db import DatabaseError, connection, transaction

from chiiki_web.answers import actions
from chiiki_web.answers.models import Submission
from web.answers import made

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent():
    town = made.answered()
    return made.submit(town)


def rows(sent):
    return Submission.objects.filter(pk=sent.pk)


def is_as_its_receipt_says(sent):
    sent.refresh_from_db()
    return sent.sha256 == actions.digest_of(sent.questionnaire, sent.values)


@pytest.mark.parametrize(
    "change",
    [{"values": {}}, {"gaps": []}, {"sha256": "0" * 64}, {"submitted_by": "別の人"}],
    ids=lambda change: next(iter(change)),
)
def test_what_was_sent_cannot_be_changed(sent, change):
    with pytest.raises(DatabaseError), transaction.atomic():
        rows(sent).update(**change)
    assert is_as_its_receipt_says(sent)


def test_what_was_sent_cannot_be_removed(sent):
    with pytest.raises(DatabaseError), transaction.atomic():
        rows(sent).delete()
    assert rows(sent).exists()


def test_without_the_guard_it_would_change_and_be_noticed(sent):
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("DROP TRIGGER submission_stays ON answers_submission")
        else:
            cursor.execute("DROP TRIGGER submission_no_UPDATE")
    rows(sent).update(values={"status.mail": "none"})
    assert not is_as_its_receipt_says(sent)
