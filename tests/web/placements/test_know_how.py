"""Know-how becomes cases of the library: by the region, with consent, without contacts."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from chiiki_web.library.actions import CannotPublish
from chiiki_web.library.models import CaseStudy
from chiiki_web.outbox.models import Message
from chiiki_web.placements import actions
from chiiki_web.placements.models import KnowHow
from web.make import NOW
from web.placements import made
from web.placements.made import refused

pytestmark = pytest.mark.django_db
CASE = {
    "title_ja": "見守りの件数を数える手順",
    "result": "used",
    "problem_ja": "使われているか分からなかった。",
    "worked_ja": "月初に集計し、課で見る。",
}


@pytest.fixture
def placement(officer, office):
    return made.running(officer, office)


def publish(entry, officer):
    return actions.publish_know_how(entry.pk, by=officer, at=NOW, **CASE)


def test_an_entry_becomes_a_case_and_both_lead_to_each_other(
    placement, officer, client
):
    entry = made.know_how(placement, made.manager_of(placement))
    study = publish(entry, officer)
    entry.refresh_from_db()
    public = reverse("placements:public", args=[placement.pk])
    case = reverse("library:detail", args=[study.pk])
    assert entry.study == study
    assert f'href="{public}"' in client.get(case).content.decode()
    assert f'href="{case}"' in client.get(public).content.decode()
    (told,) = Message.objects.filter(kind="placement.know_how_published")
    assert told.recipient == made.manager_of(placement).user


def test_a_case_is_marked_as_a_sample_where_the_body_is_one(placement, officer):
    entry = made.know_how(placement, officer)
    assert publish(entry, officer).is_sample


def test_it_is_published_once_and_then_not_changed(placement, officer):
    entry = made.know_how(placement, officer)
    publish(entry, officer)
    found = refused(actions.publish_know_how, entry.pk, by=officer, **CASE)
    assert found == {"published_already"}
    words = {"kind": "how_to", "title": "別", "text": "別", "by": officer}
    found = refused(actions.change_know_how, entry.pk, **words)
    assert found == {"published_already"}
    assert CaseStudy.objects.filter(title_ja=CASE["title_ja"]).count() == 1


def test_whom_to_ask_is_not_published(placement, officer):
    entry = made.know_how(placement, officer, kind="contact")
    found = refused(actions.publish_know_how, entry.pk, by=officer, **CASE)
    assert found == {"contact_stays_inside"}


def test_control_the_database_keeps_contacts_inside(placement, officer):
    entry = made.know_how(placement, officer, kind="contact")
    other = made.know_how(placement, officer)
    study = publish(other, officer)
    KnowHow.objects.filter(pk=other.pk).update(study=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        KnowHow.objects.filter(pk=entry.pk).update(study=study)


def test_without_the_consent_of_the_request_nothing_is_shared(placement, officer):
    placement.request.shares_case = False
    placement.request.save()
    entry = made.know_how(placement, officer)
    found = refused(actions.publish_know_how, entry.pk, by=officer, **CASE)
    assert found == {"sharing_not_agreed"}


def test_the_manager_writes_and_does_not_publish(placement):
    manager = made.manager_of(placement)
    entry = made.know_how(placement, manager)
    found = refused(actions.publish_know_how, entry.pk, by=manager, **CASE)
    assert found == {"not_yours"}


def test_a_case_without_a_lesson_is_refused_and_nothing_is_kept(placement, officer):
    entry = made.know_how(placement, officer)
    with pytest.raises(CannotPublish):
        actions.publish_know_how(
            entry.pk, by=officer, at=NOW, **CASE | {"worked_ja": " "}
        )
    entry.refresh_from_db()
    assert entry.study is None


def test_an_entry_is_put_right(placement, officer):
    entry = made.know_how(placement, officer)
    changed = actions.change_know_how(
        entry.pk, kind="pitfall", title="注意", text="月末は混む。", by=officer, at=NOW
    )
    assert (changed.kind, changed.title) == ("pitfall", "注意")
