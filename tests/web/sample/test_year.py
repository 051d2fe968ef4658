"""The sample year, loaded whole once: its figures, its money, and that it is made up.

One test with parts, because loading takes long and each worker would load its own.
"""

from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from chiiki_web.accounts.models import Organisation, User
from chiiki_web.advisers.models import Adviser
from chiiki_web.applications.models import Application
from chiiki_web.audit import chain
from chiiki_web.audit import queries as audit
from chiiki_web.awards.models import Award
from chiiki_web.custody.queries import Look
from chiiki_web.dispatch.models import Draft, Request
from chiiki_web.documents import queries as documents
from chiiki_web.followups.models import StatusReport
from chiiki_web.funds.models import Entry, Fund
from chiiki_web.library.models import CaseStudy
from chiiki_web.outbox import queries as queries_of_mail
from chiiki_web.outbox.groups import Delivery
from chiiki_web.outbox.models import Message
from chiiki_web.placing.models import Matching, Wish
from chiiki_web.plans.models import Plan, WorkingCopy
from chiiki_web.regions.models import Municipality, Prefecture
from chiiki_web.reviews.models import Review
from chiiki_web.sample import actions, many
from chiiki_web.schemes import queries as schemes
from chiiki_web.schemes.models import Call, Round
from chiiki_web.services.models import MonthlyUse, Service, UseWarning
from chiiki_web.settlements.models import Payment, PerformanceReport

pytestmark = [pytest.mark.django_db, pytest.mark.once]
AT = datetime(2026, 11, 23, 12, tzinfo=ZoneInfo("Asia/Tokyo"))


def counted(model, field="status"):
    return dict(Counter(model.objects.values_list(field, flat=True)))


def test_the_sample_year(subtests, client, clock):
    clock.move_to(AT)
    towns = Municipality.objects.count()
    actions.load_sample(AT)

    for check in (
        every_state_of_the_work_is_there,
        a_round_was_matched_twice_with_a_wish_between,
        money_is_balanced,
        one_call_runs_in_rounds,
        nothing_lies_outside_the_range_of_the_sample,
        nobody_is_real,
        nothing_happens_after_now,
        the_history_is_whole,
        no_mail_goes_to_sample_people,
    ):
        with subtests.test(check.__name__):
            check()
    with subtests.test("real places are as they were"):
        assert Municipality.objects.filter(is_sample=False).count() == towns
    with subtests.test("a form asks, and each draft and receipt shows its answers"):
        a_form_asks_and_its_answers_are_shown(client)
    with subtests.test("many more can be loaded on top"):
        fifty_more_are_loaded()


def every_state_of_the_work_is_there():
    assert (Plan.objects.count(), Call.objects.count()) == (68, 15)
    kept = set(WorkingCopy.objects.values_list("part", flat=True))
    assert kept == {"goal", "target_users"}
    assert counted(Application) == {
        "accepted": 50,
        "draft": 5,
        "returned": 1,
        "submitted": 4,
    }
    assert counted(Review) == {"done": 94, "conflicted": 6, "assigned": 6}
    assert counted(Award) == {"decided": 29, "declined": 1, "not_selected": 12}
    assert counted(PerformanceReport) == {"accepted": 23}
    assert counted(Service, "use_state") == {
        "on_target": 11,
        "far_below": 6,
        "below": 3,
        "ended": 1,
        "silent": 2,
    }
    assert set(counted(UseWarning)) == {"closed", "open"}
    assert set(counted(StatusReport)) == {"due", "submitted"}
    assert sorted(bool(one.project) for one in Draft.objects.all()) == [False, True]
    assert counted(Request) == {
        "reported": 11,
        "submitted": 14,
        "proposed": 1,
        "asked": 1,
        "accepted": 4,
        "waiting": 2,
        "withdrawn": 1,
    }
    assert Payment.objects.count() == Service.objects.count() == 23
    assert CaseStudy.objects.filter(is_sample=True).exists()


def a_form_asks_and_its_answers_are_shown(client):
    call = Call.objects.get(programme="model_building")
    form = schemes.scheme_of(call).form
    assert {one.type for one in form.questions} == {
        *("long_text", "yen", "choice", "choices", "text", "yes_no")
    }
    assert [one.code for one in form.items if one.when] == ["school_network"]
    assert call.amendments.count() == 1
    sent = call.applications.get(status="submitted")
    half, carried = [
        one
        for one in call.applications.filter(status="draft").order_by("pk")
        if one.answers.exists()
    ][::-1]

    def read(name, one, by):
        client.force_login(by.user)
        return client.get(reverse(name, args=[one.pk])).content.decode()

    def officer(one):
        return one.organisation.memberships.filter(role="officer").first()

    html = read("applications:answers", half, officer(half))
    assert "合同授業に使う教室の改修が今年度に終わるため。" in html
    assert "接続する学校内ネットワークの名称" in html
    moved = carried.answers.get(code="operator_after", is_asked=True)
    left = carried.answers.get(is_asked=False)
    assert (moved.typed, left.code) == (["npo"], "devices")
    html = read("applications:answers", carried, officer(carried))
    assert "NPO等との協働" in html
    assert "４０台" in html
    desk = read("applications:examine", sent, call.office.memberships.first())
    receipt = read("applications:receipt", sent, officer(sent))
    for words in ("1,200千円", "業務委託", "庁内協議の記録"):
        assert words in desk
        assert words in receipt
    assert "申請者の申告による事項" in desk


def a_round_was_matched_twice_with_a_wish_between():
    first, second = Matching.objects.order_by("pk")
    assert (first.state, second.state) == ("done", "done")
    assert second.based_on == first
    assert second.wishes == [Wish.objects.get().key]
    assert set(second.prices) == set(second.wishes)


def money_is_balanced():
    for fund in Fund.objects.all():
        sums = Counter()
        for kind, amount in fund.entries.values_list("kind", "amount"):
            sums[kind] += amount
        assert fund.reserved == sums["reserve"] - sums["release"]
        assert fund.paid == sums["pay"]
        assert 0 <= fund.paid <= fund.reserved <= fund.total
    awarded = Award.objects.exclude(status="not_selected").aggregate(sum=Sum("amount"))
    sends_people = {"call__programme__instrument": "dispatch"}
    funds = Fund.objects.exclude(**sends_people)
    entries = Entry.objects.filter(kind="reserve", fund__in=funds)
    assert awarded == entries.aggregate(sum=Sum("amount"))
    paid = Payment.objects.aggregate(sum=Sum("amount"))
    assert paid == funds.aggregate(sum=Sum("paid"))


def one_call_runs_in_rounds():
    sends_people = {"call__programme__instrument": "dispatch"}
    rounds = list(Round.objects.exclude(**sends_people).order_by("number"))
    states = [schemes.state_of(one, AT).value for one in rounds]
    assert states == ["closed", "stopped", "open"]
    assert rounds[1].stopped_for == "budget"
    assert [one.applications.count() for one in rounds] == [2, 1, 1]
    closing = Round.objects.filter(**sends_people).values_list("closes_at", flat=True)
    hours = {f"{timezone.localtime(one):%H:%M}" for one in closing}
    assert hours == {"15:00"}


def nothing_lies_outside_the_range_of_the_sample():
    used = {
        *Plan.objects.values_list("municipality", flat=True),
        *Service.objects.values_list("municipality", flat=True),
        *Request.objects.values_list("municipality", flat=True),
        *Organisation.objects.values_list("municipality", flat=True),
        *Municipality.objects.filter(is_sample=True).values_list("pk", flat=True),
        *Prefecture.objects.filter(is_sample=True).values_list("pk", flat=True),
        *Organisation.objects.values_list("prefecture", flat=True),
        *Adviser.objects.values_list("prefecture", flat=True),
    } - {None}
    assert used
    assert [code for code in used if not code.startswith("99")] == []


def nobody_is_real():
    assert not Organisation.objects.exclude(is_sample=True).exists()
    assert not Call.objects.exclude(is_sample=True).exists()
    for name, email in User.objects.values_list("name", "email"):
        assert name.startswith("見本")
        assert email.endswith("@sample.example")
    assert not Organisation.objects.exclude(name_ja__contains="見本").exists()
    assert not Plan.objects.exclude(title__contains="見本").exists()
    assert not Service.objects.exclude(name__contains="見本").exists()


def nothing_happens_after_now():
    assert not audit.recent_events().filter(happened_at__gt=AT).exists()
    assert not MonthlyUse.objects.filter(month__gt=AT.date()).exists()
    assert not Payment.objects.filter(paid_on__gt=AT.date()).exists()


def the_history_is_whole():
    while chain.seal_events(AT):
        pass
    verdict = chain.verify_history()
    assert verdict.is_whole
    assert verdict.unsealed == 0
    assert list(documents.lost_files()) == []
    assert list(Look(AT, reads_bytes=True).broken()) == []
    for award in Award.objects.select_related("application__plan"):
        names = [one.name for one in audit.history_of_case(award.case)]
        assert names[0] == "plan.started"
        assert "application.submitted" in names


def no_mail_goes_to_sample_people():
    assert Message.objects.exists()
    mailed = Message.objects.exclude(delivery=Delivery.NONE)
    assert not queries_of_mail.due(AT + timedelta(days=30)).exists()
    assert [one.is_given_up for one in mailed.filter(sent_at=None)] == [True]
    assert Message.objects.filter(read_at__isnull=True).exists()


def fifty_more_are_loaded():
    before = [one.objects.count() for one in (Application, Award, Service, MonthlyUse)]
    many.load_many(50, AT)
    many.load_many(7, AT)
    after = [one.objects.count() for one in (Application, Award, Service, MonthlyUse)]
    assert [b - a for a, b in zip(before, after, strict=True)] == [57, 12, 12, 144]
    assert not Plan.objects.exclude(municipality__code__startswith="99").exists()
