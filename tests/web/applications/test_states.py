"""Every deed in every situation, by everybody, gives what the model says."""

import pytest
from django.db import transaction

from chiiki_web.applications.models import Application, Submission
from chiiki_web.audit import queries as audit
from chiiki_web.outbox.models import Message
from web.applications import states
from web.applications.acting import DAY, Site, refused
from web.make import NOW

pytestmark = pytest.mark.django_db
LAST = {"accepted": "accept", "rejected": "reject", "withdrawn": "withdraw"}


def bring(site, wanted):
    """Lead an application into a situation of the table."""
    last = LAST.get(wanted.status)
    deeds = ["attach"] * wanted.files + ["submit"] * wanted.versions
    deeds += ["check"] * wanted.is_complete + [last] * bool(last)
    for deed in deeds:
        site.does(deed)
    end, correction_end = site.call.closes_at, NOW + 3 * DAY
    if wanted.status == states.RETURNED:
        until = end + 9 * DAY if wanted.call_is_over else correction_end
        site.does("return", correct_by=until)
    if wanted.is_selected:
        site.selects()
    if wanted.call_is_over or wanted.correction_is_over:
        site.at = end if wanted.call_is_over else correction_end
    assert site.standing() == wanted


def traces(site):
    """Everything that a deed could have left behind."""
    return (
        [event.pk for event in audit.history_of_case(site.plan.case)],
        Message.objects.count(),
        Submission.objects.count(),
        Application.objects.count(),
        site.standing(),
    )


@pytest.fixture
def site():
    return Site()


def cells(now):
    """Every deed that can be tried, by everybody, with what the model says."""
    for deed in states.DEEDS:
        for by in states.PEOPLE if states.is_possible(now, deed) else ():
            yield deed, by, states.answer(now, deed, by)


@pytest.mark.parametrize("name", states.SITUATIONS)
def test_every_deed_of_everybody_gives_what_the_table_says(site, name):
    now = states.SITUATIONS[name]
    bring(site, now)
    before, kept = traces(site), dict(vars(site))
    for deed, by, expected in cells(now):
        if expected.refused:
            assert refused(site, deed, by) == expected.refused, (deed, by)
    assert traces(site) == before
    for deed, by, expected in cells(now):
        if expected.refused:
            continue
        with transaction.atomic():
            assert not refused(site, deed, by), (deed, by)
            assert site.standing() == expected.after, (deed, by)
            assert (traces(site) == before) == (not expected.event), (deed, by)
            is_new = site.application != kept["application"]
            transaction.set_rollback(True)
        assert is_new == expected.begins_anew
        vars(site).update(kept)


def test_the_page_of_the_tables_is_the_one_that_the_model_writes():
    text = states.PAGE.read_text(encoding="utf-8")
    assert text == states.page(text), f"run {states.__file__}"
