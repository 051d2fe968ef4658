"""An application is started, gets its amount and its files, while it may be changed."""

import hashlib
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from chiiki_web.applications import actions, queries
from chiiki_web.applications.models import Application
from chiiki_web.audit import queries as audit
from chiiki_web.documents import kinds
from chiiki_web.documents.actions import CannotStore
from web import make
from web.applications import made
from web.make import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return made.people()


def start(plan, call, by, at=NOW):
    return actions.start_application(plan.pk, call.pk, by=by, at=at)


def set_amount(application, by, **changes):
    values = {"requested": 11_000_000, "recommended_by": "見本県"} | changes
    return actions.set_amount(application.pk, by=by, at=NOW, **values)


def test_a_plan_becomes_a_draft_with_what_the_plan_asks_for(who):
    plan = make.full_plan(who.officer)
    application = start(plan, who.call, who.officer)
    assert (application.status, application.number) == ("draft", None)
    assert application.requested == plan.requested
    assert application.organisation_id == who.officer.organisation_id
    event = audit.history_of(application).get()
    assert (event.name, event.case) == ("application.started", plan.case)
    assert not made.told(who.office)


def test_a_second_start_gives_the_first_application(who):
    plan = make.full_plan(who.officer)
    first = start(plan, who.call, who.officer)
    assert start(plan, who.call, who.officer) == first
    assert made.names(first) == ["application.started"]


def test_one_plan_goes_to_two_calls(who):
    plan = make.full_plan(who.officer)
    other = start(plan, make.call(), who.officer)
    assert start(plan, who.call, who.officer) != other


def test_a_plan_that_was_withdrawn_can_be_sent_again(who):
    first = made.draft(who)
    actions.withdraw_application(first.pk, by=who.officer, at=NOW)
    assert start(first.plan, who.call, who.officer) != first


@pytest.mark.parametrize("days", [-8, 14])
def test_a_call_that_is_not_open_takes_no_start(who, days):
    plan = make.full_plan(who.officer)
    with pytest.raises(actions.CannotPrepare) as caught:
        start(plan, who.call, who.officer, NOW + timedelta(days=days))
    assert made.codes(caught) == ["applications.call_closed"]
    assert (
        made.sentences(caught, "ja") == "この公募は、現在、申請を受け付けていません。"
    )
    assert "does not take applications now" in made.sentences(caught, "en")


def test_only_an_officer_of_the_body_behind_the_plan_starts(who):
    plan = make.full_plan(who.officer)
    for by in (make.member(), who.office, make.member("auditor")):
        with pytest.raises(actions.CannotPrepare) as caught:
            start(plan, who.call, by)
        assert made.codes(caught) == ["applications.not_yours"]
    assert not Application.objects.exists()


def test_control_without_the_constraint_a_plan_stands_twice_in_a_call(who):
    first = made.draft(who)
    values = {
        "plan": first.plan,
        "call": who.call,
        "organisation": first.organisation,
        "created_at": NOW,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Application.objects.create(**values)
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX application_once_per_call")
    Application.objects.create(**values)
    assert first.plan.applications.count() == 2


def test_the_amount_is_kept_once_with_who_recommends(who):
    application = made.draft(who)
    set_amount(application, who.officer)
    set_amount(application, who.officer)
    kept = made.fresh(application)
    assert (kept.requested, kept.recommended_by) == (11_000_000, "見本県")
    assert made.names(kept).count("application.amount_set") == 1
    details = audit.history_of(kept).last().details
    assert details == {"requested": 11_000_000, "recommended_by": "見本県"}


@pytest.mark.parametrize("amount", [0, -1])
def test_an_amount_of_nothing_is_refused(who, amount):
    application = made.draft(who)
    with pytest.raises(actions.CannotPrepare) as caught:
        set_amount(application, who.officer, requested=amount)
    assert made.sentences(caught, "ja") == "申請額を入力してください。"
    assert made.sentences(caught, "en") == "Enter the amount applied for."


def test_a_file_is_stored_byte_for_byte_before_it_is_added(who):
    application = made.draft(who, with_file=False)
    content = b"%PDF-1.7 " + bytes(range(256)) * 20 + b"%%EOF"
    one = made.attach(application, who.officer, made.paper("見本.pdf", content))
    assert one.file.sha256 == hashlib.sha256(content).hexdigest()
    assert kinds.path_of(one.file.sha256).read_bytes() == content
    assert queries.is_stored(one)
    event = audit.history_of(application).last()
    assert event.name == "application.file_added"
    assert event.details == {"name": "見本.pdf", "sha256": one.file.sha256}


def test_the_same_file_under_the_same_name_is_added_once(who):
    application = made.draft(who, with_file=False)
    first = made.attach(application, who.officer)
    assert made.attach(application, who.officer) == first
    other = made.attach(application, who.officer, kind="quote")
    assert queries.files_of(application) == [first, other]


@pytest.mark.parametrize(
    ("upload", "code", "japanese", "english"),
    [
        (
            ("空.pdf", b""),
            "documents.empty",
            "「空.pdf」は空のファイル（0バイト）です",
            "0 bytes",
        ),
        (
            ("悪.exe", b"MZ"),
            "documents.kind_not_allowed",
            "「悪.exe」は添付できません",
            "cannot be taken",
        ),
        (
            ("偽.pdf", b"MZ this is no PDF"),
            "documents.kind_not_allowed",
            "「偽.pdf」は添付できません",
            "must match the content",
        ),
        (
            ("表.csv", b"a,b\x00c"),
            "documents.kind_not_allowed",
            "「表.csv」は添付できません",
            "cannot be taken",
        ),
    ],
)
def test_a_file_that_cannot_be_taken_is_named_with_its_remedy(
    who, upload, code, japanese, english
):
    application = made.draft(who, with_file=False)
    with pytest.raises(CannotStore) as caught:
        made.attach(application, who.officer, made.paper(*upload), kind="other")
    assert made.codes(caught) == [code]
    assert japanese in made.sentences(caught, "ja")
    assert english in made.sentences(caught, "en")
    assert not queries.files_of(application)


def test_a_file_above_the_limit_is_refused_with_its_size(who, settings):
    settings.CHIIKI_ATTACHMENT_MAX_BYTES = 1024 * 1024
    application = made.draft(who, with_file=False)
    exact = made.paper(content=made.PDF.ljust(1024 * 1024 - 5) + b"%%EOF")
    made.attach(application, who.officer, exact)
    above = made.paper(content=made.PDF.ljust(1024 * 1024 + 1))
    with pytest.raises(CannotStore) as caught:
        made.attach(application, who.officer, above)
    assert made.codes(caught) == ["documents.too_large"]
    assert "1MBまで" in made.sentences(caught, "ja")
    assert "at most 1 MB" in made.sentences(caught, "en")
    assert len(queries.files_of(application)) == 1


def test_a_file_is_taken_out_once_and_stays_on_disk(who):
    application = made.draft(who)
    (one,) = queries.files_of(application)
    for _ in range(2):
        actions.remove_attachment(one.pk, by=who.officer, at=NOW)
    assert not queries.files_of(application)
    assert made.names(application).count("application.file_removed") == 1
    assert queries.is_stored(one)


def test_what_was_sent_cannot_be_changed(who):
    application = made.received(who)
    (one,) = queries.files_of(application)
    for deed in (
        lambda: set_amount(application, who.officer),
        lambda: made.attach(application, who.officer, made.paper("後.pdf")),
        lambda: actions.remove_attachment(one.pk, by=who.officer, at=NOW),
    ):
        with pytest.raises(actions.CannotPrepare) as caught:
            deed()
        assert made.codes(caught) == ["applications.not_editable"]
    assert "差し戻した場合を除き" in made.sentences(caught, "ja")
    assert "unless the office returns it" in made.sentences(caught, "en")
    assert queries.files_of(application) == [one]


def test_strangers_and_the_office_change_nothing(who):
    application = made.draft(who)
    (one,) = queries.files_of(application)
    for by in (make.member(), who.office):
        for deed in (
            lambda by=by: set_amount(application, by),
            lambda by=by: made.attach(application, by),
            lambda by=by: actions.remove_attachment(one.pk, by=by, at=NOW),
        ):
            with pytest.raises(actions.CannotPrepare) as caught:
                deed()
            assert made.codes(caught) == ["applications.not_yours"]
    assert made.sentences(caught, "ja") == "この操作は申請団体だけが行えます。"
    assert "Only the applicant" in made.sentences(caught, "en")
