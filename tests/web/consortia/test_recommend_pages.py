"""Pages about a recommendation: asked for, read, given, declined, taken back."""

from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.consortia.models import Recommendation
from web import make
from web.consortia import made
from web.make import NOW
from web.visit import content, get, post, text

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


def of(name, *args):
    return reverse(f"consortia:{name}", args=args)


@pytest.fixture
def npo():
    return make.member(of=make.organisation("npo"))


@pytest.fixture
def town():
    return make.member()


def test_the_applicant_finds_a_local_government_and_asks(client, npo, town):
    plan, call = make.full_plan(npo), make.call()
    page = of("ask", plan.pk)
    name = town.organisation.name_ja
    assert name in text(get(client, npo, page, q=name))

    chosen = f"{page}?organisation={town.organisation_id}"
    post(client, npo, chosen, form_key=uuid4(), call=call.pk, message="お願いします。")

    asked = Recommendation.objects.get()
    assert (asked.recommender, asked.call) == (town.organisation, call)
    assert text(get(client, npo, of("recommendation", asked.pk)))


def test_without_an_open_call_nothing_is_asked(client, npo):
    assert "公募が始まってから" in text(get(client, npo, of("ask", make.plan(npo).pk)))


def test_the_local_government_reads_the_plan_and_gives_its_letter(client, npo, town):
    plan = make.full_plan(npo)
    asked = made.ask(plan, npo, town)
    page = get(client, town, of("recommendation", asked.pk))
    assert plan.problem in text(page)

    typed = {"digest": page.context["digest"], "ground": "", "own_number": "企第9号"}
    shown = text(post(client, town, of("give", asked.pk), **typed))
    assert 'value="企第9号"' in shown
    post(client, town, of("give", asked.pk), **(typed | {"ground": "課題に沿う。"}))

    asked.refresh_from_db()
    assert asked.state == "given"
    letter = of("letter", asked.pk)
    for one in (npo, town, make.member("auditor")):
        assert content(get(client, one, letter)).startswith(b"%PDF")
    assert get(client, make.member(), letter).status_code == 404
    assert "推薦の後の計画の変更" not in text(
        get(client, town, of("recommendation", asked.pk))
    )


@pytest.mark.parametrize(
    ("name", "prefix", "state"),
    [("refuse", "no", "declined"), ("take_back", "back", "withdrawn")],
)
def test_declining_and_withdrawing_say_why(client, npo, town, name, prefix, state):
    asked = made.ask(make.full_plan(npo), npo, town)
    if name == "take_back":
        made.give(asked, town)
    page = of(name, asked.pk)
    assert get(client, town, page).status_code == 302
    assert text(post(client, town, page, **{f"{prefix}-ground": ""}))
    post(client, town, page, **{f"{prefix}-ground": "区域外"})
    asked.refresh_from_db()
    assert (asked.state, asked.ground) == (state, "区域外")


def test_a_ground_comes_back_where_the_plan_changed_meanwhile(client, npo, town):
    plan = make.full_plan(npo)
    asked = made.ask(plan, npo, town)
    page = of("recommendation", asked.pk)
    digest = get(client, town, page).context["digest"]
    plan.title = "改めた名称"
    plan.save(update_fields=["title"])
    typed = {"digest": digest, "ground": "長く考えた理由", "own_number": "企第9号"}
    shown = post(client, town, of("give", asked.pk), **typed)
    html = text(shown)
    assert "長く考えた理由</textarea>" in html
    assert "企第9号" in html
    again = typed | {"digest": shown.context["digest"]}
    assert post(client, town, of("give", asked.pk), **again).status_code == 302


@pytest.mark.parametrize(("name", "prefix"), [("give", ""), ("refuse", "no-")])
def test_a_ground_comes_back_where_a_colleague_answered_meanwhile(
    client, npo, town, name, prefix
):
    asked = made.ask(make.full_plan(npo), npo, town)
    page = get(client, town, of("recommendation", asked.pk))
    made.give(asked, make.member(of=town.organisation))
    typed = {"digest": page.context["digest"], f"{prefix}ground": "長く考えた理由"}
    html = text(post(client, town, of(name, asked.pk), **typed))
    assert "長く考えた理由" in html


def test_the_applicant_takes_the_request_back(client, npo, town):
    asked = made.ask(make.full_plan(npo), npo, town)
    post(client, npo, of("cancel", asked.pk))
    asked.refresh_from_db()
    assert asked.state == "cancelled"
