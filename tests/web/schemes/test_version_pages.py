"""Pages of versions: everybody reads what is published, the office edits its draft."""

from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki.rules import Problem, vocabulary
from chiiki_web.schemes import actions, queries
from chiiki_web.schemes.models import SchemeVersion
from chiiki_web.schemes.queries.shape import PARTS, part_of
from web import make, visit
from web.make import NOW

pytestmark = pytest.mark.django_db
PAGES = [one.code for one in PARTS if one.code != "rules"]


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def office():
    return make.member("office")


def base(code="kizuna"):
    rows = SchemeVersion.objects.filter(code=code, is_packaged=True)
    return rows.latest("first_day")


@pytest.fixture
def draft(office):
    return actions.start_version(
        form_key=uuid4(),
        based_on=base(),
        version="2027",
        first_day=date(2027, 4, 1),
        by=office,
        at=NOW,
    )


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("code", ["kizuna", "adviser_dispatch", "model_building"])
def test_everybody_reads_a_published_version(client, code, language):
    client.cookies["django_language"] = language
    version = base(code)
    html = unescape(
        visit.text(client.get(reverse("schemes:version", args=[version.pk])))
    )
    for rule in queries.scheme_of_version(version).rules:
        assert rule.text(language) in html
    listed = client.get(reverse("schemes:versions", args=[version.code]))
    assert reverse("schemes:version", args=[version.pk]) in visit.text(listed)


def test_the_text_comes_word_for_word(client):
    response = client.get(reverse("schemes:toml", args=[base().pk]))
    assert response.content.decode() == base().text


@pytest.mark.parametrize("name", ["version", "toml"])
def test_a_draft_is_no_page_for_others(client, draft, office, name):
    address = reverse(f"schemes:{name}", args=[draft.pk])
    assert client.get(address).status_code == 404
    assert visit.get(client, make.member(), address).status_code == 404
    assert visit.get(client, make.member("office"), address).status_code == 404
    assert visit.get(client, office, address).status_code == 200


def test_the_list_of_facts_names_each_with_its_choices(client):
    html = visit.text(client.get(reverse("schemes:facts")))
    for fact in vocabulary().values():
        assert f"<code>{fact.name}</code>" in html
        for code in fact.choices:
            assert fact.choice_label(code, "ja") in html


def test_an_office_starts_a_draft_for_the_new_year(client, office):
    address = reverse("schemes:start", args=["kizuna"])
    form = visit.get(client, office, address).context["form"]
    typed = {
        "form_key": form["form_key"].value(),
        "based_on": base().pk,
        "version": "2027",
        "first_day": "令和9年4月1日",
        "note": "上限額の見直し",
    }
    response = visit.post(client, office, address, **typed)
    made = SchemeVersion.objects.get(version="2027")
    assert response["Location"] == reverse("schemes:edit", args=[made.pk])
    again = visit.post(
        client, office, address, **typed | {"form_key": uuid4(), "version": "2010"}
    )
    assert "上限額の見直し" in visit.text(again)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_two_versions_are_compared_in_words(client, office, draft, language):
    floor = part_of("floor")
    content = queries.content_of(draft.text)
    actions.change_part(
        draft.pk,
        floor,
        {"amount.floor": [content["amount"]["floor"] | {"yen": 5_000_000}]},
        seen=queries.seen_of(content, floor),
        by=office,
        at=NOW,
    )
    client.cookies["django_language"] = language
    address = reverse("schemes:compare", args=[draft.pk, base().pk])
    response = visit.get(client, office, address)
    html = unescape(visit.text(response))
    assert ("3,000,000円" if language == "ja" else "¥3,000,000") in html
    assert ("5,000,000円" if language == "ja" else "¥5,000,000") in html
    parts = {one.part.code: one.items for one in response.context["parts"]}
    assert set(parts) == {"basics", "floor"}


def test_a_version_is_published_and_taken_back_on_pages(client, office, draft):
    publish = reverse("schemes:publish", args=[draft.pk])
    assert "2010" in visit.text(visit.get(client, office, publish))
    visit.post(client, office, publish)
    draft.refresh_from_db()
    assert draft.state == "published"
    visit.post(client, office, reverse("schemes:take_back", args=[draft.pk]))
    draft.refresh_from_db()
    assert draft.state == "draft"
    visit.post(client, office, reverse("schemes:discard", args=[draft.pk]))
    assert not SchemeVersion.objects.filter(pk=draft.pk).exists()


def test_what_a_colleague_changed_meanwhile_is_not_published_unseen(
    client, office, draft
):
    publish = reverse("schemes:publish", args=[draft.pk])
    seen = visit.get(client, office, publish).context["seen_text"]
    text, before = f"{draft.text}# 追記\n", queries.seen(draft.text)
    actions.change_text(draft.pk, text, seen=before, by=office, at=NOW)
    shown = visit.post(client, office, publish, seen=seen)
    assert "このページを開いた後に、下書きが変更されました" in visit.text(shown)
    draft.refresh_from_db()
    assert draft.is_draft
    visit.post(client, office, publish, seen=shown.context["seen_text"])
    draft.refresh_from_db()
    assert draft.state == "published"


@pytest.mark.parametrize("page", ["edit_text", "edit_part", "edit_rule"])
def test_who_saves_what_was_published_meanwhile_is_told(client, office, draft, page):
    actions.publish_version(draft.pk, by=office, at=NOW)
    more = {"edit_part": ["floor"], "edit_rule": ["creates_jobs"]}.get(page, [])
    address = reverse(f"schemes:{page}", args=[draft.pk, *more])
    client.force_login(office.user)
    html = visit.text(client.post(address, {"text": "x"}, follow=True))
    assert "この版は公表済みです" in html


def test_a_published_version_has_no_page_to_edit(client, office, draft):
    actions.publish_version(draft.pk, by=office, at=NOW)
    for name, *rest in [
        ("edit",),
        ("edit_text",),
        ("edit_rules",),
        ("edit_part", "floor"),
    ]:
        address = reverse(f"schemes:{name}", args=[draft.pk, *rest])
        assert visit.get(client, office, address)["Location"] == reverse(
            "schemes:version", args=[draft.pk]
        )


def test_every_place_of_a_problem_leads_to_a_part(office, draft):
    for part in PARTS:
        for table in part.tables:
            path = f"scheme.{table.path}" if table.path else "scheme"
            for key in table.keys if not table.is_map else ():
                found = queries.part_code_of(
                    Problem(path, "", key.name, "rules.wrong_part", {})
                )
                assert table in part_of(found).tables


def test_pages_stay_within_twenty_statements(
    client, office, draft, django_assert_max_num_queries
):
    client.force_login(office.user)
    for address in [
        reverse("schemes:versions", args=["kizuna"]),
        *(
            reverse(f"schemes:{name}", args=[draft.pk])
            for name in ("version", "edit", "edit_rules", "edit_text", "publish")
        ),
        *(reverse("schemes:edit_part", args=[draft.pk, part]) for part in PAGES),
        reverse("schemes:edit_rule", args=[draft.pk, "creates_jobs"]),
        reverse("schemes:compare", args=[draft.pk, base().pk]),
        reverse("schemes:start", args=["kizuna"]),
    ]:
        with django_assert_max_num_queries(20):
            assert client.get(address).status_code == 200
