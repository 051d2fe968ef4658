"""A decision of the office counts for what its page showed, not for what came since."""

from datetime import timedelta

import pytest

from chiiki_web.applications import actions, queries
from web import make
from web.applications import made
from web.applications.test_examine_page import answers, returning, text, url
from web.make import NOW

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=3)


@pytest.fixture(autouse=True)
def now(clock, monkeypatch):
    clock.move_to(LATER)
    monkeypatch.setattr(queries, "database_now", lambda: LATER)


@pytest.fixture
def who(client):
    found = made.people()
    client.force_login(found.office.user)
    return found


def corrected_meanwhile(client, who):
    """An application whose page was opened before a colleague had it corrected."""
    application = made.received(who)
    seen = client.get(url("examine", application)).context["seen"]
    colleague = make.member("office", of=who.office.organisation)
    actions.return_application(
        application.pk,
        note="収支予算書を直してください。",
        correct_by=LATER,
        form_key=returning()["form_key"],
        by=colleague,
        at=NOW + timedelta(hours=1),
    )
    made.submit(application, who, at=NOW + timedelta(hours=2))
    return application, {"seen": seen}


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("check", answers()),
        ("accept", answers(close_corrections="1")),
        ("return", returning()),
        ("reject", {"ground": "前の版についての理由"}),
    ],
)
def test_what_was_corrected_meanwhile_is_read_before_it_is_decided(
    client, who, name, typed
):
    application, seen = corrected_meanwhile(client, who)
    shown = client.post(url(name, application), typed | seen)
    html = text(shown)
    assert "このページを開いた後に、内容又は状態が変わりました" in html
    assert typed.get("ground", "") in html
    assert made.fresh(application).status == "submitted"
    assert not application.completeness.exists()
    again = typed | {"seen": shown.context["seen"]}
    assert client.post(url(name, application), again).status_code == 302


def test_a_ground_comes_back_where_the_applicant_withdrew_meanwhile(client, who):
    application = made.received(who)
    actions.withdraw_application(application.pk, by=who.officer, at=NOW)
    for name, typed in (
        ("reject", {"ground": "長く考えた理由"}),
        ("return", returning(note="長く考えた理由")),
    ):
        html = text(client.post(url(name, application), typed))
        assert "長く考えた理由" in html


def test_a_second_click_on_a_return_is_the_same_deed(client, who):
    application = made.received(who)
    seen = client.get(url("examine", application)).context["seen"]
    typed = returning() | {"seen": seen}
    for _click in range(2):
        html = text(client.post(url("return", application), typed, follow=True))
        assert "差し戻し、申請者に補正を依頼しました" in html
    assert application.returns.count() == 1
