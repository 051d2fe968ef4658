"""Pages about status reports: the list, the form, and what was said."""

import pytest
from django.urls import reverse

from chiiki_web.followups import actions
from chiiki_web.followups.models import StatusReport
from web import make
from web.services import made
from web.services.browse import get, post, text
from web.services.made import on
from web.visit import send_too_late

pytestmark = pytest.mark.django_db
LIST = reverse("followups:list")
ODD = ["\x00", "😀", "' OR 1=1", "<b>", "²", "٣", "9" * 40, "-1"]


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(on(2029, 5, 10))


@pytest.fixture(scope="module")
def officer(kept):
    return make.member()


@pytest.fixture(scope="module")
def office(kept):
    return make.member("office")


@pytest.fixture(scope="module", autouse=True)
def report(officer, office):
    made.service(officer, office, running_cost_per_year=1_200_000, payer="users")
    actions.open_reports(on(2028, 4, 1))
    return StatusReport.objects.get(fiscal_year=2028)


def page(report):
    return reverse("followups:report", args=[report.pk])


def test_each_role_stands_before_the_door_it_is_given(client, report, officer, office):
    people = {"officer": officer, "office": office} | {
        role: make.member(role)
        for role in ("reviewer", "adviser", "auditor", "administrator")
    }
    for address in (LIST, page(report)):
        opened = {
            role
            for role, member in people.items()
            if get(client, member, address).status_code == 200
        }
        assert opened == {"officer", "office", "auditor"}


def test_the_report_of_another_body_is_not_found(client, report):
    for stranger in (make.member(), make.member("office")):
        assert get(client, stranger, page(report)).status_code == 404
        assert post(client, stranger, page(report)).status_code == 404


def test_pages_stay_within_twenty_statements(
    client, django_assert_max_num_queries, report, officer, office
):
    for number in range(4):
        made.service(officer, office, name=f"見本{number}")
    actions.open_reports(on(2028, 4, 2))
    for member, address in (
        (officer, LIST),
        (office, f"{LIST}?service={report.service_id}"),
        (make.member("auditor"), LIST),
        (officer, page(report)),
        (office, page(report)),
    ):
        client.force_login(member.user)
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200


def test_the_list_keeps_one_service_and_begins_with_the_next_due(
    client, report, officer
):
    other = made.service(officer, name="見本の二つ目")
    actions.open_reports(on(2028, 4, 2))
    assert len(get(client, officer, LIST).context["page"].object_list) == 10
    kept = get(client, officer, LIST, service=report.service_id).context["page"]
    assert kept[0] == report
    assert {one.service for one in kept} == {report.service} != {other}


def test_the_list_leads_to_the_report_that_can_be_sent_now(
    client, report, officer, office
):
    found = get(client, officer, LIST)
    assert found.context["next"] == report
    assert f'href="{page(report)}">運用状況報告を書く' in text(found)
    assert text(found).count("提出時期前") == 4
    assert get(client, office, LIST).context["next"] is None
    actions.submit_report(
        report.pk, is_in_use=True, uses=1, by=officer, at=on(2029, 5, 10)
    )
    assert get(client, officer, LIST).context["next"] is None


def test_an_overdue_report_is_said(client, clock, report, officer):
    clock.move_to(on(2029, 7, 1))
    html = text(get(client, officer, LIST))
    assert "1件が期限を過ぎています" in html
    assert "期限超過" in html
    assert "期限超過" in text(get(client, officer, page(report)))


def test_an_empty_list_says_when_reports_open(client):
    assert "まだ運用状況報告はありません" in text(get(client, make.member(), LIST))


@pytest.mark.parametrize("odd", ODD)
def test_odd_characters_in_an_address_do_no_harm(client, report, officer, odd):
    for params in ({"service": odd}, {"page": odd}):
        assert get(client, officer, LIST, **params).status_code == 200


@pytest.mark.parametrize("number", [0, 10**30])
def test_a_number_that_nothing_has_is_not_found(client, officer, number):
    address = reverse("followups:report", args=[number])
    assert get(client, officer, address).status_code == 404


def test_what_is_known_already_stands_in_the_form(client, report, officer):
    report.service.uses.create(
        month=on(2028, 5, 1).date(), uses=1_500, reported_at=on(2028, 6, 1)
    )
    html = text(get(client, officer, page(report)))
    assert 'value="1,500"' in html
    assert 'value="1,200,000"' in html
    assert f'value="{report.service.get_payer_display()}"' in html


@pytest.mark.parametrize(
    ("answer", "words"), [("yes", "使われている"), ("no", "使われていない")]
)
def test_what_was_sent_can_be_read(client, report, officer, office, answer, words):
    response = post(
        client,
        officer,
        page(report),
        is_in_use=answer,
        uses="１，８００",
        running_cost="120万円",
        went_badly="端末が<b>壊れた</b>。",
    )
    assert response["Location"] == page(report)
    for member in (officer, office):
        html = text(get(client, member, page(report)))
        assert f"<dd>{words}</dd>" in html
        assert "1,200,000円" in html
        assert "端末が&lt;b&gt;壊れた&lt;/b&gt;。" in html


def test_sending_it_twice_leaves_the_first(client, report, officer):
    typed = {"is_in_use": "yes", "uses": "1800"}
    post(client, officer, page(report), **typed)
    html = text(post(client, officer, page(report), **typed | {"uses": "1"}))
    assert "1,800" in html


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"is_in_use": ""}, "必須"),
        ({"uses": ""}, "年度内の利用回数を"),
        ({"uses": "たくさん"}, "たくさん"),
        ({"uses": "9" * 15}, "以下"),
        ({"income": "-5円"}, "-5円"),
        ({"is_in_use": "no"}, "理由"),
        ({"is_in_use": "maybe"}, "maybe"),
        ({"went_well": "a\x00b"}, "何か文字"),
        ({"went_well": "長" * 4_001}, "4000"),
    ],
)
def test_what_was_typed_comes_back_after_a_refusal(
    client, report, officer, typed, words
):
    form = {"is_in_use": "yes", "uses": "120", "next_year": "見本の予定😀"} | typed
    html = text(post(client, officer, page(report), **form))
    assert words in html
    assert ">\n見本の予定😀</textarea>" in html
    report.refresh_from_db()
    assert report.status == "due"


def test_before_the_year_is_over_the_page_says_from_when(client, report, officer):
    later = StatusReport.objects.get(fiscal_year=2029)
    html = text(get(client, officer, page(later)))
    assert "令和12年4月1日" in html
    assert 'name="uses"' not in html
    html = text(post(client, officer, page(later), is_in_use="yes", uses="12"))
    assert "令和12年4月1日" in html
    assert 'value="12"' in html


def test_others_read_and_do_not_fill(client, report, office):
    html = text(post(client, office, page(report), is_in_use="yes", uses="1"))
    assert 'name="uses"' not in html
    assert "まだ提出されていません" in html


def test_what_was_typed_survives_signing_in_again(client, report, officer):
    late = {"is_in_use": "yes", "uses": "777"}
    send_too_late(client, officer, page(report), late)
    assert 'value="777"' in text(get(client, officer, page(report)))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_page_speaks_both_languages(client, report, officer, office, language):
    client.cookies["django_language"] = language
    for member, address in ((officer, LIST), (officer, page(report)), (office, LIST)):
        html = text(get(client, member, address))
        assert ("運用状況報告" in html) is (language == "ja")
        assert ("Status report" in html) is (language == "en")


def test_of_an_overdue_report_the_office_reads_whom_to_ask(
    client, report, officer, office, clock
):
    assert officer.user.email not in text(get(client, office, page(report)))
    clock.move_to(on(2030, 5, 10))
    assert officer.user.email in text(get(client, office, page(report)))
    auditor = make.member("auditor")
    assert officer.user.email not in text(get(client, auditor, page(report)))


def test_the_list_leads_the_office_to_the_report_that_is_late_longest(
    client, clock, report, office
):
    assert "確認先を見る" not in text(get(client, office, LIST))
    clock.move_to(on(2030, 5, 10))
    assert page(report) in text(get(client, office, LIST)).split("確認先を見る")[0]
