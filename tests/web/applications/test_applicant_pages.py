"""The applicant's pages: start, files, amount, sending, correcting, taking back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.applications import actions, queries
from chiiki_web.applications.models import Application
from chiiki_web.plans import actions as plan_actions
from web import make
from web.applications import made
from web.make import CLOCK, NOW

pytestmark = pytest.mark.django_db
LIST = reverse("applications:list")


@pytest.fixture(autouse=True)
def now(clock, monkeypatch):
    clock.move_to(NOW)
    monkeypatch.setattr(CLOCK, lambda value: NOW)


@pytest.fixture
def who(client):
    found = made.people()
    client.force_login(found.officer.user)
    return found


def url(name, one):
    return reverse(f"applications:{name}", args=[one.pk])


def start(who):
    return reverse("applications:start", args=[who.call.pk])


def text(response):
    assert response.status_code == 200
    return response.content.decode()


def test_a_plan_is_chosen_and_becomes_a_draft(client, who):
    plan, _other = make.full_plan(who.officer), make.plan(who.officer)
    answer = client.post(start(who), {"plan": plan.pk})
    made_one = Application.objects.get()
    assert made_one.plan == plan
    assert answer["Location"] == url("detail", made_one)


def test_the_plan_one_comes_from_is_chosen_already_and_an_only_one_too(client, who):
    first = make.full_plan(who.officer)
    assert f'value="{first.pk}"' in text(client.get(start(who)))
    assert "checked" in text(client.get(start(who)))
    second = make.plan(who.officer)
    assert "checked" not in text(client.get(start(who)))
    html = text(client.get(start(who), {"plan": second.pk}))
    assert html.index(f'value="{second.pk}"') < html.index("checked")


@pytest.mark.parametrize(
    ("odd", "words"),
    [
        ("", "提出する計画を選んでください"),
        ("\x00", "error-summary"),
        *(
            (odd, "自団体の計画の中から")
            for odd in ("x", "-1", "9" * 30, "9" * 5000, "²")
        ),
    ],
)
def test_no_plan_or_an_odd_one_gives_a_sentence(client, who, odd, words):
    make.full_plan(who.officer)
    assert words in text(client.post(start(who), {"plan": odd}))
    assert not Application.objects.exists()


def test_the_plan_of_another_body_cannot_be_sent(client, who):
    make.full_plan(who.officer)
    html = text(client.post(start(who), {"plan": make.full_plan().pk}))
    assert "自団体の計画の中から" in html
    assert not Application.objects.exists()


def test_a_call_that_has_closed_says_so_and_offers_no_form(client, who, monkeypatch):
    plan = make.full_plan(who.officer)
    monkeypatch.setattr(CLOCK, lambda value: who.call.closes_at)
    html = text(client.get(start(who)))
    assert "現在、申請を受け付けていません" in html
    assert 'name="plan"' not in html
    html = text(client.post(start(who), {"plan": plan.pk}))
    assert "現在、申請を受け付けていません" in html


def test_who_has_no_plan_is_led_to_write_one(client, who):
    html = text(client.get(start(who)))
    assert reverse("plans:new") in html
    assert "はじめに計画を作成してください" in html


def test_a_call_that_does_not_exist_is_not_found(client, who):
    for number in (0, 10**18, 10**30):
        address = reverse("applications:start", args=[number])
        assert client.get(address).status_code == 404


def test_an_empty_list_leads_to_the_plans(client, who):
    assert reverse("plans:list") in text(client.get(LIST))
    application = made.draft(who)
    assert url("detail", application) in text(client.get(LIST))


def test_a_draft_shows_what_is_to_do_in_order(client, who):
    html = text(client.get(url("detail", made.draft(who))))
    places = [
        html.index(word) for word in ("1. 要件", "2. 添付", "3. 申請額", "4. 提出")
    ]
    assert places == sorted(places)
    assert "令和8年12月7日 12:00" in html
    assert "計画.pdf" in html
    assert "100,000,000円" in html


@pytest.mark.parametrize("language", ["ja", "en"])
def test_rules_that_are_not_met_stand_first_with_their_remedy(client, who, language):
    application = made.draft(who)
    plan = application.plan
    plan_actions.change_plan(
        plan.pk, version=plan.version, by=who.officer, at=NOW, creates_jobs=False
    )
    client.cookies["django_language"] = language
    html = text(client.get(url("detail", application)))
    first = html[html.index("<tbody>") :][:600]
    assert ("満たさない" if language == "ja" else "not met") in first
    remedy = "雇用の内容と人数" if language == "ja" else "which jobs, and how many"
    assert remedy in first


def test_a_file_is_added_and_named(client, who):
    application = made.draft(who, with_file=False)
    form = {"kind": "budget", "upload": made.paper("予算書.pdf")}
    html = text(client.post(url("attach", application), form, follow=True))
    assert "「予算書.pdf」を保存しました" in html
    (one,) = queries.files_of(application)
    assert (one.name, one.kind) == ("予算書.pdf", "budget")


def test_a_file_is_taken_out_and_named(client, who):
    application = made.draft(who)
    (one,) = queries.files_of(application)
    html = text(client.post(url("remove", one), follow=True))
    assert "「計画.pdf」を取り外しました" in html
    assert not queries.files_of(application)


def test_the_amount_is_read_as_offices_write_it(client, who):
    application = made.draft(who)
    form = {"requested": "１，２００万円", "recommended_by": "見本県"}
    html = text(client.post(url("amount", application), form, follow=True))
    assert "申請額を保存しました" in html
    kept = made.fresh(application)
    assert (kept.requested, kept.recommended_by) == (12_000_000, "見本県")


def test_sending_leads_to_the_receipt(client, who):
    application = made.draft(who)
    form = {"key": str(uuid4())}
    html = text(client.post(url("submit", application), form, follow=True))
    assert made.fresh(application).number in html
    assert "保存したファイル" in html


@pytest.mark.parametrize("key", ["", "x", "\x00", "9" * 400])
def test_a_form_without_its_key_sends_nothing_and_says_so(client, who, key):
    application = made.draft(who)
    html = text(client.post(url("submit", application), {"key": key}, follow=True))
    assert "まだ提出されていません" in html
    assert made.fresh(application).status == "draft"


def test_what_was_sent_shows_no_form_that_changes_it(client, who):
    application = made.received(who)
    html = text(client.get(url("detail", application)))
    for name in ("attach", "amount", "submit"):
        assert url(name, application) not in html
    assert url("receipt", application) in html
    assert url("withdraw", application) in html


@pytest.mark.parametrize(
    ("name", "form"),
    [("amount", {"requested": "1"}), ("attach", {"kind": "plan"})],
)
def test_a_late_form_about_what_was_sent_is_refused_without_opening_it(
    client, who, name, form
):
    application = made.received(who)
    if name == "attach":
        form = form | {"upload": made.paper("後.pdf")}
    html = text(client.post(url(name, application), form))
    assert "事務局が差し戻した場合を除き" in html
    assert url("submit", application) not in html
    assert made.fresh(application).requested == 12_000_000


def test_a_returned_one_says_what_to_correct_and_shows_the_forms_again(client, who):
    application = made.returned(who, NOW + timedelta(days=3))
    html = text(client.get(url("detail", application)))
    assert "令和8年11月26日 12:00までに補正してください" in html
    assert "収支予算書を直してください。" in html
    assert url("submit", application) in html
    assert url("receipt", application) in html


def test_a_second_return_no_longer_asks_for_what_was_corrected(client, who):
    application = made.returned(who, NOW + timedelta(days=3))
    made.submit(application, who, at=NOW + timedelta(hours=1))
    first = application.comments.get()
    actions.resolve_comment(first.pk, is_resolved=True, by=who.office, at=NOW)
    actions.return_application(
        application.pk,
        note="次は見積書です。",
        correct_by=NOW + timedelta(days=5),
        form_key=uuid4(),
        by=who.office,
        at=NOW + timedelta(hours=2),
    )
    context = client.get(url("detail", application)).context
    assert [one.comment.text for one in context["corrections"]] == ["次は見積書です。"]
    assert len(context["comments"]) == 2


def test_what_a_correction_changed_is_said_in_words(client, who):
    application = made.returned(who, NOW + timedelta(days=3))
    plan = application.plan
    plan_actions.change_plan(
        plan.pk,
        version=plan.version,
        by=who.officer,
        at=NOW,
        target_users=250,
        shares_results=False,
        payer_after="users",
        running_cost_per_year=1_500_000,
    )
    made.attach(application, who.officer, made.paper("見積.pdf", b"%PDF-2"), "quote")
    made.submit(application, who)
    changes = client.get(url("detail", application)).context["changes"]
    said = {str(one.label): (one.before, one.now) for one in changes}
    assert ("200人", "250人") in said.values()
    assert ("はい", "いいえ") in said.values()
    assert ("1,200,000円", "1,500,000円") in said.values()
    before, after = said["添付書類"]
    assert "見積.pdf" not in before
    assert "見積.pdf" in after
    assert len(changes) == 5


def test_every_part_of_a_plan_has_a_name_when_it_changes(client, who):
    application = made.received(who)
    first = application.submissions.get()
    other = {
        name: None for name in first.snapshot if name not in {"plan", "version"}
    } | {"version": 2, "plan": application.plan_id}
    first.pk, first.version, first.key, first.snapshot = None, 2, uuid4(), other
    first.save()
    for language in ("ja", "en"):
        client.cookies["django_language"] = language
        changes = client.get(url("detail", application)).context["changes"]
        assert len(changes) > 30


def test_taking_back_asks_nothing_twice_and_says_what_happened(client, who):
    application = made.received(who)
    html = text(client.get(url("detail", application)))
    assert "取り下げた申請を元に戻すことはできません" in html
    html = text(client.post(url("withdraw", application), follow=True))
    assert "申請を取り下げました" in html
    html = text(client.post(url("withdraw", application), follow=True))
    assert "既に取下げ又は不受理" in html


def test_a_withdrawn_draft_does_not_say_that_it_was_sent(client, who):
    draft = made.draft(who)
    client.post(url("withdraw", draft))
    html = text(client.get(url("detail", draft)))
    assert "提出された内容" not in html
    assert "申請の内容" in html


def test_internal_remarks_are_not_shown_to_the_applicant(client, who):
    application = made.received(who)
    values = {"form_key": uuid4(), "by": who.office, "at": NOW}
    actions.comment(application.pk, text="内々の話", is_internal=True, **values)
    html = text(client.get(url("detail", application)))
    assert "内々の話" not in html
    assert "事務局内の記録とする" not in html
