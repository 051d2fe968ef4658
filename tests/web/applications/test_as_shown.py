"""What was checked and frozen when the page was shown is what is sent, or nothing of it."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import translation

from chiiki_web.applications import actions, queries
from chiiki_web.applications.actions import submitting
from chiiki_web.applications.models import Application, Prepared, Submission
from chiiki_web.audit.models import Event
from chiiki_web.documents import kinds
from chiiki_web.outbox.models import Message
from web import make
from web.applications import made
from web.make import CLOCK, NOW
from web.schemes.made import day, rounds

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def who():
    return made.people()


@pytest.fixture
def application(who):
    return made.draft(who)


def prepare(application, who, at=NOW):
    return actions.prepare_application(application.pk, by=who.officer, at=at)


def copies_it(run):
    """Whether the database copied what was prepared."""
    said: list[str] = []

    def note(execute, statement, *rest):
        said.append(statement)
        return execute(statement, *rest)

    with connection.execute_wrapper(note):
        run()
    return any(" FROM applications_prepared WHERE id" in one for one in said)


def refused(run):
    with pytest.raises(actions.CannotSubmit) as caught:
        run()
    return made.codes(caught)


def test_what_was_prepared_is_sent(who, application):
    prepared = prepare(application, who)

    assert copies_it(lambda: made.submit(application, who))

    kept, sent = made.fresh(application), Submission.objects.get()
    assert (kept.status, kept.submitted_at) == ("submitted", NOW)
    assert kept.number == f"R8-K{who.call.pk}-0001"
    assert (sent.sha256, sent.version) == (prepared.sha256, 1)
    assert queries.is_as_sent(sent)
    assert queries.recheck(sent) is queries.Recheck.SAME


def test_without_it_everything_is_checked_when_it_is_sent(who, application):
    assert not copies_it(lambda: made.submit(application, who))
    assert made.fresh(application).status == "submitted"


def everything(application):
    """All that a submission leaves behind, without what is another each time."""
    rows = (
        Application.objects.filter(pk=application.pk),
        Submission.objects.all(),
        Event.objects.filter(name="application.submitted"),
        Message.objects.order_by("kind"),
    )
    found = [list(one.values()) for one in rows]
    for one in (row for table in found for row in table):
        for name in ("id", "key", "dedupe_key"):
            one.pop(name, None)
    return found


def test_it_leaves_to_the_letter_what_the_full_check_leaves(who, application):
    class Undone(Exception):
        pass

    from django.db import transaction

    left = []
    for is_prepared in (False, True):
        try:
            with transaction.atomic():
                if is_prepared:
                    prepare(application, who)
                made.submit(application, who, uuid4(), NOW + HOUR)
                left.append(everything(application))
                raise Undone
        except Undone:
            pass
    assert left[0] == left[1]
    assert left[0][1][0]["sha256"]


def test_the_language_of_who_prepared_leaves_no_trace(who, application):
    found = []
    for language in ("ja", "en"):
        with translation.override(language):
            found.append(prepare(application, who))
    assert found[0].sha256 == found[1].sha256
    assert found[0].assessment == found[1].assessment


def test_preparing_again_takes_the_place_of_the_first(who, application):
    prepare(application, who)
    prepare(application, who, NOW + HOUR)
    assert Prepared.objects.get().prepared_at == NOW + HOUR


def test_preparing_is_no_deed(who, application):
    before = Event.objects.count()
    prepare(application, who)
    assert Event.objects.count() == before
    assert made.fresh(application).number is None


def test_what_lacks_something_is_not_prepared(who):
    assert prepare(made.draft(who, with_file=False), who) is None


def test_only_its_own_officers_prepare(who, application):
    stranger = replace(who, officer=make.member())
    with pytest.raises(actions.CannotPrepare):
        prepare(application, stranger)


def test_only_its_own_officers_send_it(who, application):
    prepare(application, who)
    stranger = replace(who, officer=make.member())
    assert refused(lambda: made.submit(application, stranger)) == [
        "applications.not_yours"
    ]


def test_it_is_not_used_after_half_a_day(who, application):
    prepare(application, who)
    late = NOW + actions.KEPT_FOR
    assert copies_it(lambda: made.submit(made.draft(who), who, at=late)) is False
    assert not copies_it(lambda: made.submit(application, who, at=late))


def test_the_worker_forgets_it_after_half_a_day(who, application):
    prepare(application, who)
    actions.forget_prepared(NOW + actions.KEPT_FOR - timedelta(seconds=1))
    assert Prepared.objects.exists()
    actions.forget_prepared(NOW + actions.KEPT_FOR)
    assert not Prepared.objects.exists()


def test_the_deadline_is_that_of_the_moment_of_sending(who, application):
    prepare(application, who)
    end = who.call.closes_at
    prepared = Prepared.objects.get()
    Prepared.objects.update(prepared_at=end - HOUR)
    assert refused(lambda: made.submit(application, who, at=end)) == [
        "applications.too_late"
    ]
    assert prepared.sha256
    made.submit(application, who, at=end - timedelta(microseconds=1))


def test_two_tabs_send_it_once(who, application):
    prepare(application, who)
    made.submit(application, who)
    assert refused(lambda: made.submit(application, who)) == [
        "applications.already_submitted"
    ]


def test_the_same_form_twice_gives_the_same_receipt(who, application):
    prepare(application, who)
    key = uuid4()
    first = made.submit(application, who, key)
    assert made.submit(application, who, key) == first
    assert Submission.objects.count() == 1


def test_numbers_run_on_from_one_way_to_the_other(who):
    for place in range(1, 5):
        other = made.People(make.member(), who.office, who.call)
        application = made.draft(other)
        if place % 2:
            prepare(application, other)
        made.submit(application, other)
        assert made.fresh(application).number.endswith(f"-{place:04}")


@pytest.mark.parametrize("damage", ["lost", "shorter"])
def test_a_file_that_is_not_whole_on_disk_is_found(who, application, damage):
    prepare(application, who)
    path = kinds.path_of(application.attachments.get().file.sha256)
    content = path.read_bytes()
    try:
        path.unlink()
        if damage == "shorter":
            path.write_bytes(content[:-1])
        assert refused(lambda: made.submit(application, who)) == [
            "applications.file_lost"
        ]
    finally:
        path.unlink(missing_ok=True)
        path.write_bytes(content)


def test_a_correction_is_checked_when_it_is_sent(who):
    application = made.returned(who, NOW + timedelta(days=5))
    assert prepare(application, who) is None
    assert not copies_it(lambda: made.submit(application, who))
    assert made.fresh(application).submissions.count() == 2


@pytest.mark.parametrize(("at", "copied", "number"), [(0, True, 1), (2, False, 2)])
def test_another_round_is_frozen_anew(who, at, copied, number):
    rounds(who.call, who.office, (-7, 1), (2, 5))
    application = made.draft(who)
    prepare(application, who)
    Prepared.objects.update(prepared_at=day(at))

    done = copies_it(lambda: made.submit(application, who, at=day(at)))

    assert done is copied
    sent = Submission.objects.get()
    assert sent.snapshot["round"] == number
    assert queries.is_as_sent(sent)


def test_the_page_asks_for_it_by_itself(client, who, application):
    client.force_login(who.officer.user)
    place = reverse("applications:prepare", args=[application.pk])
    page = client.get(reverse("applications:detail", args=[application.pk]))
    assert f'data-prepare="{place}"' in page.content.decode()


def test_the_page_shows_its_digest(client, who, application, monkeypatch):
    monkeypatch.setattr(CLOCK, lambda value: NOW)
    client.force_login(who.officer.user)
    answer = client.post(reverse("applications:prepare", args=[application.pk]))
    assert Prepared.objects.get().sha256 in answer.content.decode()


def test_where_something_lacks_the_page_shows_nothing(client, who, monkeypatch):
    monkeypatch.setattr(CLOCK, lambda value: NOW)
    client.force_login(who.officer.user)
    application = made.draft(who, with_file=False)
    answer = client.post(reverse("applications:prepare", args=[application.pk]))
    assert (answer.status_code, answer.content) == (204, b"")


def test_control_without_the_stamp_what_was_changed_is_not_sent(
    who, application, monkeypatch
):
    """The damage that the stamp keeps away."""
    monkeypatch.setattr(queries, "stamp_of", lambda application: "always the same")
    prepare(application, who)
    actions.set_amount(
        application.pk, requested=1_000, recommended_by="", by=who.officer, at=NOW
    )
    made.submit(application, who)
    assert Submission.objects.get().snapshot["requested"] == 12_000_000


def test_control_without_a_look_at_the_disk_a_lost_file_is_received(
    who, application, monkeypatch
):
    prepare(application, who)
    monkeypatch.setattr(submitting, "is_at_hand", lambda sha256, size: True)
    path = kinds.path_of(application.attachments.get().file.sha256)
    content = path.read_bytes()
    path.unlink()
    try:
        made.submit(application, who)
    finally:
        path.write_bytes(content)
    assert made.fresh(application).status == "submitted"
