"""What an office types and no machine can read is answered with a sentence, and kept."""

from datetime import date
from html import unescape
from uuid import uuid4

import pytest
from django.urls import reverse

from chiiki_web.schemes import actions, queries
from chiiki_web.schemes.models import SchemeVersion
from web import make, visit
from web.make import NOW

pytestmark = pytest.mark.django_db
NUMBERS = "[" + ", ".join(["1"] * 30) + "]"


@pytest.fixture(autouse=True)
def now(clock):
    clock.move_to(NOW)


@pytest.fixture
def office():
    return make.member("office")


@pytest.fixture
def draft(office):
    return actions.start_version(
        form_key=uuid4(),
        based_on=SchemeVersion.objects.get(code="kizuna", is_packaged=True),
        version="2027",
        first_day=date(2027, 4, 1),
        by=office,
        at=NOW,
    )


def _save(client, draft, text):
    page = reverse("schemes:edit_text", args=[draft.pk])
    typed = {"text": text, "seen": queries.seen(draft.text)}
    return unescape(visit.text(client.post(page, typed)))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("x = " + "[" * 5_000 + "]" * 5_000, "more than 20 deep"),
        ("x = " + "{b=" * 900 + "1" + "}" * 900, "more than 20 deep"),
        (".".join(["a"] * 3_000) + " = 1", "more than 20 deep"),
        ("big = " + "9" * 5_000, "Line 1 has a number"),
    ],
)
def test_a_whole_text_that_cannot_be_read_is_kept_on_the_page(
    client, office, draft, line, said
):
    client.force_login(office.user)
    client.cookies["django_language"] = "en"
    html = _save(client, draft, f"{line}\n{draft.text}")
    assert said in html
    assert line in html
    draft.refresh_from_db()
    assert line not in draft.text


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("costs.total > 0 // " + "9" * 5_000, "5,019 characters"),
        (
            f"plan.trains_people && {NUMBERS}.all(x, {NUMBERS}.all(y, true))",
            "inside another list",
        ),
    ],
)
def test_an_expression_that_asks_too_much_is_answered_on_its_page(
    client, office, draft, expression, said
):
    client.force_login(office.user)
    client.cookies["django_language"] = "en"
    page = reverse("schemes:edit_rule", args=[draft.pk, "new"])
    typed = {"do": "try", "rule-expression": expression}
    html = unescape(visit.text(client.post(page, typed)))
    assert said in html
    assert expression in html


@pytest.mark.parametrize("code", ["a b", "", "new", 5, None])
def test_a_requirement_without_a_name_is_mended_in_the_text(
    client, office, draft, code
):
    content = queries.content_of(draft.text)
    content["rules"][0]["id"] = code
    if code is None:
        del content["rules"][0]["id"]
    _store(draft, content, office)
    client.force_login(office.user)
    html = visit.text(client.get(reverse("schemes:edit_rules", args=[draft.pk])))
    assert reverse("schemes:edit_text", args=[draft.pk]) in html
    assert client.get(reverse("schemes:publish", args=[draft.pk])).status_code == 200


@pytest.mark.parametrize(
    ("part", "value", "place"),
    [
        ("rules", "none", "rules"),
        ("rules", [5], "rules[1]"),
        ("rules", [{"id": []}], "rules[1].id"),
        ("sources", {"deck": {}}, "sources.deck"),
        ("criteria", 5, "criteria"),
        ("terms", {"stages": [{"code": [{}]}]}, "terms.stages[1].code"),
        ("terms", {"rounds": []}, "terms.rounds"),
        ("form", {"questions": [{"choices": ["a"]}]}, "form.questions[1].choices"),
    ],
)
def test_a_table_or_list_in_the_wrong_place_is_said_with_its_place(
    client, office, draft, part, value, place
):
    client.force_login(office.user)
    client.cookies["django_language"] = "en"
    content = queries.content_of(draft.text) | {part: value}
    html = _save(client, draft, actions.drafting.dump_scheme(content))
    assert f"“{place}” has another shape" in html


@pytest.mark.parametrize("part", ["rules", "sources"])
def test_a_list_without_end_is_said_with_its_place(client, office, draft, part):
    client.force_login(office.user)
    client.cookies["django_language"] = "en"
    many = {"rules": [{}] * 9_000, "sources": {f"a{n}": "" for n in range(9_000)}}
    content = queries.content_of(draft.text) | {part: many[part]}
    html = _save(client, draft, actions.drafting.dump_scheme(content))
    assert f"“{part}” has 9,000 rows, and may have 100." in html


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"code": "c" * 41},
            "“criteria.list[1].code” has 41 characters, and may have 40",
        ),
        ({"ja": "長" * 121}, "“criteria.list[1].ja” has 121 characters"),
        ({"max_points": 10**30}, "“criteria.list[1].max_points” may be 1,000 at most"),
        ({"weight": 31}, "“criteria.list[1].weight” may be 30 at most"),
    ],
)
def test_what_no_column_of_a_call_holds_is_said_with_its_place(
    client, office, draft, values, said
):
    client.force_login(office.user)
    client.cookies["django_language"] = "en"
    content = queries.content_of(draft.text)
    content["criteria"]["list"][0] |= values
    assert said in _save(client, draft, actions.drafting.dump_scheme(content))


def test_every_published_text_could_be_stored_again():
    for one in SchemeVersion.objects.filter(is_packaged=True):
        assert queries.misshapen(queries.content_of(one.text)) is None


def _store(draft, content, office):
    text = actions.drafting.dump_scheme(content)
    seen = queries.seen(draft.text)
    actions.change_text(draft.pk, text, seen=seen, by=office, at=NOW)


@pytest.mark.parametrize("name", ['2026\n"y', "2026 y", "二"])
def test_a_text_names_its_version_as_the_form_would(client, office, draft, name):
    content = queries.content_of(draft.text) | {"version": name}
    with pytest.raises(actions.CannotChangeVersion) as caught:
        actions.change_text(
            draft.pk,
            actions.drafting.dump_scheme(content),
            seen=queries.seen(draft.text),
            by=office,
            at=NOW,
        )
    assert [one.code for one in caught.value.reasons] == ["schemes.version_unnamed"]


def test_a_version_named_before_that_rule_is_still_given_out(client, office, draft):
    SchemeVersion.objects.filter(pk=draft.pk).update(version='2026\n"y')
    client.force_login(office.user)
    answer = client.get(reverse("schemes:toml", args=[draft.pk]))
    assert answer["Content-Disposition"] == 'attachment; filename="kizuna-2026y.toml"'
