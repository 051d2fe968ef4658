"""Two windows of one recipient in the same moment lose nothing and send once."""

import pytest

from chiiki_web.answers.actions import sending, writing
from chiiki_web.answers.models import Answer, Submission
from chiiki_web.surveys.queries import questionnaire_of
from questionnaires import WHOLE
from web.answers import made
from web.at_once import at_once, done_at_once, looking_together

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
HALVES = (
    {key: WHOLE[key] for key in list(WHOLE)[::2]},
    {key: WHOLE[key] for key in list(WHOLE)[1::2]},
)


def begun():
    """A town whose answers are there, all but empty."""
    town = made.recipient()
    made.save(town, {"q.remarks": "見本"})
    return town


def save_both(town):
    """Two forms, each with its half of the answers, opened before either was saved."""
    forms = [made.page(town) for _half in HALVES]
    deeds = [
        lambda half=half, form=form: made.save(town, half, form)
        for half, form in zip(HALVES, forms, strict=True)
    ]
    return at_once(deeds)


def without_lock(town):
    """In place of ``hold``: both have read before either of them writes."""

    def hold(recipient_id, _at):
        found = Answer.objects.prefetch_related("submissions")
        answer = found.get(recipient=recipient_id)
        answer.recipient = made.recipient(town.survey)
        return answer, questionnaire_of(town.survey)

    return looking_together(hold, len(HALVES))


def test_what_two_windows_save_at_once_is_all_there():
    town = begun()
    assert not [one for one in save_both(town) if isinstance(one, Exception)]
    found = Answer.objects.get()
    wanted = {key: one for key, one in WHOLE.items() if key != "q.remarks"}
    assert wanted.items() <= found.values.items()
    assert found.version == found.versions.count()


def test_the_control_without_the_lock_the_work_of_one_is_lost(monkeypatch):
    town = begun()
    monkeypatch.setattr(writing, "hold", without_lock(town))
    save_both(town)
    wanted = {key: one for key, one in WHOLE.items() if key != "q.remarks"}
    assert not wanted.items() <= Answer.objects.get().values.items()


def test_the_very_first_answers_of_two_windows_begin_one_row():
    town = made.recipient()
    forms = [made.page(town) for _half in HALVES]
    done_at_once(
        [
            lambda half=half, form=form: made.save(town, half, form)
            for half, form in zip(HALVES, forms, strict=True)
        ]
    )
    assert Answer.objects.get().values == WHOLE


def test_two_windows_that_send_at_once_have_one_receipt():
    town = made.answered()
    sent = done_at_once([lambda: made.submit(town)] * 4)
    assert len({one.receipt for one in sent}) == 1
    assert Submission.objects.count() == 1


def test_the_control_without_the_lock_each_would_send(monkeypatch):
    town = made.answered()
    monkeypatch.setattr(sending, "hold", without_lock(town))
    sent = at_once([lambda: made.submit(town)] * 2)
    assert [one for one in sent if isinstance(one, Exception)]
